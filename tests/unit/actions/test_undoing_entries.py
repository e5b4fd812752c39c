"""A new order or purchase taken back leaves everybody as he stood; not once something came of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.buying import Bought, buy
from app.actions.order_lines import set_quantity
from app.actions.ordering import Entered, OrderDraft, OrderLineDraft, PaymentDraft, enter_order
from app.actions.paying import record_payment
from app.actions.purchase_editing import restore_purchase
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, cancel_purchase, close_short, set_eta
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.shipping import ship
from app.actions.undoing_entries import take_back_order, take_back_purchase
from app.errors import Refused
from app.happenings import happening_text
from app.lists import history
from app.lists.order_detail import OrderDetail, order_detail
from app.lists.purchase_detail import PurchaseDetail, purchase_detail
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch
from tests.databases import on_both, portable
from tests.kitchen import Kitchen

pytestmark = portable

SOON = date(2026, 11, 30)
DEPOSIT = PaymentDraft(Decimal(50), "card", "deposit")


def queue(shop: Shop) -> list[tuple[Any, ...]]:
    """What is stored of all lines that wait or hold something."""
    sql = (
        "SELECT id, reserved, expected_on, promised_on, reason, reason_facts, supply_cancelled, waiting"
        " FROM order_lines WHERE open > 0 ORDER BY id"
    )
    return [tuple(row) for row in shop.read(fetch, sql)]


def told(shop: Shop) -> list[str]:
    """What the history says of purchases, newest first."""
    rows = shop.read(history.LISTING.page, descending=True, limit=50).rows
    told = [happening_text(history.happening_of(row)) for row in rows]
    return [text for text in told if "P-" in text]


def ordered(shop: Shop, kitchen: Kitchen, **more: Any) -> tuple[Entered, OrderDraft]:
    """So many that it takes from the shelf, and waits."""
    lines = tuple(OrderLineDraft(kitchen.products[sku], Decimal(5)) for sku in ("WK-30", "CI-24"))
    draft = OrderDraft(lines, kitchen.customers["Wen Li"], **more)
    return shop.write(enter_order, draft), draft


def bought(shop: Shop, kitchen: Kitchen, **more: Any) -> tuple[Bought, PurchaseDraft]:
    lines = (PurchaseLineDraft(kitchen.products["CI-24"], Decimal(9), Decimal(90), SOON),)
    draft = PurchaseDraft(lines, kitchen.suppliers["Acme"], **{"state": "confirmed"} | more)
    return shop.write(buy, draft), draft


def order_of(shop: Shop, entered: Entered) -> OrderDetail:
    return shop.read(order_detail, entered.order_id)


def purchase_of(shop: Shop, new: Bought) -> PurchaseDetail:
    return shop.read(purchase_detail, new.purchase_id)


@pytest.mark.parametrize("more", [{}, {"state": "quote"}, {"priority": 9}, {"payments": (DEPOSIT,)}], ids=str)
def test_an_order_taken_back_leaves_all_as_they_stood(
    shop: Shop, kitchen: Kitchen, more: dict[str, Any]
) -> None:
    before = queue(shop)

    shop.write(take_back_order, *(new := ordered(shop, kitchen, **more)))

    assert queue(shop) == before
    order = order_of(shop, new[0])
    assert (order.state, order.payments) == ("cancelled", ())
    assert shop.read(verify) == []


def shipped(shop: Shop, entered: Entered) -> None:
    shop.write(ship, [(entered.line_ids[0], Decimal(1))])


def paid(shop: Shop, entered: Entered) -> None:
    shop.write(record_payment, entered.order_id, DEPOSIT)


def raised(shop: Shop, entered: Entered) -> None:
    shop.write(set_quantity, entered.line_ids[0], Decimal(9))


@pytest.mark.parametrize("since", [shipped, paid, raised])
def test_an_order_of_which_something_came_stays(
    shop: Shop, kitchen: Kitchen, since: Callable[[Shop, Entered], None]
) -> None:
    new = ordered(shop, kitchen)
    since(shop, new[0])

    with pytest.raises(Refused, match="was changed since"):
        shop.write(take_back_order, *new)

    assert order_of(shop, new[0]).state == "open"


def test_an_order_is_taken_back_once(shop: Shop, kitchen: Kitchen) -> None:
    new = ordered(shop, kitchen)
    shop.write(take_back_order, *new)

    with pytest.raises(Refused):
        shop.write(take_back_order, *new)


@pytest.mark.parametrize("state", ["confirmed", "draft"])
def test_r16_a_purchase_taken_back_flags_nobody(shop: Shop, kitchen: Kitchen, state: str) -> None:
    before = queue(shop)
    new = bought(shop, kitchen, state=state)
    assert (queue(shop) == before) is (state == "draft")

    shop.write(take_back_purchase, *new)

    assert queue(shop) == before
    assert purchase_of(shop, new[0]).state == "cancelled"
    assert shop.read(verify) == []


@on_both
def test_r16_who_was_flagged_before_a_purchase_is_flagged_when_it_is_taken_back(
    shop: Shop, kitchen: Kitchen
) -> None:
    shop.write(cancel_purchase, kitchen.purchases["P-124"])
    before = queue(shop)
    assert any(row[6] for row in before)

    shop.write(take_back_purchase, *bought(shop, kitchen))

    assert queue(shop) == before


def test_a_purchase_taken_back_can_be_restored(shop: Shop, kitchen: Kitchen) -> None:
    new = bought(shop, kitchen)
    after = queue(shop)
    shop.write(take_back_purchase, *new)

    shop.write(restore_purchase, new[0].purchase_id)

    assert queue(shop) == after
    assert told(shop)[:2] == [f"{new[0].number} comes after all", "Taken back: 9 ordered with P-1001"]


def came(shop: Shop, new: Bought) -> None:
    shop.write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(1), new.line_ids[0]),)))


def sent_back(shop: Shop, new: Bought) -> None:
    line = ReceiptLineDraft(Decimal(0), new.line_ids[0], rejected=Decimal(1))
    shop.write(receive, ReceiptDraft((line,)))


def ended(shop: Shop, new: Bought) -> None:
    shop.write(close_short, new.line_ids)


def moved(shop: Shop, new: Bought) -> None:
    shop.write(set_eta, new.line_ids, date(2026, 12, 24))


@pytest.mark.parametrize("since", [came, sent_back, ended, moved])
def test_a_purchase_of_which_something_came_stays(
    shop: Shop, kitchen: Kitchen, since: Callable[[Shop, Bought], None]
) -> None:
    new = bought(shop, kitchen)
    since(shop, new[0])
    before = queue(shop)

    with pytest.raises(Refused, match="was changed since"):
        shop.write(take_back_purchase, *new)

    assert queue(shop) == before
