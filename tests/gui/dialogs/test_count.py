"""Counting: a sheet of a location, found by scan, booked in one write, with what to take back."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.actions.pools import create_location
from app.actions.stocktaking import issue
from app.shop import Shop
from tests.gui.dialogs.hands import (
    at_rest,
    figures,
    pool_of,
    scan,
    shown,
    take_back,
    told_by,
    type_cell,
    type_text,
)
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.count import CountDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs) -> CountDialog:
    made = CountDialog(desk)
    shown(qtbot, made)
    at_rest(qtbot, made, jobs)
    return made


def count(dialog: CountDialog, kitchen: Kitchen, sku: str, counted: str | None) -> None:
    value = None if counted is None else Decimal(counted)
    type_cell(dialog.sheet, kitchen.products[sku], "counted", value)


def test_the_sheet_has_all_goods_of_the_place_and_none_is_counted_yet(dialog: CountDialog) -> None:
    assert cells(dialog.sheet, "product", "on_hand", "counted", "difference")[:2] == [
        ("Grill pan 26 cm", "0", "", ""),
        ("Cast-iron casserole 24 cm", "1", "", ""),
    ]
    assert not dialog.ok.isEnabled()
    assert dialog.location.parentWidget().isHidden()


def test_the_difference_shows_while_one_types_and_only_touched_rows_are_booked(
    qtbot: QtBot, dialog: CountDialog, kitchen: Kitchen, jobs: Jobs, sqlite_shop: Shop, desk: Desk
) -> None:
    told = told_by(desk)
    count(dialog, kitchen, "WK-30", "5")
    count(dialog, kitchen, "EN-24", "3")
    count(dialog, kitchen, "CI-26", "6")
    at_rest(qtbot, dialog, jobs)
    assert ("Carbon-steel wok 30 cm", "5", "+2") in cells(dialog.sheet, "product", "counted", "difference")
    assert dialog.effect.head.sum.text() == "2 more than in the books. 1 fewer than in the books."
    assert dialog.ok.text() == "Book 3 rows"
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert [figures(sqlite_shop, sku, "on_hand") for sku in ("WK-30", "EN-24", "CI-26")] == [
        [(5,)],
        [(3,)],
        [(6,)],
    ]
    assert dialog.outcome.number == "N-1005"
    assert told == []


def test_what_was_booked_is_told_and_can_be_taken_back(
    qtbot: QtBot,
    dialog: CountDialog,
    kitchen: Kitchen,
    jobs: Jobs,
    sqlite_shop: Shop,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ui.dialogs import count as counting

    told = told_by(desk)
    count(dialog, kitchen, "WK-30", "5")
    at_rest(qtbot, dialog, jobs)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    monkeypatch.setattr(CountDialog, "ask", lambda _: dialog.outcome)
    counting.ask(None, desk)
    [(words, undo)] = told
    assert words == "N-1005 booked: 1 difference."
    take_back(sqlite_shop, undo)
    assert figures(sqlite_shop, "WK-30", "on_hand") == [(3,)]


def test_too_little_says_what_to_take_back_from_what_is_put_aside(
    qtbot: QtBot, dialog: CountDialog, kitchen: Kitchen, jobs: Jobs
) -> None:
    count(dialog, kitchen, "CI-24", "0")
    at_rest(qtbot, dialog, jobs)
    assert cells(dialog.effect.others, "customer", "gets")[0] == ("Hotel Alder", "-1")
    assert dialog.effect.put_aside.text() == (
        "Take back from what is put aside: 1 CI-24 of O-1041 (Hotel Alder)."
    )


def test_a_scan_goes_to_its_row_and_enter_back_to_the_scanner(
    qtbot: QtBot, dialog: CountDialog, kitchen: Kitchen, jobs: Jobs
) -> None:
    scan(qtbot, dialog.scan, "4006381333931")
    at_rest(qtbot, dialog, jobs)
    row = dialog.table.current_row()
    assert row is not None
    assert row[0] == kitchen.products["CI-24"]
    field = dialog.table.findChild(QLineEdit)
    assert field is not None
    type_text(field, "4")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.scan.hasFocus()
    at_rest(qtbot, dialog, jobs)
    assert ("Cast-iron casserole 24 cm", "4", "+3") in cells(dialog.sheet, "product", "counted", "difference")


def test_the_next_scan_instead_of_a_count_is_no_count(
    qtbot: QtBot, dialog: CountDialog, kitchen: Kitchen, jobs: Jobs
) -> None:
    count(dialog, kitchen, "WK-30", "7")
    scan(qtbot, dialog.scan, "WK-30")
    at_rest(qtbot, dialog, jobs)
    for code in ("4006381333931", "4006381999999", "40063812"):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        type_text(field, code)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        at_rest(qtbot, dialog, jobs)
    counted = [row for row in cells(dialog.sheet, "product", "counted") if row[1]]
    assert counted == [("Carbon-steel wok 30 cm", "7")]
    row = dialog.table.current_row()
    assert row is not None
    assert row[0] == kitchen.products["CI-24"]
    assert dialog.missed.text().startswith("Nothing is called “4006381999999”. Nothing is called “40063812”.")


def test_a_scan_of_what_never_lay_there_adds_its_row(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs, sqlite_shop: Shop
) -> None:
    annex = sqlite_shop.write(create_location, "Annex")
    dialog = CountDialog(desk, location_id=annex)
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    assert dialog.sheet.rows == []
    assert dialog.location.currentText() == "Annex"
    scan(qtbot, dialog.scan, "WK-30")
    at_rest(qtbot, dialog, jobs)
    count(dialog, kitchen, "WK-30", "2")
    at_rest(qtbot, dialog, jobs)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert sorted(figures(sqlite_shop, "WK-30", "on_hand")) == [(2,), (3,)]


def test_another_place_is_refused_while_this_one_is_being_counted(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs, sqlite_shop: Shop
) -> None:
    sqlite_shop.write(create_location, "Annex")
    dialog = CountDialog(desk)
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    count(dialog, kitchen, "WK-30", "2")
    dialog.location.setCurrentIndex(1)
    dialog.location.activated.emit(1)
    assert dialog.location.currentText() == "Main"
    assert dialog.error.text() == ("The sheet holds counts of Main. Book them first, or empty their fields.")
    count(dialog, kitchen, "WK-30", None)
    dialog.location.setCurrentIndex(1)
    dialog.location.activated.emit(1)
    at_rest(qtbot, dialog, jobs)
    assert dialog.sheet.rows == []


def test_books_that_moved_meanwhile_are_shown_and_the_count_stays(
    qtbot: QtBot, dialog: CountDialog, kitchen: Kitchen, jobs: Jobs, sqlite_shop: Shop
) -> None:
    count(dialog, kitchen, "WK-30", "5")
    at_rest(qtbot, dialog, jobs)
    sqlite_shop.write(issue, kitchen.products["WK-30"], Decimal(1))
    dialog.submit()
    row = ("Carbon-steel wok 30 cm", "2", "5", "+3")
    qtbot.waitUntil(lambda: row in cells(dialog.sheet, "product", "on_hand", "counted", "difference"))
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text().startswith("The books of WK-30 moved from 3 to 2 since it was counted.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert figures(sqlite_shop, "WK-30", "on_hand") == [(5,)]


def test_showing_only_a_part_keeps_what_was_typed(
    qtbot: QtBot, dialog: CountDialog, kitchen: Kitchen, jobs: Jobs
) -> None:
    count(dialog, kitchen, "WK-30", "5")
    type_text(dialog.only, "casserole 26")
    qtbot.waitUntil(lambda: len(dialog.sheet.rows) == 2)
    assert [row[0] for row in cells(dialog.sheet, "product")] == [
        "Carbon-steel wok 30 cm",
        "Cast-iron casserole 26 cm",
    ]
    assert dialog.entered() == ["5 Carbon-steel wok 30 cm"]


def test_what_is_no_number_is_told_and_nothing_can_be_booked(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs, sqlite_shop: Shop
) -> None:
    dialog = CountDialog(desk, pool_of(sqlite_shop, "WK-30"))
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    field = dialog.table.findChild(QLineEdit)
    assert field is not None
    type_text(field, "many")
    assert dialog.error.text() == "'many' is not a number. Type it as 1,234.5."
    assert not dialog.ok.isEnabled()
    type_text(field, "")
    assert dialog.error.text() == ""
