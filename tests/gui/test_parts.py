"""Parts of a dialog: keys go through them, the last one comes back, a field is brought into sight."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.common.labels import Prose
from ui.common.parts import Parts

KEYS = [f"part{number}" for number in range(11)]


@pytest.fixture
def fields() -> dict[str, QLineEdit]:
    return {key: QLineEdit() for key in KEYS}


@pytest.fixture
def parts(fields: dict[str, QLineEdit], qtbot: QtBot) -> Parts:
    made = made_of(fields)
    qtbot.addWidget(made)
    made.resize(500, 420)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def made_of(fields: dict[str, QLineEdit]) -> Parts:
    return Parts(
        "Part", [(key, key.title(), within(each)) for key, each in fields.items()], remembered_as="p"
    )


def within(field: QLineEdit) -> QWidget:
    """The field at the end of much text."""
    result = QWidget()
    layout = QVBoxLayout(result)
    layout.addWidget(Prose("Much is said here before anything is asked. " * 60))
    layout.addWidget(field)
    return result


@pytest.mark.parametrize(
    ("begin", "key", "modifiers", "end"),
    [
        ("part0", Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier, "part1"),
        ("part10", Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier, "part0"),
        (
            "part0",
            Qt.Key.Key_Backtab,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            "part10",
        ),
    ],
)
def test_from_a_field_a_key_turns_to_the_next_part(
    parts: Parts,
    fields: dict[str, QLineEdit],
    qtbot: QtBot,
    begin: str,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    end: str,
) -> None:
    parts.show_part(begin)
    fields[begin].setFocus()
    qtbot.keyClick(fields[begin], key, modifiers)
    assert parts.value() == end
    assert parts.names[end].hasFocus()


@pytest.mark.parametrize(("key", "end"), [(Qt.Key.Key_Down, "part5"), (Qt.Key.Key_Up, "part3")])
def test_arrows_go_through_the_names(parts: Parts, qtbot: QtBot, key: Qt.Key, end: str) -> None:
    parts.show_part("part4")
    parts.names["part4"].setFocus()
    qtbot.keyClick(parts.names["part4"], key)
    assert parts.value() == end
    assert parts.current() is parts.parts[end]
    assert parts.current().isVisible()
    assert parts.names[end].hasFocus()


def test_the_part_that_was_chosen_last_comes_back(
    parts: Parts, fields: dict[str, QLineEdit], qtbot: QtBot
) -> None:
    qtbot.mouseClick(parts.names["part7"], Qt.MouseButton.LeftButton)
    parts.show_widget(fields["part2"])  # to which an error turned
    again = made_of({key: QLineEdit() for key in KEYS})
    qtbot.addWidget(again)
    assert again.value() == "part0"
    again.show_last()
    assert again.value() == "part7"


def test_a_part_that_is_no_more_is_forgotten(parts: Parts, qtbot: QtBot) -> None:
    qtbot.mouseClick(parts.names["part7"], Qt.MouseButton.LeftButton)
    again = made_of({"part0": QLineEdit()})
    qtbot.addWidget(again)
    again.show_last()
    assert again.value() == "part0"


def test_a_field_is_scrolled_to(parts: Parts, fields: dict[str, QLineEdit]) -> None:
    field = fields["part3"]
    parts.show_widget(field)
    assert parts.value() == "part3"
    assert not field.visibleRegion().isEmpty()


def test_in_little_room_all_can_be_reached(parts: Parts, qtbot: QtBot) -> None:
    parts.resize(QSize(260, 140))
    parts.show_part("part10")
    last = parts.names["part10"]
    assert last.visibleRegion().boundingRect().height() == last.height()
    assert parts.current().width() > 100
