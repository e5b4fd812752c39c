"""A cell changed in place: F2, Enter, Tab, Escape; what is refused stays with its sentence."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.changes import Area
from app.errors import InvalidInput, Refused, ShopError
from tests.gui.fakes import FakeSource
from ui.common import theme
from ui.common.cells import Cell, Column, Editor, Row, Written
from ui.common.inline_edit import InlineEdit
from ui.common.list_page import ListPage
from ui.common.menus import Item
from ui.common.page import Desk
from ui.common.paged_model import PagedModel

ROWS: list[Row] = [
    (1, "Casserole", Decimal(4), "round"),
    (2, "Grill pan", None, ""),
    (3, "Wok", Decimal(2), "flat"),
]


def put_minimum(pool: object, before: object, after: object) -> str:
    return f"{pool}: {before} > {after}"


def put_note(*, row_id: object, note: str) -> str:
    if "\n" in note or note == "forbidden":
        raise Refused("The note is taken.", "Choose another.")
    return f"{row_id}: {note}"


def columns() -> list[Column]:
    def write_minimum(row: Row, value: object) -> Written:
        return put_minimum, (row[0], row[2], value)

    def write_note(row: Row, value: object) -> Written:
        if value == "too long":
            raise InvalidInput("The note is too long.", "40 letters fit.")
        return put_note, {"row_id": row[0], "note": value}

    return [
        Column("name", "Product", lambda row: Cell(str(row[1]))),
        Column(
            "minimum",
            "Minimum",
            lambda row: Cell(str(row[2] or "")),
            right=True,
            editor=Editor("quantity", value=lambda row: row[2], optional=True),
            write=write_minimum,
        ),
        Column(
            "note",
            "Note",
            lambda row: Cell(str(row[3])),
            editor=Editor("text", value=lambda row: row[3], offered=lambda row: row[0] != 3),
            write=write_note,
        ),
    ]


class StockPage(ListPage):
    areas = frozenset({Area.STOCK})

    def __init__(self, desk: Desk) -> None:
        self.source = FakeSource(ROWS)
        self.told: list[Any] = []
        self.held: list[Callable[[], None]] = []
        self.holds = False
        super().__init__(desk, PagedModel(self.source, columns()), "Stock", remembered_as="")

    def cell_written(self, row: Row, key: str, outcome: object) -> None:
        self.told.append((row[0], key, outcome))

    def _write_cell(
        self,
        fn: Callable[..., Any],
        args: tuple[object, ...],
        named: Any,
        done: Callable[[Any], None],
        failed: Callable[[ShopError], None],
    ) -> None:
        def carry_out() -> None:
            try:
                outcome = fn(*args, **named)
            except ShopError as error:
                failed(error)
            else:
                done(outcome)

        if self.holds:
            self.held.append(carry_out)
        else:
            carry_out()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> StockPage:
    made = StockPage(desk)
    qtbot.addWidget(made)
    made.resize(1300, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.activate()
    made.table.setFocus()
    return made


def inline(page: StockPage) -> InlineEdit:
    assert page.table.in_place.inline is not None
    return page.table.in_place.inline


def field(page: StockPage) -> QLineEdit:
    made = inline(page).field
    assert isinstance(made, QLineEdit)
    return made


def begin(page: StockPage, qtbot: QtBot, row_id: int = 1) -> QLineEdit:
    page.table.choose(row_id)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    return field(page)


def test_f2_opens_the_first_cell_that_can_be_changed_and_enter_writes(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot)
    assert typed.text() == "4"
    assert typed.accessibleName() == "Minimum"
    qtbot.keyClicks(typed, "12")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert page.told == [(1, "minimum", "1: 4 > 12")]
    assert page.table.in_place.inline is None
    assert page.table.hasFocus()


def test_what_was_not_changed_is_not_written(page: StockPage, qtbot: QtBot) -> None:
    qtbot.keyClick(begin(page, qtbot), Qt.Key.Key_Return)
    assert page.told == []
    assert page.table.in_place.inline is None


def test_an_emptied_field_means_none_where_there_may_be_none(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot)
    qtbot.keyClick(typed, Qt.Key.Key_Delete)
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert page.told == [(1, "minimum", "1: 4 > None")]


def test_escape_gives_up(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot)
    qtbot.keyClicks(typed, "12")
    qtbot.keyClick(typed, Qt.Key.Key_Escape)
    assert page.told == []
    assert page.table.in_place.inline is None
    assert page.table.hasFocus()


def test_tab_writes_and_opens_the_next_cell_of_the_row(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot)
    qtbot.keyClicks(typed, "5")
    qtbot.keyClick(typed, Qt.Key.Key_Tab)
    assert inline(page).column.key == "note"
    qtbot.keyClicks(field(page), "deep")
    qtbot.keyClick(field(page), Qt.Key.Key_Tab)
    assert page.told == [(1, "minimum", "1: 4 > 5"), (1, "note", "1: deep")]
    assert page.table.in_place.inline is None


def test_cells_that_are_not_offered_are_passed_over(page: StockPage, qtbot: QtBot) -> None:
    begin(page, qtbot, row_id=3)
    qtbot.keyClick(field(page), Qt.Key.Key_Tab)
    assert page.table.in_place.inline is None
    assert not page.table.in_place.edit(3, "note")
    assert not page.table.in_place.edit(1, "name")


def test_what_is_no_quantity_is_said_while_typing_and_stays(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot)
    qtbot.keyClicks(typed, "x")
    assert inline(page).sentence.isVisible()
    assert inline(page).sentence.text() == typed.accessibleDescription()
    shown = inline(page).sentence
    assert shown.palette().color(shown.foregroundRole()) == theme.color(theme.tokens().bad)
    assert typed.property("bad") == "true"
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert page.told == []
    assert field(page).text() == "x"
    qtbot.keyClick(typed, Qt.Key.Key_Backspace)
    qtbot.keyClicks(typed, "7")
    assert not inline(page).sentence.isVisible()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("forbidden", "The note is taken. Choose another."),
        ("too long", "The note is too long. 40 letters fit."),
    ],
)
def test_what_the_shop_refuses_stays_with_its_sentence(
    page: StockPage, qtbot: QtBot, words: str, sentence: str
) -> None:
    assert page.table.in_place.edit(2, "note")
    qtbot.keyClicks(field(page), words)
    qtbot.keyClick(field(page), Qt.Key.Key_Return)
    assert field(page).text() == words
    assert inline(page).sentence.text() == sentence
    assert QApplication.focusWidget() is field(page)


def test_a_click_elsewhere_writes(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot)
    qtbot.keyClicks(typed, "6")
    page.table.setFocus()
    assert page.told == [(1, "minimum", "1: 4 > 6")]


def test_typing_survives_a_change_by_somebody_else(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot, row_id=3)
    qtbot.keyClicks(typed, "12")
    page.source.rows = [(9, "New", None, ""), *ROWS]
    page.shop_changed(frozenset({Area.STOCK}))
    assert field(page) is typed
    assert typed.text() == "12"
    assert QApplication.focusWidget() is typed
    cell = page.table.visualRect(page.table.rows_model.index(3, 1))
    assert cell.contains(typed.geometry().center())
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert page.told == [(3, "minimum", "3: 2 > 12")]


def test_the_action_hears_what_stood_there_when_typing_began(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot)
    page.source.rows = [(1, "Casserole", Decimal(8), "round"), *ROWS[1:]]
    page.reload()
    qtbot.keyClicks(typed, "5")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert page.told == [(1, "minimum", "1: 4 > 5")]


def test_what_was_typed_is_told_where_its_row_went_away(page: StockPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(begin(page, qtbot), "12")
    page.source.rows = ROWS[1:]
    page.reload()
    assert page.table.in_place.inline is None
    assert "“12” was not written." in page.lost.text()


def test_a_row_that_leaves_because_of_what_is_written_is_no_loss(page: StockPage, qtbot: QtBot) -> None:
    typed = begin(page, qtbot)
    qtbot.keyClicks(typed, "12")
    page.holds = True
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    page.source.rows = ROWS[1:]
    page.reload()
    page.held[0]()
    assert page.told == [(1, "minimum", "1: 4 > 12")]
    assert page.lost.text() == ""


def test_a_double_click_changes_such_a_cell_and_opens_any_other(page: StockPage, qtbot: QtBot) -> None:
    opened: list[object] = []
    page.table.opened.connect(opened.append)
    view = page.table
    for column in (0, 1):
        at = view.visualRect(view.rows_model.index(0, column)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [ROWS[0]]
    assert inline(page).column.key == "minimum"


def test_the_rows_menu_offers_what_can_be_changed(page: StockPage) -> None:
    lines = [line for line in page.menu_of(ROWS[0]) if isinstance(line, Item)]
    assert [(line.title, line.shortcut) for line in lines] == [
        ("Change ‘Minimum’", "F2"),
        ("Change ‘Note’", ""),
        ("Copy", "Ctrl+C"),
    ]
    lines[1].act()
    assert inline(page).column.key == "note"
