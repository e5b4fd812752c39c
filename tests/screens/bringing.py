"""What bringing files shows in its pictures."""

import tempfile
from pathlib import Path

from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.looking import see
from app.importing.options import ImportOptions
from app.importing.past_runs import past_runs
from app.importing.report import ImportReport
from app.shop import Shop
from tests import workbooks
from ui.common.page import Desk
from ui.dialogs.bring_files import CHECK, DONE, BringFilesDialog
from ui.dialogs.past_imports import PastImportsDialog
from ui.dialogs.preset_name import PresetNameDialog
from ui.dialogs.stock_file import StockFileDialog

PRODUCTS = (
    "sku,name,price,category,supplier,supplier_cost\n"
    "CI-24,Cast-iron frying pan 24 cm,62.00,Cookware,Halvorsen Cast Iron,34\n"
    "CI-99,Cast-iron waffle iron,71.50,Cookware,Halvorsen Cast Iron,39\n"
    "TE-07,Tea strainer,cheap,Tea,,\n"
)
INVENTORY = (
    "Handle,Title,Option1 Name,Option1 Value,SKU,Location,On hand (current)\n"
    "frying-pan,Frying pan,Size,24 cm,CI-24,Main,4\nfrying-pan,Frying pan,Size,28 cm,CI-20,Main,0\n"
)
STRANGE = "Artikel;Bezeichnung;Preis\nCI-24;Bratpfanne;62,00\nCI-99;Waffeleisen;71,50\n"


def empty(desk: Desk) -> BringFilesDialog:
    return BringFilesDialog(desk)


def files(desk: Desk) -> BringFilesDialog:
    """Two that tell what they are, and one that does not."""
    dialog = BringFilesDialog(desk)
    for each in _incoming():
        _take(dialog, each)
    dialog.files_room.table.choose(_incoming()[1].path)
    return dialog


def columns(desk: Desk) -> BringFilesDialog:
    """Of the one that does not."""
    dialog = files(desk)
    strange = _incoming()[2].path
    _take(dialog, Incoming(strange, "products"))
    dialog.files_room.table.choose(strange)
    dialog.files_room.reading.ways.choose("columns")
    return dialog


def question(desk: Desk) -> BringFilesDialog:
    """A day that can be read in two ways."""
    dialog = BringFilesDialog(desk)
    path = _folder() / "orders.csv"
    path.write_text("order,ordered_on,sku,quantity,price\nO-9001,02/03/2026,CI-24,1,62\n", "utf-8")
    _take(dialog, Incoming(path))
    return dialog


def unreadable(desk: Desk) -> BringFilesDialog:
    """Cells that are no numbers."""
    dialog = BringFilesDialog(desk)
    _take(dialog, _incoming()[0])
    return dialog


def workbook(desk: Desk) -> BringFilesDialog:
    """A sheet of several, with a title above its headers, beside a file that is none."""
    dialog = BringFilesDialog(desk)
    path = _folder() / "Bestand März.xlsx"
    rows = [["Stock, 14 March 2026"], [], ["SKU", "Name", "On hand", "Location"]]
    rows += [["CI-24", "Cast-iron frying pan 24 cm", 4, "Main"], ["CI-20", "Cast-iron pan 20 cm", 0, "Main"]]
    workbooks.written(path, *rows, title="Stock", others=("Notes", "2025"))
    empty_file = _folder() / "orders.csv"
    empty_file.write_text("")
    for each in (empty_file, path):
        _take(dialog, Incoming(each))
    dialog.files_room.table.choose(path)
    return dialog


def no_table(desk: Desk) -> BringFilesDialog:
    """A file that cannot be read."""
    dialog = BringFilesDialog(desk)
    path = _folder() / "photo.csv"
    path.write_bytes(bytes(range(256)) * 40)
    _take(dialog, Incoming(path))
    return dialog


def check(desk: Desk) -> BringFilesDialog:
    """New, changed and refused things."""
    dialog = files(desk)
    dialog.check_room.show_report(_report(desk))
    dialog._enter(CHECK)
    return dialog


def done(desk: Desk) -> BringFilesDialog:
    """Some rows were set aside."""
    dialog = files(desk)
    report = _report(desk)
    told = ImportReport(
        report.file, report.stored, report.notes, 1, rejected_paths=(Path("products.csv.rejected.csv"),)
    )
    dialog.done_room.show_report(told)
    dialog._enter(DONE)
    return dialog


def preset(desk: Desk) -> PresetNameDialog:
    return PresetNameDialog(desk, see(_shop(desk), _incoming()[1]))


def past(desk: Desk) -> PastImportsDialog:
    """One import."""
    if not _shop(desk).read(past_runs):
        path = _folder() / "people.csv"
        path.write_text("number,name\nC-9001,Ines Okafor\n", "utf-8")
        import_files(_shop(desk), [Incoming(path)])
    return PastImportsDialog(desk)


def stock_file(desk: Desk) -> StockFileDialog:
    return StockFileDialog(desk)


def _incoming() -> list[Incoming]:
    folder = _folder()
    named = {"products.csv": PRODUCTS, "inventory_export.csv": INVENTORY, "Artikel.csv": STRANGE}
    for name, text in named.items():
        (folder / name).write_text(text, "utf-8")
    return [Incoming(folder / name) for name in named]


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / "backorder-desk-pictures"
    folder.mkdir(exist_ok=True)
    return folder


def _take(dialog: BringFilesDialog, incoming: Incoming) -> None:
    room = dialog.files_room
    seen = see(_shop(dialog.desk), incoming)
    room.seen[incoming.path] = seen
    room._show_seen(seen)


def _report(desk: Desk) -> ImportReport:
    options = ImportOptions(dry_run=True, skip_bad_rows=True)
    return import_files(_shop(desk), _incoming()[:2], options)


def _shop(desk: Desk) -> Shop:
    shop = desk.jobs.shop
    assert isinstance(shop, Shop)
    return shop
