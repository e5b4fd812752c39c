"""What the pane says of a customer: what is open, what waits and until when, what is owed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.codes import grouped
from app.field_words import notice_channel_text, policy_text, priority_text
from app.language import tr
from app.lists.customer_detail import CustomerDetail, CustomersLine, CustomersOrder, CustomersVoucher
from app.state_words import order_state_text
from app.voucher_words import worth_text
from ui.common.cells import Cell, Column, Row
from ui.common.delegate import PADDING
from ui.common.format import Formats
from ui.common.pane_parts import WIDTH, PaneTable
from ui.common.steps import Steps
from ui.panes.person_pane import PersonPane

NUMBER, SHORT, DUE, UNTIL = 76, 48, 80, 116


class CustomerPane(PersonPane[CustomerDetail]):
    """Lines and orders lead to where they stand."""

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget) -> None:
        self.lines = PaneTable(tr("Waits for"), _line_columns(formats), chooses=True)
        self.orders = PaneTable(tr("Open orders"), _order_columns(formats), chooses=True)
        self.vouchers = PaneTable(tr("Vouchers"), _voucher_columns(formats))
        self.vouchers.table.set_lead(PADDING)  # as the tables above
        super().__init__(formats, steps, parent, self.lines, self.orders, self.vouchers)

    def facts_of(self, person: CustomerDetail) -> Sequence[str]:
        card = person.card
        return card["number"], card["city"], priority_text(card["priority"]) if card["priority"] else ""

    def show_tables(self, person: CustomerDetail) -> None:
        self.lines.show_rows([(each.id, each) for each in person.lines])
        self.orders.show_rows([(each.id, each) for each in person.orders])
        self.vouchers.show_rows([(each.id, each) for each in person.vouchers])

    def figures_of(self, person: CustomerDetail) -> list[tuple[str, str, str]]:
        formats = self.formats
        waiting = sum(line.short for line in person.lines)
        late = sum(line.is_late for line in person.lines)
        opened = sum(order.state == "open" for order in person.orders)
        figures = [
            (tr("Open orders"), formats.count(opened).text, ""),
            (tr("Waits for"), formats.quantity_text(waiting), ""),
            (tr("Late"), formats.count(late).text, "warn" if late else ""),
        ]
        for currency, amount in person.owed[:2] or (("", 0),):
            title = tr("Gets back") if amount < 0 else tr("Owes")
            figures.append((title, formats.in_currency(currency).money(abs(amount)).text, ""))
        return figures

    def remarks_of(self, person: CustomerDetail) -> Sequence[str]:
        card, said = person.card, []
        if card["backorders"] != "always":
            said.append(tr("Backorders: {policy}.", policy=policy_text(card["backorders"])))
        said.append(tr("Told of delays by: {channel}.", channel=notice_channel_text(card["notice_channel"])))
        if card["notice_per_part"]:
            said.append(tr("Is told of each part that lies ready to be fetched."))
        if person.more_lines:
            said.append(tr("More lines wait; see them in the queue."))
        return said


def _line(row: Row) -> CustomersLine:
    assert isinstance(row[1], CustomersLine)
    return row[1]


def _line_columns(formats: Formats) -> list[Column]:
    def product(row: Row) -> Cell:
        line = _line(row)
        return Cell(line.product, tip=f"{line.order}  {line.sku}  {line.product}")

    def expected(row: Row) -> Cell:
        line = _line(row)
        if line.expected is None and line.estimate is not None:
            return formats.day(line.estimate, estimate=True)
        return formats.day(line.expected, unknown=True, tone="warn" if line.is_late else "")

    day, plain = formats.day_width(), formats.day_width(estimates=False)
    return [
        Column("product", tr("Product"), product, WIDTH - SHORT - day - plain),
        Column("short", tr("Short"), lambda row: formats.quantity(_line(row).short), SHORT, right=True),
        Column("expected", tr("Expected"), expected, day, right=True),
        Column(
            "promised",
            tr("Promised"),
            lambda row: formats.day(_line(row).promised, tone="quiet"),
            plain,
            right=True,
        ),
    ]


def _order(row: Row) -> CustomersOrder:
    assert isinstance(row[1], CustomersOrder)
    return row[1]


def _order_columns(formats: Formats) -> list[Column]:
    def status(row: Row) -> Cell:
        order = _order(row)
        return formats.status(order.status) if order.status else Cell(order_state_text(order.state), "quiet")

    def due(row: Row) -> Cell:
        order = _order(row)
        return formats.in_currency(order.currency).money(order.due, tone="" if order.due else "quiet")

    day = formats.day_width(estimates=False)
    return [
        Column("number", tr("Order"), lambda row: Cell(_order(row).number), NUMBER),
        Column("status", tr("Status"), status, WIDTH - NUMBER - day - DUE),
        Column("expected", tr("Expected"), lambda row: formats.day(_order(row).expected), day, right=True),
        Column("due", tr("Due"), due, DUE, right=True),
    ]


def _voucher_columns(formats: Formats) -> list[Column]:
    def told(row: Row) -> CustomersVoucher:
        assert isinstance(row[1], CustomersVoucher)
        return row[1]

    def left(row: Row) -> Cell:
        return Cell(worth_text(told(row).unit, told(row).balance, told(row).currency))

    def until(row: Row) -> Cell:
        day = told(row).expires_on
        return formats.day(day, tone="quiet") if day else Cell("–", "quiet", said=tr("never expires"))

    return [
        Column("code", tr("Code"), lambda row: Cell(grouped(told(row).code)), WIDTH - UNTIL - DUE),
        Column("until", tr("Valid until"), until, UNTIL, right=True),
        Column("left", tr("Left"), left, DUE, right=True),
    ]
