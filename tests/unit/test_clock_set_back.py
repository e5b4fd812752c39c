"""A machine's clock that goes back: nothing is refused or lost, and dates are right for the day it is."""

from datetime import date, timedelta
from decimal import Decimal

from app.actions.daily import begin_day
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.shipping import ship
from app.actions.stocktaking import count
from app.lists.all import LISTS
from app.place_counts import place_counts
from app.settings import shop_settings
from app.shop import Shop, clock_at
from app.verifying import verify
from db.rows import fetch
from tests.databases import TODAY, on_both, portable
from tests.kitchen import Kitchen, line_of, purchase_lines_of

pytestmark = portable

BEFORE = TODAY - timedelta(days=200)


def set_clock(shop: Shop, day: date) -> None:
    shop.clock = clock_at(day)
    shop.write(begin_day)


def statuses(shop: Shop) -> list[tuple[object, ...]]:
    """What the queue says of every line."""
    sql = "SELECT id, expected_on, reason, reserved FROM order_lines ORDER BY id"
    return shop.read(lambda session: [tuple(row) for row in fetch(session, sql)])


def test_every_list_still_reads(shop: Shop, kitchen: Kitchen) -> None:
    set_clock(shop, TODAY)
    counts = {key: len(shop.read(listing.page, filter="").rows) for key, listing in LISTS.items()}
    set_clock(shop, BEFORE)
    assert {key: len(shop.read(listing.page, filter="").rows) for key, listing in LISTS.items()} == counts
    assert shop.read(place_counts)["purchases"].text == ""
    assert shop.read(shop_settings).settled_on == BEFORE.isoformat()


def test_a_day_of_work_goes_on(shop: Shop, kitchen: Kitchen) -> None:
    set_clock(shop, BEFORE)
    line = OrderLineDraft(kitchen.products["WK-30"], Decimal(1))
    entered = shop.write(
        enter_order, OrderDraft((line,), kitchen.customers["Wen Li"], number="O-2000", wanted_on=TODAY)
    )
    kitchen.orders["O-2000"] = entered.order_id
    wok = line_of(shop, kitchen, "O-2000", "WK-30")
    shop.write(ship, [(wok, Decimal(1))])
    casserole = purchase_lines_of(shop, kitchen, "P-118")[0]
    shop.write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(6), casserole),)))
    shop.write(count, kitchen.products["EN-24"], Decimal(3))
    set_clock(shop, TODAY)
    assert shop.read(verify) == []


@on_both
def test_what_was_overdue_comes_again(shop: Shop, kitchen: Kitchen) -> None:
    set_clock(shop, TODAY)
    at_first = statuses(shop)
    set_clock(shop, date(2026, 12, 10))
    assert statuses(shop) != at_first
    set_clock(shop, TODAY)
    assert statuses(shop) == at_first
    assert shop.read(verify) == []


@on_both
def test_history_keeps_the_order_in_which_things_happened(shop: Shop, kitchen: Kitchen) -> None:
    shop.write(count, kitchen.products["EN-24"], Decimal(3))
    set_clock(shop, BEFORE)
    shop.write(count, kitchen.products["EN-24"], Decimal(2))
    sql = "SELECT at FROM history ORDER BY id"
    moments = shop.read(lambda session: [row[0] for row in fetch(session, sql)])
    assert moments[-1] < moments[0]
    assert len(shop.read(LISTS["history"].page, filter="").rows) > 0
