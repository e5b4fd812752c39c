"""A list of the shop as pages and columns."""

from typing import Any

from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app import language
from app.lists.answers import Page
from app.lists.listing import Kind, ListColumn, Listing, Sort
from ui.common.cells import Cell
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.list_source import ListSource, columns_of, value_of
from ui.common.paged_model import Answer, Ask, PagedModel, Question
from ui.common.table import TableView

COLUMNS = (
    ListColumn("id", lambda: "Id", "l.id", Kind.COUNT, shown=False),
    ListColumn("sku", lambda: "SKU", "p.sku"),
    ListColumn("short", lambda: "Short", "l.backordered", Kind.QUANTITY, sort="short", width=60),
    ListColumn("expected", lambda: "Expected", "l.expected_on", Kind.DAY, width=10),
)


class NotedListing(Listing):
    """Answers one page and notes how it was asked for."""

    asked: dict[str, Any]

    def page(self, **asked: Any) -> Page:  # type: ignore[override]
        object.__setattr__(self, "asked", asked)
        return Page([(1, "0017", 2500, None)], ("a", 1), ("z", 9), more_before=True, more_after=False)


def listing() -> NotedListing:
    return NotedListing("queue", lambda: "Queue", "order_lines", "l", COLUMNS, (), (Sort("short", ()),))


def test_asks_the_list_and_hands_its_page_on(jobs: Jobs, qtbot: QtBot) -> None:
    noted = listing()
    answers: list[Answer] = []
    ask = Ask(Question("slipped", "pan", "short", descending=True), after=("m", 5), limit=50)
    ListSource(jobs, noted).request(ask, answers.append, lambda error: None)
    qtbot.waitUntil(lambda: bool(answers))
    assert noted.asked == {
        "filter": "slipped",
        "search": "pan",
        "sort": "short",
        "descending": True,
        "after": ("m", 5),
        "before": None,
        "at": None,
        "from_end": False,
        "limit": 50,
    }
    assert answers == [Answer([(1, "0017", 2500, None)], ("a", 1), ("z", 9), more_before=True)]


def test_columns_read_as_their_kind(formats: Formats) -> None:
    columns = columns_of(listing(), formats, ["short", "sku"])
    row = (1, "0017", 2500, None)
    assert [(column.key, column.title, column.right, column.sort) for column in columns] == [
        ("short", "Short", True, "short"),
        ("sku", "SKU", False, ""),
    ]
    assert [column.cell(row).text for column in columns] == ["2.5", "0017"]


def test_a_page_may_draw_a_column_itself(formats: Formats) -> None:
    sku = value_of(listing(), "sku")
    columns = columns_of(listing(), formats, ["sku"], {"sku": lambda row: Cell(f"SKU {sku(row)}")})
    assert columns[0].cell((1, "0017", 0, None)).text == "SKU 0017"


def test_columns_of_days_are_as_wide_as_days_of_the_language(formats: Formats) -> None:
    english = columns_of(listing(), formats, ["expected"])[0].width
    language.use("zh_CN")
    assert columns_of(listing(), formats, ["expected"])[0].width > english > 10


def test_a_table_closed_while_it_reads_hears_no_answer(jobs: Jobs, formats: Formats, qtbot: QtBot) -> None:
    noted = listing()
    table = TableView(PagedModel(ListSource(jobs, noted), columns_of(noted, formats, ["sku"])), "Queue")
    model = table.rows_model
    assert isinstance(model, PagedModel)
    model.setParent(table)
    model.ask()
    assert not jobs.idle
    delete(table)
    with qtbot.captureExceptions() as errors:
        qtbot.waitUntil(lambda: jobs.idle)
    assert errors == []
