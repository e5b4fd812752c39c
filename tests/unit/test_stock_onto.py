"""Stock onto other programs' own exports: nothing but their quantities changes."""

import io
from decimal import Decimal
from pathlib import Path

import pytest

from app.actions.pools import create_location
from app.actions.stocktaking import count
from app.errors import FileRefused, ShopError
from app.stock_files import export_stock
from app.stock_shelves import StockWritten
from tests.databases import portable
from tests.desks import Desk
from tests.unit.file_formats.foreign.making_over import SAMPLES, bring_sample
from tests.unit.file_formats.test_replacing import disk_of
from tests.workbooks import written as workbook

pytestmark = portable

SHOPIFY, WOO, SQUARE = "shopify-inventory", "woocommerce-stock", "square-stock"


@pytest.fixture
def shelf(sqlite_desk: Desk) -> Desk:
    """Six lamps of which four are reserved, two more in the cellar; no bulbs, no cords."""
    desk = sqlite_desk
    lamp = desk.product("A", name="Lamp", stock="6", barcode="4006381333931")
    desk.product("B", name="Bulb", backorders="always")
    desk.product("C", name="Cord", backorders="never")
    desk.product("S", name="Repair", kind="service")
    desk.shop.write(count, lamp, Decimal(2), location_id=desk.shop.write(create_location, "Cellar"))
    desk.order("Ann", {"A": "4"})
    return desk


def onto(desk: Desk, folder: Path, name: str, theirs: str | bytes) -> tuple[str, StockWritten]:
    """What becomes of their file, and what is said of it."""
    path = folder / "theirs.csv"
    path.write_bytes(theirs if isinstance(theirs, bytes) else theirs.encode())
    done = desk.shop.read(export_stock, name, folder / "out.csv", path)
    return (folder / "out.csv").read_bytes().decode(), done


INVENTORY = "Handle,SKU,Location,On hand (current),On hand (new)"


@pytest.mark.parametrize(
    ("name", "header", "before", "after"),
    [
        (SHOPIFY, INVENTORY, 'lamp,"=""A""",main,1,', 'lamp,"=""A""",main,1,6'),
        (SHOPIFY, INVENTORY, "lamp,A ,ＭＡＩＮ,1,", "lamp,A ,ＭＡＩＮ,1,6"),
        (SHOPIFY, INVENTORY, "lamp,A,Cellar,not stocked,", "lamp,A,Cellar,not stocked,2"),
        (SHOPIFY, INVENTORY, "lamp,B,Main,not stocked,", "lamp,B,Main,not stocked,"),
        (SHOPIFY, INVENTORY, "lamp,B,Cellar,7,", "lamp,B,Cellar,7,0"),
        (SHOPIFY, "SKU,Handle,Location,On hand", "A,lamp,Main,1", "A,lamp,Main,6"),
        (SHOPIFY, "SKU,On hand,Location,On hand (new)", "A,1,Main,", "A,1,Main,6"),
        (WOO, "ID,SKU,In stock?,Stock", "7,A,0,0", "7,A,1,4"),
        (WOO, "ID,SKU,Stock", "7,A,0", "7,A,4"),
        (WOO, "ID,SKU,In stock?,Stock", "7,B,backorder,3", "7,B,backorder,0"),
        (WOO, "ID,SKU,In stock?,Stock", "7,C,1,3", "7,C,0,0"),
        (WOO, "ID,SKU,In stock?,Stock", "7,B,1,", "7,B,1,"),
        (WOO, "ID,Type,SKU,Stock", "7,variable,A,9", "7,variable,A,9"),
        (
            WOO,
            '类型,SKU,"GTIN, UPC, EAN, or ISBN",有货？,库存',
            "simple,,4006381333931,0,0",
            "simple,,4006381333931,1,4",
        ),
        (SQUARE, "Token,SKU,Current Quantity Main,New Quantity Main", "T,A,9,", "T,A,9,2"),
        (SQUARE, "SKU,New Quantity Cellar,Current Quantity Cellar,New Quantity Main", "A,,1,", "A,2,1,2"),
        (SHOPIFY, INVENTORY, "repair,S,Main,3,", "repair,S,Main,3,"),
        (SQUARE, "SKU,Stockable,Current Quantity Main,New Quantity Main", "A,N,,", "A,N,,"),
    ],
)
def test_only_the_quantity_changes(
    shelf: Desk, tmp_path: Path, name: str, header: str, before: str, after: str
) -> None:
    text, done = onto(shelf, tmp_path, name, f"{header}\n{before}\n")
    assert text == f"{header}\n{after}\n"
    assert (done.rows, done.remarks()) == (before != after, [])


@pytest.mark.parametrize(
    ("name", "theirs", "said"),
    [
        (
            SHOPIFY,
            f"{INVENTORY}\nx,X-1,Main,1,\nx,X-1,Cellar,1,\n",
            "Not known here, and left as they were: X-1.",
        ),
        (
            SHOPIFY,
            f"{INVENTORY}\na,A,Fair,1,\n",
            "No location here has this name, and its rows were left: Fair.",
        ),
        (
            SHOPIFY,
            f"{INVENTORY}\na,A,Main,1,\nb,A,Main,2,\n",
            "In the file more than once, and left as they were: A.",
        ),
        (
            WOO,
            "ID,SKU,GTIN,Stock\n1,A,,1\n2,,4006381333931,2\n",
            "In the file more than once, and left as they were: A.",
        ),
        (WOO, "ID,SKU,Stock\n1,A,parent\n", "Counted with their parents there, and left as they were: A."),
        (
            SQUARE,
            "SKU,Current Quantity Fair,New Quantity Fair\nA,1,\n",
            "No location here has this name, and its rows were left: Fair.",
        ),
    ],
)
def test_what_stays_as_it_was_is_told(shelf: Desk, tmp_path: Path, name: str, theirs: str, said: str) -> None:
    text, done = onto(shelf, tmp_path, name, theirs)
    assert (text, done.rows, done.remarks()) == (theirs, 0, [said])


