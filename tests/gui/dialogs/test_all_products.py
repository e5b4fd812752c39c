"""All products: services and those put aside are found here too."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.actions.cards import product_card
from app.actions.cataloguing import ProductDraft, create_product
from app.actions.removing import set_active
from app.shop import Shop
from tests.kitchen import Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs import product
from ui.dialogs.all_products import AllProductsDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, jobs: Jobs, kitchen: Kitchen, sqlite_shop: Shop) -> AllProductsDialog:
    sqlite_shop.write(create_product, ProductDraft("SV-01", "Sharpening", kind="service"))
    dialog = AllProductsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: jobs.idle)
    return dialog


def skus(dialog: AllProductsDialog) -> list[Any]:
    return [row[1] for row in dialog.model.rows]


def test_a_service_is_found_and_edited(
    qtbot: QtBot, jobs: Jobs, dialog: AllProductsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(product, "ask", lambda parent, desk, product_id: bool(asked.append(product_id)))
    qtbot.keyClicks(dialog.search, "sharp")
    qtbot.waitUntil(lambda: skus(dialog) == ["SV-01"])
    dialog.table.opened.emit(dialog.model.rows[0])
    assert asked == [dialog.model.rows[0][0]]


def test_what_was_put_aside_is_used_again(
    qtbot: QtBot, jobs: Jobs, dialog: AllProductsDialog, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    row_id = kitchen.products["CG-26"]
    sqlite_shop.write(set_active, "products", row_id, active=False)
    dialog.chips.choose("all")
    qtbot.waitUntil(lambda: jobs.idle)
    assert dialog.table.choose(row_id)
    assert dialog.aside.text() == "Use again"
    dialog.put_aside()
    qtbot.waitUntil(lambda: jobs.idle)
    assert sqlite_shop.read(product_card, row_id).fields["active"]


def test_what_is_not_there_can_be_entered(
    qtbot: QtBot, jobs: Jobs, dialog: AllProductsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        product, "ask_new", lambda parent, desk, words, *, goes: asked.append(f"{words} {goes}")
    )
    qtbot.keyClicks(dialog.search, "Springform")
    qtbot.waitUntil(lambda: skus(dialog) == [])
    qtbot.waitUntil(lambda: jobs.idle)
    dialog._submit()
    assert dialog.error.text().startswith("No product is chosen.")
    dialog.add()
    assert asked == ["Springform False"]


def test_closed_before_its_rows_come(qtbot: QtBot, desk: Desk, jobs: Jobs, kitchen: Kitchen) -> None:
    dialog = AllProductsDialog(desk)
    dialog.show()
    dialog.reject()
    delete(dialog)
    qtbot.waitUntil(lambda: jobs.idle)
