import pytest

from app.documents.blocks import Row
from app.documents.flowing import flow


def shape(pages: list[list[tuple[float, Row]]]) -> list[list[float]]:
    """How far down each row begins, page by page."""
    return [[round(y, 2) for y, _ in page] for page in pages]


def test_nothing_is_one_empty_page() -> None:
    assert flow([], 100, 200) == [[]]


def test_rows_fill_the_first_page_then_others() -> None:
    assert shape(flow([Row(40) for _ in range(6)], 100, 120)) == [[0, 40], [0, 40, 80], [0]]


def test_gaps_are_dropped_where_a_page_begins() -> None:
    assert shape(flow([Row(40, gap=10), Row(40, gap=10), Row(40, gap=10)], 100, 100)) == [[0, 50], [0]]


def test_rows_that_are_kept_go_on_together() -> None:
    rows = [Row(40), Row(40, keep=True), Row(40, keep=True), Row(20)]
    assert shape(flow(rows, 100, 100)) == [[0], [0, 40, 80]]


def test_rows_that_no_page_holds_together_are_parted() -> None:
    assert shape(flow([Row(40, keep=True) for _ in range(4)], 100, 100)) == [[0, 40], [0, 40]]


def test_a_first_page_too_short_for_a_group_stays_empty_below_its_head() -> None:
    rows = [Row(60, keep=True), Row(60)]
    assert shape(flow(rows, 100, 200)) == [[], [0, 60]]


def test_titles_come_again_with_what_they_are_above() -> None:
    head = Row(10)
    pages = flow([Row(40, head=head) for _ in range(4)], 100, 100)
    assert shape(pages) == [[0, 10, 50], [0, 10, 50]]
    assert pages[1][0].row is head


@pytest.mark.parametrize(("before", "begins"), [(0, 70), (20, 70), (70, 70)])
def test_a_form_stands_at_the_foot(before: float, begins: float) -> None:
    rows = [Row(before)] if before else []
    pages = flow([*rows, Row(30, at_foot=True)], 100, 100)
    assert pages[0][-1].y == begins


def test_a_form_that_does_not_fit_stands_at_the_foot_of_the_next() -> None:
    assert shape(flow([Row(80), Row(30, at_foot=True)], 100, 200)) == [[0], [170]]
