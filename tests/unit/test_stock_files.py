"""Stock and purchases as other programs and suppliers take them in."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.actions.pools import create_location
from app.actions.stocktaking import count
from app.errors import FileRefused, InvalidInput, NotFound
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


def written(desk: Desk, name: str, onto: Path | None = None) -> list[list[str]]:
    stream = io.StringIO(newline="")
    desk.shop.read(export_stock, name, stream, onto)
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


@pytest.mark.parametrize(
    ("name", "export", "rows"),
    [
        (
            "shopify-inventory",
            "Handle,SKU,Location,Available (not editable),On hand (current),On hand (new)\n"
            'lamp,"=""A""",main,1,3,\nlamp,A,Cellar,0,not stocked,\nx,X-1,Main,0,1,\n',
            [
                ["lamp", '="A"', "main", "1", "3", "6"],
                ["lamp", "A", "Cellar", "0", "not stocked", "2"],
                ["x", "X-1", "Main", "0", "1", ""],
            ],
        ),
        (
            "woocommerce-stock",
            "ID,SKU,Name,In stock?,Stock\n7,A,Lamp,0,0\n8,X-1,Old,1,3\n",
            [["7", "A", "Lamp", "1", "4"], ["8", "X-1", "Old", "1", "3"]],
        ),
        (
            "square-stock",
            "Token,SKU,Current Quantity Main,New Quantity Main,New Quantity Fair\nT,A,9,,\nU,X-1,1,,\n",
            [["T", "A", "9", "2", ""], ["U", "X-1", "1", "", ""]],
        ),
    ],
)
def test_their_own_export_is_filled(
    shelf: Desk, tmp_path: Path, name: str, export: str, rows: list[list[str]]
) -> None:
    onto = tmp_path / "theirs.csv"
    onto.write_text(export, "utf-8")
    assert written(shelf, name, onto)[1:] == rows
    done = shelf.shop.read(export_stock, name, tmp_path / "out.csv", onto)
    assert done.unknown == ["X-1"]


def test_what_was_written_for_shopify_comes_in_again(shelf: Desk, tmp_path: Path) -> None:
    path = tmp_path / "inventory.csv"
    shelf.shop.read(export_stock, "shopify-inventory", path)
    text = path.read_text("utf-8-sig").replace("On hand (new)", "On hand").replace("On hand (current)", "x")
    path.write_text(text, "utf-8")
    report = import_file(shelf.shop, "shopify-inventory", path)
    assert report.rejected == 0


def test_another_programs_file_must_have_its_columns(shelf: Desk, tmp_path: Path) -> None:
    onto = tmp_path / "theirs.csv"
    onto.write_text("Handle,SKU\nlamp,A\n")
    with pytest.raises(FileRefused, match="no column for: Location"):
        written(shelf, "shopify-inventory", onto)
    with pytest.raises(InvalidInput, match="shopify-inventory, woocommerce-stock, square-stock"):
        written(shelf, "ebay")
    assert list(PROGRAMS) == ["shopify-inventory", "woocommerce-stock", "square-stock"]


def test_a_purchase_goes_to_its_supplier(shelf: Desk) -> None:
    shelf.product("C", name="Shade", supplier="Acme", lead=7)
    shelf.purchase({"C": "3"}, date(2026, 12, 1), number="P-1")
    stream = io.StringIO(newline="")
    assert shelf.shop.read(export_purchase, "P-1", stream) == 1
    (row,) = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert (row["purchase"], row["sku"], row["quantity"], row["wanted"]) == ("P-1", "C", "3", "2026-12-01")
    with pytest.raises(NotFound):
        shelf.shop.read(export_purchase, "P-2", io.StringIO())
