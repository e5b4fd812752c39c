"""Finished goods and services, and taking back what was booked by mistake (R17, R30)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.cards import product_card
from app.actions.ordering import Entered
from app.actions.product_editing import edit_product
from app.actions.resources import create_resource
from app.actions.shipping import ship, undo_shipment, undo_whole_shipment
from app.actions.undoing_work import undo_finish
from app.actions.working import done, finish
from app.errors import AlreadyDone, Refused
from app.lists.resource_detail import resource_detail
from db.rows import fetch
from tests.databases import on_both, portable
from tests.desks import Desk

pytestmark = portable

MONDAY = date(2026, 11, 23)


@pytest.fixture
def bench(desk: Desk) -> int:
    resource_id: int = desk.shop.write(create_resource, "Bench", per_week=Decimal(10), monday=MONDAY)
    desk.product("BOARD", kind="made", decimals=0, resource_id=resource_id, effort=Decimal(2))
    desk.product("EDGE", kind="service", decimals=0, resource_id=resource_id, effort=Decimal(1))
    return resource_id


def line_of(desk: Desk, entered: Entered) -> int:
    [line_id] = entered.line_ids
    return line_id


def figures(desk: Desk, line_id: int) -> Any:
    sql = (
        "SELECT l.reserved, l.shipped, s.on_hand, l.state FROM order_lines l"
        " JOIN stock_levels s ON s.id = l.pool_id WHERE l.id = ?"
    )
    return tuple(desk.shop.read(fetch, sql, (line_id,))[0])


def gone(desk: Desk, bench: int) -> int:
    return desk.shop.read(resource_detail, bench).weeks[0].gone


def test_r30_what_was_finished_by_mistake_leaves_shelf_line_and_week(desk: Desk, bench: int) -> None:
    line_id = line_of(desk, desk.order("Ann", {"BOARD": "2"}))
    desk.shop.write(finish, line_id, Decimal(2))
    assert figures(desk, line_id)[:3] == (2000, 0, 2000)
    assert gone(desk, bench) == 4000
    desk.shop.write(undo_finish, line_id, Decimal(2))
    assert figures(desk, line_id)[:3] == (0, 0, 0)
    assert gone(desk, bench) == 0


@on_both
def test_r30_the_line_it_was_made_for_gives_back_first(desk: Desk, bench: int) -> None:
    ann, bob = (line_of(desk, desk.order(name, {"BOARD": "1"})) for name in ("Ann", "Bob"))
    desk.shop.write(finish, ann, Decimal(1))
    desk.shop.write(finish, bob, Decimal(1))
    desk.shop.write(undo_finish, ann, Decimal(1))
    assert [figures(desk, line_id)[0] for line_id in (ann, bob)] == [0, 1000]


def test_r30_finished_goods_that_left_stay_finished(desk: Desk, bench: int) -> None:
    line_id = line_of(desk, desk.order("Ann", {"BOARD": "2"}))
    desk.shop.write(finish, line_id, Decimal(2))
    shipped = desk.shop.write(ship, [(line_id, Decimal(1))])
    with pytest.raises(Refused) as refused:
        desk.shop.write(undo_finish, line_id, Decimal(2))
    assert refused.value.title == f"Goods left the shelf since: Shipped {shipped.number}."
    assert figures(desk, line_id)[:3] == (1000, 1000, 1000)


def test_finished_goods_are_taken_back_once(desk: Desk, bench: int) -> None:
    line_id = line_of(desk, desk.order("Ann", {"BOARD": "2"}))
    desk.shop.write(finish, line_id, Decimal(2))
    desk.shop.write(undo_finish, line_id, Decimal(2))
    with pytest.raises(AlreadyDone):
        desk.shop.write(undo_finish, line_id, Decimal(2))


def test_r17_a_service_not_done_after_all_is_open_and_its_hours_are_free(desk: Desk, bench: int) -> None:
    line_id = line_of(desk, desk.order("Ann", {"EDGE": "3"}))
    shipped = desk.shop.write(done, line_id, Decimal(3))
    assert (*figures(desk, line_id)[1:2], figures(desk, line_id)[3]) == (3000, "done")
    desk.shop.write(undo_whole_shipment, shipped.shipment_id)
    assert (*figures(desk, line_id)[1:2], figures(desk, line_id)[3]) == (0, "open")
    assert gone(desk, bench) == 0


@on_both
def test_r17_part_of_a_service_gives_back_what_it_took_then(desk: Desk, bench: int) -> None:
    line_id = line_of(desk, desk.order("Ann", {"EDGE": "3"}))
    shipped = desk.shop.write(done, line_id, Decimal(3))
    card = desk.shop.read(product_card, desk.products["EDGE"])
    desk.shop.write(
        edit_product, desk.products["EDGE"], card, replace(card, fields=card.fields | {"effort": Decimal(2)})
    )
    desk.shop.write(undo_shipment, shipped.number, line_id, Decimal(1))
    assert gone(desk, bench) == 2000
    desk.shop.write(undo_shipment, shipped.number, line_id, Decimal(2))
    assert gone(desk, bench) == 0
