"""Key figures side by side, and a status word with its icon: painted, with names for screen readers."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common import fonts, icons
from ui.common.cells import Cell
from ui.common.delegate import CHIP_HEIGHT, CHIP_PADDING, GAP, paint_cell, paint_text


class Figures(QWidget):
    """(label, figure, tone) in a row: 'On hand 5'."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: list[tuple[str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Replace them all."""
        self._figures = list(figures)
        self.setAccessibleName(", ".join(f"{label} {figure}" for label, figure, _ in figures))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, fonts.metrics(fonts.SMALL).lineSpacing() + 4 + fonts.metrics(17).lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            small, large = fonts.metrics(fonts.SMALL, fonts.MEDIUM), fonts.metrics(fonts.TITLE, fonts.STRONG)
            widths = [
                max(small.horizontalAdvance(label), large.horizontalAdvance(figure))
                for label, figure, _ in self._figures
            ]
            gap = max(GAP, (self.width() - sum(widths)) // max(1, len(widths) - 1))
            x = 0
            for (label, figure, tone), width in zip(self._figures, widths, strict=True):
                top = QRect(x, 0, width + 2, small.lineSpacing())
                below = QRect(x, top.bottom() + 4, width + 2, large.lineSpacing())
                paint_text(painter, top, label, "quiet", fonts.SMALL, fonts.MEDIUM)
                paint_text(painter, below, figure, tone, fonts.TITLE, fonts.STRONG)
                x += width + gap


class StatusChip(QWidget):
    """The same chip as in a list, on a pane."""

    def __init__(self) -> None:
        super().__init__()
        self._cell = Cell()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_cell(self, cell: Cell) -> None:
        """Show what the list's status column shows."""
        self._cell = cell
        self.setAccessibleName(cell.spoken())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        weight = fonts.STRONG if self._cell.chip else fonts.REGULAR
        words = fonts.metrics(fonts.SMALL, weight).horizontalAdvance(self._cell.text)
        inset = 2 * CHIP_PADDING if self._cell.chip else 0
        return QSize(words + icons.IN_CHIP + GAP + inset + 2, CHIP_HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cell.icon:
            with QPainter(self) as painter:
                paint_cell(painter, self.rect(), self._cell, right=False)
