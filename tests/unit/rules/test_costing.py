"""What waiting costs, as tables of cases."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.costing import Change, Rates, days_stored, margin, shared

NOVEMBER_1 = 739_921


@pytest.mark.parametrize(
    ("minutes", "hour", "expected"),
    [
        pytest.param(0, 3000, 0, id="no minutes"),
        pytest.param(10, 0, 0, id="no rate"),
        pytest.param(10, 3000, 500, id="ten minutes of an hour at 30.00"),
        pytest.param(1, 3000, 50, id="a minute"),
        pytest.param(1, 3030, 51, id="half a hundredth goes up"),
        pytest.param(1, 3029, 50, id="less than half goes down"),
        pytest.param(90, 4000, 6000, id="an hour and a half"),
    ],
)
def test_handling_is_minutes_of_an_hour(minutes: int, hour: int, expected: int) -> None:
    assert Rates(minutes, hour).handling == expected


def left(day: int, units: int) -> Change:
    return Change(day, -units, left=True)


@pytest.mark.parametrize(
    ("changes", "day", "usual", "expected"),
    [
        pytest.param([], 9, 0, 0, id="nothing is set aside"),
        pytest.param([Change(1, 5)], 9, 0, 8, id="since it came"),
        pytest.param([Change(1, 5)], 9, 2, 6, id="beyond what packing takes"),
        pytest.param([Change(1, 5)], 2, 2, 0, id="no longer than packing takes"),
        pytest.param([Change(1, 5)], 1, 0, 0, id="the same day"),
        pytest.param([Change(1, 2), Change(4, 3)], 9, 0, 8, id="the oldest counts"),
        pytest.param([Change(1, 2), Change(4, 3), left(5, 2)], 9, 0, 5, id="the oldest left first"),
        pytest.param([Change(1, 2), Change(4, 3), left(5, 1)], 9, 0, 8, id="part of the oldest is left"),
        pytest.param([Change(1, 2), Change(4, 3), Change(5, -3)], 9, 0, 8, id="the newest is given up first"),
        pytest.param([Change(1, 2), Change(5, -2), Change(7, 2)], 9, 0, 2, id="given up and had again"),
        pytest.param([Change(1, 2), Change(5, -9)], 9, 0, 0, id="more is given up than was there"),
    ],
)
def test_goods_are_stored_since_the_oldest_of_them_came(
    changes: list[Change], day: int, usual: int, expected: int
) -> None:
    shifted = [each._replace(day=each.day + NOVEMBER_1) for each in changes]
    assert days_stored(shifted, day + NOVEMBER_1, usual) == expected


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "cost", "expected"),
    [
        ("3", "10", "0", "6", 1200),
        ("3", "10", "10", "6", 900),
        ("1", "10", "0", "10", 0),
        ("1", "10", "0", "12", 0),
        ("0.5", "9.99", "0", "4", 300),
        ("2", "10", "0", "0", 2000),
    ],
)
def test_margin_is_price_less_discount_less_cost_and_never_below_nothing(
    quantity: str, price: str, discount: str, cost: str, expected: int
) -> None:
    assert margin(Decimal(quantity), Decimal(price), Decimal(discount), Decimal(cost)) == expected


@given(st.integers(0, 10**9), st.integers(1, 500))
def test_shares_add_up_and_are_alike(amount: int, parts: int) -> None:
    found = shared(amount, parts)
    assert len(found) == parts
    assert sum(found) == amount
    assert max(found) - min(found) <= 1
