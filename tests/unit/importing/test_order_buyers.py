"""Whom and what rows of orders mean: customers by number, e-mail or name, goods by SKU or barcode."""

from pathlib import Path

import pytest

from app.errors import FileRefused
from app.shop import Shop
from tests.databases import on_both, portable
from tests.unit.importing.bringing import breaks, bring, lines_of, rows_of

pytestmark = portable

CUSTOMERS = (
    "number,name,email\n"
    "C-1,Ann Smith,Ann@Example.com\n"
    "C-2,Ben Lee,\n"
    "C-3,Cy Poe,shared@example.com\n"
    "C-4,Di Poe,shared@example.com\n"
    "C-5,Ann Smith,other@example.com\n"
)
HEADER = "order,ordered_on,customer,customer_name,customer_email,customer_phone,delivery_city,sku,quantity\n"


def known(shop: Shop, folder: Path) -> None:
    bring(shop, folder, "products", "sku,name,barcode\nA,Lamp,4006381\nB,Bulb,4006399\nC,Cord,4006399\n")
    bring(shop, folder, "customers", CUSTOMERS)


def buyers(shop: Shop) -> list[tuple[object, ...]]:
    return rows_of(
        shop,
        "SELECT c.number, c.name, c.email, c.phone, c.city FROM orders o"
        " JOIN customers c ON c.id = o.customer_id ORDER BY o.id",
    )


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        ("C-2,,,", "C-2"),
        # The number wins, whoever else has the address.
        ("C-2,,ann@example.com,", "C-2"),
        (",,ANN@example.COM,", "C-1"),
        (",Somebody else,ann@example.com,", "C-1"),
        # By a name that only one has, unless that one has another address.
        (",ben  LEE,,", "C-2"),
        (",Ben Lee,ben@example.com,", "C-2"),
    ],
)
def test_who_ordered_is_found(shop: Shop, tmp_path: Path, cells: str, number: str) -> None:
    known(shop, tmp_path)
    bring(shop, tmp_path, "orders", f"{HEADER}O-1,2026-11-01,{cells},,A,1\n")
    assert [row[0] for row in buyers(shop)] == [number]


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (
            ",,shared@example.com,",
            "column customer, “shared@example.com”: "
            "2 customers have the e-mail address shared@example.com; give the number.",
        ),
        (",Ann Smith,,", "column customer, “Ann Smith”: 2 customers are called Ann Smith; give the number."),
        (
            ",Cy Poe,cy@example.com,",
            "column customer, “cy@example.com”: There is no customer Cy Poe.",
        ),
        (
            ",,new@example.com,",
            "column customer, “new@example.com”: There is no customer new@example.com.",
        ),
    ],
)
def test_who_ordered_is_not_guessed(shop: Shop, tmp_path: Path, cells: str, what: str) -> None:
    known(shop, tmp_path)
    with pytest.raises(FileRefused) as refusal:
        bring(shop, tmp_path, "orders", f"{HEADER}O-1,2026-11-01,{cells},,A,1\n")
    assert refusal.value.problems == (f"orders.csv, line 2, {what}",)


@on_both
def test_new_customers_have_what_their_latest_order_says(shop: Shop, tmp_path: Path) -> None:
    known(shop, tmp_path)
    bring(
        shop,
        tmp_path,
        "orders",
        f"{HEADER}"
        "O-1,2026-11-03,,Eve Fox,eve@example.com,111,Oslo,A,1\n"
        "O-2,2026-11-05,,Eve Fox,EVE@example.com,222,Bergen,A,1\n"
        "O-3,2026-11-04,,Eve F.,eve@example.com,333,Narvik,A,1\n"
        "O-4,2026-11-04,,,kit@example.com,444,,A,1\n"
        "O-5,2026-11-04,X-7,,lou@example.com,,Rome,A,1\n",
        create_customers=True,
    )
    eve = ("C-1006", "Eve Fox", "EVE@example.com", "222", "Bergen")
    assert buyers(shop) == [
        eve,
        eve,
        eve,
        ("C-1007", "kit@example.com", "kit@example.com", "444", ""),
        ("X-7", "X-7", "lou@example.com", "", "Rome"),
    ]
    assert breaks(shop) == []


GOODS = "order,ordered_on,sku,barcode,text,quantity,price\n"


@pytest.mark.parametrize(
    ("cells", "sku"),
    [("A,,x", "A"), ("A,4006399,x", "A"), (",4006381,x", "A"), (",9990001,Vase", "9990001")],
)
def test_goods_are_found_by_barcode(shop: Shop, tmp_path: Path, cells: str, sku: str) -> None:
    known(shop, tmp_path)
    bring(shop, tmp_path, "orders", f"{GOODS}O-1,2026-11-01,{cells},1,5\n", create_products=True)
    found = rows_of(
        shop, "SELECT p.sku, p.name, p.barcode FROM order_lines l JOIN products p ON p.id = l.product_id"
    )
    assert found == [(sku, "Vase", "9990001") if sku == "9990001" else ("A", "Lamp", "4006381")]
    assert breaks(shop) == []


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (",4006399", "column barcode, “4006399”: 2 products have the barcode 4006399; give the SKU."),
        (
            ",1",
            "column barcode, “1”: There is no product with the barcode 1.",
        ),
        (",", "column sku, “”: The cell is blank."),
        ("Z,4006381", "column sku, “Z”: There is no product Z."),
    ],
)
def test_goods_are_not_guessed(shop: Shop, tmp_path: Path, cells: str, what: str) -> None:
    known(shop, tmp_path)
    with pytest.raises(FileRefused) as refusal:
        bring(shop, tmp_path, "orders", f"{GOODS}O-1,2026-11-01,{cells},x,1,5\n")
    assert refusal.value.problems == (f"orders.csv, line 2, {what}",)


def test_a_file_with_barcodes_needs_no_skus(shop: Shop, tmp_path: Path) -> None:
    known(shop, tmp_path)
    bring(shop, tmp_path, "orders", "order,ordered_on,barcode,quantity\nO-1,2026-11-01,4006381,2\n")
    assert lines_of(shop, "l.ordered") == [("O-1", 2000)]


def test_a_file_without_either_is_none_of_orders(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="has no column for: sku"):
        bring(shop, tmp_path, "orders", "order,ordered_on,quantity\nO-1,2026-11-01,2\n")
