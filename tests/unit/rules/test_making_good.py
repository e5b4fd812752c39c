"""What lateness earns, as tables of cases and laws."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.making_good import Late, Reward, Rule, days_late, more_of, never_count, reward_of

PROMISED = 739_921
PAN = Late(line_value=4_000, order_value=10_000)


@pytest.mark.parametrize(
    ("first", "day", "expected"),
    [
        pytest.param(PROMISED, PROMISED + 14, 14, id="calendar days"),
        pytest.param(PROMISED, PROMISED, 0, id="the day itself"),
        pytest.param(PROMISED, PROMISED - 3, 0, id="earlier"),
        pytest.param(None, PROMISED, 0, id="never promised"),
        pytest.param(PROMISED, None, 0, id="no date known"),
    ],
)
def test_days_late_are_those_since_the_first_promise(
    first: int | None, day: int | None, expected: int
) -> None:
    assert days_late(first, day) == expected


def percent(days: int, figure: int, **more: int | None) -> Rule:
    return Rule(days, "percent", figure, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "late", "days", "expected"),
    [
        pytest.param([], PAN, 30, None, id="no rules"),
        pytest.param([percent(5, 10_000)], PAN, 4, None, id="not late enough"),
        pytest.param([percent(5, 10_000)], PAN, 5, ("money", 400), id="a tenth of the line"),
        pytest.param([percent(5, 10_000)], Late(15, 15), 5, ("money", 2), id="half a hundredth goes up"),
        pytest.param([percent(5, 10_000)], Late(4, 4), 5, None, id="a share of next to nothing is nothing"),
        pytest.param([percent(5, 10_000, most=300)], PAN, 5, ("money", 300), id="no more than the most"),
        pytest.param([Rule(5, "amount", 7_500)], PAN, 5, ("money", 750), id="an amount"),
        pytest.param([Rule(5, "points", 100_000)], PAN, 5, ("points", 10_000), id="points"),
        pytest.param(
            [percent(9, 20_000), percent(5, 10_000)], PAN, 9, ("money", 800), id="the first that fits"
        ),
        pytest.param([percent(9, 20_000), percent(5, 10_000)], PAN, 8, ("money", 400), id="else the next"),
        pytest.param([percent(5, 10_000, order_value=10_001)], PAN, 5, None, id="the order is too small"),
        pytest.param([percent(5, 10_000, order_value=10_000)], PAN, 5, ("money", 400), id="large enough"),
        pytest.param([percent(5, 10_000, priority=1)], PAN, 5, None, id="not an important customer"),
        pytest.param([percent(5, 10_000, priority=1)], PAN._replace(priority=2), 5, ("money", 400), id="one"),
        pytest.param(
            [percent(5, 10_000, priority=0)], PAN._replace(priority=-1), 5, None, id="least important"
        ),
        pytest.param(
            [Rule(5, "amount", 7_500), percent(5, 10_000, most=1), percent(5, 10_000)],
            PAN._replace(own_currency=False),
            5,
            ("money", 400),
            id="only shares without a limit in another currency",
        ),
    ],
)
def test_the_first_rule_that_fits_counts(
    rules: list[Rule], late: Late, days: int, expected: tuple[str, int] | None
) -> None:
    assert reward_of(rules, late, days) == expected


@pytest.mark.parametrize(
    ("days", "already", "expected"),
    [
        pytest.param(9, 0, ("money", 800), id="nothing was given yet"),
        pytest.param(9, 4, ("money", 800), id="the first days earned nothing"),
        pytest.param(9, 5, ("money", 400), id="the difference"),
        pytest.param(8, 5, None, id="more days that earn no more"),
        pytest.param(9, 9, None, id="the same days"),
        pytest.param(5, 9, None, id="it came earlier than was told"),
    ],
)
def test_more_days_earn_the_difference(days: int, already: int, expected: tuple[str, int] | None) -> None:
    rules = [percent(9, 20_000), percent(5, 10_000)]
    assert more_of(rules, PAN, days, already) == expected


def test_a_reward_of_another_unit_than_the_first_adds_nothing() -> None:
    rules = [percent(9, 20_000), Rule(5, "points", 100_000)]
    assert more_of(rules, PAN, 9, 5) is None


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param([percent(9, 1), percent(5, 1)], [], id="the later days first"),
        pytest.param([percent(5, 1), percent(9, 1)], [1], id="the later days behind"),
        pytest.param([percent(5, 1, priority=1), percent(5, 1)], [], id="important customers first"),
        pytest.param([percent(5, 1), percent(5, 1, priority=1)], [1], id="all customers first"),
        pytest.param([percent(5, 1, order_value=9), percent(6, 1)], [], id="large orders first"),
        pytest.param([percent(5, 1, most=9), percent(5, 1)], [], id="a share counts for foreign orders too"),
    ],
)
def test_rules_behind_wider_ones_never_count(rules: list[Rule], expected: list[int]) -> None:
    assert never_count(rules) == expected


DAYS = st.integers(0, 400)
RULES = st.builds(
    Rule,
    days_late=st.integers(1, 60),
    kind=st.sampled_from(("percent", "amount", "points")),
    figure=st.integers(1, 100_000),
    order_value=st.integers(0, 20_000),
    priority=st.none() | st.integers(-1, 2),
    most=st.none() | st.integers(1, 5_000),
)
LATE = st.builds(Late, st.integers(0, 10**11), st.integers(0, 30_000), st.integers(-1, 2), st.booleans())


@given(st.lists(RULES, max_size=5), LATE, DAYS, DAYS)
def test_no_reward_is_below_one(rules: list[Rule], late: Late, days: int, already: int) -> None:
    for reward in (reward_of(rules, late, days), more_of(rules, late, days, already)):
        assert reward is None or reward.amount > 0


def worth(reward: Reward | None) -> int:
    return 0 if reward is None else reward.amount


@given(RULES, LATE, DAYS, DAYS)
def test_more_days_earn_no_less(rule: Rule, late: Late, days: int, more: int) -> None:
    assert worth(reward_of([rule], late, days + more)) >= worth(reward_of([rule], late, days))


def rising(rules: Sequence[Rule], late: Late) -> bool:
    worths = [worth(reward_of(rules, late, day)) for day in range(61)]
    return worths == sorted(worths)


@given(st.lists(RULES.filter(lambda rule: rule.kind != "points"), max_size=4), LATE, DAYS, DAYS)
def test_what_was_given_and_what_is_added_are_the_whole(
    rules: list[Rule], late: Late, days: int, more: int
) -> None:
    if rising(rules, late):
        first, added = reward_of(rules, late, days), more_of(rules, late, days + more, days)
        assert worth(first) + worth(added) == worth(reward_of(rules, late, days + more))


@given(st.lists(RULES, max_size=5), LATE, DAYS)
def test_leaving_out_rules_that_never_count_changes_nothing(rules: list[Rule], late: Late, days: int) -> None:
    over = never_count(rules)
    kept = [rule for place, rule in enumerate(rules) if place not in over]
    assert reward_of(kept, late, days) == reward_of(rules, late, days)
