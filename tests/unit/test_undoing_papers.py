"""Whole receipts and shipments are taken back, several orders leave at once (R4, R15, R17)."""

from decimal import Decimal

import pytest

from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.returning import take_return
from app.actions.shipping import ship, ship_orders, undo_shipments, undo_whole_shipment
from app.actions.undoing_receipts import undo_whole_receipt
from app.errors import AlreadyDone, InvalidInput, NeedsConsent, Refused
from app.lists.order_detail import LineDetail, order_detail
from app.lists.purchase_detail import purchase_detail
from app.shop import Shop
from app.verifying import verify
from tests.databases import on_both, portable
from tests.kitchen import Kitchen, enter, purchase_lines_of

pytestmark = portable


def lines(shop: Shop, order_id: int) -> tuple[LineDetail, ...]:
    return shop.read(order_detail, order_id).lines


@on_both
def test_r15_a_whole_receipt_leaves_the_books(shop: Shop, kitchen: Kitchen) -> None:
    first, second, third = purchase_lines_of(shop, kitchen, "P-118")
    came = ReceiptDraft(
        (
            ReceiptLineDraft(Decimal(6), first),
            ReceiptLineDraft(Decimal(1), second, rejected=Decimal(3), no_replacement=True),
            ReceiptLineDraft(Decimal(2), product_id=kitchen.products["WK-30"]),
        )
    )
    receipt = shop.write(receive, came)
    assert shop.read(purchase_detail, kitchen.purchases["P-118"]).lines[1].incoming == 0

    lost = shop.write(undo_whole_receipt, receipt.receipt_id)

    now = shop.read(purchase_detail, kitchen.purchases["P-118"])
    assert [(line.received, line.incoming) for line in now.lines] == [(0, 6000), (0, 4000), (0, 4000)]
    assert sum(quantity for _, quantity in lost) == 7
    assert not shop.read(verify)
    with pytest.raises(AlreadyDone):
        shop.write(undo_whole_receipt, receipt.receipt_id)
    assert third


def test_r15_what_was_shipped_since_is_named(shop: Shop, kitchen: Kitchen) -> None:
    [first, *_] = purchase_lines_of(shop, kitchen, "P-118")
    receipt = shop.write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(6), first),)))
    [line] = lines(shop, kitchen.orders["O-1041"])
    shipped = shop.write(ship, [(line.id, Decimal(3))])

    with pytest.raises(Refused, match="no longer all there") as refused:
        shop.write(undo_whole_receipt, receipt.receipt_id)
    assert shipped.number in refused.value.hint


def test_r17_whole_shipments_are_taken_back(shop: Shop, kitchen: Kitchen) -> None:
    wants = (("WK-30", 2), ("EN-24", 1))
    orders = [
        shop.write(enter, kitchen, number, "Wen Li", wants[:n]) for n, number in ((2, "O-1"), (1, "O-2"))
    ]
    held = [(line.id, Decimal(line.reserved).scaleb(-3)) for each in orders for line in lines(shop, each)]
    shipped = shop.write(ship_orders, [part for part in held if part[1]], carrier="DHL")
    assert [shop.read(order_detail, each).state for each in orders] == ["done", "open"]

    shop.write(undo_shipments, [each.shipment_id for each in shipped])

    assert [shop.read(order_detail, each).state for each in orders] == ["open", "open"]
    assert [(line.shipped, line.reserved) for line in lines(shop, orders[0])] == [(0, 2000), (0, 1000)]
    assert not shop.read(verify)
    with pytest.raises(AlreadyDone):
        shop.write(undo_whole_shipment, shipped[0].shipment_id)


def test_r17_what_came_back_meanwhile_keeps_its_shipment(shop: Shop, kitchen: Kitchen) -> None:
    order = shop.write(enter, kitchen, "O-1", "Wen Li", (("WK-30", 2),))
    [line] = lines(shop, order)
    shipped = shop.write(ship, [(line.id, Decimal(2))])
    shop.write(take_return, line.id, Decimal(1))

    with pytest.raises(Refused):
        shop.write(undo_whole_shipment, shipped.shipment_id)
    assert lines(shop, order)[0].shipped == 2000


@on_both
def test_several_orders_leave_together_or_not_at_all(shop: Shop, kitchen: Kitchen) -> None:
    with pytest.raises(InvalidInput):
        shop.write(ship_orders, [])
    ready = shop.write(enter, kitchen, "O-1", "Wen Li", (("WK-30", 1),))
    lacks = shop.write(enter, kitchen, "O-2", "Wen Li", (("WK-30", 1), ("SK-28", 9)), ship_complete=True)
    parts = [(lines(shop, each)[0].id, Decimal(1)) for each in (ready, lacks)]

    with pytest.raises(NeedsConsent, match="O-2 ships complete"):
        shop.write(ship_orders, parts)
    assert lines(shop, ready)[0].shipped == 0
