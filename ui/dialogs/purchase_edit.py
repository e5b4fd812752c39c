"""Editing a purchase: its terms and lines, with who gets a date by it and who loses one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QPushButton, QWidget

from app.actions.buying_terms import Terms, terms_of_lines
from app.actions.outlooks import as_shown, outlook
from app.actions.purchase_editing import BoughtEdit, PurchaseEdit, PurchaseTerms, edit_purchase
from app.errors import ChangedMeanwhile, InvalidInput, ShopError
from app.language import tr
from app.lists.finding import FoundSupplier
from app.lists.purchase_detail import PurchaseDetail
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import purchase_rows
from ui.dialogs.purchase_form import PurchaseForm
from ui.dialogs.purchase_rows import BoughtLine

CENTS = -2
Read = tuple[PurchaseDetail, tuple[Terms, ...]]


class PurchaseEditDialog(PurchaseForm):
    """A draft changes whole and may be confirmed; of a confirmed purchase lines are cut, raised or added."""

    def __init__(self, desk: Desk, purchase_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Edit purchase"), tr("Save"), parent)
        self._purchase_id = purchase_id
        self._number = ""
        self._before = PurchaseTerms()
        self._is_draft = False
        self._written_changes: PurchaseEdit | None = None
        self._read = False
        self.save_draft = self.add_action(tr("Save draft"), self.save_as_draft)
        self.save_draft.hide()
        self.set_act(tr("Save"), enabled=False)
        self.hint.setText("  ·  ".join((tr("Ctrl+Enter saves"), tr("Ctrl+Del removes a line"))))
        desk.jobs.read(terms_of_lines, purchase_id, done=self._fill, failed=self.show_error)

    # what it is filled from

    def _fill(self, read: Read) -> None:
        purchase, terms = read
        self._before = terms_of(purchase)
        self._number, self._is_draft = purchase.number, purchase.state == "draft"
        self._read = True
        self.setWindowTitle(tr("Edit {number}", number=purchase.number))
        self.save_draft.setVisible(self._is_draft)
        self.suggest.setVisible(self._is_draft)
        self.supplier.setEnabled(self._is_draft)
        self.set_act(tr("Confirm purchase") if self._is_draft else tr("Save"))
        self._show_terms(purchase)
        lines = [purchase_rows.line_of(*pair) for pair in zip(purchase.lines, terms, strict=True)]
        self.given = [
            *(line.draft() for line in lines),
            *(self.supplier.text(), self.reference.text(), self.note.text()),
            f"{tr('Freight')} {self.freight.text()}",
        ]
        self._set(lines)
        if lines:
            self.table.edit_cell(lines[0].key, "quantity")

    def _show_terms(self, purchase: PurchaseDetail) -> None:
        before = self._before
        if purchase.supplier_id is not None:
            found = FoundSupplier(purchase.supplier_id, purchase.supplier, purchase.currency, None)
            self.supplier.choose(found)
        self.reference.setText(before.supplier_reference)
        self.note.setText(before.note)
        self.freight.set_value(before.freight)
        self.sent_on.set_value(before.sent_on)
        confirmed = self.desk.formats.today if self._is_draft else before.confirmed_on
        self.confirmed_on.set_value(confirmed)

    # while one types

    def ways_to_save(self) -> Sequence[QPushButton]:
        return (self.save_draft,)

    def may_remove(self, line: BoughtLine) -> bool:
        return self._is_draft or line.line_id is None

    def terms(self) -> PurchaseTerms:
        """What is typed; InvalidInput where that cannot be a purchase's."""
        return PurchaseTerms(
            supplier_id=self.supplier_id,
            supplier_reference=self.reference.text().strip(),
            sent_on=self.day_in(self.sent_on),
            confirmed_on=self.day_in(self.confirmed_on),
            freight=self.amount_in(self.freight),
            note=self.note.text().strip(),
        )

    def changes(self, *, confirms: bool = False) -> PurchaseEdit:
        """What is typed, beside what was read."""
        lines = self.bought()
        return PurchaseEdit(
            self._before,
            self.terms(),
            changed=tuple(
                BoughtEdit(each.line_id, each.was, each.bought())
                for each in lines
                if each.line_id is not None and each.was is not None and each.was != each.bought()
            ),
            removed=tuple(self.removed),
            added=tuple(each.draft() for each in lines if each.line_id is None),
            confirms=confirms,
        )

    def try_typed(self, *, keeps_error: bool) -> None:
        if not self._read:
            return
        try:
            trial = self.changes(confirms=self._is_draft)
        except InvalidInput as error:
            self.try_nothing()
            self.show_error(error)
            return
        self.try_out(outlook, edit_purchase, self._purchase_id, trial, keeps_error=keeps_error)

    # done

    def submit(self) -> None:
        self.refuse_half_typed()
        self._written_changes = self.changes(confirms=self._is_draft)
        self.write(as_shown(edit_purchase, self.fingerprint), self._purchase_id, self._written_changes)

    def save_as_draft(self) -> None:
        """Keep it a draft."""
        self.error.clear()
        try:
            self.refuse_half_typed()
            self._written_changes = self.changes()
            self.write(edit_purchase, self._purchase_id, self._written_changes)
        except InvalidInput as error:
            self.show_error(error)

    def finish(self, outcome: int) -> None:
        self.desk.done(tr("{number} is changed.", number=self._number), self._undo())
        super().finish(outcome)

    def _undo(self) -> Undo | None:
        """Where only terms and figures changed, they change back."""
        done = self._written_changes
        if done is None or done.added or done.removed or done.confirms:
            return None
        back = PurchaseEdit(
            done.after,
            done.before,
            changed=tuple(replace(each, before=each.after, after=each.before) for each in done.changed),
        )
        title = tr("Change of {number}", number=self._number)
        return Undo(title, edit_purchase, (self._purchase_id, back))

    def refused(self, error: ShopError) -> bool:
        """What another changed is the new 'before': saving again keeps what is typed here."""
        if isinstance(error, ChangedMeanwhile):
            self.desk.jobs.read(
                terms_of_lines, self._purchase_id, done=self._read_again, failed=self.show_error
            )
        return False

    def _read_again(self, read: Read) -> None:
        purchase, terms = read
        self._before = terms_of(purchase)
        pairs = zip(purchase.lines, terms, strict=True)
        known = {line.id: purchase_rows.line_of(line, told) for line, told in pairs}
        fresh = []
        for line in self.bought():
            now = known.get(line.line_id) if line.line_id is not None else None
            if now is not None:
                fresh.append(replace(line, was=now.was, settled=now.settled))
            elif line.line_id is None:
                fresh.append(line)
        self.removed = [line_id for line_id in self.removed if line_id in known]
        self.lines.set_rows(purchase_rows.row_of(line) for line in fresh)
        self.typed(keeps_error=True)


def terms_of(purchase: PurchaseDetail) -> PurchaseTerms:
    """The terms of a purchase as they were read."""
    return PurchaseTerms(
        supplier_id=purchase.supplier_id,
        supplier_reference=purchase.supplier_reference,
        sent_on=_day(purchase.sent_on),
        confirmed_on=_day(purchase.confirmed_on),
        freight=Decimal(purchase.freight).scaleb(CENTS),
        note=purchase.note,
    )


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def ask(parent: QWidget | None, desk: Desk, purchase_id: int) -> int | None:
    """Change a purchase; its id, or None."""
    outcome: int | None = PurchaseEditDialog(desk, purchase_id, parent).ask()
    return outcome
