"""The backorders page on the kitchen shop, and the words in which its tests speak of it."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from app.queue_views import seats
from app.shop import Shop
from ui.common.cells import Cell, Role
from ui.common.menus import Item
from ui.common.page import Desk
from ui.pages.backorders import BackordersPage
from ui.panes.backorder_rows import told

AS_IT_IS = ["O-1041", "O-1029", "O-1033", "O-1052", "O-1055"]
TRIED = ["O-1055", "O-1041", "O-1029", "O-1033", "O-1052"]


class Ears(QObject):
    """Brings what a write changed to the GUI thread, as the window does."""

    changed = Signal(object)


def opened(desk: Desk, shop: Shop, qtbot: QtBot) -> BackordersPage:
    """The page as the window shows it, with its first rows."""
    page = BackordersPage(desk)
    qtbot.addWidget(page)
    ears = Ears(page)
    ears.changed.connect(lambda changed: page.shop_changed(changed.areas))
    shop.listen(ears.changed.emit)
    page.resize(1400, 800)
    page.show()
    page.activate()
    rest(desk, qtbot)
    return page


def rest(desk: Desk, qtbot: QtBot) -> None:
    """Until everything asked of the shop is answered."""
    qtbot.waitUntil(lambda: desk.jobs.idle)


def orders(page: BackordersPage, sku: str = "CI-24") -> list[str]:
    """The orders of one product as the list has them."""
    return [told(row, "order") for row in page.model.rows if told(row, "sku") == sku]


def line(page: BackordersPage, number: str) -> Any:
    return next(row[0] for row in page.model.rows if told(row, "order") == number)


def choose(page: BackordersPage, number: str, qtbot: QtBot) -> None:
    assert page.table.choose(line(page, number))
    rest(page.desk, qtbot)


def cell(page: BackordersPage, number: str, key: str) -> Cell:
    model = page.model
    found = model.index(model.line_of(line(page, number)), model.column_of(key)).data(Role.CELL)
    assert isinstance(found, Cell)
    return found


def press(page: BackordersPage, title: str, qtbot: QtBot) -> None:
    """Choose a line of the menu 'More'."""
    items = [each for each in page.lines() if isinstance(each, Item)]
    item = next(each for each in items if each.title.partition("\t")[0] == title)
    assert item.enabled
    item.act()
    rest(page.desk, qtbot)


def as_stored(page: BackordersPage, shop: Shop) -> list[str]:
    """The casserole's queue in the shop, whatever the page shows."""
    pool_id = next(told(row, "pool_id") for row in page.model.rows if told(row, "sku") == "CI-24")
    return [seat.order for seat in shop.read(seats, pool_id)]


def try_first(page: BackordersPage, qtbot: QtBot) -> None:
    """The chosen line comes first: Alt+Home."""
    qtbot.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    rest(page.desk, qtbot)
