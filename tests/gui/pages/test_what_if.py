"""What if on the backorders page: all others change on the list, nothing is written before it is applied."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import language
from app.actions import queueing
from app.shop import Shop
from tests.gui.pages.backorder_desk import (
    AS_IT_IS,
    TRIED,
    as_stored,
    cell,
    choose,
    line,
    opened,
    orders,
    rest,
    try_first,
)
from tests.kitchen import Kitchen
from ui.common.menus import Item
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import act as act_dialog
from ui.dialogs import what_if_delivery
from ui.dialogs.act import Act, ActDialog
from ui.dialogs.what_if_delivery import Delivery, WhatIfDeliveryDialog
from ui.pages.backorders import BackordersPage
from ui.panes import what_if_mode
from ui.panes.backorder_rows import told
from ui.panes.what_if_mode import WhatIfMode
from ui.panes.what_if_steps import Coming


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


def change(
    page: BackordersPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, day: date | None, quantity: str
) -> list[Delivery]:
    """Type another date and quantity for the delivery that the dialog offers first."""
    offered: list[Delivery] = []

    def ask(parent: object, desk: Desk, product: str, deliveries: Any, chosen: Any, decimals: int) -> Any:
        offered.extend(deliveries)
        dialog = WhatIfDeliveryDialog(desk, product, deliveries, chosen, decimals)
        qtbot.addWidget(dialog)
        dialog.day.set_value(day)
        dialog.quantity.set_value(Decimal(quantity))
        dialog.ok.click()
        return dialog.outcome

    monkeypatch.setattr(what_if_delivery, "ask", ask)
    page.details.eta.click()
    rest(page.desk, qtbot)
    return offered


def test_another_rank_moves_all_others_on_the_list_and_nothing_in_the_shop(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, sqlite_shop: Shop
) -> None:
    try_first(page, qtbot)
    assert orders(page) == TRIED
    assert as_stored(page, sqlite_shop) == AS_IT_IS
    rank, expected = cell(page, "O-1055", "rank"), cell(page, "O-1033", "expected")
    assert (rank.before, rank.text) == ("5", "1")
    assert (expected.before, expected.text) == ("3 Dec", "21 Dec")
    assert cell(page, "O-1033", "slip").text == "18 days later"
    assert cell(page, "O-1060", "slip").text == ""
    assert [chip.text() for chip in mode.band.chips] == ["O-1055 at place 1, not 5  ×"]
    assert mode.band.words.text().startswith("2 others wait longer. 2 become late.")


def test_dragging_and_keys_try_without_a_dialog(page: BackordersPage, mode: WhatIfMode, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    rest(page.desk, qtbot)
    assert orders(page)[3:] == ["O-1055", "O-1052"]
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    rest(page.desk, qtbot)
    assert [chip.text() for chip in mode.band.chips] == ["O-1055 at place 3, not 5  ×"]


def test_a_line_put_back_where_it_stood_is_no_step(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot
) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(page.table, key, Qt.KeyboardModifier.AltModifier)
        rest(page.desk, qtbot)
    assert mode.band.chips == []
    choose(page, "O-1041", qtbot)
    try_first(page, qtbot)
    assert mode.band.chips == []


def test_another_date_and_quantity_show_in_list_and_time_line(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = change(page, monkeypatch, qtbot, date(2026, 12, 9), "9")
    assert [(each.number, each.was.day, each.was.quantity) for each in offered] == [
        ("P-118", date(2026, 12, 2), 6),
        ("P-124", date(2026, 12, 18), 6),
    ]
    expected = cell(page, "O-1052", "expected")
    assert (expected.before, expected.text) == ("21 Dec", "10 Dec")
    drawn = page.details.time_line
    tried = next(box for box in drawn.boxes if box.note == "P-124")
    assert (tried.title, tried.quantity, tried.aside) == ("Wed 9 Dec", "6 → 9", "not 18 Dec")
    assert "−11 days" in [seat.aside for seat in drawn.seats]
    assert len(mode.band.chips) == 2


def test_a_date_tried_twice_is_one_step_and_the_old_date_is_none(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(page, monkeypatch, qtbot, date(2026, 12, 9), "6")
    change(page, monkeypatch, qtbot, date(2026, 12, 10), "6")
    assert [chip.text() for chip in mode.band.chips] == ["P-124, CI-24: 10 Dec, not 18 Dec  ×"]
    change(page, monkeypatch, qtbot, date(2026, 12, 18), "6")
    assert mode.band.chips == []
    assert not mode.band.apply.isEnabled()


def test_a_step_is_taken_back_by_its_chip(page: BackordersPage, mode: WhatIfMode, qtbot: QtBot) -> None:
    try_first(page, qtbot)
    assert mode.band.chips[0].accessibleName() == "Take back: O-1055 at place 1, not 5"
    mode.band.chips[0].click()
    rest(page.desk, qtbot)
    assert orders(page) == AS_IT_IS
    assert cell(page, "O-1033", "expected").before == ""


def test_leaving_shows_the_queue_as_it_is(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, sqlite_shop: Shop
) -> None:
    try_first(page, qtbot)
    mode.band.leave.click()
    rest(page.desk, qtbot)
    assert page.mode is None
    assert orders(page) == AS_IT_IS == as_stored(page, sqlite_shop)
    assert page.what_if_button.isEnabled()
    assert page.details.eta.text() == "Set ETA…"


def test_escape_asks_before_steps_are_lost(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def stay(parent: object, desk: Desk, entered: list[str]) -> bool:
        asked.append(entered)
        return False

    monkeypatch.setattr(what_if_mode, "may_leave", stay)
    try_first(page, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert asked == [["O-1055 at place 1, not 5"]]
    assert page.mode is mode


def test_escape_first_forgets_the_keys(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if_mode, "may_leave", lambda *_: pytest.fail("asked"))
    page.ranking.press(-1)
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.ranking.pause.isActive()
    assert page.mode is mode


def test_all_steps_are_applied_in_one_write_and_taken_back_in_one(
    page: BackordersPage,
    mode: WhatIfMode,
    qtbot: QtBot,
    sqlite_shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask(parent: object, desk: Desk, act: Act, answer: Any) -> Any:
        dialog = ActDialog(desk, act, answer)
        qtbot.addWidget(dialog)
        assert dialog.ok.text() == "Apply 3 changes"
        with qtbot.waitSignal(dialog.accepted):
            dialog.ok.click()
        return dialog.outcome

    monkeypatch.setattr(act_dialog, "ask", ask)
    try_first(page, qtbot)
    change(page, monkeypatch, qtbot, date(2026, 12, 9), "9")
    written: list[object] = []
    sqlite_shop.listen(written.append)
    with qtbot.waitSignal(page.desk.did) as did:
        mode.band.apply.click()
    rest(page.desk, qtbot)
    assert page.mode is None
    assert len(written) == 1
    assert as_stored(page, sqlite_shop) == TRIED
    words, undo = did.args
    assert words == "3 changes applied."
    assert isinstance(undo, Undo)
    sqlite_shop.write(undo.fn, *undo.args)
    assert as_stored(page, sqlite_shop) == AS_IT_IS


def test_what_moves_dates_asks_why_before_it_is_applied(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    try_first(page, qtbot)
    assert mode.what_if.act().choice is None
    change(page, monkeypatch, qtbot, date(2026, 12, 9), "6")
    found = mode.what_if.supposition
    assert found is not None
    dialog = ActDialog(page.desk, mode.what_if.act(), found.outlook)
    qtbot.addWidget(dialog)
    assert dialog.choice is not None
    dialog.choice.setCurrentIndex(dialog.choice.findData("customs"))
    with qtbot.waitSignal(dialog.accepted):
        dialog.ok.click()
    rest(page.desk, qtbot)
    mode.leave()
    rest(page.desk, qtbot)
    choose(page, "O-1055", qtbot)
    assert "P-118 was to come on 2 Dec: customs." in page.details.prose.text()


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    language.use("en")


@pytest.mark.usefixtures("english_again")
def test_what_is_tried_outlives_the_page_and_speaks_the_language_of_now(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    try_first(page, qtbot)
    change(page, monkeypatch, qtbot, date(2026, 12, 9), "6")
    kept = page.kept()
    other = BackordersPage(desk)
    qtbot.addWidget(other)
    language.use("zh_CN")
    other.take_up(kept)
    other.activate()
    rest(desk, qtbot)
    assert other.mode is not None
    assert orders(other) == TRIED
    assert "12月9日" in other.mode.band.chips[1].text()


def test_a_page_that_supposes_nothing_keeps_nothing(page: BackordersPage) -> None:
    assert page.kept() is None
    page.take_up(None)
    assert page.mode is None


def test_another_write_is_supposed_upon(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    try_first(page, qtbot)
    sqlite_shop.write(queueing.hold, kitchen.orders["O-1033"])
    qtbot.waitUntil(lambda: cell(page, "O-1033", "status").text == "On hold")
    assert orders(page)[0] == "O-1055"


def test_writes_are_not_offered_while_one_supposes(page: BackordersPage, mode: WhatIfMode) -> None:
    assert not page.details.move_goods.isEnabled()
    assert not page.details.ship.isEnabled()
    row = page.table.current_row()
    assert row is not None
    titles = [each.title.partition("\t")[0] for each in page.row_menu(row) if isinstance(each, Item)]
    assert titles == [
        "Open O-1055",
        "Show Priya Raman",
        "Show P-124",
        "Show in Stock",
        "Rank first",
        "Rank higher",
        "Rank lower",
        "Put O-1055 on hold",
        "Release what O-1055 holds",
        "Change a delivery…",
        "Leave",
    ]


def test_the_delivery_clicked_in_the_time_line_is_offered_first(
    page: BackordersPage, mode: WhatIfMode, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        what_if_delivery, "ask", lambda parent, desk, product, deliveries, chosen, _: asked.append(chosen)
    )
    drawn = page.details.time_line
    place = next(number for number, box in enumerate(drawn.boxes) if box.note == "P-118")
    qtbot.mouseClick(drawn, Qt.MouseButton.LeftButton, pos=drawn.box_area(place).center())
    assert asked == [drawn.boxes[place].key[1]]  # type: ignore[index]


def test_where_nothing_comes_the_band_says_so(page: BackordersPage, mode: WhatIfMode, qtbot: QtBot) -> None:
    board = next(row for row in page.model.rows if told(row, "sku") == "OB-45")
    assert page.table.choose(board[0])
    rest(page.desk, qtbot)
    mode.band.change.click()
    assert mode.band.error.text().startswith("Nothing of Oak board 45 × 30 cm is on its way.")


def test_a_delivery_left_as_it_is_is_no_step(desk: Desk, qtbot: QtBot) -> None:
    brings = Coming(date(2026, 12, 2), Decimal(6))
    dialog = WhatIfDeliveryDialog(desk, "CI-24", [Delivery(1, "P-118", brings, brings)])
    qtbot.addWidget(dialog)
    dialog.ok.click()
    assert dialog.error.text() == "Nothing is changed. Give it another date or quantity."
    assert dialog.outcome is None


def test_the_line_stays_chosen(page: BackordersPage, mode: WhatIfMode, qtbot: QtBot) -> None:
    try_first(page, qtbot)
    row = page.table.current_row()
    assert row is not None
    assert row[0] == line(page, "O-1055")
