"""What a delay earns: proposed with its letter, given when that goes, topped up as the goods leave (R25)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.actions.making_good import propose
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.reward_rules import RuleDraft, checked_rules, store_rules, stored_rules
from app.actions.sending import record_letter
from app.actions.shipping import ship, undo_shipment
from app.actions.shop_settings import change_shop_settings, stored_values
from app.actions.vouchers import VoucherDraft, give_voucher
from app.errors import AlreadyDone, ChangedMeanwhile, InvalidInput, PlanChanged, Refused
from app.letters.drawing import draft_of
from app.letters.due import due_letters
from app.letters.plans import LetterPlan
from app.verifying import verify
from db.rows import fetch
from tests.desks import Desk
from tests.unit.actions.delayed import LATER, PROMISED, Late, late

TENTH = RuleDraft(7, "percent", Decimal(10))
FIFTH = RuleDraft(21, "percent", Decimal(20))


def earning(desk: Desk, *rules: RuleDraft, **settings: Any) -> Late:
    """Two pans of 10.00 each, a fortnight late."""
    found = late(desk, make_good=True, **settings)
    desk.shop.write(store_rules, rules)
    return found


def letter(anna: Late) -> LetterPlan:
    [plan] = anna.desk.shop.read(due_letters)
    return plan


def sends(anna: Late) -> LetterPlan:
    plan = letter(anna)
    anna.desk.shop.write(record_letter, draft_of(plan, b"%PDF", "letter"))
    return plan


def vouchers(desk: Desk) -> list[tuple[Any, ...]]:
    sql = "SELECT state, issued, balance, days_late FROM vouchers ORDER BY id"
    return [tuple(row) for row in desk.shop.read(fetch, sql, ())]


def moves(desk: Desk) -> list[tuple[Any, ...]]:
    sql = "SELECT kind, amount FROM voucher_moves ORDER BY id"
    return [tuple(row) for row in desk.shop.read(fetch, sql, ())]


def leaves(anna: Late, day: date) -> str:
    anna.wait_until(day)
    shop = anna.desk.shop
    shop.write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(2), purchase_line_id=anna.purchase_line_id),)))
    return str(shop.write(ship, [(anna.line_id, Decimal(2))]).number)


def words(plan: LetterPlan) -> str:
    return "\n".join(part for section in plan.sections for part in section.parts if isinstance(part, str))


def test_nothing_is_promised_unless_the_owner_wants_it(sqlite_desk: Desk) -> None:
    anna = late(sqlite_desk)
    sqlite_desk.shop.write(store_rules, (TENTH,))
    assert sends(anna).promised == ()
    assert vouchers(sqlite_desk) == []


def test_the_letter_names_what_it_gives_and_gives_it_once(desk: Desk) -> None:
    anna = earning(desk, TENTH)
    plan = sends(anna)
    [given] = plan.promised
    assert (given.amount, given.days) == (200, (LATER - PROMISED).days)
    assert f"voucher of €2.00: {given.code}." in words(plan)
    assert vouchers(desk) == [("open", 200, 200, 14)]
    [row] = desk.shop.read(fetch, "SELECT code, order_line_id, notice_id, expires_on FROM vouchers", ())
    assert tuple(row[1:3]) == (anna.line_id, given.notice_id)
    assert row[0] == given.code.replace("-", "")
    assert date.fromordinal(row[3]) == date(2026, 11, 23) + timedelta(365)
    assert desk.shop.read(verify) == []
    with pytest.raises(AlreadyDone):
        desk.shop.write(record_letter, replace(draft_of(plan, b"%PDF", "letter"), code="ANOTHER"))
    assert vouchers(desk) == [("open", 200, 200, 14)]


def test_the_owner_says_another_amount_before_it_goes(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH)
    shown, [told] = letter(anna), anna.due()
    sqlite_desk.shop.write(propose, told, Decimal("7.50"))
    with pytest.raises(PlanChanged):
        sqlite_desk.shop.write(record_letter, draft_of(shown, b"%PDF", "letter"))
    plan = sends(anna)
    assert "€7.50" in words(plan)
    assert vouchers(sqlite_desk) == [("open", 750, 750, 14)]
    with pytest.raises(AlreadyDone):
        sqlite_desk.shop.write(propose, told, Decimal(1))


def test_the_owner_gives_nothing_and_is_not_asked_again_for_these_days(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH)
    sqlite_desk.shop.write(propose, anna.due()[0], Decimal(0))
    assert "voucher" not in words(sends(anna))
    assert vouchers(sqlite_desk) == [("declined", 0, 0, 14)]
    leaves(anna, LATER)
    assert anna.due("voucher") == []
    assert sqlite_desk.shop.read(verify) == []


def test_the_owner_gives_something_where_no_rule_does(sqlite_desk: Desk) -> None:
    anna = late(sqlite_desk)
    sqlite_desk.shop.write(propose, anna.due()[0], Decimal(3))
    sends(anna)
    assert vouchers(sqlite_desk) == [("open", 300, 300, 14)]


def test_rules_that_change_between_are_shown_before_anything_is_given(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH)
    shown = letter(anna)
    sqlite_desk.shop.write(store_rules, (replace(TENTH, figure=Decimal(20)),))
    with pytest.raises(PlanChanged):
        sqlite_desk.shop.write(record_letter, draft_of(shown, b"%PDF", "letter"))
    assert vouchers(sqlite_desk) == []


def test_a_renewed_delay_adds_to_the_same_voucher(desk: Desk) -> None:
    anna = earning(desk, FIFTH, TENTH)
    [first] = sends(anna).promised
    anna.supplier_says(LATER + timedelta(10))
    plan = sends(anna)
    [more] = plan.promised
    assert (more.code, more.amount, more.days) == (first.code, 200, 26)
    assert f"add €2.00 to your voucher {first.code}" in words(plan)
    assert vouchers(desk) == [("open", 400, 400, 26)]
    assert moves(desk) == [("issued", 200), ("topped_up", 200)]
    assert desk.shop.read(verify) == []


def test_later_by_days_that_earn_no_more_adds_nothing(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH)
    sends(anna)
    anna.supplier_says(LATER + timedelta(10))
    assert sends(anna).promised == ()
    assert moves(sqlite_desk) == [("issued", 200)]


def test_goods_that_leave_later_than_told_earn_the_rest(desk: Desk) -> None:
    anna = earning(desk, FIFTH, TENTH)
    [first] = sends(anna).promised
    leaves(anna, PROMISED + timedelta(22))
    assert len(anna.due("voucher")) == 1
    assert vouchers(desk) == [("open", 200, 200, 14)]
    plan = sends(anna)
    assert "voucher" in plan.kinds
    assert first.code in words(plan)
    assert vouchers(desk) == [("open", 400, 400, 22)]
    assert desk.shop.read(verify) == []


def test_goods_that_leave_as_told_earn_nothing_more(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, FIFTH, TENTH)
    sends(anna)
    leaves(anna, LATER)
    assert anna.due("voucher") == []


def test_what_nobody_was_told_is_earned_in_all_as_the_goods_leave(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, FIFTH, TENTH)
    leaves(anna, PROMISED + timedelta(22))
    sends(anna)
    assert vouchers(sqlite_desk) == [("open", 400, 400, 22)]


def test_a_shipment_undone_proposes_nothing(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH)
    number = leaves(anna, PROMISED + timedelta(9))
    assert len(anna.due("voucher")) == 1
    sqlite_desk.shop.write(undo_shipment, number, anna.line_id, Decimal(2))
    assert anna.due("voucher") == []


def test_what_is_proposed_as_goods_leave_can_be_another_amount_or_none(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH)
    leaves(anna, PROMISED + timedelta(9))
    [notice] = anna.due("voucher")
    sqlite_desk.shop.write(propose, notice, Decimal(5))
    assert "€5.00" in words(letter(anna))
    sqlite_desk.shop.write(propose, notice, Decimal(0))
    assert anna.due("voucher") == []
    assert vouchers(sqlite_desk) == [("declined", 0, 0, 9)]


def test_a_date_that_nobody_knows_earns_nothing_yet(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH)
    anna.supplier_says(None)
    assert sends(anna).promised == ()


def test_an_order_that_the_rules_have_ended_earns_nothing(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH, delay_policy="us")
    anna.pays("20")
    anna.wait_until(PROMISED + timedelta(1))
    anna.supplier_says(LATER + timedelta(60))
    assert letter(anna).promised == ()


def test_points_are_given_as_money_is(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, RuleDraft(7, "points", Decimal(50)))
    assert "voucher of 50 points" in words(sends(anna))
    assert vouchers(sqlite_desk) == [("open", 5_000, 5_000, 14)]


def test_a_letter_of_something_else_gives_nothing(sqlite_desk: Desk) -> None:
    anna = earning(sqlite_desk, TENTH)
    with pytest.raises(Refused, match="no delay"):
        sqlite_desk.shop.write(propose, anna.due("confirmation")[0], Decimal(1))


@pytest.mark.parametrize("amount", ["-1", "NaN", "1000000001", "0.001"])
def test_no_amount_is_proposed_that_is_none(sqlite_desk: Desk, amount: str) -> None:
    anna = earning(sqlite_desk, TENTH)
    with pytest.raises(InvalidInput):
        sqlite_desk.shop.write(propose, anna.due()[0], Decimal(amount))


def test_a_voucher_given_already_is_only_told(sqlite_desk: Desk) -> None:
    anna = late(sqlite_desk)
    draft = VoucherDraft(anna.customer_id, Decimal(4), line_id=anna.line_id)
    sqlite_desk.shop.write(give_voucher, draft)
    [notice] = anna.due("voucher")
    with pytest.raises(Refused):
        sqlite_desk.shop.write(propose, notice, Decimal(1))
    sends(anna)
    assert moves(sqlite_desk) == [("issued", 400)]


# the rules


def test_rules_are_kept_in_the_owners_order(desk: Desk) -> None:
    rules = (
        replace(FIFTH, priority=1, most=Decimal("12.50")),
        replace(TENTH, order_value=Decimal(50), active=False),
    )
    before = desk.shop.read(stored_values)
    desk.shop.write(change_shop_settings, before, before | {"reward_rules": rules})
    assert desk.shop.read(stored_rules) == rules
    desk.shop.write(change_shop_settings, before | {"reward_rules": rules}, before)
    assert desk.shop.read(stored_rules) == ()


def test_rules_that_somebody_else_changed_are_not_overwritten(sqlite_desk: Desk) -> None:
    before = sqlite_desk.shop.read(stored_values)
    sqlite_desk.shop.write(store_rules, (TENTH,))
    with pytest.raises(ChangedMeanwhile, match="1 rule"):
        sqlite_desk.shop.write(change_shop_settings, before, before | {"reward_rules": (FIFTH,)})


@pytest.mark.parametrize(
    "bad",
    [
        replace(TENTH, days_late=0),
        replace(TENTH, days_late=366),
        replace(TENTH, figure=Decimal(0)),
        replace(TENTH, figure=Decimal(-5)),
        replace(TENTH, figure=Decimal("100.01")),
        replace(TENTH, figure=Decimal("0.001")),
        replace(TENTH, figure=Decimal("NaN")),
        replace(TENTH, kind="points", figure=Decimal("0.5")),
        replace(TENTH, kind="amount", figure=Decimal(10) ** 12),
        replace(TENTH, kind="gold"),
        replace(TENTH, order_value=Decimal(-1)),
        replace(TENTH, most=Decimal(0)),
        replace(TENTH, priority=9),
    ],
)
def test_rules_that_cannot_be_are_refused_by_their_place(bad: RuleDraft) -> None:
    with pytest.raises(InvalidInput, match="Rule 2: ") as refused:
        checked_rules("reward_rules", (TENTH, bad))
    assert refused.value.place == "reward_rules"
