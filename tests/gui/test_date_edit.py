"""A date field takes a day in any usual form, or says that it is none; the keyboard always gets out."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.errors import InvalidInput
from ui.common import typed
from ui.common.inputs import DateEdit

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-20", date(2026, 12, 20)),
        ("20 Dec", date(2026, 12, 20)),
        ("20 jan", date(2027, 1, 20)),
        ("20 December 2026", date(2026, 12, 20)),
        ("Sun 20 Dec 2026", date(2026, 12, 20)),
        ("2026年12月20日", date(2026, 12, 20)),
        ("2026年12月20日 周日", date(2026, 12, 20)),
        ("12月20日", date(2026, 12, 20)),
        ("20.12.", date(2026, 12, 20)),
        ("20. 1.", date(2027, 1, 20)),
        ("20.12.2026", date(2026, 12, 20)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert typed.day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "5/6/2026", "31 Feb 2026", "2026-13-01", "20", "20 Dec 26", "31.2."]
)
def test_refused_days(text: str) -> None:
    with pytest.raises(InvalidInput, match="is not a day"):
        typed.day(text, TODAY)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    result = QWidget()
    qtbot.addWidget(result)
    return result


def _before(qtbot: QtBot, window: QWidget, edit: DateEdit) -> QLineEdit:
    """The field that comes after `edit`, which has the keyboard."""
    layout = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    for each in (before, edit, after):
        layout.addWidget(each)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert edit.hasFocus()
    return after


@pytest.mark.parametrize("start", [None, date(2026, 12, 1)])
@pytest.mark.parametrize("weekday", [False, True])
@pytest.mark.parametrize("text", ["20 Jan 2027", "2027-01-20", "Wed 20 Jan 2027"])
def test_typing_a_day(qtbot: QtBot, window: QWidget, text: str, weekday: bool, start: date | None) -> None:
    edit = DateEdit(start, none_means="No wish", weekday=weekday)
    after = _before(qtbot, window, edit)
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert edit.value() == date(2027, 1, 20)
    assert edit.text() == ("Wed 20 Jan 2027" if weekday else "20 Jan 2027")


def test_tab_leaves_an_empty_field(qtbot: QtBot, window: QWidget) -> None:
    edit = DateEdit(none_means="No wish")
    after = _before(qtbot, window, edit)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert edit.value() is None


def test_what_is_no_day_stays_and_is_marked(qtbot: QtBot, window: QWidget) -> None:
    edit = DateEdit(TODAY)
    after = _before(qtbot, window, edit)
    qtbot.keyClicks(edit, "5/6/2026")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert (edit.text(), edit.property("bad")) == ("5/6/2026", "true")
    with pytest.raises(InvalidInput):
        edit.value()
    edit.set_value(TODAY)
    assert edit.property("bad") == "false"


def test_up_down_and_delete(qtbot: QtBot) -> None:
    edit = DateEdit(date(2026, 12, 31), none_means="No wish")
    qtbot.addWidget(edit)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value() == date(2027, 1, 1)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.value() == date(2026, 12, 31)
    with qtbot.waitSignal(edit.changed):
        qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert edit.value() is None
