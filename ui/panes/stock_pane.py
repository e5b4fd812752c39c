"""What the pane says of a product at a place: its figures, what comes, who waits, what moved."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import tr
from app.lists.backorders import LISTING
from app.lists.pools import KeptRow, PoolDetail, SupplyRow
from app.lists.projection import Projection
from app.lists.shelf import MoveDetail, Shelf
from app.sentences import long_reason
from app.state_words import move_text
from app.wording import days_text, lead_time_text
from ui.common.cells import Cell, Column, Row
from ui.common.figures import Figures
from ui.common.format import Formats
from ui.common.labels import Prose
from ui.common.list_source import value_of
from ui.common.pane_parts import WIDTH, Happenings, PaneHead, PaneTable, Part, prose, say
from ui.common.steps import Steps
from ui.panes.stock_outlook import StockOutlook


class StockPane(QWidget):
    """Everything about one shelf; `opened` tells page and row of what was chosen in its tables."""

    opened = Signal(str, object)

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self.head = PaneHead()
        self.figures = Figures()
        self.remarks: Prose = prose()
        self.outlook = StockOutlook(formats, self)
        self._flow, self._past = Part(parent=self), Part(tr("Last moves"), self)
        flow = self._flow
        self.supply = PaneTable(tr("Supply"), _supply_columns(formats), most=6, chooses=True, parent=flow)
        self.waiting = PaneTable(tr("Waiting, by rank"), _waiting_columns(formats), chooses=True, parent=flow)
        for table in (self.supply.table, self.waiting.table):
            table.set_lead(0)
        self.supply.table.opened.connect(self._open_supply)
        self.waiting.table.opened.connect(lambda row: self.opened.emit("backorders", row[0]))
        self.moves = Happenings()
        self._flow.body.addWidget(self.supply)
        self._flow.body.addWidget(self.waiting)
        self._past.body.addWidget(self.moves)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.head, self.figures, self.remarks, steps, self.outlook, self._flow, self._past):
            layout.addWidget(part)
        layout.addStretch()

    def show_pool(self, pool: PoolDetail, shelf: Shelf, told: Projection, marked: int | None = None) -> None:
        """Fill it; `marked` is the day that the list is projected on."""
        formats, head = self._formats, pool.head
        price = formats.in_currency(pool.currency).price(pool.price).text
        state = Cell() if head.active else Cell(tr("Not active"), "quiet", icon="ban")
        self.head.show_head(head.name, [head.sku, head.location, pool.supplier, price], state)
        figures = (
            (tr("On hand"), head.on_hand, ""),
            (tr("Reserved"), head.reserved, ""),
            (tr("Available"), head.available, ""),
            (tr("Incoming"), head.incoming, ""),
            (tr("Backordered"), head.backordered, ""),
        )
        self.figures.show_figures(
            [(word, formats.quantity_text(value), tone) for word, value, tone in figures]
        )
        say(self.remarks, self._remarks(pool))
        rows = _supply_rows(pool)
        self.supply.show_rows(rows)
        self.waiting.show_rows(pool.lines)
        self.outlook.setVisible(head.kind != "service" and bool(told.arrivals or told.unsure))
        self.outlook.show_projection(told, marked)
        self._flow.setVisible(bool(rows or pool.lines))
        self._past.setVisible(bool(shelf.moves))
        self.moves.show_lines([self._move(each) for each in shelf.moves])

    def _open_supply(self, row: Row) -> None:
        supply = _supply_of(row)
        if supply is not None:
            place = {"purchase": "purchases", "transfer": "transfers"}.get(supply.kind, "resources")
            self.opened.emit(place, supply.document_id if supply.kind == "week" else supply.key)

    def _remarks(self, pool: PoolDetail) -> list[str]:
        head, said = pool.head, []
        if head.not_ordered:
            missing = self._formats.quantity_text(head.not_ordered)
            lead = lead_time_text(pool.lead_days) if pool.lead_days else ""
            said.append(
                tr("{quantity} that customers wait for are not ordered; {time}.", quantity=missing, time=lead)
                if lead
                else tr("{quantity} that customers wait for are not ordered.", quantity=missing)
            )
        said += [self._kept(each) for each in pool.kept]
        if head.supply_cancelled:
            said.append(tr("A supply that somebody waited for was cancelled."))
        if pool.minimum is not None and head.available + head.incoming - head.backordered < pool.minimum:
            said.append(
                tr("Below the minimum of {quantity}.", quantity=self._formats.quantity_text(pool.minimum))
            )
        if head.resource:
            free = self._formats.day(head.free_from).text
            said.append(
                tr("{resource} is free from {day}.", resource=head.resource, day=free)
                if free
                else tr("{resource} has no free week.", resource=head.resource)
            )
        return said

    def _kept(self, kept: KeptRow) -> str:
        facts = {
            "quantity": self._formats.quantity_text(kept.quantity),
            "customer": kept.customer or kept.order,
            "order": kept.order,
        }
        if kept.reply_by is None:
            return tr("{quantity} set aside for {customer} ({order}).", **facts)
        day = self._formats.day(kept.reply_by).text
        return tr("{quantity} set aside for {customer} ({order}) until {day}.", day=day, **facts)

    def _move(self, move: MoveDetail) -> tuple[str, ...]:
        facts = [move_text(move.kind), move.order or move.reference, move.note]
        words = "  ".join(each for each in facts if each)
        moved = self._formats.quantity(move.quantity, signed=True)
        return self._formats.moment_day(move.at).text, words, moved.text


def _supply_rows(pool: PoolDetail) -> list[Row]:
    """The shelf first, then by date."""
    shelf = [("shelf", pool.head.on_hand, pool.head.available)] if pool.head.on_hand else []
    rows: list[Row] = [(f"{each.kind} {each.key}", each) for each in pool.supplies]
    return [*shelf, *rows]


def _supply_of(row: Row) -> SupplyRow | None:
    return row[1] if isinstance(row[1], SupplyRow) else None


def _supply_columns(formats: Formats) -> list[Column]:
    def when(row: Row) -> Cell:
        supply = _supply_of(row)
        if supply is None:
            return Cell(tr("On the shelf"))
        day = formats.day(supply.on, unknown=True)
        late = supply.on is not None and formats.today is not None and supply.on < formats.today.toordinal()
        return formats.day(supply.on, tone="bad", strong=True) if late else day

    def what(row: Row) -> Cell:
        supply = _supply_of(row)
        if supply is None:
            return Cell()
        was = tr("was {day}", day=formats.day(supply.was).text) if supply.was else ""
        late = _overdue(supply, formats)
        words = "  ".join(each for each in (supply.number, late or was) if each)
        return Cell(
            words, "bad" if late else "warn" if was else "quiet", tip=f"{supply.number}  {supply.supplier}"
        )

    def pieces(row: Row) -> Cell:
        supply = _supply_of(row)
        return formats.quantity(row[1] if supply is None else supply.quantity)

    def free(row: Row) -> Cell:
        supply = _supply_of(row)
        left = row[2] if supply is None else supply.quantity - supply.pegged
        return formats.quantity(left, tone="quiet") if left else Cell("", said=tr("none"))

    return [
        Column("when", tr("When"), when, 92),
        Column("what", tr("Document"), what, WIDTH - 92 - 60 - 52),
        Column("pieces", tr("Pieces"), pieces, 60, right=True),
        Column("free", tr("Free"), free, 52, right=True),
    ]


def _overdue(supply: SupplyRow, formats: Formats) -> str:
    if supply.on is None or formats.today is None or supply.on >= formats.today.toordinal():
        return ""
    return tr("{days} overdue", days=days_text(formats.today.toordinal() - supply.on))


def _waiting_columns(formats: Formats) -> list[Column]:
    value = {
        key: value_of(LISTING, key) for key in ("rank", "customer", "order", "short", "expected", "estimate")
    }
    reason, facts, status = (value_of(LISTING, key) for key in ("reason", "reason_facts", "status"))

    def who(row: Row) -> Cell:
        tip = long_reason(reason(row), facts(row))
        return Cell(value["customer"](row) or value["order"](row), tip=tip)

    def expected(row: Row) -> Cell:
        estimate: Any = value["estimate"](row)
        if estimate is not None:
            return formats.day(estimate, estimate=True)
        stopped = status(row) in ("on_hold", "kept_off")
        return (
            Cell(formats.status(status(row)).text, "quiet")
            if stopped
            else formats.day(value["expected"](row), unknown=True)
        )

    day = formats.day_width()
    return [
        Column("rank", tr("#"), lambda row: formats.count(value["rank"](row), tone="quiet"), 28),
        Column("customer", tr("Customer"), who, WIDTH - 28 - 68 - 48 - day),
        Column("order", tr("Order"), lambda row: Cell(value["order"](row), "quiet"), 68),
        Column("short", tr("Short"), lambda row: formats.quantity(value["short"](row)), 48, right=True),
        Column("expected", tr("Expected"), expected, day, right=True),
    ]
