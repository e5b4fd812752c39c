"""Zoho's items."""

from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

HEADER = ("Item ID", "Item Name", "SKU", "EAN", "Rate", "Product Type", "Item Type", "Stock On Hand")
BASE = {"Item ID": "4081", "Item Name": "Tin", "Rate": "USD 1,048.00", "Product Type": "goods"}
MADE = {"name": "Tin", "kind": "stocked", "price": "1,048.00"}


@pytest.mark.parametrize(
    ("more", "product"),
    [
        ({"SKU": "007", "EAN": "400"}, {"sku": "007", "barcode": "400"}),
        ({"EAN": "400"}, {"barcode": "400"}),
        ({}, {"sku": "4081"}),
        ({"Product Type": "service"}, {"sku": "4081", "kind": "service"}),
        ({"Item Type": "Sales and Purchases"}, {"sku": "4081", "kind": "service"}),
        ({"Track Inventory": "false"}, {"sku": "4081", "kind": "service"}),
        ({"Track Inventory": "true", "Item Type": "Sales"}, {"sku": "4081"}),
        ({"Status": "Inactive"}, {"sku": "4081", "active": "no"}),
        ({"Rate": "12.50"}, {"sku": "4081", "price": "12.50"}),
        (
            {"Vendor": "Ōta", "Purchase Rate": "USD 4.10"},
            {"sku": "4081", "supplier": "Ōta", "cost": "4.10", "supplier_cost": "4.10"},
        ),
    ],
)
def test_an_item(tmp_path: Path, more: dict[str, str], product: dict[str, str]) -> None:
    assert made(tmp_path, "zoho-items", [BASE | more], HEADER)["products"] == [MADE | product]


@pytest.mark.parametrize(
    ("more", "on_hand"), [({}, ["0"]), ({"Product Type": "service"}, []), ({"Item Type": "Sales"}, [])]
)
def test_only_what_is_tracked_is_counted(tmp_path: Path, more: dict[str, str], on_hand: list[str]) -> None:
    found = made(tmp_path, "zoho-items", [BASE | {"Stock On Hand": "-2.00"} | more], HEADER)
    assert [each["on_hand"] for each in found["stock"]] == on_hand


def test_the_sample(sqlite_shop: Shop) -> None:
    report = bring_sample(sqlite_shop, "zoho-items.csv")
    assert report.sentences()[0] == "Created: 30 products, 2 suppliers, 28 counts."
    sql = "SELECT sku, name, kind, unit, price, barcode, minimum, active FROM products ORDER BY id LIMIT 4"
    assert rows_of(sqlite_shop, sql) == [
        ("0007-TP", "Teapot “Kyū”, 0.8 l", "stocked", "pcs", 10_480_000, "4006381333931", 6_000, 1),
        ("4006381333948", "Tea tin", "stocked", "pcs", 125_000, "4006381333948", None, 1),
        ("4081000000087003", "Spoon", "stocked", "pcs", 30_000, "", None, 0),
        ("TASTE", "Tea tasting", "service", "hrs", 350_000, "", None, 1),
    ]
    assert breaks(sqlite_shop) == []
