"""How a page with a list is laid out: filter bar above, rows, and a pane at the right."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import tr
from ui.common.labels import Ground, Hairline
from ui.common.page import MARGIN
from ui.common.scroll import Scroll

PANE_WIDTH = 376
PANE_FROM = 1200
"""The width of the window below which the pane folds away."""
FILTER_BAR_HEIGHT = 41


def bar_of(filters: QHBoxLayout, tools: QWidget) -> QWidget:
    """The line above the rows: the page's filters at the left, the list's tools at the right."""
    bar = QWidget()
    line = QHBoxLayout(bar)
    line.setContentsMargins(MARGIN, 0, MARGIN - 4, 0)
    line.setSpacing(4)
    filters.setSpacing(4)
    line.addLayout(filters, stretch=1)
    line.addWidget(tools)
    bar.setMinimumHeight(FILTER_BAR_HEIGHT)
    # Else the window could not become so narrow that the pane folds away.
    bar.setMinimumWidth(1)
    return bar


def framed_pane(pane: QVBoxLayout) -> QWidget:
    """The pane, scrolling, behind a hairline."""
    inner = Ground("base")
    inner.setLayout(pane)
    pane.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
    pane.setSpacing(8)
    pane.setAlignment(Qt.AlignmentFlag.AlignTop)
    scroll = Scroll(inner, tr("Details"))
    room = QWidget()
    room.setFixedWidth(PANE_WIDTH)
    layout = QHBoxLayout(room)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(Hairline(upright=True))
    layout.addWidget(scroll)
    return room


def order_tabs(bar: QWidget, tools: QWidget, table: QWidget, pane: QWidget) -> None:
    """Tab goes as the eye does: filters, tools, rows, pane."""
    of_tools = _stops(tools)
    filters = [each for each in _stops(bar) if each not in of_tools]
    for stop, following in pairwise([*filters, *of_tools, table, *_stops(pane)]):
        QWidget.setTabOrder(stop, following)


def _stops(room: QWidget) -> list[QWidget]:
    """In the order they were made in; of buttons that exclude one another Tab takes but one at a time.

    Lists that pop up are windows of their own.
    """
    takes = (each for each in room.findChildren(QWidget) if each.window() is room.window())
    return [each for each in takes if each.focusPolicy() is not Qt.FocusPolicy.NoFocus]


def lay_out(page: QWidget, bar: QWidget, blocks: Sequence[QWidget], table: QWidget, pane: QWidget) -> None:
    """Put bar, blocks of words and table under one another, the pane beside them."""
    left = QVBoxLayout()
    left.setContentsMargins(0, 0, 0, 0)
    left.setSpacing(0)
    left.addWidget(bar)
    for block in blocks:
        block.setContentsMargins(MARGIN, 0, MARGIN, 0)
        left.addWidget(block)
    left.addWidget(table, stretch=1)
    layout = QHBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addLayout(left, stretch=1)
    layout.addWidget(pane)
