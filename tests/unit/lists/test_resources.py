"""Resources as listed: weeks with what is taken, blocked and free, the lines in them, who has no week."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.resources import block_resource, create_resource, edit_resource, set_capacity, unblock_days
from app.actions.working import finish
from app.errors import ChangedMeanwhile, InvalidInput, NotFound
from app.happenings import happening_text
from app.lists import history, resources
from app.lists.resource_detail import resource_detail
from app.lists.work import work_form
from tests.desks import Desk, ordinal, told

MONDAY = date(2026, 11, 23)
NEXT = date(2026, 11, 30)


@pytest.fixture
def bench(desk: Desk) -> int:
    resource_id: int = desk.shop.write(
        create_resource, "Bench", per_week=Decimal(10), monday=MONDAY, unit="h"
    )
    desk.product("BOARD", kind="made", decimals=0, resource_id=resource_id, effort=Decimal(4))
    return resource_id


def sentences(desk: Desk) -> list[str]:
    rows = desk.shop.read(history.LISTING.page, descending=True).rows
    return [happening_text(history.happening_of(row)) for row in rows]


def test_r30_weeks_say_what_is_taken_and_by_whom(desk: Desk, bench: int) -> None:
    first = desk.order("Ann", {"BOARD": "2"})
    desk.order("Bob", {"BOARD": "1"})
    detail = desk.shop.read(resource_detail, bench)
    shown = [(week.monday, week.taken, week.free, week.lines) for week in detail.weeks[:3]]
    assert shown == [
        (ordinal(11, 23), 8000, 2000, 1),
        (ordinal(11, 30), 4000, 6000, 1),
        (ordinal(12, 7), 0, 10_000, 0),
    ]
    works = [(work.week, work.customer, work.quantity, work.effort) for work in detail.works]
    assert works == [(ordinal(11, 23), "Ann", 2000, 8000), (ordinal(11, 30), "Bob", 1000, 4000)]
    assert detail.works[0].order_id == first.order_id
    assert [(each.sku, each.effort) for each in detail.products] == [("BOARD", 4000)]


def test_r30_a_blocked_week_and_finished_work_are_apart(desk: Desk, bench: int) -> None:
    entered = desk.order("Ann", {"BOARD": "1"})
    line_id = desk.shop.read(resource_detail, bench).works[0].line_id
    assert desk.shop.read(work_form, line_id).left == 10_000
    desk.shop.write(finish, line_id, Decimal(1))
    desk.shop.write(block_resource, bench, first=NEXT, last=date(2026, 12, 2), cause="Repair")
    weeks = desk.shop.read(resource_detail, bench).weeks
    shown = [(week.gone, week.blocked, week.taken, week.free) for week in weeks[:2]]
    assert shown == [(4000, 0, 0, 6000), (0, 6000, 0, 4000)]
    assert entered.order_id


def test_r30_the_list_counts_who_waits_and_who_has_no_week(desk: Desk, bench: int) -> None:
    desk.order("Ann", {"BOARD": "2"})
    keys = ("name", "per_week", "taken", "free", "free_from", "waiting", "no_week")
    assert told(desk.rows(resources.LISTING), *keys) == [("Bench", 10_000, 8000, 2000, ordinal(11, 23), 1, 0)]
    desk.shop.write(set_capacity, bench, monday=MONDAY, per_week=Decimal(0))
    assert told(desk.rows(resources.LISTING, filter="no_week"), *keys) == [("Bench", 0, 0, 0, None, 1, 1)]
    waiting = desk.shop.read(resource_detail, bench).waiting
    assert [(work.week, work.quantity, work.effort) for work in waiting] == [(None, 2000, 8000)]


def test_the_history_names_the_resource_its_capacity_and_the_cause(desk: Desk, bench: int) -> None:
    desk.shop.write(set_capacity, bench, monday=NEXT, per_week=Decimal("7.5"), cause="Illness")
    desk.shop.write(block_resource, bench, first=NEXT, last=NEXT, cause="Repair", note="Motor")
    desk.shop.write(unblock_days, bench, first=NEXT, last=NEXT)
    assert sentences(desk)[:3] == [
        "Bench no longer blocked: 30 Nov: taken back",
        "Bench blocked: 30 Nov: Repair",
        "Bench gives 7.5 h a week from 30 Nov on; it was 10 h: Illness",
    ]


def test_a_resource_that_two_change_is_told(desk: Desk, bench: int) -> None:
    before = {"name": "Bench", "unit": "h"}
    desk.shop.write(edit_resource, bench, before, before | {"name": "Workbench"})
    desk.shop.write(edit_resource, bench, before, before | {"unit": "days"})
    detail = desk.shop.read(resource_detail, bench)
    assert (detail.name, detail.unit) == ("Workbench", "days")
    with pytest.raises(ChangedMeanwhile):
        desk.shop.write(edit_resource, bench, before, before | {"name": "Table"})


@pytest.mark.parametrize("per_week", ["-1", "0.0001", "NaN", "1e30"])
def test_r29_capacity_that_is_none_is_refused(desk: Desk, bench: int, per_week: str) -> None:
    with pytest.raises(InvalidInput):
        desk.shop.write(set_capacity, bench, monday=MONDAY, per_week=Decimal(per_week))
    assert desk.shop.read(resource_detail, bench).per_week == 10_000


@pytest.mark.parametrize("name", ["", "  ", "BENCH", "a\nb", "x" * 201, "\u202egnp"])
def test_r29_a_name_that_is_none_or_taken_is_refused(desk: Desk, bench: int, name: str) -> None:
    with pytest.raises(InvalidInput):
        desk.shop.write(create_resource, name, per_week=Decimal(1), monday=MONDAY)


def test_r29_what_is_gone_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.shop.read(resource_detail, 4711)
    with pytest.raises(NotFound):
        desk.shop.write(set_capacity, 4711, monday=MONDAY, per_week=Decimal(1))


@pytest.mark.parametrize(
    ("why", "field"),
    [({"cause": "a\nb"}, "cause"), ({"cause": "x" * 201}, "cause"), ({"note": "x" * 20_001}, "note")],
)
def test_r29_a_cause_that_is_none_is_refused_with_its_place(
    desk: Desk, bench: int, why: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        desk.shop.write(block_resource, bench, first=NEXT, last=NEXT, **why)
    assert caught.value.place == field
    assert desk.shop.read(resource_detail, bench).blocks == ()


def test_names_in_any_script_are_kept_as_they_are(desk: Desk, bench: int) -> None:
    name = "<b>工作台</b> 𝔘 🪚 שלום"
    before = {"name": "Bench", "unit": "h"}
    desk.shop.write(edit_resource, bench, before, before | {"name": name})
    assert told(desk.rows(resources.LISTING, search="工作"), "name") == [(name,)]


def test_blocks_that_follow_each_other_are_shown_as_one(desk: Desk, bench: int) -> None:
    for first, last in ((23, 24), (24, 25), (26, 26), (30, 30)):
        desk.shop.write(block_resource, bench, first=date(2026, 11, first), last=date(2026, 11, last))
    assert told(desk.rows(resources.LISTING), "blocked_from", "blocked_to") == [
        (ordinal(11, 23), ordinal(11, 26))
    ]
