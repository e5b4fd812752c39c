"""The one view of every list, preview and input grid."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from ui.common import fonts
from ui.common.cells import Row
from ui.common.copying import as_text
from ui.common.delegate import cells_width, paint_ring
from ui.common.editing_in_place import EditingInPlace
from ui.common.header import ListHeader
from ui.common.list_message import ListMessage
from ui.common.list_paging import ListPaging
from ui.common.messages import Way
from ui.common.paged_model import PagedModel
from ui.common.place import ONE_ROW, Place, place_of, restore
from ui.common.row_drag import RowDrag
from ui.common.row_keys import RowKeys
from ui.common.row_painter import RowPainter
from ui.common.rows_model import RowsModel
from ui.common.typing_ahead import TypingAhead

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
AnyIndex = QModelIndex | QPersistentModelIndex
MEASURED = 40
"""So many rows say how wide columns had better be."""
_SELECTION = QAbstractItemView.SelectionMode
_NEAREST = QAbstractItemView.ScrollHint.EnsureVisible


class TableView(QTableView):
    """Shows a RowsModel or PagedModel; `chosen` gives a row or None, `opened` is Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    """A row's menu is asked for, by mouse or keyboard, at this place of the screen."""

    def __init__(
        self, model: RowsModel, name: str, *, remembered_as: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows_model = model
        self.chooses_first = False
        """Whether a list that comes up without a selection takes its first row."""
        self.cells = RowPainter(self, model)
        self.head = ListHeader(self, remembered_as)
        self._place = Place()
        self._message = ListMessage(self)
        self._restoring = False
        self._set_up()
        self.setModel(model)
        self.paging = ListPaging(self, self.head, model) if isinstance(model, PagedModel) else None
        self.in_place = EditingInPlace(self, model)
        self.drag = RowDrag(self, model)
        self.keys = RowKeys(self)
        self._typing = TypingAhead()
        self._connect(model)
        self.show_widths()

    def _set_up(self) -> None:
        self.setHorizontalHeader(self.head)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(_SELECTION.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(fonts.row_height())

    def set_lead(self, lead: int) -> None:
        """Keep so much free at the left of the first column, as the page around does."""
        self.head.lead = self.cells.lead = lead
        self.head.fit()

    def show_widths(self) -> None:
        """Give the columns their widths, after others were put in their place."""
        self.head.set_widths({column.key: column.width for column in self.rows_model.columns})
        if self.paging is not None:
            self.paging.show_order()
            self._learn_needs()

    def let_choose_many(self) -> None:
        """Ctrl and Shift choose several rows."""
        self.setSelectionMode(_SELECTION.ExtendedSelection)

    def _connect(self, model: RowsModel) -> None:
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        model.rowsInserted.connect(self._rows_came)
        model.dataChanged.connect(self._cells_changed)
        self.doubleClicked.connect(self._open_or_edit)
        self._span_heads(0, model.rowCount() - 1)

    # what is chosen

    def current_row(self) -> Row | None:
        """The chosen row."""
        chosen = self.selectionModel().selectedRows()
        if not chosen:
            return None
        current = self.currentIndex()
        is_chosen = current.isValid() and self.selectionModel().isRowSelected(current.row(), QModelIndex())
        return self.rows_model.row_at(current.row() if is_chosen else chosen[0].row())

    def chosen_rows(self) -> list[Row]:
        """All chosen rows, where the list lets several be chosen."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for line in lines if (row := self.rows_model.row_at(line)) is not None]

    def choose(self, row_id: object) -> bool:
        """Choose the row with this id and bring it into sight; False where it is not shown."""
        line = self.rows_model.line_of(row_id)
        if line < 0:
            return False
        index = self.rows_model.index(line, 0)
        self.selectionModel().setCurrentIndex(index, ONE_ROW)  # though Ctrl may still be held
        self.scrollTo(index)
        if isinstance(self.rows_model, PagedModel):
            self._learn_needs()
        return True

    def scrollTo(self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = _NEAREST) -> None:
        """With the first row of a group its head comes into sight."""
        super().scrollTo(index, hint)
        if self.rows_model.head_at(index.row() - 1) is not None:
            super().scrollTo(self.rows_model.index(index.row() - 1, 0), _NEAREST)

    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        if not self._restoring:
            self.chosen.emit(self.current_row())

    def reload(self) -> None:
        """Read again around what is in sight; choice and scrolling stay."""
        if self.paging is not None:
            self.paging.reload()

    # messages

    def say(self, text: str, *ways: Way) -> None:
        """Put one line, and buttons that act, in place of rows."""
        self._message.say(text, *ways)

    @property
    def said(self) -> str:
        """What stands in place of rows, if anything does."""
        return self._message.text

    def hide_message(self) -> None:
        """Give the place back to the rows."""
        self._message.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fit()
        self._message.place()
        self.in_place.place()

    # rows that come and go

    def _keep_place(self) -> None:
        self._place = place_of(self, self.rows_model)
        self._set_restoring(restoring=True)

    def _set_restoring(self, *, restoring: bool) -> None:
        self._restoring = self.in_place.held_back = restoring
        if self.paging is not None:
            self.paging.held_back = restoring

    def _restore_place(self) -> None:
        model = self.rows_model
        self.clearSpans()
        self.cells.forget_widths()
        self._span_heads(0, model.rowCount() - 1)
        restore(self, model, self._place, chooses_first=self.chooses_first)
        if isinstance(model, PagedModel) and not model.keeps_place:
            self._learn_needs()
        self._set_restoring(restoring=False)
        self.in_place.place()
        self.chosen.emit(self.current_row())

    def _rows_came(self, parent: QModelIndex, first: int, last: int) -> None:
        self.cells.forget_widths()
        self._span_heads(first, last)
        self.in_place.place()
        if first == 0 and isinstance(self.rows_model, PagedModel) and last + 1 < self.rows_model.rowCount():
            height = self.verticalHeader().sectionPosition(last + 1)
            self.updateGeometries()
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + height)
        before = self.rows_model.rowCount() - (last + 1 - first)
        if isinstance(self.rows_model, PagedModel) and before < MEASURED:
            self._learn_needs()

    def _span_heads(self, first: int, last: int) -> None:
        if self.rows_model.grouping is None:
            return
        columns = self.rows_model.columnCount()
        for line in range(first, last + 1):
            if self.rows_model.head_at(line) is not None:
                if columns > 1:
                    self.setSpan(line, 0, 1, columns)
                self.verticalHeader().resizeSection(line, self.verticalHeader().defaultSectionSize() + 1)

    def _cells_changed(self) -> None:
        self.cells.forget_widths()
        if not self._restoring and self.current_row() is not None:
            self.viewport().update()

    def sizeHintForColumn(self, column: int) -> int:
        shown = self.rows_model.columns[column]
        return cells_width([shown.cell(row) for row in self.rows_model.rows[:MEASURED]])

    def _learn_needs(self) -> None:
        """Let the header know what the first rows in sight, and some below them, would take."""
        top = max(0, self.rowAt(0))
        lines = range(top, min(top + MEASURED, self.rows_model.rowCount()))
        self.head.learn([row for line in lines if (row := self.rows_model.row_at(line)) is not None])

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.cells.shows_focus = True
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def copy_chosen(self) -> None:
        """Put the chosen rows on the clipboard, with the titles of their columns."""
        rows = self.chosen_rows()
        if rows:
            QApplication.clipboard().setText(as_text(self.rows_model.columns, rows))

    def keyboardSearch(self, search: str) -> None:
        """Go to the next row, among those read, that begins with what is typed."""
        line = self._typing.line_for(search, self.rows_model, self.currentIndex().row())
        if line >= 0:
            self.setCurrentIndex(self.rows_model.index(line, max(0, self.currentIndex().column())))

    def paintEvent(self, event: QPaintEvent) -> None:
        self.cells.paint(event.rect())
        self.drag.paint()
        if self.hasFocus() and self.cells.shows_focus and not self.currentIndex().isValid():
            with QPainter(self.viewport()) as painter:
                paint_ring(painter, self.viewport().rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD:
            self.cells.shows_focus = True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.cells.shows_focus = False
        line = self.rowAt(event.position().toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and self.rows_model.head_at(line) is not None:
            self.rows_model.toggle(line)
            return
        if event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
            self.drag.press(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drag.release()
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.drag.move(event.position().toPoint()):
            return
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, line: int) -> None:
        if line != self.cells.hovered:
            self.cells.hovered = line
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.keys.ask_menu()
        else:
            self.ask_menu(self.rows_model.row_at(self.rowAt(event.pos().y())), event.globalPos())

    def ask_menu(self, row: Row | None, at: QPoint) -> None:
        """Ask for the menu of this row, if it is one."""
        if row is not None:
            self.menu_wanted.emit(row, at)

    def _open_or_edit(self, index: QModelIndex) -> None:
        column = self.rows_model.columns[index.column()]
        if column.write and index.flags() & Qt.ItemFlag.ItemIsEditable and self.in_place.edit_current():
            return
        self.open_line(index.row())

    def open_line(self, line: int) -> None:
        """Open the row on this line, if there is one."""
        row = self.rows_model.row_at(line)
        if row is not None:
            self.opened.emit(row)
