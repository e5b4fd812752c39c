"""Holds and releases tried in a what-if, and steps that are refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.actions import queueing
from app.actions.purchasing import cancel_purchase
from app.actions.supposing import DayStep
from app.shop import Shop
from tests.gui.pages.backorder_desk import (
    AS_IT_IS,
    TRIED,
    as_stored,
    cell,
    choose,
    opened,
    orders,
    press,
    rest,
    try_first,
)
from tests.kitchen import Kitchen, purchase_lines_of
from ui.common.page import Desk
from ui.dialogs import act as act_dialog
from ui.dialogs.act import Act, ActDialog
from ui.pages.backorders import BackordersPage
from ui.panes.what_if_mode import WhatIfMode
from ui.panes.what_if_steps import Coming, Tried


@pytest.fixture
def page(desk: Desk, sqlite_shop: Shop, qtbot: QtBot) -> BackordersPage:
    return opened(desk, sqlite_shop, qtbot)


@pytest.fixture
def mode(page: BackordersPage, qtbot: QtBot) -> WhatIfMode:
    """The last of the queue is chosen, and one supposes."""
    choose(page, "O-1055", qtbot)
    page.what_if_button.click()
    rest(page.desk, qtbot)
    assert page.mode is not None
    return page.mode


def test_an_order_on_hold_is_tried_and_taken_off_again(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, sqlite_shop: Shop
) -> None:
    choose(page, "O-1041", qtbot)
    press(page, "Put O-1041 on hold", qtbot)
    assert cell(page, "O-1041", "status").text == "On hold"
    short = cell(page, "O-1041", "short")
    assert (short.before, short.text) == ("2", "3")
    assert [chip.text() for chip in mode.band.chips] == ["O-1041 on hold  ×"]
    assert mode.band.words.text() == "1 other gets 1 piece. 2 others wait less."
    assert as_stored(page, sqlite_shop) == AS_IT_IS
    press(page, "Take O-1041 off hold", qtbot)
    assert mode.band.chips == []
    assert cell(page, "O-1041", "status").text != "On hold"


def test_an_order_that_stands_aside_is_tried_off_hold(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(queueing.hold, kitchen.orders["O-1033"])
    qtbot.waitUntil(lambda: cell(page, "O-1033", "status").text == "On hold")
    choose(page, "O-1033", qtbot)
    press(page, "Take O-1033 off hold", qtbot)
    assert [chip.text() for chip in mode.band.chips] == ["O-1033 off hold  ×"]
    assert cell(page, "O-1033", "status").text != "On hold"
    press(page, "Put O-1033 on hold", qtbot)
    assert mode.band.chips == []


def test_what_an_order_holds_is_tried_with_the_others(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot
) -> None:
    choose(page, "O-1041", qtbot)
    press(page, "Release what O-1041 holds", qtbot)
    assert [chip.text() for chip in mode.band.chips] == ["O-1041 releases what it holds  ×"]
    assert "O-1029" not in orders(page)  # it gets the piece and waits no more
    assert cell(page, "O-1041", "short").text == "3"


def test_a_hold_and_a_release_are_applied_in_one_write_with_the_reason_and_taken_back_in_one(
    page: BackordersPage,
    mode: WhatIfMode,
    qtbot: QtBot,
    sqlite_shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask(parent: object, desk: Desk, act: Act, answer: Any) -> Any:
        dialog = ActDialog(desk, act, answer)
        qtbot.addWidget(dialog)
        assert dialog.reason is not None
        dialog.reason.setText("moving house")
        with qtbot.waitSignal(dialog.accepted):
            dialog.ok.click()
        return dialog.outcome

    monkeypatch.setattr(act_dialog, "ask", ask)
    choose(page, "O-1041", qtbot)
    press(page, "Release what O-1041 holds", qtbot)
    choose(page, "O-1033", qtbot)
    press(page, "Put O-1033 on hold", qtbot)
    written: list[object] = []
    sqlite_shop.listen(written.append)
    with qtbot.waitSignal(page.desk.did) as did:
        mode.band.apply.click()
    rest(page.desk, qtbot)
    assert page.mode is None
    assert len(written) == 1
    assert cell(page, "O-1033", "status").text == "On hold"
    assert "moving house" in " ".join(page.details.events())
    assert "O-1029" not in orders(page)
    words, undo = did.args
    assert words == "2 changes applied."
    sqlite_shop.write(undo.fn, *undo.args)
    rest(page.desk, qtbot)
    assert orders(page) == AS_IT_IS
    assert cell(page, "O-1033", "status").text != "On hold"


def test_a_step_that_is_refused_does_not_stand_in_the_way_of_the_next(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot
) -> None:
    press(page, "Release what O-1055 holds", qtbot)
    assert mode.band.error.text().startswith("O-1055 holds nothing.")
    assert mode.band.chips == []
    try_first(page, qtbot)
    assert mode.band.error.text() == ""
    assert orders(page) == TRIED


def test_a_step_that_another_write_made_impossible_stays_to_be_taken_back(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    choose(page, "O-1041", qtbot)
    press(page, "Release what O-1041 holds", qtbot)
    sqlite_shop.write(queueing.release_order, kitchen.orders["O-1041"])
    qtbot.waitUntil(lambda: mode.band.error.text().startswith("O-1041 holds nothing."))
    mode.band.chips[0].click()
    rest(page.desk, qtbot)
    assert mode.band.error.text() == ""
    assert "O-1029" not in orders(page)


def test_what_changed_meanwhile_is_shown_before_it_is_applied(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    try_first(page, qtbot)
    found = mode.what_if.supposition
    assert found is not None
    dialog = ActDialog(page.desk, mode.what_if.act(), found.outlook)
    qtbot.addWidget(dialog)
    sqlite_shop.write(queueing.hold, kitchen.orders["O-1041"])
    dialog.ok.click()
    qtbot.waitUntil(lambda: dialog.error.text().startswith("The queue changed meanwhile."))
    rest(page.desk, qtbot)
    assert as_stored(page, sqlite_shop) == AS_IT_IS


def test_a_step_that_cannot_be_is_said_in_the_band(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    delivery = purchase_lines_of(sqlite_shop, kitchen, "P-124")[0]
    sqlite_shop.write(cancel_purchase, kitchen.purchases["P-124"])
    mode.what_if.put(Tried(DayStep(delivery, None), lambda: "P-124", Coming(date(2026, 12, 18), Decimal(6))))
    rest(page.desk, qtbot)
    assert mode.band.error.text().startswith("Nothing more comes on this purchase line.")
