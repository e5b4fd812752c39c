"""The view: choosing, scrolling and folding survive what happens to the rows."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.fakes import FakeSource, by_second_value, text_columns
from tests.gui.test_paged_model import grouped, numbered
from ui.common.cells import Cell, Column, Row
from ui.common.delegate import cells_width
from ui.common.paged_model import PagedModel
from ui.common.table import TableView

Made = Callable[..., tuple[TableView, FakeSource]]


@pytest.fixture
def make(qtbot: QtBot) -> Made:
    def made(
        rows: list[Row], *, grouping: bool = False, remembered_as: str = ""
    ) -> tuple[TableView, FakeSource]:
        source = FakeSource(rows)
        columns = text_columns("group", "line") if grouping else text_columns("name", "again")
        model = PagedModel(source, columns, by_second_value("group") if grouping else None)
        view = TableView(model, "Rows", remembered_as=remembered_as)
        model.setParent(view)
        qtbot.addWidget(view)
        view.resize(400, 330)
        view.show()
        model.ask()
        return view, source

    return made


def wide(count: int) -> list[Row]:
    return [(row[0], row[1], row[1]) for row in numbered(count)]


def paged(view: TableView) -> PagedModel:
    assert isinstance(view.rows_model, PagedModel)
    return view.rows_model


def top_id(view: TableView) -> object:
    row = view.rows_model.row_at(view.rowAt(0))
    return row[0] if row else None


def test_old_values_have_room_before_the_widest_new_one() -> None:
    plain, moved = Cell("17 December"), Cell("1 Dec", before="25 November")
    assert cells_width([plain, moved]) > max(cells_width([plain]), cells_width([moved]))
    assert cells_width([plain, moved]) == cells_width([Cell("17 December", before="25 November")])


def test_a_row_that_is_brought_into_sight_is_shown_whole(make: Made) -> None:
    rows = wide(300)
    rows[250] = (rows[250][0], "a longer name than those before it", "")
    view, _ = make(rows)
    paged(view).fetchMore(QModelIndex())

    assert view.choose(rows[250][0])

    assert view.columnWidth(0) >= cells_width([Cell(str(rows[250][1]))])


def test_choosing_tells_the_row(make: Made) -> None:
    view, _ = make(wide(5))
    told: list[object] = []
    view.chosen.connect(told.append)
    view.choose(3)
    assert told == [(3, "row 0003", "row 0003")]


def test_reload_keeps_choice_and_place_though_rows_came_before(make: Made) -> None:
    view, source = make(wide(150))
    view.choose(80)
    view.verticalScrollBar().setValue(70 * 30 + 11)
    source.rows[0:0] = [(1000 + number, "new", "new") for number in range(7)]
    view.reload()
    assert view.current_row() == (80, "row 0080", "row 0080")
    assert top_id(view) == 70
    assert view.rowViewportPosition(view.rows_model.line_of(70)) == -11


def test_reload_tells_the_chosen_row_again_as_it_may_have_changed(make: Made) -> None:
    view, source = make(wide(5))
    view.choose(3)
    told: list[object] = []
    view.chosen.connect(told.append)
    source.rows[3] = (3, "other", "other")
    view.reload()
    assert told == [(3, "other", "other")]


def test_a_chosen_row_that_is_gone_is_not_chosen(make: Made) -> None:
    view, source = make(wide(5))
    view.choose(3)
    del source.rows[3]
    view.reload()
    assert view.current_row() is None


def test_a_list_may_choose_its_first_row(make: Made) -> None:
    view, _ = make(grouped(2, 2), grouping=True)
    view.chooses_first = True
    paged(view).ask()
    assert view.current_row() == (0, "group 0", "line 0")


def test_scrolling_down_fetches_the_next_page(make: Made) -> None:
    view, source = make(wide(450))
    source.hold = True
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    source.release()
    assert view.rows_model.rowCount() == 400


def test_pages_before_do_not_move_what_is_in_sight(make: Made) -> None:
    view, _ = make(wide(450))
    paged(view).jump_to_end()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    view.verticalScrollBar().setValue(5)
    assert view.rows_model.rowCount() == 400
    assert top_id(view) == 250
    assert view.rowViewportPosition(view.rows_model.line_of(250)) == -5


def test_rows_before_a_wanted_one_come_though_there_is_nothing_to_scroll(make: Made) -> None:
    view, _ = make(wide(300))
    paged(view).jump_to(297)
    assert paged(view).rows[0][0] <= 97
    assert paged(view).rows[-1][0] == 299
    assert view.verticalScrollBar().value() > 0
    assert view.rowAt(view.viewport().height() - 2) == paged(view).line_of(299)


def test_end_and_home_jump_over_pages(make: Made, qtbot: QtBot) -> None:
    view, source = make(wide(450))
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert source.asked[-1].from_end
    assert view.rows_model.rows[-1][0] == 449
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.rows_model.rows[0][0] == 0


def test_a_header_sorts_and_turns_the_order(make: Made) -> None:
    view, source = make(wide(30))
    view.head.sectionClicked.emit(0)
    view.head.sectionClicked.emit(0)
    questions = [ask.question for ask in source.asked[1:]]
    assert [(question.sort, question.descending) for question in questions] == [
        ("name", False),
        ("name", True),
    ]
    assert view.head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_a_column_without_an_order_does_not_sort(qtbot: QtBot) -> None:
    source = FakeSource(wide(3))
    model = PagedModel(source, [Column("name", "Name", lambda row: Cell(str(row[1])))])
    view = TableView(model, "Rows")
    qtbot.addWidget(view)
    view.head.sectionClicked.emit(0)
    assert not source.asked


class TestGroups:
    def test_heads_span_the_columns_and_are_a_little_higher(self, make: Made) -> None:
        view, _ = make(grouped(2, 1), grouping=True)
        assert [view.columnSpan(line, 0) for line in range(5)] == [2, 1, 1, 2, 1]
        assert [view.rowHeight(line) for line in range(5)] == [31, 30, 30, 31, 30]

    def test_a_click_folds(self, make: Made, qtbot: QtBot) -> None:
        view, _ = make(grouped(2, 1), grouping=True)
        at = view.visualRect(view.rows_model.index(0, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert view.rows_model.rowCount() == 3
        assert [view.columnSpan(line, 0) for line in range(3)] == [2, 2, 1]

    def test_keys_fold_and_unfold(self, make: Made, qtbot: QtBot) -> None:
        view, _ = make(grouped(2, 1), grouping=True)
        view.setCurrentIndex(view.rows_model.index(0, 0))
        counts = []
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space):
            qtbot.keyClick(view, key)
            counts.append(view.rows_model.rowCount())
        assert counts == [3, 3, 5, 3]

    def test_the_chosen_row_stays_chosen_when_another_group_folds(self, make: Made) -> None:
        view, _ = make(grouped(2, 2), grouping=True)
        view.choose(3)
        view.rows_model.toggle(0)
        assert view.current_row() == (3, "group 1", "line 1")


def test_enter_opens_the_row(make: Made, qtbot: QtBot) -> None:
    view, _ = make(wide(3))
    opened: list[object] = []
    view.opened.connect(opened.append)
    view.choose(1)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [(1, "row 0001", "row 0001")]


def test_widths_that_the_reader_chose_are_remembered(make: Made, qtbot: QtBot) -> None:
    view, _ = make(wide(3), remembered_as="queue")
    border = view.columnViewportPosition(1)
    viewport = view.head.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=_at(border))
    qtbot.mouseMove(viewport, _at(border + 40))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=_at(border + 40))
    width = view.columnWidth(0)
    assert width != 100
    assert int(str(QSettings().value("widths/queue/name"))) == width
    again, _ = make(wide(3), remembered_as="queue")
    assert again.columnWidth(0) == width


def _at(x: int) -> QPoint:
    return QPoint(x - 1, 14)


def test_cells_speak_to_screen_readers(qtbot: QtBot) -> None:
    model = PagedModel(
        FakeSource([(1,)]), [Column("day", "Expected", lambda row: Cell("–", said="not known"))]
    )
    model.ask()
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "not known"


def test_the_list_has_a_name(make: Made) -> None:
    view, _ = make(wide(1))
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Rows"


class TestKeys:
    def test_end_and_home_choose_the_last_and_the_first_row(self, make: Made, qtbot: QtBot) -> None:
        view, _ = make(wide(450))
        view.chooses_first = True
        for key, expected in ((Qt.Key.Key_End, 449), (Qt.Key.Key_Home, 0)):
            qtbot.keyClick(view, key)
            chosen = view.current_row()
            assert chosen is not None
            assert chosen[0] == expected

    def test_within_what_is_read_they_read_nothing(self, make: Made, qtbot: QtBot) -> None:
        view, source = make(wide(30))
        view.choose(7)
        qtbot.keyClick(view, Qt.Key.Key_End)
        assert view.current_row() == wide(30)[29]
        qtbot.keyClick(view, Qt.Key.Key_Home)
        assert view.current_row() == wide(30)[0]
        assert len(source.asked) == 1

    def test_with_shift_all_between_are_chosen(self, make: Made, qtbot: QtBot) -> None:
        view, _ = make(wide(30))
        view.let_choose_many()
        view.choose(26)
        qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
        assert view.chosen_rows() == wide(30)[26:]

    def test_home_goes_below_the_head_of_the_first_group(self, make: Made, qtbot: QtBot) -> None:
        view, _ = make(grouped(3, 3), grouping=True)
        view.choose(5)
        qtbot.keyClick(view, Qt.Key.Key_Home)
        assert view.current_row() == (0, "group 0", "line 0")

    def test_pages_of_rows_go_by(self, make: Made, qtbot: QtBot) -> None:
        view, _ = make(wide(60))
        view.choose(0)
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        first = view.current_row()
        assert first is not None
        assert first[0] == 10
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
        assert view.current_row() == wide(60)[0]

    def test_typing_goes_to_the_row_that_begins_so(self, make: Made) -> None:
        names = ["Alder", "Brünn", "Bistro", "Okafor", "brandt"]
        view, _ = make([(number, name, "x") for number, name in enumerate(names)])
        view.choose(0)
        seen = []
        for letters in ("b", "b", "b", "b"):
            view.keyboardSearch(letters)
            seen.append(view.current_row())
        assert [row[1] for row in seen if row] == ["Brünn", "Bistro", "brandt", "Brünn"]

    def test_letters_typed_together_are_one_beginning(self, make: Made) -> None:
        names = ["Alder", "Brünn", "Bistro", "Okafor"]
        view, _ = make([(number, name, "x") for number, name in enumerate(names)])
        for letters in ("b", "i"):
            view.keyboardSearch(letters)
        row = view.current_row()
        assert row is not None
        assert row[1] == "Bistro"


class TestCopying:
    def test_chosen_rows_are_copied_with_titles(self, make: Made, qtbot: QtBot) -> None:
        view, _ = make([(1, "O-1041", "=2+3"), (2, "O-1029", "two\nlines\tand a tab"), (3, "O-1033", "x")])
        view.let_choose_many()
        view.choose(1)
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        expected = "Name\tAgain\nO-1041\t=2+3\nO-1029\ttwo lines and a tab\n"
        assert QApplication.clipboard().text() == expected

    def test_nothing_chosen_leaves_the_clipboard_alone(self, make: Made, qtbot: QtBot) -> None:
        QApplication.clipboard().setText("before")
        view, _ = make(wide(2))
        view.clearSelection()
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.clipboard().text() == "before"


@pytest.mark.parametrize(("gone", "expected"), [([3], 4), ([3, 4], 5), ([3, 4, 5], 2)])
def test_where_the_chosen_row_is_gone_its_neighbour_is_chosen(
    make: Made, gone: list[int], expected: int
) -> None:
    view, source = make(wide(6))
    view.chooses_first = True
    view.choose(3)
    source.rows = [row for row in source.rows if row[0] not in gone]
    view.reload()
    row = view.current_row()
    assert row is not None
    assert row[0] == expected


def test_the_head_of_a_group_comes_into_sight_with_its_first_row(make: Made) -> None:
    view, _ = make(grouped(20, 20), grouping=True)
    line = next(each for each in range(1, 40) if view.rows_model.head_at(each) is not None)
    first = view.rows_model.row_at(line + 1)
    assert first is not None
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.choose(first[0])
    assert view.rowViewportPosition(line) >= 0


def test_a_head_in_sight_stays_though_the_row_under_it_moves_down(make: Made) -> None:
    view, source = make(grouped(20, 20), grouping=True)
    assert view.rows_model.head_at(0) is not None
    source.rows[0], source.rows[1] = source.rows[1], source.rows[0]
    view.reload()
    assert view.verticalScrollBar().value() == 0


def test_choosing_a_row_chooses_no_other_though_control_is_held(make: Made, qtbot: QtBot) -> None:
    view, _ = make(wide(5))
    view.let_choose_many()
    view.choose(1)
    QTest.keyPress(view.windowHandle(), Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    view.choose(3)
    QTest.keyRelease(view.windowHandle(), Qt.Key.Key_Control)
    assert [row[0] for row in view.chosen_rows()] == [3]
