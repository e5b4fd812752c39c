"""Which delay notice a line's dates make due, as tables (R11, R22); what is to be paid back (R18)."""

import pytest

from app.rules.telling import Arrival, Delay, DelayKind, Waiting, arrival_of, delay_of, refund_of

TODAY = 1_000
DELAY, RENEWED, GONE = DelayKind

# promised, expected, estimate, told before: kind and new date, or nothing
CASES = {
    "on the day promised": (1_010, 1_010, False, False, None),
    "earlier than promised": (1_010, 1_003, False, False, None),
    "a day later": (1_010, 1_011, False, False, (DELAY, 1_011)),
    "later once more": (1_010, 1_011, False, True, (RENEWED, 1_011)),
    "no date any more": (1_010, None, False, False, (GONE, None)),
    "no date after a first letter": (1_010, None, False, True, (GONE, None)),
    "a date that is past is not told": (1_010, 999, False, False, (GONE, None)),
    "today is no past date": (999, 1_000, False, False, (DELAY, 1_000)),
    "promised for today and expected today": (1_000, 1_000, False, False, None),
    "the promise is past, the date still to come": (990, 1_020, False, False, (DELAY, 1_020)),
    "the promise is past and no date is known": (990, None, False, True, (GONE, None)),
    "an estimate was told and is one still": (1_021, None, True, False, None),
    "an estimate was told, and a date is known in time": (1_021, 1_020, True, False, None),
    "an estimate was told, and the date is later": (1_021, 1_022, True, False, (DELAY, 1_022)),
    "an estimate is for today": (1_000, None, True, False, None),
    "the day of the estimate went by": (999, None, True, False, (GONE, None)),
}


@pytest.mark.parametrize(("promised", "expected", "estimate", "told", "wanted"), CASES.values(), ids=CASES)
def test_r11_the_notice_that_dates_make_due(
    promised: int, expected: int | None, estimate: bool, told: bool, wanted: tuple[DelayKind, int] | None
) -> None:
    line = Waiting(7, promised, expected, 2_000, estimate, told)
    due = None if wanted is None else Delay(wanted[0], promised, wanted[1], 2_000)
    assert delay_of(line, TODAY) == due


@pytest.mark.parametrize(
    ("paid", "remains", "charge", "back"),
    [
        (10_000, 6_000, 0, 4_000),
        (10_000, 6_000, 500, 3_500),
        (10_000, 0, 500, 10_000),
        (5_000, 6_000, 500, 0),
        (6_500, 6_000, 500, 0),
        (0, 0, 500, 0),
    ],
)
def test_r18_what_is_paid_beyond_what_remains_goes_back(
    paid: int, remains: int, charge: int, back: int
) -> None:
    assert refund_of(paid, remains, charge) == back


@pytest.mark.parametrize(
    ("told", "ready", "still", "fresh"),
    [
        ([], 0, (), 0),
        ([], 5, (), 5),
        ([5], 5, (5,), 0),
        ([3], 5, (3,), 2),
        ([5], 3, (3,), 0),
        ([5], 0, (0,), 0),
        ([2, 3], 6, (2, 3), 1),
        ([2, 3], 4, (1, 3), 0),
        ([2, 3], 2, (0, 2), 0),
        ([2, 3], 0, (0, 0), 0),
    ],
)
def test_r22_what_lies_ready_is_told_once(
    told: list[int], ready: int, still: tuple[int, ...], fresh: int
) -> None:
    assert arrival_of(told, ready) == Arrival(still, fresh)
