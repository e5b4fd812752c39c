"""What is on its way from suppliers, line by line or by purchase."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.actions.purchasing import cancel_purchase, close_short, confirm_purchase
from app.actions.suggesting import Suggestion, delete_suggestion, suggest_purchases
from app.changes import Area
from app.language import ntr, tr
from app.lists.purchase_detail import PurchaseDetail, PurchaseLineDetail, purchase_detail
from app.lists.purchases import LISTING
from app.lists.takers import Taker, takers_of
from app.wording import days_text, pieces_text, quantity_text
from ui.common.buttons import button
from ui.common.cells import Cell, Column, GroupHead, Grouping, Row
from ui.common.choice import Segments
from ui.common.format import Formats
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import ListingPage, with_widths
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.dialogs import act
from ui.dialogs.act import Act
from ui.panes.purchase_pane import PurchasePane, state_cell

Details = tuple[PurchaseDetail, tuple[Taker, ...]]
KEYS = (
    "number",
    "supplier",
    "product",
    "received",
    "eta",
    "state",
    "cost",
    "for_order",
)
WIDTHS = {
    "number": 70,
    "supplier": 116,
    "product": 194,
    "received": 70,
    "state": 108,
    "cost": 72,
    "for_order": 72,
}
IN_HEAD = ("number", "supplier")


class PurchasesPage(ListingPage):
    """Every purchase line in one row; what is overdue says so."""

    areas = frozenset({Area.PURCHASES, Area.SUPPLIERS, Area.BACKORDERS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, purchase_columns(desk))
        self.view = Segments(tr("View"), [("date", tr("By date")), ("purchase", tr("By purchase"))])
        self.view.chosen.connect(self._look)
        self.suggest = button(tr("Suggest purchases"))
        self.suggest.setToolTip(tr("Drafts for what is short or below its minimum, by supplier"))
        self.suggest.clicked.connect(self.suggest_purchases)
        self.filter_bar.addWidget(self.view)
        self.filter_bar.addSpacing(8)
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.filter_bar.addWidget(self.suggest)
        self.purchase_pane = PurchasePane(desk.formats, self.steps)
        self.pane.addWidget(self.purchase_pane)
        self.purchase_pane.hide()
        self.purchase: PurchaseDetail | None = None
        self.line: PurchaseLineDetail | None = None

    def primary(self) -> Primary:
        return Primary(tr("Receive goods…"), "package-import", self.receive)

    def empty_words(self) -> tuple[str, str]:
        return tr("No purchases yet. What suppliers owe the shop appears here."), tr("New purchase…")

    def empty_act(self) -> None:
        self.new_purchase()

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No purchase with “{text}” here.", text=self.searched)
        return {
            "open": tr("Nothing is on its way."),
            "overdue": tr("No supplier is overdue."),
            "undated": tr("Every delivery has a date."),
            "drafts": tr("No drafts."),
            "done": tr("No purchase is done yet."),
        }.get(self.model.question.filter, super().filtered_words())

    def counted(self) -> None:
        number = {key: quantity_text(Decimal(count.number)) for key, count in self.counts.items()}
        self.set_status(
            tr(
                "{open} lines to come  ·  {overdue} overdue  ·  {undated} without a date",
                open=number["open"],
                overdue=number["overdue"],
                undated=number["undated"],
            )
        )

    def _look(self, view: str) -> None:
        """Grouped rows stand in the order of their groups only."""
        columns = purchase_columns(self.desk)
        if view == "purchase":
            grouped = [replace(each, sort="") for each in columns if each.key not in IN_HEAD]
            self.reshape(grouped, by_purchase(self.desk), sort="number", descending=True)
        else:
            self.reshape(columns, None, sort="eta", descending=False)

    # the pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return purchase_and_takers, (value_of(LISTING, "purchase_id")(row), row[0])

    def show_read(self, row: Row, details: Details) -> None:
        purchase, takers = details
        line = next((each for each in purchase.lines if each.id == row[0]), None)
        if line is None:
            self.clear_pane()
            return
        self.purchase, self.line = purchase, line
        self.steps.show_steps(self._steps(purchase, line))
        self.purchase_pane.show_purchase(purchase, line, takers)
        self.purchase_pane.show()

    def clear_pane(self) -> None:
        self.purchase = self.line = None
        self.purchase_pane.hide()

    def open_row(self, row: object) -> None:
        """The next step of the purchase."""
        if self.purchase is not None and self.line is not None:
            steps = self._steps(self.purchase, self.line)
            if steps:
                steps[0].run()

    def _steps(self, purchase: PurchaseDetail, line: PurchaseLineDetail) -> list[Step]:
        if purchase.state == "draft":
            steps = [Step(tr("Confirm"), self.confirm), Step(tr("Set ETA…"), self.set_eta)]
            if purchase.suggested:
                return [*steps, Step(tr("Drop the suggestion"), self.drop_suggestion)]
            return [*steps, Step(tr("Cancel draft…"), self.cancel_purchase)]
        if purchase.state != "confirmed":
            return []
        steps = []
        if any(each.incoming for each in purchase.lines):
            steps = [Step(tr("Receive…"), self.receive), Step(tr("Set ETA…"), self.set_eta)]
        if line.incoming:
            steps.append(Step(tr("Close line short…"), self.close_line_short))
        if sum(bool(each.incoming) for each in purchase.lines) > 1:
            steps.append(Step(tr("Close all short…"), self.close_short))
        return [*steps, Step(tr("Cancel purchase…"), self.cancel_purchase)]

    # what is done

    def command(self, key: str) -> Callable[[], object] | None:
        moves = self.line is not None and self.line.state in ("draft", "confirmed")
        return {
            "new_purchase": self.new_purchase,
            "receive": self.receive,
            "suggest": self.suggest_purchases,
            "set_eta": self.set_eta if moves else None,
        }.get(key)

    def new_purchase(self) -> None:
        """Ask what to buy, and show the new purchase."""
        from ui.dialogs import purchase_entry

        purchase_id = purchase_entry.ask(self.window(), self.desk)
        if purchase_id is not None:
            self.desk.jobs.read(purchase_detail, purchase_id, done=self._show_new)

    def _show_new(self, purchase: PurchaseDetail) -> None:
        self.show_row(purchase.lines[0].id)

    def receive(self) -> None:
        """Goods came: of the chosen purchase first, if anything of it is to come."""
        from ui.dialogs import receive

        chosen = self.purchase
        to_come = chosen is not None and any(line.incoming for line in chosen.lines)
        receive.ask(self.window(), self.desk, chosen.id if chosen is not None and to_come else None)

    def set_eta(self) -> None:
        """A new date for the line, the purchase, or all that the supplier owes."""
        from ui.dialogs import set_eta

        if self.purchase is not None and self.line is not None:
            set_eta.ask(self.window(), self.desk, self.purchase.id, self.line.id)

    def confirm(self) -> None:
        """The supplier agreed."""
        if self.purchase is not None:
            self.write(confirm_purchase, self.purchase.id)

    def drop_suggestion(self) -> None:
        """Asking again may bring it back."""
        if self.line is not None:
            self.write(delete_suggestion, self.line.product_id)

    def close_line_short(self) -> None:
        """Nothing more comes on the chosen line."""
        if self.line is not None:
            self._close([self.line])

    def close_short(self) -> None:
        """Nothing more comes on any line of the purchase."""
        if self.purchase is not None:
            self._close([line for line in self.purchase.lines if line.incoming])

    def _close(self, lines: list[PurchaseLineDetail]) -> None:
        assert self.purchase is not None
        rest = pieces_text(Decimal(sum(line.incoming for line in lines)).scaleb(-3))
        title = tr("Close {number} short", number=self.purchase.number)
        words = tr("{pieces} will not come any more; what came stays as it is.", pieces=rest)
        self._ask(title, tr("Close short"), words, close_short, [line.id for line in lines])

    def cancel_purchase(self) -> None:
        """Show who waits for it."""
        assert self.purchase is not None
        to_come = Decimal(sum(line.incoming for line in self.purchase.lines)).scaleb(-3)
        if self.purchase.state == "draft":
            words = tr("A draft promises nothing; nobody waits longer.")
        else:
            words = tr("{pieces} will not come any more. Tell the supplier too.", pieces=pieces_text(to_come))
        title = tr("Cancel {number}", number=self.purchase.number)
        self._ask(title, tr("Cancel purchase"), words, cancel_purchase, self.purchase.id)

    def _ask(self, title: str, button: str, words: str, fn: Callable[..., Any], what: object) -> None:
        deed = Act(title, button, words, fn, (what,), reason="reason", leave=tr("Leave it"))
        act.ask(self.window(), self.desk, deed)

    def suggest_purchases(self) -> None:
        """Bring the suggested drafts up to date, and show them."""
        self.suggest.setEnabled(False)
        self.desk.jobs.write(suggest_purchases, done=self._suggested, failed=self._not_suggested)

    def _suggested(self, suggestions: tuple[Suggestion, ...]) -> None:
        self.suggest.setEnabled(True)
        self.model.ask_for(filter="drafts", search="")
        products = len(suggestions)
        words = ntr("{count} product to buy.", "{count} products to buy.", products)
        self.set_status(words if products else tr("Nothing needs to be bought."))

    def _not_suggested(self, error: Any) -> None:
        self.suggest.setEnabled(True)
        self.error.show_error(error)


def purchase_and_takers(session: Any, ids: tuple[int, int]) -> Details:
    """A purchase, and who gets the goods of one of its lines."""
    return purchase_detail(session, ids[0]), takers_of(session, ids[1])


def purchase_columns(desk: Desk) -> list[Column]:
    """The list's columns; the ETA says what it was first, the state what is wrong."""
    cells = _Cells(desk.formats)
    drawn = {
        "product": cells.product,
        "supplier": cells.supplier,
        "received": cells.received,
        "eta": cells.eta,
        "state": cells.state,
        "for_order": cells.for_order,
        "cost": cells.cost,
    }
    widths = {**WIDTHS, "eta": 2 * desk.formats.day_width(estimates=False) + 18}
    columns = with_widths(columns_of(LISTING, desk.formats, KEYS, drawn), widths)
    titles = {"received": tr("Came")}
    return [replace(each, title=titles.get(each.key, each.title)) for each in columns]


