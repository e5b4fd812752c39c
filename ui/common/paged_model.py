"""The one model of every list: pages of a source that answers later, both ways from where the reader is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.errors import ShopError
from ui.common.cells import Column, Grouping, Row
from ui.common.rows_model import ROOT, Head, Index, RowsModel

PAGE = 200
LONGEST_RELOAD = 1200
"""Rows that a reload asks for at most; what lies farther from what is in sight comes again by scrolling."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows, in which order: what the filter bar, the search box and the headers say."""

    filter: str = ""
    search: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One page: after a position, before one, or from an end of the list where neither is given."""

    question: Question
    after: Any = None
    before: Any = None
    at: Any = None
    """A row's id: the page that begins with it."""
    from_end: bool = False
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class Answer:
    """A page's rows in the list's order, the positions of first and last, and whether more lies beyond."""

    rows: Sequence[Row]
    first: Any = None
    last: Any = None
    more_before: bool = False
    more_after: bool = False


class Source(Protocol):
    """Where pages come from; exactly one of the two is called, later, on the GUI thread."""

    def request(
        self, ask: Ask, done: Callable[[Answer], None], failed: Callable[[ShopError], None], /
    ) -> None: ...


@dataclass(slots=True)
class _Page:
    first: Any
    last: Any
    size: int


