"""Stand-ins for what lies behind pages: a source that answers when told, a shop without a database."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.errors import ShopError
from ui.common.cells import Cell, Column, GroupHead, Grouping, Row
from ui.common.paged_model import Answer, Ask


class FakeSource:
    """Pages through rows in memory; positions are row numbers. `hold` keeps answers back until `release`."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        self.asked: list[Ask] = []
        self.hold = False
        self.refuse_with: ShopError | None = None
        self._held: list[Callable[[], None]] = []

    def request(self, ask: Ask, done: Callable[[Answer], None], failed: Callable[[ShopError], None]) -> None:
        self.asked.append(ask)
        error = self.refuse_with
        answer = (lambda: failed(error)) if error else (lambda: done(self.answer(ask)))
        if self.hold:
            self._held.append(answer)
        else:
            answer()

    def release(self) -> None:
        """Give the answers kept back, oldest first."""
        held, self._held = self._held, []
        for answer in held:
            answer()

    def answer(self, ask: Ask) -> Answer:
        rows = [row for row in self.rows if ask.question.search in str(row)]
        if ask.question.sort:
            rows.sort(key=lambda row: str(row[1]), reverse=ask.question.descending)
        if ask.at is not None:
            place = next(place for place, row in enumerate(rows) if row[0] == ask.at)
            ask = replace(ask, after=place - 1)
        first, last = self._bounds(ask, len(rows))
        page = rows[first:last]
        return Answer(page, first, last - 1, more_before=first > 0, more_after=last < len(rows))

    def _bounds(self, ask: Ask, count: int) -> tuple[int, int]:
        if ask.from_end:
            return max(0, count - ask.limit), count
        if isinstance(ask.before, int):
            return max(0, ask.before - ask.limit), ask.before
        first = ask.after + 1 if isinstance(ask.after, int) else 0
        return first, min(count, first + ask.limit)


class FakeShop:
    """Runs calls without a session; `told` are the listeners."""

    def __init__(self) -> None:
        self.told: list[Callable[[Any], None]] = []
        self.closed = False
        self.polled = 0
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def clock(self) -> datetime:
        return self.now

    def read(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    preview = read

    def write(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    def listen(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        self.told.append(listener)
        return lambda: self.told.remove(listener)

    def poll(self) -> None:
        self.polled += 1

    def close(self) -> None:
        self.closed = True


def text_columns(*keys: str) -> list[Column]:
    """Columns of plain words; the row's id comes before them."""

    def column(place: int, key: str) -> Column:
        return Column(key, key.capitalize(), lambda row: Cell(str(row[place])), width=100, sort=key)

    return [column(place, key) for place, key in enumerate(keys, 1)]


def by_second_value(title_at: str) -> Grouping:
    """Groups of rows whose second value is the same."""
    return Grouping(
        key=lambda row: row[1],
        head=lambda row: GroupHead(str(row[1]), figures={}),
        title_at=title_at,
        notes_at=title_at,
    )
