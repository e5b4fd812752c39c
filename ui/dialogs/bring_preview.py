"""The first rows of a file as they stand in it; cells that cannot be read are marked and say why."""

from collections.abc import Callable, Mapping, Sequence

from app.importing.looking import SeenFile
from app.language import ntr, tr
from ui.common.cells import Cell, Column, Row

_WIDEST = 220
_SIGN = 24
"""What the sign before a cell that cannot be read takes."""


def preview_columns(seen: SeenFile) -> Sequence[Column]:
    """The line, then every column of the file; what nobody reads is quiet."""
    used = {each.header for each in seen.mapped if each.header}
    wrong = _wrong(seen)
    marked = {place for _, place in wrong}
    columns = [Column("line", tr("Line"), _line(wrong), 64, right=bool(seen.header))]
    for place, title in enumerate(seen.header, 1):
        cell = _cell(place, title in used, wrong)
        columns.append(Column(f"c{place}", title, cell, _width(seen, place - 1) + _SIGN * (place in marked)))
    return columns


def unreadable_words(seen: SeenFile) -> str:
    """How many of the rows that are shown cannot be read; '' where all can."""
    lines = {each.line for each in seen.unreadable}
    if not lines:
        return ""
    return ntr(
        "{count} of the first {rows} rows cannot be read like this; what is marked says why.",
        "{count} of the first {rows} rows cannot be read like this; what is marked says why.",
        len(lines),
        rows=len(seen.rows),
    )


def problem_words(seen: SeenFile) -> str:
    """Why the file is none; its folder says nothing here and takes the room."""
    path = seen.incoming.path
    return seen.problem.title.replace(str(path), path.name) if seen.problem else ""


def _wrong(seen: SeenFile) -> Mapping[tuple[int, int], str]:
    """Why, by line and place of the cell; place 0 is the whole row."""
    places = {title: place for place, title in reversed(list(enumerate(seen.header, 1)))}
    return {(each.line, places.get(each.column, 0)): each.what for each in reversed(seen.unreadable)}


def _line(wrong: Mapping[tuple[int, int], str]) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        why = wrong.get((int(str(row[0])), 0))
        return _marked(str(row[0]), why) if why else Cell(str(row[0]), tone="quiet")

    return cell


def _cell(place: int, is_used: bool, wrong: Mapping[tuple[int, int], str]) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        text = " ".join(str(row[place]).split()) if place < len(row) else ""
        why = wrong.get((int(str(row[0])), place))
        return _marked(text, why) if why else Cell(text, tone="" if is_used else "quiet")

    return cell


def _marked(text: str, why: str) -> Cell:
    return Cell(text, tone="bad", icon="alert-triangle", tip=why, said=f"{text}: {why}" if text else why)


def _width(seen: SeenFile, place: int) -> int:
    longest = max((len(row[place]) for _, row in seen.rows if place < len(row)), default=0)
    return min(_WIDEST, max(72, 8 * max(longest, len(seen.header[place])) + 24))
