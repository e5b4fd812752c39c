"""What the pane says of an order: its money, its lines, why one of them waits, what was paid."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.codes import grouped
from app.language import tr
from app.lists.order_detail import LineDetail, OrderDetail, PaymentDetail, ShipmentDetail
from app.sentences import long_reason, story
from app.state_words import channel_text, order_state_text, payment_text, way_text
from ui.common import fonts
from ui.common.cells import Cell, Column, Row
from ui.common.elided import Elided
from ui.common.figures import Figures, StatusChip
from ui.common.format import Formats
from ui.common.pane_parts import WIDTH, Happenings, PaneHead, PaneTable, Part, prose, say
from ui.common.steps import Steps

MOST_PAYMENTS = 12
HAS = 64


class OrderPane(QWidget):
    """Everything about one order; the lines' table says of the chosen line why it waits."""

    line_chosen = Signal()

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self._order: OrderDetail | None = None
        self.head = PaneHead()
        self.figures = Figures()
        self.remarks = prose()
        self.lines = PaneTable(tr("Order lines"), _columns(formats), chooses=True, parent=self)
        self.chip = StatusChip()
        self.about = Elided(weight=fonts.STRONG)
        self.story = prose()
        self.payments = Happenings()
        self._line_part = self._part_of_line()
        self._payment_part = Part(tr("Payments"))
        self._payment_part.body.addWidget(self.payments)
        self.shipments = Happenings()
        self._shipment_part = Part(tr("Shipments"))
        self._shipment_part.body.addWidget(self.shipments)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        parts = (
            self.head,
            self.figures,
            self.remarks,
            steps,
            self.lines,
            self._line_part,
            self._shipment_part,
            self._payment_part,
        )
        for part in parts:
            layout.addWidget(part)
        layout.addStretch()
        self.lines.table.chosen.connect(self._show_line)
        self.lines.table.chosen.connect(lambda _: self.line_chosen.emit())
        self.lines.table.chooses_first = True

    def _part_of_line(self) -> QWidget:
        result = QWidget()
        top = QHBoxLayout()
        top.addWidget(self.about, stretch=1)
        top.addWidget(self.chip)
        layout = QVBoxLayout(result)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.story)
        return result

    def show_order(self, order: OrderDetail) -> None:
        """Fill it."""
        is_new = self._order is None or self._order.id != order.id
        self._order = order
        formats = self._formats
        self.head.show_head(
            f"{order.number}  {order.customer}".strip(), self._facts(order), self._status(order)
        )
        self.figures.show_figures(self._figures(order))
        say(self.remarks, self._remarks(order))
        self.lines.show_rows([_row(line) for line in order.lines])
        if is_new and (waiting := next((line for line in order.lines if line.backordered), None)):
            self.lines.table.choose(waiting.id)
        self._show_line(self.lines.table.current_row())
        self._shipment_part.setVisible(bool(order.shipments))
        newest = reversed(order.shipments[-MOST_PAYMENTS:])
        self.shipments.show_lines([_shipment_line(formats, each) for each in newest])
        self._payment_part.setVisible(bool(order.payments))
        shown = order.payments[-MOST_PAYMENTS:]
        self.payments.show_lines([_payment_line(formats, order.currency, each) for each in reversed(shown)])

    def _status(self, order: OrderDetail) -> Cell:
        if order.status:
            return self._formats.status(order.status)
        return Cell("" if order.state == "open" else order_state_text(order.state), "quiet")

    def _facts(self, order: OrderDetail) -> list[str]:
        day = self._formats.day
        return [
            tr("ordered {day}", day=day(order.ordered_on).text),
            tr("wanted {day}", day=day(order.wanted_on).text) if order.wanted_on else "",
            tr("later is of no use") if order.date_essential else "",
            channel_text(order.channel),
            tr("to be picked up")
            if order.pick_up
            else tr("goes to {place}", place=order.address[3])
            if order.address[3]
            else "",
            order.customer_reference,
        ]

    def _figures(self, order: OrderDetail) -> list[tuple[str, str, str]]:
        formats = self._formats.in_currency(order.currency)
        expected = self._formats.day(order.expected, unknown=order.state == "open").text
        return [
            (tr("Total"), formats.money(order.total).text, ""),
            (tr("Paid"), formats.money(order.paid).text, ""),
            (tr("Due"), formats.money(order.due).text, "warn" if order.due < 0 else ""),
            (tr("Expected"), expected, ""),
        ]

    def _remarks(self, order: OrderDetail) -> list[str]:
        said = []
        if order.on_hold:
            since = self._formats.day(order.held_since).text
            said.append(
                tr("On hold since {day}: “{reason}”.", day=since, reason=order.hold_reason)
                if order.hold_reason
                else tr("On hold since {day}.", day=since)
            )
        if order.ship_complete and order.state == "open":
            said.append(tr("Ships complete."))
        if order.state == "quote":
            said.append(tr("A quote: nothing is reserved or promised before it is confirmed."))
        return [*said, order.note]

    def _show_line(self, row: object) -> None:
        line = row[1] if isinstance(row, tuple) else None
        self._line_part.setVisible(isinstance(line, LineDetail))
        if isinstance(line, LineDetail):
            self.about.show_text(line.name)
            self.chip.show_cell(self._formats.status(line.status))
            say(self.story, [_story(self._formats, line)])


