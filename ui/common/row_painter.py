"""Paints the rows of a list in one go: going through Qt's delegates costs more than most cells do."""

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QTableView

from ui.common import fonts, icons, theme
from ui.common.cells import Cell, Column, GroupHead, Row
from ui.common.delegate import (
    PADDING,
    cell_width,
    paint_cell,
    paint_icon,
    paint_input,
    paint_notes,
    paint_ring,
    text_width,
)
from ui.common.rows_model import Head, RowsModel

BAR = 3
LONGEST_PREVIEW = 500
"""Rows measured at most to align arrows."""
_KNOWN_WIDTHS = 20_000


class RowPainter:
    """Asks nobody but the model while painting."""

    def __init__(self, view: QTableView, model: RowsModel) -> None:
        self._view, self._model = view, model
        self.lead = PADDING
        """What the first column keeps free at its left."""
        self.hovered = -1
        """The line under the mouse."""
        self.shows_focus = False
        """Whether the current cell has a ring: the keyboard was used last."""
        self._new_widths: dict[int, int] = {}
        self._widths: dict[tuple[str, bool], float] = {}
        self._pen: QColor | None = None
        self._strong: bool | None = None

    def forget_widths(self) -> None:
        """To be called when rows change."""
        self._new_widths.clear()

    def paint(self, area: QRect) -> None:
        """The rows that this part of the view shows."""
        with QPainter(self._view.viewport()) as painter:
            self._paint_rows(painter, area)

    def _paint_rows(self, painter: QPainter, area: QRect) -> None:
        view = self._view
        columns = self._columns_in(area)
        header, width = view.verticalHeader(), view.viewport().width()
        chosen, current = view.selectionModel(), view.currentIndex()
        with_ring = self.shows_focus and view.hasFocus()
        self._pen = self._strong = None
        line = max(0, view.rowAt(area.top()))
        for entry in self._model.entries_from(line):
            top, height = header.sectionViewportPosition(line), header.sectionSize(line)
            if top > area.bottom():
                break
            has_ring = with_ring and line == current.row()
            room = QRect(0, top, width, height)
            if isinstance(entry, Head):
                self._paint_head(painter, room, line, entry)
                if has_ring or (view.hasFocus() and line == current.row()):
                    paint_ring(painter, room)
                self._pen = self._strong = None
            else:
                self._paint_ground(painter, room, line, chosen=chosen.isRowSelected(line, QModelIndex()))
                for place, column, x, wide in columns:
                    self._paint_cell(painter, entry, place, column, QRect(x, top, wide, height))
                    if has_ring and place == current.column():
                        paint_ring(painter, QRect(x, top, wide, height))
            line += 1

    def _columns_in(self, area: QRect) -> list[tuple[int, Column, int, int]]:
        """Place, column, left edge and width of those in sight."""
        header = self._view.horizontalHeader()
        found = []
        for place, column in enumerate(self._model.columns):
            x, width = header.sectionViewportPosition(place), header.sectionSize(place)
            if x <= area.right() and x + width > area.left():
                found.append((place, column, x, width))
        return found

    def _paint_ground(self, painter: QPainter, room: QRect, line: int, *, chosen: bool) -> None:
        colors = theme.tokens()
        if chosen:
            painter.fillRect(room, theme.color(colors.selection))
            bar = QRect(self._view.columnViewportPosition(0), room.top(), BAR, room.height())
            painter.fillRect(bar, theme.color(colors.accent))
        elif line == self.hovered:
            painter.fillRect(room, theme.color(colors.hover))

    # cells

    def _paint_cell(self, painter: QPainter, row: Row, place: int, column: Column, room: QRect) -> None:
        field = self._model.input_of(row, column)
        if field is not None:
            paint_input(painter, room, field, right=column.right)
            self._pen = self._strong = None
            return
        cell = column.cell(row)
        lead = self.lead if place == 0 else PADDING
        if cell.icon or cell.before or cell.code or cell.marks:
            new_width = self._new_width(place, column) if cell.before else 0
            inner = room.adjusted(lead, 0, -PADDING, 0)
            paint_cell(painter, inner, cell, right=column.right, new_width=new_width)
            self._pen = self._strong = None
        elif cell.text:
            self._paint_words(painter, cell, room, lead, right=column.right)

    def _paint_words(self, painter: QPainter, cell: Cell, room: QRect, lead: int, *, right: bool) -> None:
        """What most cells are: one piece of text in one tone."""
        weight = fonts.STRONG if cell.strong else fonts.REGULAR
        metrics = fonts.metrics(fonts.TEXT, weight)
        space = room.width() - lead - PADDING
        text, width = cell.text, self._width(cell.text, cell.strong)
        if width > space + 1:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, space))
            width = self._width(text, cell.strong)
        color = theme.color(theme.tokens().tone(cell.tone))
        if color is not self._pen:
            painter.setPen(color)
            self._pen = color
        if cell.strong is not self._strong:
            painter.setFont(fonts.font(fonts.TEXT, weight))
            self._strong = cell.strong
        x = room.x() + room.width() - PADDING - width if right else room.x() + lead
        y = room.y() + (room.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, y), text)

    def _width(self, text: str, strong: bool) -> float:
        known = self._widths.get((text, strong))
        if known is None:
            if len(self._widths) > _KNOWN_WIDTHS:
                self._widths.clear()
            measures = QFontMetricsF(fonts.font(fonts.TEXT, fonts.STRONG if strong else fonts.REGULAR))
            known = self._widths[(text, strong)] = measures.horizontalAdvance(text)
        return known

    def _new_width(self, place: int, column: Column) -> int:
        """Of the column's widest new value: arrows of 'old → new' stand under one another."""
        if place not in self._new_widths:
            cells = (column.cell(row) for row in self._model.rows[:LONGEST_PREVIEW])
            widths = [text_width(cell.text, strong=cell.strong) for cell in cells]
            self._new_widths[place] = max(widths, default=0)
        return self._new_widths[place]

    # heads of groups

    def _paint_head(self, painter: QPainter, room: QRect, line: int, head: Head) -> None:
        colors = theme.tokens()
        painter.fillRect(room, theme.color(colors.hover if line == self.hovered else colors.panel))
        if line > 0:  # the first stands under the header's own line
            painter.fillRect(QRect(room.topLeft(), QSize(room.width(), 1)), theme.color(colors.line))
        x = self._view.columnViewportPosition(0) + self.lead
        name = "chevron-right" if head.folded else "chevron-down"
        paint_icon(painter, QPoint(x, room.center().y() - icons.IN_ROW // 2), name, "quiet", icons.IN_ROW)
        self._paint_head_words(painter, room, self._model.words_of(head))

    def _paint_head_words(self, painter: QPainter, line: QRect, head: GroupHead) -> None:
        model = self._model
        shown = {column.key for column in model.columns}
        figures = {key: text for key, text in head.figures.items() if key in shown}
        title_at, notes_at = model.head_places()
        spans = {key: self._span(key, line) for key in (*figures, title_at, notes_at)}
        room = QRect(spans[title_at])
        room.setLeft(max(room.left(), self._view.columnViewportPosition(0) + self.lead + icons.IN_ROW))
        ends = [spans[key].right() - text_width(text, strong=True) - PADDING for key, text in figures.items()]
        if notes_at != title_at:
            ends.append(spans[notes_at].left())
        room.setRight(min((end for end in ends if end > room.left()), default=line.right()) - PADDING)
        cell = Cell(head.title, strong=True, code=head.code)
        room.setLeft(room.left() + PADDING)
        paint_cell(painter, room, cell, right=False)
        for key, figure in figures.items():
            paint_cell(painter, spans[key].adjusted(0, 0, -PADDING, 0), Cell(figure, strong=True), right=True)
        notes = QRect(spans[notes_at])
        if notes_at == title_at:
            notes.setLeft(room.left() + cell_width(cell))
        notes.setRight(line.right())
        paint_notes(painter, notes.adjusted(PADDING, 0, -PADDING, 0), head.notes)

    def _span(self, key: str, line: QRect) -> QRect:
        column = self._model.column_of(key)
        x, width = self._view.columnViewportPosition(column), self._view.columnWidth(column)
        return QRect(x, line.top() + 1, width, line.height() - 1)
