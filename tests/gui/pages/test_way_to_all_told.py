"""From 'the supplier is three weeks late' to 'all customers told', counted in clicks: five, from Today."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.actions.purchasing import set_eta
from app.actions.sending import record_letter
from app.letters.chasing import chasers
from app.letters.drawing import draft_of
from app.lists.today_tasks import TaskKind
from app.shop import Shop
from db.rows import fetch, run
from tests.gui.dialogs.test_letters import printing_to
from tests.gui.pages.conftest import Show
from tests.kitchen import Kitchen, purchase_lines_of
from ui.common.dialog import Dialog
from ui.common.page import Desk
from ui.dialogs.letters import LettersDialog
from ui.dialogs.set_eta import SetEtaDialog
from ui.pages.today import TodayPage


def button_of(page: TodayPage, kind: TaskKind) -> QAbstractButton | None:
    return next((each.button for each in page.tasks.rows if each.task.kind == kind), None)


def test_five_clicks_lead_from_a_late_supplier_to_all_customers_told(
    qtbot: QtBot,
    desk: Desk,
    kitchen: Kitchen,
    sqlite_shop: Shop,
    show: Show,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sqlite_shop.write(lambda session: run(session, "UPDATE notices SET state = 'sent', pending = 0"))
    casseroles = purchase_lines_of(sqlite_shop, kitchen, "P-118")
    sqlite_shop.write(set_eta, casseroles, date(2026, 11, 20), cause="transport")
    [plan] = sqlite_shop.read(chasers)
    sqlite_shop.write(record_letter, draft_of(plan, b"%PDF", "letter"))
    dialogs: list[Dialog] = []
    monkeypatch.setattr(Dialog, "ask", lambda dialog: (dialogs.append(dialog), dialog.show())[1])
    printing_to(tmp_path / "printed.pdf", monkeypatch)
    clicks: list[str] = []

    def click(button: QAbstractButton | None) -> None:
        assert button is not None
        qtbot.waitUntil(button.isEnabled)
        clicks.append(button.text())
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    page = TodayPage(desk)
    show(page)  # type: ignore[arg-type]

    click(button_of(page, TaskKind.OVERDUE))
    dates = dialogs.pop()
    assert isinstance(dates, SetEtaDialog)
    qtbot.waitUntil(lambda: bool(dates.scopes) and not dates.is_asking)
    click(dates.weeks[2])  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: not dates.is_asking and dates.ok.isEnabled())
    with qtbot.waitSignal(dates.accepted):
        click(dates.ok)
    qtbot.waitUntil(lambda: button_of(page, TaskKind.NOTICE) is not None and desk.jobs.idle)
    click(button_of(page, TaskKind.NOTICE))
    letters = dialogs.pop()
    assert isinstance(letters, LettersDialog)
    qtbot.waitUntil(lambda: desk.jobs.idle and bool(letters.letters.rows))
    with qtbot.waitSignal(letters.finished):
        click(letters.ok)

    assert [words.partition(" ")[0] for words in clicks] == ["Set", "+3", "Set", "Write", "Print"]
    assert sqlite_shop.read(fetch, "SELECT 1 FROM notices WHERE state = 'due'") == []
    assert len(sqlite_shop.read(fetch, "SELECT 1 FROM letters WHERE customer_id IS NOT NULL")) > 1
