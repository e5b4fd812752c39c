"""Stock and purchases as other programs and suppliers take them in."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.actions.pools import create_location
from app.actions.stocktaking import count
from app.errors import InvalidInput, NotFound
from app.importing.bringing_in import import_file
from app.purchase_files import export_purchase
from app.stock_files import PROGRAMS, export_stock
from tests.databases import portable
from tests.desks import Desk

pytestmark = portable


@pytest.fixture
def shelf(sqlite_desk: Desk) -> Desk:
    """Six lamps of which four are reserved, two more in the cellar, a service, and what nobody sells."""
    desk = sqlite_desk
    lamp = desk.product("A", name="Lamp", stock="6")
    desk.product("=B", name="Bulb", backorders="never")
    desk.product("S", name="Repair", kind="service")
    cellar = desk.shop.write(create_location, "Cellar")
    desk.shop.write(count, lamp, Decimal(2), location_id=cellar)
    desk.order("Ann", {"A": "4"})
    return desk


def written(desk: Desk, name: str) -> list[list[str]]:
    stream = io.StringIO(newline="")
    desk.shop.read(export_stock, name, stream)
    return list(csv.reader(io.StringIO(stream.getvalue(), newline="")))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "shopify-inventory",
            [
                ["", "Bulb", "", "", "'=B", "Main", "", "0"],
                ["", "Lamp", "", "", "A", "Main", "", "6"],
                ["", "Lamp", "", "", "A", "Cellar", "", "2"],
            ],
        ),
        ("woocommerce-stock", [["'=B", "Bulb", "0", "0", "0"], ["A", "Lamp", "1", "4", "1"]]),
        ("square-stock", [["", "Bulb", "", "'=B", "0", ""], ["", "Lamp", "", "A", "2", "2"]]),
    ],
)
def test_each_program_is_told_in_its_way(shelf: Desk, name: str, rows: list[list[str]]) -> None:
    assert written(shelf, name)[1:] == rows


def test_what_was_written_for_shopify_comes_in_again(shelf: Desk, tmp_path: Path) -> None:
    path = tmp_path / "inventory.csv"
    shelf.shop.read(export_stock, "shopify-inventory", path)
    text = path.read_text("utf-8-sig").replace("On hand (new)", "On hand").replace("On hand (current)", "x")
    path.write_text(text, "utf-8")
    report = import_file(shelf.shop, "shopify-inventory", path)
    assert report.rejected == 0


def test_shops_that_count_pieces_are_told_of_whole_ones(shelf: Desk) -> None:
    shelf.product("OIL", stock="2.75", unit="l", decimals=2)
    amounts = {name: dict(zip(*column_of(shelf, name), strict=True))["OIL"] for name in PROGRAMS}
    assert amounts == {"shopify-inventory": "2", "woocommerce-stock": "2", "square-stock": "2.75"}


def column_of(desk: Desk, name: str) -> tuple[list[str], list[str]]:
    """SKUs, and what is told of the first location."""
    header, *rows = written(desk, name)
    at = next(
        place
        for place, title in enumerate(header)
        if title in ("Stock", "On hand (new)", "New Quantity Main")
    )
    rows = [row for row in rows if row[at]]
    return [row[header.index("SKU")] for row in rows], [row[at] for row in rows]


def test_a_program_must_be_one_that_is_known(shelf: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="shopify-inventory, woocommerce-stock, square-stock"):
        written(shelf, "ebay")
    assert list(PROGRAMS) == ["shopify-inventory", "woocommerce-stock", "square-stock"]


def test_no_csv_is_called_a_workbook(shelf: Desk, tmp_path: Path) -> None:
    for name in PROGRAMS:
        with pytest.raises(InvalidInput, match=r"out\.xlsx would hold CSV"):
            shelf.shop.read(export_stock, name, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_a_purchase_goes_to_its_supplier(shelf: Desk) -> None:
    shelf.product("C", name="Shade", supplier="Acme", lead=7)
    shelf.purchase({"C": "3"}, date(2026, 12, 1), number="P-1")
    stream = io.StringIO(newline="")
    assert shelf.shop.read(export_purchase, "P-1", stream) == 1
    (row,) = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert (row["purchase"], row["sku"], row["quantity"], row["wanted"]) == ("P-1", "C", "3", "2026-12-01")
    with pytest.raises(NotFound):
        shelf.shop.read(export_purchase, "P-2", io.StringIO())


def test_a_suppliers_file_holds_any_script_and_runs_nothing(shelf: Desk) -> None:
    """Whether or not he calls the goods by a code of his own."""
    shelf.product("D", name="=HYPERLINK(1)", supplier="شركة", lead=7)
    shelf.product("0017", name='灯, "大"，红')
    shelf.purchase({"D": "1.5", "0017": "2"}, None, number="+P-7")
    stream = io.StringIO(newline="")
    assert shelf.shop.read(export_purchase, "+P-7", stream) == 2
    rows = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    told = [(row["purchase"], row["supplier_sku"], row["sku"], row["name"], row["wanted"]) for row in rows]
    assert told == [
        ("'+P-7", "", "D", "'=HYPERLINK(1)", ""),
        ("'+P-7", "", "0017", '灯, "大"，红', ""),
    ]
