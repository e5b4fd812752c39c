"""Rows that were set aside are mended and brought again: then everything is there, and once."""

import csv
import io
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.file_formats.options import ReadingOptions
from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.options import ImportOptions
from app.importing.report import ImportReport
from app.shop import Shop, clock_at, open_shop
from tests.databases import TODAY
from tests.unit.file_formats.foreign.making_over import SAMPLES
from tests.unit.importing.bringing import breaks, bring, rows_of
from tests.workbooks import written

BAD = "?!?"
STATE = (
    "SELECT sku, name, kind, price, cost, category, tags, backorders, active FROM products ORDER BY sku",
    "SELECT p.sku, l.name, s.on_hand FROM stock_levels s JOIN products p ON p.id = s.product_id"
    " JOIN locations l ON l.id = s.location_id WHERE s.on_hand <> 0 ORDER BY p.sku, l.name",
    "SELECT p.sku, v.name, sp.cost FROM supplier_products sp JOIN products p ON p.id = sp.product_id"
    " JOIN suppliers v ON v.id = sp.supplier_id ORDER BY p.sku, v.name",
    "SELECT name, email FROM customers ORDER BY name, email",
    "SELECT o.number, o.state, o.shipping_charge, p.sku, l.ordered, l.shipped, l.cancelled, l.price,"
    " l.ordered_on FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN products p"
    " ON p.id = l.product_id ORDER BY o.number, p.sku, l.price, l.ordered",
    "SELECT o.number, m.amount FROM payments m JOIN orders o ON o.id = m.order_id ORDER BY o.number, m.id",
)

Rows = list[list[str]]


@pytest.fixture
def shops(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Shop, Shop]]:
    """Two that are empty: one gets the file as it should be, the other in two rounds."""
    with ExitStack() as stack:
        paths = [
            Path(shutil.copy(sqlite_template, tmp_path / f"{name}.desk")) for name in ("whole", "mended")
        ]
        whole, mended = (
            stack.enter_context(closing(open_shop(path, clock=clock_at(TODAY)))) for path in paths
        )
        yield whole, mended


def state(shop: Shop) -> list[list[tuple[Any, ...]]]:
    return [rows_of(shop, sql) for sql in STATE]


def comes_in(shop: Shop, path: Path, **options: Any) -> ImportReport:
    known = ImportOptions(skip_bad_rows=True, create_products=True, create_customers=True)
    return import_files(shop, [Incoming(path, reading=ReadingOptions(**options))], known)


def mend(path: Path, good: str) -> None:
    text = path.read_text("utf-8-sig")
    # A cell that would be taken for a formula has an apostrophe before it.
    assert text.count(BAD) == 1
    path.write_text(text.replace(BAD, good), "utf-8-sig")


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("shopify-orders.csv", 2, "Lineitem quantity"),
        ("shopify-products.csv", 2, "Price"),
        ("loyverse-items.csv", 2, "Cost"),
        ("woocommerce-products-zh.csv", 3, "库存"),
        ("odoo-variants.csv", 1, "Sales Price"),
        ("square-items.csv", 2, "Price"),
        ("taobao-orders.csv", 2, "宝贝总数量"),
        ("pinduoduo-orders.csv", 2, "商品数量(件)"),
        ("quickbooks-items.csv", 1, "Purchase Cost"),
    ],
)
def test_other_programs_rows(
    shops: tuple[Shop, Shop], tmp_path: Path, name: str, row: int, column: str
) -> None:
    whole, mended = shops
    comes_in(whole, SAMPLES / name)
    encoding, rows = content_of(SAMPLES / name)
    place = rows[0].index(column)
    good, rows[row][place] = rows[row][place], BAD
    path = tmp_path / name
    write(path, encoding, rows)
    report = comes_in(mended, path)
    assert report.rejected
    aside = report.rejected_path
    assert aside is not None
    mend(aside, good)
    assert comes_in(mended, aside).rejected == 0
    assert state(mended) == state(whole)
    assert breaks(mended) == []


def content_of(path: Path) -> tuple[str, Rows]:
    """Encoding and rows of a sample."""
    raw = path.read_bytes()
    try:
        encoding, text = "utf-8-sig", raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding, text = "gb18030", raw.decode("gb18030")
    return encoding, list(csv.reader(io.StringIO(text, newline="")))


def write(path: Path, encoding: str, rows: Rows) -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)


