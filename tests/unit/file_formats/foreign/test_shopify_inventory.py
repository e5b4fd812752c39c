from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

ROW = {
    "Handle": "lamp",
    "Title": "Lamp",
    "Option1 Value": "Red",
    "SKU": "L-1",
    "Location": "Barn",
    "On hand (current)": "4",
}
MADE = {"sku": "L-1", "location": "Barn", "on_hand": "4"}


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ({}, MADE),
        ({"SKU": '="0017"'}, MADE | {"sku": "0017"}),
        ({"SKU": ""}, MADE | {"sku": "Lamp - Red"}),
        ({"SKU": "", "Option1 Value": "Default Title"}, MADE | {"sku": "Lamp"}),
        ({"On hand (current)": "-3"}, MADE | {"on_hand": "0"}),
        ({"On hand (current)": "-x"}, MADE | {"on_hand": "-x"}),
        ({"On hand (current)": "not stocked"}, None),
        ({"On hand (current)": "Not Stocked "}, None),
        ({"On hand (current)": ""}, None),
    ],
)
def test_a_row_counts_a_variant_at_a_location(
    tmp_path: Path, given: dict[str, str], ours: dict[str, str] | None
) -> None:
    assert made(tmp_path, "shopify-inventory", [ROW | given]).get("stock") == ([ours] if ours else [])


def test_older_files_call_it_on_hand(tmp_path: Path) -> None:
    row = {"On hand" if key == "On hand (current)" else key: cell for key, cell in ROW.items()}
    assert made(tmp_path, "shopify-inventory", [row]) == {"stock": [MADE]}


def test_the_sample_comes_in_with_its_products(sqlite_shop: Shop) -> None:
    bring_sample(sqlite_shop, "shopify-inventory.csv", "shopify-products.csv")
    found = rows_of(
        sqlite_shop,
        "SELECT l.name, p.sku, s.on_hand FROM stock_levels s JOIN products p ON p.id = s.product_id"
        " JOIN locations l ON l.id = s.location_id JOIN count_lines c ON c.pool_id = s.id"
        " WHERE p.sku NOT LIKE 'ST-%'"
        " ORDER BY 1 DESC, 2",
    )
    assert found == [
        ("Harbour Street", "00100", 18_000),
        ("Harbour Street", "0017", 250_000),
        ("Harbour Street", "BENCH", 1_000),
        ("Harbour Street", "FL-RED-L", 6_000),
        ("Harbour Street", "FL-RED-S", 0),
        ("Harbour Street", "Oak board - 40 cm", 3_000),
        ("Barn / 仓库", "FL-RED-L", 2_000),
        ("Barn / 仓库", "FL-RED-S", 0),
        ("Barn / 仓库", "Oak board - 40 cm", 0),
    ]
    assert breaks(sqlite_shop) == []