def _row(line: LineDetail) -> Row:
    return (line.id, line)


def _line_of(row: Row) -> LineDetail:
    line = row[1]
    assert isinstance(line, LineDetail)
    return line


def _columns(formats: Formats) -> list[Column]:
    def product(row: Row) -> Cell:
        line = _line_of(row)
        tone = "quiet" if not line.open and line.shipped + line.cancelled else ""
        return Cell(line.name, tone, tip=f"{line.sku}  {line.name}")

    def has(row: Row) -> Cell:
        line = _line_of(row)
        if not line.open:
            return formats.quantity(line.ordered - line.cancelled, tone="quiet")
        held, needed = map(formats.quantity_text, (line.reserved, line.open))
        return Cell(tr("{has} of {needs}", has=held, needs=needed))

    def expected(row: Row) -> Cell:
        line = _line_of(row)
        if not line.open:
            return Cell(tr("shipped") if line.shipped else "", "quiet")
        if line.estimate is not None:
            return formats.day(line.estimate, estimate=True)
        return formats.day(line.expected, unknown=True, tone="warn" if line.slip else "")

    day, plain = formats.day_width(), formats.day_width(estimates=False)
    return [
        Column("product", tr("Product"), product, WIDTH - HAS - day - plain),
        Column("has", tr("Has"), has, HAS, right=True),
        Column("expected", tr("Expected"), expected, day, right=True),
        Column(
            "promised",
            tr("Promised"),
            lambda row: formats.day(_line_of(row).promised if _line_of(row).open else None, tone="quiet"),
            plain,
            right=True,
        ),
    ]


def _story(formats: Formats, line: LineDetail) -> str:
    """Why the line waits, or what became of it."""
    if line.backordered:
        return story(
            short=line.backordered,
            expected=line.expected,
            estimate=line.estimate,
            promised=line.promised,
            reason=line.reason,
            stored=line.reason_facts,
        )
    said = []
    if line.reserved:
        said.append(tr("{quantity} reserved.", quantity=formats.quantity_text(line.reserved)))
        said.append(long_reason(line.reason, line.reason_facts))
    if line.shipped:
        said.append(tr("{quantity} shipped.", quantity=formats.quantity_text(line.shipped)))
    if line.returned:
        said.append(tr("{quantity} came back.", quantity=formats.quantity_text(line.returned)))
    if line.cancelled:
        said.append(tr("{quantity} cancelled.", quantity=formats.quantity_text(line.cancelled)))
    return " ".join(each for each in said if each)


def _shipment_line(formats: Formats, shipment: ShipmentDetail) -> tuple[str, ...]:
    facts = [shipment.number, shipment.carrier, shipment.tracking]
    if not shipment.quantity:
        facts.append(tr("undone"))
    words = "  ".join(each for each in facts if each)
    quantity = formats.quantity_text(shipment.quantity) if shipment.quantity else ""
    return formats.day(shipment.shipped_on).text, words, quantity


def _payment_line(formats: Formats, currency: str, payment: PaymentDetail) -> tuple[str, ...]:
    facts = (payment_text(payment.kind), way_text(payment.way), grouped(payment.voucher), payment.note)
    amount = -payment.amount if payment.kind == "refund" else payment.amount
    words = "  ·  ".join(each for each in facts if each)
    return formats.day(payment.paid_on).text, words, formats.in_currency(currency).money(amount).text
