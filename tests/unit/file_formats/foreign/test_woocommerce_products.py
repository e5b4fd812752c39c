from pathlib import Path
from typing import Any

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

ROW = {
    "ID": "7",
    "Type": "simple",
    "SKU": "W-1",
    "GTIN, UPC, EAN, or ISBN": "",
    "Name": "Wool",
    "Published": "1",
    "Stock": "",
    "Regular price": "6.5",
}
MADE = {"sku": "W-1", "name": "Wool", "kind": "stocked", "price": "6.5", "active": "yes"}
CHINESE = {
    "ID": "7",
    "类型": "simple",
    "SKU": "W-1",
    "名称": "Wool",
    "已发布": "1",
    "常规售价": "6.5",
}


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        (ROW, {}),
        (CHINESE, {}),
        (ROW | {"SKU": ""}, {"sku": "id:7"}),
        (ROW | {"SKU": "", "GTIN, UPC, EAN, or ISBN": "'0012"}, {"sku": "", "barcode": "0012"}),
        (ROW | {"Backorders allowed?": "1"}, {"backorders": "always"}),
        (ROW | {"Backorders allowed?": "0"}, {"backorders": "never"}),
        (ROW | {"Backorders allowed?": "notify"}, {"backorders": "ask"}),
        (CHINESE | {"允许缺货下单？": "notify"}, {"backorders": "ask"}),
        (CHINESE | {"允许缺货下单?": "1"}, {"backorders": "always"}),
        (CHINESE | {"分类": "线", "标签": "柔软"}, {"category": "线", "tags": "柔软"}),
        (ROW | {"Published": "0"}, {"active": "no"}),
        (ROW | {"Published": "-1"}, {"active": "no"}),
        (ROW | {"Type": "simple, virtual"}, {"kind": "service"}),
        (ROW | {"Type": "simple, downloadable"}, {}),
        # Places of a course run out like goods.
        (ROW | {"Type": "simple, virtual", "Stock": "8"}, {}),
    ],
)
def test_a_row_is_a_product(tmp_path: Path, given: dict[str, str], ours: dict[str, str]) -> None:
    expected = {key: cell for key, cell in (MADE | ours).items() if cell}
    assert made(tmp_path, "woocommerce-products", [given])["products"] == [expected]


@pytest.mark.parametrize("kind", ["variable", "grouped", "external", "variable, virtual"])
def test_what_holds_no_goods_of_its_own_is_none(tmp_path: Path, kind: str) -> None:
    assert made(tmp_path, "woocommerce-products", [ROW | {"Type": kind}])["products"] == []


@pytest.mark.parametrize("parent", ["W-1", "id:7"])
@pytest.mark.parametrize("value", ["Attribute {} value(s)", "属性 {} 值"])
def test_a_variation_takes_after_its_parent(tmp_path: Path, parent: str, value: str) -> None:
    rows = [
        ROW | {"Type": "variable", "Categories": "Yarn", "Tags": "soft", "Published": "-1"},
        ROW
        | {
            "Type": "variation",
            "SKU": "W-2",
            "Name": "Wool - Red",
            "Parent": parent,
            value.format(2): "50 g",
            value.format(1): "Red",
        },
    ]
    [found] = made(tmp_path, "woocommerce-products", rows)["products"]
    assert found == MADE | {
        "sku": "W-2",
        "name": "Wool – Red / 50 g",
        "category": "Yarn",
        "tags": "soft",
        "active": "no",
    }


def test_a_variation_whose_parent_is_not_there_has_its_own_name(tmp_path: Path) -> None:
    row = ROW | {"Type": "variation", "Name": "Wool - Red", "Parent": "id:1", "Attribute 1 value(s)": "Red"}
    assert made(tmp_path, "woocommerce-products", [row])["products"] == [MADE | {"name": "Wool - Red"}]


@pytest.mark.parametrize(("stock", "found"), [("4", ["4"]), ("0", ["0"]), ("", []), ("parent", [])])
def test_what_is_managed_is_counted(tmp_path: Path, stock: str, found: list[str]) -> None:
    rows = made(tmp_path, "woocommerce-products", [ROW | {"Stock": stock}])["stock"]
    assert [row["on_hand"] for row in rows] == found


@pytest.mark.parametrize(
    ("sample", "wool", "needle"),
    [
        ("woocommerce-products.csv", "Wool – Red / 50 g", 'Needle, "fine"'),
        ("woocommerce-products-zh.csv", "羊毛线 – 红色 / 50 g", "棒针（细）"),
    ],
)
def test_the_sample_comes_in_whole(sqlite_shop: Shop, sample: str, wool: str, needle: str) -> None:
    bring_sample(sqlite_shop, sample)
    found: dict[str, tuple[Any, ...]] = {
        row[0]: row[1:]
        for row in rows_of(
            sqlite_shop,
            "SELECT p.sku, p.name, p.kind, p.price, p.backorders, p.active, coalesce(s.on_hand, 0)"
            " FROM products p LEFT JOIN stock_levels s ON s.product_id = p.id",
        )
    }
    assert len(found) == 26
    assert found["WOOL-R50"] == (wool, "stocked", 65_000, "always", 1, 12_000)
    assert found["WOOL-R100"][3] == "ask"
    assert found["0042"] == (needle, "stocked", 42_500, "never", 1, 31_000)
    assert found["COURSE"][1] == "service"
    assert (found["SCARF-R"][4], found["id:112"][4], found["5901234123457"][5]) == (0, 0, 5_000)
    assert breaks(sqlite_shop) == []
