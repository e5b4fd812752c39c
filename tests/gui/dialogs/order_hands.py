"""What somebody does to order entry: find, add, type over, confirm."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.lists.finding import find_products
from app.lists.order_detail import OrderDetail, order_detail
from app.shop import Shop
from db.models.catalogue import Product
from ui.dialogs.finder import Finder
from ui.dialogs.order_entry import OrderEntryDialog
from ui.dialogs.scanning import ScanField

ENTER = Qt.Key.Key_Return


def settled(qtbot: QtBot, dialog: OrderEntryDialog) -> None:
    """Until what is typed is answered."""
    qtbot.waitUntil(lambda: bool(dialog.lines.entries()) and not dialog.is_asking)


def find(qtbot: QtBot, finder: Finder, text: str) -> None:
    """Type into a finder, wait for what it offers, and take the first by Enter."""
    finder.setFocus()
    qtbot.keyClicks(finder, text)
    qtbot.waitUntil(lambda: bool(finder.matches))
    with qtbot.waitSignal(finder.scanned if isinstance(finder, ScanField) else finder.found):
        qtbot.keyClick(finder, ENTER)


def open_field(dialog: OrderEntryDialog, key: str = "") -> QLineEdit:
    """The field with the keyboard, or that of this column in the first line."""
    table = dialog.lines.table
    if key:
        table.edit_cell(dialog.lines.entries()[0].key, key)
    field = table.indexWidget(table.currentIndex())
    assert isinstance(field, QLineEdit)
    return field


def type_over(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    """As one who begins to type in a field that was entered by key."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def add(qtbot: QtBot, dialog: OrderEntryDialog, shop: Shop, sku: str, quantity: int) -> None:
    """One more line, its quantity typed."""
    dialog.lines.add_product(shop.read(find_products, sku)[0])
    type_over(qtbot, open_field(dialog), str(quantity))


def add_and_see(qtbot: QtBot, dialog: OrderEntryDialog, shop: Shop, sku: str, quantity: int) -> None:
    """One more line, and what it would get."""
    add(qtbot, dialog, shop, sku, quantity)
    settled(qtbot, dialog)


def confirmed(qtbot: QtBot, dialog: OrderEntryDialog, shop: Shop) -> OrderDetail:
    """The order that is written."""
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    return shop.read(order_detail, dialog.outcome.order_id)


def pay(dialog: OrderEntryDialog, way: str) -> None:
    """Choose how something is paid now."""
    dialog.sums.way.setCurrentIndex(dialog.sums.way.findData(way))
    dialog.sums.way.activated.emit(dialog.sums.way.currentIndex())


def set_policy(session: Session, product_id: int, policy: str) -> None:
    """Whether the product may wait: always, ask, never."""
    session.get_one(Product, product_id).backorders = policy
