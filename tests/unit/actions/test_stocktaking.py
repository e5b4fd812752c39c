"""Counting a whole location at once, taking out, and both taken back (R20)."""

from decimal import Decimal
from typing import Any

import pytest

from app.actions.pools import main_location
from app.actions.stocktaking import CountLine, CountSheet, count, count_sheet, issue, put_back, undo_count
from app.errors import InvalidInput, NotFound, PlanChanged, Refused
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch
from tests.databases import on_both, portable
from tests.desks import Desk

pytestmark = portable


def on_hand(desk: Desk) -> dict[str, Decimal]:
    sql = "SELECT p.sku, s.on_hand FROM stock_levels s JOIN products p ON p.id = s.product_id"
    return {row[0]: Decimal(row[1]).scaleb(-3) for row in desk.shop.read(fetch, sql)}


def sheet(desk: Desk, note: str = "", /, **counted: str | tuple[str, str]) -> CountSheet:
    """Of SKUs: what was counted, perhaps with what the books said."""
    lines = []
    for sku, figures in counted.items():
        now, before = figures if isinstance(figures, tuple) else (figures, None)
        lines.append(CountLine(desk.products[sku], Decimal(now), None if before is None else Decimal(before)))
    return CountSheet(desk.shop.write(main_location), tuple(lines), note)


@on_both
def test_a_sheet_books_the_differences_of_all_its_lines_in_one_write(desk: Desk) -> None:
    desk.product("TEA", stock="5.5")
    desk.product("CUP", stock="3")
    desk.product("POT", stock="1")
    booked = desk.shop.write(count_sheet, sheet(desk, "yearly", TEA=("6", "5.5"), CUP="3"))
    assert on_hand(desk) == {"TEA": Decimal(6), "CUP": Decimal(3), "POT": Decimal(1)}
    assert [difference for _, difference in booked.differences] == [Decimal("0.5"), Decimal(0)]
    moves = desk.shop.read(
        fetch, "SELECT quantity, note FROM stock_moves WHERE reference = ?", (booked.number,)
    )
    assert [tuple(move) for move in moves] == [(500, "yearly")]
    rows = desk.shop.read(fetch, "SELECT expected, counted FROM count_lines ORDER BY id DESC LIMIT 2")
    assert [tuple(row) for row in rows] == [(3000, 3000), (5500, 6000)]
    assert desk.shop.read(verify) == []


def test_too_little_takes_back_from_the_lowest_rank_of_each_product(desk: Desk) -> None:
    desk.product("TEA", stock="5")
    desk.product("CUP", stock="2")
    first = desk.order("Ann", {"TEA": "3", "CUP": "1"}).line_ids
    second = desk.order("Bob", {"TEA": "2", "CUP": "1"}).line_ids
    booked = desk.shop.write(count_sheet, sheet(desk, TEA="4", CUP="0"))
    assert sorted(booked.taken_back) == sorted(
        [(second[0], Decimal(1)), (second[1], Decimal(1)), (first[1], Decimal(1))]
    )
    assert desk.shop.read(verify) == []


def test_books_that_moved_since_the_count_are_told_and_nothing_is_booked(desk: Desk) -> None:
    desk.product("TEA", stock="5")
    desk.product("CUP", stock="2")
    desk.shop.write(issue, desk.products["TEA"], Decimal(1))
    with pytest.raises(PlanChanged, match="The books of TEA moved from 5 to 4"):
        desk.shop.write(count_sheet, sheet(desk, CUP=("9", "2"), TEA=("5", "5")))
    assert on_hand(desk) == {"TEA": Decimal(4), "CUP": Decimal(2)}


@on_both
def test_an_undone_sheet_books_its_differences_back(desk: Desk) -> None:
    desk.product("TEA", stock="5")
    desk.product("CUP", stock="2")
    booked = desk.shop.write(count_sheet, sheet(desk, TEA="1", CUP="9"))
    desk.shop.write(issue, desk.products["CUP"], Decimal(2))
    desk.shop.write(undo_count, booked.number)
    assert on_hand(desk) == {"TEA": Decimal(5), "CUP": Decimal(0)}
    assert desk.shop.read(verify) == []


def test_a_sheet_whose_goods_left_meanwhile_cannot_be_undone(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.product("TEA", stock="5")
    booked = desk.shop.write(count_sheet, sheet(desk, TEA="9"))
    desk.shop.write(issue, desk.products["TEA"], Decimal(6))
    with pytest.raises(Refused, match="less on hand"):
        desk.shop.write(undo_count, booked.number)


@pytest.mark.parametrize(
    ("counted", "words"),
    [({}, "Nothing was counted"), ({"CUP": "1.5"}, "CUP is not divisible"), ({"JOB": "1"}, "is a service")],
)
def test_what_cannot_be_counted_is_refused(sqlite_desk: Desk, counted: dict[str, Any], words: str) -> None:
    sqlite_desk.product("CUP", stock="2", decimals=0)
    sqlite_desk.product("JOB", kind="service")
    with pytest.raises(InvalidInput, match=words):
        sqlite_desk.shop.write(count_sheet, sheet(sqlite_desk, **counted))


def test_a_product_stands_once_on_a_sheet(sqlite_desk: Desk) -> None:
    sqlite_desk.product("TEA", stock="5")
    lines = sheet(sqlite_desk, TEA="5").lines * 2
    with pytest.raises(InvalidInput, match="twice"):
        sqlite_desk.shop.write(count_sheet, CountSheet(sqlite_desk.shop.write(main_location), lines))


def test_a_count_that_does_not_exist_cannot_be_undone(sqlite_shop: Shop) -> None:
    with pytest.raises(NotFound):
        sqlite_shop.write(undo_count, "N-9")


def test_what_was_taken_out_is_put_back_and_goes_to_the_queue(desk: Desk) -> None:
    tea = desk.product("TEA", stock="5")
    desk.shop.write(issue, tea, Decimal(2), reason="tasting")
    line = desk.order("Ann", {"TEA": "5"}).line_ids[0]
    desk.shop.write(put_back, tea, Decimal(2), reason="tasting")
    rows = desk.shop.read(fetch, "SELECT reserved FROM order_lines WHERE id = ?", (line,))
    assert rows[0][0] == 5000
    assert desk.shop.read(verify) == []


def test_one_product_is_counted_as_a_sheet_of_one(sqlite_desk: Desk) -> None:
    tea = sqlite_desk.product("TEA", stock="5")
    assert sqlite_desk.shop.write(count, tea, Decimal(7)).difference == Decimal(2)
