"""No answer in time: proposed, done with one act, taken back until the customer was told (R23)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.actions.answering import AnswerDraft, record_answer
from app.actions.cancelling import cancel_line
from app.actions.daily import begin_day
from app.actions.sending import record_letter
from app.actions.silence import Proposal, SilenceApplied, apply_silence, proposals
from app.actions.stocktaking import count
from app.actions.undoing import carry_out
from app.actions.undoing_answers import take_back_answers
from app.errors import AlreadyDone, NotFound, Refused
from app.verifying import verify
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.unit.actions.delayed import LATER, Late, late

pytestmark = portable

ANSWER_BY = date(2026, 12, 7)
AFTER = ANSWER_BY + timedelta(1)


@pytest.fixture
def anna(desk: Desk) -> Late:
    """Who has to answer by 7 December, or her line is cancelled; one of two pans is hers."""
    found = late(desk, own_silence="cancel")
    desk.shop.write(count, desk.products["PAN"], Decimal(1))
    found.pays("5")
    found.tell()
    return found


def proposed(anna: Late) -> list[Proposal]:
    return anna.desk.shop.read(proposals)


def apply(anna: Late) -> SilenceApplied:
    anna.wait_until(AFTER)
    applied: SilenceApplied = anna.desk.shop.write(
        apply_silence, [each.consent_id for each in proposed(anna)]
    )
    return applied


def line(anna: Late) -> tuple[Any, ...]:
    sql = "SELECT open, reserved, cancelled, state, promised_on, expected_on FROM order_lines WHERE id = ?"
    [row] = anna.rows(sql, anna.line_id)
    return row


def test_r23_silence_is_proposed_when_the_last_day_is_over(anna: Late) -> None:
    anna.wait_until(ANSWER_BY)
    assert proposed(anna) == []
    anna.wait_until(AFTER)
    [found] = proposed(anna)
    assert (found.customer, found.sku, found.open, found.silence) == ("Anna", "PAN", 2, "cancel")
    assert (found.line_id, found.order_id, found.consent_by) == (anna.line_id, anna.order_id, ANSWER_BY)
    assert found.refund_by == ANSWER_BY + timedelta(14)


def test_r23_nothing_is_done_behind_the_owner_s_back(anna: Late) -> None:
    anna.wait_until(AFTER)
    anna.desk.shop.write(begin_day)
    assert line(anna)[:3] == (2000, 1000, 0)
    assert len(proposed(anna)) == 1


@on_both
def test_r23_silence_applied_cancels_and_tells(anna: Late) -> None:
    applied = apply(anna)

    assert line(anna)[:4] == (0, 0, 2000, "cancelled")
    assert proposed(anna) == []
    assert [row[0] for row in anna.consents()] == ["lapsed"]
    assert anna.rows("SELECT id, kind, way, undone FROM answers") == [
        (applied.answer_ids[0], "none", "paper", 0)
    ]
    assert len(anna.due("cancellation")) == 1
    assert len(anna.due("refund")) == 1
    assert anna.desk.shop.read(verify) == []


def test_r18_money_is_owed_back_from_the_last_day_to_answer(anna: Late) -> None:
    anna.wait_until(AFTER + timedelta(2))
    anna.desk.shop.write(apply_silence, [each.consent_id for each in proposed(anna)])
    assert anna.rows("SELECT due_by FROM notices WHERE kind = 'refund'") == [
        ((ANSWER_BY + timedelta(14)).toordinal(),)
    ]


def test_r23_an_answer_in_time_proposes_nothing(anna: Late) -> None:
    anna.desk.shop.write(record_answer, AnswerDraft(anna.line_id, "waits"))
    anna.wait_until(AFTER)
    assert proposed(anna) == []


def test_r23_what_is_closed_is_not_proposed_nor_awaited(anna: Late) -> None:
    anna.desk.shop.write(cancel_line, anna.line_id, Decimal(2))
    anna.wait_until(AFTER)
    assert proposed(anna) == []
    anna.desk.shop.write(begin_day)
    assert [row[0] for row in anna.consents()] == ["void"]


@on_both
def test_r23_silence_is_not_applied_before_its_day(anna: Late) -> None:
    [(consent_id,)] = anna.rows("SELECT id FROM consents")
    anna.wait_until(ANSWER_BY)
    with pytest.raises(Refused, match="7 Dec"):
        anna.desk.shop.write(apply_silence, [consent_id])
    assert line(anna)[0] == 2000


def test_r23_silence_is_applied_once(anna: Late) -> None:
    apply(anna)
    [(consent_id,)] = anna.rows("SELECT id FROM consents")
    with pytest.raises(AlreadyDone):
        anna.desk.shop.write(apply_silence, [consent_id])
    with pytest.raises(NotFound):
        anna.desk.shop.write(apply_silence, [999])


def test_r23_who_must_ask_is_not_answered_by_silence(desk: Desk) -> None:
    anna = late(desk)
    anna.tell()
    anna.wait_until(AFTER)
    [found] = proposed(anna)
    assert found.silence == "ask"
    with pytest.raises(Refused, match="does not cancel"):
        anna.desk.shop.write(apply_silence, [found.consent_id])


def test_r23_silence_that_agrees_is_agreed_by_the_morning(desk: Desk) -> None:
    anna = late(desk, own_silence="consent")
    anna.tell()
    anna.wait_until(AFTER)
    assert proposed(anna) == []
    anna.desk.shop.write(begin_day)
    assert [row[0] for row in anna.consents()] == ["lapsed"]
    assert anna.promised() == LATER


def test_r23_all_or_none(anna: Late) -> None:
    bert = anna.desk.order("Bert", {"PAN": "1"})
    anna.supplier_says(LATER + timedelta(7))
    [(notice,)] = anna.rows("SELECT id FROM notices WHERE order_id = ? AND kind = 'delay'", bert.order_id)
    anna.desk.shop.write(record_letter, anna.draft([notice], customer_id=anna.desk.customers["Bert"]))
    anna.wait_until(AFTER)
    ids = [each.consent_id for each in proposed(anna)]
    assert len(ids) == 2
    with pytest.raises(NotFound):
        anna.desk.shop.write(apply_silence, [*ids, 999])
    assert line(anna)[0] == 2000
    assert len(anna.desk.shop.write(apply_silence, ids).answer_ids) == 2
    assert anna.desk.shop.read(verify) == []


# taken back


def test_r23_silence_taken_back_leaves_all_as_it_stood(anna: Late) -> None:
    anna.wait_until(AFTER)
    before, asked = line(anna), anna.consents()
    done = anna.desk.shop.write(carry_out(apply_silence), [each.consent_id for each in proposed(anna)])
    assert line(anna) != before

    anna.desk.shop.write(take_back_answers, done.outcome.answer_ids, done.lines)

    assert line(anna) == before
    assert anna.consents() == asked
    assert anna.rows("SELECT undone FROM answers") == [(1,)]
    assert anna.due("cancellation", "refund") == []
    assert len(proposed(anna)) == 1
    assert anna.desk.shop.read(verify) == []


def test_r23_silence_is_taken_back_later_too(anna: Late) -> None:
    applied = apply(anna)
    anna.wait_until(AFTER + timedelta(3))

    anna.desk.shop.write(take_back_answers, applied.answer_ids)

    assert line(anna)[:4] == (2000, 1000, 0, "open")
    assert anna.rows("SELECT state FROM orders WHERE id = ?", anna.order_id) == [("open",)]
    assert anna.due("cancellation", "refund") == []
    assert len(proposed(anna)) == 1
    assert anna.desk.shop.read(verify) == []
    with pytest.raises(AlreadyDone):
        anna.desk.shop.write(take_back_answers, applied.answer_ids)


def test_r23_what_others_got_meanwhile_stays_with_them(anna: Late) -> None:
    applied = apply(anna)
    bert = anna.desk.order("Bert", {"PAN": "1"})

    anna.desk.shop.write(take_back_answers, applied.answer_ids)

    assert anna.rows("SELECT reserved FROM order_lines WHERE id = ?", bert.line_ids[0]) == [(1000,)]
    assert line(anna)[:2] == (2000, 0)
    assert anna.desk.shop.read(verify) == []


@on_both
@pytest.mark.parametrize("kind", ["cancellation", "refund"])
def test_r23_what_the_customer_was_told_is_not_taken_back(anna: Late, kind: str) -> None:
    applied = apply(anna)
    anna.wait_until(AFTER + timedelta(1))
    sent = anna.tell(kind, kind=kind)
    with pytest.raises(Refused, match=sent.code):
        anna.desk.shop.write(take_back_answers, applied.answer_ids)
    assert line(anna)[0] == 0


def test_r18_us_silence_cancels_and_the_money_is_due_in_seven_working_days(desk: Desk) -> None:
    anna = late(desk, delay_policy="us")
    anna.pays("5")
    anna.supplier_says(None)
    by = anna.tell(kind="date_gone").reply_by
    assert by == date(2027, 1, 1)
    anna.wait_until(by + timedelta(3))
    done = anna.desk.shop.write(carry_out(apply_silence), [each.consent_id for each in proposed(anna)])
    due = "SELECT due_by FROM notices WHERE kind = 'refund' AND state = 'due'"
    assert anna.rows(due) == [(date(2027, 1, 12).toordinal(),)]
    anna.desk.shop.write(take_back_answers, done.outcome.answer_ids, done.lines)
    assert anna.rows(due) == []
    assert len(proposed(anna)) == 1


@pytest.mark.parametrize(("policy", "days"), [("eu", 14), ("china", 7)])
def test_r18_where_silence_ends_nothing_the_money_is_due_from_the_answer(
    desk: Desk, policy: str, days: int
) -> None:
    anna = late(desk, delay_policy=policy)
    anna.pays("5")
    anna.tell()
    anna.wait_until(AFTER)
    assert [each.silence for each in proposed(anna)] == ["ask"]
    anna.desk.shop.write(record_answer, AnswerDraft(anna.line_id, "cancels"))
    assert anna.rows("SELECT due_by FROM notices WHERE kind = 'refund' AND state = 'due'") == [
        ((AFTER + timedelta(days)).toordinal(),)
    ]
