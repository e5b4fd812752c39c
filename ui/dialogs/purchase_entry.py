"""Purchase entry: what to buy, when it comes and for whom, and whose date it makes."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.buying_terms import Terms, suggested_terms, terms_for
from app.actions.outlooks import Affected, Outlook, as_shown, outlook
from app.actions.purchasing import PurchaseDraft, enter_purchase
from app.errors import InvalidInput, ShopError
from app.language import ntr, tr
from app.lists.finding import FoundProduct, FoundSupplier, find_products, find_suppliers
from ui.common import fonts
from ui.common.buttons import button
from ui.common.inputs import MoneyEdit, line_edit
from ui.common.labels import Hairline, label
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.dialogs import affected, purchase_rows
from ui.dialogs.adding import EntryTable, adding_row
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, field_row, preview_table, stretch
from ui.dialogs.finder import product_finder, supplier_finder
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.purchase_rows import BoughtLine

SIZE = (1120, 560)
NOTHING = Decimal(0)
DRAFT, CONFIRMED = "draft", "confirmed"


class PurchaseEntryDialog(PlanningDialog):
    """A new purchase, perhaps from a supplier, of a product, or for an order line that are already known."""

    supplier_known = Signal()

    def __init__(
        self,
        desk: Desk,
        supplier: str = "",
        sku: str = "",
        for_line: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, tr("New purchase"), tr("Confirm purchase"), parent)
        self._next_key = 1
        self._cause: QWidget | None = None
        self._fingerprint = ""
        self._for_line = for_line
        # What it opened with, nobody typed.
        self._given: list[object] = []
        self._build()
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self._typed()
        self.supplier.setFocus()
        if supplier:
            desk.jobs.read(find_suppliers, supplier, done=self._take_supplier, failed=self.show_error)
        if sku:
            desk.jobs.read(find_products, sku, done=self._take_product, failed=self.show_error)

    def _build(self) -> None:
        formats = self.desk.formats
        self.supplier = supplier_finder(self.desk)
        self.supplier.setMinimumWidth(240)
        self.reference = line_edit()
        self.freight = MoneyEdit(formats.currency, NOTHING)
        self.freight.setMaximumWidth(110)
        self.suggest = button(tr("Add what is needed"))
        self.lines = RowsModel(purchase_rows.columns(formats), parent=self)
        self.table = EntryTable(self.lines, tr("Lines of the purchase"), formats.currency)
        stretch(self.table, "product")
        self.finder = product_finder(self.desk)
        self.total = label(weight=fonts.STRONG)
        make = AffectedColumns(formats)
        columns = [
            make.customer(),
            make.order(),
            make.product(240),
            make.pieces(),
            make.expected(),
            make.promised(),
            make.slip(),
            make.then(),
        ]
        self.served = PreviewModel(columns, parent=self)
        self.served_table = preview_table(self.served, tr("Who gets a date"))
        self.head = PreviewHead(tr("Who gets a date"))
        self.save_draft = self.add_action(tr("Save as draft"), self.save_as_draft)

    def _arrange(self) -> None:
        fields: list[tuple[str, QWidget]] = [
            (tr("Supplier"), self.supplier),
            (tr("Supplier reference"), self.reference),
            (tr("Freight"), self.freight),
        ]
        top = field_row(fields)
        top.addWidget(self.suggest, alignment=Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(top)
        box = Boxed(self.table, least=3)
        box.box.addWidget(Hairline())
        adding = QHBoxLayout()
        adding.addWidget(adding_row(self.finder), stretch=1)
        adding.addWidget(self.total)
        adding.setContentsMargins(0, 0, 8, 0)
        foot = QWidget()
        foot.setLayout(adding)
        box.box.addWidget(foot)
        self.body.addWidget(box)
        self.body.addWidget(self.head)
        self.body.addWidget(Boxed(self.served_table, least=3))
        self.body.addStretch()
        self.hint.setText("  ·  ".join((tr("Ctrl+Enter confirms"), tr("Ctrl+Del removes a line"))))

    def _connect(self) -> None:
        self.supplier.found.connect(self._know_supplier)
        self.finder.found.connect(self._take_found)
        self.lines.edited.connect(self._typed)
        self.freight.changed.connect(self._typed)
        self.table.left.connect(self.finder.setFocus)
        self.suggest.clicked.connect(self.add_suggested)
        QShortcut(QKeySequence("Ctrl+Del"), self, self.remove_line)

    # what it is filled from

    @property
    def _supplier_id(self) -> int | None:
        return self.supplier.chosen.id if self.supplier.chosen else None

    def _take_supplier(self, found: list[FoundSupplier]) -> None:
        if found:
            self.supplier.choose(found[0])
            self._given.append(self.supplier.text())
            self._know_supplier(found[0])

    def _take_product(self, found: list[FoundProduct]) -> None:
        if found:
            self._read_terms(found[0], self._add_given)

    def _add_given(self, terms: Terms) -> None:
        self.add_product(terms, self._for_line)
        self._given += [line.draft() for line in self.bought()]

    def _take_found(self, product: FoundProduct) -> None:
        self._read_terms(product, self.add_product)

    def _read_terms(self, product: FoundProduct, done: Callable[[Terms], None]) -> None:
        self.desk.jobs.read(terms_for, product.id, self._supplier_id, done=done, failed=self.show_error)

    def _know_supplier(self, supplier: FoundSupplier) -> None:
        """Lines that are typed already get his terms."""
        for line in self.bought():
            self.desk.jobs.read(
                terms_for,
                line.terms.product_id,
                supplier.id,
                done=partial(self._renew, line.key),
                failed=self.show_error,
            )
        self.finder.setFocus()
        self.supplier_known.emit()

    def _renew(self, key: int, terms: Terms) -> None:
        for line in self.bought():
            if line.key == key:
                for_line = line.waiting.line_id if line.waiting else None
                fresh = purchase_rows.line_for(self._new_key(), terms, line.quantity, for_line)
                self._set([fresh if each.key == key else each for each in self.bought()])

    def add_suggested(self) -> None:
        """What the shop would suggest to buy of this supplier, but for what is typed already."""
        self.desk.jobs.preview(
            suggested_terms, self._supplier_id, done=self._add_suggested, failed=self.show_error
        )

    def _add_suggested(self, suggested: Sequence[tuple[Terms, Decimal]]) -> None:
        known = {line.terms.product_id for line in self.bought()}
        fresh = [
            purchase_rows.line_for(self._new_key(), terms, quantity)
            for terms, quantity in suggested
            if terms.product_id not in known
        ]
        if fresh:
            self._set([*self.bought(), *fresh])
        else:
            self.hint.setText(tr("Nothing more is needed of this supplier."))

    # the lines

    def bought(self) -> list[BoughtLine]:
        """The typed lines in their order."""
        return [purchase_rows.of(row) for row in self.lines.rows]

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key

    def _set(self, lines: Sequence[BoughtLine]) -> None:
        self.lines.set_rows(purchase_rows.row_of(line) for line in lines)
        self._typed()

    def add_product(self, terms: Terms, for_line: int | None = None) -> None:
        """One more line, with the keyboard in its quantity."""
        line = purchase_rows.line_for(self._new_key(), terms, for_line=for_line)
        self._set([*self.bought(), line])
        self.table.edit_cell(line.key, "quantity")

    def remove_line(self) -> None:
        """Leave the chosen line out."""
        chosen = self.table.current_row()
        if chosen is not None:
            self._set([line for line in self.bought() if line.key != chosen[0]])
            self.finder.setFocus()

    # while one types

    def entered(self) -> list[str]:
        texts = [self.supplier.text(), self.reference.text(), self.finder.text()]
        texts += [
            f"{wording.quantity_text(line.quantity)} {line.terms.name}"
            for line in self.bought()
            if line.draft() not in self._given
        ]
        return [text.strip() for text in texts if text.strip() and text not in self._given]

    def draft(self, state: str) -> PurchaseDraft:
        """What is typed; InvalidInput where that cannot be a purchase."""
        self._cause = None
        if self.supplier.is_unknown:
            self._cause = self.supplier
            words = self.supplier.text().strip()
            raise InvalidInput(
                tr("No supplier '{words}' is chosen.", words=words), tr("Choose one of the list.")
            )
        for problem in self.lines.problems():
            raise InvalidInput(problem)
        if not self.lines.rows:
            self._cause = self.finder
            raise InvalidInput(tr("The purchase has no lines."), tr("Add a product."))
        self._cause = self.freight
        freight = self.freight.value()
        self._cause = None
        return PurchaseDraft(
            tuple(line.draft() for line in self.bought()),
            supplier_id=self._supplier_id,
            state=state,
            supplier_reference=self.reference.text().strip(),
            freight=freight,
        )

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        lines = self.bought()
        ready = bool(lines) and not self.lines.problems() and all(line.quantity for line in lines)
        self.set_act(tr("Confirm purchase"), enabled=ready)
        self.save_draft.setEnabled(ready)
        goods = sum((line.value for line in lines), NOTHING)
        self.total.setText(self.desk.formats.money(goods).text if lines else "")
        if not ready:
            self.try_nothing()
            self.served.set_rows([])
            self.head.say("")
            return
        trial = PurchaseDraft(
            tuple(line.draft() for line in lines), supplier_id=self._supplier_id, state=CONFIRMED
        )
        self.try_out(outlook, enter_purchase, trial, keeps_error=keeps_error)

    def show_preview_old(self, *, old: bool) -> None:
        self.served.set_old(old=old)

    def show_preview(self, answer: Outlook[int]) -> None:
        self._fingerprint = answer.fingerprint
        moved = [each for each in answer.affected if each.moves]
        self.served.set_rows(affected.row_of(each) for each in moved)
        self.head.say(_sum(moved))

    # done

    def submit(self) -> None:
        self.write(as_shown(enter_purchase, self._fingerprint), self.draft(CONFIRMED))

    def save_as_draft(self) -> None:
        """Keep it without being supply."""
        self.error.clear()
        try:
            self.write(enter_purchase, self.draft(DRAFT))
        except InvalidInput as error:
            self.show_error(error)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self._cause


def _sum(moved: Sequence[Affected]) -> str:
    """'3 orders get a date.'"""
    if not moved:
        return tr("Nobody's date moves.")
    sooner = {each.order_id for each in moved if not each.waits_longer}
    later = {each.order_id for each in moved if each.waits_longer} - sooner
    words = []
    if sooner:
        words.append(
            ntr(
                "{count} order gets a date or a better one.",
                "{count} orders get a date or a better one.",
                len(sooner),
            )
        )
    if later:
        words.append(ntr("{count} order waits longer.", "{count} orders wait longer.", len(later)))
    return " ".join(words)


def ask(
    parent: QWidget | None, desk: Desk, supplier: str = "", sku: str = "", for_line: int | None = None
) -> int | None:
    """A new purchase; its id, or None. `for_line` is the order line that the product is bought for."""
    outcome: int | None = PurchaseEntryDialog(desk, supplier, sku, for_line, parent).ask()
    return outcome
