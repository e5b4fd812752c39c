"""Delay notices fall due with a line's dates, change with them, are void when all is well (R11, R22)."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.actions.daily import begin_day
from app.actions.people_editing import edit_customer
from app.actions.promises import promise
from app.actions.purchasing import cancel_purchase, set_eta
from app.actions.queueing import hold, keep_off, keep_on, unhold
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.stocktaking import count
from app.changes import Area, Changed
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch, run
from tests.databases import TODAY, on_both, portable
from tests.desks import Desk, ordinal

pytestmark = portable

LATER = date(2026, 12, 23)
FIRST, SECOND = ordinal(12, 2), ordinal(12, 23)
Due = list[tuple[Any, ...]]


def due(shop: Shop, *kinds: str) -> Due:
    """(kind, old day, new day, thousandths) of what is due of lines, by line."""
    sql = (
        "SELECT kind, old_on, new_on, quantity FROM notices WHERE state = 'due' AND kind <> 'confirmation'"
        " ORDER BY order_line_id"
    )
    return [tuple(row) for row in shop.read(fetch, sql) if not kinds or row[0] in kinds]


def sent(shop: Shop) -> None:
    """As if a letter had told all that is due, its dates being the promises from now on."""

    def write(session: Any) -> None:
        rows = fetch(
            session,
            "SELECT order_line_id, new_on FROM notices WHERE state = 'due' AND order_line_id IS NOT NULL",
        )
        run(session, "UPDATE notices SET state = 'sent' WHERE state = 'due'")
        for line_id, day in rows:
            promise(session, line_id, day and date.fromordinal(day), cause="notice")

    shop.write(write)


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """Two customers wait for a purchase that comes on 2 December, as they were told."""
    desk.product("A")
    desk.purchase({"A": "9"}, date(2026, 12, 1))
    desk.order("Ann", {"A": "3"})
    desk.order("Bo", {"A": "2"})
    return desk


def purchase_lines(desk: Desk) -> list[int]:
    rows = desk.shop.read(fetch, "SELECT id FROM purchase_lines WHERE state = 'confirmed' ORDER BY id")
    return [row[0] for row in rows]


def delay(desk: Desk, day: date | None = date(2026, 12, 22)) -> None:
    desk.shop.write(set_eta, purchase_lines(desk), day, cause="production_stopped")


def line_ids(desk: Desk) -> list[int]:
    return [row[0] for row in desk.shop.read(fetch, "SELECT id FROM order_lines ORDER BY id")]


LATE = [("delay", FIRST, SECOND, 3000), ("delay", FIRST, SECOND, 2000)]


def test_r11_a_later_date_makes_notices_due_for_all_who_were_promised_another(waiting: Desk) -> None:
    assert due(waiting.shop) == []

    heard: list[Changed] = []
    waiting.shop.listen(heard.append)
    delay(waiting)

    assert due(waiting.shop) == LATE
    assert Area.NOTICES in heard[-1].areas
    assert waiting.shop.read(verify) == []


@on_both
def test_a_change_undone_before_it_was_told_voids_what_was_due(waiting: Desk) -> None:
    delay(waiting)
    delay(waiting, date(2026, 12, 1))
    assert due(waiting.shop) == []
    states = waiting.shop.read(fetch, "SELECT state FROM notices WHERE kind = 'delay'")
    assert [row[0] for row in states] == ["void", "void"]
    assert waiting.shop.read(verify) == []


def test_another_date_changes_what_is_due_instead_of_adding_to_it(waiting: Desk) -> None:
    delay(waiting)
    delay(waiting, date(2026, 12, 28))
    assert due(waiting.shop) == [(kind, old, ordinal(12, 29), units) for kind, old, _, units in LATE]
    delay(waiting, None)
    assert due(waiting.shop) == [("date_gone", old, None, units) for _, old, _, units in LATE]
    assert waiting.shop.read(verify) == []


def test_r11_an_earlier_date_sends_nothing(waiting: Desk) -> None:
    delay(waiting, date(2026, 11, 27))
    assert due(waiting.shop) == []


@on_both
def test_a_second_delay_is_renewed_and_counts_from_what_the_letter_said(waiting: Desk) -> None:
    delay(waiting)
    sent(waiting.shop)
    assert due(waiting.shop) == []

    delay(waiting, date(2027, 1, 11))
    renewed = ordinal(1, 12, 2027)
    assert due(waiting.shop) == [
        ("renewed_delay", SECOND, renewed, 3000),
        ("renewed_delay", SECOND, renewed, 2000),
    ]
    delay(waiting, None)
    facts = waiting.shop.read(fetch, "SELECT facts FROM notices WHERE state = 'due' AND kind = 'date_gone'")
    assert [row[0] for row in facts] == ['{"renewed":true}'] * 2
    assert waiting.shop.read(verify) == []


def test_goods_that_came_after_all_need_no_notice(waiting: Desk) -> None:
    delay(waiting)
    [line_id] = purchase_lines(waiting)
    waiting.shop.write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(4), purchase_line_id=line_id),)))
    assert due(waiting.shop) == [("delay", FIRST, SECOND, 1000)]
    waiting.shop.write(count, waiting.products["A"], Decimal(5))
    assert due(waiting.shop) == []
    assert waiting.shop.read(verify) == []


@on_both
def test_r16_a_purchase_cancelled_leaves_customers_to_be_told(waiting: Desk) -> None:
    rows = waiting.shop.read(fetch, "SELECT id FROM purchases")
    waiting.shop.write(cancel_purchase, rows[0][0])
    assert [row[0] for row in due(waiting.shop)] == ["date_gone", "date_gone"]
    assert waiting.shop.read(verify) == []


@pytest.mark.parametrize(
    ("stop", "go"), [(hold, unhold), (keep_off, keep_on)], ids=["held orders", "lines kept off"]
)
def test_of_what_the_owner_stopped_nobody_is_told(waiting: Desk, stop: Any, go: Any) -> None:
    delay(waiting)
    waiting.shop.write(stop, 1)
    assert due(waiting.shop) == LATE[1:]
    waiting.shop.write(go, 1)
    assert due(waiting.shop) == LATE
    assert waiting.shop.read(verify) == []


@on_both
def test_customers_who_want_to_hear_nothing_and_nobodies_orders_are_left_out(desk: Desk) -> None:
    desk.product("A")
    desk.purchase({"A": "9"}, date(2026, 12, 1))
    desk.customer("Ann", notice_channel="none")
    desk.order("Ann", {"A": "3"})
    delay(desk)
    assert due(desk.shop) == []

    choose = {"notice_channel": "none"}, {"notice_channel": "phone"}
    desk.shop.write(edit_customer, desk.customers["Ann"], *choose)
    assert due(desk.shop) == LATE[:1]
    assert desk.shop.read(verify) == []
    desk.shop.write(edit_customer, desk.customers["Ann"], *reversed(choose))
    assert due(desk.shop) == []
    assert desk.shop.read(verify) == []


@on_both
def test_an_estimate_that_was_told_as_one_is_no_news_until_its_day_went_by(desk: Desk) -> None:
    desk.product("A", supplier="Acme", lead=10)
    desk.order("Ann", {"A": "3"})
    [(promised,)] = desk.shop.read(fetch, "SELECT promised_on FROM order_lines")
    assert due(desk.shop) == []
    pass_days(desk, promised - TODAY.toordinal())
    assert due(desk.shop) == []
    pass_days(desk, 1)
    assert due(desk.shop) == [("date_gone", promised, None, 3000)]
    assert desk.shop.read(verify) == []


@on_both
def test_a_promise_the_desk_cannot_keep_is_late_at_once(waiting: Desk) -> None:
    [first, _] = line_ids(waiting)
    waiting.shop.write(promise, first, date(2026, 11, 25))
    assert due(waiting.shop) == [("delay", ordinal(11, 25), FIRST, 3000)]
    waiting.shop.write(promise, first, date(2026, 12, 2))
    assert due(waiting.shop) == []


def pass_days(desk: Desk, days: int) -> None:
    day = desk.shop.clock().date() + timedelta(days=days)
    zone = desk.shop.clock().tzinfo
    desk.shop.clock = lambda: datetime.combine(day, time(9), zone)
    desk.shop.write(begin_day)


def test_days_that_pass_make_lines_late_without_any_act(waiting: Desk) -> None:
    pass_days(waiting, 7)  # the supplier should have come on this day
    assert due(waiting.shop) == []
    pass_days(waiting, 8)
    assert [row[0] for row in due(waiting.shop)] == ["date_gone", "date_gone"]
    assert waiting.shop.read(verify) == []


@on_both
def test_a_shop_that_was_there_before_notices_were_tells_what_is_late(waiting: Desk) -> None:
    delay(waiting)
    waiting.shop.write(lambda session: run(session, "DELETE FROM notices"))
    waiting.shop.write(begin_day)
    assert due(waiting.shop) == LATE


def test_lines_that_wait_for_others_of_their_order_are_late_with_them(desk: Desk) -> None:
    desk.product("A", stock="5")
    desk.product("B")
    desk.purchase({"B": "9"}, date(2026, 12, 1))
    desk.order("Ann", {"A": "3", "B": "1"}, ship_complete=True)
    delay(desk)
    assert due(desk.shop) == [("delay", FIRST, SECOND, 3000), ("delay", FIRST, SECOND, 1000)]
    delay(desk, date(2026, 12, 1))
    pass_days(desk, 15)
    assert [row[0] for row in due(desk.shop)] == ["date_gone", "date_gone"]
    assert desk.shop.read(verify) == []


@on_both
def test_r11_a_customer_who_was_told_no_date_hears_of_no_delay(desk: Desk) -> None:
    desk.product("A")
    desk.purchase({"A": "9"}, date(2026, 12, 1))
    desk.order("Ann", {"A": "3"}, told=False)
    delay(desk)
    assert due(desk.shop) == []
    assert desk.shop.read(fetch, "SELECT count(*) FROM notices") == [(0,)]


@on_both
def test_settling_again_changes_no_notice(waiting: Desk) -> None:
    delay(waiting)
    before = waiting.shop.read(fetch, "SELECT * FROM notices ORDER BY id")
    delay(waiting)
    waiting.shop.write(count, waiting.products["A"], Decimal(0))
    assert waiting.shop.read(fetch, "SELECT * FROM notices ORDER BY id") == before
