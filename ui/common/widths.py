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

    What no cell needs is given up where room lacks, be it for a cell that is cut. The last column grows
    first if it holds words (a reason, a chip), then others whose cells are cut. Numbers stay narrow: what
    still is left then goes to the columns of words.
    """
    widths = [column.width for column in columns]
    if not room:
        return widths
    lacks = [0 if each.chosen else max(0, min(each.need, WIDEST_NEED) - each.width) for each in columns]
    idle = [max(0, each.width - each.need) if each.need and not each.chosen else 0 for each in columns]
    missing = sum(widths) + sum(lacks) - room
    _add(widths, [-part for part in _parts(idle, min(missing, sum(idle)))])
    spare = max(0, room - sum(widths))
    if columns[-1].left:
        first = min(spare, lacks[-1])
        widths[-1] += first
        spare, lacks[-1] = spare - first, 0
    _add(widths, _parts(lacks, min(spare, sum(lacks))))
    spare = max(0, room - sum(widths))
    if not columns[-1].left:
        growing = [each.width if each.left and not each.chosen else 0 for each in columns]
        _add(widths, _parts(growing, spare))
    widths[-1] += max(0, room - sum(widths))
    return widths


def _parts(weights: Sequence[int], amount: int) -> list[int]:
    """The amount in proportion to the weights, to the pixel; nothing where all weigh nothing."""
    total, given = sum(weights), 0
    parts = [0] * len(weights)
    for place, weight in enumerate(weights):
        if total and amount > 0:
            given += weight
            parts[place] = amount * given // total - amount * (given - weight) // total
    return parts


def _add(widths: list[int], parts: Sequence[int]) -> None:
    for place, part in enumerate(parts):
        widths[place] += part
