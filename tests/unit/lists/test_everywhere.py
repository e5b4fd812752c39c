"""Finding anything by a few letters, on both databases."""

import pytest
from sqlalchemy.orm import Session

from app.lists.everywhere import LIMIT, Found, Thing, find_everywhere, found_again
from app.shop import Shop
from db.rows import run
from tests.databases import every_case_on_both
from tests.kitchen import Kitchen, purchase_lines_of


def found(shop: Shop, text: str, thing: Thing) -> list[Found]:
    return [each for each in shop.read(find_everywhere, text) if each.thing is thing]


@pytest.mark.parametrize("text", ["O-1041", "o-1041", "1041", " 1041 "])
def test_orders_by_number_with_or_without_its_letters(shop: Shop, kitchen: Kitchen, text: str) -> None:
    [order] = found(shop, text, Thing.ORDER)
    assert (order.id, order.row_id, order.title) == (kitchen.orders["O-1041"],) * 2 + ("O-1041",)
    assert order.facts[0] == "Hotel Alder"
    assert order.facts[-1] == "Open"


def test_a_customer_brings_their_orders(shop: Shop, kitchen: Kitchen) -> None:
    kinds = {each.thing: each.title for each in shop.read(find_everywhere, "alder")}
    assert kinds == {Thing.ORDER: "O-1041", Thing.CUSTOMER: "Hotel Alder"}


def test_products_by_sku_name_or_barcode_lead_to_their_shelf(shop: Shop, kitchen: Kitchen) -> None:
    for text in ("ci-24", "casserole 24", "4006381333931"):
        product = found(shop, text, Thing.PRODUCT)[0]
        assert product.id == kitchen.products["CI-24"]
        assert product.row_id is not None
        assert product.facts[0] == "CI-24"
        assert product.facts[1].endswith("available")


def test_purchases_by_number_or_supplier_lead_to_their_first_line(shop: Shop, kitchen: Kitchen) -> None:
    first = purchase_lines_of(shop, kitchen, "P-118")[0]
    for text in ("118", "p-118", "halvorsen"):
        purchase = next(each for each in found(shop, text, Thing.PURCHASE) if each.title == "P-118")
        assert purchase.row_id == first
        assert purchase.facts == ("Halvorsen Cast Iron", "ETA 2 Dec", "Confirmed")


def test_suppliers_by_name(shop: Shop, kitchen: Kitchen) -> None:
    [supplier] = found(shop, "halv", Thing.SUPPLIER)
    assert supplier.id == kitchen.suppliers["Halvorsen Cast Iron"]


def test_never_more_than_a_few_of_each_kind(shop: Shop, kitchen: Kitchen) -> None:
    assert len(found(shop, "O-1", Thing.ORDER)) == LIMIT


@every_case_on_both
@pytest.mark.parametrize("text", ["", "  ", "%", "_", "'", "\\", "缺货", "\N{RIGHT-TO-LEFT MARK}"])
def test_signs_are_only_signs(shop: Shop, kitchen: Kitchen, text: str) -> None:
    assert shop.read(find_everywhere, text) == []


def test_what_was_found_once_is_read_as_it_is_now(shop: Shop, kitchen: Kitchen) -> None:
    alder = kitchen.customers["Hotel Alder"]

    def rename(session: Session) -> None:
        run(session, "UPDATE customers SET name = 'Alder House' WHERE id = ?", (alder,))

    shop.write(rename)
    keys = [("customer", alder), ("order", 999_999), ("supplier", kitchen.suppliers["Acme"])]
    assert [each.title for each in shop.read(found_again, keys)] == ["Alder House", "Acme"]
