"""A shop that begins with the files of another program: its queue stands on what those say together."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.options import ImportOptions
from app.importing.taking_back import take_back_import
from app.shop import Shop
from tests.unit.importing.bringing import breaks, bring, rows_of

PRODUCTS = [
    {"Handle": "lamp", "Title": "Lamp", "Vendor": "Acme", "Option1 Value": "Red", "Variant Price": "9"},
    {"Handle": "lamp", "Option1 Value": "Blue", "Variant Price": "9", "Variant Barcode": "4006381333931"},
    {"Handle": "bulb", "Title": "Bulb", "Vendor": "Acme", "Option1 Value": "Default Title"},
]
STOCK = [
    {"Handle": "lamp", "Title": "Lamp", "Option1 Value": "Red", "On hand (current)": "1"},
    {"Handle": "lamp", "Title": "Lamp", "Option1 Value": "Blue", "On hand (current)": "5"},
    {"Handle": "bulb", "Title": "Bulb", "Option1 Value": "Default Title", "On hand (current)": "0"},
]
ORDERS = [
    {"Name": "#1", "Subtotal": "54", "Total": "54", "Lineitem name": "Lamp - Red", "Lineitem quantity": "2"},
    {"Name": "#1", "Lineitem name": "Lamp - Blue", "Lineitem quantity": "1"},
    {"Name": "#1", "Lineitem name": "Bulb", "Lineitem quantity": "3"},
]
OLD = "shopify-products-old.csv"
SAMPLES = Path(__file__).parents[2] / "samples" / "files"


def written(folder: Path, name: str, rows: Sequence[Mapping[str, str]], **all_say: str) -> Incoming:
    """The rows under the sample's headers."""
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as sample:
        header = next(csv.reader(sample, delimiter=";" if name == OLD else ","))
    said = {key.replace("_", " "): cell for key, cell in all_say.items()}
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows({**said, **row} for row in rows)
    return Incoming(folder / name)


@pytest.fixture
def files(tmp_path: Path) -> list[Incoming]:
    """Of a Shopify shop that gave nothing an SKU."""
    ordered = {"Financial_Status": "paid", "Fulfillment_Status": "unfulfilled", "Currency": "EUR"}
    return [
        written(tmp_path, OLD, PRODUCTS),
        written(tmp_path, "shopify-inventory.csv", STOCK, Location="Harbour Street"),
        written(
            tmp_path,
            "shopify-orders.csv",
            ORDERS,
            **ordered,
            Created_at="2026-11-20 10:00:00 +0100",
            Email="ann@example.org",
            Billing_Name="Ann",
            Lineitem_price="9",
        ),
    ]


CREATES = ImportOptions(create_products=True, create_customers=True)


@pytest.mark.parametrize("turns", [[[0, 1, 2]], [[0], [1], [2]], [[2], [0], [1]], [[2, 1, 0]]])
def test_what_has_no_sku_is_one_product_in_all_files(
    sqlite_shop: Shop, files: list[Incoming], turns: list[list[int]]
) -> None:
    for turn in turns:
        import_files(sqlite_shop, [files[place] for place in turn], CREATES)
    queue = (
        "SELECT p.sku, s.on_hand, l.open, l.reserved FROM order_lines l"
        " JOIN products p ON p.id = l.product_id JOIN stock_levels s ON s.id = l.pool_id ORDER BY p.sku"
    )
    assert rows_of(sqlite_shop, queue) == [
        ("Bulb", 0, 3_000, 0),
        ("Lamp - Blue", 5_000, 1_000, 1_000),
        ("Lamp - Red", 1_000, 2_000, 1_000),
    ]
    assert rows_of(sqlite_shop, "SELECT count(*) FROM products") == [(3,)]
    assert rows_of(sqlite_shop, "SELECT name FROM locations") == [("Harbour Street",)]
    assert breaks(sqlite_shop) == []


def test_two_that_are_called_alike_are_not_taken_for_one(sqlite_shop: Shop, tmp_path: Path) -> None:
    rows = [*PRODUCTS, {**PRODUCTS[2], "Handle": "bulb-2"}]
    products = written(tmp_path, OLD, rows)
    report = import_files(sqlite_shop, [products], ImportOptions(skip_bad_rows=True))
    assert report.rejected == 1
    assert rows_of(sqlite_shop, "SELECT count(*) FROM products") == [(3,)]


def test_a_place_that_nobody_named_becomes_the_first_that_is_counted(
    sqlite_shop: Shop, tmp_path: Path
) -> None:
    places = "SELECT name FROM locations ORDER BY id"
    bring(sqlite_shop, tmp_path, "products", "sku,name\nA,Lamp\n")
    report = bring(sqlite_shop, tmp_path, "stock", "sku,location,on_hand\nA,Barn,2\nA,Loft,1\n")
    assert "‘Main’ is called ‘Barn’ from now on" in report.sentences()[-1]
    assert rows_of(sqlite_shop, places) == [("Barn",), ("Loft",)]
    sqlite_shop.write(take_back_import, report.stored.run)
    assert rows_of(sqlite_shop, places)[0] == ("Main",)
    assert breaks(sqlite_shop) == []


@pytest.mark.parametrize("before", ["sku,on_hand\nA,1\n", "sku,location,on_hand\nA,Shed,0\n"])
def test_a_place_where_something_lies_or_that_has_a_name_keeps_it(
    sqlite_shop: Shop, tmp_path: Path, before: str
) -> None:
    bring(sqlite_shop, tmp_path, "products", "sku,name\nA,Lamp\n")
    bring(sqlite_shop, tmp_path, "stock", before)
    [(kept,)] = rows_of(sqlite_shop, "SELECT name FROM locations")
    bring(sqlite_shop, tmp_path, "stock", "sku,location,on_hand\nA,Barn,2\n")
    assert rows_of(sqlite_shop, "SELECT name FROM locations ORDER BY id") == [(kept,), ("Barn",)]
