"""What silence means is shown, done in one click for the lines that are chosen, and taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.shop import Shop
from db.rows import fetch
from tests.databases import TODAY
from tests.gui.dialogs.hands import at_rest, shown, take_back, told_by, type_cell
from tests.gui.pages.reading import cells
from tests.gui.told import all_late, line, tell, wait_until
from tests.kitchen import Kitchen, line_of
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.silence import SilenceDialog

TOO_LATE = TODAY + timedelta(15)


@pytest.fixture
def lines(sqlite_shop: Shop, kitchen: Kitchen) -> list[int]:
    """Café Brünn and Jonas Weil did not answer: their lines are cancelled."""
    sqlite_shop.write(record_payment, kitchen.orders["O-1033"], PaymentDraft(Decimal(150), "card"))
    all_late(sqlite_shop, own_silence="cancel")
    for customer in ("Café Brünn", "Jonas Weil"):
        tell(sqlite_shop, kitchen, customer)
    wait_until(sqlite_shop, TOO_LATE)
    wanted = (("O-1033", "CI-24"), ("O-1049", "CG-26"))
    return [line_of(sqlite_shop, kitchen, *each) for each in wanted]


def opened(qtbot: QtBot, desk: Desk, jobs: Jobs, silence: str) -> SilenceDialog:
    dialog = SilenceDialog(desk, silence)
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    return dialog


def record(qtbot: QtBot, dialog: SilenceDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()


def left(shop: Shop, lines: list[int]) -> list[int]:
    return [line(shop, each, "open")[0] // 1000 for each in lines]


def test_r23_what_silence_cancels_is_shown_done_and_taken_back(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, lines: list[int]
) -> None:
    told = told_by(desk)
    dialog = opened(qtbot, desk, jobs, "cancel")
    assert cells(dialog.lines, "customer", "order", "open", "by", "does") == [
        ("Café Brünn", "O-1033", "3", "7 Dec", "Cancel it"),
        ("Jonas Weil", "O-1049", "1", "7 Dec", "Cancel it"),
    ]
    assert dialog.ok.text() == "Cancel 2 lines"
    assert dialog.touched.owed.text() == "€150.00 of O-1033 are to be paid back by 21 Dec."
    assert dialog.touched.head.sum.text() == "1 other waits less."

    record(qtbot, dialog)

    assert left(sqlite_shop, lines) == [0, 0]
    [(words, undo)] = told
    assert words == "2 lines without an answer are cancelled."
    take_back(sqlite_shop, undo)
    assert left(sqlite_shop, lines) == [3, 1]
    states = sqlite_shop.read(fetch, "SELECT DISTINCT state FROM consents")
    assert [row[0] for row in states] == ["awaited"]


def test_r23_a_line_that_is_left_keeps_waiting(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, lines: list[int]
) -> None:
    dialog = opened(qtbot, desk, jobs, "cancel")
    type_cell(dialog.lines, dialog.lines.rows[0][0], "does", "Not now")
    at_rest(qtbot, dialog, jobs)
    assert dialog.ok.text() == "Cancel 1 line"
    record(qtbot, dialog)
    assert left(sqlite_shop, lines) == [3, 0]


def test_nothing_chosen_cancels_nothing(qtbot: QtBot, desk: Desk, jobs: Jobs, lines: list[int]) -> None:
    dialog = opened(qtbot, desk, jobs, "cancel")
    for row in list(dialog.lines.rows):
        type_cell(dialog.lines, row[0], "does", "Not now")
    at_rest(qtbot, dialog, jobs)
    assert not dialog.ok.isEnabled()


def test_nobody_is_silent(qtbot: QtBot, desk: Desk, jobs: Jobs, lines: list[int]) -> None:
    dialog = opened(qtbot, desk, jobs, "ask")
    assert dialog.about.accessibleName() == "Every customer has answered."
    assert (dialog.ok.text(), dialog.ok.isEnabled()) == ("Close", True)
    with qtbot.waitSignal(dialog.rejected):
        dialog._submit()


def test_r23_where_silence_means_nothing_customers_are_asked_again(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    told = told_by(desk)
    all_late(sqlite_shop, own_silence="ask")
    tell(sqlite_shop, kitchen, "Jonas Weil")
    wait_until(sqlite_shop, TOO_LATE)
    dialog = opened(qtbot, desk, jobs, "ask")
    assert dialog.until.value() == TOO_LATE + timedelta(14)
    assert dialog.ok.text() == "Ask again about 1 line"

    dialog.until.set_value(date(2026, 12, 1))
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text().startswith("1 Dec is past.")

    dialog.until.set_value(date(2026, 12, 30))
    at_rest(qtbot, dialog, jobs)
    record(qtbot, dialog)
    sql = "SELECT consent_by FROM consents"
    assert sqlite_shop.read(fetch, sql)[0][0] == date(2026, 12, 30).toordinal()
    [(words, undo)] = told
    assert words == "1 answer is awaited until 30 Dec."
    take_back(sqlite_shop, undo)
    assert sqlite_shop.read(fetch, sql)[0][0] == date(2026, 12, 7).toordinal()
