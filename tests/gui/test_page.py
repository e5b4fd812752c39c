"""A page of a list: when it reads, what it says while empty, loading or refused."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.changes import Area
from app.errors import DatabaseBusy
from tests.gui.fakes import FakeSource, text_columns
from ui.common.cells import Row
from ui.common.list_page import ListPage
from ui.common.page import Desk
from ui.common.paged_model import PagedModel

ROWS: list[Row] = [(1, "Hotel Alder"), (2, "Café Brünn"), (3, "Ines Okafor")]


class QueuePage(ListPage):
    areas = frozenset({Area.BACKORDERS})

    def __init__(self, desk: Desk, source: FakeSource) -> None:
        model = PagedModel(source, text_columns("customer"))
        super().__init__(desk, model, "Queue", remembered_as="")
        self.source = source
        self.details: list[object] = []

    def show_details(self, row: object) -> None:
        self.details.append(row)

    def empty_words(self) -> tuple[str, str]:
        return "Nobody waits.", "New order…"

    def filtered_words(self) -> str:
        return "No such line."


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Any:
    made = QueuePage(desk, FakeSource(ROWS))
    qtbot.addWidget(made)
    made.resize(1300, 600)
    made.show()
    return made


def asked(page: QueuePage) -> int:
    return len(page.source.asked)


def test_reads_when_it_is_shown_and_chooses_the_first_row(page: QueuePage) -> None:
    assert asked(page) == 0
    page.activate()
    assert asked(page) == 1
    assert page.details == [(1, "Hotel Alder")]


def test_reads_again_at_once_when_its_area_changed_while_shown(page: QueuePage) -> None:
    page.activate()
    page.shop_changed(frozenset({Area.CUSTOMERS}))
    assert asked(page) == 1
    page.shop_changed(frozenset({Area.BACKORDERS}))
    assert asked(page) == 2


def test_reads_again_when_next_shown_if_its_area_changed_meanwhile(page: QueuePage) -> None:
    page.activate()
    page.deactivate()
    page.shop_changed(frozenset({Area.BACKORDERS}))
    page.shop_changed(frozenset({Area.CUSTOMERS}))
    assert asked(page) == 1
    page.activate()
    assert asked(page) == 2
    page.deactivate()
    page.activate()
    assert asked(page) == 2


def test_an_empty_list_says_so(page: QueuePage) -> None:
    page.source.rows = []
    page.activate()
    assert page.table.said == "Nobody waits."


def test_a_filtered_list_says_so_and_offers_all(page: QueuePage) -> None:
    page.activate()
    page.search("Nobody of this name")
    assert page.table.said == "No such line."
    page.show_all()
    assert page.table.said == ""
    assert page.model.rowCount() == 3


def test_a_failure_stands_above_the_rows_until_trying_again_helps(page: QueuePage) -> None:
    page.activate()
    page.source.refuse_with = DatabaseBusy("Another program holds the shop.", "Close it.")
    page.reload()
    assert page.error.text() == "Another program holds the shop. Close it."
    assert page.model.rowCount() == 3
    page.source.refuse_with = None
    page.error.retried.emit()
    assert page.error.text() == ""


def test_slow_reading_is_said_in_the_status_bar(page: QueuePage, qtbot: QtBot) -> None:
    page.set_status("3 lines wait", "by rank")
    page.source.hold = True
    with qtbot.waitSignal(page.status_changed) as told:
        page.activate()
    assert told.args == ["Loading…", "by rank"]
    with qtbot.waitSignal(page.status_changed) as told:
        page.source.release()
    assert told.args == ["3 lines wait", "by rank"]


def test_a_row_wanted_before_the_rows_are_there_is_chosen_then(page: QueuePage) -> None:
    page.source.hold = True
    page.show_row(3)
    page.activate()
    page.source.release()
    assert page.table.current_row() == (3, "Ines Okafor")


def test_a_bookmark_leads_back_to_row_filter_and_search(page: QueuePage) -> None:
    page.activate()
    page.table.choose(2)
    mark = page.bookmark()
    page.model.ask_for(search="Ines", filter="late")
    assert page.table.current_row() == (3, "Ines Okafor")
    page.return_to(mark)
    assert (page.searched, page.model.question.filter) == ("", "")
    assert page.table.current_row() == (2, "Café Brünn")


def test_a_page_built_anew_twice_does_not_forget_the_row(page: QueuePage, desk: Desk, qtbot: QtBot) -> None:
    page.activate()
    page.table.choose(3)
    mark = page.bookmark()
    fresh = QueuePage(desk, FakeSource(ROWS))
    qtbot.addWidget(fresh)
    fresh.source.hold = True
    fresh.return_to(mark)
    assert fresh.bookmark() == mark


def test_a_bookmark_of_what_is_shown_reads_nothing(page: QueuePage) -> None:
    page.activate()
    mark = page.bookmark()
    page.table.choose(3)
    page.return_to(mark)
    assert page.table.current_row() == (1, "Hotel Alder")
    assert asked(page) == 1


def test_the_pane_folds_away_in_a_narrow_window(page: QueuePage) -> None:
    pane = page.pane.parentWidget()
    assert pane is not None
    assert pane.isVisible()
    page.resize(1199, 600)
    assert not pane.isVisible()
    page.resize(1200, 600)
    assert pane.isVisible()
