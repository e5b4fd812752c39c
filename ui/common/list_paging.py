"""How a view goes through the pages of its model: scrolling, jumps to the ends, and the header's order."""

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QTableView

from ui.common.header import ListHeader
from ui.common.paged_model import PagedModel


class ListPaging(QObject):
    """Asks a PagedModel for what the reader comes near to, and in the order a header is clicked for."""

    def __init__(self, view: QTableView, head: ListHeader, model: PagedModel) -> None:
        super().__init__(view)
        self._view, self._head, self._model = view, head, model
        self.held_back = False
        """While rows are being replaced nothing more is asked for."""
        bar = view.verticalScrollBar()
        bar.valueChanged.connect(self._fetch_near_ends)
        bar.sliderReleased.connect(self._jump_where_released)
        head.sectionClicked.connect(self.sort_by)
        model.loaded.connect(self.show_order)
        model.loaded.connect(self._fetch_what_cannot_be_scrolled_to)

    def reload(self) -> None:
        """Read again around what is in sight."""
        view = self._view
        top = max(0, view.rowAt(0))
        bottom = view.rowAt(view.viewport().height() - 1)
        self._model.reload(top, bottom if bottom >= 0 else self._model.rowCount() - 1)

    def jump_to_end(self) -> bool:
        """Show the last page, if it is not here."""
        is_away = self._model.more_after
        if is_away:
            self._model.jump_to_end()
        return is_away

    def jump_to_start(self) -> bool:
        """Show the first page, if it is not here."""
        is_away = self._model.more_before
        if is_away:
            self._model.jump_to_start()
        return is_away

    def sort_by(self, section: int) -> None:
        """The order of this column; the other way round if it is that already."""
        model = self._model
        column = model.columns[section]
        if column.sort:
            is_so = model.question.sort == column.sort
            model.ask_for(
                sort=column.sort, descending=not model.question.descending if is_so else column.falls
            )

    def show_order(self) -> None:
        """Let the header say what was asked."""
        question = self._model.question
        orders = [column.sort for column in self._model.columns]
        shown = bool(question.sort) and question.sort in orders
        self._head.setSortIndicatorShown(shown)
        if shown:
            order = Qt.SortOrder.DescendingOrder if question.descending else Qt.SortOrder.AscendingOrder
            self._head.setSortIndicator(orders.index(question.sort), order)

    def _fetch_what_cannot_be_scrolled_to(self) -> None:
        """Where the rows from a wanted one on fit the view, those before it must come all the same."""
        self._fetch_near_ends(self._view.verticalScrollBar().value())

    def _fetch_near_ends(self, value: int) -> None:
        model, bar = self._model, self._view.verticalScrollBar()
        if self.held_back:
            return
        if value <= bar.pageStep() and model.more_before:
            model.fetch_before()
        elif value >= bar.maximum() - bar.pageStep() and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())

    def _jump_where_released(self) -> None:
        bar = self._view.verticalScrollBar()
        if bar.value() == bar.maximum():
            self.jump_to_end()
        elif bar.value() == bar.minimum():
            self.jump_to_start()
