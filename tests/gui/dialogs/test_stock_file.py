"""Stock for other programs, purchases for suppliers, imports that were: each by its dialog."""

import csv
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.errors import InvalidInput
from app.importing.bringing_in import import_file
from app.shop import Shop
from ui.common.file_places import named_as
from ui.common.page import Desk
from ui.dialogs import purchase_file
from ui.dialogs.past_imports import PastImportsDialog
from ui.dialogs.stock_file import StockFileDialog


def test_stock_is_written_onto_another_programs_export(
    desk: Desk, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop
) -> None:
    dialog = StockFileDialog(desk)
    qtbot.addWidget(dialog)
    onto = tmp_path / "inventory_export.csv"
    onto.write_text("Handle,SKU,Location,On hand (new)\npan,CI-24,Main,\nold,X-1,Main,\n")
    with pytest.raises(InvalidInput):
        dialog.write_to(onto, onto)
    with qtbot.waitSignal(desk.did) as said:
        dialog.write_to(tmp_path / "new.csv", onto)
    assert said.args is not None
    assert said.args[0] == ("1 row written to new.csv. Not known here, and left as they were: X-1.")
    rows = list(csv.reader((tmp_path / "new.csv").read_text("utf-8-sig").splitlines()))
    assert rows[2] == ["old", "X-1", "Main", ""]
    assert rows[1][3].isdigit()


def test_an_import_is_taken_back_later(desk: Desk, qtbot: QtBot, tmp_path: Path, sqlite_shop: Shop) -> None:
    path = tmp_path / "people.csv"
    path.write_text("number,name\nC-9001,Ines Okafor\n")
    import_file(sqlite_shop, "customers", path)
    dialog = PastImportsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.table.current_row() is not None)
    dialog.ok.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    empty = PastImportsDialog(desk)
    qtbot.addWidget(empty)
    qtbot.waitUntil(lambda: empty.table.said == "No import can be taken back.")


def test_a_purchase_is_saved_for_its_supplier(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(desk.did):
        purchase_file.save(desk, "P-118", tmp_path / "P-118.xlsx")
    assert (tmp_path / "P-118.xlsx").stat().st_size > 0


@pytest.mark.parametrize(
    ("name", "pattern", "named"),
    [
        ("stock.csv", "Tables (*.csv)", "stock.csv"),
        ("stock.csv", "Workbooks (*.xlsx)", "stock.xlsx"),
        ("stock", "Workbooks (*.xlsx)", "stock.xlsx"),
        ("stock.xlsx", "Tables (*.csv)", "stock.xlsx"),
    ],
)
def test_the_chosen_kind_names_the_file(name: str, pattern: str, named: str) -> None:
    assert named_as(name, pattern) == Path(named)
