"""Keeps what is chosen and where a list is scrolled while its rows are read again."""

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QTableView

from ui.common.paged_model import PagedModel
from ui.common.rows_model import RowsModel

ONE_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect
    | QItemSelectionModel.SelectionFlag.Rows
    | QItemSelectionModel.SelectionFlag.Current
)
"""This row and no other, whatever key is held."""
NEIGHBOURS = 20
"""So many rows on either side of the current one are known by name."""


@dataclass(frozen=True, slots=True)
class Place:
    """The current row, the chosen ones and the uppermost by id, and how far the last is from the top."""

    current: object = None
    column: int = 0
    chosen: frozenset[object] = frozenset()
    neighbours: tuple[object, ...] = ()
    """Rows that take the current one's place where it is gone: those after it, then those before it."""
    top: object = None
    under_head: bool = False
    """Whether the head of its group stands above the uppermost row; then `offset` is the head's."""
    offset: int = 0
    scrolled: int = 0


def place_of(view: QTableView, model: RowsModel) -> Place:
    """Where the view is now."""
    rows = (model.row_at(index.row()) for index in view.selectionModel().selectedRows())
    chosen = frozenset(row[0] for row in rows if row is not None)
    current = model.row_at(view.currentIndex().row()) if view.currentIndex().isValid() else None
    line = max(0, view.rowAt(0))
    under_head = model.head_at(line) is not None
    top = model.row_at(line + under_head)
    return Place(
        current=current[0] if current and current[0] in chosen else next(iter(chosen), None),
        column=max(0, view.currentIndex().column()),
        chosen=chosen,
        neighbours=_neighbours(model, view.currentIndex().row()) if chosen else (),
        top=top[0] if top else None,
        under_head=under_head,
        offset=view.rowViewportPosition(line) if top else 0,
        scrolled=view.verticalScrollBar().value(),
    )


def _neighbours(model: RowsModel, line: int) -> tuple[object, ...]:
    lines = [*range(line + 1, line + 1 + NEIGHBOURS), *range(line - 1, line - 1 - NEIGHBOURS, -1)]
    rows = (model.row_at(each) for each in lines)
    return tuple(row[0] for row in rows if row is not None)


def first_line(model: RowsModel) -> int:
    """The line of the first row, or -1."""
    return next((line for line in range(min(2, model.rowCount())) if model.row_at(line)), -1)


def restore(view: QTableView, model: RowsModel, place: Place, *, chooses_first: bool) -> None:
    """Choose what was chosen and stay where the reader was; a new question begins at its beginning."""
    _choose_again(view, model, place, _line_otherwise(model, place) if chooses_first else -1)
    view.updateGeometries()
    if not isinstance(model, PagedModel) or model.keeps_place:
        _scroll_back(view, model, place)
    else:
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() if _ends_here(model) else 0)


def _line_otherwise(model: RowsModel, place: Place) -> int:
    """What is chosen where the current row is gone: its neighbour, or the end that was jumped to."""
    if not isinstance(model, PagedModel) or model.keeps_place:
        neighbour = _line_of_neighbour(model, place)
        return neighbour if neighbour >= 0 else first_line(model)
    return model.rowCount() - 1 if _ends_here(model) else first_line(model)


def _ends_here(model: PagedModel) -> bool:
    return model.more_before and not model.more_after


def _choose_again(view: QTableView, model: RowsModel, place: Place, otherwise: int) -> None:
    """Choose what was chosen, without scrolling; where it is gone, the line `otherwise` (-1: none)."""
    line = model.line_of(place.current) if place.current is not None else -1
    also = [at for row_id in place.chosen if (at := model.line_of(row_id)) >= 0 and at != line]
    if line < 0:
        line = also.pop(0) if also else otherwise
    if line < 0:
        return
    _choose(view, model, place, line, also)


def _line_of_neighbour(model: RowsModel, place: Place) -> int:
    """The line of the row that now stands where the current one was, or -1."""
    lines = (model.line_of(row_id) for row_id in place.neighbours)
    return next((line for line in lines if line >= 0), -1)


def _choose(view: QTableView, model: RowsModel, place: Place, line: int, also: list[int]) -> None:
    view.setAutoScroll(False)
    index = model.index(line, min(place.column, model.columnCount() - 1))
    view.selectionModel().setCurrentIndex(index, ONE_ROW)
    for at in also:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().select(model.index(at, 0), flags)
    view.setAutoScroll(True)


def _scroll_back(view: QTableView, model: RowsModel, place: Place) -> None:
    """Bring the row that was uppermost to where it was; if it is gone, stay as far down as before."""
    line = model.line_of(place.top) if place.top is not None else -1
    while place.under_head and line > 0 and model.head_at(line) is None:
        line -= 1
    bar = view.verticalScrollBar()
    bar.setValue(view.verticalHeader().sectionPosition(line) - place.offset if line >= 0 else place.scrolled)
