"""Goods between locations: supply of the place they go to from the hour they are sent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.daily import begin_day
from app.actions.moving import Arrivals, book_arrivals, move, undo_arrivals, undo_move
from app.actions.pools import create_location, main_location, pool_of
from app.actions.previewing import preview
from app.actions.stocktaking import count
from app.actions.transferring import (
    Sent,
    TransferDraft,
    arrive,
    cancel_transfers,
    send,
    send_again,
    set_arrival,
    undo_arrival,
)
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused, ShopError
from app.shop import clock_at, open_shop
from app.verifying import verify
from db.rows import fetch, fetch_one
from tests.databases import TODAY, on_both, portable
from tests.desks import Desk

pytestmark = portable

THURSDAY = date(2026, 11, 26)
WEEKEND = date(2026, 11, 28)


class Places:
    """Ten cups in the warehouse, none at Main, and what is asked of them."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.shop = desk, desk.shop
        self.cup = desk.product("CUP", decimals=0)
        self.main = self.shop.write(main_location)
        self.warehouse = self.shop.write(create_location, "Warehouse")
        self.shop.write(count, self.cup, Decimal(10), location_id=self.warehouse)
        self.here, self.there = (
            self.shop.write(pool_of, self.cup, place) for place in (self.main, self.warehouse)
        )

    def send(self, quantity: str, eta: date | None = THURSDAY) -> int:
        goods = ((self.cup, Decimal(quantity)),)
        sent: Sent = self.shop.write(send, TransferDraft(self.warehouse, self.main, goods, eta))
        assert self.shop.read(verify) == []
        return sent.transfer_ids[0]

    def level(self, pool_id: int) -> tuple[int, ...]:
        """On hand, reserved, incoming, backordered."""
        sql = "SELECT on_hand, reserved, incoming, backordered FROM stock_levels WHERE id = ?"
        row: Any = self.shop.read(fetch_one, sql, (pool_id,))
        return tuple(figure // 1000 for figure in row)

    def line(self, line_id: int) -> tuple[Any, ...]:
        """Reserved, expected, reason."""
        sql = "SELECT reserved, expected_on, reason FROM order_lines WHERE id = ?"
        row: Any = self.shop.read(fetch_one, sql, (line_id,))
        return row[0] // 1000, row[1] and date.fromordinal(row[1]), row[2]

    def events(self, pool_id: int) -> list[tuple[str, int]]:
        sql = "SELECT kind, quantity FROM history WHERE pool_id = ? AND kind LIKE 'transfer%' ORDER BY id"
        return [(row[0], row[1] // 1000) for row in self.shop.read(fetch, sql, (pool_id,))]


@pytest.fixture
def places(desk: Desk) -> Places:
    return Places(desk)


@pytest.fixture
def sqlite_places(sqlite_desk: Desk) -> Places:
    return Places(sqlite_desk)


@on_both
def test_sent_goods_leave_one_shelf_and_are_supply_of_the_other(places: Places) -> None:
    line = places.desk.order("Ann", {"CUP": "4"}).line_ids[0]
    transfer = places.send("6")
    assert places.level(places.there) == (4, 0, 0, 0)
    assert places.level(places.here) == (0, 0, 6, 4)
    assert places.line(line) == (0, date(2026, 11, 27), "brings")
    pegs = places.shop.read(fetch, "SELECT transfer_id, quantity FROM pegs WHERE order_line_id = ?", (line,))
    assert [tuple(peg) for peg in pegs] == [(transfer, 4000)]


@on_both
def test_arrived_goods_go_to_the_queue(places: Places) -> None:
    line = places.desk.order("Ann", {"CUP": "4"}).line_ids[0]
    transfer = places.send("6")
    assert places.shop.write(arrive, [(transfer, Decimal(6))]) == (transfer,)
    assert places.level(places.here) == (6, 4, 0, 0)
    assert places.line(line)[0] == 4
    assert places.events(places.here) == [("transfer_sent", 6), ("transfer_arrived", 6)]
    assert places.shop.read(verify) == []


def test_a_part_leaves_the_rest_on_its_way(places: Places) -> None:
    transfer = places.send("6")
    assert places.shop.write(arrive, [(transfer, Decimal(2))]) == ()
    assert places.level(places.here) == (2, 0, 4, 0)
    assert places.shop.write(arrive, [(transfer, Decimal(4))]) == (transfer,)
    with pytest.raises(AlreadyDone, match="no longer on its way"):
        places.shop.write(arrive, [(transfer, Decimal(1))])


def test_what_is_lost_on_the_way_comes_no_more_and_is_told_to_who_waited(places: Places) -> None:
    line = places.desk.order("Ann", {"CUP": "5"}).line_ids[0]
    transfer = places.send("5")
    places.shop.write(arrive, [(transfer, Decimal(3))], rest_is_lost=True)
    assert places.level(places.here) == (3, 3, 0, 2)
    assert places.line(line) == (3, None, "supply_cancelled")
    assert places.level(places.there) == (5, 0, 0, 0)
    assert places.shop.read(verify) == []


def test_cancelled_the_goods_lie_where_they_came_from(places: Places) -> None:
    line = places.desk.order("Ann", {"CUP": "5"}).line_ids[0]
    transfer = places.send("6")
    places.shop.write(arrive, [(transfer, Decimal(1))])
    places.shop.write(cancel_transfers, [transfer], reason="van broken")
    assert places.level(places.there) == (9, 0, 0, 0)
    assert places.level(places.here) == (1, 1, 0, 4)
    assert places.line(line) == (1, None, "supply_cancelled")
    assert places.shop.read(verify) == []
    with pytest.raises(AlreadyDone):
        places.shop.write(cancel_transfers, [transfer])


def test_only_what_is_available_can_be_sent(places: Places) -> None:
    places.desk.order("Ann", {"CUP": "7"}, location_id=places.warehouse)
    with pytest.raises(Refused, match="Only 3 of CUP are available"):
        places.send("4")
    assert places.level(places.there) == (10, 7, 0, 0)


@on_both
def test_several_goods_are_one_transfer_under_one_number(places: Places) -> None:
    pan = places.desk.product("PAN", decimals=0)
    places.shop.write(count, pan, Decimal(2), location_id=places.warehouse)
    goods = ((places.cup, Decimal(1)), (pan, Decimal(2)))
    sent = places.shop.write(send, TransferDraft(places.warehouse, places.main, goods))
    rows = places.shop.read(fetch, "SELECT id, number FROM transfers ORDER BY id")
    assert [tuple(row) for row in rows] == [(transfer_id, "T-1001") for transfer_id in sent.transfer_ids]
    assert sent.number == "T-1001"
    assert places.level(places.there) == (9, 0, 0, 0)
    places.shop.write(arrive, [(sent.transfer_ids[1], Decimal(2))])
    places.shop.write(cancel_transfers, [sent.transfer_ids[0]])
    assert places.level(places.there) == (10, 0, 0, 0)
    assert places.shop.read(verify) == []


def test_what_was_called_back_can_be_sent_after_all(places: Places) -> None:
    line = places.desk.order("Ann", {"CUP": "5"}).line_ids[0]
    transfer = places.send("6")
    before = places.line(line)
    went_back = places.shop.write(cancel_transfers, [transfer])
    assert went_back == ((transfer, Decimal(6)),)
    places.shop.write(send_again, went_back)
    assert places.level(places.there) == (4, 0, 0, 0)
    assert places.level(places.here) == (0, 0, 6, 5)
    assert places.line(line) == before
    assert places.shop.read(verify) == []
    with pytest.raises(AlreadyDone, match="T-1001 is on its way again"):
        places.shop.write(send_again, went_back)


@on_both
def test_what_was_called_back_and_sold_since_is_not_sent_again(places: Places) -> None:
    went_back = places.shop.write(cancel_transfers, [places.send("6")])
    places.desk.order("Ann", {"CUP": "7"}, location_id=places.warehouse)
    with pytest.raises(Refused, match="Only 3 of CUP are available"):
        places.shop.write(send_again, went_back)
    assert places.level(places.there) == (10, 7, 0, 0)


def test_what_was_lost_on_the_way_cannot_be_sent_again(sqlite_places: Places) -> None:
    transfer = sqlite_places.send("6")
    sqlite_places.shop.write(arrive, [(transfer, Decimal(4))], rest_is_lost=True)
    with pytest.raises(AlreadyDone):
        sqlite_places.shop.write(send_again, [(transfer, Decimal(2))])


def test_another_day_moves_who_waits(places: Places) -> None:
    line = places.desk.order("Ann", {"CUP": "5"}).line_ids[0]
    transfer = places.send("6")
    settled = places.shop.write(set_arrival, [transfer], WEEKEND)
    assert [each[0] for each in settled.dates] == [line]
    assert places.line(line)[1] == date(2026, 11, 30)
    places.shop.write(set_arrival, [transfer], None)
    assert places.line(line) == (0, None, "undated")
    assert places.shop.read(verify) == []


def test_an_undone_arrival_is_on_its_way_again(places: Places) -> None:
    line = places.desk.order("Ann", {"CUP": "4"}).line_ids[0]
    transfer = places.send("6")
    places.shop.write(arrive, [(transfer, Decimal(6))])
    assert places.shop.write(undo_arrival, transfer, Decimal(6)).lost == {line: 4000}
    assert places.level(places.here) == (0, 0, 6, 4)
    assert places.shop.read(verify) == []
    with pytest.raises(Refused, match="did not bring that many"):
        places.shop.write(undo_arrival, transfer, Decimal(1))


def test_the_preview_names_who_gets_a_date(sqlite_places: Places) -> None:
    places = sqlite_places
    line = places.desk.order("Ann", {"CUP": "4"}).line_ids[0]
    draft = TransferDraft(places.warehouse, places.main, ((places.cup, Decimal(4)),), THURSDAY)
    told = places.shop.preview(preview, send, draft)
    assert [(each.line_id, each.after.expected_on) for each in told.changes] == [(line, date(2026, 11, 27))]
    assert places.level(places.there) == (10, 0, 0, 0)


def test_one_that_does_not_come_is_overdue_from_the_next_day_on(
    sqlite_places: Places, sqlite_place: str
) -> None:
    places = sqlite_places
    line = places.desk.order("Ann", {"CUP": "4"}).line_ids[0]
    places.send("6", TODAY)
    assert places.line(line)[2] == "brings"
    with open_shop(sqlite_place, clock=clock_at(date(2026, 11, 24))) as later:
        later.write(begin_day)
        assert later.read(verify) == []
    assert places.line(line)[2] == "supplier_overdue"


def refused(places: Places, fault: str) -> ShopError:
    goods: tuple[tuple[int, Decimal], ...] = ((places.cup, Decimal(1)),)
    ends = [places.warehouse, places.main]
    if fault == "same place":
        ends[1] = ends[0]
    elif fault == "no place":
        ends[1] = 99
    elif fault == "nothing":
        goods = ()
    elif fault == "half a cup":
        goods = ((places.cup, Decimal("0.5")),)
    elif fault == "a service":
        goods = ((places.desk.product("JOB", kind="service"), Decimal(1)),)
    with pytest.raises(ShopError) as caught:
        places.shop.write(send, TransferDraft(ends[0], ends[1], goods))
    return caught.value


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("same place", InvalidInput),
        ("no place", NotFound),
        ("nothing", InvalidInput),
        ("half a cup", InvalidInput),
        ("a service", InvalidInput),
    ],
)
def test_what_cannot_be_sent_is_refused_and_changes_nothing(
    sqlite_places: Places, fault: str, kind: type[ShopError]
) -> None:
    error = refused(sqlite_places, fault)
    assert isinstance(error, kind)
    assert error.hint
    assert sqlite_places.level(sqlite_places.there) == (10, 0, 0, 0)


@on_both
def test_goods_that_were_carried_over_are_there_at_once_and_go_back_when_undone(places: Places) -> None:
    line = places.desk.order("Ann", {"CUP": "4"}).line_ids[0]
    draft = TransferDraft(places.warehouse, places.main, ((places.cup, Decimal(6)),))
    sent = places.shop.write(move, draft, are_there=True)
    assert (places.level(places.there), places.level(places.here)) == ((4, 0, 0, 0), (6, 4, 0, 0))
    places.shop.write(undo_move, sent.transfer_ids)
    assert (places.level(places.there), places.level(places.here)) == ((10, 0, 0, 0), (0, 0, 0, 4))
    assert places.line(line)[0] == 0
    assert places.shop.read(verify) == []


@on_both
def test_what_came_and_another_day_for_the_rest_are_one_write(places: Places) -> None:
    transfer = places.send("6")
    arrivals = Arrivals(((transfer, Decimal(2)),), ((transfer, WEEKEND),))
    assert places.shop.write(book_arrivals, arrivals) == ()
    eta = places.shop.read(fetch_one, "SELECT eta, received FROM transfers WHERE id = ?", (transfer,))
    assert tuple(eta or ()) == (WEEKEND.toordinal(), 2000)
    places.shop.write(undo_arrivals, arrivals.came, ((transfer, THURSDAY),))
    eta = places.shop.read(fetch_one, "SELECT eta, received FROM transfers WHERE id = ?", (transfer,))
    assert tuple(eta or ()) == (THURSDAY.toordinal(), 0)
    assert places.shop.read(verify) == []
    with pytest.raises(InvalidInput):
        places.shop.write(book_arrivals, Arrivals())