def test_of_many_only_the_first_are_named() -> None:
    done = StockWritten(unknown=dict.fromkeys(map(str, range(25))))
    assert done.remarks()[0].endswith(" 8, 9 and 15 more.")


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        (SHOPIFY, "shopify-inventory.csv"),
        (WOO, "woocommerce-products.csv"),
        (WOO, "woocommerce-products-zh.csv"),
        (SQUARE, "square-items.csv"),
    ],
)
def test_a_sample_that_came_in_goes_out_with_every_row_that_counts(
    sqlite_desk: Desk, tmp_path: Path, name: str, sample: str
) -> None:
    """What has no SKU of its own is found again by what the import called it."""
    shop = sqlite_desk.shop
    bring_sample(shop, *(["shopify-products.csv"] if name == SHOPIFY else []), sample)
    done = shop.read(export_stock, name, tmp_path / "out.csv", SAMPLES / sample)
    assert done.rows > 5
    assert (done.unknown, done.places, done.repeated) == ({}, {}, {})


def test_a_title_above_the_headers_and_other_encodings_stay(shelf: Desk, tmp_path: Path) -> None:
    theirs = '库存表\t\t\t\r\n\r\nHandle\tSKU\tLocation\tOn hand (new)\r\n"灯\r\n饰"\tA\tMain\t\r\n'
    path = tmp_path / "theirs.csv"
    path.write_bytes(theirs.encode("utf-16"))
    shelf.shop.read(export_stock, SHOPIFY, tmp_path / "out.csv", path)
    wanted = theirs.replace("Main\t", "Main\t6").encode("utf-16")
    assert (tmp_path / "out.csv").read_bytes() == wanted


def test_standard_output_takes_their_bytes(shelf: Desk, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.csv"
    theirs.write_bytes("ID,SKU,Name,Stock\n7,A,台灯台灯,0\n".encode("gb18030"))
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    shelf.shop.read(export_stock, WOO, stream, theirs)
    assert stream.buffer.getvalue() == theirs.read_bytes().replace(b",0\n", b",4\n")  # type: ignore[attr-defined]


def test_their_file_itself_may_be_replaced(shelf: Desk, tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("ID,SKU,Stock\n7,A,0\n")
    shelf.shop.read(export_stock, WOO, path, path)
    assert path.read_text() == "ID,SKU,Stock\n7,A,4\n"
    with disk_of(3), pytest.raises(ShopError, match="could not be written"):
        shelf.shop.read(export_stock, WOO, path, path)
    assert path.read_text() == "ID,SKU,Stock\n7,A,4\n"
    assert sorted(each.name for each in tmp_path.iterdir() if "shop" not in each.name) == ["theirs.csv"]


@pytest.mark.parametrize(
    ("name", "theirs", "title", "hint"),
    [
        (SHOPIFY, "Handle,SKU\nlamp,A\n", "no column for: Location, On hand (new)", "Export it again"),
        (SQUARE, "Token,SKU,Price\nT,A,1\n", "no column for: New Quantity", "Export it again"),
        (
            SQUARE,
            "ID,Type,SKU,Name,Published,Regular price,Stock\n7,simple,A,Lamp,1,2,0\n",
            "no column for: New Quantity",
            "It looks like a file of another kind: woocommerce-products. Choose the right one.",
        ),
        (WOO, "", "is empty", "Export it again"),
        (WOO, 'ID,SKU,Stock\n7,"A,0\n', "line 2: a quotation mark is opened and never closed", "Close it"),
    ],
)
def test_a_file_that_is_none_of_theirs_is_refused(
    shelf: Desk, tmp_path: Path, name: str, theirs: str, title: str, hint: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        onto(shelf, tmp_path, name, theirs)
    assert title in refused.value.title
    assert refused.value.hint.startswith(hint)
    assert not (tmp_path / "out.csv").exists()


def test_a_row_that_lacks_cells_is_refused_with_its_line(shelf: Desk, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("before")
    with pytest.raises(FileRefused) as refused:
        onto(shelf, tmp_path, WOO, "ID,SKU,Stock\n7,A,0\n,,\n8,B\n,\n9,A,0,9\n")
    assert refused.value.title == "2 rows of theirs.csv have too few or too many cells; nothing was written."
    assert [said.partition(":")[0] for said in refused.value.problems] == [
        "theirs.csv, line 4",
        "theirs.csv, line 6",
    ]
    assert (tmp_path / "out.csv").read_text() == "before"


def test_a_workbook_is_refused(shelf: Desk, tmp_path: Path) -> None:
    theirs = workbook(tmp_path / "theirs.xlsx", ["SKU", "Stock"], ["A", 0])
    with pytest.raises(FileRefused, match="is a workbook") as refused:
        shelf.shop.read(export_stock, WOO, tmp_path / "out.csv", theirs)
    assert "as CSV" in refused.value.hint
