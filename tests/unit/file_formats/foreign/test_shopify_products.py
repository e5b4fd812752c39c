from pathlib import Path
from typing import Any

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

OLD = {
    "Handle": "lamp",
    "Title": "Lamp",
    "Vendor": "Nordlicht AS",
    "Option1 Value": "Red",
    "Variant SKU": "L-1",
    "Variant Price": "9.50",
}
NEW = {
    "URL handle": "lamp",
    "Title": "Lamp",
    "Vendor": "Nordlicht AS",
    "Option1 value": "Red",
    "SKU": "L-1",
    "Price": "9.50",
}
LAMP = {"sku": "L-1", "name": "Lamp – Red", "price": "9.50", "supplier": "Nordlicht AS"}


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        (OLD, {}),
        (NEW, {}),
        (OLD | {"Option2 Value": "Large", "Option3 Value": "E27"}, {"name": "Lamp – Red / Large / E27"}),
        (OLD | {"Option1 Value": "Default Title"}, {"name": "Lamp"}),
        (OLD | {"Title": "Lamp,\n“bright”"}, {"name": "Lamp, “bright” – Red"}),
        (OLD | {"Variant SKU": "'0017"}, {"sku": "0017"}),
        (OLD | {"Variant SKU": '="0017"'}, {"sku": "0017"}),
        (OLD | {"Variant SKU": "0017\t"}, {"sku": "0017"}),
        # Without a SKU it goes by what orders call it, for that is all they say of it.
        (OLD | {"Variant SKU": "", "Variant Barcode": "'0012"}, {"sku": "Lamp - Red", "barcode": "0012"}),
        (
            OLD | {"Variant SKU": "", "Option2 Value": "XL"},
            {"sku": "Lamp - Red / XL", "name": "Lamp – Red / XL"},
        ),
        (OLD | {"Cost per item": "4.1"}, {"cost": "4.1"}),
        (OLD | {"Type": "Lamps", "Product Category": "Home > Lamps"}, {"category": "Lamps"}),
        (OLD | {"Type": "", "Product Category": "Home > Lamps"}, {"category": "Home > Lamps"}),
        (OLD | {"Tags": "a, b"}, {"tags": "a, b"}),
        (OLD | {"Variant Inventory Policy": "continue"}, {"backorders": "always"}),
        (OLD | {"Variant Inventory Policy": "deny"}, {"backorders": "never"}),
        (NEW | {"Continue selling when out of stock": "TRUE"}, {"backorders": "always"}),
        (NEW | {"Continue selling when out of stock": "DENY"}, {"backorders": "never"}),
        (NEW | {"Continue selling when out of stock": "perhaps"}, {"backorders": "perhaps"}),
        (NEW | {"Status": "Active"}, {"active": "yes"}),
        (OLD | {"Status": "draft"}, {"active": "no"}),
        (OLD | {"Status": "archived"}, {"active": "no"}),
        (OLD | {"Gift Card": "true"}, {"kind": "service"}),
        (OLD | {"Variant Requires Shipping": "false"}, {"kind": "service"}),
        (OLD | {"Variant Requires Shipping": "true"}, {"kind": "stocked"}),
        # What is counted is goods, though it be only picked up.
        (
            OLD | {"Variant Requires Shipping": "false", "Variant Inventory Tracker": "shopify"},
            {"kind": "stocked"},
        ),
    ],
)
def test_a_variant_becomes_a_product(tmp_path: Path, given: dict[str, str], ours: dict[str, str]) -> None:
    expected = {key: cell for key, cell in (LAMP | ours).items() if cell}
    assert made(tmp_path, "shopify-products", [given]) == {"products": [expected]}


def test_later_rows_are_filled_from_above_and_images_are_none(tmp_path: Path) -> None:
    rows = [
        OLD | {"Type": "Lamps", "Image Src": "1.jpg"},
        {"Handle": "lamp", "Option1 Value": "Blue", "Variant SKU": "L-2", "Variant Price": "10"},
        {"Handle": "lamp", "Image Src": "2.jpg"},
        {},
        {"Handle": "jug", "Title": "Jug", "Variant SKU": "J-1", "Variant Price": "3"},
    ]
    assert made(tmp_path, "shopify-products", rows)["products"] == [
        LAMP | {"category": "Lamps"},
        LAMP | {"category": "Lamps", "sku": "L-2", "name": "Lamp – Blue", "price": "10"},
        {"sku": "J-1", "name": "Jug", "price": "3"},
    ]


@pytest.mark.parametrize(
    ("given", "stock"),
    [
        ({"Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "4"}, "4"),
        ({"Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "0"}, "0"),
        # Promised beyond the shelf: what lies there is not told.
        ({"Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "-2"}, None),
        ({"Variant Inventory Tracker": "", "Variant Inventory Qty": "4"}, None),
        ({"Variant Inventory Tracker": "shopify", "Variant Inventory Qty": ""}, None),
        ({"Gift Card": "true", "Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "4"}, None),
    ],
)
def test_what_is_tracked_is_counted(tmp_path: Path, given: dict[str, str], stock: str | None) -> None:
    found = made(tmp_path, "shopify-products", [OLD | given]).get("stock", [])
    assert found == ([] if stock is None else [{"sku": "L-1", "on_hand": stock}])


def test_a_key_is_no_longer_than_an_sku_and_still_apart(tmp_path: Path) -> None:
    long = OLD | {"Title": "Lamp " * 20, "Variant SKU": ""}
    rows = [long, long | {"Option1 Value": "Blue"}]
    one, other = (row["sku"] for row in made(tmp_path, "shopify-products", rows)["products"])
    assert len(one) == len(other) == 60
    assert one != other


@pytest.mark.parametrize("sample", ["shopify-products.csv", "shopify-products-old.csv"])
def test_the_sample_comes_in_whole(sqlite_shop: Shop, sample: str) -> None:
    bring_sample(sqlite_shop, sample)
    columns = "sku, name, kind, price, cost, barcode, category, backorders, active"
    found: dict[str, tuple[Any, ...]] = {
        row[0]: row[1:] for row in rows_of(sqlite_shop, f"SELECT {columns} FROM products")
    }
    assert len(found) == 33
    assert found["FL-RED-S"] == (
        *("Fjord lamp – Red / Small", "stocked", 690_000, 330_000),
        *("4006381333948", "Lamps", "always", 1),
    )
    assert found["0017"][:5] == ('Hook, "extra" strong 🪝', "stocked", 45_000, 12_000, "0012345678905")
    assert found["Gift card - 25.00"][1] == "service"
    assert found["BENCH"][0] == "Bench seat"
    assert [sku for sku, row in found.items() if not row[-1]] == ["OLD-1", "NEW-1"]
    stock = dict(
        rows_of(
            sqlite_shop,
            "SELECT p.sku, s.on_hand FROM stock_levels s JOIN products p ON p.id = s.product_id"
            " WHERE s.on_hand > 0",
        )
    )
    assert (stock["FL-RED-L"], stock["Oak board - 30 cm"], stock["SEAT"]) == (4_000, 7_000, 12_000)
    assert breaks(sqlite_shop) == []
