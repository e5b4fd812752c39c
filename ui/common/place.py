"""Keeps what is chosen and where a list is scrolled while its rows are read again."""

from dataclasses import dataclass

from PySide6.QtWidgets import QTableView

from ui.common.rows_model import RowsModel


@dataclass(frozen=True, slots=True)
class Place:
    """The chosen row and the uppermost one by id, and how many pixels the latter is from the top."""

    chosen: object = None
    top: object = None
    offset: int = 0
    scrolled: int = 0


def place_of(view: QTableView, model: RowsModel) -> Place:
    """Where the view is now."""
    chosen = view.selectionModel().selectedRows()
    chosen_row = model.row_at(chosen[0].row()) if chosen else None
    line = max(0, view.rowAt(0))
    if model.row_at(line) is None:
        line += 1
    top = model.row_at(line)
    return Place(
        chosen=chosen_row[0] if chosen_row else None,
        top=top[0] if top else None,
        offset=view.rowViewportPosition(line) if top else 0,
        scrolled=view.verticalScrollBar().value(),
    )


def line_to_choose(model: RowsModel, place: Place, *, chooses_first: bool) -> int:
    """The line of the row that was chosen, else of the first row if the list wants one, else -1."""
    line = model.line_of(place.chosen) if place.chosen is not None else -1
    if line < 0 and chooses_first:
        return next((at for at in range(min(2, model.rowCount())) if model.row_at(at)), -1)
    return line


def scroll_back(view: QTableView, model: RowsModel, place: Place) -> None:
    """Bring the row that was uppermost to where it was; if it is gone, stay as far down as before."""
    line = model.line_of(place.top) if place.top is not None else -1
    bar = view.verticalScrollBar()
    bar.setValue(view.verticalHeader().sectionPosition(line) - place.offset if line >= 0 else place.scrolled)
