"""A row moved with the mouse: where it can go, what is told, and how it is left alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.gui.fakes import FakeSource, by_second_value, text_columns
from tests.gui.test_paged_model import grouped, numbered
from ui.common.cells import Row
from ui.common.list_page import ListPage
from ui.common.page import Desk
from ui.common.paged_model import PagedModel

LEFT = Qt.MouseButton.LeftButton
Drag = Callable[[int, int], None]


class RankedPage(ListPage):
    def __init__(self, desk: Desk, rows: list[Row], *, in_groups: bool) -> None:
        self.moves: list[tuple[object, object]] = []
        columns = text_columns("group", "line") if in_groups else text_columns("name")
        model = PagedModel(FakeSource(rows), columns, by_second_value("group") if in_groups else None)
        super().__init__(desk, model, "Queue", remembered_as="")

    def can_drag(self, row: Row) -> bool:
        return row[0] != 0

    def dropped(self, row: Row, before: Row | None) -> None:
        self.moves.append((row[0], before[0] if before else None))


Made = Callable[..., RankedPage]


@pytest.fixture
def make(desk: Desk, qtbot: QtBot) -> Made:
    def made(rows: list[Row], *, in_groups: bool = False) -> RankedPage:
        page = RankedPage(desk, rows, in_groups=in_groups)
        qtbot.addWidget(page)
        page.resize(1300, 500)
        page.show()
        page.activate()
        return page

    return made


def middle(page: RankedPage, line: int) -> QPoint:
    return page.table.visualRect(page.model.index(line, 0)).center()


def drag(page: RankedPage, qtbot: QtBot, line: int, to: QPoint, *, drop: bool = True) -> None:
    viewport, start = page.table.viewport(), middle(page, line)
    qtbot.mousePress(viewport, LEFT, pos=start)
    for at in (start + QPoint(0, 15), to):
        qtbot.mouseMove(viewport, at)
    if drop:
        qtbot.mouseRelease(viewport, LEFT, pos=to)


def test_above_the_middle_of_a_row_it_goes_before_it_below_after_it(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(6))
    drag(page, qtbot, 4, middle(page, 1) - QPoint(0, 5))
    drag(page, qtbot, 4, middle(page, 1) + QPoint(0, 5))
    assert page.moves == [(4, 1), (4, 2)]


def test_below_the_last_row_it_goes_to_the_end(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(6))
    drag(page, qtbot, 2, QPoint(40, page.table.viewport().height() - 2))
    assert page.moves == [(2, None)]


def test_it_stays_within_its_group(make: Made, qtbot: QtBot) -> None:
    page = make(grouped(3, 3, 3), in_groups=True)  # heads on lines 0, 4 and 8; rows 3 to 5 on lines 5 to 7
    drag(page, qtbot, 6, middle(page, 1))
    drag(page, qtbot, 6, middle(page, 10))
    assert page.moves == [(4, 3), (4, None)]


def test_its_own_place_is_no_move(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(6))
    drag(page, qtbot, 2, middle(page, 2) + QPoint(30, 0))
    drag(page, qtbot, 2, middle(page, 1) + QPoint(0, 8))
    drag(page, qtbot, 2, middle(page, 3) - QPoint(0, 8))
    assert page.moves == []


def test_a_row_that_may_not_be_moved_stays(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(6))
    drag(page, qtbot, 0, middle(page, 4))
    assert page.moves == []


def test_moving_does_not_change_what_is_chosen(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(6))
    drag(page, qtbot, 4, middle(page, 1))
    assert page.table.current_row() == numbered(6)[4]


def test_escape_leaves_it_where_it_is(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(6))
    drag(page, qtbot, 4, middle(page, 1), drop=False)
    assert page.table.drag.target == 1
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    qtbot.mouseRelease(page.table.viewport(), LEFT, pos=middle(page, 1))
    assert page.moves == []
    assert page.table.drag.target == -1


def test_the_end_is_not_offered_before_it_was_read(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(450))
    source = page.model._source
    assert isinstance(source, FakeSource)
    source.hold = True
    page.table.choose(198)
    drag(page, qtbot, 198, QPoint(40, page.table.viewport().height() + 40))
    assert page.moves == []  # before row 199 is where it stands


def test_a_row_that_goes_away_meanwhile_is_not_moved(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(6))
    drag(page, qtbot, 4, middle(page, 1), drop=False)
    source = page.model._source
    assert isinstance(source, FakeSource)
    del source.rows[4]
    page.reload()
    qtbot.mouseRelease(page.table.viewport(), LEFT, pos=middle(page, 1))
    assert page.moves == []


def test_near_an_edge_the_list_scrolls(make: Made, qtbot: QtBot) -> None:
    page = make(numbered(60))
    bottom = QPoint(40, page.table.viewport().height() - 3)
    drag(page, qtbot, 4, bottom, drop=False)
    before = page.table.drag.target
    page.table.drag._scroll.timeout.emit()
    page.table.drag._scroll.timeout.emit()
    page.table.drag._scroll.timeout.emit()
    assert page.table.verticalScrollBar().value() == 36
    assert page.table.drag.target == before + 1
