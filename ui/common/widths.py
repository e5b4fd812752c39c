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

    What no cell needs is given up where room lacks, and for the cells that are served first: the last column
    if it holds words (a reason, a chip), then numbers and days, of which a part says nothing. Other words are
    served from room to spare and from one another; what still is left goes to the columns of words.
    """
    widths = [column.width for column in columns]
    if not room:
        return widths
    lacks = [0 if each.chosen else max(0, min(each.need, WIDEST_NEED) - each.width) for each in columns]
    idle = [max(0, each.width - each.need) if each.need and not each.chosen else 0 for each in columns]
    last = len(columns) - 1
    ends = [lack if place == last and columns[-1].left else 0 for place, lack in enumerate(lacks)]
    numbers = [0 if each.left else lack for each, lack in zip(columns, lacks, strict=True)]
    words = [lack - end - number for lack, end, number in zip(lacks, ends, numbers, strict=True)]
    _give_up(widths, idle, sum(widths) + sum(ends) + sum(numbers) - room)
    _give_up(
        widths,
        [part if each.left else 0 for each, part in zip(columns, idle, strict=True)],
        sum(widths) + sum(lacks) - room,
    )
    for lacking in (ends, numbers, words):
        _add(widths, _parts(lacking, min(room - sum(widths), sum(lacking))))
    if not columns[-1].left:
        growing = [each.width if each.left and not each.chosen else 0 for each in columns]
        _add(widths, _parts(growing, room - sum(widths)))
    widths[-1] += max(0, room - sum(widths))
    return widths


def _give_up(widths: list[int], idle: list[int], missing: int) -> None:
    """Take what is missing from what is idle, and note in `idle` what is left of that."""
    for place, part in enumerate(_parts(idle, min(missing, sum(idle)))):
        widths[place] -= part
        idle[place] -= part


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
