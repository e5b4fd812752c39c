"""The header of a list: quiet titles that stand as their columns do, and the order's arrow."""

from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.common import fonts, icons, theme
from ui.common.delegate import PADDING, paint_icon, paint_text

HEIGHT = 28
LEAST_OF_LAST = 60
"""The last column takes what is left, but never less than this."""


class ListHeader(QHeaderView):
    """Remembers widths that the reader chose, by list and column key; the last column takes the rest."""

    def __init__(self, parent: QWidget, remembered_as: str) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._remembered_as = remembered_as
        self._drag = False
        self.ground = "base"
        self.lead = PADDING
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(24)
        self.setDefaultSectionSize(LEAST_OF_LAST)
        self.sectionResized.connect(self._remember)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(HEIGHT, fonts.metrics(fonts.SMALL).lineSpacing() + 10))

    def set_widths(self, wanted: dict[str, int]) -> None:
        """Give each column, by key in their order, the remembered width or else the wanted one."""
        for place, (key, width) in enumerate(wanted.items()):
            if place < self.count() - 1:
                self.resizeSection(place, self._remembered(key) or width)

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
        if self._drag and self._remembered_as:
            key = self.model().columns[section].key  # type: ignore[attr-defined]
            QSettings().setValue(f"widths/{self._remembered_as}/{key}", new)

    def _remembered(self, key: str) -> int:
        if not self._remembered_as:
            return 0
        return int(str(QSettings().value(f"widths/{self._remembered_as}/{key}", 0)))
