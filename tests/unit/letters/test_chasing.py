"""Suppliers are asked for the dates of what is overdue or has none."""

from datetime import date, timedelta

import pytest

from app.actions.sending import record_letter
from app.letters.chasing import chasers
from app.letters.drawing import draft_of, mail_text, pdf_of
from app.letters.plans import Problem
from app.lists.asked import last_asked
from app.lists.purchase_detail import purchase_detail
from app.lists.purchases import LISTING
from db.rows import fetch
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.unit.actions.delayed import MONDAY
from tests.unit.letters.writing import SHOP, drawn, rows_of, set_shop

pytestmark = portable


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    """Acme owes one line since a week and another without a date; Bolt's comes in time."""
    set_shop(desk, **SHOP)
    desk.product("PAN", supplier="Acme", decimals=0)
    desk.product("POT", supplier="Bolt", decimals=0)
    desk.purchase({"PAN": "10"}, MONDAY - timedelta(7), supplier="Acme")
    desk.purchase({"PAN": "5"}, None, supplier="Acme")
    desk.purchase({"POT": "5"}, MONDAY, supplier="Bolt")
    desk.purchase({"POT": "5"}, None)
    desk.purchase({"POT": "5"}, None, supplier="Bolt", state="draft")
    return desk


def test_what_is_overdue_or_undated_is_asked_for(shelf: Desk) -> None:
    [plan] = shelf.shop.read(chasers)
    assert (plan.name, plan.kind, plan.supplier_id) == ("Acme", "chaser", shelf.suppliers["Acme"])
    assert plan.subject == "Your delivery dates for our purchase P-1001, P-1002"
    assert [(row["Purchase"], row["Missing"], row["Date told"]) for row in rows_of(plan, "chaser")] == [
        ("P-1001", "10", "16 November 2026"),
        ("P-1002", "5", "date not known yet"),
    ]
    assert plan.reply_by == date(2026, 11, 26)
    assert plan.problems == (Problem.ADDRESS, Problem.EMAIL, Problem.LANGUAGE)
    for text in ("Dear Acme,", "by 26 November 2026", plan.code, "+49 40 555 0170"):
        assert text in mail_text(plan)
        assert "".join(text.split()) in drawn(plan)


@on_both
def test_chosen_lines_are_asked_for_whatever_their_date(shelf: Desk) -> None:
    ids = [row[0] for row in shelf.shop.read(fetch, "SELECT id FROM purchase_lines")]
    plans = shelf.shop.read(chasers, purchase_line_ids=ids)
    assert [(plan.name, plan.lines) for plan in plans] == [("Acme", 2), ("Bolt", 1)]
    bolt = shelf.suppliers["Bolt"]
    assert [plan.name for plan in shelf.shop.read(chasers, purchase_line_ids=ids, supplier_ids=[bolt])] == [
        "Bolt"
    ]
    assert shelf.shop.read(chasers, supplier_ids=[bolt]) == []


def test_a_chaser_is_kept_with_the_lines_it_asked_about(shelf: Desk) -> None:
    [both] = shelf.shop.read(chasers)
    overdue, undated = both.purchase_line_ids
    assert shelf.shop.read(last_asked, [overdue, undated]) == {}
    sent = shelf.shop.write(record_letter, draft_of(both, pdf_of(both), "letter"))
    assert sent.code == both.code
    [again] = shelf.shop.read(chasers, purchase_line_ids=[undated])
    shelf.shop.write(record_letter, draft_of(again, pdf_of(again), "letter"))
    day = MONDAY.toordinal()
    assert shelf.shop.read(last_asked, [overdue, undated]) == {overdue: (day, 1), undated: (day, 2)}
    rows = shelf.shop.read(LISTING.page).rows
    asked = {row[0]: (row[LISTING.place("asked_on")], row[LISTING.place("asked")]) for row in rows}
    assert [asked[line] for line in (overdue, undated, undated + 1)] == [(day, 1), (day, 2), (None, 0)]
    detail = shelf.shop.read(purchase_detail, 2)
    assert [(line.asked_on, line.asked) for line in detail.lines] == [(day, 2)]
