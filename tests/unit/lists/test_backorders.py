"""The queue as the owner reads it: places, dates, slips and words."""

import json
from datetime import date
from decimal import Decimal

from app.actions.ordering import PaymentDraft
from app.actions.promises import shown_dates
from app.actions.purchasing import cancel_purchase, close_short, set_eta
from app.actions.queueing import hold, keep_off, rank_first
from app.actions.settling import settle_everything
from app.lists.answers import Counted
from app.lists.backorders import LISTING, Summary, summary
from app.lists.order_detail import order_detail
from app.sentences import short_reason
from app.shop import Shop, clock_at, open_shop
from db.terms import NO_SLIP
from tests.desks import Desk, ordinal, told

DATES = ("rank", "customer", "short", "expected", "estimate", "promised", "slip", "status")


def casseroles(desk: Desk) -> None:
    desk.product("CI-24", supplier="Halvorsen", lead=42)
    desk.customer("Hotel Alder", priority=1)
    desk.purchase({"CI-24": "3"}, date(2026, 12, 2), number="P-118", supplier="Halvorsen")
    desk.purchase({"CI-24": "4"}, date(2026, 12, 18), number="P-124", supplier="Halvorsen")
    desk.order("Café Brünn", {"CI-24": "3"})
    desk.order("Priya Raman", {"CI-24": "5"})
    desk.order("Hotel Alder", {"CI-24": "2"}, told=False)


def purchase_line(shop: Shop, number: str) -> int:
    from db.rows import value

    sql = "SELECT l.id FROM purchase_lines l JOIN purchases u ON u.id = l.purchase_id WHERE u.number = ?"
    return int(shop.read(value, sql, (number,)) or 0)


def test_lines_stand_by_rank_with_the_dates_of_their_supply(desk: Desk) -> None:
    casseroles(desk)
    # Café Brünn was told 3 December; then Hotel Alder ranked before.
    assert told(desk.rows(LISTING), *DATES) == [
        (1, "Hotel Alder", 2000, ordinal(12, 3), None, None, None, "on_time"),
        (2, "Café Brünn", 3000, ordinal(12, 21), None, ordinal(12, 3), 18, "late"),
        (3, "Priya Raman", 5000, None, ordinal(1, 5, 2027), ordinal(1, 5, 2027), NO_SLIP, "no_date"),
    ]


def test_a_date_that_moves_makes_lines_late_or_on_time(sqlite_desk: Desk) -> None:
    casseroles(sqlite_desk)
    sqlite_desk.shop.write(set_eta, [purchase_line(sqlite_desk.shop, "P-124")], date(2026, 12, 1))
    assert told(sqlite_desk.rows(LISTING), "customer", "expected", "slip", "status")[1] == (
        "Café Brünn",
        ordinal(12, 3),
        None,
        "on_time",
    )


def test_r10_an_estimate_waits_for_the_known_part(desk: Desk) -> None:
    casseroles(desk)
    desk.shop.write(set_eta, [purchase_line(desk.shop, "P-124")], date(2027, 1, 8))
    assert told(desk.rows(LISTING), *DATES)[2] == (
        3,
        "Priya Raman",
        5000,
        None,
        ordinal(1, 11, 2027),
        ordinal(1, 5, 2027),
        NO_SLIP,
        "no_date",
    )
    order_id = desk.rows(LISTING)[2]["order_id"]
    [line] = desk.shop.read(order_detail, order_id).lines
    assert line.estimate == ordinal(1, 11, 2027)
    assert [each.day for each in desk.shop.read(shown_dates, [line.id])] == [date(2027, 1, 11)]


