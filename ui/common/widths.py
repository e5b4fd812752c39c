"""How the room of a list is spread over its columns."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDEST_NEED = 360
"""No column grows beyond this for the sake of one long cell."""


@dataclass(frozen=True, slots=True)
class Need:
    """A column's usual width, what its cells would take, whether the owner chose the width, how it stands."""

    width: int
    need: int = 0
    chosen: bool = False
    left: bool = True


def fitted(columns: Sequence[Need], room: int) -> list[int]:
    """Widths from left to right; the last takes what is left where it holds words.

    Where there is room to spare, columns whose cells are cut grow first. Numbers stay narrow: what still is
    left then goes to the columns of words.
    """
    widths = [column.width for column in columns]
    spare = room - sum(widths)
    if spare <= 0:
        return widths
    lacks = [0 if each.chosen else max(0, min(each.need, WIDEST_NEED) - each.width) for each in columns]
    _share(widths, lacks, min(spare, sum(lacks)))
    spare = room - sum(widths)
    if not columns[-1].left:
        growing = [each.width if each.left and not each.chosen else 0 for each in columns]
        _share(widths, growing, spare)
    widths[-1] += room - sum(widths)
    return widths


def _share(widths: list[int], parts: Sequence[int], amount: int) -> None:
    """Add the amount in proportion to the parts."""
    total = sum(parts)
    if total and amount > 0:
        for place, part in enumerate(parts):
            widths[place] += amount * part // total
