"""inFlow's three files."""

from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of


@pytest.mark.parametrize(
    ("row", "product"),
    [
        ({"SKU": "0088", "ItemType": "Stocked product"}, {"sku": "0088", "kind": "stocked"}),
        ({"BarCode": "590", "ItemType": "Serialized Product"}, {"barcode": "590", "kind": "stocked"}),
        ({"ItemType": "Non-stocked product"}, {"sku": "Rope", "kind": "service"}),
        ({"ItemType": "Kit"}, {"sku": "Rope", "kind": "Kit"}),
    ],
)
def test_a_product(tmp_path: Path, row: dict[str, str], product: dict[str, str]) -> None:
    header = ("ProductName", "SKU", "ItemType", "BarCode")
    found = made(tmp_path, "inflow-products", [{"ProductName": "Rope"} | row], header)
    assert found["products"] == [{"name": "Rope"} | product]


@pytest.mark.parametrize(
    ("shelves", "on_hand"),
    [
        (["12", "30"], ["42.00"]),
        (["-2", "7"], ["5.00"]),
        (["-2", "1"], ["0"]),
        (["7"], ["7"]),
        # It may be a thousand or a bit more than one: its reader asks, but adds up nothing.
        (["1,250"], ["1,250"]),
        (["1,250", "7"], []),
    ],
)
def test_shelves_of_a_location_add_up(tmp_path: Path, shelves: list[str], on_hand: list[str]) -> None:
    rows = [
        {"SKU": "0088", "Quantity": quantity, "Location": "Loft", "Sublocation": f"A{place}"}
        for place, quantity in enumerate(shelves)
    ]
    found = made(tmp_path, "inflow-stock", rows)["stock"]
    assert found == [{"sku": "0088", "location": "Loft", "on_hand": each} for each in on_hand]


def test_a_customer_keeps_whom_to_ask_for(tmp_path: Path) -> None:
    row = {"Name": "Yard", "ContactName": "Ann Lee", "Email": "a@b.example", "Phone": "'+49 40"}
    assert made(tmp_path, "inflow-customers", [row])["customers"] == [
        {"name": "Yard", "email": "a@b.example", "phone": "+49 40", "note": "Ann Lee"}
    ]


def test_the_samples(sqlite_shop: Shop) -> None:
    report = bring_sample(sqlite_shop, "inflow-stock.csv", "inflow-products.csv", "inflow-customers.csv")
    assert report.sentences()[0] == ("Created: 25 products, 1 supplier, 23 customers, 22 counts, 1 location.")
    sql = (
        "SELECT a.name, s.on_hand FROM stock_levels s JOIN locations a ON a.id = s.location_id"
        " JOIN products p ON p.id = s.product_id WHERE p.sku = '00088' AND s.on_hand > 0 ORDER BY a.name"
    )
    assert rows_of(sqlite_shop, sql) == [("Harbour", 42_000), ("Loft", 4_000)]
    sql = "SELECT number, name, email, postcode, note, active FROM customers ORDER BY id LIMIT 3"
    assert rows_of(sqlite_shop, sql) == [
        ("C-1001", "Sailmaker Öz", "deniz@oz.example", "02041", "Deniz Öz\nRings twice ⛵", 1),
        ("C-1002", "Old Pier Club", "club@pier.example", "T12 X", "closed\nfor good", 0),
        ("C-1003", "Ann Walker", "ann@walker.example", "", "", 1),
    ]
    assert breaks(sqlite_shop) == []
