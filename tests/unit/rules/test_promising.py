"""Working days and slips: R10, R11. Day 0 is a Monday."""

import pytest

from app.rules.promising import DaysOff, after_handling, has_slipped, is_working, monday_of, slip_days
from tests.unit.rules.snapshots import MONDAY

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


@pytest.mark.parametrize(
    ("day", "handling", "ready"),
    [
        (0, 0, 0),
        (SUNDAY, 0, SUNDAY),
        (0, 1, 1),
        (FRIDAY, 1, 7),
        (SATURDAY, 1, 7),
        (SUNDAY, 1, 7),
        (3, 2, 7),
        (FRIDAY, 6, 14),
    ],
)
def test_r10_handling_takes_working_days(day: int, handling: int, ready: int) -> None:
    assert after_handling(MONDAY + day, handling) == MONDAY + ready


def test_r10_handling_passes_closed_days() -> None:
    off = DaysOff(days=frozenset([MONDAY + 1, MONDAY + 2]))
    assert after_handling(MONDAY, 1, off) == MONDAY + 3
    assert not is_working(MONDAY + 1, off)


def test_r10_handling_counts_the_days_on_which_the_shop_works() -> None:
    tuesday_to_saturday = DaysOff(weekly=frozenset([6, 0]))
    assert after_handling(MONDAY + 4, 1, tuesday_to_saturday) == MONDAY + 5
    assert after_handling(MONDAY + 5, 1, tuesday_to_saturday) == MONDAY + 8


@pytest.mark.parametrize(("day", "monday"), [(-1, -7), (0, 0), (6, 0), (7, 7)])
def test_monday_of(day: int, monday: int) -> None:
    assert monday_of(MONDAY + day) == MONDAY + monday


@pytest.mark.parametrize(
    ("expected", "promised", "days"),
    [
        (5, 5, 0),
        (6, 5, 1),
        (4, 5, 0),
        (45, 14, 31),
        (None, 5, None),
        (5, None, None),
        (-1, 5, None),
        (0, -3, 3),
    ],
)
def test_r11_slip_in_calendar_days(expected: int | None, promised: int | None, days: int | None) -> None:
    assert slip_days(expected, promised, 0) == days


@pytest.mark.parametrize(
    ("expected", "promised", "ready", "slipped"),
    [
        (5, 5, False, False),
        (4, 5, False, False),
        (6, 5, False, True),
        (None, 5, False, True),
        (-1, 5, False, True),
        (-2, -1, False, True),
        (0, 0, True, False),
        (6, None, False, False),
        (None, None, False, False),
    ],
    ids=[
        "on the day",
        "earlier",
        "a day later",
        "unknown",
        "already past",
        "both past",
        "ready",
        "nothing promised",
        "nothing known",
    ],
)
def test_r11_slipped(expected: int | None, promised: int | None, ready: bool, slipped: bool) -> None:
    assert has_slipped(expected, promised, 0, ready=ready) is slipped
