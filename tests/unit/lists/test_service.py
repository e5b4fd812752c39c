"""Fill rate, wait and the age of the queue."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.ordering import OrderLineDraft
from app.actions.selling import sell
from app.actions.shipping import ship
from app.lists.service import Service, service
from app.shop import clock_at
from tests.desks import Desk, ordinal

PERIOD = (ordinal(11, 1), ordinal(12, 31))


def served(desk: Desk) -> Service:
    found: Service = desk.shop.read(service, *PERIOD)
    return found


def test_a_line_that_could_leave_at_once_counts_as_filled(desk: Desk) -> None:
    desk.product("PAN", stock="5")
    desk.order("Ann", {"PAN": "3"})
    desk.order("Bob", {"PAN": "3"})
    desk.order("Cleo", {"PAN": "1"}, told=False)
    desk.order("Dan", {"PAN": "1"}, state="quote")
    found = served(desk)
    assert (found.ordered, found.at_once) == (3, 1)


def test_a_sale_over_the_counter_is_filled(sqlite_desk: Desk) -> None:
    sqlite_desk.product("PAN", stock="5")
    sqlite_desk.shop.write(sell, [OrderLineDraft(sqlite_desk.products["PAN"], Decimal(2))])
    found = served(sqlite_desk)
    assert (found.ordered, found.at_once) == (1, 1)
    assert found.average_wait == 0


def test_the_wait_is_from_the_order_to_the_parcel(desk: Desk) -> None:
    desk.product("PAN", stock="5")
    ann = desk.order("Ann", {"PAN": "2"}).line_ids[0]
    bob = desk.order("Bob", {"PAN": "2"}).line_ids[0]
    desk.shop.clock = clock_at(date(2026, 11, 26))
    desk.shop.write(ship, [(ann, Decimal(2))])
    desk.shop.clock = clock_at(date(2026, 11, 30))
    desk.shop.write(ship, [(bob, Decimal(2))])
    found = served(desk)
    assert (found.left, found.days) == (2, 3 + 7)
    assert found.average_wait == 50


def test_the_queue_has_ages(desk: Desk) -> None:
    desk.product("PAN")
    for day in (date(2026, 11, 23), date(2026, 11, 16), date(2026, 11, 15), date(2026, 8, 1)):
        desk.order("Ann", {"PAN": "1"}, ordered_on=day)
    assert served(desk).ages == (2, 1, 0, 0, 1)


@pytest.mark.parametrize(
    ("ordered", "at_once", "rate"),
    [(0, 0, None), (1, 1, 1000), (3, 2, 667), (3, 1, 333), (8, 1, 125), (2000, 1, 1), (2001, 1, 0)],
)
def test_rates_are_rounded_half_up(ordered: int, at_once: int, rate: int | None) -> None:
    assert Service(ordered, at_once).fill_rate == rate
