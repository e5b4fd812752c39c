"""The buttons at the right of a list's filter bar: saved filters and columns."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.language import tr
from ui.common import fonts
from ui.common.buttons import tool
from ui.common.list_columns import ListColumns
from ui.common.saved_filters import SavedFilters

LONGEST_NAME = 160
"""The pixels that a saved filter's name takes at most."""


class ListTools(QWidget):
    """Icons with menus that are filled when they open; the name of the saved filter that is shown."""

    def __init__(self, columns: ListColumns, filters: SavedFilters) -> None:
        super().__init__()
        self._filters = filters
        self.filters_button = tool("filter", tr("Saved filters"))
        self.columns_button = tool("columns-3", tr("Columns"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for button, fill in ((self.filters_button, filters.fill), (self.columns_button, columns.fill)):
            _give_menu(button, fill)
            layout.addWidget(button)
        self.filters_button.setFont(fonts.font(fonts.TEXT, fonts.MEDIUM))
        filters.changed.connect(self._show_current)

    def _show_current(self) -> None:
        current = self._filters.current()
        name = current.name if current else ""
        measures = fonts.metrics(fonts.TEXT, fonts.MEDIUM)
        words = measures.elidedText(name, Qt.TextElideMode.ElideRight, LONGEST_NAME)
        button = self.filters_button
        button.setText(words.replace("&", "&&"))
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        button.setToolButtonStyle(beside if name else alone)
        button.setFixedWidth(28 + (measures.horizontalAdvance(words) + 12 if name else 0))
        title = tr("Saved filter: {name}", name=name) if name else tr("Saved filters")
        button.setAccessibleName(title)
        button.setToolTip(title)


def _give_menu(button: QToolButton, fill: Callable[[QMenu], object]) -> None:
    menu = QMenu(button)

    def refill() -> None:
        menu.clear()
        fill(menu)

    menu.aboutToShow.connect(refill)
    button.setMenu(menu)
