"""Another program writes to the same shop while somebody reads, chooses and types here."""

from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.actions.cataloguing import ProductDraft, create_product
from app.actions.stocktaking import count
from app.shop import Shop, clock_at, open_shop
from db.rows import value
from tests.databases import TODAY
from tests.gui.pages.conftest import AtRest, Show
from tests.kitchen import Kitchen
from ui.common.cells import Row
from ui.common.page import Desk
from ui.pages.stock import StockPage

PRODUCTS = 60


@pytest.fixture
def elsewhere(sqlite_place: str, sqlite_shop: Shop) -> Iterator[Shop]:
    """The same shop, open a second time."""
    with closing(open_shop(sqlite_place, clock=clock_at(TODAY))) as other:
        yield other


@pytest.fixture
def page(
    desk: Desk, kitchen: Kitchen, show: Show, sqlite_shop: Shop, qtbot: QtBot, at_rest: AtRest
) -> StockPage:
    sqlite_shop.write(create_mugs)
    sqlite_shop.poll()
    page = StockPage(desk)
    show(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def create_mugs(session: Session) -> None:
    for number in range(PRODUCTS):
        product_id = create_product(session, ProductDraft(f"M-{number:02}", f"Mug {number:02}"))
        count(session, product_id, Decimal(number))


def id_of(shop: Shop, sku: str) -> int:
    return int(shop.read(value, "SELECT id FROM products WHERE sku = ?", (sku,)) or 0)


@pytest.fixture
def hear(sqlite_shop: Shop, at_rest: AtRest) -> Callable[[], None]:
    """What the window does every second."""

    def look() -> None:
        sqlite_shop.poll()
        QApplication.sendPostedEvents()
        at_rest()

    return look


def row_with(page: StockPage, sku: str) -> Row:
    return next(row for row in page.model.rows if sku in row)


def shown_first(page: StockPage) -> object:
    row = page.model.row_at(page.table.rowAt(0))
    return row[1] if row else None


def test_what_is_seen_chosen_and_typed_stays(
    page: StockPage, elsewhere: Shop, hear: Callable[[], None], qtbot: QtBot
) -> None:
    page.table.choose(row_with(page, "M-40")[0])
    page.table.verticalScrollBar().setValue(900)
    seen, offset = shown_first(page), page.table.rowViewportPosition(page.table.rowAt(0))
    page.table.in_place.edit(row_with(page, "M-40")[0], "minimum")
    assert page.table.in_place.inline is not None
    field = page.table.in_place.inline.field
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "12")

    elsewhere.write(create_product, ProductDraft("A-1", "Apron"))
    elsewhere.write(count, id_of(elsewhere, "A-1"), Decimal(3))
    elsewhere.write(count, id_of(elsewhere, "M-40"), Decimal(7))
    hear()

    assert row_with(page, "A-1")
    chosen = page.table.current_row()
    assert chosen is not None
    assert chosen == row_with(page, "M-40")
    assert (shown_first(page), page.table.rowViewportPosition(page.table.rowAt(0))) == (seen, offset)
    assert page.table.in_place.inline is not None
    assert page.table.in_place.inline.field is field
    assert field.text() == "12"
    assert QApplication.focusWidget() is field
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_with(page, "M-40")[page.listing.place("minimum")] == 12_000)


def test_several_chosen_rows_stay_chosen(
    page: StockPage, elsewhere: Shop, hear: Callable[[], None], qtbot: QtBot
) -> None:
    page.table.let_choose_many()
    page.table.choose(row_with(page, "M-10")[0])
    for _ in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    before = [row[1] for row in page.table.chosen_rows()]
    assert before == ["M-10", "M-11", "M-12", "M-13"]
    elsewhere.write(count, id_of(elsewhere, "M-11"), Decimal(99))
    hear()
    assert [row[1] for row in page.table.chosen_rows()] == before
