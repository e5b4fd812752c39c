"""Changing an order that is there already: terms, lines and money, what others changed meanwhile (R2, R7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.actions.order_editing import LineEdit, LineTerms, OrderEdit, OrderTerms, edit_order
from app.actions.order_lines import set_quantity
from app.actions.order_outlook import edit_as_shown, edit_outlook
from app.actions.ordering import OrderLineDraft, PaymentDraft
from app.actions.paying import record_payment, remove_payment
from app.actions.shipping import ship
from app.errors import AlreadyDone, ChangedMeanwhile, InvalidInput, NeedsConsent, PlanChanged, Refused
from app.happenings import happening_text
from app.lists.history import happening_of, history_of
from app.lists.order_detail import LineDetail, OrderDetail, order_detail
from app.rules.standing import Status
from app.shop import Shop
from app.verifying import verify
from db.models.catalogue import Product
from tests.databases import on_both, portable
from tests.kitchen import Kitchen, enter

pytestmark = portable

WANTED = date(2026, 12, 18)
TERMS = OrderTerms(wanted_on=WANTED)


@pytest.fixture
def order_id(shop: Shop, kitchen: Kitchen) -> int:
    """Two woks that are there, two skillets that P-124 brings."""
    return shop.write(enter, kitchen, "O-2001", "Wen Li", (("WK-30", 2), ("SK-28", 2)), wanted_on=WANTED)


def order(shop: Shop, order_id: int) -> OrderDetail:
    return shop.read(order_detail, order_id)


def changed(line: LineDetail, quantity: int, **terms: Any) -> LineEdit:
    before = LineTerms(
        Decimal(line.ordered - line.cancelled).scaleb(-3),
        Decimal(line.price).scaleb(-4),
        Decimal(line.discount).scaleb(-3),
    )
    return LineEdit(line.id, before, replace(before, quantity=Decimal(quantity), **terms))


def set_policy(session: Session, product_id: int, policy: str) -> None:
    session.get_one(Product, product_id).backorders = policy


@on_both
def test_r2_a_nearer_wanted_day_ranks_the_order_before_others(
    shop: Shop, kitchen: Kitchen, order_id: int
) -> None:
    shop.write(enter, kitchen, "O-2002", "Oskar Lund", (("SK-28", 3),), wanted_on=date(2026, 12, 10))
    late = order(shop, order_id).lines[1]
    assert (late.expected, late.status) == (None, Status.NO_DATE)

    shop.write(edit_order, order_id, OrderEdit(TERMS, replace(TERMS, wanted_on=date(2026, 12, 1))))

    assert order(shop, order_id).lines[1].expected == date(2026, 12, 21).toordinal()
    told = shop.read(history_of, line_id=late.id).rows
    assert "Wanted by 1 Dec in place of 18 Dec" in [happening_text(happening_of(row)) for row in told]
    assert not shop.read(verify)


@on_both
def test_quantities_lines_and_money_change_in_one_write(shop: Shop, kitchen: Kitchen, order_id: int) -> None:
    woks, skillets = order(shop, order_id).lines
    fresh = OrderLineDraft(kitchen.products["CI-26"], Decimal(1))
    edit = OrderEdit(
        TERMS,
        replace(TERMS, customer_reference="Kitchen", shipping_charge=Decimal("6.90"), pick_up=True),
        changed=(changed(woks, 3, price=Decimal(70), discount=Decimal(10)),),
        removed=(skillets.id,),
        added=(fresh,),
        payments=(PaymentDraft(Decimal(50), "card", "deposit"),),
    )

    shop.write(edit_order, order_id, edit)

    now = order(shop, order_id)
    assert [(line.sku, line.ordered, line.reserved) for line in now.lines] == [
        ("WK-30", 3000, 3000),
        ("CI-26", 1000, 1000),
    ]
    assert (now.customer_reference, now.pick_up, now.shipping_charge) == ("Kitchen", 1, 690)
    assert (now.total, now.paid) == (18900 + 19900 + 690, 5000)
    assert now.lines[1].promised is not None
    assert not shop.read(verify)


def test_all_lines_may_be_replaced_and_none_may_be_left(shop: Shop, kitchen: Kitchen, order_id: int) -> None:
    gone = tuple(line.id for line in order(shop, order_id).lines)
    fresh = OrderLineDraft(kitchen.products["EN-24"], Decimal(1))

    with pytest.raises(InvalidInput, match="The order has no lines"):
        shop.write(edit_order, order_id, OrderEdit(TERMS, TERMS, removed=gone))

    shop.write(edit_order, order_id, OrderEdit(TERMS, TERMS, removed=gone, added=(fresh,)))
    now = order(shop, order_id)
    assert (now.state, [line.sku for line in now.lines]) == ("open", ["EN-24"])


@on_both
def test_what_another_changed_is_not_overwritten(shop: Shop, order_id: int) -> None:
    shop.write(edit_order, order_id, OrderEdit(TERMS, replace(TERMS, note="Call first")))
    woks = order(shop, order_id).lines[0]
    edit = changed(woks, 1)
    shop.write(set_quantity, woks.id, Decimal(3))

    with pytest.raises(ChangedMeanwhile, match="Note was changed meanwhile to Call first"):
        shop.write(edit_order, order_id, OrderEdit(TERMS, replace(TERMS, note="Ring twice")))
    with pytest.raises(ChangedMeanwhile, match="Quantity was changed meanwhile to 3"):
        shop.write(edit_order, order_id, OrderEdit(TERMS, TERMS, changed=(edit,)))
    assert order(shop, order_id).lines[0].ordered == 3000


def test_r7_less_than_what_left_is_refused_and_nothing_changes(shop: Shop, order_id: int) -> None:
    woks = order(shop, order_id).lines[0]
    shop.write(ship, [(woks.id, Decimal(2))])

    edit = OrderEdit(TERMS, replace(TERMS, note="x"), changed=(changed(woks, 1),))
    with pytest.raises(Refused, match="2 of this line left already"):
        shop.write(edit_order, order_id, edit)
    assert order(shop, order_id).note == ""


def test_r8_more_of_what_may_not_wait_needs_the_owners_word(
    shop: Shop, kitchen: Kitchen, order_id: int
) -> None:
    shop.write(set_policy, kitchen.products["WK-30"], "ask")
    edit = OrderEdit(TERMS, TERMS, changed=(changed(order(shop, order_id).lines[0], 5),))

    with pytest.raises(NeedsConsent):
        shop.write(edit_order, order_id, edit)
    shop.write(edit_order, order_id, replace(edit, accept_backorders=True))
    assert order(shop, order_id).lines[0].backordered == 2000


@on_both
def test_r3_the_outlook_names_who_slips_and_says_what_each_line_gets(
    shop: Shop, kitchen: Kitchen, order_id: int
) -> None:
    woks, skillets = order(shop, order_id).lines
    fresh = OrderLineDraft(kitchen.products["EN-24"], Decimal(1))
    edit = OrderEdit(TERMS, TERMS, changed=(changed(skillets, 4),), added=(fresh,))

    told = shop.preview(edit_outlook, order_id, edit)

    assert [each and (each.available, each.short) for each in told.lines] == [(3, 0), (0, 4), (4, 0)]
    assert [each.order for each in told.slipping] == ["O-1060"]
    shop.write(edit_as_shown, order_id, edit, told.fingerprint)
    assert woks.id == order(shop, order_id).lines[0].id


@on_both
def test_r1_a_quote_is_changed_without_demand_and_confirmed_as_shown(shop: Shop, kitchen: Kitchen) -> None:
    quote = shop.write(enter, kitchen, "O-2003", "Wen Li", (("WK-30", 2),), state="quote")
    line = order(shop, quote).lines[0]
    edit = OrderEdit(OrderTerms(), OrderTerms(), changed=(changed(line, 3),))
    told = shop.preview(edit_outlook, quote, edit)
    assert [each and each.reserved for each in told.lines] == [3]

    shop.write(edit_order, quote, edit)
    assert (order(shop, quote).state, order(shop, quote).lines[0].open) == ("quote", 0)

    line = order(shop, quote).lines[0]
    edit = OrderEdit(OrderTerms(), OrderTerms(), changed=(changed(line, 3),), confirms=True)
    told = shop.preview(edit_outlook, quote, edit)
    shop.write(edit_as_shown, quote, edit, told.fingerprint)
    assert (order(shop, quote).state, order(shop, quote).lines[0].reserved) == ("open", 3000)


def test_a_plan_that_changed_meanwhile_is_not_written(shop: Shop, kitchen: Kitchen, order_id: int) -> None:
    skillets = order(shop, order_id).lines[1]
    edit = OrderEdit(TERMS, TERMS, changed=(changed(skillets, 3),))
    told = shop.preview(edit_outlook, order_id, edit)
    shop.write(enter, kitchen, "O-2004", "Oskar Lund", (("SK-28", 2),), priority=1)

    with pytest.raises(PlanChanged):
        shop.write(edit_as_shown, order_id, edit, told.fingerprint)


def test_money_is_recorded_taken_off_and_never_given_back_twice(shop: Shop, order_id: int) -> None:
    paid = shop.write(record_payment, order_id, PaymentDraft(Decimal(40), "cash"))
    shop.write(record_payment, order_id, PaymentDraft(Decimal(30), "cash", "refund"))
    assert order(shop, order_id).paid == 1000

    with pytest.raises(Refused, match="Only €10"):
        shop.write(record_payment, order_id, PaymentDraft(Decimal(11), "cash", "refund"))
    with pytest.raises(Refused, match="given back already"):
        shop.write(remove_payment, paid)
    [refund] = [each for each in order(shop, order_id).payments if each.kind == "refund"]
    shop.write(remove_payment, refund.id)
    shop.write(remove_payment, paid)
    with pytest.raises(AlreadyDone):
        shop.write(remove_payment, paid)
    assert order(shop, order_id).payments == ()


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1), Decimal("NaN"), Decimal(10) ** 12])
def test_what_is_no_amount_is_not_taken(shop: Shop, order_id: int, amount: Decimal) -> None:
    with pytest.raises(InvalidInput):
        shop.write(record_payment, order_id, PaymentDraft(amount))


def test_what_is_no_amount_is_neither_charged_nor_paid_with_an_order(shop: Shop, kitchen: Kitchen) -> None:
    for more in ({"shipping_charge": Decimal(-1)}, {"payments": (PaymentDraft(Decimal(-1)),)}):
        with pytest.raises(InvalidInput):
            shop.write(enter, kitchen, "O-2009", "Wen Li", (("WK-30", 1),), **more)