class PagedModel(RowsModel):
    """A window of consecutive pages that grows where it is scrolled; `loaded` follows every page."""

    loaded = Signal()
    failed = Signal(object)
    loading = Signal(bool)

    def __init__(
        self,
        source: Source,
        columns: Sequence[Column],
        grouping: Grouping | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, grouping, parent)
        self.question = Question()
        self.keeps_place = False
        """Whether the reset going on shows the same question again: the view then stays where it is."""
        self.asked = False
        """Whether a first page was ever asked for."""
        self._source = source
        self._pages: list[_Page] = []
        self._more_before = self._more_after = False
        self._round = 0
        self._waiting = ""
        self._stable = True

    # asking

    def ask(self, question: Question | None = None) -> None:
        """Show the answer to a new question, from its beginning; the old rows stay until it is there."""
        self.question = question or self.question
        self._begin(Ask(self.question), keeps_place=False)

    def ask_for(self, **changes: str | bool) -> None:
        """The same question with another filter, search or order."""
        self.ask(replace(self.question, **changes))  # type: ignore[arg-type]

    def reload(self, first_line: int = 0, last_line: int = 0) -> None:
        """Read again what is shown around these lines, so that selection and scrolling can stay."""
        first, last = self._page_of(first_line), self._page_of(last_line)
        while sum(page.size for page in self._pages[first : last + 1]) > LONGEST_RELOAD and last > first:
            last -= 1
        size = sum(page.size for page in self._pages[first : last + 1])
        limit = max(PAGE, size)
        if first > 0:
            ask = Ask(self.question, after=self._pages[first - 1].last, limit=limit)
        elif self._more_before and self._rows:
            ask = Ask(self.question, at=self._rows[0][0], limit=limit)
        else:
            ask = Ask(self.question, limit=limit)
        self._begin(ask, keeps_place=True)

    def jump_to_end(self) -> None:
        """Show the list's last page; what stands before it comes when it is scrolled to."""
        self._begin(Ask(self.question, from_end=True), keeps_place=False)

    def jump_to(self, row_id: object) -> None:
        """Show the page that begins with this row."""
        self._begin(Ask(self.question, at=row_id), keeps_place=False)

    def jump_to_start(self) -> None:
        """Show the list's first page."""
        self._begin(Ask(self.question), keeps_place=False)

    @property
    def more_before(self) -> bool:
        """Whether rows exist before the window."""
        return self._more_before

    @property
    def more_after(self) -> bool:
        """Whether rows exist after the window."""
        return self._more_after

    def prepare(self) -> None:
        """Called before the rows of a question are asked for, which may have another shape."""

    def _begin(self, ask: Ask, *, keeps_place: bool) -> None:
        self.asked = True
        self.prepare()
        self._send(ask, "whole", lambda answer: self._replace(ask, answer, keeps_place))

    def _send(self, ask: Ask, what: str, done: Callable[[Answer], None]) -> None:
        self._round += 1
        mine = self._round
        self._waiting = what
        self.loading.emit(True)

        def answered(answer: Answer) -> None:
            if mine == self._round and isValid(self):  # a dialog may be closed before its rows come
                self._waiting = ""
                done(answer)
                self.loading.emit(False)
                self.loaded.emit()

        def refused(error: ShopError) -> None:
            if mine == self._round and isValid(self):
                self._waiting = ""
                self.loading.emit(False)
                self.failed.emit(error)

        self._source.request(ask, answered, refused)

    def _replace(self, ask: Ask, answer: Answer, keeps_place: bool) -> None:
        self.keeps_place = keeps_place
        self._stable = False
        self.beginResetModel()
        self._hold(list(answer.rows))
        self._pages = [_Page(answer.first, answer.last, len(answer.rows))] if answer.rows else []
        self._more_before = answer.more_before
        self._more_after = answer.more_after
        self.endResetModel()
        self._stable = True
        if ask.after is not None and not answer.rows:
            self.jump_to_start()

    def arrange(self, columns: Sequence[Column]) -> None:
        self.keeps_place = True
        self._stable = False
        super().arrange(columns)
        self._stable = True

    # growing

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._stable and self._more_after and not self._waiting

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            ask = Ask(self.question, after=self._pages[-1].last)
            self._send(ask, "after", self._append)

    def fetch_before(self) -> None:
        """Ask for the page before the window, if there is one and nothing else is on its way."""
        if self._more_before and not self._waiting and self._stable and self._pages:
            ask = Ask(self.question, before=self._pages[0].first)
            self._send(ask, "before", self._prepend)

    def _append(self, answer: Answer) -> None:
        self._more_after = answer.more_after and bool(answer.rows)
        if not answer.rows:
            return
        rows = list(answer.rows)
        fresh = self._arranged(rows, self._key_of_last())
        self._pages.append(_Page(answer.first, answer.last, len(rows)))
        self._rows.extend(rows)
        self._insert(len(self._shown), fresh)

    def _prepend(self, answer: Answer) -> None:
        self._more_before = answer.more_before and bool(answer.rows)
        if not answer.rows:
            return
        rows = list(answer.rows)
        self._pages.insert(0, _Page(answer.first, answer.last, len(rows)))
        self._drop_head_that_continues(rows[-1])
        self._rows[:0] = rows
        self._insert(0, self._arranged(rows, None))

    def _insert(self, line: int, fresh: list[Row | Head]) -> None:
        if not fresh:
            return
        self._stable = False
        self.beginInsertRows(ROOT, line, line + len(fresh) - 1)
        self._shown[line:line] = fresh
        self.endInsertRows()
        self._stable = True

    def _drop_head_that_continues(self, row: Row) -> None:
        """A group that began before the window gets its head where it begins."""
        head = self.head_at(0)
        if head is not None and self.grouping is not None and self.grouping.key(row) == head.key:
            self.beginRemoveRows(ROOT, 0, 0)
            del self._shown[0]
            self.endRemoveRows()

    def _key_of_last(self) -> object:
        return self.grouping.key(self._rows[-1]) if self.grouping and self._rows else None

    def _page_of(self, line: int) -> int:
        """Which page holds the row on this line, or the next row below it."""
        row = next((row for at in range(line, len(self._shown)) if (row := self.row_at(at))), None)
        if row is None:
            return max(0, len(self._pages) - 1)
        place = next(at for at, held in enumerate(self._rows) if held[0] == row[0])
        for number, page in enumerate(self._pages):
            place -= page.size
            if place < 0:
                return number
        return 0
