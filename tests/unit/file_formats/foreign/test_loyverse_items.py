"""Loyverse's items."""

from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

HEADER = ("Handle", "SKU", "Name", "Sold by weight", "Option 1 value", "Price", "Barcode", "In stock")
BASE = {"Handle": "apron", "Name": "Apron", "Sold by weight": "N", "Price": "29.00"}
MADE = {"name": "Apron", "kind": "stocked", "decimals": "0", "price": "29.00"}


@pytest.mark.parametrize(
    ("more", "product"),
    [
        ({"SKU": "00010"}, {"sku": "00010"}),
        ({"Barcode": "400"}, {"barcode": "400"}),
        ({"Option 1 value": "Blue"}, {"sku": "apron/Blue", "name": "Apron – Blue"}),
        ({"Sold by weight": "Y"}, {"sku": "apron", "decimals": "3"}),
        ({"Track stock": "N"}, {"sku": "apron", "kind": "service"}),
    ],
)
def test_a_variant(tmp_path: Path, more: dict[str, str], product: dict[str, str]) -> None:
    assert made(tmp_path, "loyverse-items", [BASE | more], HEADER)["products"] == [MADE | product]


def test_a_price_that_is_asked_for_at_the_till_is_none(tmp_path: Path) -> None:
    [product] = made(tmp_path, "loyverse-items", [BASE | {"Price": "variable"}], HEADER)["products"]
    assert "price" not in product


def test_stores_are_locations(tmp_path: Path) -> None:
    row = BASE | {"SKU": "1", "In stock [Market]": "-1", "In stock [Barn]": "11", "In stock": ""}
    assert made(tmp_path, "loyverse-items", [row], HEADER)["stock"] == [
        {"sku": "1", "location": "Market", "on_hand": "0"},
        {"sku": "1", "location": "Barn", "on_hand": "11"},
    ]


def test_limits_of_several_stores_are_none_of_the_shop(tmp_path: Path) -> None:
    row = BASE | {"SKU": "1", "Low stock [Market]": "2"}
    [one] = made(tmp_path, "loyverse-items", [row], HEADER)["products"]
    [two] = made(tmp_path, "loyverse-items", [row | {"Low stock [Barn]": "3"}], HEADER)["products"]
    assert (one.get("minimum"), two.get("minimum")) == ("2", None)


def test_the_sample(sqlite_shop: Shop) -> None:
    report = bring_sample(sqlite_shop, "loyverse-items.csv")
    assert report.sentences()[0] == "Created: 26 products, 1 supplier, 46 counts, 1 location."
    sql = "SELECT sku, name, kind, decimals, minimum FROM products ORDER BY id LIMIT 6"
    assert rows_of(sqlite_shop, sql) == [
        ("00010", "Apron – Blue / S", "stocked", 0, 2_000),
        ("00011", "Apron – Blue / M", "stocked", 0, None),
        ("4009900000016", "Apron – Green / M", "stocked", 0, None),
        ("OLV", "Olives, loose", "stocked", 3, 1_500),
        ("BOX", "Gift box 🎁", "service", 0, None),
        ("donation", "Donation", "service", 0, None),
    ]
    assert breaks(sqlite_shop) == []
