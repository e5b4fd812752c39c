"""What purchase entry and the ETA dialog are filled from, on both databases (R9, R12, R26)."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.buying_terms import suggested_terms, terms_for
from app.actions.cataloguing import ProductDraft, create_product, link_supplier
from app.actions.purchasing import close_short
from app.actions.queueing import hold
from app.actions.suggesting import list_suggestions
from app.actions.supplier_debts import owed_by_supplier
from app.errors import NotFound
from app.shop import Shop
from tests.databases import on_both, portable
from tests.kitchen import Kitchen, purchase_lines_of

pytestmark = portable


def test_terms_are_the_suppliers_and_the_need_is_what_nothing_covers(shop: Shop, kitchen: Kitchen) -> None:
    halvorsen = kitchen.suppliers["Halvorsen Cast Iron"]

    terms = shop.read(terms_for, kitchen.products["CI-24"], halvorsen)

    assert (terms.cost, terms.eta) == (Decimal("94.5"), date(2027, 1, 4))
    assert (terms.backordered, terms.incoming, terms.needed) == (14, 12, 2)
    assert [each.order for each in terms.waiting][:2] == ["O-1041", "O-1029"]


def test_a_supplier_who_never_delivered_it_has_the_products_cost_and_no_date(
    shop: Shop, kitchen: Kitchen
) -> None:
    terms = shop.read(terms_for, kitchen.products["CI-24"], kitchen.suppliers["Acme"])

    assert (terms.cost, terms.eta) == (0, None)


def test_r26_what_is_needed_goes_by_minimum_and_pack(shop: Shop, kitchen: Kitchen) -> None:
    product = shop.write(create_product, ProductDraft("TW-01", "Tea towel", cost=Decimal(3)))
    acme = kitchen.suppliers["Acme"]
    shop.write(link_supplier, product_id=product, supplier_id=acme, minimum=Decimal(10), pack=Decimal(6))

    terms = shop.read(terms_for, product, acme)

    assert (terms.needed, terms.cost) == (12, 3)


def test_r6_orders_on_hold_are_not_bought_for(shop: Shop, kitchen: Kitchen) -> None:
    shop.write(hold, kitchen.orders["O-1041"])

    terms = shop.read(terms_for, kitchen.products["CI-24"], None)

    assert "O-1041" not in [each.order for each in terms.waiting]


@on_both
def test_r26_asking_what_to_buy_writes_no_draft(shop: Shop, kitchen: Kitchen) -> None:
    [(terms, quantity)] = shop.preview(suggested_terms, kitchen.suppliers["Halvorsen Cast Iron"])

    assert (terms.sku, quantity) == ("CI-24", 2)
    assert shop.read(list_suggestions) == ()


@on_both
def test_r12_a_supplier_owes_what_is_not_received_nor_closed(shop: Shop, kitchen: Kitchen) -> None:
    [skillets] = purchase_lines_of(shop, kitchen, "P-124")[1:]
    shop.write(close_short, [skillets])

    owed = shop.read(owed_by_supplier, kitchen.purchases["P-124"])

    assert (owed.number, owed.supplier) == ("P-124", "Halvorsen Cast Iron")
    assert [(line.number, line.sku, line.to_come) for line in owed.lines] == [
        ("P-118", "CI-24", 6),
        ("P-118", "CI-30", 4),
        ("P-118", "CG-26", 4),
        ("P-124", "CI-24", 6),
    ]


def test_a_purchase_that_is_gone_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.read(owed_by_supplier, 1)
