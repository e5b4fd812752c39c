"""The pane of Today: what can leave, what arrives, which promises were kept, what was done."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.deeds import deed_text
from app.language import ntr, tr
from app.lists.promises_kept import PromisesKept
from app.lists.today_aside import Arriving, Aside
from app.sentences import count_text
from app.wording import day_text, days_text, percent_text, thousandths_text, time_text
from ui.common import fonts
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Row
from ui.common.delegate import PADDING
from ui.common.labels import label
from ui.common.pane_parts import Happenings, PaneTable, Part

DAY_AND_NAME = 240
"""Pixels that a pane leaves beside the pieces."""
WIDE_DAY = date(2026, 12, 20)
"""Figures of full width: no week is wider than the one that begins here."""


class TodayAside(QWidget):
    """Rows lead to their orders and purchases; parts that hold nothing are gone."""

    order_opened = Signal(int)
    purchase_opened = Signal(int)
    pick_list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.leaving = PaneTable(
            tr("Ready to ship"), _columns(72, tr("Order"), tr("Customer")), chooses=True, parent=self
        )
        self.arriving = PaneTable(
            tr("Arriving"), _columns(_day_width(), tr("Day"), tr("Supplier")), chooses=True, parent=self
        )
        self.leaving.table.opened.connect(lambda row: self.order_opened.emit(row[0]))
        self.pick = button(tr("Pick list…"))
        self.pick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.pick.clicked.connect(self.pick_list_wanted)
        self.arriving.table.opened.connect(lambda row: self.purchase_opened.emit(row[0]))
        self.quiet = label(tr("Nothing is ready to leave, and nothing is on its way."), tone="quiet")
        self.quiet.setWordWrap(True)
        self.kept = PaneTable(tr("Promises kept"), _periods(), parent=self)
        self.done = Part(tr("Done today"), self)
        self.acts = Happenings()
        self.done.body.addWidget(self.acts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.leaving, self.pick, self.arriving, self.quiet, self.kept, self.done):
            layout.addWidget(part)

    def show_aside(self, aside: Aside) -> None:
        """Replace all of it."""
        self.leaving.show_rows(
            [(each.order_id, each.number, each.customer, each.quantity) for each in aside.leaving]
        )
        self.pick.setVisible(bool(aside.leaving))
        self.arriving.show_rows(
            [
                (each.line_id, day_text(each.day, weekday=True), _both(each), each.quantity)
                for each in aside.arriving
            ]
        )
        self.quiet.setVisible(not (aside.leaving or aside.arriving))
        self.kept.show_rows([(each.days, each) for each in aside.kept if each.lines])
        acts = [(time_text(at), words) for at, kind in aside.done if (words := deed_text(kind))]
        self.acts.show_lines(acts)
        self.done.setVisible(bool(acts))


def _both(each: Arriving) -> str:
    """The supplier first: where room is short the number is what goes into the tooltip."""
    return f"{each.supplier}  {each.number}".strip()


def _day_width() -> int:
    """No more than the widest day of a week takes, so that the names have the rest."""
    week = (day_text(WIDE_DAY + timedelta(number), weekday=True) for number in range(7))
    return max(fonts.metrics().horizontalAdvance(text) for text in week) + 2 * PADDING


def _columns(width: int, first: str, second: str) -> Sequence[Column]:
    return (
        Column("first", first, lambda row: Cell(str(row[1]), "quiet"), width),
        Column("name", second, lambda row: Cell(str(row[2]), tip=str(row[2])), DAY_AND_NAME - width),
        Column("quantity", tr("Pieces"), _pieces, 52, right=True),
    )


def _periods() -> Sequence[Column]:
    return (
        Column("days", tr("In the last"), lambda row: Cell(days_text(_kept(row).days), "quiet"), 104),
        Column("lines", tr("Lines"), _lines, 140),
        Column(
            "share",
            tr("Kept"),
            lambda row: Cell(percent_text(Decimal(_kept(row).share or 0) / 100)),
            52,
            right=True,
        ),
    )


def _kept(row: Row) -> PromisesKept:
    assert isinstance(row[1], PromisesKept)
    return row[1]


def _lines(row: Row) -> Cell:
    """'41 of 47 lines'."""
    kept = _kept(row)
    total = count_text(kept.lines, kept.more)
    count = count_text(kept.kept, more=False)
    return Cell(
        ntr("{count} of {total} line", "{count} of {total} lines", kept.lines, count=count, total=total)
    )


def _pieces(row: Row) -> Cell:
    return Cell(thousandths_text(int(str(row[3]))))
