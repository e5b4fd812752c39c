"""The buttons at the right of a list's filter bar: its columns, and what else holds for every list."""

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.language import tr
from ui.common.buttons import tool
from ui.common.list_columns import ListColumns


class ListTools(QWidget):
    """Icons with menus that are filled when they open."""

    def __init__(self, columns: ListColumns) -> None:
        super().__init__()
        self._columns = columns
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.columns_button = tool("columns-3", tr("Columns"))
        menu = QMenu(self.columns_button)
        menu.aboutToShow.connect(lambda: self._fill_columns(menu))
        self.columns_button.setMenu(menu)
        layout.addWidget(self.columns_button)

    def _fill_columns(self, menu: QMenu) -> None:
        menu.clear()
        self._columns.fill(menu)
