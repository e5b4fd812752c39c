"""A letter tells once what is due; it is kept, it promises, it asks (R11, R22, R23)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from app.actions.cancelling import cancel_order
from app.actions.delays import fingerprint_of, notices_to_tell, reply_day
from app.actions.order_editing import OrderEdit, OrderTerms, edit_order
from app.actions.sending import LetterDraft, free_codes, record_letter, record_reprint
from app.actions.shop_settings import change_shop_settings, stored_values
from app.errors import AlreadyDone, InvalidInput, NotFound, PlanChanged
from app.happenings import happening_text
from app.lists import history
from app.verifying import verify
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.unit.actions.delayed import LATER, MONDAY, PROMISED, Late, late

pytestmark = portable

REPLY = date(2026, 12, 7)


@pytest.fixture
def anna(desk: Desk) -> Late:
    return late(desk)


@on_both
def test_r11_a_letter_of_delay_promises_the_date_it_tells(anna: Late) -> None:
    sent = anna.tell()

    assert anna.promised() == LATER
    assert anna.rows("SELECT promised_on, cause, letter_id, first FROM promises ORDER BY id")[1:] == [
        (LATER.toordinal(), "notice", sent.letter_id, 0)
    ]
    assert anna.rows("SELECT first_promised_on FROM order_lines WHERE id = ?", anna.line_id) == [
        (PROMISED.toordinal(),)
    ]
    assert not anna.due()
    assert anna.desk.shop.read(verify) == []


@on_both
def test_r22_a_letter_is_kept_as_it_was(anna: Late) -> None:
    sent = anna.tell()

    [row] = anna.rows(
        "SELECT code, kind, customer_id, channel, subject, address, sent_on, reply_by, pdf, reprints"
        " FROM letters"
    )
    assert row[:6] == (sent.code, "delay", anna.customer_id, "letter", "Your order", "Anna\nHigh Street 1")
    assert row[6:8] == (MONDAY.toordinal(), REPLY.toordinal())
    assert bytes(row[8]) == b"%PDF-1.4 as it went out"
    assert anna.rows("SELECT state, letter_id FROM notices WHERE kind = 'delay'") == [
        ("sent", sent.letter_id)
    ]


@on_both
def test_r22_several_notices_of_a_customer_go_into_one_letter(anna: Late) -> None:
    notices = anna.due("delay", "confirmation")
    assert len(notices) == 2
    sent = anna.desk.shop.write(record_letter, anna.draft(notices))
    told = anna.rows("SELECT kind FROM notices WHERE letter_id = ? ORDER BY id", sent.letter_id)
    assert {row[0] for row in told} == {"delay", "confirmation"}


def test_r22_nothing_is_told_twice(anna: Late) -> None:
    draft = anna.draft(anna.due())
    sent = anna.desk.shop.write(record_letter, draft)

    with pytest.raises(AlreadyDone, match=sent.code):
        anna.desk.shop.write(record_letter, replace(draft, code=anna.desk.shop.read(free_codes, 1)[0]))
    assert anna.rows("SELECT count(*) FROM letters") == [(1,)]


@on_both
def test_r22_two_tills_at_once_send_one_letter(anna: Late) -> None:
    drafts = [anna.draft(anna.due()) for _ in range(2)]
    start = Barrier(2)

    def send(draft: LetterDraft) -> str:
        start.wait(timeout=60)
        try:
            return anna.desk.shop.write(record_letter, draft).code
        except AlreadyDone as refused:
            return refused.title

    with ThreadPoolExecutor(2) as tills:
        told = list(tills.map(send, drafts))

    [(code,)] = anna.rows("SELECT code FROM letters")
    assert sorted(told) == sorted([code, f"Letter {code} told this already."])
    assert anna.rows("SELECT count(*) FROM promises WHERE cause = 'notice'") == [(1,)]


@on_both
def test_r22_the_same_act_again_returns_the_first_letter(anna: Late) -> None:
    draft = anna.draft(anna.due())
    act = "6d0b7b5e-2f0c-4a5e-9d3b-0d7c1c5f3a11"
    first = anna.desk.shop.write(record_letter, draft, action_id=act)
    assert anna.desk.shop.write(record_letter, draft, action_id=act) == first


def test_r22_a_letter_that_says_something_else_is_not_sent(anna: Late) -> None:
    draft = anna.draft(anna.due())
    anna.supplier_says(LATER + timedelta(7))

    with pytest.raises(PlanChanged):
        anna.desk.shop.write(record_letter, draft)

    assert anna.promised() == PROMISED
    assert anna.desk.shop.write(record_letter, anna.draft(anna.due())).letter_id


def test_r22_what_is_void_is_not_told(anna: Late) -> None:
    draft = anna.draft(anna.due())
    anna.supplier_says(PROMISED - timedelta(1))
    assert not anna.due()
    with pytest.raises(PlanChanged):
        anna.desk.shop.write(record_letter, draft)


def test_r23_a_letter_whose_deadline_changed_overnight_is_made_again(anna: Late) -> None:
    draft = anna.draft(anna.due())
    anna.wait_until(MONDAY + timedelta(1))
    with pytest.raises(PlanChanged):
        anna.desk.shop.write(record_letter, draft)


def test_r11_a_past_date_is_never_told(anna: Late) -> None:
    notices = anna.due()
    anna.wait_until(LATER + timedelta(1))
    with pytest.raises(PlanChanged):
        anna.desk.shop.write(record_letter, anna.draft(notices))
    assert anna.promised() == PROMISED


def test_r22_another_customer_s_notice_is_not_in_the_letter(anna: Late) -> None:
    draft = anna.draft(anna.due(), customer_id=anna.desk.customer("Bert"))
    with pytest.raises(PlanChanged):
        anna.desk.shop.write(record_letter, draft)


@on_both
@pytest.mark.parametrize(
    "wrong",
    [
        {"supplier_id": 1},
        {"customer_id": None},
        {"customer_id": None, "supplier_id": 1},
        {"notice_ids": ()},
        {"channel": "mail"},
    ],
    ids=["two recipients", "nobody", "a supplier", "nothing to tell", "no mail address"],
)
def test_r29_a_letter_that_cannot_go_is_refused(anna: Late, wrong: dict[str, object]) -> None:
    draft = replace(anna.draft(anna.due()), **wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        anna.desk.shop.write(record_letter, draft)
    assert anna.rows("SELECT count(*) FROM letters") == [(0,)]


def test_a_code_taken_meanwhile_is_refused(anna: Late) -> None:
    sent = anna.tell()
    anna.desk.shop.write(cancel_order, anna.order_id)
    with pytest.raises(PlanChanged, match="code"):
        anna.desk.shop.write(record_letter, anna.draft(anna.due("cancellation"), code=sent.code))


def test_codes_are_read_without_mistake(anna: Late) -> None:
    codes = anna.desk.shop.read(free_codes, 200)
    assert len(set(codes)) == 200
    assert all(len(code) == 6 and not set(code) & set("0O1I") for code in codes)


def test_r23_the_shop_s_own_policy_asks_within_its_days(anna: Late) -> None:
    sent = anna.tell()
    assert sent.reply_by == REPLY
    assert anna.consents() == [("awaited", "ask", REPLY, None, None, False, True)]


def test_r23_money_paid_has_its_day_to_be_paid_back(anna: Late) -> None:
    anna.pays("5")
    anna.tell()
    assert anna.consents() == [("awaited", "ask", REPLY, None, date(2026, 12, 21), False, True)]


@on_both
def test_r23_us_first_and_renewed(desk: Desk) -> None:
    anna = late(desk, delay_policy="us")
    anna.pays("5")
    anna.tell()
    assert anna.consents() == [("awaited", "consent", LATER, None, None, False, True)]

    anna.supplier_says(date(2027, 1, 11))
    assert anna.rows("SELECT kind FROM notices WHERE state = 'due' AND order_line_id IS NOT NULL") == [
        ("renewed_delay",)
    ]
    anna.tell(kind="renewed_delay")

    assert anna.consents() == [
        ("void", "consent", LATER, None, None, False, True),
        ("awaited", "cancel", LATER, LATER, date(2026, 12, 25), True, True),
    ]
    assert anna.promised() == date(2027, 1, 12)


@pytest.mark.parametrize(("policy", "by"), [("eu", PROMISED), ("us", LATER)])
def test_r23_where_the_date_is_essential_the_answer_is_due_by_it(
    sqlite_desk: Desk, policy: str, by: date
) -> None:
    anna = late(sqlite_desk, delay_policy=policy)
    terms = OrderTerms()
    essential = OrderEdit(terms, replace(terms, date_essential=True))
    anna.desk.shop.write(edit_order, anna.order_id, essential)
    assert anna.tell().reply_by == by


def test_r23_us_unknown_date(desk: Desk) -> None:
    anna = late(desk, delay_policy="us")
    anna.supplier_says(None)
    sent = anna.tell(kind="date_gone")

    cancels = PROMISED + timedelta(30)
    assert sent.reply_by == cancels
    assert anna.consents() == [("awaited", "cancel", cancels, cancels, None, False, False)]
    assert anna.promised() is None
    assert not anna.due()


def test_r23_the_earliest_answer_is_the_letter_s(anna: Late) -> None:
    anna.desk.purchase({"POT": "10"}, date(2026, 11, 25))
    anna.desk.order("Anna", {"POT": "6"})
    [(pots,)] = anna.rows("SELECT max(id) FROM purchase_lines")
    Late(anna.desk, 0, 0, pots).supplier_says(date(2026, 11, 30))
    notices = anna.desk.shop.read(notices_to_tell, anna.due())
    assert [each.deadlines and each.deadlines.consent_by for each in notices] == [
        REPLY.toordinal(),
        date(2026, 12, 1).toordinal(),
    ]
    assert reply_day(notices, MONDAY.toordinal()) == date(2026, 12, 1).toordinal()
    assert anna.tell().reply_by == date(2026, 12, 1)


@on_both
def test_r22_a_mail_waits_in_the_outbox_with_its_letter(anna: Late) -> None:
    sent = anna.tell(channel="mail", email="anna@example.org", text="Dear Anna")
    [(mail_id, letter_id, message_id, address, state)] = anna.rows(
        "SELECT id, letter_id, message_id, address, state FROM mails"
    )
    assert (mail_id, letter_id, address, state) == (
        sent.mail_id,
        sent.letter_id,
        "anna@example.org",
        "queued",
    )
    assert message_id.startswith("<")
    assert message_id.endswith("@backorder-desk.invalid>")


@on_both
def test_a_letter_to_a_supplier_tells_no_notice(anna: Late) -> None:
    supplier = anna.desk.suppliers["Acme"]
    draft = anna.draft((), kind="chaser", customer_id=None, supplier_id=supplier, fingerprint="")
    sent = anna.desk.shop.write(record_letter, draft)
    assert anna.rows("SELECT kind, supplier_id FROM letters") == [("chaser", supplier)]
    assert sent.reply_by is None
    assert len(anna.due()) == 1


@on_both
def test_r22_a_reprint_is_counted(anna: Late) -> None:
    sent = anna.tell()
    assert [anna.desk.shop.write(record_reprint, sent.letter_id) for _ in range(2)] == [1, 2]
    with pytest.raises(NotFound):
        anna.desk.shop.write(record_reprint, 999)


def test_history_tells_of_the_letter(anna: Late) -> None:
    sent = anna.tell()
    rows = anna.desk.shop.read(history.LISTING.page, filter="promises", limit=10).rows
    told = [happening_text(history.happening_of(row)) for row in rows]
    assert f"Told by letter {sent.code}" in told
    assert "Promised 16 Dec" in told


def test_r22_what_was_told_by_phone_is_told(anna: Late) -> None:
    anna.tell(channel="phone", pdf=b"", text="Two weeks later.")
    assert anna.promised() == LATER
    assert not anna.due()
    rows = anna.desk.shop.read(history.LISTING.page, filter="promises", limit=10).rows
    assert "Told by phone" in [happening_text(history.happening_of(row)) for row in rows]


def test_the_fingerprint_is_that_of_the_policy_too(anna: Late) -> None:
    shop, notices = anna.desk.shop, anna.due()
    before = fingerprint_of(shop.read(notices_to_tell, notices))
    assert fingerprint_of(shop.read(notices_to_tell, notices)) == before
    values = shop.read(stored_values)
    shop.write(change_shop_settings, values, values | {"delay_policy": "us"})
    assert fingerprint_of(shop.read(notices_to_tell, notices)) != before
