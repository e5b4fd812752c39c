"""The page Today: what waits for the owner, the button that begins it, and a day on which nothing does."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.actions.purchasing import set_eta
from app.actions.queueing import hold
from app.actions.sending import record_letter
from app.letters.chasing import chasers
from app.letters.drawing import draft_of
from app.lists.today_tasks import Task, TaskKind
from app.shop import Shop
from db.rows import fetch, run
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.told import all_late, tell, wait_until
from tests.kitchen import Kitchen, line_of
from ui.common.page import Desk
from ui.pages.today import TodayPage
from ui.panes.today_rows import FEW, TaskRow


@pytest.fixture
def page(desk: Desk, kitchen: Kitchen) -> TodayPage:
    return TodayPage(desk)


def row(page: TodayPage, kind: TaskKind) -> TaskRow:
    return next(each for each in page.tasks.rows if each.task.kind == kind)


def all_told(shop: Shop) -> None:
    def tell(session: Session) -> None:
        run(session, "UPDATE notices SET state = 'sent', pending = 0")
        run(session, "UPDATE order_lines SET promised_on = NULL WHERE expected_on IS NULL")

    shop.write(tell)


def test_a_quiet_day_says_so(page: TodayPage, show: Show, sqlite_shop: Shop) -> None:
    all_told(sqlite_shop)
    show(page)
    assert page.date.text() == "Mon 23 Nov 2026"
    assert page.sum.text() == "Nothing needs you today."
    assert page.tasks.rows == []
    assert page.status == ("", "")


def test_what_falls_due_appears_while_the_page_is_shown(
    page: TodayPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    all_told(sqlite_shop)
    show(page)
    line_ids = [each[0] for each in sqlite_shop.read(fetch, "SELECT id FROM purchase_lines ORDER BY id")]

    sqlite_shop.write(set_eta, line_ids[:3], date(2026, 12, 21), cause="transport")
    qtbot.waitUntil(lambda: any(each.task.kind == TaskKind.NOTICE for each in page.tasks.rows))
    at_rest()

    late = row(page, TaskKind.NOTICE)
    assert late.title.text().startswith("Tell ")
    assert late.button.accessibleName() == f"Write letters… {late.title.text()}"
    assert row(page, TaskKind.SLIPPED).title.text().endswith("later than promised")
    assert "in supply" in page.status[0]


def test_rows_lead_where_the_thing_is_done(
    page: TodayPage, show: Show, sqlite_shop: Shop, kitchen: Kitchen, desk: Desk
) -> None:
    sqlite_shop.write(hold, kitchen.orders["O-1041"], reason="new kitchen")
    gone: list[tuple[str, object]] = []
    desk.going.connect(lambda key, row_id: gone.append((key, row_id)))
    show(page)

    row(page, TaskKind.ON_HOLD).button.click()

    assert gone == [("orders", kitchen.orders["O-1041"])]


def test_notices_lead_to_the_letters_and_mails_in_trouble_to_theirs(
    page: TodayPage, show: Show, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.dialogs import letters

    asked: list[Any] = []
    monkeypatch.setattr(letters, "ask", lambda parent, desk: asked.append(desk))
    gone: list[tuple[str, object]] = []
    desk.going.connect(lambda key, row_id: gone.append((key, row_id)))
    show(page)

    row(page, TaskKind.NOTICE).button.click()
    page.open_task(Task(TaskKind.MAIL, what="refused", letter_id=7))

    assert asked == [desk]
    assert gone == [("notices", 7)]


def test_of_an_overdue_purchase_the_supplier_is_asked_and_then_his_answer_set(
    page: TodayPage,
    show: Show,
    at_rest: AtRest,
    qtbot: QtBot,
    sqlite_shop: Shop,
    kitchen: Kitchen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ui.dialogs import chase
    from ui.dialogs import set_eta as dialog

    asked: list[Any] = []
    monkeypatch.setattr(dialog, "ask", lambda parent, desk, purchase_id: asked.append(purchase_id))
    monkeypatch.setattr(chase, "ask", lambda parent, desk, supplier_ids: asked.append(supplier_ids))
    line_ids = [each[0] for each in sqlite_shop.read(fetch, "SELECT id FROM purchase_lines ORDER BY id")]
    sqlite_shop.write(set_eta, line_ids[:1], date(2026, 11, 16), cause="transport")
    show(page)

    overdue = row(page, TaskKind.OVERDUE)
    assert (overdue.title.text(), overdue.day.text()) == (
        "P-118 from Halvorsen Cast Iron is 7 days overdue",
        "16 Nov",
    )
    assert overdue.button.text() == "Ask supplier…"
    overdue.button.click()
    [plan] = sqlite_shop.read(chasers)
    sqlite_shop.write(record_letter, draft_of(plan, b"%PDF", "letter"))
    qtbot.waitUntil(lambda: row(page, TaskKind.OVERDUE).button.text() == "Set ETA…")
    at_rest()
    row(page, TaskKind.OVERDUE).button.click()

    assert asked == [[kitchen.suppliers["Halvorsen Cast Iron"]], kitchen.purchases["P-118"]]


def test_what_can_leave_is_picked_from_one_list(
    page: TodayPage, show: Show, sqlite_shop: Shop, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.dialogs import print_paper

    asked: list[Any] = []
    monkeypatch.setattr(print_paper, "ask", lambda parent, desk, papers: asked.extend(papers))
    show(page)
    page.aside.pick.click()

    walk = sqlite_shop.read(asked[0].read)[0]
    shown = {leaving[1] for leaving in page.aside.leaving.model.rows}
    assert shown
    assert shown <= {line.order for line in walk.lines}


@pytest.mark.parametrize("silence", ["cancel", "ask"])
def test_r23_what_silence_means_is_one_row_that_begins_it(
    page: TodayPage,
    show: Show,
    sqlite_shop: Shop,
    kitchen: Kitchen,
    monkeypatch: pytest.MonkeyPatch,
    silence: str,
) -> None:
    from ui.dialogs import answer
    from ui.dialogs import silence as dialog

    asked: list[Any] = []
    monkeypatch.setattr(dialog, "ask", lambda parent, desk, means: asked.append(means))
    monkeypatch.setattr(answer, "ask_of_line", lambda parent, desk, line_id: asked.append(line_id))
    all_late(sqlite_shop, own_silence=silence)
    tell(sqlite_shop, kitchen, "Jonas Weil")
    wait_until(sqlite_shop, date(2026, 12, 8))
    show(page)

    row(page, TaskKind.SILENCE).button.click()
    row(page, TaskKind.ANSWER).button.click()

    assert row(page, TaskKind.SILENCE).title.text().startswith("Nobody answered about 1 line: ")
    assert asked == [silence, line_of(sqlite_shop, kitchen, "O-1049", "CG-26")]


def test_arrows_go_from_row_to_row_and_the_keyboard_stays_with_its_row(
    page: TodayPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    for number in ("O-1041", "O-1029"):
        sqlite_shop.write(hold, kitchen.orders[number], reason="")
    show(page)
    page.activateWindow()
    first, second = (each for each in page.tasks.rows if each.task.kind == TaskKind.ON_HOLD)
    first.button.setFocus()
    qtbot.waitUntil(first.button.hasFocus)
    qtbot.keyClick(page.tasks, Qt.Key.Key_Down)
    assert second.button.hasFocus()
    known = second.task.order_id

    sqlite_shop.write(hold, kitchen.orders["O-1033"], reason="")
    qtbot.waitUntil(lambda: sum(each.task.kind == TaskKind.ON_HOLD for each in page.tasks.rows) == 3)
    at_rest()

    assert [each.task.order_id for each in page.tasks.rows if each.button.hasFocus()] == [known]


def test_many_of_a_kind_are_shown_when_asked_for(
    page: TodayPage, show: Show, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    for order_id in kitchen.orders.values():
        sqlite_shop.write(hold, order_id, reason="")
    show(page)
    assert sum(each.task.kind == TaskKind.ON_HOLD for each in page.tasks.rows) == FEW

    page.tasks.mores[TaskKind.ON_HOLD].click()

    assert sum(each.task.kind == TaskKind.ON_HOLD for each in page.tasks.rows) == len(kitchen.orders)


def test_the_pane_shows_what_leaves_and_what_comes(
    page: TodayPage, show: Show, kitchen: Kitchen, desk: Desk
) -> None:
    gone: list[tuple[str, object]] = []
    desk.going.connect(lambda key, row_id: gone.append((key, row_id)))
    show(page)
    arriving = page.aside.arriving.model
    assert [row[2] for row in arriving.rows] == ["P-118  Halvorsen Cast Iron", "P-124  Halvorsen Cast Iron"]
    assert not page.aside.quiet.isVisible()

    page.aside.arriving.table.opened.emit(arriving.rows[0])

    assert gone == [("purchases", arriving.rows[0][0])]
