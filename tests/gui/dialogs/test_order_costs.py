"""Costs of an order: entered, seen, taken off, and all of it undone."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions.costs import CostDraft, enter_cost
from app.lists.order_costs import OrderCosts, order_costs
from app.shop import Shop
from tests.kitchen import Kitchen, line_of
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.order_costs import OrderCostsDialog


@pytest.fixture
def told(desk: Desk) -> list[tuple[str, Undo | None]]:
    said: list[tuple[str, Undo | None]] = []
    desk.did.connect(lambda words, undo: said.append((words, undo)))
    return said


def now(shop: Shop, kitchen: Kitchen) -> OrderCosts:
    return shop.read(order_costs, kitchen.orders["O-1041"])


def opened(qtbot: QtBot, desk: Desk, shop: Shop, kitchen: Kitchen) -> OrderCostsDialog:
    dialog = OrderCostsDialog(desk, now(shop, kitchen))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def entered(shop: Shop, kitchen: Kitchen) -> list[tuple[str, int, str, str]]:
    return [(each.kind, each.amount, each.cause, each.note) for each in now(shop, kitchen).entries]


def test_a_cost_is_entered_and_undone(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, told: list[tuple[str, Undo | None]]
) -> None:
    dialog = opened(qtbot, desk, sqlite_shop, kitchen)
    dialog.amount.set_value(Decimal("14.9"))
    dialog.reason.setCurrentIndex(dialog.reason.findData("transport"))
    dialog.note.setText("courier")
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert entered(sqlite_shop, kitchen) == [("freight", 1490, "transport", "courier")]
    [(words, undo)] = told
    assert words == "€14.90 is entered for O-1041."
    assert undo is not None
    sqlite_shop.write(undo.fn, *undo.args)
    assert entered(sqlite_shop, kitchen) == []


def test_one_is_taken_off_and_back_on(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, told: list[tuple[str, Undo | None]]
) -> None:
    line = line_of(sqlite_shop, kitchen, "O-1041", "CI-24")
    sqlite_shop.write(enter_cost, CostDraft(line, "other", Decimal(6), cause="customs", note="stamp"))
    dialog = opened(qtbot, desk, sqlite_shop, kitchen)
    [(_, _, _, take_off)] = dialog.takes_off
    assert take_off.accessibleName() == "Take off €6.00"
    with qtbot.waitSignal(dialog.accepted):
        take_off.click()
    assert entered(sqlite_shop, kitchen) == []
    [(_, undo)] = told
    assert undo is not None
    sqlite_shop.write(undo.fn, *undo.args)
    assert entered(sqlite_shop, kitchen) == [("other", 600, "customs", "stamp")]


@pytest.mark.parametrize("typed", ["", "0", "-3", "ten"])
def test_what_is_no_amount_is_said_under_the_field(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, typed: str
) -> None:
    dialog = opened(qtbot, desk, sqlite_shop, kitchen)
    dialog.amount.setText(typed)
    dialog._submit()
    assert dialog.error.isVisible()
    assert entered(sqlite_shop, kitchen) == []
