"""Bringing files: looked at first, then all of it or nothing; every bad row named; taken back at once."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.lists.orders import LISTING as ORDERS
from app.lists.products import LISTING
from app.shop import Shop
from ui.common.page import Desk
from ui.dialogs.bring_files import CHECK, DONE, FILES, BringFilesDialog
from ui.dialogs.bring_reading import COLUMNS
from ui.dialogs.preset_name import PresetNameDialog

GOOD = "sku,name,price\nTE-01,Teapot,39\nTE-02,Tea strainer,7.50\n"
BAD = "sku,name,price\nTE-01,Teapot,39\nTE-02,Tea strainer,cheap\n"
STOCK = "Handle,SKU,Location,On hand (current)\nteapot,TE-01,Main,5\nstrainer,TE-02,Main,not stocked\n"
STRANGE = "Artikel;Name;Preis\nTE-01;Teapot;39,50\n"


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> BringFilesDialog:
    made = BringFilesDialog(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def give(qtbot: QtBot, dialog: BringFilesDialog, folder: Path, **files: str) -> list[Path]:
    """Write files and offer them; they are looked at when this returns."""
    paths = [folder / f"{name}.csv" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, "utf-8")
    dialog.take([str(path) for path in paths])
    qtbot.waitUntil(lambda: all(dialog.files_room.seen[path].header for path in paths))
    return paths


def go(qtbot: QtBot, dialog: BringFilesDialog, room: int) -> None:
    dialog.ok.click()
    qtbot.waitUntil(lambda: dialog.rooms.currentIndex() == room)


def skus(shop: Shop, text: str = "tea") -> list[Any]:
    return [row[1] for row in shop.read(LISTING.page, search=text).rows]


def texts(dialog: BringFilesDialog) -> list[list[str]]:
    """What the check says, row by row."""
    model = dialog.check_room.model
    return [[column.cell(row).spoken() for column in model.columns] for row in model.rows]


def test_files_of_two_programs_come_in_as_one(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    give(qtbot, dialog, tmp_path, stock=STOCK, goods=GOOD)
    go(qtbot, dialog, CHECK)
    assert skus(sqlite_shop) == []
    assert ["Is new", "Product", "TE-01", "Teapot", "", ""] in texts(dialog)
    assert ["Changes", "Stock", "TE-01", "Teapot", "Main", "0 → 5"] in texts(dialog)
    go(qtbot, dialog, DONE)
    assert skus(sqlite_shop) == ["TE-01", "TE-02"]
    assert "2 products" in dialog.done_room.heading.text()


def test_a_bad_row_is_named_and_nothing_comes_in_until_it_is_left_out(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    (path,) = give(qtbot, dialog, tmp_path, products=BAD)
    go(qtbot, dialog, CHECK)
    assert texts(dialog) == [["products.csv, line 3", "price", "cheap", "It is not a plain number."]]
    dialog.ok.click()
    assert dialog.error.text().startswith("1 row is refused. Mend the refused rows")
    dialog.check_room.skip.setChecked(True)
    go(qtbot, dialog, DONE)
    assert skus(sqlite_shop) == ["TE-01"]
    aside = path.with_name("products.csv.rejected.csv")
    # Mended, it comes in from there.
    aside.write_text(aside.read_text("utf-8-sig").replace("cheap", "7.50"), "utf-8")
    dialog.done_room.mended.click()
    qtbot.waitUntil(lambda: dialog.files_room.is_ready)
    go(qtbot, dialog, CHECK)
    go(qtbot, dialog, DONE)
    assert skus(sqlite_shop) == ["TE-01", "TE-02"]


def test_what_came_in_is_taken_back(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    give(qtbot, dialog, tmp_path, products=GOOD)
    go(qtbot, dialog, CHECK)
    go(qtbot, dialog, DONE)
    dialog.done_room.undo.click()
    qtbot.waitUntil(lambda: skus(sqlite_shop) == [])
    qtbot.waitUntil(lambda: dialog.done_room.heading.text() == "products.csv is taken back.")


def test_a_strange_file_is_mapped_and_found_again(
    dialog: BringFilesDialog, desk: Desk, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    (path,) = give(qtbot, dialog, tmp_path, strange=STRANGE)
    reading = dialog.files_room.reading
    assert dialog.hint.text() == "strange.csv: Say what it holds."
    dialog.ok.click()
    assert dialog.error.text().startswith("strange.csv: Say what it holds.")
    reading.format.setCurrentIndex(reading.format.findData("products"))
    reading.format.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.hint.text() == "strange.csv: No column for: SKU")
    assert reading.ways.value() == COLUMNS
    for key, header in (("sku", "Artikel"), ("price", "Preis")):
        at = reading.columns.index(reading.columns.line_of(key), reading.columns.column_of("header"))
        reading.columns.setData(at, header)
    reading.decimal.setCurrentIndex(reading.decimal.findData(","))
    reading.decimal.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.files_room.is_ready)
    assert dialog.entered() == ["the columns of strange.csv"]
    named = PresetNameDialog(desk, dialog.files_room.seen[path])
    qtbot.addWidget(named)
    named.name.setText("Old till")
    named.submit()
    qtbot.waitUntil(lambda: named.outcome == "Old till")
    dialog.files_room.clear()
    (again,) = give(qtbot, dialog, tmp_path, again=STRANGE)
    assert dialog.files_room.seen[again].preset == "Old till"
    go(qtbot, dialog, CHECK)
    go(qtbot, dialog, DONE)
    assert skus(sqlite_shop) == ["TE-01"]


def test_a_file_that_is_none_says_why(dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("")
    dialog.take([str(path)])
    qtbot.waitUntil(lambda: dialog.files_room.seen[path].problem is not None)
    assert dialog.hint.text() == "empty.csv is empty."
    dialog.files_room.table.choose(path)
    assert dialog.files_room.reading.isVisible()
    dialog.files_room.remove.click()
    assert dialog.files_room.table.said == "No file yet."
    assert not dialog.files_room.reading.isVisible()


def test_a_file_without_rows_says_so_and_each_has_the_widths_of_its_own_columns(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    long = "sku,name\nA,A teapot with a long name\n"
    _, wide = give(qtbot, dialog, tmp_path, headers="sku,name,price\n", wide=long)
    preview = dialog.files_room.reading.preview
    assert preview.said == "Nothing stands below the headers."
    narrow = preview.columnWidth(2)
    dialog.files_room.table.choose(wide)
    assert preview.columnWidth(2) > narrow


def test_files_are_dropped(dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(GOOD)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    no_key, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, no_key))
    qtbot.waitUntil(lambda: dialog.files_room.is_ready)
    assert dialog.rooms.currentIndex() == FILES


def test_what_can_be_read_in_two_ways_is_asked(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    text = "number,name\nC-1,Ann\n", "order,ordered_on,customer,sku,quantity\nO-1,02/03/2026,C-1,TE-01,1\n"
    give(qtbot, dialog, tmp_path, people=text[0], goods=GOOD, orders=text[1])
    room = dialog.files_room
    room.table.choose(tmp_path / "orders.csv")
    assert not room.is_ready
    assert "Line 2, column ordered_on" in room.reading.questions.words.text()
    day_first = next(each for each in room.reading.questions.answers if "2026-03-02" in each.text())
    day_first.click()
    qtbot.waitUntil(lambda: room.is_ready)
    go(qtbot, dialog, CHECK)
    go(qtbot, dialog, DONE)
    rows = sqlite_shop.read(ORDERS.page, filter="all", search="Ann").rows
    entered = next(row for row in rows if row[1] == "O-1")
    assert date(2026, 3, 2).toordinal() in entered


def test_cells_that_cannot_be_read_are_marked_before_anything_is_tried(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    (path,) = give(qtbot, dialog, tmp_path, products=BAD)
    room = dialog.files_room
    qtbot.waitUntil(lambda: room.reading.unreadable.isVisible())
    model = room.reading.rows
    marked = {
        (row[0], column.title, column.cell(row).spoken())
        for row in model.rows
        for column in model.columns
        if column.cell(row).tone == "bad"
    }
    assert marked == {(3, "price", "cheap: It is not a plain number.")}
    assert "1 of the first 2 rows" in room.reading.unreadable.text()
    path.write_text(GOOD)
    room.add([path])
    qtbot.waitUntil(lambda: not room.reading.unreadable.isVisible())


def test_headers_that_fit_several_kinds_are_asked_about(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    give(qtbot, dialog, tmp_path, people="name,email,phone\nAnn,ann@example.org,1\n")
    room = dialog.files_room
    qtbot.waitUntil(lambda: room.reading.questions.isVisible())
    answers = {each.text(): each for each in room.reading.questions.answers}
    assert list(answers) == ["Suppliers (our own headers)", "Customers (our own headers)"]
    answers["Suppliers (our own headers)"].click()
    qtbot.waitUntil(lambda: room.is_ready)
    assert not room.reading.questions.isVisible()
    assert [each.format for each in room.incoming()] == ["suppliers"]


def test_what_is_open_far_down_is_asked_before_the_dry_run(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = "".join(f"A-{number},Tea,{number}\n" for number in range(3_000))
    give(qtbot, dialog, tmp_path, products=f'sku,name,price\n{rows}B,Pot,"1,234"\n')
    words = dialog.files_room.reading.questions.words
    qtbot.waitUntil(lambda: "Line 3002, column price" in words.text())


def test_a_column_that_is_there_twice_is_told_at_once(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    give(qtbot, dialog, tmp_path, products="sku,name,price,Price\nA,Tea,1,2\n")
    qtbot.waitUntil(lambda: dialog.hint.text().startswith("products.csv has 2 columns for “price”"))