HEADER = ["sku", "name", "price"]
GOOD = [["A", "灯", "1.5"], ["B", "灯泡", "2.5"]]
TITLES = [["Shop of lamps", "", ""], ["as of 2026-11-23", "", ""]]


@pytest.mark.parametrize(
    ("encoding", "before", "delimiter"),
    [("utf-8", TITLES, ","), ("gb18030", [], ","), ("utf-16", TITLES, ";"), ("utf-8-sig", [], "\t")],
)
def test_however_the_file_is_written(
    sqlite_shop: Shop, tmp_path: Path, encoding: str, before: Rows, delimiter: str
) -> None:
    path = tmp_path / "products.csv"
    lines = [*before, HEADER, GOOD[0], [*GOOD[1][:2], BAD]]
    path.write_bytes("".join(f"{delimiter.join(line)}\r\n" for line in lines).encode(encoding))
    aside = comes_in(sqlite_shop, path).rejected_path
    assert aside is not None
    assert f"{len(lines)}," in aside.read_text("utf-8-sig").splitlines()[1]
    mend(aside, GOOD[1][2])
    assert comes_in(sqlite_shop, aside).rejected == 0
    assert rows_of(sqlite_shop, "SELECT sku, name, price FROM products ORDER BY sku") == [
        ("A", "灯", 15_000),
        ("B", "灯泡", 25_000),
    ]


@pytest.mark.parametrize("decimal", [None, ","])
def test_rows_of_a_workbook(sqlite_shop: Shop, tmp_path: Path, decimal: str | None) -> None:
    bring(sqlite_shop, tmp_path, "products", "sku,name,decimals\n17,Rope,3\n")
    path = written(
        tmp_path / "orders.xlsx",
        ["Orders"],
        ["order", "ordered_on", "sku", "quantity", "price", "on_hold"],
        ["O-1", date(2026, 3, 2), 17, 1.234, 5, False],
        ["O-2", BAD, 17, 1.25, 1234.5, True],
    )
    aside = comes_in(sqlite_shop, path, decimal=decimal).rejected_path
    assert aside is not None
    mend(aside, "2026-03-02")
    assert comes_in(sqlite_shop, aside, decimal=decimal).rejected == 0
    sql = "SELECT l.ordered, l.ordered_on, l.price, l.on_hold FROM order_lines l ORDER BY l.id"
    assert rows_of(sqlite_shop, sql) == [(1_234, 739_677, 50_000, 0), (1_250, 739_677, 12_345_000, 1)]


def test_goods_of_a_place_are_added_up_together(sqlite_shop: Shop, tmp_path: Path) -> None:
    bring(sqlite_shop, tmp_path, "products", "sku,name\nA,Lamp\nB,Bulb\n")
    bring(sqlite_shop, tmp_path, "stock", "sku,on_hand\nA,3\n")
    path = tmp_path / "levels.csv"
    path.write_text(
        f"ProductName,SKU,Quantity,Location,Sublocation\nLamp,A,4,Main,1\nBulb,B,1,Main,1\nLamp,A,{BAD},Main,2\n",
        "utf-8",
    )
    aside = comes_in(sqlite_shop, path).rejected_path
    sql = "SELECT on_hand FROM stock_levels ORDER BY product_id"
    # Half of what lies there is no count.
    assert rows_of(sqlite_shop, sql) == [(3_000,), (1_000,)]
    assert aside is not None
    mend(aside, "5")
    comes_in(sqlite_shop, aside)
    assert rows_of(sqlite_shop, sql) == [(9_000,), (1_000,)]


def test_a_row_comes_in_whole_or_not_at_all(sqlite_shop: Shop, tmp_path: Path) -> None:
    """A product that the shop has: what lies there is counted when its row is taken."""
    bring(sqlite_shop, tmp_path, "products", "sku,name\nL-1,Lamp\n")
    bring(sqlite_shop, tmp_path, "stock", "sku,on_hand\nL-1,3\n")
    path = tmp_path / "products_export.csv"
    path.write_text(
        "Handle,Title,Vendor,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n"
        f"lamp,Lamp,Acme,L-1,{BAD},shopify,7\n",
        "utf-8",
    )
    assert comes_in(sqlite_shop, path).rejected == 1
    assert rows_of(sqlite_shop, "SELECT on_hand FROM stock_levels") == [(3_000,)]
