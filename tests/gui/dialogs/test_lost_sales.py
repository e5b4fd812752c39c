"""Lost sales are looked up and taken off."""

from decimal import Decimal

from pytestqt.qtbot import QtBot

from app.actions.selling import LostSale, record_lost_sale
from app.lists.lost_sales import LISTING
from app.shop import Shop
from db.rows import fetch
from tests.kitchen import Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.lost_sales import LostSalesDialog


def opened(qtbot: QtBot, desk: Desk, jobs: Jobs) -> LostSalesDialog:
    dialog = LostSalesDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: jobs.idle)
    return dialog


def test_one_is_taken_off(qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen) -> None:
    for sku, quantity in (("CI-24", 2), ("SK-28", 1)):
        sqlite_shop.write(record_lost_sale, LostSale(kitchen.products[sku], Decimal(quantity), "too late"))
    dialog = opened(qtbot, desk, jobs)
    assert [row[LISTING.place("sku")] for row in dialog.model.rows] == ["SK-28", "CI-24"]
    dialog.search.setText("casserole")
    dialog.search.textEdited.emit("casserole")
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 1)
    dialog._submit()
    qtbot.waitUntil(lambda: jobs.idle and not dialog.model.rows)
    assert len(sqlite_shop.read(fetch, "SELECT id FROM unmet_demand")) == 1
    assert dialog.table.said == "No lost sale with “casserole” here."


def test_none_is_said(qtbot: QtBot, desk: Desk, jobs: Jobs, kitchen: Kitchen) -> None:
    dialog = opened(qtbot, desk, jobs)
    assert dialog.table.said.startswith("No sale was lost.")
    dialog._submit()
    assert dialog.error.isVisible()
