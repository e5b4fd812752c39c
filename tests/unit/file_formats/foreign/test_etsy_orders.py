"""Etsy's sold order items."""

from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made, refused
from tests.unit.importing.bringing import breaks, lines_of, rows_of

BASE = {
    "Order ID": "3301",
    "Sale Date": "09/03/26",
    "Item Name": "Mug &quot;Fern&quot;",
    "Quantity": "2",
    "Price": "1,024.50",
    "Listing ID": "9001",
    "Variations": "",
    "SKU": "",
    "Date Paid": "09/03/26",
    "Date Shipped": "",
}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, {"sku": "9001", "text": 'Mug "Fern"', "price": "1024.50", "paid": "2049.00"}),
        ({"SKU": "0042"}, {"sku": "0042"}),
        ({"Discount Amount": "10.00"}, {"price": "1019.50", "paid": "2039.00"}),
        (
            {"Order Shipping": "6.50", "Shipping Discount": "2"},
            {"shipping_charge": "4.50", "paid": "2053.50"},
        ),
        ({"Date Paid": ""}, {"paid": "0.00"}),
        ({"Date Shipped": "09/05/26"}, {"shipped": "2", "shipped_on": "09/05/26"}),
        ({"Order Type": "inperson"}, {"shipped": "2", "shipped_on": "09/03/26"}),
        ({"Listings Type": "digital"}, {"shipped": "2", "shipped_on": "09/03/26"}),
        (
            {"Variations": "Size:10,5,Glaze:Moss"},
            {"sku": "9001/10,5/Moss", "text": 'Mug "Fern" – 10,5 / Moss'},
        ),
        ({"Variations": "Personalization:To Ana, with love"}, {"sku": "9001", "note": "To Ana, with love"}),
        ({"Buyer": "Ann Lee (annlee88)"}, {"customer": "annlee88"}),
        ({"Order ID": "'3301"}, {"order": "3301"}),
    ],
)
def test_a_line(tmp_path: Path, more: dict[str, str], told: dict[str, str]) -> None:
    [row] = made(tmp_path, "etsy-orders", [BASE | more])["orders"]
    assert {key: row.get(key) for key in told} == told


def test_an_order_is_charged_its_shipping_once(tmp_path: Path) -> None:
    rows = [BASE | {"Order Shipping": "6.50"}, BASE | {"Order Shipping": "6.50", "Item Name": "Saucer"}]
    found = made(tmp_path, "etsy-orders", rows)["orders"]
    assert [(row["shipping_charge"], row["paid"]) for row in found] == [("6.50", "4104.50")] * 2


def test_an_order_that_says_two_things_stays_out(tmp_path: Path) -> None:
    rows = [BASE | {"Order Shipping": "6.50"}, BASE | {"Order Shipping": "7.50"}]
    assert [problem[:2] for problem in refused(tmp_path, "etsy-orders", rows)] == [
        (2, "Order Shipping"),
        (3, "Order Shipping"),
    ]


def test_the_sample(sqlite_shop: Shop) -> None:
    report = bring_sample(sqlite_shop, "etsy-orders.csv")
    assert report.sentences()[0] == "Created: 16 products, 25 customers, 26 orders, 27 order lines."
    assert lines_of(sqlite_shop, "l.price, l.ordered, l.shipped")[:4] == [
        ("3301112221", 10_195_000, 2_000, 2_000),
        ("3301112221", 90_000, 1_000, 0),
        ("3301112222", 350_000, 1_000, 0),
        ("3301112223", 350_000, 1_000, 0),
    ]
    sql = "SELECT number, state, shipping_charge, delivery_city FROM orders ORDER BY id LIMIT 4"
    assert rows_of(sqlite_shop, sql) == [
        ("3301112221", "open", 650, "Salem"),
        ("3301112222", "open", 200, "Sevilla"),
        ("3301112223", "open", 400, "Perth"),
        ("3301112224", "done", 0, "Perth"),
    ]
    assert breaks(sqlite_shop) == []
