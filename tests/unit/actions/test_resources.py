"""A resource out of use gives nothing; one that is named stays (R30)."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.outlooks import outlook
from app.actions.removing import delete
from app.actions.resources import create_resource, edit_resource, put_out_of_use, use_resource_again
from app.errors import AlreadyDone, NotFound, Refused
from app.lists import resources
from app.lists.resource_detail import resource_detail
from db.rows import fetch
from tests.databases import on_both, portable
from tests.desks import Desk, ordinal, told

pytestmark = portable

MONDAY = date(2026, 11, 23)


@pytest.fixture
def bench(desk: Desk) -> int:
    resource_id: int = desk.shop.write(create_resource, "Bench", per_week=Decimal(10), monday=MONDAY)
    desk.product("BOARD", kind="made", decimals=0, resource_id=resource_id, effort=Decimal(4))
    desk.order("Ann", {"BOARD": "2"})
    return resource_id


def waiting(desk: Desk) -> list[tuple[object, ...]]:
    sql = "SELECT expected_on, reason, reason_facts FROM order_lines WHERE backordered > 0"
    return [tuple(row) for row in desk.shop.read(fetch, sql)]


def test_r30_out_of_use_gives_nothing_and_says_why(desk: Desk, bench: int) -> None:
    desk.shop.write(put_out_of_use, bench, cause="Retired")
    assert waiting(desk) == [(None, "no_capacity", '{"resource":"Bench","unused":1}')]
    keys = ("per_week", "free", "free_from", "no_week")
    assert told(desk.rows(resources.LISTING, filter="all"), *keys) == [(0, 0, None, 1)]
    assert not desk.rows(resources.LISTING, filter="active")
    assert [step.per_week for step in desk.shop.read(resource_detail, bench).steps] == [10_000]


def test_r30_who_waits_longer_is_told_before(desk: Desk, bench: int) -> None:
    seen = desk.shop.preview(outlook, put_out_of_use, bench)
    assert [(each.customer, each.before.day, each.after.day) for each in seen.affected] == [
        ("Ann", date(2026, 11, 30), None)
    ]
    assert desk.shop.read(resource_detail, bench).active


@on_both
def test_used_again_all_is_as_before(desk: Desk, bench: int) -> None:
    before = waiting(desk)
    desk.shop.write(put_out_of_use, bench)
    desk.shop.write(use_resource_again, bench)
    assert waiting(desk) == before
    assert told(desk.rows(resources.LISTING), "free_from") == [(ordinal(11, 23),)]


def test_what_was_done_from_another_screen_is_refused(desk: Desk, bench: int) -> None:
    with pytest.raises(AlreadyDone):
        desk.shop.write(use_resource_again, bench)
    desk.shop.write(put_out_of_use, bench)
    with pytest.raises(AlreadyDone):
        desk.shop.write(put_out_of_use, bench)


def test_a_new_name_is_told_to_those_who_wait(desk: Desk, bench: int) -> None:
    before = {"name": "Bench", "unit": ""}
    desk.shop.write(edit_resource, bench, before, before | {"name": "Workbench"})
    assert [row[2] for row in waiting(desk)] == [
        f'{{"resource":"Workbench","week":{ordinal(11, 23)}}}',
    ]


@on_both
def test_only_what_nothing_names_is_deleted(desk: Desk, bench: int) -> None:
    with pytest.raises(Refused) as refused:
        desk.shop.write(delete, "resources", bench)
    assert str(refused.value.title) == "Bench cannot be deleted: products, orders name it."
    assert refused.value.hint == "Put it out of use: it gives nothing from today on."
    spare = desk.shop.write(create_resource, "Spare", per_week=Decimal(1), monday=MONDAY)
    assert desk.shop.write(delete, "resources", spare) == "Spare"
    with pytest.raises(NotFound):
        desk.shop.read(resource_detail, spare)