def test_before_a_promise_late_means_later_than_wanted(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A")
    sqlite_desk.purchase({"A": "9"}, date(2026, 12, 10))
    sqlite_desk.order("Ann", {"A": "1"}, wanted_on=date(2026, 12, 10), told=False)
    sqlite_desk.order("Bo", {"A": "1"}, wanted_on=date(2026, 12, 11), told=False)
    assert told(sqlite_desk.rows(LISTING), "customer", "status", "slip") == [
        ("Ann", "late", None),
        ("Bo", "on_time", None),
    ]


def test_lines_on_hold_and_kept_off_say_since_when_and_nothing_of_dates(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A")
    sqlite_desk.purchase({"A": "9"}, date(2026, 12, 10))
    held = sqlite_desk.order("Ann", {"A": "1"})
    kept = sqlite_desk.order("Bo", {"A": "1"})
    sqlite_desk.shop.write(hold, held.order_id)
    sqlite_desk.shop.write(keep_off, kept.line_ids[0])
    rows = sqlite_desk.rows(LISTING)
    assert told(rows, "status", "expected", "slip", "promised") == [
        ("on_hold", None, None, ordinal(12, 11)),
        ("kept_off", None, None, ordinal(12, 11)),
    ]
    assert [json.loads(row["reason_facts"]) for row in rows] == [{"since": ordinal(11, 23)}] * 2


def test_a_past_date_is_not_known(sqlite_desk: Desk, sqlite_place: str) -> None:
    sqlite_desk.product("A")
    sqlite_desk.purchase({"A": "9"}, date(2026, 11, 24))
    sqlite_desk.order("Ann", {"A": "1"})
    with open_shop(sqlite_place, clock=clock_at(date(2026, 11, 30))) as later:
        assert told(Desk(later).rows(LISTING), "expected", "slip", "status") == [
            (None, NO_SLIP, "supplier_overdue")
        ]


def test_an_overdue_purchase_shows_on_its_lines(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A")
    sqlite_desk.purchase({"A": "9"}, date(2026, 11, 16), number="P-112")
    sqlite_desk.order("Ann", {"A": "1"}, told=False)
    assert told(sqlite_desk.rows(LISTING), "status", "reason") == [("supplier_overdue", "supplier_overdue")]


def test_a_cancelled_purchase_shows_on_its_lines(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A")
    purchase_id = sqlite_desk.purchase({"A": "9"}, date(2026, 12, 16))
    sqlite_desk.order("Ann", {"A": "1"})
    sqlite_desk.shop.write(cancel_purchase, purchase_id)
    assert told(sqlite_desk.rows(LISTING), "status", "expected", "slip") == [
        ("supply_cancelled", None, NO_SLIP)
    ]


def reasons(desk: Desk) -> list[str]:
    """As the list says them."""
    return [
        short_reason(row["reason"], row["reason_facts"], missed=row["promised"] if row["slip"] else None)
        for row in desk.rows(LISTING)
    ]


def test_r16_the_purchase_that_does_not_come_is_named_until_another_does(desk: Desk) -> None:
    desk.product("A")
    purchase_id = desk.purchase({"A": "2"}, date(2026, 12, 16), number="P-109")
    desk.order("Ann", {"A": "2"})
    desk.shop.write(cancel_purchase, purchase_id)
    assert reasons(desk) == ["P-109 was cancelled"]
    desk.shop.write(settle_everything)
    assert reasons(desk) == ["P-109 was cancelled"]

    desk.purchase({"A": "2"}, date(2026, 12, 17), number="P-110")
    assert reasons(desk) == ["P-110 on 17 Dec brings 2"]
    desk.shop.write(close_short, [purchase_line(desk.shop, "P-110")])
    assert reasons(desk) == ["P-110 was cut short"]


def test_a_purchase_that_moved_beyond_the_promise_is_named(desk: Desk) -> None:
    desk.product("A")
    desk.purchase({"A": "9"}, date(2026, 12, 4), number="P-124")
    desk.order("Ann", {"A": "2"})
    desk.order("Bo", {"A": "5"}, told=False)
    desk.shop.write(set_eta, [purchase_line(desk.shop, "P-124")], date(2026, 12, 18))
    assert reasons(desk) == ["P-124 moved to 18 Dec", "P-124 on 18 Dec brings 5"]


def test_priority_and_hand_rank_are_marked(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A")
    sqlite_desk.customer("Ann", priority=1)
    sqlite_desk.order("Ann", {"A": "1"})
    second = sqlite_desk.order("Bo", {"A": "1"})
    sqlite_desk.shop.write(rank_first, second.line_ids[0])
    assert told(sqlite_desk.rows(LISTING), "rank", "customer", "priority", "pinned") == [
        (1, "Bo", 0, 1),
        (2, "Ann", 1, 0),
    ]


def test_places_go_on_from_page_to_page_and_start_anew_with_each_product(desk: Desk) -> None:
    for sku in ("A", "B"):
        desk.product(sku)
        for number in range(3):
            desk.order(f"C{number}", {sku: "1"})
    shop, at = desk.shop, LISTING.place("rank")

    def ranks(**question: object) -> list[int]:
        return [row[at] for row in shop.read(LISTING.page, limit=2, **question).rows]

    first = shop.read(LISTING.page, limit=2)
    second = shop.read(LISTING.page, limit=2, after=first.last)
    assert ranks() == [1, 2]
    assert ranks(after=first.last) == [3, 1]
    assert ranks(after=second.last) == [2, 3]
    assert ranks(from_end=True) == [2, 3]
    assert ranks(descending=True) == [3, 2]
    assert ranks(before=second.first) == [1, 2]


def test_a_filtered_line_keeps_its_place(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A")
    sqlite_desk.order("Ann", {"A": "1"})
    held = sqlite_desk.order("Bo", {"A": "1"})
    sqlite_desk.shop.write(hold, held.order_id)
    assert told(sqlite_desk.rows(LISTING, filter="stopped"), "rank", "customer") == [(2, "Bo")]


def test_filters_count_what_they_show(desk: Desk) -> None:
    casseroles(desk)
    held = desk.order("Georg Aumann", {"CI-24": "1"})
    desk.shop.write(hold, held.order_id)
    assert {key: counted.number for key, counted in desk.shop.read(LISTING.counts).items()} == {
        "all": 4,
        "slipped": 2,
        "no_date": 1,
        "stopped": 1,
    }
    assert told(desk.rows(LISTING, filter="slipped"), "customer") == [("Café Brünn",), ("Priya Raman",)]
    assert told(desk.rows(LISTING, filter="no_date"), "customer") == [("Priya Raman",)]


def test_value_is_what_waits_less_discount_rounded_half_up_once(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A", price=Decimal("0.3335"))
    sqlite_desk.order("Ann", {"A": "3"}, discount="10")
    # 3 × 0.3335 × 0.9 = 0.90045
    assert told(sqlite_desk.rows(LISTING), "value") == [(90,)]


def test_a_line_with_its_goods_leaves_the_queue(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A", stock="1")
    sqlite_desk.order("Ann", {"A": "1"}, payments=(PaymentDraft(Decimal(5)),))
    assert sqlite_desk.rows(LISTING) == []


def test_the_status_bar_adds_up_lines_pieces_and_value(desk: Desk) -> None:
    desk.product("A", price=Decimal("2.50"))
    desk.order("Ann", {"A": "1.5"})
    desk.order("Bo", {"A": "2"}, currency="CHF")
    assert desk.shop.read(summary) == Summary(Counted(2), 0, (("CHF", 500), ("EUR", 375)))


def test_the_status_bar_adds_up_whole_pieces_only(desk: Desk) -> None:
    desk.product("A", decimals=0)
    desk.product("B", decimals=0, unit="blade")
    desk.product("OIL", decimals=2, unit="l")
    desk.order("Ann", {"A": "2", "B": "3", "OIL": "1.5"})
    assert desk.shop.read(summary).pieces == 5000
