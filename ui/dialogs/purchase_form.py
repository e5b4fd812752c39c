"""What purchase entry and the editing of a purchase share: terms, lines, and whose date they make."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.buying_terms import Terms, suggested_terms, terms_for
from app.actions.outlooks import Outlook
from app.errors import InvalidInput
from app.language import tr
from app.lists.finding import FoundProduct, FoundSupplier
from ui.common import fonts
from ui.common.buttons import button
from ui.common.inputs import DateEdit, MoneyEdit, line_edit
from ui.common.labels import Hairline, label
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.dialogs import affected, purchase_rows
from ui.dialogs.adding import EntryTable, adding_row
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, field_row, preview_table, stretch
from ui.dialogs.finder import supplier_finder
from ui.dialogs.paper_form import NOTHING, PaperForm
from ui.dialogs.purchase_rows import BoughtLine
from ui.dialogs.scanning import adding_field

SIZE = (1120, 590)


class PurchaseForm(PaperForm):
    """The form of a new purchase and of one that is edited."""

    supplier_known = Signal()

    def __init__(self, desk: Desk, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, act, parent)
        self._next_key = 1
        self.removed: list[int] = []
        """Lines that are there already and are to go."""
        self._freight_given = ""
        self._build()
        self._arrange()
        self._connect()
        self.resize(*SIZE)

    def _build(self) -> None:
        formats = self.desk.formats
        self.supplier = supplier_finder(self.desk)
        self.supplier.setMinimumWidth(240)
        self.reference = line_edit()
        self.freight = MoneyEdit(formats.currency, NOTHING)
        self.freight.setMaximumWidth(110)
        self._freight_given = self.freight.text()
        self.suggest = button(tr("Add what is needed"))
        self.lines = RowsModel(purchase_rows.columns(formats), parent=self)
        self.table = EntryTable(self.lines, tr("Lines of the purchase"), formats.currency)
        stretch(self.table, "product")
        self.finder = adding_field(self.desk)
        self.total = label(weight=fonts.STRONG)
        self.served = PreviewModel(AffectedColumns(formats).dates(), parent=self)
        self.served_table = preview_table(self.served, tr("Who gets a date"))
        stretch(self.served_table, "product")
        self.head = PreviewHead(tr("Who gets a date"))
        self.sent_on = DateEdit(none_means=tr("Not sent"))
        self.confirmed_on = DateEdit(none_means=tr("Not confirmed"))
        self.note = line_edit(placeholder=tr("Note for the shop"))
        self.note.setAccessibleName(tr("Note for the shop"))

    def _arrange(self) -> None:
        fields: list[tuple[str, QWidget]] = [
            (tr("Supplier"), self.supplier),
            (tr("Supplier reference"), self.reference),
            (tr("Sent on"), self.sent_on),
            (tr("Confirmed on"), self.confirmed_on),
            (tr("Freight"), self.freight),
        ]
        top = field_row(fields)
        top.addWidget(self.suggest, alignment=Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(top)
        self.body.addWidget(self.note)
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
        keys = (tr("Ctrl+Enter confirms"), tr("F3 adds a product"), tr("Ctrl+Del removes a line"))
        self.hint.setText("  ·  ".join(keys))

    def _connect(self) -> None:
        self.supplier.found.connect(self.know_supplier)
        self.supplier.missed.connect(lambda error: self.show_error(error, self.supplier))
        self.finder.scanned.connect(self._take_found)
        self.finder.left.connect(self.go_on)
        self.table.scanned_over = self._scan_on
        self.finder.missed.connect(lambda error: self.show_error(error, self.finder))
        for changed in (self.lines.edited, self.freight.changed, self.sent_on.changed):
            changed.connect(self.typed)
        self.confirmed_on.changed.connect(self.typed)
        for day in (self.sent_on, self.confirmed_on):
            day.editingFinished.connect(self.leave_day)
        self.table.left.connect(self.finder.setFocus)
        self.suggest.clicked.connect(self.add_suggested)
        QShortcut(QKeySequence("Ctrl+Del"), self, self.remove_line)
        QShortcut(QKeySequence("F3"), self, self.finder.setFocus)

    # what it is filled from

    @property
    def supplier_id(self) -> int | None:
        """The chosen one's id."""
        return self.supplier.chosen.id if self.supplier.chosen else None

    def _take_found(self, product: FoundProduct, times: Decimal) -> None:
        known = next((each for each in self.bought() if each.terms.product_id == product.id), None)
        if self.finder.was_scanned and known is not None:
            more = replace(known, quantity=known.quantity + times)
            self._set([more if each.key == known.key else each for each in self.bought()])
            self.table.choose(known.key)
            self.finder.setFocus()
        else:
            wanted = times if times != 1 else None
            self.read_terms(product, lambda terms: self.add_product(terms, quantity=wanted))

    def _scan_on(self, code: str) -> None:
        self.finder.setFocus()
        self.finder.take_code(code)

    def read_terms(self, product: FoundProduct, done: Callable[[Terms], None]) -> None:
        """What the chosen supplier asks for a product."""
        self.desk.jobs.read(terms_for, product.id, self.supplier_id, done=done, failed=self.show_error)

    def know_supplier(self, supplier: FoundSupplier) -> None:
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
                fresh = replace(fresh, line_id=line.line_id, was=line.was, settled=line.settled)
                self._set([fresh if each.key == key else each for each in self.bought()])

    def add_suggested(self) -> None:
        """What the shop would suggest to buy of this supplier, but for what is typed already."""
        self.desk.jobs.preview(
            suggested_terms, self.supplier_id, done=self._add_suggested, failed=self.show_error
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
        self.typed()

    def add_product(self, terms: Terms, for_line: int | None = None, quantity: Decimal | None = None) -> None:
        """One more line, with the keyboard in its quantity."""
        line = purchase_rows.line_for(self._new_key(), terms, quantity, for_line)
        self._set([*self.bought(), line])
        self.table.edit_cell(line.key, "quantity")

    def remove_line(self) -> None:
        """Leave the chosen line out."""
        row = self.table.current_row()
        if row is None:
            return
        chosen, place = purchase_rows.of(row), self.table.currentIndex().row()
        if not self.may_remove(chosen):
            words = tr("Lower its quantity, or close it short.")
            self.show_error(InvalidInput(tr("A line of a confirmed purchase is not removed."), words))
            return
        if chosen.line_id is not None:
            self.removed.append(chosen.line_id)
        self._set([line for line in self.bought() if line.key != chosen.key])
        self.table.choose_line(place)
        self.finder.setFocus()

    def may_remove(self, line: BoughtLine) -> bool:
        """Whether the line may go."""
        return True

    # while one types

    def texts(self) -> list[str]:
        texts = [self.supplier.text(), self.reference.text(), self.note.text(), self.finder.text()]
        if self.freight.text() != self._freight_given:
            texts.append(f"{tr('Freight')} {self.freight.text()}")
        texts += [
            f"{wording.quantity_text(line.quantity)} {line.terms.name}"
            for line in self.bought()
            if line.draft() not in self.given
        ]
        return texts

    def refuse_half_typed(self) -> None:
        """InvalidInput where what is typed cannot be a purchase, with the field that is the cause."""
        self.cause = None
        if self.supplier.is_unknown:
            words = tr("No supplier '{words}' is chosen.", words=self.supplier.text().strip())
            self.refuse(self.supplier, words, tr("Choose one of the list."))
        problem = self.problem_of_lines()
        if problem is not None:
            raise problem
        if not self.lines.rows:
            self.refuse(self.finder, tr("The purchase has no lines."), tr("Add a product."))

    def has_lines(self) -> bool:
        return bool(self.lines.rows)

    def problem_of_lines(self) -> InvalidInput | None:
        for words in self.lines.problems():
            return InvalidInput(words)
        return purchase_rows.problem_of(self.bought())

    def read_fields(self) -> None:
        self.amount_in(self.freight)
        for field in (self.sent_on, self.confirmed_on):
            self.day_in(field)

    def show_sums(self) -> None:
        lines = self.bought()
        goods = sum((line.value for line in lines), NOTHING)
        self.total.setText(self.desk.formats.money(goods).text if lines else "")

    def show_untried(self) -> None:
        self.served.set_rows([])
        self.head.say("")

    def show_preview_old(self, *, old: bool) -> None:
        self.served.set_old(old=old)

    def show_preview(self, answer: Outlook[Any]) -> None:
        self.fingerprint = answer.fingerprint
        moved = [each for each in answer.affected if each.moves]
        self.served.set_rows(affected.row_of(each) for each in moved)
        self.head.say(purchase_rows.sum_of(moved))

    # done
