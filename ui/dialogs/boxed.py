"""Tables in dialogs: a hairline around them, as high as their rows as far as there is room."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from ui.common import fonts, theme
from ui.common.cells import Cell, Role
from ui.common.inputs import field
from ui.common.labels import heading, label
from ui.common.rows_model import Index, RowsModel
from ui.common.table import TableView
from ui.common.tips import tip

PREVIEW_ROW = 28


class Boxed(QWidget):
    """Base ground and a line around it; `least` rows are shown even where there is little room."""

    def __init__(self, table: TableView, *, least: int = 2) -> None:
        super().__init__()
        self.table = table
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(1, 1, 1, 1)
        self.box.setSpacing(0)
        self.box.addWidget(table, stretch=1)
        # Qt asks for more than a table of one row needs, and what stands below would be cut.
        table.setMinimumHeight(table.head.sizeHint().height() + table.verticalHeader().defaultSectionSize())
        model = table.rows_model
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.updateGeometry)
        table.verticalHeader().sectionResized.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        rows = self.table.verticalHeader().length()
        return QSize(400, self._height_of(max(rows, self.table.verticalHeader().defaultSectionSize())))

    def minimumSizeHint(self) -> QSize:
        header = self.table.verticalHeader()
        return QSize(200, self._height_of(min(header.length(), self._least * header.defaultSectionSize())))

    def _height_of(self, rows: int) -> int:
        items = (self.box.itemAt(place) for place in range(self.box.count()))
        beside = (item for item in items if item is not None and item.widget() is not self.table)
        others = sum(self._wanted_height(item) for item in beside if not item.isEmpty())
        return self.table.head.sizeHint().height() + rows + others + self._height_of_bar() + 2

    def _height_of_bar(self) -> int:
        """Where a screen is too narrow for all columns."""
        fits = self.table.head.length() <= max(self.width() - 2, self.table.viewport().width())
        return 0 if fits else self.table.horizontalScrollBar().sizeHint().height()

    def hasHeightForWidth(self) -> bool:
        return False  # `sizeHint` says it already

    def _wanted_height(self, item: QLayoutItem) -> int:
        """Sentences that wrap need less than they say before they know their width."""
        width = self.width() - 2
        return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color(theme.tokens().base))
            painter.setPen(QPen(theme.color(theme.tokens().line), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PreviewHead(QWidget):
    """The title of a preview and, in a sentence, its sum; at the right what keeps it up to date."""

    def __init__(self, title: str, rest: str = "") -> None:
        super().__init__()
        self.title = heading(title)
        self.sum = label(tone="quiet")
        self.sum.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.sum, stretch=1)
        layout.addWidget(label(rest, fonts.SMALL, tone="quiet"))

    def say(self, text: str, title: str = "") -> None:
        """Tell the sum, perhaps under another title."""
        self.title.setText(title or self.title.text())
        self.sum.setText(text)
        self.sum.setToolTip(tip(text))


def field_row(fields: Sequence[tuple[str, QWidget]]) -> QHBoxLayout:
    """Inputs side by side under their titles, from the left."""
    result = QHBoxLayout()
    result.setSpacing(12)
    for title, widget in fields:
        result.addWidget(field(title, widget))
    result.addStretch()
    return result


class PreviewModel(RowsModel):
    """Rows of what would happen; quieter while they are the answer to what was typed before."""

    is_old = False

    def set_old(self, *, old: bool) -> None:
        """Whether the rows are no longer the answer."""
        if old != self.is_old:
            self.is_old = old
            self._tell_changed(0, self.rowCount() - 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = super().data(index, role)
        if self.is_old and role == Role.CELL and isinstance(value, Cell) and not value.tone:
            return replace(value, tone="quiet")
        return value


def preview_table(model: PreviewModel, name: str) -> TableView:
    """A table that is only read: lower rows, nothing to choose."""
    table = TableView(model, name)
    table.verticalHeader().setDefaultSectionSize(fonts.row_height(PREVIEW_ROW))
    table.setSelectionMode(TableView.SelectionMode.NoSelection)
    return table


def stretch(table: TableView, key: str) -> None:
    """Let this column take the width that is left, in place of the last one."""
    model, head = table.rows_model, table.head
    last = model.columnCount() - 1
    head.setStretchLastSection(False)
    head.resizeSection(last, model.columns[last].width)
    head.setSectionResizeMode(model.column_of(key), head.ResizeMode.Stretch)