def told(row: Row, key: str) -> Any:
    """One value of a row of the list."""
    return row[LISTING.place(key)]


class _Cells:
    """Cells that need more than their own value."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats

    def product(self, row: Row) -> Cell:
        name, sku = told(row, "product"), told(row, "sku")
        return Cell(name, code=sku, tip=f"{name}  {sku}")

    def supplier(self, row: Row) -> Cell:
        return self._formats.text(told(row, "supplier"))

    def received(self, row: Row) -> Cell:
        came, ordered = map(self._formats.quantity_text, (told(row, "received"), told(row, "ordered")))
        return Cell(tr("{came} of {ordered}", came=came, ordered=ordered))

    def eta(self, row: Row) -> Cell:
        eta, first, incoming = (told(row, key) for key in ("eta", "first_eta", "incoming"))
        if eta is None:
            return self._formats.day(None, unknown=bool(incoming))
        tone = "bad" if told(row, "overdue") else ""
        return self._formats.day(eta, tone=tone, before=first if incoming and first != eta else None)

    def state(self, row: Row) -> Cell:
        if told(row, "overdue"):
            late = tr("{days} overdue", days=days_text(told(row, "overdue")))
            return Cell(tr("Overdue"), "bad", icon="alert-triangle", chip=True, said=late, tip=late)
        if told(row, "incoming") and told(row, "eta") is None:
            return Cell(tr("No date"), "bad", icon="help-circle", chip=True)
        if told(row, "state") == "confirmed" and not told(row, "incoming"):
            return state_cell("done")
        return state_cell(told(row, "state"))

    def for_order(self, row: Row) -> Cell:
        order = told(row, "for_order")
        if told(row, "no_longer_needed"):
            tip = tr("No longer needed for {order}.", order=order)
            return Cell(order, "warn", tip=tip, said=tip)
        return Cell(order, "quiet")

    def cost(self, row: Row) -> Cell:
        return self._formats.in_currency(told(row, "currency")).price(told(row, "cost"), tone="quiet")


def by_purchase(desk: Desk) -> Grouping:
    """Groups of one purchase's lines."""
    key, number, supplier = (value_of(LISTING, each) for each in ("purchase_id", "number", "supplier"))
    ordered_on = value_of(LISTING, "ordered_on")

    def head(row: Row) -> GroupHead:
        note = tr("ordered {day}", day=desk.formats.day(ordered_on(row)).text)
        return GroupHead(f"{number(row)}  {supplier(row)}".strip(), "", {}, ((note, ""),))

    return Grouping(key=key, head=head, title_at="product", notes_at="eta")
