"""The header of a list: quiet titles that stand as their columns do, the order's arrow, and widths."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.common import fonts, icons, theme
from ui.common.cells import Column, Row
from ui.common.delegate import PADDING, cells_width, paint_icon, paint_text
from ui.common.rows_model import RowsModel
from ui.common.widths import Need, fitted

HEIGHT = 28
LEAST_OF_LAST = 60
"""The last column takes what is left, but never less than this."""


class ListHeader(QHeaderView):
    """Remembers widths that the reader chose, by list and column key; the last column takes the rest."""

    moved = Signal(str, str)
    """A column was dragged: its key, and that of the column it shall stand before, or ''."""
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget, remembered_as: str) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._remembered_as = remembered_as
        self._drag = False
        self._moving_back = False
        self._wanted: dict[str, int] = {}
        self._remembered: dict[str, int] = {}
        self._needs: dict[str, int] = {}
        self.ground = "base"
        self.lead = PADDING
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(24)
        self.setDefaultSectionSize(LEAST_OF_LAST)
        self.sectionResized.connect(self._remember)
        self.sectionMoved.connect(self._tell_moved)
        self.sectionHandleDoubleClicked.connect(self._widen_to_need)

    def sizeHint(self) -> QSize:
        # Not Qt's own, which asks the model for every title, and is asked a hundred times a page.
        return QSize(self.length(), max(HEIGHT, fonts.metrics(fonts.SMALL).lineSpacing() + 10))

    # widths

    def set_widths(self, wanted: Mapping[str, int]) -> None:
        """Give each column, by key in their order, the remembered width or else the wanted one."""
        self._wanted = dict(wanted)
        self._remembered = self._read_remembered()
        self.fit()

    def learn(self, rows: Sequence[Row]) -> None:
        """See what these rows would take; columns grow to it while there is room, and never shrink."""
        for column in self._columns() if rows else ():
            need = max(cells_width([column.cell(row) for row in rows]), self.title_width(column.title))
            self._needs[column.key] = max(need, self._needs.get(column.key, 0))
        self.fit()

    def fit(self) -> None:
        """Spread the room there is over the columns."""
        columns = self._columns()
        if not columns or self._drag:
            return
        surplus = self.lead - PADDING
        needs = []
        for place, column in enumerate(columns):
            chosen = self._remembered.get(column.key, 0)
            extra = surplus if place == 0 else 0
            width = (chosen or self._wanted.get(column.key, column.width)) + extra
            need = self._needs.get(column.key, 0)
            needs.append(Need(width, need + extra if need else 0, chosen=bool(chosen), left=not column.right))
        for place, width in enumerate(fitted(needs, self.viewport().width() if self._needs else 0)):
            # The last takes what is left; where needs are known, its width is the least it gets.
            if self._needs or place < self.count() - 1:
                self.resizeSection(place, width)

    def forget_widths(self) -> None:
        """The list's own widths again."""
        if self._remembered_as:
            QSettings().remove(f"widths/{self._remembered_as}")
        self._remembered, self._needs = {}, {}
        self.fit()

    def title_width(self, title: str) -> int:
        """What a title takes, with the order's arrow."""
        words = fonts.metrics(fonts.SMALL, fonts.MEDIUM).horizontalAdvance(title)
        return words + 2 * PADDING + icons.IN_ROW

    def _columns(self) -> tuple[Column, ...]:
        return cast(RowsModel, self.model()).columns

    def _widen_to_need(self, section: int) -> None:
        column = self._columns()[section]
        need = self._needs.get(column.key, self.title_width(column.title))
        self._keep(column.key, need)
        self.resizeSection(section, need + (self.lead - PADDING if section == 0 else 0))

    # mouse

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.logicalIndexAt(event.pos()), event.globalPos())

    def _tell_moved(self, section: int, old: int, new: int) -> None:
        """Columns are put in order in the model: here they stand as they stood."""
        if self._moving_back:
            return
        self._moving_back = True
        self.moveSection(new, old)
        self._moving_back = False
        keys = [column.key for column in self._columns()]
        others = [key for key in keys if key != keys[section]]
        self.moved.emit(keys[section], others[new] if new < len(others) else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._drag = False

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        colors = theme.tokens()
        painter.fillRect(rect, theme.color(getattr(colors, self.ground)))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.color(colors.line))
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        right = self._is_right(logicalIndex)
        lead = self.lead if logicalIndex == 0 else 0 if right else PADDING
        room = rect.adjusted(lead, 0, -PADDING, 0)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            room = self._paint_order(painter, room, title, right)
        paint_text(painter, room, title, "quiet", fonts.SMALL, fonts.MEDIUM, right=right)

    def _paint_order(self, painter: QPainter, room: QRect, title: str, right: bool) -> QRect:
        down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        y = room.center().y() - icons.IN_ROW // 2
        width = min(fonts.metrics(fonts.SMALL, fonts.MEDIUM).horizontalAdvance(title), room.width())
        x = room.right() - icons.IN_ROW + 4 if right else min(room.left() + width + 2, room.right() - 10)
        paint_icon(painter, QPoint(x, y), "arrow-down" if down else "arrow-up", "accent", icons.IN_ROW)
        return room.adjusted(0, 0, -icons.IN_ROW, 0) if right else room

    def _is_right(self, section: int) -> bool:
        alignment = self.model().headerData(
            section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        return bool(alignment == Qt.AlignmentFlag.AlignRight)

    def _remember(self, section: int, old: int, new: int) -> None:
        if self._drag and section < self.count() - 1:
            surplus = self.lead - PADDING if section == 0 else 0
            self._keep(self._columns()[section].key, new - surplus)

    def _keep(self, key: str, width: int) -> None:
        if self._remembered_as:
            self._remembered[key] = width
            QSettings().setValue(f"widths/{self._remembered_as}/{key}", width)

    def _read_remembered(self) -> dict[str, int]:
        """Once for all columns: a page asks for its widths many times while it is laid out."""
        if not self._remembered_as:
            return {}
        settings = QSettings()
        settings.beginGroup(f"widths/{self._remembered_as}")
        kept = ((key, str(settings.value(key))) for key in settings.childKeys())
        return {key: int(width) for key, width in kept if width.isdecimal()}
