"""History as listed: by day, by what people look for, what one act did together, and why."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.purchasing import set_eta
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.stocktaking import count
from app.deeds import DEEDS, deed_text
from app.errors import NotFound
from app.happenings import SENTENCES, happening_text
from app.lists import history
from app.lists.purchase_detail import purchase_detail
from app.shop import clock_at
from tests.databases import TODAY, every_case_on_both
from tests.desks import Desk, told


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Ann and Bob wait; goods come in late, and earlier than thought."""
    desk.product("PAN", name="Iron pan", stock="1")
    desk.product("POT", name="Soup pot")
    purchase_id = desk.purchase({"PAN": "5"}, date(2026, 12, 4), number="P-7")
    desk.order("Ann", {"PAN": "2"}, number="O-1")
    desk.order("Bob", {"POT": "1"}, number="O-2")
    line_id = desk.shop.read(purchase_detail, purchase_id).lines[0].id
    desk.shop.clock = clock_at(date(2026, 11, 24))
    desk.shop.write(set_eta, [line_id], date(2026, 12, 18), cause="customs", note="Papers lost")
    desk.shop.write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(5), purchase_line_id=line_id),)))
    return desk


def sentences(desk: Desk, **question: str) -> list[str]:
    page = desk.shop.read(history.LISTING.page, descending=True, **question)
    return [happening_text(history.happening_of(row)) for row in page.rows]


def test_a_day_is_searched_for_by_its_date(busy: Desk) -> None:
    words = sentences(busy, search="2026-11-24")
    assert "P-7 moved from 4 Dec to 18 Dec: customs" in words
    assert "5 received of P-7" in words
    assert not any("ordered" in each for each in words)
    assert sentences(busy, search="2026-11-25") == []
    first = sentences(busy, search=TODAY.isoformat())
    assert "2 ordered" in first
    assert "5 received of P-7" not in first


def test_a_day_and_words_narrow_together(busy: Desk) -> None:
    assert "1 reserved" in sentences(busy, search="2026-11-23 O-1")
    assert set(sentences(busy, search="2026-11-24 bob")) == set()


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("2026-11-24", (date(2026, 11, 24), "")),
        ("2026-11-24 O-1", (date(2026, 11, 24), "O-1")),
        ("2026-11-2", (None, "2026-11-2")),
        ("2026-13-01", (None, "2026-13-01")),
        ("0001-01-01", (None, "0001-01-01")),
        ("9999-12-31", (None, "9999-12-31")),
        ("2026-11-24x", (None, "2026-11-24x")),
        ("", (None, "")),
    ],
)
def test_text_that_only_looks_like_a_day_is_words(search: str, found: tuple[date | None, str]) -> None:
    assert history.day_and_words(search) == found


@every_case_on_both
@pytest.mark.parametrize(
    ("search", "orders"),
    [("ann", {"O-1"}), ("soup", {"O-2"}), ("O-2", {"O-2"}), ("p-7", {""}), ("nobody", set())],
)
def test_orders_customers_products_and_purchases_are_found(busy: Desk, search: str, orders: set[str]) -> None:
    assert {row["order"] for row in busy.rows(history.LISTING, search=search)} - {""} == orders - {""}
    if search == "p-7":
        assert told(busy.rows(history.LISTING, search=search), "purchase")


def test_topics_keep_to_their_kinds(busy: Desk) -> None:
    for topic, kinds in history.TOPICS.items():
        shown = {row["kind"] for row in busy.rows(history.LISTING, filter=topic)}
        assert shown <= set(kinds)
    assert {row["kind"] for row in busy.rows(history.LISTING, filter="purchases")} == {
        "purchased",
        "eta_changed",
        "received",
    }


def test_every_kind_of_a_sentence_is_found_by_a_topic() -> None:
    sorted_in = {kind for kinds in history.TOPICS.values() for kind in kinds}
    assert not set(SENTENCES) - sorted_in


def test_what_one_act_did_stands_together_and_says_why(busy: Desk) -> None:
    rows = busy.shop.read(history.LISTING.page, search="2026-11-24 O-1", descending=True).rows
    reserved = next(row for row in rows if row[history.LISTING.place("kind")] == "reserved")
    assert history.why_of(reserved) == "goods came in"
    together = busy.shop.read(history.done_together, reserved[0])
    kinds = {row[history.LISTING.place("kind")] for row in together.rows}
    assert {"received", "reserved", "expected"} <= kinds
    assert "eta_changed" not in kinds
    assert not together.more


def test_a_note_says_why_somebody_acted(busy: Desk) -> None:
    rows = busy.shop.read(history.LISTING.page, filter="dates", descending=True).rows
    moved = next(row for row in rows if row[history.LISTING.place("kind")] == "eta_changed")
    assert history.why_of(moved) == "Papers lost"


def test_many_consequences_are_cut_off(busy: Desk) -> None:
    busy.product("BOX")
    for number in range(4):
        busy.order("Ann", {"BOX": "1"}, number=f"O-1{number}")
    busy.shop.write(count, busy.products["BOX"], Decimal(4))
    newest = busy.shop.read(history.LISTING.page, descending=True).rows[0]
    together = busy.shop.read(history.done_together, newest[0], limit=3)
    assert (len(together.rows), together.more) == (3, True)


def test_what_is_gone_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.shop.read(history.done_together, 4711)


def test_deeds_have_words() -> None:
    assert all(deed_text(each) for each in DEEDS)
    assert deed_text("unheard_of") == ""
