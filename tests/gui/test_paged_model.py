"""Pages both ways, groups across pages, reloading in place."""

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.modeltest import ModelTester
from shiboken6 import delete

from app.errors import Refused
from tests.gui.fakes import FakeSource, by_second_value, text_columns
from ui.common.cells import Row
from ui.common.paged_model import PagedModel

ROOT = QModelIndex()


def numbered(count: int) -> list[Row]:
    return [(number, f"row {number:04}") for number in range(count)]


def grouped(*sizes: int) -> list[Row]:
    rows: list[Row] = []
    for group, size in enumerate(sizes):
        start = len(rows)
        rows += [(start + place, f"group {group}", f"line {place}") for place in range(size)]
    return rows


def model_of(rows: list[Row], *, grouping: bool = False) -> tuple[PagedModel, FakeSource]:
    source = FakeSource(rows)
    columns = text_columns(*(["group", "line"] if grouping else ["name"]))
    model = PagedModel(source, columns, by_second_value("group") if grouping else None)
    model.ask()
    return model, source


def ids(model: PagedModel) -> list[object]:
    return [row[0] for row in model.rows]


def shown(model: PagedModel) -> list[str]:
    lines = []
    for line in range(model.rowCount()):
        row, head = model.row_at(line), model.head_at(line)
        lines.append(str(row[0]) if row else f"[{head.key}]" if head else "")
    return lines


def test_obeys_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    model, _ = model_of(grouped(3, 2), grouping=True)
    qtmodeltester.check(model)


def test_first_page_is_two_hundred_rows() -> None:
    model, _ = model_of(numbered(450))
    assert model.rowCount() == 200
    assert (model.more_before, model.more_after) == (False, True)


def test_fetches_pages_until_the_end() -> None:
    model, source = model_of(numbered(450))
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    assert ids(model) == list(range(450))
    assert [ask.after for ask in source.asked] == [None, 199, 399]


def test_end_comes_from_the_far_side() -> None:
    model, source = model_of(numbered(450))
    model.jump_to_end()
    assert ids(model) == list(range(250, 450))
    assert source.asked[-1].from_end
    model.fetch_before()
    assert ids(model) == list(range(50, 450))
    model.fetch_before()
    assert ids(model) == list(range(450))
    assert not model.more_before


def test_asks_for_one_page_at_a_time() -> None:
    model, source = model_of(numbered(450))
    source.hold = True
    model.fetchMore(ROOT)
    assert not model.canFetchMore(ROOT)
    model.fetch_before()
    assert len(source.asked) == 2
    source.release()
    assert model.rowCount() == 400


def test_does_not_fetch_while_it_changes() -> None:
    model, _ = model_of(numbered(450))
    seen: list[bool] = []
    model.modelReset.connect(lambda: seen.append(model.canFetchMore(ROOT)))
    model.rowsInserted.connect(lambda *_: seen.append(model.canFetchMore(ROOT)))
    model.fetchMore(ROOT)
    model.ask()
    assert seen == [False, False]


def test_an_answer_to_an_older_question_is_dropped() -> None:
    model, source = model_of(numbered(450))
    source.hold = True
    model.ask_for(search="0001")
    model.ask_for(search="0002")
    source.release()
    assert ids(model) == [2]


def test_old_rows_stay_until_the_answer_comes() -> None:
    model, source = model_of(numbered(10))
    source.hold = True
    model.ask_for(search="0001")
    assert model.rowCount() == 10


def test_a_failure_keeps_the_rows_and_is_told() -> None:
    model, source = model_of(numbered(10))
    source.refuse_with = Refused("The server is gone.")
    told: list[object] = []
    model.failed.connect(told.append)
    model.ask_for(search="0001")
    assert model.rowCount() == 10
    assert told == [source.refuse_with]


def test_reload_reads_only_around_what_is_in_sight() -> None:
    model, source = model_of(numbered(1000))
    for _ in range(3):
        model.fetchMore(ROOT)
    source.rows[500] = (500, "changed")
    model.reload(450, 480)
    assert source.asked[-1].after == 399
    assert ids(model) == list(range(400, 600))
    assert model.rows[100] == (500, "changed")
    assert model.more_before
    model.fetch_before()
    assert ids(model)[0] == 200


def test_reload_where_everything_went_starts_again() -> None:
    model, source = model_of(numbered(450))
    model.fetchMore(ROOT)
    source.rows = source.rows[:50]
    model.reload(300, 320)
    assert ids(model) == list(range(50))


class TestGroups:
    def test_heads_stand_before_their_rows(self) -> None:
        model, _ = model_of(grouped(2, 1), grouping=True)
        assert shown(model) == ["[group 0]", "0", "1", "[group 1]", "2"]

    def test_a_group_goes_on_in_the_next_page(self) -> None:
        model, _ = model_of(grouped(150, 100, 3), grouping=True)
        model.fetchMore(ROOT)
        heads = [line for line in shown(model) if line.startswith("[")]
        assert heads == ["[group 0]", "[group 1]", "[group 2]"]

    def test_a_group_that_begins_before_the_window_has_one_head(self) -> None:
        model, _ = model_of(grouped(150, 100, 100), grouping=True)
        model.jump_to_end()
        assert shown(model)[0] == "[group 1]"
        model.fetch_before()
        assert shown(model) == shown(model_of_all(grouped(150, 100, 100)))

    def test_folding_hides_rows_and_keeps_them(self) -> None:
        model, _ = model_of(grouped(2, 1), grouping=True)
        model.toggle(0)
        assert shown(model) == ["[group 0]", "[group 1]", "2"]
        model.toggle(0)
        assert shown(model) == ["[group 0]", "0", "1", "[group 1]", "2"]

    def test_what_is_folded_stays_so_on_reload_and_on_later_pages(self) -> None:
        model, _ = model_of(grouped(150, 100, 3), grouping=True)
        model.toggle(151)
        model.fetchMore(ROOT)
        assert shown(model)[151:] == ["[group 1]", "[group 2]", "250", "251", "252"]
        model.reload(0, 155)
        assert shown(model)[151:] == ["[group 1]", "[group 2]", "250", "251", "252"]

    @pytest.mark.parametrize("line", [0, 3])
    def test_heads_cannot_be_selected(self, line: int) -> None:
        model, _ = model_of(grouped(2, 1), grouping=True)
        assert model.flags(model.index(line, 0)).name == "ItemIsEnabled"


def model_of_all(rows: list[Row]) -> PagedModel:
    model, _ = model_of(rows, grouping=True)
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    return model


@pytest.mark.parametrize("error", [None, Refused("The list is too long.", "Narrow it down.")])
def test_an_answer_for_a_model_that_is_gone_is_dropped(error: Refused | None) -> None:
    model, source = model_of(numbered(500))
    source.hold, source.refuse_with = True, error
    heard: list[object] = []
    model.loaded.connect(lambda: heard.append("loaded"))
    model.failed.connect(heard.append)
    model.fetchMore(ROOT)
    model.reload()
    delete(model)
    source.release()
    assert heard == []
