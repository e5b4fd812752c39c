"""Bringing files: one after the other, all of a file or nothing, and every bad row named."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.lists.products import LISTING
from app.shop import Shop
from ui.common.page import Desk
from ui.dialogs.bring_files import BringFilesDialog

GOOD = "sku,name,price\nTE-01,Teapot,39\nTE-02,Tea strainer,7.50\n"
BAD = "sku,name,price\nTE-01,Teapot,39\nTE-02,Tea strainer,cheap\n"


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> BringFilesDialog:
    made = BringFilesDialog(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def give(dialog: BringFilesDialog, folder: Path, text: str, name: str = "products.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    dialog.take(str(path))
    return path


def skus(shop: Shop, text: str) -> list[Any]:
    return [row[1] for row in shop.read(LISTING.page, search=text).rows]


def test_a_good_file_comes_in_and_the_next_kind_is_offered(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    give(dialog, tmp_path, GOOD)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.report.toPlainText()))
    assert "2 products" in dialog.report.toPlainText()
    assert skus(sqlite_shop, "tea") == ["TE-01", "TE-02"]
    assert (dialog.kind.currentData(), dialog.file.text()) == ("customers", "")
    assert dialog.isVisible()


def test_a_bad_row_refuses_the_file_and_is_named(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    path = give(dialog, tmp_path, BAD)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    assert dialog.error.text().startswith("1 row of products.csv cannot be taken; nothing was changed.")
    assert "products.csv, line 3, column price, “cheap”" in dialog.report.toPlainText()
    assert skus(sqlite_shop, "tea") == []
    assert dialog.file.text() == str(path)


def test_the_good_rows_come_in_where_the_owner_says_so(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    give(dialog, tmp_path, BAD)
    dialog.skip.setChecked(True)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.report.toPlainText()))
    assert skus(sqlite_shop, "tea") == ["TE-01"]
    assert (tmp_path / "products.csv.rejected.csv").exists()


def test_trying_out_changes_nothing(
    dialog: BringFilesDialog, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    path = give(dialog, tmp_path, GOOD)
    dialog.try_out.click()
    qtbot.waitUntil(lambda: bool(dialog.report.toPlainText()))
    assert "dry run" in dialog.report.toPlainText()
    assert skus(sqlite_shop, "tea") == []
    assert dialog.file.text() == str(path)


def test_without_a_file_the_field_is_named(dialog: BringFilesDialog) -> None:
    dialog.submit()
    assert dialog.error.text() == "No file is chosen. Choose one."


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("products", (True, True, True)), ("stock", (False, True, True)), ("orders", (False, False, False))],
)
def test_options_are_those_of_the_kind(dialog: BringFilesDialog, kind: str, shown: tuple[bool, ...]) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    options = (dialog.create_products, dialog.create_customers, dialog.history)
    assert tuple(option.isHidden() for option in options) == shown


@pytest.mark.parametrize(
    ("name", "kind"), [("my_orders_2026.csv", "orders"), ("Stock.CSV", "stock"), ("list.csv", "products")]
)
def test_the_name_of_a_file_tells_what_it_holds(dialog: BringFilesDialog, name: str, kind: str) -> None:
    dialog.take(name)
    assert dialog.kind.currentData() == kind
