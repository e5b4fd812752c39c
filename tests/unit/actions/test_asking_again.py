"""Where silence means nothing the customer is asked again, and the answer awaited anew (R23)."""

from datetime import date, timedelta

import pytest

from app.actions.answering import AnswerDraft, record_answer
from app.actions.asking_again import ask_again, take_back_asking
from app.actions.silence import proposals
from app.answer_views import unanswered
from app.errors import AlreadyDone, InvalidInput
from app.lists.today import things_to_do
from app.lists.today_tasks import TaskKind
from app.verifying import verify
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.unit.actions.delayed import Late, late

pytestmark = portable

ANSWER_BY = date(2026, 12, 7)
AFTER = ANSWER_BY + timedelta(1)
NEW_DAY = date(2026, 12, 22)


@pytest.fixture
def anna(desk: Desk) -> Late:
    """Who had until 7 December to answer, and did not."""
    found = late(desk, own_silence="ask")
    found.pays("5")
    found.tell()
    found.wait_until(AFTER)
    return found


def awaited(anna: Late) -> list[tuple[int, date, date]]:
    rows = anna.rows("SELECT id, consent_by, refund_by FROM consents WHERE state = 'awaited'")
    return [(row[0], date.fromordinal(row[1]), date.fromordinal(row[2])) for row in rows]


@on_both
def test_r23_who_is_asked_again_has_until_another_day(anna: Late) -> None:
    [(consent_id, by, refund_by)] = awaited(anna)
    assert by == ANSWER_BY

    asked = anna.desk.shop.write(ask_again, [consent_id], NEW_DAY)

    assert awaited(anna) == [(consent_id, NEW_DAY, refund_by + (NEW_DAY - ANSWER_BY))]
    assert anna.desk.shop.read(proposals) == []
    anna.desk.shop.write(take_back_asking, asked)
    assert awaited(anna) == [(consent_id, ANSWER_BY, refund_by)]
    kinds = [row[0] for row in anna.rows("SELECT kind FROM history ORDER BY id DESC LIMIT 2")]
    assert kinds == ["taken_back", "asked_again"]
    assert anna.desk.shop.read(verify) == []


def test_r29_nobody_is_asked_until_a_past_day(anna: Late) -> None:
    [(consent_id, *_)] = awaited(anna)
    with pytest.raises(InvalidInput):
        anna.desk.shop.write(ask_again, [consent_id], ANSWER_BY)
    assert awaited(anna)[0][1] == ANSWER_BY


def test_r29_who_answered_meanwhile_is_not_asked_again(anna: Late) -> None:
    [(consent_id, *_)] = awaited(anna)
    asked = anna.desk.shop.write(ask_again, [consent_id], NEW_DAY)
    anna.desk.shop.write(record_answer, AnswerDraft(anna.line_id, "waits"))
    with pytest.raises(AlreadyDone):
        anna.desk.shop.write(ask_again, [consent_id], NEW_DAY)
    with pytest.raises(AlreadyDone):
        anna.desk.shop.write(take_back_asking, asked)


@on_both
def test_r23_today_has_one_row_for_what_silence_means(anna: Late) -> None:
    def silent() -> list[tuple[str, int, int]]:
        piles = {pile.kind: pile.tasks for pile in anna.desk.shop.read(things_to_do)}
        return [(each.silence, each.count, each.customers) for each in piles.get(TaskKind.SILENCE, ())]

    assert silent() == [("ask", 1, 1)]
    found = anna.desk.shop.read(unanswered, "ask")
    assert [each.customer for each in found.lines] == ["Anna"]
    assert found.ask_until == AFTER + timedelta(14)
    assert anna.desk.shop.read(unanswered, "cancel").lines == ()
    anna.desk.shop.write(ask_again, [each.consent_id for each in found.lines], found.ask_until)
    assert silent() == []
