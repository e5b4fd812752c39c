"""The part of the pane that looks ahead: what will be free, drawn or as a table."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import tr
from app.lists.projection import Arrival, Projection
from ui.common import fonts
from ui.common.cells import Cell, Column, Row
from ui.common.choice import Segments
from ui.common.format import Formats
from ui.common.labels import Hairline, Prose, label
from ui.common.pane_parts import WIDTH, PaneTable, say
from ui.panes.stock_curve import StockCurve

DRAWN, TABLE = "drawn", "table"


class StockOutlook(QWidget):
    """Both say the same; the remarks say what neither counts."""

    def __init__(self, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self.way = Segments(tr("How to show it"), [(DRAWN, tr("Drawn")), (TABLE, tr("Table"))])
        self.curve = StockCurve(formats)
        self.table = PaneTable(tr("Free, day by day"), _columns(formats), titled=False, parent=self)
        self.remarks = Prose(tone="quiet")
        self._arrange()
        self.way.chosen.connect(lambda _: self._show_way())
        self._show_way()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr("Free, day by day"), weight=fonts.STRONG))
        head.addStretch()
        head.addWidget(self.way)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Hairline())
        layout.addLayout(head)
        for widget in (self.curve, self.table, self.remarks):
            layout.addWidget(widget)

    def _show_way(self) -> None:
        drawn = self.way.value() == DRAWN
        self.curve.setVisible(drawn)
        self.table.setVisible(not drawn)

    def show_projection(self, told: Projection, marked: int | None = None) -> None:
        """Fill it; `marked` is the day that the list is projected on."""
        self.curve.show_projection(told, marked)
        now: Row = ("now", None, told.now)
        steps: list[Row] = [(f"{each.kind} {each.key}", each, free) for each, free in told.steps()]
        self.table.show_rows([now, *steps])
        self._show_way()
        say(self.remarks, self._remarks(told, marked))

    def _remarks(self, told: Projection, marked: int | None) -> list[str]:
        text, said = self._formats.quantity_text, []
        if marked is not None:
            day, free = self._formats.day(marked).text, told.free_on(marked)
            said.append(
                tr("{quantity} free on {day}.", quantity=text(free), day=day)
                if free >= 0
                else tr("{quantity} still wait on {day}.", quantity=text(-free), day=day)
            )
        if told.unsure:
            said.append(
                tr(
                    "{quantity} more are overdue or have no date, and are left out.",
                    quantity=text(told.unsure),
                )
            )
        return said


def _arrival(row: Row) -> Arrival | None:
    return row[1] if isinstance(row[1], Arrival) else None


def _columns(formats: Formats) -> list[Column]:
    def when(row: Row) -> Cell:
        arrival = _arrival(row)
        return formats.day(arrival.day) if arrival else Cell(tr("today"))

    def what(row: Row) -> Cell:
        arrival = _arrival(row)
        return formats.text(arrival.number, tone="quiet") if arrival else Cell(tr("less who waits"), "quiet")

    def comes(row: Row) -> Cell:
        arrival = _arrival(row)
        return formats.quantity(arrival.quantity, signed=True) if arrival else Cell()

    def free(row: Row) -> Cell:
        below = isinstance(row[2], int) and row[2] < 0
        return formats.quantity(row[2], strong=True, tone="bad" if below else "")

    return [
        Column("day", tr("Day"), when, 92),
        Column("what", tr("Document"), what, WIDTH - 92 - 60 - 60),
        Column("comes", tr("Comes"), comes, 60, right=True),
        Column("free", tr("Free"), free, 60, right=True),
    ]
