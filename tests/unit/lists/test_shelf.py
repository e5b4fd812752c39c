"""Stock by place and day, what a count goes through, what is between places, what can come back."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.actions.pools import create_location, main_location
from app.actions.shipping import ship
from app.actions.stock_limits import set_limits
from app.actions.stocktaking import count
from app.actions.transferring import TransferDraft, send
from app.errors import ChangedMeanwhile, InvalidInput, NotFound
from app.exporting import export_view
from app.lists import stock
from app.lists.count_rows import available_at, goods_at, goods_row
from app.lists.locations import locations
from app.lists.projection import free_by_day, projection
from app.lists.returnable import find_returnable
from app.lists.transit import underway
from db.rows import fetch_one
from tests.databases import TODAY
from tests.desks import Desk, ordinal, told

DECEMBER = date(2026, 12, 3)


def annex(desk: Desk) -> int:
    place: int = desk.shop.write(create_location, "Annex")
    return place


def projected(desk: Desk, days: tuple[int, int] | None = None) -> list[tuple[object, ...]]:
    return told(desk.rows(stock.narrowed(days=days)), "sku", "projected")


class TestStock:
    def test_one_location_alone_and_all_that_a_product_has(self, desk: Desk) -> None:
        cup = desk.product("CUP", stock="3")
        desk.product("POT", stock="1")
        place = annex(desk)
        desk.shop.write(count, cup, Decimal(4), location_id=place)
        listing = stock.narrowed(location_id=place)
        assert told(desk.rows(listing), "sku", "location", "on_hand", "all_on_hand") == [
            ("CUP", "Annex", 4000, 7000)
        ]
        assert desk.shop.read(listing.counts)["all"].number == 1
        assert told(desk.rows(stock.LISTING), "sku", "location", "on_hand") == [
            ("CUP", "Main", 3000),
            ("CUP", "Annex", 4000),
            ("POT", "Main", 1000),
        ]

    def test_what_is_shown_of_one_location_is_what_is_exported(
        self, sqlite_desk: Desk, tmp_path: Path
    ) -> None:
        cup = sqlite_desk.product("CUP", stock="3")
        place = annex(sqlite_desk)
        sqlite_desk.shop.write(count, cup, Decimal(4), location_id=place)
        listing, target = stock.narrowed(location_id=place), tmp_path / "stock.csv"
        keys = ("sku", "location", "on_hand")
        assert sqlite_desk.shop.read(export_view, "stock", target, columns=keys, listing=listing) == 1
        assert target.read_text("utf-8-sig").splitlines() == ["sku,location,on_hand", "CUP,Annex,4"]

    def test_what_is_free_on_a_day_counts_what_comes_until_then(self, desk: Desk) -> None:
        desk.product("CUP", stock="3")
        desk.purchase({"CUP": "5"}, DECEMBER)
        desk.purchase({"CUP": "7"}, date(2026, 12, 10))
        desk.purchase({"CUP": "2"}, None)
        desk.purchase({"CUP": "1"}, date(2026, 11, 2))
        desk.order("Ann", {"CUP": "6"})
        today = TODAY.toordinal()
        assert projected(desk) == [("CUP", 12000)]
        assert projected(desk, (today, ordinal(12, 2))) == [("CUP", -3000)]
        assert projected(desk, (today, ordinal(12, 3))) == [("CUP", 2000)]
        assert projected(desk, (today, ordinal(12, 31))) == [("CUP", 9000)]

    def test_what_is_on_its_way_between_places_counts_where_it_goes(self, desk: Desk) -> None:
        cup = desk.product("CUP", stock="3")
        place = annex(desk)
        main = desk.shop.write(main_location)
        desk.shop.write(send, TransferDraft(main, place, ((cup, Decimal(2)),), DECEMBER))
        days = (TODAY.toordinal(), ordinal(12, 3))
        rows = desk.rows(stock.narrowed(days=days))
        assert told(rows, "location", "projected", "next_delivery") == [
            ("Main", 1000, None),
            ("Annex", 2000, ordinal(12, 3)),
        ]


class TestProjection:
    def test_day_by_day(self, desk: Desk) -> None:
        desk.product("CUP", stock="3", minimum=Decimal(4))
        desk.purchase({"CUP": "5"}, DECEMBER, number="P-1")
        desk.purchase({"CUP": "2"}, None)
        desk.purchase({"CUP": "1"}, date(2026, 11, 2))
        desk.order("Ann", {"CUP": "6"})
        told = desk.shop.read(projection, desk.pool("CUP"))
        assert (told.now, told.unsure, told.minimum) == (-3000, 3000, 4000)
        assert [(each.day, each.number, free) for each, free in told.steps()] == [
            (ordinal(12, 3), "P-1", 2000)
        ]
        assert told.free_on(ordinal(12, 2)) == -3000
        assert free_by_day(told) == [(TODAY.toordinal(), -3000), (ordinal(12, 3), 2000)]

    def test_a_product_that_is_gone_is_said(self, sqlite_desk: Desk) -> None:
        with pytest.raises(NotFound):
            sqlite_desk.shop.read(projection, 99)


class TestCounting:
    def test_a_sheet_has_what_the_place_holds(self, desk: Desk) -> None:
        desk.product("TEA", name="Green tea", stock="2.5", barcode="4711")
        desk.product("CUP", stock="3")
        desk.product("JOB", kind="service")
        main = desk.shop.write(main_location)
        goods = desk.shop.read(goods_at, main)
        assert [(row.sku, row.on_hand) for row in goods.rows] == [("CUP", 3000), ("TEA", 2500)]
        assert not goods.more
        for text in ("green", "te", "4711"):
            assert [row.sku for row in desk.shop.read(goods_at, main, text).rows] == ["TEA"]

    def test_a_scan_finds_what_never_lay_there(self, desk: Desk) -> None:
        tea = desk.product("TEA", stock="2.5")
        job = desk.product("JOB", kind="service")
        place = annex(desk)
        assert desk.shop.read(goods_at, place).rows == ()
        row = desk.shop.read(goods_row, place, tea)
        assert row is not None
        assert (row.sku, row.on_hand) == ("TEA", 0)
        assert desk.shop.read(goods_row, place, job) is None

    def test_what_is_free_to_sell_at_a_place(self, desk: Desk) -> None:
        tea, job = desk.product("TEA", stock="2.5"), desk.product("JOB", kind="service")
        desk.order("Ann", {"TEA": "1"})
        main = desk.shop.write(main_location)
        assert desk.shop.read(available_at, main, [tea, job]) == {tea: 1500}
        assert desk.shop.read(available_at, annex(desk), [tea]) == {tea: 0}


def test_locations_tell_how_many_goods_lie_there(desk: Desk) -> None:
    desk.product("CUP", stock="3")
    annex(desk)
    assert [(place.name, place.goods) for place in desk.shop.read(locations)] == [("Main", 1), ("Annex", 0)]


def test_what_is_between_places_says_who_counts_on_it(desk: Desk) -> None:
    cup = desk.product("CUP", stock="5")
    place, main = annex(desk), desk.shop.write(main_location)
    desk.order("Ann", {"CUP": "3"}, location_id=place)
    desk.shop.write(send, TransferDraft(main, place, ((cup, Decimal(4)),), DECEMBER, "by van"))
    [moving] = desk.shop.read(underway)
    assert (moving.origin, moving.target, moving.incoming, moving.waiting) == ("Main", "Annex", 4000, 3000)
    assert (moving.eta, moving.note) == (ordinal(12, 3), "by van")


def test_orders_of_which_something_left_are_found_by_what_a_customer_has(desk: Desk) -> None:
    desk.product("CUP", stock="5")
    first = desk.order("Ann", {"CUP": "1"})
    desk.order("Ann", {"CUP": "1"})
    shipped = desk.shop.write(ship, [(first.line_ids[0], Decimal(1))])
    for text in (first.number, "an", shipped.number):
        assert [each.id for each in desk.shop.read(find_returnable, text)] == [first.order_id]
    assert desk.shop.read(find_returnable, "Bob") == []
    assert desk.shop.read(find_returnable, " ") == []


class TestLimits:
    def limits(self, desk: Desk, product_id: int) -> tuple[object, ...]:
        row = desk.shop.read(fetch_one, "SELECT minimum, maximum FROM products WHERE id = ?", (product_id,))
        assert row is not None
        return tuple(row)

    def test_are_changed_where_they_are_read(self, desk: Desk) -> None:
        cup = desk.product("CUP")
        desk.shop.write(set_limits, cup, {"minimum": None}, {"minimum": Decimal(2)})
        desk.shop.write(set_limits, cup, {"maximum": None}, {"maximum": Decimal(9)})
        assert self.limits(desk, cup) == (2000, 9000)
        desk.shop.write(set_limits, cup, {"minimum": Decimal(2)}, {"minimum": None})
        assert self.limits(desk, cup) == (None, 9000)

    def test_a_third_value_is_told(self, sqlite_desk: Desk) -> None:
        cup = sqlite_desk.product("CUP", minimum=Decimal(5))
        with pytest.raises(ChangedMeanwhile):
            sqlite_desk.shop.write(set_limits, cup, {"minimum": Decimal(2)}, {"minimum": Decimal(3)})

    def test_the_most_is_no_less_than_the_least(self, sqlite_desk: Desk) -> None:
        cup = sqlite_desk.product("CUP", minimum=Decimal(5))
        with pytest.raises(InvalidInput, match="below the minimum"):
            sqlite_desk.shop.write(set_limits, cup, {"maximum": None}, {"maximum": Decimal(3)})
