"""Odoo's product variants."""

from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

HEADER = ("External ID", "Name", "Internal Reference", "Barcode", "Product Type", "Product Values")
BASE = {"External ID": "__export__.p_4", "Name": "Stool", "Product Type": "Goods"}


@pytest.mark.parametrize(
    ("more", "product"),
    [
        ({"Internal Reference": "0812"}, {"sku": "0812", "name": "Stool", "kind": "stocked"}),
        ({"Barcode": "401"}, {"barcode": "401", "name": "Stool", "kind": "stocked"}),
        ({}, {"sku": "__export__.p_4", "name": "Stool", "kind": "stocked"}),
        ({"Product Type": "Consumable"}, {"sku": "__export__.p_4", "name": "Stool", "kind": "service"}),
        ({"Product Type": "Combo"}, {"sku": "__export__.p_4", "name": "Stool", "kind": "Combo"}),
        (
            {"Product Values": "Colour: Red, Size: 10,5"},
            {"sku": "__export__.p_4", "name": "Stool – Red / 10,5", "kind": "stocked"},
        ),
    ],
)
def test_a_variant(tmp_path: Path, more: dict[str, str], product: dict[str, str]) -> None:
    assert made(tmp_path, "odoo-variants", [BASE | more], HEADER)["products"] == [product]


def test_further_values_stand_on_rows_of_their_own(tmp_path: Path) -> None:
    rows = [
        BASE | {"Internal Reference": "1", "Product Values": "Colour: Red"},
        {"Product Values": "Size: L"},
        BASE | {"Internal Reference": "2", "Product Values": "Colour: Blue"},
    ]
    found = made(tmp_path, "odoo-variants", rows, HEADER)["products"]
    assert [(each["sku"], each["name"]) for each in found] == [
        ("1", "Stool – Red / L"),
        ("2", "Stool – Blue"),
    ]


def test_the_sample(sqlite_shop: Shop) -> None:
    report = bring_sample(sqlite_shop, "odoo-variants.csv")
    assert report.sentences()[0] == "Created: 30 products, 28 counts."
    sql = "SELECT sku, name, kind, unit, price, active FROM products ORDER BY id LIMIT 5"
    assert rows_of(sqlite_shop, sql) == [
        ("00812", "Stool – Red / L", "stocked", "Units", 1_490_000, 1),
        ("00813", "Stool – Red / 10,5", "stocked", "Units", 1_490_000, 1),
        ("4012345678901", "Bench", "stocked", "Units", 3_200_000, 1),
        ("__export__.product_product_44_aa", "Cushion – Moss", "stocked", "Units", 240_000, 0),
        ("ASM", "Assembly", "service", "Hours", 600_000, 1),
    ]
    assert breaks(sqlite_shop) == []
