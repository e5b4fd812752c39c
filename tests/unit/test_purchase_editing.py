"""Changing a purchase that is there already, and taking back what was closed, cut or cancelled (R15, R16)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.purchase_editing import (
    BoughtEdit,
    BoughtTerms,
    PurchaseEdit,
    PurchaseTerms,
    edit_purchase,
    reopen_short,
    restore_purchase,
)
from app.actions.purchasing import (
    PurchaseDraft,
    PurchaseLineDraft,
    cancel_purchase,
    close_short,
    enter_purchase,
    set_eta,
)
from app.actions.suggesting import suggest_purchases
from app.errors import AlreadyDone, ChangedMeanwhile, InvalidInput, Refused
from app.lists.order_detail import order_detail
from app.lists.purchase_detail import PurchaseDetail, PurchaseLineDetail, purchase_detail
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch
from tests.databases import TODAY, on_both, portable
from tests.kitchen import Kitchen, purchase_lines_of

pytestmark = portable

SOON = date(2026, 12, 1)


@pytest.fixture
def draft_id(shop: Shop, kitchen: Kitchen) -> int:
    lines = tuple(
        PurchaseLineDraft(kitchen.products[sku], Decimal(5), Decimal(30), SOON) for sku in ("WK-30", "SK-28")
    )
    return shop.write(enter_purchase, PurchaseDraft(lines, kitchen.suppliers["Acme"], number="P-200"))


def purchase(shop: Shop, purchase_id: int) -> PurchaseDetail:
    return shop.read(purchase_detail, purchase_id)


def terms(shop: Shop, purchase_id: int) -> PurchaseTerms:
    now = purchase(shop, purchase_id)
    confirmed = None if now.confirmed_on is None else date.fromordinal(now.confirmed_on)
    return PurchaseTerms(now.supplier_id, confirmed_on=confirmed)


def changed(line: PurchaseLineDetail, **what: Any) -> BoughtEdit:
    eta = None if line.eta is None else date.fromordinal(line.eta)
    before = BoughtTerms(
        Decimal(line.ordered).scaleb(-3), Decimal(line.cost).scaleb(-4), eta, line.for_line_id
    )
    return BoughtEdit(line.id, before, replace(before, **what))


@on_both
def test_a_draft_changes_whole_and_leaves_no_trace(shop: Shop, kitchen: Kitchen, draft_id: int) -> None:
    woks, skillets = purchase(shop, draft_id).lines
    before = terms(shop, draft_id)
    shop.write(set_eta, [skillets.id], date(2026, 12, 8))
    edit = PurchaseEdit(
        before,
        replace(
            before,
            supplier_id=kitchen.suppliers["Halvorsen Cast Iron"],
            supplier_reference="HL-1",
            freight=Decimal(24),
            sent_on=TODAY,
            note="Call first",
        ),
        changed=(changed(woks, quantity=Decimal(7), cost=Decimal("31.5"), eta=None),),
        removed=(skillets.id,),
        added=(PurchaseLineDraft(kitchen.products["CI-24"], Decimal(2)),),
    )

    shop.write(edit_purchase, draft_id, edit)

    now = purchase(shop, draft_id)
    assert (now.supplier, now.supplier_reference, now.freight) == ("Halvorsen Cast Iron", "HL-1", 2400)
    assert (now.sent_on, now.note, now.state) == (TODAY.toordinal(), "Call first", "draft")
    assert [(line.sku, line.ordered, line.cost, line.eta) for line in now.lines] == [
        ("WK-30", 7000, 315000, None),
        ("CI-24", 2000, now.lines[1].cost, None),
    ]
    assert now.eta_changes == ()
    assert not shop.read(verify)


def test_a_draft_is_confirmed_as_it_was_changed(shop: Shop, kitchen: Kitchen, draft_id: int) -> None:
    skillets = purchase(shop, draft_id).lines[1]
    before = terms(shop, draft_id)
    after = replace(before, confirmed_on=date(2026, 11, 20))

    shop.write(
        edit_purchase, draft_id, PurchaseEdit(before, after, (changed(skillets, eta=SOON),), confirms=True)
    )

    now = purchase(shop, draft_id)
    assert (now.state, now.confirmed_on) == ("confirmed", date(2026, 11, 20).toordinal())
    [hanna] = shop.read(order_detail, kitchen.orders["O-1060"]).lines
    assert hanna.expected == date(2026, 12, 2).toordinal()


@on_both
def test_r26_a_suggestion_that_was_changed_is_no_longer_rewritten(shop: Shop, kitchen: Kitchen) -> None:
    shop.write(suggest_purchases)
    sql = "SELECT id FROM purchases WHERE suggested = 1 ORDER BY id"
    [(draft_id,), *_] = shop.read(lambda session: fetch(session, sql))
    draft = purchase(shop, draft_id)
    before = PurchaseTerms(draft.supplier_id)
    line = draft.lines[0]

    shop.write(edit_purchase, draft.id, PurchaseEdit(before, before, (changed(line, quantity=Decimal(50)),)))
    shop.write(suggest_purchases)

    now = purchase(shop, draft.id)
    assert (now.suggested, now.lines[0].ordered) == (0, 50000)


@on_both
def test_r16_a_confirmed_line_is_cut_raised_moved_and_joined_by_another(shop: Shop, kitchen: Kitchen) -> None:
    purchase_id = kitchen.purchases["P-124"]
    casseroles, skillets = purchase(shop, purchase_id).lines
    before = terms(shop, purchase_id)
    edit = PurchaseEdit(
        before,
        replace(before, note="Part one"),
        changed=(
            changed(casseroles, quantity=Decimal(1), cost=Decimal(90)),
            changed(skillets, eta=SOON, quantity=Decimal(6)),
        ),
        added=(PurchaseLineDraft(kitchen.products["WK-30"], Decimal(3), eta=SOON),),
    )

    shop.write(edit_purchase, purchase_id, edit)

    now = purchase(shop, purchase_id)
    assert [(line.sku, line.incoming, line.state) for line in now.lines] == [
        ("CI-24", 1000, "confirmed"),
        ("SK-28", 6000, "confirmed"),
        ("WK-30", 3000, "confirmed"),
    ]
    assert [each.new_eta for each in now.eta_changes] == [SOON.toordinal()]
    assert shop.read(order_detail, kitchen.orders["O-1052"]).lines[0].status == "supply_cancelled"
    assert not shop.read(verify)


def test_what_cannot_be_changed_any_more_is_refused(shop: Shop, kitchen: Kitchen) -> None:
    purchase_id = kitchen.purchases["P-118"]
    before = terms(shop, purchase_id)
    lines = purchase(shop, purchase_id).lines

    with pytest.raises(Refused, match="keeps its supplier"):
        shop.write(edit_purchase, purchase_id, PurchaseEdit(before, replace(before, supplier_id=None)))
    with pytest.raises(Refused, match="is not removed"):
        shop.write(edit_purchase, purchase_id, PurchaseEdit(before, before, removed=(lines[0].id,)))
    shop.write(cancel_purchase, purchase_id)
    with pytest.raises(Refused, match="is cancelled"):
        shop.write(edit_purchase, purchase_id, PurchaseEdit(before, replace(before, note="x")))


def test_a_draft_keeps_a_line_and_what_another_changed(shop: Shop, draft_id: int) -> None:
    before = terms(shop, draft_id)
    woks, skillets = purchase(shop, draft_id).lines
    shop.write(edit_purchase, draft_id, PurchaseEdit(before, before, (changed(woks, quantity=Decimal(8)),)))

    with pytest.raises(ChangedMeanwhile, match="Quantity was changed meanwhile to 8"):
        shop.write(
            edit_purchase, draft_id, PurchaseEdit(before, before, (changed(woks, quantity=Decimal(6)),))
        )
    with pytest.raises(InvalidInput, match="no lines"):
        shop.write(edit_purchase, draft_id, PurchaseEdit(before, before, removed=(woks.id, skillets.id)))
    assert [line.ordered for line in purchase(shop, draft_id).lines] == [8000, 5000]


def test_r15_lines_that_were_closed_short_come_after_all(shop: Shop, kitchen: Kitchen) -> None:
    lines = purchase_lines_of(shop, kitchen, "P-118")
    old = shop.read(order_detail, kitchen.orders["O-1033"]).lines[0].expected
    shop.write(close_short, lines)
    assert purchase(shop, kitchen.purchases["P-118"]).state == "done"

    parts = tuple((line.id, Decimal(line.closed).scaleb(-3)) for line in _lines(shop, kitchen, "P-118"))
    shop.write(reopen_short, parts)

    assert purchase(shop, kitchen.purchases["P-118"]).state == "confirmed"
    assert shop.read(order_detail, kitchen.orders["O-1033"]).lines[0].expected == old
    with pytest.raises(AlreadyDone):
        shop.write(reopen_short, parts)
    assert not shop.read(verify)


def test_r16_a_cancelled_purchase_comes_after_all(shop: Shop, kitchen: Kitchen) -> None:
    purchase_id = kitchen.purchases["P-124"]
    shop.write(cancel_purchase, purchase_id)
    assert shop.read(order_detail, kitchen.orders["O-1060"]).lines[0].status == "supply_cancelled"

    shop.write(restore_purchase, purchase_id)

    assert purchase(shop, purchase_id).state == "confirmed"
    assert shop.read(order_detail, kitchen.orders["O-1060"]).lines[0].status == "on_time"
    with pytest.raises(AlreadyDone):
        shop.write(restore_purchase, purchase_id)
    assert not shop.read(verify)


def _lines(shop: Shop, kitchen: Kitchen, number: str) -> tuple[PurchaseLineDetail, ...]:
    return purchase(shop, kitchen.purchases[number]).lines
