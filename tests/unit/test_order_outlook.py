"""What a typed order would get: dates, substitutes, policies, and who slips by it (R1, R3, R8, R24)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.actions.cataloguing import add_substitute
from app.actions.order_outlook import OrderOutlook, enter_as_shown, order_outlook
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, enter_purchase
from app.errors import InvalidInput, PlanChanged
from app.rules.reasons import ReasonKind
from app.rules.standing import Status
from app.rules.sums import Priced, order_sums
from app.shop import Shop
from db.models.catalogue import Product
from db.models.people import Customer
from tests.databases import on_both, portable
from tests.kitchen import Kitchen

pytestmark = portable

WANTED = date(2026, 12, 18)


def draft_of(kitchen: Kitchen, *wants: tuple[str, int], priority: int | None = None) -> OrderDraft:
    lines = tuple(OrderLineDraft(kitchen.products[sku], Decimal(quantity)) for sku, quantity in wants)
    return OrderDraft(lines, kitchen.customers["Oskar Lund"], wanted_on=WANTED, priority=priority)


def look(shop: Shop, draft: OrderDraft) -> OrderOutlook:
    return shop.preview(order_outlook, draft)


def set_policy(session: Session, product_id: int, policy: str) -> None:
    session.get_one(Product, product_id).backorders = policy


def set_customer_policy(session: Session, customer_id: int, policy: str) -> None:
    session.get_one(Customer, customer_id).backorders = policy


def test_r1_each_line_says_what_is_there_and_when_the_rest_comes(shop: Shop, kitchen: Kitchen) -> None:
    wok, board, casserole = look(shop, draft_of(kitchen, ("WK-30", 1), ("OB-45", 1), ("CI-24", 9))).lines

    assert (wok.available, wok.day, wok.status) == (3, date(2026, 11, 24), Status.READY)
    assert (board.kind, board.reason, board.status) == ("made", ReasonKind.WEEK, Status.ON_TIME)
    assert (casserole.available, casserole.short, casserole.estimate) == (0, 9, True)
    assert casserole.status is Status.LATE


@on_both
def test_r24_substitutes_come_from_the_shelf_or_from_free_supply(shop: Shop, kitchen: Kitchen) -> None:
    shop.write(add_substitute, kitchen.products["CI-24"], kitchen.products["CI-30"], ratio=Decimal(1), rank=9)

    [line] = look(shop, draft_of(kitchen, ("CI-24", 3))).lines

    assert [(each.sku, each.quantity, each.supply) for each in line.instead] == [
        ("CI-26", 6, ""),
        ("EN-24", 4, ""),
        ("CI-30", 1, "P-118"),
    ]
    assert line.instead[2].day == date(2026, 12, 3)


def test_r24_a_two_way_substitute_stands_the_other_way_round_too(shop: Shop, kitchen: Kitchen) -> None:
    shop.write(
        add_substitute, kitchen.products["WK-30"], kitchen.products["SK-28"], ratio=Decimal(2), two_way=True
    )

    [line] = look(shop, draft_of(kitchen, ("SK-28", 9))).lines

    assert [(each.sku, each.ratio) for each in line.instead] == [("WK-30", Decimal("0.5"))]


def test_r3_whoever_would_slip_is_named(shop: Shop, kitchen: Kitchen) -> None:
    [slipping] = look(shop, draft_of(kitchen, ("SK-28", 4), priority=1)).slipping

    assert (slipping.customer, slipping.order) == ("Hanna Brandt", "O-1060")
    assert slipping.before.day == date(2026, 12, 21)
    assert slipping.after.estimate


@on_both
@pytest.mark.parametrize(
    ("policy", "may_consent", "refusal"),
    [
        ("ask", True, "CI-24 waits only if you say so: it is short by 3."),
        ("never", False, "CI-24 takes no backorders: it is short by 3."),
    ],
)
def test_r8_a_line_that_may_not_wait_says_so(
    shop: Shop, kitchen: Kitchen, policy: str, may_consent: bool, refusal: str
) -> None:
    shop.write(set_policy, kitchen.products["CI-24"], policy)

    short, there = look(shop, draft_of(kitchen, ("CI-24", 3), ("WK-30", 1))).lines

    assert (short.refusal, short.may_consent) == (refusal, may_consent)
    assert there.refusal == ""


@on_both
@pytest.mark.parametrize(
    ("policy", "refusal"),
    [
        ("ask", "For this customer goods wait only if you say so: CI-24 is short by 3."),
        ("never", "This customer takes no backorders: CI-24 is short by 3."),
    ],
)
def test_r8_a_refusal_names_the_customer_where_the_rule_is_his(
    shop: Shop, kitchen: Kitchen, policy: str, refusal: str
) -> None:
    customer_id = kitchen.customers["Wen Li"]
    shop.write(set_customer_policy, customer_id, policy)

    draft = replace(draft_of(kitchen, ("CI-24", 3)), customer_id=customer_id)

    assert look(shop, draft).lines[0].refusal == refusal


def test_more_than_a_shop_can_have_is_refused_with_the_most(shop: Shop, kitchen: Kitchen) -> None:
    with pytest.raises(InvalidInput) as refused:
        look(shop, draft_of(kitchen, ("CI-24", 999_999_999_999)))

    assert refused.value.title == "999,999,999,999 of CI-24 is too much."
    assert refused.value.hint == "Enter at most 1,000,000,000."


def test_nothing_of_a_look_is_kept_and_the_order_is_entered_as_shown(shop: Shop, kitchen: Kitchen) -> None:
    draft = draft_of(kitchen, ("CI-24", 3), ("WK-30", 1))
    look(shop, draft)
    seen = look(shop, draft)

    entered = shop.write(enter_as_shown, draft, seen.fingerprint)

    assert entered.number == seen.number


def test_an_order_that_would_fare_otherwise_than_shown_is_refused(shop: Shop, kitchen: Kitchen) -> None:
    draft = draft_of(kitchen, ("WK-30", 3))
    seen = look(shop, draft)
    shop.write(enter_order, replace(draft_of(kitchen, ("WK-30", 1)), wanted_on=None))

    with pytest.raises(PlanChanged):
        shop.write(enter_as_shown, draft, seen.fingerprint)


def test_draft_purchases_bring_no_substitute(shop: Shop, kitchen: Kitchen) -> None:
    shop.write(add_substitute, kitchen.products["CG-26"], kitchen.products["SK-28"])
    line = PurchaseLineDraft(kitchen.products["SK-28"], Decimal(50), eta=date(2026, 11, 25))
    shop.write(enter_purchase, PurchaseDraft((line,)))

    [told] = look(shop, draft_of(kitchen, ("CG-26", 9))).lines

    assert [each.supply for each in told.instead] == ["P-124"]


def test_sums_tell_the_tax_within_once_per_rate_and_tax_shipping_as_most_goods() -> None:
    lines = [
        Priced(Decimal(1), Decimal(72), tax_rate=Decimal(19)),
        Priced(Decimal(1), Decimal(64), tax_rate=Decimal(19)),
        Priced(Decimal(3), Decimal(189), tax_rate=Decimal(19)),
    ]

    sums = order_sums(lines, shipping=Decimal("6.90"), paid=Decimal(200))

    assert (sums.goods, sums.total, sums.tax) == (703, Decimal("709.90"), Decimal("113.35"))
    assert sums.due == Decimal("509.90")
