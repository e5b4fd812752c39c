"""Typing into cells: each keystroke counts, what cannot be taken stays and is told."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ui.common.cells import Cell, Column, Editor, Role, Row
from ui.common.input_table import InputTable
from ui.common.rows_model import RowsModel

PRODUCT, ACCEPTED, REASON = 1, 2, 3


def with_value(place: int, row: Row, value: object) -> Row:
    return (*row[:place], value, *row[place + 1 :])


def columns() -> list[Column]:
    return [
        Column("product", "Product", lambda row: Cell(str(row[PRODUCT]))),
        Column(
            "accepted",
            "Accepted",
            lambda row: Cell(str(row[ACCEPTED])),
            right=True,
            editor=Editor(
                "quantity", lambda row: row[ACCEPTED], lambda row, value: with_value(ACCEPTED, row, value)
            ),
        ),
        Column(
            "reason",
            "Why rejected",
            lambda row: Cell(str(row[REASON])),
            editor=Editor(
                "text",
                lambda row: row[REASON],
                lambda row, value: with_value(REASON, row, value),
                offered=lambda row: row[ACCEPTED] != 4,
            ),
        ),
    ]


@pytest.fixture
def table(qtbot: QtBot) -> InputTable:
    model = RowsModel(columns())
    model.set_rows([(7, "Casserole", Decimal(6), ""), (8, "Grill pan", Decimal(4), "")])
    view = InputTable(model, "Goods")
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show()
    return view


def editor(table: InputTable) -> QLineEdit:
    return next(each for each in table.viewport().findChildren(QLineEdit) if each.isVisible())


def test_each_keystroke_changes_the_row(table: InputTable, qtbot: QtBot) -> None:
    told: list[tuple[object, str]] = []
    table.rows_model.edited.connect(lambda row_id, key: told.append((row_id, key)))
    table.edit_cell(7, "accepted")
    qtbot.keyClicks(editor(table), "12")
    assert table.rows_model.rows[0][ACCEPTED] == Decimal(12)
    assert told == [(7, "accepted"), (7, "accepted")]


def test_what_cannot_be_taken_stays_as_typed_and_is_told(table: InputTable, qtbot: QtBot) -> None:
    table.edit_cell(7, "accepted")
    qtbot.keyClicks(editor(table), "1.5")
    index = table.rows_model.index(0, 1)
    assert index.data(Role.INPUT).text == "1.5"
    assert table.rows_model.problems() == ["Only whole numbers fit here. " + hint(table)]
    assert "Only whole numbers" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(editor(table), Qt.Key.Key_Backspace)
    qtbot.keyClick(editor(table), Qt.Key.Key_Backspace)
    assert table.rows_model.problems() == []
    assert table.rows_model.rows[0][ACCEPTED] == Decimal(1)


def hint(table: InputTable) -> str:
    return table.rows_model.problems()[0].partition(". ")[2]


def test_enter_goes_to_the_next_field_and_leaves_after_the_last(table: InputTable, qtbot: QtBot) -> None:
    table.edit_cell(7, "accepted")
    qtbot.keyClick(editor(table), Qt.Key.Key_Return)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 2)
    qtbot.keyClick(editor(table), Qt.Key.Key_Return)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    with qtbot.waitSignal(table.left):
        qtbot.keyClick(editor(table), Qt.Key.Key_Return)


def test_tab_comes_to_the_first_field_though_its_row_begins_with_none(
    table: InputTable, qtbot: QtBot
) -> None:
    QApplication.sendEvent(table, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 1)
    assert editor(table).text() == "6"


def test_a_cell_that_is_not_offered_is_no_field(table: InputTable) -> None:
    model = table.rows_model
    assert model.index(0, 2).data(Role.INPUT) is not None
    assert model.index(1, 2).data(Role.INPUT) is None
    assert not model.flags(model.index(1, 2)) & Qt.ItemFlag.ItemIsEditable


def test_new_values_of_the_same_rows_leave_the_editor_open(table: InputTable, qtbot: QtBot) -> None:
    table.edit_cell(7, "accepted")
    field = editor(table)
    qtbot.keyClicks(field, "3")
    table.rows_model.set_rows([(7, "Casserole, red", Decimal(3), ""), (8, "Grill pan", Decimal(4), "")])
    assert editor(table) is field
    assert field.text() == "3"
    assert table.rows_model.index(0, 0).data() == "Casserole, red"


def test_up_and_down_count(table: InputTable, qtbot: QtBot) -> None:
    table.edit_cell(8, "accepted")
    qtbot.keyClick(editor(table), Qt.Key.Key_Up)
    assert table.rows_model.rows[1][ACCEPTED] == Decimal(5)


def test_the_click_that_opens_a_cell_shows_its_choices(qtbot: QtBot) -> None:
    says = Editor("choice", lambda row: row[1], choices=lambda row: ["waits", "cancels"])
    model = RowsModel([Column("says", "Says", lambda row: Cell(str(row[1])), 160, editor=says)])
    model.set_rows([(7, "waits")])
    view = InputTable(model, "Answers")
    model.setParent(view)
    qtbot.addWidget(view)
    view.show()
    place = view.visualRect(model.index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    [field] = view.viewport().findChildren(QComboBox)
    assert field.view().isVisible()
    field.hidePopup()
