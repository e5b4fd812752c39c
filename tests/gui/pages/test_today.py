"""The page Today: what waits for the owner, the button that begins it, and a day on which nothing does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
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
from app.lists.promises_kept import PromisesKept
from app.lists.today_tasks import Task, TaskKind, pile
from app.shop import Shop
from db.rows import fetch, run
from tests.databases import TODAY
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.pages.reading import cells
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


# The row of each kind, the dialog that its button opens, or the page, and what it opens it with.
OPENINGS: dict[str, tuple[Task, str, object]] = {
    "silence": (Task(TaskKind.SILENCE, 1, silence="cancel", count=2), "silence.ask", "cancel"),
    "ask again": (Task(TaskKind.SILENCE, 1, silence="ask", count=2), "silence.ask", "ask"),
    "answer": (Task(TaskKind.ANSWER, 1, silence="ask", line_id=3), "answer.ask_of_line", 3),
    "delays": (
        Task(TaskKind.NOTICE, 1, "delay", count=2),
        "letters.ask_for",
        ("delay", "renewed_delay", "date_gone"),
    ),
    "arrived": (Task(TaskKind.NOTICE, 1, "arrived", count=2), "letters.ask_for", ("arrived",)),
    "shipped": (
        Task(TaskKind.NOTICE, 1, "shipped", count=2),
        "letters.ask_for",
        ("shipped", "part_shipment"),
    ),
    "mail refused": (Task(TaskKind.MAIL, 1, "refused", letter_id=7), "notices", 7),
    "mail failed": (Task(TaskKind.MAIL, 1, "failed", letter_id=7), "notices", 7),
    "mail perhaps sent": (Task(TaskKind.MAIL, 1, "perhaps", letter_id=7), "notices", 7),
    "mail that waits": (Task(TaskKind.MAIL, 1, "queued", count=2, letter_id=7), "notices", 7),
    "slips": (Task(TaskKind.SLIPPED, count=4), "backorders", None),
    "overdue, not asked": (
        Task(TaskKind.OVERDUE, 1, purchase_id=4, supplier_id=5, asks_supplier=True),
        "chase.ask",
        [5],
    ),
    "overdue, asked": (Task(TaskKind.OVERDUE, 1, purchase_id=4, supplier_id=5), "set_eta.ask", 4),
    "supply cancelled": (Task(TaskKind.CUT, 1, "Wok", line_id=6), "backorders", 6),
    "on hold": (Task(TaskKind.ON_HOLD, 1, order_id=8), "orders", 8),
}
OF_AN_ORDER = {
    TaskKind.REFUND: "payment.ask",
    TaskKind.HELD: "act.Acting.carry_out",
    TaskKind.NOT_FETCHED: "act.Acting.carry_out",
}
"""Their dialogs want the whole order first."""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> list[tuple[str, object]]:
    """The dialogs and pages that are asked for, each with what it is asked about."""
    asked: list[tuple[str, object]] = []

    def instead(name: str) -> Callable[..., None]:
        def ask(*given: Any, **more: Any) -> None:
            about = (*given[2:], *(more[key] for key in more if key == "supplier_ids"))
            told = about[0] if about else getattr(given[-1], "id", None)
            asked.append((name, told.keywords["kinds"] if isinstance(told, partial) else told))

        return ask

    dialogs = {name for _, name, _ in OPENINGS.values() if "." in name} | set(OF_AN_ORDER.values())
    for name in dialogs:
        monkeypatch.setattr(f"ui.dialogs.{name}", instead(name))
    desk.going.connect(lambda key, row_id: asked.append((key, row_id)))
    return asked


@pytest.mark.parametrize(("task", "place", "about"), OPENINGS.values(), ids=OPENINGS)
def test_each_row_opens_what_it_is_about(
    page: TodayPage, opened: list[tuple[str, object]], task: Task, place: str, about: object
) -> None:
    page.tasks.show_piles((pile(task.kind, [task]),), TODAY.toordinal())
    [shown] = page.tasks.rows

    shown.button.click()

    assert opened == [(place, about)]


@pytest.mark.parametrize("kind", OF_AN_ORDER)
def test_a_row_about_an_order_begins_with_the_order_as_it_is(
    page: TodayPage,
    at_rest: AtRest,
    kitchen: Kitchen,
    opened: list[tuple[str, object]],
    kind: TaskKind,
) -> None:
    task = Task(kind, 1, order_id=kitchen.orders["O-1041"])
    page.tasks.show_piles((pile(kind, [task]),), TODAY.toordinal())

    page.tasks.rows[0].button.click()
    at_rest()

    assert [place for place, _ in opened] == [OF_AN_ORDER[kind]]


def test_every_kind_of_row_is_opened_above() -> None:
    assert {task.kind for task, _, _ in OPENINGS.values()} | OF_AN_ORDER.keys() == set(TaskKind)


def test_promises_kept_stand_beside_what_is_to_be_done(
    page: TodayPage, show: Show, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    show(page)
    assert not page.aside.kept.isVisible()
    assert page.found is not None
    page.aside.show_aside(replace(page.found.aside, kept=(PromisesKept(30, 47, 41), PromisesKept(90, 0, 0))))
    assert cells(page.aside.kept.model, "days", "lines", "share") == [("30 days", "41 of 47 lines", "87 %")]


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
    from ui.dialogs import silence as dialog

    asked: list[Any] = []
    monkeypatch.setattr(dialog, "ask", lambda parent, desk, means: asked.append(means))
    all_late(sqlite_shop, own_silence=silence)
    tell(sqlite_shop, kitchen, "Jonas Weil")
    wait_until(sqlite_shop, date(2026, 12, 8))
    show(page)

    row(page, TaskKind.SILENCE).button.click()

    assert TaskKind.ANSWER not in {each.task.kind for each in page.tasks.rows}
    assert row(page, TaskKind.SILENCE).title.text().startswith("Nobody answered about 1 line: ")
    assert asked == [silence]


def test_r23_an_answer_that_is_still_to_come_is_recorded_from_its_row(
    page: TodayPage, show: Show, sqlite_shop: Shop, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.dialogs import answer

    asked: list[int] = []
    monkeypatch.setattr(answer, "ask_of_line", lambda parent, desk, line_id: asked.append(line_id))
    all_late(sqlite_shop)
    tell(sqlite_shop, kitchen, "Jonas Weil")
    wait_until(sqlite_shop, date(2026, 12, 7))
    show(page)

    row(page, TaskKind.ANSWER).button.click()

    assert asked == [line_of(sqlite_shop, kitchen, "O-1049", "CG-26")]


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
    assert [row[2] for row in arriving.rows] == ["Halvorsen Cast Iron  P-118", "Halvorsen Cast Iron  P-124"]
    assert not page.aside.quiet.isVisible()

    page.aside.arriving.table.opened.emit(arriving.rows[0])

    assert gone == [("purchases", arriving.rows[0][0])]
