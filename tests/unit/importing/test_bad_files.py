"""Bad input at the door of the shop: refused with title, hint and place, and nothing changed (R29)."""

import codecs
import gzip
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from app.actions.cataloguing import ProductDraft, create_product
from app.errors import DatabaseUnusable, FileRefused, InvalidInput, PlanChanged, ShopError
from app.importing.bringing_in import TRIES, import_file
from app.importing.options import ImportOptions
from app.progress import Cancelled, Progress
from app.shop import Shop, clock_at, open_shop
from tests.databases import TODAY, every_case_on_both
from tests.unit.importing.bringing import breaks, bring, lines_of, rows_of, stock_shop

ROOT = Path(__file__).resolve().parents[3]
HEADER = "order,ordered_on,sku,quantity,price,text\n"


@pytest.fixture
def lamps(sqlite_shop: Shop) -> Iterator[Shop]:
    """A shop that sells A; whatever the test brings is refused and leaves it as it was."""
    stock_shop(sqlite_shop, A=0)
    yield sqlite_shop
    counts = (
        "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM order_lines), count(*) FROM customers"
    )
    assert rows_of(sqlite_shop, counts) == [(0, 0, 1)]
    assert breaks(sqlite_shop) == []


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Öl"),
        ("utf-8-sig", "Öl"),
        ("utf-16", "Öl 台灯"),
        ("gb18030", "台灯，白色的"),
        ("cp1252", "Leuchte für Öl"),
    ],
)
def test_a_file_comes_in_whatever_its_encoding(
    sqlite_shop: Shop, tmp_path: Path, encoding: str, text: str
) -> None:
    stock_shop(sqlite_shop, A=0)
    content = f"{HEADER}O-1,2026-11-20,A,1,5,{text}\n".encode(encoding)
    bring(sqlite_shop, tmp_path, "orders", content)
    assert lines_of(sqlite_shop, "l.text") == [("O-1", text)]


