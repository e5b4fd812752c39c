"""Taking out: only what is free, with its reason, from a shelf that may be found by scan."""

import pytest
from pytestqt.qtbot import QtBot

from app.shop import Shop
from tests.gui.dialogs.hands import at_rest, figures, pool_of, scan, shown, take_back, told_by, type_text
from tests.kitchen import Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.take_out import TakeOutDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs) -> TakeOutDialog:
    made = TakeOutDialog(desk)
    shown(qtbot, made)
    at_rest(qtbot, made, jobs)
    return made


def test_goods_are_found_by_scan_taken_and_put_back(
    qtbot: QtBot, dialog: TakeOutDialog, jobs: Jobs, sqlite_shop: Shop, desk: Desk
) -> None:
    told = told_by(desk)
    assert not dialog.ok.isEnabled()
    scan(qtbot, dialog.scan, "2*WK-30")
    at_rest(qtbot, dialog, jobs)
    assert dialog.product.text() == "Carbon-steel wok 30 cm  ·  Main"
    assert dialog.ok.text() == "Take out 2 pieces"
    dialog.reason.setText("Dropped")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert figures(sqlite_shop, "WK-30", "on_hand") == [(1,)]
    [(words, undo)] = told
    assert words == "2 WK-30 taken out."
    take_back(sqlite_shop, undo)
    assert figures(sqlite_shop, "WK-30", "on_hand") == [(3,)]


@pytest.mark.parametrize(
    ("sku", "typed", "words"),
    [
        (
            "CI-24",
            "1",
            "Only 0 of CI-24 are available. The rest is reserved; release it from an order first.",
        ),
        ("WK-30", "4", "Only 3 of WK-30 are available. Count the product first if more of it lies there."),
        ("WK-30", "few", "'few' is not a number. Type it as 1,234.5."),
    ],
)
def test_what_cannot_be_taken_is_told_while_one_types(
    qtbot: QtBot,
    desk: Desk,
    kitchen: Kitchen,
    jobs: Jobs,
    sqlite_shop: Shop,
    sku: str,
    typed: str,
    words: str,
) -> None:
    dialog = TakeOutDialog(desk, pool_of(sqlite_shop, sku))
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    assert dialog.picker.isHidden()
    type_text(dialog.quantity, typed)
    assert dialog.error.text() == words
    assert dialog.quantity.property("bad") == "true"
    assert not dialog.ok.isEnabled()
