"""What needs the owner today, and nothing on a quiet day (R4, R11, R16, R18, R22, R23)."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from app.actions.cancelling import cancel_line
from app.actions.daily import begin_day
from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.actions.purchasing import cancel_purchase, set_eta
from app.actions.queueing import hold
from app.actions.sending import record_letter
from app.actions.shipping import ship
from app.actions.stocktaking import count
from app.letters.chasing import chasers
from app.letters.drawing import draft_of
from app.lists.today import things_to_do
from app.lists.today_tasks import MOST, SHOWN, Name, Task, TaskKind
from db.rows import fetch, run
from db.stored import to_microseconds
from db.terms import NO_SLIP
from tests.databases import TODAY
from tests.desks import Desk, ordinal
from tests.unit.actions.delayed import late

TODAY_IS = TODAY.toordinal()


def quiet(desk: Desk) -> None:
    """As if all letters had gone out."""
    desk.shop.write(lambda session: run(session, "UPDATE notices SET state = 'sent' WHERE state = 'due'"))


def tasks(desk: Desk, kind: TaskKind) -> tuple[Task, ...]:
    """The rows of a kind."""
    return next((pile.tasks for pile in desk.shop.read(things_to_do) if pile.kind == kind), ())


def on(desk: Desk, day: date) -> None:
    """Another day begins."""
    zone = desk.shop.clock().tzinfo
    desk.shop.clock = lambda: datetime.combine(day, time(9), zone)
    desk.shop.write(begin_day)


def lines(desk: Desk) -> list[int]:
    rows = desk.shop.read(fetch, "SELECT id FROM purchase_lines ORDER BY id")
    return [row[0] for row in rows]


@pytest.fixture
def coming(desk: Desk) -> Desk:
    """Ann and Bo wait for what comes on 1 December."""
    desk.product("A", name="Tea pot")
    desk.purchase({"A": "9"}, date(2026, 12, 1), number="P-7")
    desk.order("Ann", {"A": "3"})
    desk.order("Bo", {"A": "2"})
    quiet(desk)
    return desk


def test_a_quiet_day_has_nothing(coming: Desk) -> None:
    assert coming.shop.read(things_to_do) == ()


def test_r22_letters_due_are_one_row_a_kind_with_the_first_names(coming: Desk) -> None:
    coming.order("Cleo", {"A": "1"})
    coming.shop.write(set_eta, lines(coming), date(2026, 12, 22), cause="customs")
    later, confirmation = tasks(coming, TaskKind.NOTICE)
    promised = ordinal(12, 2)
    assert (later.what, later.day, later.count) == ("delay", promised, 3)
    assert later.names == tuple(Name(name, promised, 21) for name in ("Ann", "Bo", "Cleo"))
    assert (confirmation.what, confirmation.day, confirmation.count) == ("confirmation", None, 1)
    assert confirmation.customer_id == coming.customers["Cleo"]


def test_r11_lines_that_slipped_are_one_row_with_the_worst(coming: Desk) -> None:
    coming.shop.write(set_eta, lines(coming), None, cause="customs")
    [row] = tasks(coming, TaskKind.SLIPPED)
    assert (row.count, [each.slip for each in row.names]) == (2, [NO_SLIP, NO_SLIP])


def test_r10_a_purchase_that_should_have_come_names_who_waits(coming: Desk) -> None:
    on(coming, date(2026, 12, 2))
    [row] = tasks(coming, TaskKind.OVERDUE)
    assert (row.order, row.what, row.day, row.quantity) == ("P-7", "Tea pot", ordinal(12, 1), 9000)
    assert (row.count, [each.name for each in row.names]) == (2, ["Ann", "Bo"])
    assert row.purchase_id == 1
    assert not row.asks_supplier


def test_an_overdue_supplier_is_asked_once(desk: Desk) -> None:
    desk.product("A", name="Tea pot", supplier="Acme")
    desk.purchase({"A": "9"}, date(2026, 12, 1), supplier="Acme")
    [early] = desk.shop.read(chasers, purchase_line_ids=lines(desk))
    desk.shop.write(record_letter, draft_of(early, b"%PDF", "letter"))
    on(desk, date(2026, 12, 2))
    assert [row.asks_supplier for row in tasks(desk, TaskKind.OVERDUE)] == [True]
    [plan] = desk.shop.read(chasers)
    desk.shop.write(record_letter, draft_of(plan, b"%PDF", "letter"))
    assert [row.asks_supplier for row in tasks(desk, TaskKind.OVERDUE)] == [False]
    desk.purchase({"A": "4"}, date(2026, 12, 1), supplier="Acme")
    assert [row.asks_supplier for row in tasks(desk, TaskKind.OVERDUE)] == [False, True]


def test_r16_supply_that_was_cancelled_shows_until_it_is_covered(coming: Desk) -> None:
    coming.shop.write(cancel_purchase, 1)
    [row] = tasks(coming, TaskKind.CUT)
    assert (row.what, row.count, row.quantity, row.day) == ("Tea pot", 2, 5000, ordinal(12, 2))
    coming.purchase({"A": "9"}, date(2026, 12, 1))
    assert tasks(coming, TaskKind.CUT) == ()


def test_r18_money_owed_shows_until_it_is_paid_back(coming: Desk) -> None:
    entered = coming.order("Ann", {"A": "2"}, payments=(PaymentDraft(Decimal(20)),))
    coming.shop.write(cancel_line, entered.line_ids[0], Decimal(1))
    quiet(coming)
    [row] = tasks(coming, TaskKind.REFUND)
    assert (row.order, row.customer, row.amount, row.day) == (entered.number, "Ann", 1000, TODAY_IS + 14)
    coming.shop.write(record_payment, entered.order_id, PaymentDraft(Decimal(4), kind="refund"))
    assert [each.amount for each in tasks(coming, TaskKind.REFUND)] == [600]
    coming.shop.write(record_payment, entered.order_id, PaymentDraft(Decimal(6), kind="refund"))
    assert tasks(coming, TaskKind.REFUND) == ()


def test_r4_goods_held_for_the_rest_of_an_order_show_with_how_long(desk: Desk) -> None:
    desk.product("A", stock="5")
    desk.product("B")
    desk.purchase({"B": "9"}, date(2026, 12, 1))
    entered = desk.order("Ann", {"A": "3", "B": "1"}, ship_complete=True)
    desk.order("Bo", {"A": "2"})
    quiet(desk)
    on(desk, date(2026, 11, 30))
    [row] = tasks(desk, TaskKind.HELD)
    assert (row.order, row.customer, row.quantity, row.day) == (entered.number, "Ann", 3000, TODAY_IS)
    assert row.names == (Name("Ann", ordinal(12, 2)),)


def test_r23_goods_not_fetched_in_time_show(desk: Desk) -> None:
    desk.product("A", stock="5")
    entered = desk.order("Ann", {"A": "3"}, pick_up=True)
    quiet(desk)
    on(desk, date(2026, 12, 7))
    assert tasks(desk, TaskKind.NOT_FETCHED) == ()
    on(desk, date(2026, 12, 8))
    [row] = tasks(desk, TaskKind.NOT_FETCHED)
    assert (row.order, row.quantity, row.day) == (entered.number, 3000, TODAY_IS)
    desk.shop.write(ship, [(entered.line_ids[0], Decimal(3))])
    assert tasks(desk, TaskKind.NOT_FETCHED) == ()


def test_r23_parts_told_apart_that_nobody_fetched_are_one_row(desk: Desk) -> None:
    desk.product("A", stock="2")
    desk.customer("Ann", notice_per_part=True)
    entered = desk.order("Ann", {"A": "3"}, pick_up=True)
    quiet(desk)
    desk.shop.write(count, desk.products["A"], Decimal(3))
    quiet(desk)
    on(desk, date(2026, 12, 8))
    assert [(row.order, row.quantity) for row in tasks(desk, TaskKind.NOT_FETCHED)] == [
        (entered.number, 3000)
    ]


def test_r6_orders_on_hold_show_with_the_reason(coming: Desk) -> None:
    coming.shop.write(hold, 2, reason="wait for the new kitchen")
    [row] = tasks(coming, TaskKind.ON_HOLD)
    assert (row.customer, row.what, row.day) == ("Bo", "wait for the new kitchen", TODAY_IS)


def test_r23_answers_show_a_few_days_before_the_last(desk: Desk) -> None:
    anna = late(desk)
    anna.tell()
    until = "UPDATE consents SET consent_by = ?"
    desk.shop.write(lambda session: run(session, until, (TODAY_IS + 4,)))
    assert tasks(desk, TaskKind.ANSWER) == ()
    desk.shop.write(lambda session: run(session, until, (TODAY_IS + 3,)))
    [row] = tasks(desk, TaskKind.ANSWER)
    assert (row.day, row.customer, row.line_id) == (TODAY_IS + 3, "Anna", anna.line_id)
    desk.shop.write(lambda session: run(session, until, (TODAY_IS,)))
    assert len(tasks(desk, TaskKind.ANSWER)) == 1
    assert tasks(desk, TaskKind.SILENCE) == ()
    desk.shop.write(lambda session: run(session, until, (TODAY_IS - 1,)))
    assert tasks(desk, TaskKind.ANSWER) == ()
    assert [row.count for row in tasks(desk, TaskKind.SILENCE)] == [1]
    desk.shop.write(lambda session: run(session, until, (TODAY_IS + 3,)))
    desk.shop.write(lambda session: run(session, "UPDATE consents SET state = 'answered'"))
    assert tasks(desk, TaskKind.ANSWER) == ()


@pytest.mark.parametrize("state", ["refused", "failed", "perhaps"])
def test_mail_that_did_not_arrive_shows(desk: Desk, state: str) -> None:
    anna = late(desk)
    anna.tell()
    mail = "INSERT INTO mails (letter_id, message_id, state, created_at) VALUES (1, '<1@x>', ?, 0)"
    desk.shop.write(lambda session: run(session, mail, (state,)))
    [row] = tasks(desk, TaskKind.MAIL)
    assert (row.what, row.customer, row.mail_id, row.letter_id) == (state, "Anna", 1, 1)
    desk.shop.write(lambda session: run(session, "UPDATE mails SET state = 'sent'"))
    assert tasks(desk, TaskKind.MAIL) == ()


def test_mail_that_no_server_takes_is_one_row_with_the_reason(desk: Desk) -> None:
    """What was only put off is not: it comes again by itself."""
    anna = late(desk)
    anna.tell()
    due, later = (to_microseconds(datetime(2026, 11, day, tzinfo=UTC)) for day in (23, 24))
    mail = (
        "INSERT INTO mails (letter_id, message_id, state, created_at, problem, next_try_at)"
        " VALUES (1, '<1@x>', 'queued', 0, '', ?)"
    )
    change = "UPDATE mails SET problem = ?, next_try_at = ?"
    desk.shop.write(lambda session: run(session, mail, (due,)))
    assert tasks(desk, TaskKind.MAIL) == ()
    desk.shop.write(lambda session: run(session, change, ("451 later", later)))
    assert tasks(desk, TaskKind.MAIL) == ()
    desk.shop.write(lambda session: run(session, change, ("Wrong password.", due)))
    [row] = tasks(desk, TaskKind.MAIL)
    assert (row.what, row.problem, row.count, row.letter_id) == ("queued", "Wrong password.", 1, 1)
    assert [name.name for name in row.names] == ["Anna"]


def test_of_many_the_first_are_shown_and_the_rest_is_counted(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.product("A", stock="1")
    desk.order("Ann", {"A": "1"})
    letter = "INSERT INTO letters (code, customer_id, sent_at, sent_on, pdf) VALUES ('C', 1, 0, 1, x'00')"
    asked = (
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MOST + 5})"
        " INSERT INTO consents (order_line_id, letter_id, state, consent_by)"
        f" SELECT 1, 1, 'awaited', {TODAY_IS} FROM n"
    )
    for statement in (letter, asked):
        desk.shop.write(lambda session, sql: run(session, sql), statement)
    [pile] = [pile for pile in desk.shop.read(things_to_do) if pile.kind == TaskKind.ANSWER]
    assert (len(pile.tasks), pile.counted.number, pile.counted.more) == (SHOWN, MOST, True)
