"""Promising a date: what is known of it stands beside the field, what cannot be kept is warned of."""

from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.actions import purchasing, queueing
from app.actions.promises import promise
from app.errors import Refused
from app.lists.backorders import LISTING
from app.shop import Shop
from tests.kitchen import Kitchen, line_of, purchase_lines_of
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.promise import PromiseDialog
from ui.panes.backorder_acts import LineActs


def listed(shop: Shop, number: str, sku: str = "CI-24") -> tuple[Any, ...]:
    return next(tuple(row) for row in shop.read(LISTING.page, search=number).rows if sku in row)


def opened(desk: Desk, shop: Shop, qtbot: QtBot, number: str, sku: str = "CI-24") -> PromiseDialog:
    """For a line of an order, with all that is read of it."""
    act = LineActs(listed(shop, number, sku)).promise()
    assert act.dialog is PromiseDialog
    dialog = PromiseDialog(desk, act)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: bool(dialog.facts.figures.accessibleName()) and not dialog.is_asking)
    return dialog


@pytest.fixture
def dialog(desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot) -> PromiseDialog:
    """O-1052 waits for P-124, which comes three days later than it was to come."""
    delivery = purchase_lines_of(sqlite_shop, kitchen, "P-124")[0]
    sqlite_shop.write(purchasing.set_eta, [delivery], date(2026, 12, 21), cause="transport")
    return opened(desk, sqlite_shop, qtbot, "O-1052")


def shown(dialog: PromiseDialog) -> list[tuple[str, date | None, date | None]]:
    rows = [row[1] for row in dialog.touched.rows]
    return [(each.order, each.before.promised_on, each.after.promised_on) for each in rows]  # type: ignore[attr-defined]


def test_expected_and_promised_dates_and_the_slip_between_them_are_shown(dialog: PromiseDialog) -> None:
    assert dialog.facts.figures.accessibleName() == "Expected 22 Dec, Promised until now 21 Dec, Slip 1 day"


def test_the_delivery_and_what_moved_it_are_named(dialog: PromiseDialog) -> None:
    words = dialog.facts.cause.accessibleName()
    assert words == "P-124 on 21 Dec brings 5. P-124 was to come on 18 Dec: transport."


def test_those_whom_the_same_delivery_serves_are_named(dialog: PromiseDialog) -> None:
    assert dialog.facts.sharers.accessibleName() == "What comes for it also serves Priya Raman (1)."


def test_the_expected_date_is_offered_and_the_preview_shows_what_it_changes(dialog: PromiseDialog) -> None:
    assert dialog.day is not None
    assert dialog.day.value() == date(2026, 12, 22)
    assert shown(dialog) == [("O-1052", date(2026, 12, 21), date(2026, 12, 22))]
    assert dialog.head.sum.text() == "Nobody else's date moves."
    assert dialog.notes.text() == ""


def test_a_date_before_the_goods_come_is_warned_of(dialog: PromiseDialog, qtbot: QtBot) -> None:
    assert dialog.day is not None
    dialog.day.set_value(date(2026, 12, 18))
    assert dialog.notes.text() == "18 Dec is 4 days before the goods are expected."
    dialog.take_expected.click()
    assert dialog.day.value() == date(2026, 12, 22)
    assert dialog.notes.text() == ""


def test_what_was_promised_before_is_listed_newest_first(
    dialog: PromiseDialog, desk: Desk, sqlite_shop: Shop, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog.ok.click()
    again = opened(desk, sqlite_shop, qtbot, "O-1052")
    told = [words.partition(",")[0] for words in again.facts.history()]
    assert told == ["Promised 22 Dec", "Promised 21 Dec with the confirmation"]
    assert again.facts.figures.accessibleName() == (
        "Expected 22 Dec, Promised until now 22 Dec, Promised at first 21 Dec, Slip none"
    )


def test_a_date_typed_before_all_is_read_stays(
    desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    dialog = PromiseDialog(desk, LineActs(listed(sqlite_shop, "O-1052")).promise())
    qtbot.addWidget(dialog)
    assert dialog.day is not None
    dialog.day.selectAll()
    qtbot.keyClicks(dialog.day, "24 Dec 2026")
    qtbot.waitUntil(lambda: bool(dialog.facts.figures.accessibleName()) and not dialog.is_asking)
    assert dialog.day.value() == date(2026, 12, 24)


def test_other_goods_that_the_order_waits_for_are_named(
    desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    dialog = opened(desk, sqlite_shop, qtbot, "O-1051", "CI-30")
    board = listed(sqlite_shop, "O-1051", "OB-45")
    day = desk.formats.day(board[LISTING.place("expected")]).text
    words = dialog.facts.others.accessibleName()
    assert words == f"O-1051 also waits for Oak board 45 × 30 cm ({day})."


def test_a_line_that_gets_nothing_has_no_date_to_take(
    desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    sqlite_shop.write(queueing.keep_off, line_of(sqlite_shop, kitchen, "O-1052", "CI-24"))
    dialog = opened(desk, sqlite_shop, qtbot, "O-1052")
    assert not dialog.take_expected.isEnabled()
    assert dialog.facts.cause.accessibleName().startswith("You keep the line off")


def test_a_promise_is_taken_back(
    dialog: PromiseDialog, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.did) as did:
        dialog.ok.click()
    words, undo = did.args
    assert words == "The promise to O-1052 is noted."
    assert isinstance(undo, Undo)
    sqlite_shop.write(undo.fn, *undo.args)
    promised = listed(sqlite_shop, "O-1052")[LISTING.place("promised")]
    assert promised == date(2026, 12, 21).toordinal()
    again = opened(desk, sqlite_shop, qtbot, "O-1052")
    assert again.facts.history()[0].startswith("Promise taken back: 21 Dec again")


def test_a_promise_is_not_taken_back_once_another_was_made(
    dialog: PromiseDialog, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.did) as did:
        dialog.ok.click()
    undo = did.args[1]
    sqlite_shop.write(promise, line_of(sqlite_shop, kitchen, "O-1052", "CI-24"), date(2026, 12, 28))
    with pytest.raises(Refused, match="Another date was promised since"):
        sqlite_shop.write(undo.fn, *undo.args)


def test_an_estimate_is_offered_but_not_taken_by_itself(
    desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    dialog = opened(desk, sqlite_shop, qtbot, "O-1055")
    estimate = date.fromordinal(listed(sqlite_shop, "O-1055")[LISTING.place("estimate")])
    assert dialog.day is not None
    assert dialog.take_expected.text() == "Take the estimate"
    dialog.day.set_value(date.fromordinal(estimate.toordinal() - 1))
    assert dialog.notes.text().endswith(" is 1 day before the estimate.")
    dialog.take_expected.click()
    assert dialog.day.value() == estimate
