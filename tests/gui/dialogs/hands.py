"""What somebody at the desk does to a dialog of shelf or counter: type, scan, wait for the answer."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.lists.stock import LISTING
from app.shop import Shop
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs.planning import PlanningDialog

Told = list[tuple[str, Undo | None]]


def at_rest(qtbot: QtBot, dialog: PlanningDialog, jobs: Jobs) -> None:
    """Until everything that was asked is answered."""
    qtbot.waitUntil(lambda: jobs.idle and not dialog.is_asking)


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()


def type_cell(model: RowsModel, row_id: object, key: str, value: object) -> None:
    line = model.line_of(row_id)
    assert line >= 0
    assert model.setData(model.index(line, model.column_of(key)), value)


def type_text(field: QLineEdit, text: str) -> None:
    field.setText(text)
    field.textEdited.emit(text)


def scan(qtbot: QtBot, field: QLineEdit, *codes: str) -> None:
    """As a scanner does: all signs and Enter at once, code after code."""
    for code in codes:
        qtbot.keyClicks(field, code)
        qtbot.keyClick(field, Qt.Key.Key_Return)


def told_by(desk: Desk) -> Told:
    """What the desk says was done, from now on."""
    told: Told = []
    desk.did.connect(lambda words, undo: told.append((words, undo)))
    return told


def take_back(shop: Shop, undo: Undo | None) -> None:
    assert undo is not None
    shop.write(undo.fn, *undo.args)


def pool_of(shop: Shop, sku: str) -> int:
    return int(shop.read(LISTING.page, filter="all", search=sku).rows[0][0])


def figures(shop: Shop, sku: str, *keys: str) -> list[tuple[Any, ...]]:
    """Whole pieces, for each place of a product."""
    places = [LISTING.place(key) for key in keys]
    rows = shop.read(LISTING.page, filter="all", search=sku).rows
    return [tuple(row[place] // 1000 for place in places) for row in rows]
