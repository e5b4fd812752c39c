"""Letters to be, one a customer, and letters that went out (R22, R23)."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.cancelling import cancel_line
from app.actions.offering import OfferDraft, decline_offers, offer_substitutes
from app.actions.purchasing import set_eta
from app.lists import letters
from app.lists.notices import LISTING
from db.rows import fetch, run
from db.terms import NO_SLIP
from tests.databases import on_both, portable
from tests.desks import Desk, ordinal, told
from tests.unit.actions.delayed import late

pytestmark = portable

KEYS = ("customer", "kinds", "lines", "orders", "due_by", "slip", "channel")


@pytest.fixture
def told_soon(desk: Desk) -> Desk:
    """Ann has three things to hear of two orders, Bo one; Cleo wants to hear nothing."""
    desk.product("A")
    desk.product("B")
    desk.purchase({"A": "9", "B": "9"}, date(2026, 12, 1))
    desk.customer("Ann", notice_channel="mail", email="ann@example.com")
    desk.customer("Cleo", notice_channel="none")
    for customer, goods in (("Ann", {"A": "3", "B": "1"}), ("Bo", {"A": "1"}), ("Cleo", {"A": "1"})):
        desk.order(customer, goods)
    desk.order("Ann", {"A": "1"})
    desk.shop.write(lambda session: run(session, "UPDATE notices SET state = 'void'"))
    lines = [row[0] for row in desk.shop.read(fetch, "SELECT id FROM purchase_lines ORDER BY id")]
    desk.shop.write(set_eta, lines[:1], date(2026, 12, 22), cause="customs")
    desk.shop.write(set_eta, lines[1:], None, cause="customs")
    return desk


def test_a_customer_has_one_row_with_all_that_is_to_be_told(told_soon: Desk) -> None:
    promised = ordinal(12, 2)
    ann = ("Ann", "delay date_gone", 3, "O-1001, O-1004", promised, NO_SLIP, "mail")
    bo = ("Bo", "delay", 1, "O-1002", promised, 21, "letter")
    assert told(told_soon.rows(LISTING), *KEYS) == [ann, bo]
    assert told(told_soon.rows(LISTING, sort="customer", descending=True), *KEYS) == [bo, ann]
    assert told(told_soon.rows(LISTING, filter="mail"), *KEYS) == [ann]
    assert told(told_soon.rows(LISTING, filter="delays", search="o-1004"), *KEYS) == [ann]
    assert told(told_soon.rows(LISTING, search="bo"), *KEYS) == [bo]
    assert told_soon.shop.read(LISTING.count).number == 2


def test_the_nearest_last_day_comes_first_and_what_is_past_it_is_overdue(told_soon: Desk) -> None:
    assert told_soon.rows(LISTING, filter="overdue") == []
    early = "UPDATE notices SET due_by = ? WHERE order_id = 2"
    told_soon.shop.write(lambda session: run(session, early, (ordinal(11, 20),)))
    assert told(told_soon.rows(LISTING, filter="overdue"), "customer", "due_by") == [("Bo", ordinal(11, 20))]
    assert told(told_soon.rows(LISTING, sort="due_by"), "customer") == [("Bo",), ("Ann",)]


def test_without_a_last_day_a_row_says_none(desk: Desk) -> None:
    desk.product("A", stock="3")
    entered = desk.order("Ann", {"A": "1"}, told=False)
    desk.shop.write(cancel_line, entered.line_ids[0], Decimal(1))
    [row] = desk.rows(LISTING)
    assert (row["kinds"], row["due_by"], row["slip"]) == ("cancellation", None, None)


def test_letters_tell_what_they_wait_for(desk: Desk) -> None:
    anna = late(desk)
    sent = anna.tell()
    keys = ("to", "kind", "code", "asked", "awaited", "mail", "reprints")
    row = ("Anna", "delay", sent.code, 1, 1, "", 0)
    assert told(desk.rows(letters.LISTING), *keys) == [row]
    assert told(desk.rows(letters.LISTING, filter="awaited"), *keys) == [row]
    assert desk.rows(letters.LISTING, filter="overdue") == []
    assert told(desk.rows(letters.LISTING, search=sent.code.lower()), *keys) == [row]
    assert told(desk.rows(letters.LISTING, search="anna"), *keys) == [row]
    desk.shop.write(lambda session: run(session, "UPDATE consents SET consent_by = ?", (ordinal(11, 20),)))
    assert told(desk.rows(letters.LISTING, filter="overdue"), *keys) == [row]
    desk.shop.write(lambda session: run(session, "UPDATE consents SET state = 'answered'"))
    assert desk.rows(letters.LISTING, filter="awaited") == []
    assert told(desk.rows(letters.LISTING), "asked", "awaited") == [(1, 0)]


@on_both
def test_an_offer_of_a_substitute_waits_for_an_answer_too(desk: Desk) -> None:
    anna = late(desk)
    desk.product("WOK", stock="5")
    draft = OfferDraft(desk.products["WOK"], Decimal(1))
    desk.shop.write(offer_substitutes, anna.line_id, [draft], reply_by=date(2026, 11, 30))
    anna.tell("substitute_offer")
    keys = ("asked", "awaited")
    assert told(desk.rows(letters.LISTING, filter="awaited"), *keys) == [(1, 1)]
    assert desk.rows(letters.LISTING, filter="overdue") == []
    desk.shop.write(lambda session: run(session, "UPDATE offers SET reply_by = ?", (ordinal(11, 20),)))
    assert told(desk.rows(letters.LISTING, filter="overdue"), *keys) == [(1, 1)]
    desk.shop.write(decline_offers, [1])
    assert desk.rows(letters.LISTING, filter="awaited") == []
    assert told(desk.rows(letters.LISTING), *keys) == [(1, 0)]


def test_mail_in_trouble_is_found(desk: Desk) -> None:
    anna = late(desk)
    anna.tell()
    assert desk.rows(letters.LISTING, filter="troubled") == []
    refused = (
        "INSERT INTO mails (letter_id, message_id, state, problem, created_at)"
        " VALUES (1, '<1@x>', 'refused', 'no such user', 0)"
    )
    desk.shop.write(lambda session: run(session, refused))
    [row] = desk.rows(letters.LISTING, filter="troubled")
    assert (row["mail"], row["problem"]) == ("refused", "no such user")
    waits = "UPDATE mails SET state = 'queued', problem = ?"
    desk.shop.write(lambda session: run(session, waits, ("Wrong password.",)))
    assert len(desk.rows(letters.LISTING, filter="troubled")) == 1
    desk.shop.write(lambda session: run(session, waits, ("",)))
    assert desk.rows(letters.LISTING, filter="troubled") == []
