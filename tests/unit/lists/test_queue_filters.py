"""The filters of a queue that is too long to be sorted at once: every row, once, in every order."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.purchasing import set_eta
from app.actions.queueing import hold, keep_off
from app.lists import page_rows, paging
from app.lists.backorders import LISTING
from app.shop import Shop, clock_at, open_shop
from db.rows import fetch
from tests.databases import every_case_on_both
from tests.desks import Desk

LATER = date(2026, 11, 30)
ARRIVALS = {"EARLY": date(2026, 11, 25), "LATE": date(2026, 12, 10), "NEVER": None}
NARROW = ("slipped", "no_date")
SORTS = [sort.key for sort in LISTING.sorts if sort.indexed]


@pytest.fixture
def shop_later(desk: Desk, place: str) -> Iterator[Shop]:
    """A week later: lines in time and late, whose day passed and who have none, told it or not, stopped."""
    for number in range(2):
        for name, day in ARRIVALS.items():
            sku = f"{name}-{number}"
            desk.product(sku)
            if day is not None:
                desk.purchase({sku: "4"}, day)
                desk.order("Told", {sku: "1"})
                desk.order("Told", {sku: "2"})
                desk.order("Untold", {sku: "1"}, told=False)
            desk.order("Told", {sku: "1"})
            desk.order("Untold", {sku: "1"}, told=False)
            desk.shop.write(keep_off, desk.order("Kept off", {sku: "1"}).line_ids[0])
    nobody = OrderDraft((OrderLineDraft(desk.products["NEVER-1"], Decimal(1)),), accept_backorders=True)
    for _ in range(3):
        desk.shop.write(enter_order, nobody)
    desk.shop.write(hold, desk.order("Held", {"NEVER-0": "1"}).order_id)
    late = "SELECT l.id FROM purchase_lines l JOIN products p ON p.id = l.product_id WHERE p.sku = 'LATE-0'"
    desk.shop.write(set_eta, [id_ for (id_,) in desk.shop.read(fetch, late)], date(2026, 12, 18))
    with open_shop(place, clock=clock_at(LATER)) as shop:
        yield shop


def ids(shop: Shop, **question: Any) -> list[int]:
    return [row[0] for row in shop.read(LISTING.page, **question).rows]


def page_by_page(shop: Shop, **question: Any) -> list[int]:
    page = shop.read(LISTING.page, limit=2, **question)
    rows = list(page.rows)
    while page.more_after:
        page = shop.read(LISTING.page, limit=2, after=page.last, **question)
        rows += page.rows
    return [row[0] for row in rows]


def page_by_page_from_the_end(shop: Shop, **question: Any) -> list[int]:
    page = shop.read(LISTING.page, limit=2, from_end=True, **question)
    rows = list(page.rows)
    while page.more_before:
        page = shop.read(LISTING.page, limit=2, before=page.first, **question)
        rows = [*page.rows, *rows]
    return [row[0] for row in rows]


@every_case_on_both
@pytest.mark.parametrize("few", [0, 3], ids=["none are few", "some are few"])
def test_what_is_walked_is_what_is_found_at_once(
    shop_later: Shop, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [{"filter": narrow, "sort": sort} for narrow in NARROW for sort in SORTS]
    found = [ids(shop_later, **question) for question in questions]
    assert min(map(len, found)) > few
    monkeypatch.setattr(paging, "FOUND_BESIDE_INDEX", few)
    for question, rows in zip(questions, found, strict=True):
        assert page_by_page(shop_later, **question) == rows, question
        assert page_by_page_from_the_end(shop_later, **question) == rows, question
        assert page_by_page(shop_later, descending=True, **question) == rows[::-1], question


def test_rows_are_counted_once(shop_later: Shop) -> None:
    for narrow in NARROW:
        assert shop_later.read(LISTING.count, narrow).number == len(ids(shop_later, filter=narrow))


def test_a_page_by_customer_tells_the_rank_of_each_line(shop_later: Shop) -> None:
    at, place = LISTING.place("rank"), LISTING.place("id")
    ranks = {row[place]: row[at] for row in shop_later.read(LISTING.page, sort="queue").rows}
    page = shop_later.read(LISTING.page, sort="customer", limit=4)
    assert page.more_after
    assert [row[at] for row in page.rows] == [ranks[row[place]] for row in page.rows]


@pytest.mark.parametrize("narrow", NARROW)
def test_few_rows_are_found_without_a_look_at_all_others(
    sqlite_desk: Desk, narrow: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def explained(session: Any, sql: str, parameters: Any = ()) -> list[Any]:
        said.extend(row[3] for row in fetch(session, f"EXPLAIN QUERY PLAN {sql}", parameters))
        return []

    monkeypatch.setattr(page_rows, "fetch_wide", explained)
    sqlite_desk.rows(LISTING, filter=narrow)
    looks = [each for each in said if " l " in f"{each} " and "PRIMARY KEY" not in each]
    assert len(looks) == 2
    assert all("(expected_key" in each or "(slip_key" in each for each in looks), looks
