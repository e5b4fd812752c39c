"""What a late line costs the shop, in hundredths; quantities are thousandths, days ordinals."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from app.rules.money import line_value

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Rates:
    """The owner's figures: minutes that a parcel of late goods takes, and hundredths for the rest."""

    handling_minutes: int = 0
    hour: int = 0
    storage_day: int = 0
    extra_parcel: int = 0

    @property
    def handling(self) -> int:
        """Hundredths that one more time of putting aside, packing and asking takes; half a cent up."""
        exact = Decimal(self.handling_minutes * self.hour) / MINUTES_AN_HOUR
        return int(exact.to_integral_value(ROUND_HALF_UP))


class Change(NamedTuple):
    """Units set aside for a line on a day; less than nothing where they were given up, or `left`."""

    day: int
    units: int
    left: bool = False


def days_stored(changes: Iterable[Change], day: int, usual: int = 0) -> int:
    """Days that the oldest of what is set aside has lain there on `day`, beyond the `usual` ones.

    What leaves is the oldest, what is given up the newest.
    """
    lots: list[tuple[int, int]] = []
    for change in changes:
        if change.units > 0:
            lots.append((change.day, change.units))
        else:
            _take(lots, -change.units, 0 if change.left else -1)
    return max(0, day - lots[0][0] - usual) if lots else 0


def _take(lots: list[tuple[int, int]], units: int, end: int) -> None:
    while units > 0 and lots:
        since, there = lots.pop(end)
        if there > units:
            lots.insert(0 if end == 0 else len(lots), (since, there - units))
        units -= there


def margin(quantity: Decimal, price: Decimal, discount: Decimal, cost: Decimal) -> int:
    """Hundredths that selling would have earned; 0 where it would have earned nothing."""
    earned = line_value(quantity, price, discount) - line_value(quantity, cost)
    return max(0, int(earned.scaleb(2)))


def shared(amount: int, parts: int) -> list[int]:
    """`amount` in so many parts that add up to it and differ by one hundredth at most."""
    share, rest = divmod(amount, parts)
    return [share + 1] * rest + [share] * (parts - rest)
