"""What people paste: every text field takes it as data or refuses it with a sentence; nothing breaks."""

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.verifying import verify
from tests.gui.everywhere import audits
from tests.gui.everywhere.conftest import NAMES, Screen, rest, shown_in
from ui.common.dialog import Sheet
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.opening import opening
from ui.workplace import Workplace

MARKUP = "<b>Ines</b>"
MIXED = f"{MARKUP} & Söhne\r\nzweite\tSpalte\n\u202ekcab\u202c \u200f😀𠮷 {{0}} %s"
"""Markup, a table of two rows, signs that turn the direction, and characters of four bytes."""
LONG = "W" * 5_000


@pytest.fixture(params=NAMES)
def fresh(
    request: pytest.FixtureRequest, sample: Path, windows: Callable[[str, str], Workplace], tmp_path: Path
) -> Iterator[Screen]:
    """On a shop of its own, for what is typed may be written."""
    workplace = windows("en", "typing")
    workplace.open_shop(opening(str(shutil.copy(sample, tmp_path / "sample.desk"))))
    rest(workplace)
    with shown_in(workplace, request.param) as screen:
        yield screen


def test_whatever_is_pasted_is_data_or_refused(fresh: Screen, caplog: pytest.LogCaptureFixture) -> None:
    room = fresh.root.size()
    for text in (MIXED, LONG):
        for field in audits.text_fields(fresh.root):
            audits.paste(field, text)
        fresh.rest()
        assert audits.interpreted(fresh.root, MARKUP) == []
        assert fresh.root.width() <= room.width()
        assert fresh.root.height() <= room.height() * 1.5
    if isinstance(fresh.root, Sheet):
        confirm(fresh, fresh.root)
    assert fresh.workplace.shell.error.text() == ""
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def confirm(screen: Screen, dialog: Sheet) -> None:
    """Confirmed, a dialog writes what adds up or says why it does not; Escape leaves it all the same."""
    says = said(dialog)
    if dialog.ok.isEnabled():
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        screen.rest()
        says = said(dialog)
    else:
        assert says
    shop = screen.workplace.jobs.shop
    assert shop is not None
    assert says or not dialog.isVisible()
    assert shop.read(verify) == []
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def said(dialog: Sheet) -> list[str]:
    """Why it cannot be confirmed, wherever that stands."""
    marked = [
        each.toolTip() or "red edge"
        for each in dialog.findChildren(QWidget)
        if each.property("bad") == "true"
    ]
    tables = [each.rows_model for each in dialog.findChildren(TableView)]
    problems = [words for model in tables if isinstance(model, RowsModel) for words in model.problems()]
    return [words for words in (dialog.error.text(), *marked, *problems) if words]
