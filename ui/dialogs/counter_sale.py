"""Counter sale: scan after scan, paid and handed over at once; the window stays for the next customer."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app import wording
from app.actions.selling import LostSale, record_lost_sale, sell
from app.errors import InvalidInput, ShopError
from app.language import tr
from app.lists.count_rows import available_at
from app.lists.finding import FoundProduct
from app.lists.locations import Place, locations
from app.quantities import quantity_of
from app.rules.sums import Sums, order_sums
from ui.common.buttons import button
from ui.common.inputs import combo, field
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.dialogs import counter_rows
from ui.dialogs.adding import EntryTable, adding_row
from ui.dialogs.boxed import Boxed, stretch
from ui.dialogs.counter_foot import CASH, Payment
from ui.dialogs.counter_lacks import Lacks
from ui.dialogs.counter_rows import SaleRow
from ui.dialogs.last_sale import LastSale
from ui.dialogs.missed import Missed
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.scanning import ScanField

SIZE = (820, 560)
NOTHING = Decimal(0)


class CounterSaleDialog(PlanningDialog):
    """Only what is available at the counter's location can be sold (R20); no customer is asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Counter sale"), tr("Sell"), parent)
        self.cancel.setText(tr("Close"))
        self._selling: dict[int, Decimal] = {}
        self._lost_words = ""
        self._rest = ""
        self._build()
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self._typed()
        self.scan.setFocus()
        desk.jobs.read(locations, done=self._offer, failed=self.show_error)

    def _build(self) -> None:
        formats = self.desk.formats
        self.location = combo()
        self.goods = RowsModel(counter_rows.columns(formats), parent=self)
        self.table = EntryTable(self.goods, tr("What is sold"), formats.currency)
        stretch(self.table, "product")
        self.scan = ScanField(self.desk)
        self.missed = Missed(self.scan)
        self.lacks = Lacks()
        self.payment = Payment(formats)
        self.take_back = button(tr("Undo the last sale"))
        self.footer.insertWidget(self.footer.count() - 1, self.take_back)
        self.last = LastSale(self.desk, self.take_back)

    def _arrange(self) -> None:
        self.place = field(tr("Location"), self.location)
        self.place.setMaximumWidth(240)
        self.place.hide()
        box = Boxed(self.table, least=4)
        box.box.addWidget(adding_row(self.scan))
        for widget in (self.place, box, self.missed, self.lacks):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.body.addWidget(self.payment)
        self._say_keys()

    def _say_keys(self) -> None:
        keys = (tr("3*code: three of it"), tr("Ctrl+Del removes the row"), tr("Ctrl+Enter sells"))
        self.hint.setText("  ·  ".join(keys))

    def _connect(self) -> None:
        self.scan.scanned.connect(self.add)
        self.scan.left.connect(self._go_and_pay)
        self.table.left.connect(self.scan.setFocus)
        self.table.scanned_over = self._scan_on
        self.table.chosen.connect(lambda _: self.lacks.show_row(self._lacking()))
        self.goods.edited.connect(self._typed)
        self.location.activated.connect(lambda _: self._look_what_is_there())
        self.payment.changed.connect(self._typed)
        self.payment.confirmed.connect(self._submit)
        self.lacks.sold_rest.connect(self.sell_what_is_there)
        self.lacks.ordered.connect(self.order_rest)
        self.lacks.lost.connect(self.record_lost)
        self.last.undone.connect(self._say_undone)
        self.last.failed.connect(self.show_error)
        QShortcut(QKeySequence("Ctrl+Del"), self, self.remove)

    def _offer(self, places: Sequence[Place]) -> None:
        for place in places:
            self.location.addItem(place.name, place.id)
        self.place.setVisible(len(places) > 1)
        self._look_what_is_there()

    # what is scanned

    def rows(self) -> list[SaleRow]:
        """What is at the till."""
        return [counter_rows.of(row) for row in self.goods.rows]

    def add(self, product: FoundProduct, times: Decimal) -> None:
        """One more row, or more of the row that has it already; the keyboard stays with the scanner."""
        self.error.clear()
        rows = self.rows()
        at = next((place for place, row in enumerate(rows) if row.product_id == product.id), None)
        if at is None:
            rows.append(counter_rows.row_for(product, times))
        else:
            rows[at] = replace(rows[at], quantity=rows[at].quantity + times)
        self._set(rows)
        self.table.choose(product.id)
        self.scan.setFocus()
        self._look_what_is_there()

    def _scan_on(self, code: str) -> None:
        self.scan.setFocus()
        self.scan.take_code(code)

    def _set(self, rows: Sequence[SaleRow]) -> None:
        self.goods.set_rows(map(counter_rows.row_of, rows))
        self._typed()

    def _look_what_is_there(self) -> None:
        wanted = [row.product_id for row in self.rows()]
        if wanted and self.location.count():
            self.desk.jobs.read(
                available_at,
                self.location.currentData(),
                wanted,
                done=self._show_available,
                failed=self.show_error,
                latest=f"counter {id(self)}",
            )

    def _show_available(self, found: dict[int, int]) -> None:
        rows = [
            replace(row, available=quantity_of(found[row.product_id]))
            if row.product_id in found
            else replace(row, available=None)
            for row in self.rows()
        ]
        self.goods.set_rows(map(counter_rows.row_of, rows))
        self._typed(keeps_error=True)

    def remove(self) -> None:
        """Leave the chosen row out."""
        chosen = self.table.current_row()
        if chosen is not None:
            place = self.table.currentIndex().row()
            self._set([row for row in self.rows() if row.product_id != chosen[0]])
            self.table.choose_line(place)
        self.scan.setFocus()

    def _go_and_pay(self) -> None:
        if self.payment.given.isVisible():
            self.payment.given.setFocus()
        else:
            self.ok.setFocus()

    # what is short

    def _lacking(self) -> SaleRow | None:
        """The chosen row where it is short, else the first that is."""
        short = [row for row in self.rows() if row.short]
        chosen = self.table.current_row()
        chosen_id = chosen[0] if chosen else None
        return next((row for row in short if row.product_id == chosen_id), short[0] if short else None)

    def sell_what_is_there(self) -> None:
        """No more of it than is available; without any, no row."""
        row = self._lacking()
        if row is None:
            return
        rest = [replace(row, quantity=row.available)] if row.available else []
        self._set([each for other in self.rows() for each in (rest if other is row else [other])])
        self.scan.setFocus()

    def order_rest(self) -> None:
        """What is not there is ordered for the customer; what is there is sold."""
        from ui.dialogs import order_entry

        row = self._lacking()
        if row is None:
            return
        if order_entry.ask(self, self.desk, sku=row.sku, quantity=row.short) is not None:
            self.sell_what_is_there()

    def record_lost(self) -> None:
        """What is not there counts as demand all the same: a write of its own."""
        row = self._lacking()
        if row is None:
            return
        self.lacks.setEnabled(False)
        lost = LostSale(row.product_id, row.short)
        quantity = wording.quantity_text(row.short)
        self._lost_words = tr("Lost sale recorded: {quantity} {sku}", quantity=quantity, sku=row.sku)
        self.desk.jobs.write(record_lost_sale, lost, done=self._lost, failed=self._not_lost)

    def _lost(self, outcome: object) -> None:
        self.lacks.setEnabled(True)
        self.hint.setText(self._lost_words)
        self.desk.done(self._lost_words)
        self.sell_what_is_there()

    def _not_lost(self, error: ShopError) -> None:
        self.lacks.setEnabled(True)
        self.show_error(error)

    # while one types

    def entered(self) -> list[str]:
        return [f"{wording.quantity_text(row.quantity)} {row.name}" for row in self.rows()]

    def sums(self) -> Sums:
        """What it comes to."""
        return order_sums([row.priced() for row in self.rows()])

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self._rest = ""
        total = self.sums()
        self.payment.show_sums(total)
        self.lacks.show_row(self._lacking())
        problem = self._problem()
        if problem is not None:
            self.show_error(problem, self.payment.field() if self.payment.problem() else None)
        elif not keeps_error or self._lacking() is not None:
            self.error.clear()
        ready = bool(self.rows()) and problem is None and not any(row.short for row in self.rows())
        ready = ready and not self.payment.lacks_code()
        amount = self.desk.formats.money(total.total).text
        self.set_act(tr("Sell for {amount}", amount=amount) if self.rows() else tr("Sell"), enabled=ready)

    def _problem(self) -> InvalidInput | None:
        for words in self.goods.problems():
            return InvalidInput(words)
        for row in self.rows():
            if not row.quantity:
                return InvalidInput(
                    tr("The quantity of {sku} is zero.", sku=row.sku),
                    tr("Type how many, or remove the row with Ctrl+Del."),
                )
        return self.payment.problem()

    # sold

    def submit(self) -> None:
        if self.scan.is_busy:
            raise InvalidInput(tr("A scan is still being looked up."), tr("Sell again in a moment."))
        total = self.sums().total
        payment = self.payment.draft(total)
        self._selling = {row.product_id: row.quantity for row in self.rows()}
        lines = [row.draft() for row in self.rows()]
        self.write(sell, lines, location_id=self.location.currentData(), payment=payment, rest=self._rest)

    def consent_words(self) -> str:
        return tr("Take the rest in cash")

    def consent(self) -> None:
        """The voucher pays a part."""
        self._rest = CASH
        self._submit()

    def _written(self, outcome: Any) -> None:
        """The till is free for the next customer, whose goods may have been scanned meanwhile."""
        self._set_busy(busy=False)
        facts = {"number": outcome.number, "amount": self.payment.total.text()}
        change = self.payment.change_due()
        words = tr("{number} sold for {amount}.", **facts)
        if change:
            told = self.desk.formats.money(change).text
            words = tr("{number} sold for {amount}; {change} change.", **facts, change=told)
        self.hint.setText(words)
        self.desk.done(words, self.last.remember(outcome))
        self.payment.clear()
        self.missed.clear()
        rows = [(row, row.quantity - self._selling.get(row.product_id, NOTHING)) for row in self.rows()]
        self._set([replace(row, quantity=left, available=None) for row, left in rows if left > 0])
        self._look_what_is_there()
        self.scan.setFocus()

    def _not_written(self, error: ShopError) -> None:
        super()._not_written(error)
        self._look_what_is_there()

    def _say_undone(self, words: str) -> None:
        self.hint.setText(words)
        self.desk.done(words)
        self.scan.setFocus()
        self._look_what_is_there()

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.payment.code if getattr(error, "field", "") == "code" else None


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Sell over the counter until it is closed."""
    CounterSaleDialog(desk, parent).ask()
