"""The one view of every list, preview and input grid."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui.common import fonts
from ui.common.cells import Row
from ui.common.delegate import PADDING, CellDelegate
from ui.common.header import ListHeader
from ui.common.messages import Notice
from ui.common.paged_model import PagedModel
from ui.common.place import Place, line_to_choose, place_of, scroll_back
from ui.common.rows_model import RowsModel

_KEYS_OF_FOLD = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right)


class TableView(QTableView):
    """Shows a RowsModel or PagedModel; `chosen` gives a row or None, `opened` is Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self, model: RowsModel, name: str, *, remembered_as: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows_model = model
        self.chooses_first = False
        """Whether a list that comes up without a selection takes its first row."""
        self.cells = CellDelegate(self)
        self.head = ListHeader(self, remembered_as)
        self._place = Place()
        self._message = Notice(self.viewport())
        self._message.hide()
        self._restoring = False
        self._set_up()
        self.setModel(model)
        self._connect(model)
        self.head.set_widths({column.key: column.width for column in model.columns})

    def _set_up(self) -> None:
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(self.head)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(fonts.row_height())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def set_lead(self, lead: int) -> None:
        """Keep so much free at the left of the first column, as the page around does."""
        self.head.lead = self.cells.lead = lead
        self.head.resizeSection(0, self.head.sectionSize(0) + lead - PADDING)

    def _connect(self, model: RowsModel) -> None:
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        model.rowsInserted.connect(self._rows_came)
        model.dataChanged.connect(self._cells_changed)
        self.head.sectionClicked.connect(self._sort_by)
        self.verticalScrollBar().valueChanged.connect(self._fetch_near_ends)
        self.verticalScrollBar().sliderReleased.connect(self._jump_where_released)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(self._open)
        if isinstance(model, PagedModel):
            model.loaded.connect(self._show_question)
        self._span_heads(0, model.rowCount() - 1)

    # what is chosen

    def current_row(self) -> Row | None:
        """The chosen row."""
        chosen = self.selectionModel().selectedRows()
        return self.rows_model.row_at(chosen[0].row()) if chosen else None

    def chosen_rows(self) -> list[Row]:
        """All chosen rows, where the list lets several be chosen."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for line in lines if (row := self.rows_model.row_at(line)) is not None]

    def choose(self, row_id: object) -> bool:
        """Choose the row with this id and bring it into sight; False where it is not shown."""
        line = self.rows_model.line_of(row_id)
        if line < 0:
            return False
        self.setCurrentIndex(self.rows_model.index(line, 0))
        self.scrollTo(self.rows_model.index(line, 0))
        return True

    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        if not self._restoring:
            self.chosen.emit(self.current_row())

    def reload(self) -> None:
        """Read again around what is in sight; choice and scrolling stay."""
        model = self.rows_model
        if not isinstance(model, PagedModel):
            return
        top = max(0, self.rowAt(0))
        bottom = self.rowAt(self.viewport().height() - 1)
        model.reload(top, bottom if bottom >= 0 else model.rowCount() - 1)

    # messages

    def say(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Put one line, and a button that acts, in place of rows."""
        self._message.say(text, action, act)
        self._place_message()
        self._message.show()

    @property
    def said(self) -> str:
        """What stands in place of rows, if anything does."""
        return "" if self._message.isHidden() else self._message.text()

    def hide_message(self) -> None:
        """Give the place back to the rows."""
        self._message.hide()

    def _place_message(self) -> None:
        self._message.setGeometry(0, 40, self.viewport().width(), self._message.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_message()

    # rows that come and go

    def _keep_place(self) -> None:
        self._place = place_of(self, self.rows_model)
        self._restoring = True

    def _restore_place(self) -> None:
        model = self.rows_model
        self.clearSpans()
        self.cells.forget_widths()
        self._span_heads(0, model.rowCount() - 1)
        line = line_to_choose(model, self._place, chooses_first=self.chooses_first)
        if line >= 0:
            self._choose_quietly(line)
        self._scroll_back()
        self._restoring = False
        self.chosen.emit(self.current_row())

    def _choose_quietly(self, line: int) -> None:
        self.setAutoScroll(False)
        self.setCurrentIndex(self.rows_model.index(line, 0))
        self.setAutoScroll(True)

    def _scroll_back(self) -> None:
        self.updateGeometries()
        model, bar = self.rows_model, self.verticalScrollBar()
        if not isinstance(model, PagedModel) or model.keeps_place:
            scroll_back(self, model, self._place)
        else:
            bar.setValue(bar.maximum() if model.more_before and not model.more_after else 0)

    def _rows_came(self, parent: QModelIndex, first: int, last: int) -> None:
        self.cells.forget_widths()
        self._span_heads(first, last)
        if first == 0 and isinstance(self.rows_model, PagedModel) and last + 1 < self.rows_model.rowCount():
            height = self.verticalHeader().sectionPosition(last + 1)
            self.updateGeometries()
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + height)

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

    # paging and order

    def _fetch_near_ends(self, value: int) -> None:
        model, bar = self.rows_model, self.verticalScrollBar()
        if not isinstance(model, PagedModel) or self._restoring:
            return
        if value <= bar.pageStep() and model.more_before:
            model.fetch_before()
        elif value >= bar.maximum() - bar.pageStep() and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())

    def _jump_where_released(self) -> None:
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum():
            self._jump_to_end()
        elif bar.value() == bar.minimum():
            self._jump_to_start()

    def _jump_to_end(self) -> bool:
        if isinstance(self.rows_model, PagedModel) and self.rows_model.more_after:
            self.rows_model.jump_to_end()
            return True
        return False

    def _jump_to_start(self) -> bool:
        if isinstance(self.rows_model, PagedModel) and self.rows_model.more_before:
            self.rows_model.jump_to_start()
            return True
        return False

    def _sort_by(self, section: int) -> None:
        model = self.rows_model
        order = model.columns[section].sort
        if not order or not isinstance(model, PagedModel):
            return
        descending = model.question.sort == order and not model.question.descending
        model.ask_for(sort=order, descending=descending)

    def _show_question(self) -> None:
        model = self.rows_model
        assert isinstance(model, PagedModel)
        orders = [column.sort for column in model.columns]
        shown = bool(model.question.sort) and model.question.sort in orders
        self.head.setSortIndicatorShown(shown)
        if shown:
            descending = model.question.descending
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.head.setSortIndicator(orders.index(model.question.sort), order)

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentIndex().row()
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_End and self._jump_to_end():
            return
        if key == Qt.Key.Key_Home and self._jump_to_start():
            return
        if self._folds(key, line):
            self.rows_model.toggle(line)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _folds(self, key: Qt.Key, line: int) -> bool:
        head = self.rows_model.head_at(line)
        if head is None or key not in _KEYS_OF_FOLD:
            return False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return head.folded == (key == Qt.Key.Key_Right)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.rowAt(event.position().toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and self.rows_model.head_at(line) is not None:
            self.rows_model.toggle(line)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, line: int) -> None:
        if line != self.cells.hovered:
            self.cells.hovered = line
            self.viewport().update()

    def _ask_menu(self, point: QPoint) -> None:
        row = self.rows_model.row_at(self.rowAt(point.y()))
        if row is not None:
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(point))

    def _open(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index.row())
        if row is not None:
            self.opened.emit(row)
