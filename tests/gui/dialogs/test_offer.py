"""A substitute is offered with ratio, price and difference; the letter falls due, and is withdrawn."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions.stocktaking import issue
from app.shop import Shop
from db.rows import fetch
from tests.gui.dialogs.hands import shown, take_back, told_by
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen, line_of
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.offer import OfferDialog


@pytest.fixture
def line_id(sqlite_shop: Shop, kitchen: Kitchen) -> int:
    return line_of(sqlite_shop, kitchen, "O-1033", "CI-24")


def opened(qtbot: QtBot, desk: Desk, jobs: Jobs, line_id: int) -> OfferDialog:
    dialog = OfferDialog(desk, line_id)
    shown(qtbot, dialog)
    qtbot.waitUntil(lambda: jobs.idle)
    return dialog


def offers(shop: Shop) -> list[tuple[str, int]]:
    sql = "SELECT state, quantity FROM notices WHERE kind = 'substitute_offer' ORDER BY id"
    return [tuple(row) for row in shop.read(fetch, sql)]


def record(qtbot: QtBot, dialog: OfferDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()


def test_r24_what_lies_free_is_offered_and_withdrawn(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, line_id: int
) -> None:
    told = told_by(desk)
    dialog = opened(qtbot, desk, jobs, line_id)
    assert cells(dialog.rows, "product", "ratio", "price", "difference", "free") == [
        ("Cast-iron casserole 26 cm", "1 for 1", "€199.00", "+€10.00", "6"),
        ("Enamelled casserole 24 cm", "1 for 1", "€89.00", "−€100.00", "4"),
    ]
    record(qtbot, dialog)
    assert offers(sqlite_shop) == [("due", 3000)]
    assert told[0][0] == "The offer to Café Brünn in place of Cast-iron casserole 24 cm is due."

    again = opened(qtbot, desk, jobs, line_id)
    assert (again.ok.text(), again.ok.isEnabled()) == ("Withdraw the offer", True)
    record(qtbot, again)
    assert offers(sqlite_shop) == [("void", 3000)]
    take_back(sqlite_shop, told[1][1])
    assert offers(sqlite_shop)[-1] == ("due", 3000)
    take_back(sqlite_shop, told[0][1])
    assert [state for state, _ in offers(sqlite_shop)] == ["void", "void"]


def test_nothing_free_cannot_be_offered(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen, line_id: int
) -> None:
    for sku, pieces in (("CI-26", 6), ("EN-24", 4)):
        sqlite_shop.write(issue, kitchen.products[sku], Decimal(pieces), reason="broken")
    dialog = opened(qtbot, desk, jobs, line_id)
    assert "Nothing lies free that could stand for CI-24." in dialog.about.accessibleName()
    assert not dialog.ok.isEnabled()


def test_r24_what_is_gone_meanwhile_is_refused(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen, line_id: int
) -> None:
    dialog = opened(qtbot, desk, jobs, line_id)
    for sku, pieces in (("CI-26", 6), ("EN-24", 4)):
        sqlite_shop.write(issue, kitchen.products[sku], Decimal(pieces), reason="broken")
    dialog._submit()
    qtbot.waitUntil(lambda: jobs.idle)
    assert dialog.error.text().startswith("Nothing lies free that could stand for CI-24.")
    assert offers(sqlite_shop) == []
