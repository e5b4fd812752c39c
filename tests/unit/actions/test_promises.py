"""What a customer was told, and what of it counts once it is taken back (R11)."""

from datetime import date
from typing import Any

from app.actions.promises import promise, take_back_promise
from app.verifying import verify
from db.rows import fetch_one
from tests.desks import Desk, ordinal

SOON, LATER = date(2026, 12, 4), date(2026, 12, 11)


def told(desk: Desk, line_id: int) -> tuple[Any, ...]:
    sql = "SELECT promised_on, first_promised_on FROM order_lines WHERE id = ?"
    return tuple(desk.shop.read(fetch_one, sql, (line_id,)) or ())


def test_r11_the_only_date_ever_told_is_no_first_promise_once_it_is_taken_back(sqlite_desk: Desk) -> None:
    sqlite_desk.product("PAN")
    line_id = sqlite_desk.order("Ann", {"PAN": "1"}).line_ids[0]
    made = sqlite_desk.shop.write(promise, line_id, SOON)
    back = sqlite_desk.shop.write(take_back_promise, made)
    assert told(sqlite_desk, line_id) == (None, None)
    sqlite_desk.shop.write(take_back_promise, back)
    assert told(sqlite_desk, line_id) == (ordinal(12, 4), ordinal(12, 4))
    sqlite_desk.shop.write(take_back_promise, made)
    sqlite_desk.shop.write(promise, line_id, LATER)
    assert told(sqlite_desk, line_id)[0] == ordinal(12, 11)
    assert sqlite_desk.shop.read(verify) == []


def test_r11_an_older_first_promise_stays(sqlite_desk: Desk) -> None:
    sqlite_desk.product("PAN")
    line_id = sqlite_desk.order("Ann", {"PAN": "1"}).line_ids[0]
    sqlite_desk.shop.write(promise, line_id, SOON)
    sqlite_desk.shop.write(promise, line_id, None)
    made = sqlite_desk.shop.write(promise, line_id, LATER)
    sqlite_desk.shop.write(take_back_promise, made)
    assert told(sqlite_desk, line_id) == (None, ordinal(12, 4))
    assert sqlite_desk.shop.read(verify) == []


def test_r11_a_date_told_by_mistake_a_second_time_is_no_first_promise_either(sqlite_desk: Desk) -> None:
    sqlite_desk.product("PAN")
    line_id = sqlite_desk.order("Ann", {"PAN": "1"}).line_ids[0]
    for day in (SOON, LATER, SOON):
        made = sqlite_desk.shop.write(promise, line_id, day)
        assert told(sqlite_desk, line_id) == (day.toordinal(), day.toordinal())
        sqlite_desk.shop.write(take_back_promise, made)
        assert told(sqlite_desk, line_id) == (None, None)
    assert sqlite_desk.shop.read(verify) == []


def test_r11_a_date_that_was_told_once_more_since_stays_the_first(sqlite_desk: Desk) -> None:
    sqlite_desk.product("PAN")
    line_id = sqlite_desk.order("Ann", {"PAN": "1"}).line_ids[0]
    made = sqlite_desk.shop.write(promise, line_id, SOON)
    sqlite_desk.shop.write(promise, line_id, SOON)
    sqlite_desk.shop.write(take_back_promise, made)
    assert told(sqlite_desk, line_id) == (None, ordinal(12, 4))
    assert sqlite_desk.shop.read(verify) == []
