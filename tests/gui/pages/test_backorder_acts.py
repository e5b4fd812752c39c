"""Acts on the queue: who gains and who loses is shown before, and what is refused is said."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions import queueing
from app.actions.outlooks import Outlook
from app.actions.pools import pool_of
from app.shop import Shop
from tests.gui.pages.backorder_desk import cell, choose, line, opened, orders, press, rest
from tests.kitchen import Kitchen
from ui.common.page import Desk
from ui.dialogs import act as act_dialog
from ui.dialogs.act import Act, ActDialog
from ui.dialogs.move_reservation import MoveReservationDialog
from ui.pages.backorders import BackordersPage
from ui.panes.backorder_acts import LineActs
from ui.panes.backorder_rows import told


@pytest.fixture
def page(desk: Desk, sqlite_shop: Shop, qtbot: QtBot) -> BackordersPage:
    return opened(desk, sqlite_shop, qtbot)


@pytest.fixture
def consent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Act, Outlook[Any]]]:
    """The owner says yes to every dialog about others; what was shown is kept."""
    shown: list[tuple[Act, Outlook[Any]]] = []

    def say_yes(parent: object, desk: Desk, act: Act, answer: Outlook[Any]) -> None:
        shown.append((act, answer))
        desk.jobs.write(act.fn, *act.args, done=lambda _: None)

    monkeypatch.setattr(act_dialog, "ask", say_yes)
    return shown


def test_reserving_offers_what_is_free(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1055", qtbot)
    acts = page.deeds.acts
    assert acts is not None
    asked = acts.reserve().quantity
    assert asked is not None
    assert asked.offered == 3
    row = page.row
    assert row is not None
    fewer = LineActs(row, free=Decimal(1)).reserve().quantity
    assert fewer is not None
    assert fewer.offered == 1


def test_ranking_first_moves_the_line_once_the_losers_were_shown(
    page: BackordersPage, qtbot: QtBot, consent: list[tuple[Act, Outlook[Any]]]
) -> None:
    choose(page, "O-1055", qtbot)
    press(page, "Rank first", qtbot)
    assert orders(page)[0] == "O-1055"
    [(act, answer)] = consent
    assert act.title == "Rank first"
    assert "O-1033" in [each.order for each in answer.affected if each.waits_longer]
    row = page.table.current_row()
    assert row is not None
    assert told(row, "order") == "O-1055"
    assert cell(page, "O-1055", "customer").marks == ("pinned",)
    assert page.details.events()[0] == "Expected 3 Dec"


def test_keys_rank_a_line_higher_and_lower(
    page: BackordersPage, qtbot: QtBot, consent: list[tuple[Act, Outlook[Any]]]
) -> None:
    choose(page, "O-1029", qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    rest(page.desk, qtbot)
    assert orders(page)[:2] == ["O-1029", "O-1041"]
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    rest(page.desk, qtbot)
    assert orders(page)[:2] == ["O-1041", "O-1029"]


def test_an_act_by_which_nobody_gains_or_loses_is_done_at_once(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, consent: list[tuple[Act, Outlook[Any]]]
) -> None:
    sqlite_shop.write(queueing.rank_first, line(page, "O-1041"))
    qtbot.waitUntil(lambda: cell(page, "O-1041", "customer").marks == ("pinned",))
    choose(page, "O-1041", qtbot)
    with qtbot.waitSignal(page.desk.did) as did:
        press(page, "Forget hand rank", qtbot)
    assert consent == []
    assert did.args[0] == "The hand rank of O-1041 is forgotten."
    assert cell(page, "O-1041", "customer").marks == ()


def test_an_act_shows_what_the_line_itself_loses(
    page: BackordersPage, qtbot: QtBot, consent: list[tuple[Act, Outlook[Any]]]
) -> None:
    choose(page, "O-1060", qtbot)
    press(page, "Keep off", qtbot)
    assert [each.order for each in consent[0][1].affected if each.moves] == ["O-1060"]
    assert cell(page, "O-1060", "status").text == "Kept off"
    assert cell(page, "O-1060", "expected").text == ""
    assert page.chips.buttons["stopped"].accessibleName() == "On hold or kept off 1"
    press(page, "Let it wait again", qtbot)
    assert cell(page, "O-1060", "status").text == "On time"


def test_holding_an_order_asks_for_the_reason_and_shows_who_gains(
    page: BackordersPage, qtbot: QtBot, kitchen: Kitchen, sqlite_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(parent: object, desk: Desk, act: Act) -> None:
        dialog = ActDialog(desk, act)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: not dialog.is_asking)
        rows = {row[1].order: row[1] for row in dialog.touched.rows}  # type: ignore[attr-defined]
        assert rows["O-1041"].gets == -1
        assert rows["O-1029"].gets == 1
        assert dialog.reason is not None
        dialog.reason.setText("asked to wait")
        with qtbot.waitSignal(dialog.accepted):
            dialog.ok.click()

    monkeypatch.setattr(act_dialog, "ask", ask)
    choose(page, "O-1041", qtbot)
    press(page, "Put O-1041 on hold…", qtbot)
    assert cell(page, "O-1041", "status").text == "On hold"
    assert orders(page) == ["O-1041", "O-1033", "O-1052", "O-1055"]


def test_what_is_refused_is_said_beside_the_line(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    choose(page, "O-1029", qtbot)
    press(page, "Release what O-1029 holds", qtbot)
    assert page.details.error.text() == "O-1029 holds nothing. There is nothing to release."
    choose(page, "O-1033", qtbot)
    assert page.details.error.text() == ""


def test_an_act_refused_while_typing_keeps_its_dialog(
    page: BackordersPage, qtbot: QtBot, kitchen: Kitchen
) -> None:
    choose(page, "O-1055", qtbot)
    assert page.deeds.acts is not None
    dialog = ActDialog(page.desk, page.deeds.acts.cancel_line())
    qtbot.addWidget(dialog)
    assert dialog.quantity is not None
    dialog.quantity.set_value(Decimal(4))
    dialog.quantity.changed.emit()
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.error.text().startswith("Only 3 of this line are open.")
    assert not dialog.ok.isEnabled()
    dialog.quantity.set_value(Decimal(2))
    dialog.quantity.changed.emit()
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.error.text() == ""
    with qtbot.waitSignal(dialog.accepted):
        dialog.ok.click()
    rest(page.desk, qtbot)
    assert cell(page, "O-1055", "short").text == "1"


def test_a_plan_that_changed_meanwhile_is_shown_anew(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    choose(page, "O-1055", qtbot)
    assert page.deeds.acts is not None
    dialog = ActDialog(page.desk, page.deeds.acts.rank_first())
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.is_asking)
    sqlite_shop.write(queueing.hold, kitchen.orders["O-1041"])
    dialog.ok.click()
    qtbot.waitUntil(lambda: dialog.error.text().startswith("The queue changed meanwhile."))
    qtbot.waitUntil(lambda: not dialog.is_asking)
    with qtbot.waitSignal(dialog.accepted):
        dialog.ok.click()


def test_moving_a_reservation_shows_who_loses_it(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    pool_id = sqlite_shop.write(pool_of, kitchen.products["CI-24"], 1)
    dialog = MoveReservationDialog(page.desk, pool_id, line(page, "O-1055"))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.taker.currentText() != "" and not dialog.is_asking)
    assert dialog.giver.currentText() == "O-1041  ·  Hotel Alder  ·  holds 1"
    assert dialog.taker.currentText() == "O-1055  ·  Priya Raman  ·  lacks 3"
    assert dialog.ok.text() == "Move 1 piece"
    assert dialog.head.sum.text() == "1 other waits longer. 1 becomes late."
    gets = {row[1].order: row[1].gets for row in dialog.touched.rows}  # type: ignore[attr-defined]
    assert gets["O-1041"] == -1
    assert gets["O-1055"] == 1
    before = [row[1].before for row in dialog.touched.rows]  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.desk.did) as did:
        dialog.ok.click()
    rest(page.desk, qtbot)
    choose(page, "O-1041", qtbot)
    assert not page.details.ship.isEnabled()
    words, undo = did.args
    assert words == "1 piece moved from O-1041 to O-1055."
    sqlite_shop.write(undo.fn, *undo.args)
    rest(page.desk, qtbot)
    assert told(page.table.current_row(), "reserved") == int(before[0].reserved * 1000)


def test_an_act_opens_in_its_first_field_or_else_on_its_own_button(
    page: BackordersPage, qtbot: QtBot
) -> None:
    choose(page, "O-1041", qtbot)
    for act in (page.deeds.acts.hold(), page.deeds.acts.rank_first()):
        dialog = ActDialog(page.desk, act)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.focusWidget() is (dialog.reason or dialog.ok)
        qtbot.waitUntil(lambda shown=dialog: not shown.is_asking)  # type: ignore[misc]
