"""What customers answer to a delay is kept by line and done at once (R23)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.actions.answering import AnswerDraft, Answered, record_answer, record_answers
from app.actions.cancelling import cancel_line
from app.actions.queueing import split_line
from app.actions.reply_codes import lines_of_code
from app.actions.sending import record_letter
from app.actions.stocktaking import count
from app.actions.undoing_answers import take_back_answers
from app.errors import AlreadyDone, InvalidInput, NeedsConsent, NotFound, Refused
from app.verifying import verify
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.unit.actions.delayed import LATER, MONDAY, PROMISED, Late, late

pytestmark = portable


@pytest.fixture
def anna(desk: Desk) -> Late:
    found = late(desk)
    found.tell()
    return found


def says(anna: Late, kind: str, **more: Any) -> Answered:
    return anna.desk.shop.write(record_answer, AnswerDraft(anna.line_id, kind, **more))


def state(anna: Late) -> str:
    return str(anna.consents()[-1][0])


@on_both
def test_r23_who_waits_until_a_day_is_promised_that_day(anna: Late) -> None:
    until = date(2027, 1, 8)
    answered = says(anna, "waits", waits_until=until, way="phone", note="on holiday")

    assert anna.promised() == until
    assert state(anna) == "answered"
    [row] = anna.rows("SELECT kind, waits_until, way, note, letter_id, answered_on, undone FROM answers")
    [(letter_id,)] = anna.rows("SELECT id FROM letters")
    assert row == (
        "waits",
        until.toordinal(),
        "phone",
        "on holiday",
        letter_id,
        MONDAY.toordinal(),
        0,
    )
    assert anna.rows("SELECT cause FROM promises ORDER BY id DESC LIMIT 1") == [("answer",)]
    assert answered.promised is not None
    assert anna.desk.shop.read(verify) == []


@on_both
def test_r23_the_same_act_again_is_the_first_answer(anna: Late) -> None:
    draft = AnswerDraft(anna.line_id, "waits", waits_until=date(2027, 1, 8))
    act = "6d0b7b5e-2f0c-4a5e-9d3b-0d7c1c5f3a12"
    first = anna.desk.shop.write(record_answer, draft, action_id=act)
    assert anna.desk.shop.write(record_answer, draft, action_id=act) == first
    assert anna.rows("SELECT count(*) FROM answers") == [(1,)]


def test_r23_who_waits_as_told_keeps_that_promise(anna: Late) -> None:
    says(anna, "waits")
    assert anna.promised() == LATER
    assert state(anna) == "answered"


@pytest.mark.parametrize(
    "wrong",
    [{"waits_until": MONDAY - timedelta(1)}, {"answered_on": MONDAY + timedelta(1)}],
    ids=["waits until a past day", "answered on a day to come"],
)
def test_r29_an_answer_that_cannot_be_changes_nothing(anna: Late, wrong: dict[str, date]) -> None:
    with pytest.raises(InvalidInput):
        says(anna, "waits", **wrong)
    assert state(anna) == "awaited"
    assert anna.rows("SELECT count(*) FROM answers") == [(0,)]


@on_both
def test_r23_who_cancels_waits_no_longer(anna: Late) -> None:
    says(anna, "cancels", way="paper")
    assert anna.rows("SELECT open, cancelled FROM order_lines WHERE id = ?", anna.line_id) == [(0, 2000)]
    assert state(anna) == "answered"
    assert len(anna.due("cancellation")) == 1
    with pytest.raises(AlreadyDone):
        says(anna, "waits")


@on_both
def test_r18_money_is_owed_back_from_the_day_of_the_answer(anna: Late) -> None:
    anna.pays("20")
    anna.wait_until(MONDAY + timedelta(3))
    says(anna, "cancels", answered_on=MONDAY)
    assert anna.rows("SELECT due_by FROM notices WHERE kind = 'refund'") == [
        ((MONDAY + timedelta(14)).toordinal(),)
    ]


def test_r23_who_cancels_one_waits_for_the_other(anna: Late) -> None:
    says(anna, "cancels", quantity=Decimal(1))
    assert anna.rows("SELECT open FROM order_lines WHERE id = ?", anna.line_id) == [(1000,)]


@on_both
def test_r24_who_takes_the_substitute_has_it_in_place(anna: Late) -> None:
    answered = says(anna, "substitute", product_id=anna.desk.products["POT"], price=Decimal(12))
    assert anna.rows("SELECT open, reserved, price FROM order_lines WHERE id = ?", answered.new_line_id) == [
        (2000, 2000, 120000)
    ]
    assert not anna.due("cancellation")
    assert anna.desk.shop.read(verify) == []


@on_both
def test_r24_a_substitute_that_is_gone_is_for_the_owner_to_choose(anna: Late) -> None:
    anna.desk.order("Bert", {"POT": "5"})
    pot = anna.desk.products["POT"]

    with pytest.raises(NeedsConsent, match="gone"):
        says(anna, "substitute", product_id=pot)

    assert anna.rows("SELECT open FROM order_lines WHERE id = ?", anna.line_id) == [(2000,)]
    assert state(anna) == "awaited"
    assert says(anna, "substitute", product_id=pot, although_later=True).new_line_id


def test_r24_where_the_goods_are_ready_the_owner_chooses_too(anna: Late) -> None:
    anna.desk.shop.write(count, anna.desk.products["PAN"], Decimal(2))
    pot = anna.desk.products["POT"]

    with pytest.raises(NeedsConsent, match="is ready meanwhile"):
        says(anna, "substitute", product_id=pot)

    assert says(anna, "substitute", product_id=pot, although_later=True).new_line_id


def test_r24_a_substitute_that_comes_sooner_is_taken(anna: Late) -> None:
    anna.desk.order("Bert", {"POT": "5"})
    anna.desk.purchase({"POT": "5"}, PROMISED)
    assert says(anna, "substitute", product_id=anna.desk.products["POT"]).new_line_id


def test_r29_a_substitute_has_a_product(anna: Late) -> None:
    with pytest.raises(InvalidInput):
        says(anna, "substitute")


@on_both
def test_r23_who_takes_a_part_lets_go_what_is_there(desk: Desk) -> None:
    desk.product("LID", stock="3", decimals=0)
    anna = late(desk)
    both = desk.order("Anna", {"PAN": "1", "LID": "2"}, ship_complete=True)
    pan, lid = both.line_ids
    assert anna.rows("SELECT reserved FROM order_lines WHERE id = ?", lid) == [(2000,)]

    answered = desk.shop.write(record_answer, AnswerDraft(lid, "part", ship_now=True))

    assert answered.shipped is not None
    assert anna.rows("SELECT ship_complete FROM orders WHERE id = ?", both.order_id) == [(0,)]
    assert anna.rows(
        "SELECT id, shipped, open FROM order_lines WHERE order_id = ? ORDER BY id", both.order_id
    ) == [
        (pan, 0, 1000),
        (lid, 2000, 0),
    ]
    assert desk.shop.read(verify) == []


@on_both
def test_r23_a_part_can_leave_later(desk: Desk) -> None:
    anna = late(desk)
    order = desk.order("Anna", {"PAN": "1", "POT": "2"}, ship_complete=True)
    desk.shop.write(record_answer, AnswerDraft(order.line_ids[0], "part"))
    assert anna.rows("SELECT ship_complete FROM orders WHERE id = ?", order.order_id) == [(0,)]
    assert anna.rows("SELECT count(*) FROM shipments") == [(0,)]


def test_r23_nothing_is_shipped_of_a_line_without_goods(anna: Late) -> None:
    with pytest.raises(Refused, match="reserved"):
        says(anna, "part", ship_now=True)
    assert state(anna) == "awaited"


def test_r23_no_answer_ends_the_waiting_for_one(anna: Late) -> None:
    says(anna, "none")
    assert state(anna) == "lapsed"
    assert anna.promised() == LATER


def test_r23_a_form_comes_back_whole_or_not_at_all(anna: Late) -> None:
    other = anna.desk.order("Anna", {"PAN": "1"}).line_ids[0]
    drafts = [AnswerDraft(anna.line_id, "cancels"), AnswerDraft(other, "waits", waits_until=LATER)]
    first, second = anna.desk.shop.write(record_answers, drafts)
    assert (first.kind, second.kind) == ("cancels", "waits")

    with pytest.raises(AlreadyDone):
        anna.desk.shop.write(
            record_answers, [AnswerDraft(other, "cancels"), AnswerDraft(anna.line_id, "waits")]
        )
    assert anna.rows("SELECT open FROM order_lines WHERE id = ?", other) == [(1000,)]


def test_an_answer_is_not_awaited_again_where_a_newer_letter_asks(anna: Late) -> None:
    answered = says(anna, "none")
    anna.supplier_says(LATER + timedelta(7))
    anna.tell(kind="renewed_delay")
    anna.desk.shop.write(take_back_answers, [answered.answer_id])
    assert [row[0] for row in anna.consents()] == ["lapsed", "awaited"]


# the letter's code


def test_r23_the_code_finds_the_lines(anna: Late) -> None:
    [(code,)] = anna.rows("SELECT code FROM letters")
    typed = f" {code[:3].lower()}-{code[3:]} "

    found = anna.desk.shop.read(lines_of_code, typed)

    assert (found.code, found.name, found.kind, found.sent_on) == (code, "Anna", "delay", MONDAY)
    [line] = found.lines
    assert (line.line_id, line.sku, line.open, line.promised_on) == (anna.line_id, "PAN", 2, LATER)
    assert (line.state, line.silence, line.consent_by) == ("awaited", "ask", found.reply_by)


@on_both
def test_r23_the_code_of_a_letter_about_an_order_finds_all_of_it(desk: Desk) -> None:
    anna = late(desk)
    order = desk.order("Bert", {"PAN": "1", "POT": "1"})
    [(notice,)] = anna.rows(
        "SELECT id FROM notices WHERE order_id = ? AND kind = 'confirmation'", order.order_id
    )
    draft = anna.draft([notice], kind="confirmation", customer_id=desk.customers["Bert"])
    sent = desk.shop.write(record_letter, draft)
    found = desk.shop.read(lines_of_code, sent.code)
    assert [(line.sku, line.state) for line in found.lines] == [("PAN", ""), ("POT", "")]


@on_both
def test_r23_a_part_split_off_is_asked_the_same(anna: Late) -> None:
    part = anna.desk.shop.write(split_line, anna.line_id, Decimal(1))

    first, second = anna.consents()
    assert first == second
    [(code,)] = anna.rows("SELECT code FROM letters")
    assert [line.line_id for line in anna.desk.shop.read(lines_of_code, code).lines] == [anna.line_id, part]


def test_r22_of_a_part_split_off_since_a_later_date_is_a_renewed_delay(anna: Late) -> None:
    part = anna.desk.shop.write(split_line, anna.line_id, Decimal(1))
    anna.supplier_says(LATER + timedelta(7))
    told = "SELECT order_line_id, kind FROM notices WHERE state = 'due' AND kind <> 'confirmation'"
    assert anna.rows(f"{told} ORDER BY order_line_id") == [
        (anna.line_id, "renewed_delay"),
        (part, "renewed_delay"),
    ]
    anna.tell()
    assert [(row[0], row[5]) for row in anna.consents()] == [
        ("void", False),
        ("void", False),
        ("awaited", True),
        ("awaited", True),
    ]
    assert anna.desk.shop.read(verify) == []


def test_r23_a_part_of_what_was_answered_is_answered(anna: Late) -> None:
    says(anna, "waits", waits_until=date(2027, 1, 8))
    anna.desk.shop.write(split_line, anna.line_id, Decimal(1))
    assert [row[0] for row in anna.consents()] == ["answered", "answered"]
    assert anna.desk.shop.read(verify) == []


@pytest.mark.parametrize("code", ["ZZZZZZ", "", "'; DROP TABLE letters; --"])
def test_r29_a_code_that_no_letter_has(anna: Late, code: str) -> None:
    with pytest.raises(NotFound):
        anna.desk.shop.read(lines_of_code, code)


@on_both
def test_what_was_cancelled_meanwhile_takes_no_answer(anna: Late) -> None:
    anna.desk.shop.write(cancel_line, anna.line_id, Decimal(2))
    with pytest.raises(AlreadyDone):
        says(anna, "cancels")
