"""QuickBooks Online's products and services."""

from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

HEADER = ("Product/Service Name", "SKU", "Type", "Income Account", "Quantity On Hand")


@pytest.mark.parametrize(
    ("row", "product"),
    [
        (
            {"Product/Service Name": "Lamps:Desk:Brass", "SKU": "0017", "Type": "Inventory"},
            {"sku": "0017", "name": "Brass", "category": "Lamps:Desk", "kind": "stocked"},
        ),
        (
            {"Product/Service Name": "Wrapping", "Type": "Service"},
            {"sku": "Wrapping", "name": "Wrapping", "kind": "service"},
        ),
        (
            {"Product/Service Name": "Paper", "SKU": '="1E5"', "Type": "Non-inventory"},
            {"sku": "1E5", "name": "Paper", "kind": "service"},
        ),
        # Of which products it consists is not said, so the word is left for our own column to refuse.
        (
            {"Product/Service Name": "Set", "SKU": "S", "Type": "Bundle"},
            {"sku": "S", "name": "Set", "kind": "Bundle"},
        ),
    ],
)
def test_an_item(tmp_path: Path, row: dict[str, str], product: dict[str, str]) -> None:
    assert made(tmp_path, "quickbooks-items", [row], HEADER)["products"] == [product]


@pytest.mark.parametrize(
    ("kind", "quantity", "stock"),
    [
        ("Inventory", "1,204", [{"sku": "A", "on_hand": "1,204"}]),
        ("Inventory", "-3", [{"sku": "A", "on_hand": "0"}]),
        ("Inventory", "", []),
        ("Service", "4", []),
        ("Non-inventory", "4", []),
    ],
)
def test_only_inventory_is_counted(
    tmp_path: Path, kind: str, quantity: str, stock: list[dict[str, str]]
) -> None:
    row = {"Product/Service Name": "A", "SKU": "A", "Type": kind, "Quantity On Hand": quantity}
    assert made(tmp_path, "quickbooks-items", [row], HEADER).get("stock", []) == stock


def test_categories_are_no_products(tmp_path: Path) -> None:
    row = {"Product/Service Name": "Lamps", "Type": "Category"}
    assert made(tmp_path, "quickbooks-items", [row], HEADER) == {"products": [], "stock": []}


def test_the_sample(sqlite_shop: Shop) -> None:
    report = bring_sample(sqlite_shop, "quickbooks-items.csv")
    assert report.sentences()[0] == "Created: 25 products, 23 counts."
    sql = "SELECT sku, name, kind, price, cost, category, minimum FROM products ORDER BY id LIMIT 4"
    assert rows_of(sqlite_shop, sql) == [
        ("00417", "Desk lamp, brass", "stocked", 12_495_000, 6_122_500, "Lighting", 10_000),
        ("1E5", "Desk lamp, oak", "stocked", 890_000, 410_000, "Lighting", 5_000),
        ("Gift wrapping", "Gift wrapping", "service", 45_000, 0, "", None),
        ("PACK-1", "Packing paper", "service", 8_000, 2_500, "", None),
    ]
    sql = "SELECT on_hand FROM stock_levels s JOIN products p ON p.id = s.product_id WHERE sku = '00417'"
    assert rows_of(sqlite_shop, sql) == [(1_204_000,)]
    assert breaks(sqlite_shop) == []
