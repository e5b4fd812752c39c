"""Several orders leave at once: what each takes along, which stay and why, and how it is taken back (R4)."""

from pytestqt.qtbot import QtBot

from app.actions.queueing import hold
from app.lists.order_detail import order_detail
from app.shop import Shop
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen, enter
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.ship_several import ShipSeveralDialog


def test_what_is_ready_leaves_and_the_rest_says_why_it_stays(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    ready = sqlite_shop.write(enter, kitchen, "O-1", "Wen Li", (("WK-30", 1), ("SK-28", 9)))
    lacks = sqlite_shop.write(
        enter, kitchen, "O-2", "Wen Li", (("WK-30", 1), ("SK-28", 9)), ship_complete=True
    )
    held = sqlite_shop.write(enter, kitchen, "O-3", "Oskar Lund", (("EN-24", 1),))
    sqlite_shop.write(hold, held)
    told: list[tuple[str, Undo]] = []
    desk.did.connect(lambda words, undo: told.append((words, undo)))
    dialog = ShipSeveralDialog(desk, [ready, lacks, held, kitchen.orders["O-1046"]])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.orders.rows))

    assert cells(dialog.orders, "number", "leaves", "stays", "note") == [
        ("O-1046", "", "1", "stays: nothing is reserved"),
        ("O-1", "1", "9", ""),
        ("O-2", "", "10", "stays: ships complete, and something is short"),
        ("O-3", "", "1", "stays: on hold"),
    ]
    assert dialog.head.sum.text() == "1 piece leave with 1 order"
    assert dialog.ok.text() == "Ship 1 order"

    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert sqlite_shop.read(order_detail, ready).lines[0].shipped == 1000
    [(words, undo)] = told
    assert words == "1 order left."
    sqlite_shop.write(undo.fn, *undo.args)
    assert sqlite_shop.read(order_detail, ready).lines[0].reserved == 1000


def test_nothing_that_can_leave_is_said(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    dialog = ShipSeveralDialog(desk, [kitchen.orders["O-1046"]])
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: bool(dialog.orders.rows))
    assert dialog.head.sum.text() == "Nothing of them can leave."
    assert not dialog.ok.isEnabled()
