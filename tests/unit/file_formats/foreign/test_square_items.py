from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

ROW = {"Token": "TOK1", "Item Name": "Mug", "Variation Name": "Regular", "SKU": "M-1", "Price": "12.5"}
MADE = {"sku": "M-1", "name": "Mug", "price": "12.5"}


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ({}, {}),
        ({"Variation Name": "Large"}, {"name": "Mug – Large"}),
        (
            {"Variation Name": "Red, Large", "Option Value 1": "Red", "Option Value 2": "Large"},
            {"name": "Mug – Red / Large"},
        ),
        ({"SKU": "", "GTIN": '="0012"'}, {"sku": "", "barcode": "0012"}),
        ({"SKU": ""}, {"sku": "TOK1"}),
        ({"SKU": "", "Token": "", "Reference Handle": "#mug"}, {"sku": "#mug/Regular"}),
        ({"Price": "variable"}, {"price": ""}),
        ({"Item Type": "Physical good"}, {"kind": "stocked"}),
        ({"Item Type": "Prepared food and beverage"}, {"kind": "stocked"}),
        ({"Item Type": "Service"}, {"kind": "service"}),
        ({"Item Type": "Gift card"}, {"kind": "service"}),
        ({"Archived": "Y"}, {"active": "no"}),
        ({"Archived": "N"}, {"active": "yes"}),
        ({"Categories": "Pottery", "Reporting Category": "All"}, {"category": "Pottery"}),
        ({"Categories": "", "Reporting Category": "All"}, {"category": "All"}),
        (
            {"Default Unit Cost": "4.1", "Default Vendor Name": "Jern", "Default Vendor Code": "J-7"},
            {"cost": "4.1", "supplier": "Jern", "supplier_sku": "J-7"},
        ),
    ],
)
def test_a_variation_becomes_a_product(tmp_path: Path, given: dict[str, str], ours: dict[str, str]) -> None:
    expected = {key: cell for key, cell in (MADE | ours).items() if cell}
    assert made(tmp_path, "square-items", [ROW | given]) == {"products": [expected]}


def test_each_location_is_counted_where_it_has_a_quantity(tmp_path: Path) -> None:
    rows = [
        ROW | {"Current Quantity Barn (仓库)": "4", "Current Quantity Shop": "-2", "New Quantity Shop": "9"},
        ROW | {"SKU": "M-2", "Current Quantity Barn (仓库)": "", "Current Quantity Shop": "5"},
        ROW | {"SKU": "M-3", "Current Quantity Shop": "5", "Stockable": "N"},
        ROW | {"SKU": "M-4", "Current Quantity Shop": "5", "Item Type": "Service"},
    ]
    assert made(tmp_path, "square-items", rows)["stock"] == [
        {"sku": "M-1", "location": "Barn (仓库)", "on_hand": "4"},
        {"sku": "M-1", "location": "Shop", "on_hand": "0"},
        {"sku": "M-2", "location": "Shop", "on_hand": "5"},
    ]


def test_the_sample_comes_in_whole(sqlite_shop: Shop) -> None:
    bring_sample(sqlite_shop, "square-items.csv")
    [count] = rows_of(sqlite_shop, "SELECT count(*) FROM products")
    assert count == (24,)
    found = rows_of(
        sqlite_shop,
        "SELECT p.sku, p.name, p.kind, l.name, s.on_hand FROM products p"
        " LEFT JOIN stock_levels s ON s.product_id = p.id LEFT JOIN locations l ON l.id = s.location_id"
        " WHERE p.sku IN ('0007', 'PL-WL', 'ENG') AND (l.name IS NULL OR l.name <> 'Main') ORDER BY 1, 4",
    )
    assert found == [
        ("0007", "Mug", "stocked", "Barn (仓库)", 60_000),
        ("0007", "Mug", "stocked", "Harbour Street", 14_000),
        ("ENG", "Engraving", "service", None, None),
        ("PL-WL", "Plate – White / Large", "stocked", "Barn (仓库)", 5_000),
        ("PL-WL", "Plate – White / Large", "stocked", "Harbour Street", 0),
    ]
    assert breaks(sqlite_shop) == []
