"""What the pane says of a purchase line: its purchase, how its date moved, who waits for it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.happenings import cause_text
from app.language import ntr, tr
from app.lists.purchase_detail import EtaChangeDetail, PurchaseDetail, PurchaseLineDetail, ReceiptDetail
from app.lists.takers import Taker
from app.state_words import purchase_state_text
from app.wording import days_text
from ui.common import fonts
from ui.common.cells import Cell, Column, Row
from ui.common.elided import Elided
from ui.common.figures import Figures
from ui.common.format import Formats
from ui.common.pane_parts import WIDTH, Happenings, PaneHead, PaneTable, Part, prose, say
from ui.common.steps import Steps

MOST_CHANGES = 6
MOST_RECEIPTS = 6


class PurchasePane(QWidget):
    """One purchase, and one line of it."""

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self.head = PaneHead()
        self.figures = Figures()
        self.remarks = prose()
        self.line = Elided(weight=fonts.STRONG)
        self.story = prose()
        part = Part(parent=self)
        self.takers = PaneTable(tr("Goes to"), _taker_columns(formats), parent=part)
        self.changes = Happenings()
        self.receipts = Happenings()
        self._receipt_part = Part(tr("Receipts"))
        self._receipt_part.body.addWidget(self.receipts)
        for widget in (self.line, self.story, self.takers, self.changes):
            part.body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for each in (self.head, self.figures, self.remarks, steps, part, self._receipt_part):
            layout.addWidget(each)
        layout.addStretch()

    def show_purchase(
        self, purchase: PurchaseDetail, line: PurchaseLineDetail, takers: tuple[Taker, ...]
    ) -> None:
        """Fill it."""
        formats = self._formats
        supplier = purchase.supplier or tr("No supplier")
        self.head.show_head(f"{purchase.number}  {supplier}", self._facts(purchase), self._state(purchase))
        self.figures.show_figures(self._figures(purchase))
        say(self.remarks, [purchase.note])
        self.line.show_text(f"{line.name}  {line.sku}")
        say(self.story, self._story(purchase.currency, line, takers))
        self.takers.show_rows([(each.line_id, each) for each in takers])
        changes = [each for each in purchase.eta_changes if each.purchase_line_id == line.id]
        self.changes.show_lines([_change(formats, each) for each in changes[:MOST_CHANGES]])
        receipts = [each for each in purchase.receipts if each.purchase_line_id == line.id]
        self._receipt_part.setVisible(bool(receipts))
        self.receipts.show_lines(
            [told for each in receipts[:MOST_RECEIPTS] for told in _receipt(formats, each)]
        )

    def _state(self, purchase: PurchaseDetail) -> Cell:
        if purchase.overdue:
            return Cell(tr("Overdue"), "bad", icon="alert-triangle", chip=True)
        if purchase.suggested and purchase.state == "draft":
            return Cell(tr("Suggested"), "quiet", icon="shopping-cart")
        return state_cell(purchase.state)

    def _facts(self, purchase: PurchaseDetail) -> list[str]:
        day = self._formats.day
        return [
            tr("ordered {day}", day=day(purchase.ordered_on).text),
            tr("sent {day}", day=day(purchase.sent_on).text) if purchase.sent_on else "",
            tr("confirmed {day}", day=day(purchase.confirmed_on).text) if purchase.confirmed_on else "",
            purchase.supplier_reference,
        ]

    def _figures(self, purchase: PurchaseDetail) -> list[tuple[str, str, str]]:
        formats = self._formats.in_currency(purchase.currency)
        etas = [line.eta for line in purchase.lines if line.incoming and line.eta is not None]
        to_come = sum(line.incoming for line in purchase.lines)
        next_day = formats.day(min(etas, default=None), unknown=bool(to_come)).text
        return [
            (tr("Lines"), formats.count(len(purchase.lines)).text, ""),
            (tr("To come"), formats.quantity_text(to_come), ""),
            (tr("Next"), next_day, "bad" if purchase.overdue else ""),
            (tr("Total"), formats.money(purchase.total).text, ""),
        ]

    def _story(self, currency: str, line: PurchaseLineDetail, takers: tuple[Taker, ...]) -> list[str]:
        formats = self._formats
        came, ordered = map(formats.quantity_text, (line.received, line.ordered))
        cost = formats.in_currency(currency).price(line.cost).text
        said = [
            tr("{came} of {ordered} came, at {cost}.", came=came, ordered=ordered, cost=cost)
            if line.cost
            else tr("{came} of {ordered} came.", came=came, ordered=ordered)
        ]
        if line.closed:
            said.append(tr("{quantity} closed short.", quantity=formats.quantity_text(line.closed)))
        if line.no_longer_needed:
            said.append(tr("No longer needed for {order}.", order=line.for_order))
        elif line.for_order:
            said.append(tr("Bought for {order}.", order=line.for_order))
        said += self._about_its_date(line) if line.incoming else []
        if line.incoming and not takers:
            said.append(tr("Nobody waits for it."))
        elif takers:
            orders = len({each.order_id for each in takers})
            said.append(ntr("{count} order waits for it.", "{count} orders wait for it.", orders))
        return said

    def _about_its_date(self, line: PurchaseLineDetail) -> list[str]:
        formats, said = self._formats, []
        if line.eta is not None:
            today = formats.today.toordinal() if formats.today else line.eta
            day = formats.day(line.eta).text
            if line.eta < today:
                said.append(tr("Due on {day}, {days} overdue.", day=day, days=days_text(today - line.eta)))
            elif line.first_eta is not None and line.first_eta != line.eta:
                said.append(tr("Due on {day}, first {old}.", day=day, old=formats.day(line.first_eta).text))
            else:
                said.append(tr("Due on {day}.", day=day))
        else:
            said.append(tr("Nobody knows when."))
        if line.asked_on is not None:
            day = formats.day(line.asked_on).text
            said.append(
                ntr(
                    "Asked for its date on {day}.", "Asked {count} times, last on {day}.", line.asked, day=day
                )
            )
        return said


def state_cell(state: str) -> Cell:
    """The state of a purchase line as a word with its sign."""
    icon = {"draft": "file-plus", "confirmed": "clock", "done": "circle-check", "cancelled": "ban"}[state]
    return Cell(purchase_state_text(state), "good" if state == "done" else "quiet", icon=icon)


def _receipt(formats: Formats, receipt: ReceiptDetail) -> list[tuple[str, ...]]:
    """What came, and in a line of its own what went back and why."""
    day = formats.day(receipt.received_on).text
    words = "  ".join(each for each in (receipt.number, receipt.delivery_note) if each)
    if not receipt.accepted and not receipt.rejected:
        return [(day, f"{words}  {tr('undone')}", "")]
    if not receipt.accepted:
        words = tr("{receipt}  nothing on the shelf", receipt=words)
    lines: list[tuple[str, ...]] = [(day, words, formats.quantity_text(receipt.accepted))]
    if receipt.rejected:
        facts = {"quantity": formats.quantity_text(receipt.rejected), "reason": receipt.reject_reason}
        said = (
            tr("{quantity} rejected: {reason}", **facts)
            if receipt.reject_reason
            else tr("{quantity} rejected", **facts)
        )
        if receipt.no_replacement:
            said = tr("{sentence}, no replacement", sentence=said)
        lines.append(("", said))
    return lines


def _change(formats: Formats, change: EtaChangeDetail) -> tuple[str, ...]:
    new = formats.day(change.new_eta).text or tr("no date")
    old = formats.day(change.old_eta).text
    words = tr("{old} → {new}", old=old, new=new) if old else new
    cause = change.note or (cause_text(change.cause) if change.cause != "other" else "")
    return formats.moment_day(change.at).text, f"{words}  {cause}".strip()


def _taker(row: Row) -> Taker:
    taker = row[1]
    assert isinstance(taker, Taker)
    return taker


def _taker_columns(formats: Formats) -> list[Column]:
    day = formats.day_width(estimates=False)

    def who(row: Row) -> Cell:
        taker = _taker(row)
        return Cell(taker.customer, code=taker.order, tip=f"{taker.customer}  {taker.order}")

    def expected(row: Row) -> Cell:
        taker = _taker(row)
        late = taker.promised is not None and taker.expected is not None and taker.expected > taker.promised
        return formats.day(taker.expected, unknown=True, tone="warn" if late else "")

    def promised(row: Row) -> Cell:
        return formats.day(_taker(row).promised, tone="quiet")

    return [
        Column("customer", tr("Customer"), who, WIDTH - 52 - 2 * day),
        Column("pieces", tr("Pieces"), lambda row: formats.quantity(_taker(row).quantity), 52, right=True),
        Column("expected", tr("Expected"), expected, day, right=True),
        Column(
            "promised",
            tr("Promised"),
            lambda row: formats.day(_taker(row).promised, tone="quiet"),
            day,
            right=True,
        ),
    ]
