"""Rows onto pages: what is kept together stays together as long as a page can hold it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.documents.blocks import Row


class Placed(NamedTuple):
    """A row and how far below the upper end of the text it begins."""

    y: float
    row: Row


def flow(rows: Iterable[Row], first: float, others: float) -> list[list[Placed]]:
    """The pages that rows fill: the first so high, all others so high; at least one."""
    pages: list[list[Placed]] = [[]]
    filled, room = 0.0, first
    for group in _groups(rows):
        for part in _parts(group, others):
            height = _height(part)
            if filled and filled + height > room + 0.01:
                pages.append([])
                filled, room = 0.0, others
            elif not filled and height > room + 0.01 and room < others:
                # A first page whose head leaves less room than this needs.
                pages.append([])
                room = others
            if part[0].at_foot:
                filled = max(filled, room - height + (part[0].gap if not filled else 0.0))
            filled = _place(part, filled, pages[-1])
    return pages


def _place(part: list[Row], filled: float, page: list[Placed]) -> float:
    if not page and filled == 0 and part[0].head is not None:
        page.append(Placed(0.0, part[0].head))
        filled = part[0].head.height
    for row in part:
        if page:
            filled += row.gap
        page.append(Placed(filled, row))
        filled += row.height
    return filled


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.keep:
            yield group
            group = []
    if group:
        yield group


def _parts(group: list[Row], room: float) -> list[list[Row]]:
    """The group, or row by row where no page holds it."""
    return [group] if _height(group) <= room else [[row] for row in group]


def _height(group: list[Row]) -> float:
    return sum(row.height + row.gap for row in group)
