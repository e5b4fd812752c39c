"""Which columns are shown, in which order and how wide: by menu, mouse and keyboard, and remembered."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.gui.fakes import FakeSource, by_second_value
from ui.common.cells import Cell, Column, Row
from ui.common.column_layout import ColumnLayout
from ui.common.list_columns import ListColumns
from ui.common.paged_model import PagedModel
from ui.common.table import TableView
from ui.common.widths import Need, fitted

ROWS: list[Row] = [
    (1, "O-1041", "Hotel Alder", "2"),
    (2, "O-1029", "Marta", "14"),
    (3, "O-1033", "Brünn", "3"),
]


def column(key: str, place: int = 1, *, shown: bool = True, right: bool = False) -> Column:
    def cell(row: Row) -> Cell:
        return Cell(str(row[place]))

    return Column(key, key.capitalize(), cell, width=100, right=right, sort=key, shown=shown)


def four() -> list[Column]:
    return [
        column("order", 1),
        column("customer", 2),
        column("value", 1, shown=False),
        column("short", 3, right=True),
    ]


class TestLayout:
    def test_shows_the_lists_own_columns_at_first(self) -> None:
        layout = ColumnLayout(four(), "queue")
        assert layout.keys() == ["order", "customer", "short"]
        assert layout.is_own()

    def test_remembers_what_is_shown_and_where(self) -> None:
        layout = ColumnLayout(four(), "queue")
        layout.toggle("value")
        layout.put("short", before="order")
        layout.toggle("customer")
        assert ColumnLayout(four(), "queue").keys() == ["short", "order", "value"]
        assert ColumnLayout(four(), "other").keys() == ["order", "customer", "short"]

    def test_a_column_shown_again_stands_behind_its_usual_neighbour(self) -> None:
        layout = ColumnLayout(four(), "queue")
        layout.put("customer")
        layout.toggle("value")
        assert layout.keys() == ["order", "short", "customer", "value"]

    def test_the_last_column_cannot_be_hidden(self) -> None:
        layout = ColumnLayout(four()[:1], "queue")
        layout.toggle("order")
        assert layout.keys() == ["order"]

    def test_a_column_of_a_newer_program_appears_at_its_place(self) -> None:
        ColumnLayout(four(), "queue").put("short", before="order")
        newer = [*four()[:2], column("expected"), *four()[2:]]
        assert ColumnLayout(newer, "queue").keys() == ["short", "order", "customer", "expected"]

    def test_a_hidden_column_stays_hidden_though_others_come(self) -> None:
        ColumnLayout(four(), "queue").toggle("customer")
        assert ColumnLayout([*four(), column("new")], "queue").keys() == ["order", "short", "new"]

    def test_a_column_that_is_gone_does_no_harm(self) -> None:
        ColumnLayout(four(), "queue").put("short", before="order")
        assert ColumnLayout(four()[:2], "queue").keys() == ["order", "customer"]

    def test_settings_that_name_no_known_column_count_for_nothing(self) -> None:
        QSettings().setValue("columns/queue/shown", "gone,also gone")
        assert ColumnLayout(four(), "queue").keys() == ["order", "customer", "short"]

    def test_the_way_back(self) -> None:
        layout = ColumnLayout(four(), "queue")
        layout.toggle("customer")
        layout.reset()
        assert layout.is_own()
        assert ColumnLayout(four(), "queue").is_own()


class TestWidths:
    def test_what_is_cut_grows_first_and_words_at_the_end_take_the_rest(self) -> None:
        assert fitted([Need(100, 130), Need(50, 40), Need(80)], 300) == [130, 50, 120]

    def test_too_little_room_is_shared_by_what_lacks_it(self) -> None:
        assert fitted([Need(100, 140), Need(100, 120), Need(50)], 280) == [120, 110, 50]

    def test_the_reason_at_the_end_is_whole_before_others_grow(self) -> None:
        assert fitted([Need(100, 160), Need(80, 130)], 250) == [120, 130]

    def test_numbers_at_the_end_stay_narrow(self) -> None:
        assert fitted([Need(100), Need(60, left=False), Need(60, left=False)], 400) == [280, 60, 60]

    def test_what_the_owner_chose_stays(self) -> None:
        assert fitted([Need(100, 200, chosen=True), Need(60)], 400) == [100, 300]

    def test_without_room_each_has_its_usual_width(self) -> None:
        assert fitted([Need(100, 200), Need(60, 80)], 120) == [100, 60]

    def test_what_no_cell_needs_is_given_up_where_room_lacks(self) -> None:
        assert fitted([Need(100, 60), Need(60, 60), Need(80, 70)], 215) == [80, 60, 75]
        assert fitted([Need(100, 60, chosen=True), Need(60, 50)], 100) == [100, 50]

    def test_what_no_cell_needs_goes_to_the_chip_at_the_end_that_is_cut(self) -> None:
        assert fitted([Need(100, 60), Need(60, 60, left=False), Need(80, 110)], 230) == [60, 60, 110]
        assert fitted([Need(100, 60), Need(60, 75), Need(80, 100)], 240) == [65, 75, 100]

    def test_numbers_are_whole_before_words_grow(self) -> None:
        assert fitted([Need(100, 60), Need(60, 80, left=False), Need(90)], 250) == [80, 80, 90]
        assert fitted([Need(100, 160), Need(60, 80, left=False), Need(80)], 280) == [120, 80, 80]

    def test_what_does_not_fit_at_all_starts_at_its_beginning(self) -> None:
        assert fitted([Need(100, 60), Need(60, 60), Need(80, 110)], 150) == [60, 60, 80]

    def test_one_long_cell_takes_no_whole_list(self) -> None:
        assert fitted([Need(100, 5_000), Need(60)], 2_000)[0] == 360


Made = Callable[..., ListColumns]


@pytest.fixture
def make(qtbot: QtBot) -> Made:
    def made(*, grouped: bool = False, lead: int = 8) -> ListColumns:
        grouping = by_second_value("customer") if grouped else None
        model = PagedModel(FakeSource(ROWS), four(), grouping)
        view = TableView(model, "Rows", remembered_as="queue")
        model.setParent(view)
        view.set_lead(lead)
        columns = ListColumns(view, "queue")
        qtbot.addWidget(view)
        view.resize(600, 300)
        view.show()
        model.ask()
        return columns

    return made


def view_of(columns: ListColumns) -> TableView:
    view = columns.parent()
    assert isinstance(view, TableView)
    return view


def shown(columns: ListColumns) -> list[str]:
    return [each.key for each in view_of(columns).rows_model.columns]


def menu(columns: ListColumns, section: int = -1) -> dict[str, tuple[bool, bool]]:
    """What the menu offers: title, whether it is checked, whether it can be chosen."""
    made = QMenu()
    columns.fill(made, section)
    return {each.text(): (each.isChecked(), each.isEnabled()) for each in made.actions() if each.text()}


def choose(columns: ListColumns, title: str, section: int = -1) -> None:
    made = QMenu()
    columns.fill(made, section)
    next(each for each in made.actions() if each.text() == title).trigger()


def test_the_menu_checks_what_is_shown(make: Made) -> None:
    columns = make()
    offered = menu(columns)
    assert [(title, offered[title][0]) for title in ("Order", "Customer", "Value", "Short")] == [
        ("Order", True),
        ("Customer", True),
        ("Value", False),
        ("Short", True),
    ]
    choose(columns, "Value")
    choose(columns, "Order")
    assert shown(columns) == ["customer", "value", "short"]


def test_rows_choice_and_order_stay_when_columns_change(make: Made) -> None:
    columns = make()
    view = view_of(columns)
    assert isinstance(view.rows_model, PagedModel)
    view.rows_model.ask_for(sort="short")
    view.choose(3)
    columns.toggle("order")
    assert view.current_row() == ROWS[2]
    assert view.head.sortIndicatorSection() == 1
    assert view.rows_model.rowCount() == 3


def test_a_dragged_header_moves_its_column(make: Made, qtbot: QtBot) -> None:
    columns = make()
    view = view_of(columns)
    viewport = view.head.viewport()
    start, end = QPoint(view.columnViewportPosition(2) + 20, 14), QPoint(5, 14)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for x in range(start.x(), end.x(), -20):
        qtbot.mouseMove(viewport, QPoint(x, 14))
    with qtbot.waitSignal(columns.changed):
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert shown(columns) == ["short", "order", "customer"]
    assert [view.head.visualIndex(at) for at in range(3)] == [0, 1, 2]
    assert shown(make()) == ["short", "order", "customer"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [("", ["customer", "short", "order"]), ("short", ["customer", "order", "short"])],
)
def test_a_column_may_stand_before_any_other(make: Made, before: str, expected: list[str]) -> None:
    columns = make()
    columns.layout.put("order", before)
    assert columns.layout.keys() == expected


def test_keys_move_the_column_of_the_current_cell(make: Made, qtbot: QtBot) -> None:
    columns = make()
    view = view_of(columns)
    view.setFocus()
    view.setCurrentIndex(view.rows_model.index(1, 0))
    columns._stepping(1)()
    columns._stepping(1)()
    assert shown(columns) == ["customer", "short", "order"]
    assert view.currentIndex().column() == 2
    columns._stepping(1)()
    assert shown(columns) == ["customer", "short", "order"]
    columns._stepping(-1)()
    assert shown(columns) == ["customer", "order", "short"]


def test_the_menu_of_a_header_moves_that_column(make: Made) -> None:
    columns = make()
    assert not menu(columns, 0)["Move ‘Order’ left"][1]
    choose(columns, "Move ‘Short’ left", section=2)
    assert shown(columns) == ["order", "short", "customer"]


def test_the_menu_leads_back(make: Made) -> None:
    columns = make()
    columns.toggle("value")
    QSettings().setValue("widths/queue/order", 222)
    choose(columns, "Back to the usual columns")
    assert shown(columns) == ["order", "customer", "short"]
    assert QSettings().value("widths/queue/order") is None


def test_heads_of_groups_span_whatever_columns_are_shown(make: Made) -> None:
    columns = make(grouped=True)
    view = view_of(columns)
    assert view.columnSpan(0, 0) == 3
    columns.toggle("customer")  # where the titles of groups began
    assert view.columnSpan(0, 0) == 2
    assert not view.grab().isNull()


def test_a_remembered_first_column_does_not_grow_by_the_pages_margin(make: Made, qtbot: QtBot) -> None:
    view = view_of(make(lead=16))
    border = view.columnViewportPosition(1) - 1
    viewport = view.head.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(border, 14))
    qtbot.mouseMove(viewport, QPoint(border + 30, 14))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(border + 30, 14))
    width = view.columnWidth(0)
    assert view_of(make(lead=16)).columnWidth(0) == width


def test_a_cut_cell_gets_the_room_there_is(make: Made) -> None:
    columns = make()
    view = view_of(columns)
    source = FakeSource([(1, "O-1041", "Restaurant Lindenhof an der Havel", "2")])
    assert isinstance(view.rows_model, PagedModel)
    view.rows_model._source = source
    view.rows_model.ask()
    needed = view.sizeHintForColumn(1)
    assert needed > 100
    assert view.columnWidth(1) >= needed