def test_a_gzipped_file_comes_in(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    bring(sqlite_shop, tmp_path, "orders", gzip.compress(f"{HEADER}O-1,2026-11-20,A,1,5,x\n".encode()))
    assert lines_of(sqlite_shop, "l.text") == [("O-1", "x")]


@pytest.mark.parametrize(
    ("content", "title", "hint"),
    [
        (b"", "orders.csv is empty.", "Export it again from the program it comes from."),
        (
            b"PK\x03\x04rest of a workbook",
            "orders.csv is a damaged workbook.",
            "Open it in the spreadsheet program and save it again, as XLSX or as CSV UTF-8.",
        ),
        (
            f"{HEADER}O-1,2026-11-20,A,1,5,a\0b\n".encode(),
            "orders.csv is not text: there is a NUL character on line 2.",
            "Export it again as CSV UTF-8, or choose its encoding.",
        ),
        (
            f'{HEADER}O-1,2026-11-20,A,1,5,"never\nclosed\n'.encode(),
            "orders.csv, line 2: a quotation mark is opened and never closed.",
            "Close it, or remove it; a quotation mark inside a cell is written twice.",
        ),
        (
            f"{HEADER}O-1,2026-11-20,A,1,5,{'x' * 200_000}\n".encode(),
            "orders.csv, line 2: a cell is longer than 131072 characters.",
            "Shorten it; perhaps a quotation mark before it is closed too late.",
        ),
        (
            b"order,ordered_on,sku\nO-1,2026-11-20,A\n",
            "orders.csv has no column for: quantity",
            "Its first row names: order, ordered_on, sku. Say which of them it is.",
        ),
        (
            b"order,Order,ordered_on,sku,quantity\nO-1,O-1,2026-11-20,A,1\n",
            "orders.csv has 2 columns for “order”: columns 1 (order), 2 (Order).",
            "Rename or remove all but one of them, or name another.",
        ),
        (
            codecs.BOM_UTF8 + b"order,ordered_on,sku,quantity\n\xff\xfe\n",
            "orders.csv is not written in utf-8-sig.",
            "Choose another encoding, or save the file as UTF-8.",
        ),
        (
            gzip.compress(HEADER.encode(), mtime=0)[:-9],
            "orders.csv is a damaged gzip file.",
            "Copy or download it again.",
        ),
    ],
)
def test_what_is_no_such_file_is_refused(
    lamps: Shop, tmp_path: Path, content: bytes, title: str, hint: str
) -> None:
    with pytest.raises(FileRefused) as refusal:
        bring(lamps, tmp_path, "orders", content)
    told = (refusal.value.title.replace(f"{tmp_path}/", ""), refusal.value.hint)
    assert told == (title, hint)


def test_a_folder_and_a_missing_file_are_refused(lamps: Shop, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refusal:
        import_file(lamps, "orders", tmp_path)
    assert str(refusal.value) == f"{tmp_path} is a folder, not a file. Name the file inside it."
    missing = tmp_path / "odrers.csv"
    with pytest.raises(FileRefused) as refusal:
        import_file(lamps, "orders", missing)
    assert str(refusal.value) == f"There is no file {missing}. Check the folder and the spelling of the name."


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (
            'O-1,2026-11-20,A,"1,234",5,x',
            "column quantity, “1,234”: It can be read in two ways: name the decimal sign of the file.",
        ),
        ("O-1,2026-11-20,A,1_000,5,x", "column quantity, “1_000”: It is not a plain number."),
        (
            "O-1,2026-11-20,A,1e309,5,x",
            "column quantity, “1e309”: It is written with an exponent; write all digits.",
        ),
        ("O-1,2026-11-20,A,NaN,5,x", "column quantity, “NaN”: It is not a plain number."),
        ("O-1,2026-11-20,A,−0,5,x", "column quantity, “−0”: It must be more than 0."),
        (
            f"O-1,2026-11-20,A,{'7' * 40},5,x",
            f"column quantity, “{'7' * 40}”: It is too large: more than 12 digits before the decimal sign.",
        ),
        ("O-1,31/02/2026,A,1,5,x", "column ordered_on, “31/02/2026”: There is no such day."),
        (
            "O-1,01/02/26,A,1,5,x",
            "column ordered_on, “01/02/26”: Its year has two digits: name the order of its parts.",
        ),
        (
            "O-1,01/02/2026,A,1,5,x",
            "column ordered_on, “01/02/2026”: Day and month can be read either way: name their order.",
        ),
        ("O-1,2026-11-20,ａ,1,5,x", "column sku, “ａ”: ａ reads like A, but is not spelled the same."),
        ("O-1,2026-11-20,A,1,-5,x", "column price, “-5”: It is below 0."),
        ("O-1,2026-11-20,A,1,5", "The row has 5 cells, the first row 6 cells."),
        ("O-1,2026-11-20,A,1,5,x,y", "The row has 7 cells, the first row 6 cells."),
    ],
)
def test_what_is_no_such_value_is_refused(lamps: Shop, tmp_path: Path, cells: str, what: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        bring(lamps, tmp_path, "orders", f"{HEADER}{cells}\n")
    assert refusal.value.title == "1 row of orders.csv cannot be taken; nothing was changed."
    place = "orders.csv, line 2, " if what.startswith("column") else "orders.csv, line 2: "
    assert refusal.value.problems == (f"{place}{what}",)


def test_options_of_the_reader_reach_the_file(sqlite_shop: Shop, tmp_path: Path) -> None:
    bring(sqlite_shop, tmp_path, "products", "sku,name,decimals\nA,Rope,2\n")
    bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "Auftrag;Datum;Artikel;Menge\nO-1;02.03.26;A;1.234,50\n",
        reading={
            "decimal": ",",
            "day_order": "dmy",
            "columns": {"order": "Auftrag", "ordered_on": "Datum", "sku": "Artikel", "quantity": "Menge"},
        },
    )
    assert lines_of(sqlite_shop, "l.ordered, l.ordered_on") == [("O-1", 1_234_500, 739_677)]


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        ({"order": "Nummer"}, "orders.csv has no column “Nummer”."),
        ({"colour": "order"}, "There is no field “colour” to map a column to."),
    ],
)
def test_a_wrong_mapping_is_refused(lamps: Shop, tmp_path: Path, columns: dict[str, str], title: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        bring(lamps, tmp_path, "orders", f"{HEADER}O-1,2026-11-20,A,1,5,x\n", reading={"columns": columns})
    assert refusal.value.title == title


def test_there_is_no_other_kind(lamps: Shop, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refusal:
        import_file(lamps, "invoices", tmp_path / "x.csv")
    assert refusal.value.title == "There is no kind of file called invoices."
    assert refusal.value.hint.startswith(
        "Choose one of: products, customers, suppliers, stock, orders, purchases, "
    )


def test_columns_that_nobody_reads_are_named(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    report = bring(
        sqlite_shop, tmp_path, "orders", "order,ordered_on,sku,quantity,colour\nO-1,2026-11-20,A,1,red\n"
    )
    assert report.sentences()[-1] == "Columns that were not used: colour"


def test_a_header_alone_brings_nothing(lamps: Shop, tmp_path: Path) -> None:
    assert bring(lamps, tmp_path, "orders", HEADER).sentences() == ["Nothing in orders.csv is new."]


def test_all_bad_rows_are_told_at_once(lamps: Shop, tmp_path: Path) -> None:
    rows = "".join(f"O-{number},2026-11-20,Z{number},1,5,x\n" for number in range(1_200))
    with pytest.raises(FileRefused) as refusal:
        bring(lamps, tmp_path, "orders", f"{HEADER}{rows}")
    assert refusal.value.title == "1200 rows of orders.csv cannot be taken; nothing was changed."
    assert len(refusal.value.problems) == 1_001
    assert refusal.value.problems[-1] == "… and 200 more problems."


def big_file(folder: Path, lines: int) -> Path:
    path = folder / "big.csv"
    rows = "".join(f"O-{number},2026-11-20,A,1,5,{'x' * 200}\n" for number in range(lines))
    path.write_text(f"{HEADER}{rows}", "utf-8")
    return path


def test_a_full_disk_in_mid_import_changes_nothing(
    sqlite_template: Path, small_disk: Path, tmp_path: Path
) -> None:
    place = small_disk / "shop.desk"
    shutil.copy(sqlite_template, place)
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        stock_shop(shop, A=0)
        with pytest.raises(DatabaseUnusable) as refusal:
            import_file(shop, "orders", big_file(tmp_path, 6_000))
        assert refusal.value.title == f"The disk of {place} is full."
        assert refusal.value.hint == "Nothing was changed. Make room on it and try again."
        assert rows_of(shop, "SELECT count(*) FROM orders") == [(0,)]
        assert breaks(shop) == []
        bring(shop, tmp_path, "orders", f"{HEADER}O-1,2026-11-20,A,1,5,x\n")
        assert rows_of(shop, "SELECT count(*) FROM orders") == [(1,)]


def test_a_disk_too_full_for_the_rejected_rows_changes_nothing(
    lamps: Shop, small_disk: Path, tmp_path: Path
) -> None:
    path = small_disk / "orders.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADER}O-0,2026-11-20,A,1,5,x\n")
        file.writelines(f"O-{number},2026-11-20,A,x,5,{'x' * 200}\n" for number in range(1, 6_000))
    with pytest.raises(ShopError) as refusal:
        import_file(lamps, "orders", path, ImportOptions(skip_bad_rows=True))
    assert refusal.value.title == f"{path}.rejected.csv could not be written: No space left on device"
    assert refusal.value.hint == "Make room on the disk or choose another folder; nothing was written."
    assert [entry.name for entry in small_disk.iterdir()] == ["orders.csv"]


KILLED = """
import os, signal, sys
from pathlib import Path
from app.importing.bringing_in import import_file
from app.progress import Progress
from app.shop import open_shop

def shown(stage, done, total):
    if stage == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

with open_shop(sys.argv[1]) as shop:
    import_file(shop, "orders", Path(sys.argv[2]), progress=Progress(shown))
"""


@every_case_on_both
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("stage", ["Planning who gets what", "Keeping it"])
def test_a_kill_in_mid_import_leaves_the_old_state(
    shop: Shop, place: str, tmp_path: Path, stage: str
) -> None:
    """Once all rows are written, and when all that is missing is the commit."""
    stock_shop(shop, A=3)
    path = big_file(tmp_path, 500)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, place, path, stage], cwd=ROOT, check=False, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert rows_of(shop, "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM history)") == [(0, 3)]
    assert breaks(shop) == []
    import_file(shop, "orders", path)
    assert rows_of(shop, "SELECT count(*) FROM orders") == [(500,)]
    assert breaks(shop) == []


def test_a_shop_that_changes_meanwhile_is_not_guessed_at(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    tries = count(1)

    def shown(at: str, done: int, total: int) -> None:
        if at == "Reading big.csv" and done == 2:
            sqlite_shop.write(create_product, ProductDraft(f"B{next(tries)}"))

    with pytest.raises(PlanChanged) as refusal:
        import_file(sqlite_shop, "orders", big_file(tmp_path, 3), progress=Progress(shown))
    assert str(refusal.value) == "The shop changed while big.csv was read. Import it again."
    assert next(tries) == TRIES + 1
    assert rows_of(sqlite_shop, "SELECT count(*) FROM orders") == [(0,)]


@pytest.mark.parametrize("stage", ["Reading big.csv", "Storing big.csv", "Keeping it"])
def test_the_owner_can_stop_it(lamps: Shop, tmp_path: Path, stage: str) -> None:
    progress: Progress

    def shown(at: str, done: int, total: int) -> None:
        if at == stage:
            progress.cancel()

    progress = Progress(shown)
    with pytest.raises(Cancelled) as refusal:
        import_file(lamps, "orders", big_file(tmp_path, 5_000), progress=progress)
    assert str(refusal.value) == "The work was stopped. Nothing was changed."
