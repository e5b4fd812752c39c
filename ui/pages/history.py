"""What happened, newest first and by day: who, when and why, and what it was about."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes import Area
from app.happenings import CONSEQUENCES, happening_text
from app.language import ntr, tr
from app.lists.answers import Counted
from app.lists.history import (
    LISTING,
    Together,
    day_and_words,
    done_together,
    happening_of,
    why_of,
    with_day,
)
from app.sentences import count_text, read_facts
from app.wording import day_text, time_text
from ui.common.cells import Cell, Column, GroupHead, Grouping, Row
from ui.common.inputs import DateEdit
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import ListingPage, with_widths
from ui.common.menus import Item, Line
from ui.common.page import Desk
from ui.common.steps import Step
from ui.panes.history_pane import HistoryPane

KEYS = ("at", "kind", "order", "customer", "product", "who", "deed")
WIDTHS = {"at": 76, "kind": 276, "order": 80, "customer": 130, "product": 130, "who": 60, "deed": 90}
PLACES = {
    "customers": "customers",
    "suppliers": "suppliers",
    "resources": "resources",
    "orders": "orders",
}
"""Where a page shows rows of these tables."""


class HistoryPage(ListingPage):
    """Filters by what people look for, one day or all, and what one act did together."""

    areas = frozenset(Area)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, history_columns(desk), by_day(desk))
        self.day = DateEdit(none_means=tr("Any day"))
        self.day.setAccessibleName(tr("Day"))
        self.day.changed.connect(self._choose_day)
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.filter_bar.addWidget(self.day)
        self._read: tuple[object, Together | None] = (None, None)

    def empty_words(self) -> tuple[str, str]:
        return tr("Nothing has happened yet."), ""

    def filtered_words(self) -> str:
        day, words = day_and_words(self.model.question.search)
        if words:
            return tr("Nothing about “{text}” here.", text=words)
        if day is not None:
            return tr("Nothing of this kind on {day}.", day=day_text(day, weekday=True, year=True))
        return tr("Nothing of this kind has happened.")

    # the day, which is a part of what is searched for

    @property
    def searched(self) -> str:
        return day_and_words(self.model.question.search)[1]

    def search(self, text: str) -> None:
        super().search(with_day(self.day.readable(), text))

    def show_all(self) -> None:
        self._show_day(None)
        super().show_all()

    def show_row(self, row_id: object) -> None:
        self._show_day(None)
        super().show_row(row_id)

    def _choose_day(self) -> None:
        super().search(with_day(self.day.readable(), self.searched))

    def _show_question(self) -> None:
        """Saved filters and going back bring a day along; what is being typed stays."""
        super()._show_question()
        day = day_and_words(self.model.question.search)[0]
        if day != self.day.readable():
            self._show_day(day)

    def _show_day(self, day: date | None) -> None:
        self.day.blockSignals(True)
        self.day.set_value(day)
        self.day.blockSignals(False)

    # counting all kinds of a million rows would tell nobody anything

    def _count(self) -> None:
        today = self.desk.formats.today or date.today()  # noqa: DTZ011
        self.desk.jobs.read(
            LISTING.count,
            search=with_day(today, ""),
            done=self._show_today,
            latest=f"counts {id(self)}",
        )

    def _show_today(self, count: Counted) -> None:
        number = count_text(count.number, count.more)
        left = ntr("{count} entry today", "{count} entries today", count.number, count=number)
        self.set_status(left, tr("Newest first"))

    # the pane

    def build_pane(self, room: QWidget) -> QWidget:
        self.history_pane = HistoryPane(self.desk.formats, self.steps, room)
        self.history_pane.opened.connect(self.open_row)
        return self.history_pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return done_together, row[0]

    def show_read(self, row: Row, details: Together) -> None:
        self._read = (row[0], details)
        self.steps.show_steps([Step(each.title, each.act) for each in self._ways(row)])
        self.history_pane.show_row(row, details)
        self.history_pane.show()

    def open_row(self, row: object) -> None:
        """Go to what it names."""
        ways = self._ways(row) if isinstance(row, tuple) else []
        if ways:
            ways[0].act()

    def row_menu(self, row: Row) -> Sequence[Line]:
        return self._ways(row)

    def _ways(self, row: Row) -> list[Item]:
        """To the order, the purchase, the product, or whatever else was changed."""
        order, purchase, pool, facts = (
            value_of(LISTING, key)(row) for key in ("order_id", "purchase_line_id", "pool_id", "facts")
        )
        found = read_facts(facts)
        ways = [(tr("See the order"), "orders", order), (tr("See the purchase"), "purchases", purchase)]
        read_id, read = self._read
        if pool is None and read is not None and read_id == row[0]:
            pool = read.pool_id
        ways.append((tr("See it in stock"), "stock", pool))
        ways.append((tr("See the resource"), "resources", found.get("resource")))
        place = PLACES.get(str(found.get("what", "")))
        if place and isinstance(found.get("id"), int):
            ways.append((tr("See what was changed"), place, found["id"]))
        return [
            Item(title, self._going(place, row_id)) for title, place, row_id in ways if row_id is not None
        ]

    def _going(self, place: str, row_id: object) -> Callable[[], object]:
        return lambda: self.desk.go(place, row_id)


def local(row: Row) -> datetime:
    """When it happened, in this machine's time zone."""
    return datetime.fromtimestamp(value_of(LISTING, "at")(row) / 1_000_000, UTC).astimezone()


def by_day(desk: Desk) -> Grouping:
    """A head for each day."""

    def head(row: Row) -> GroupHead:
        day = local(row).date()
        words = day_text(day, weekday=True, year=True)
        today = desk.formats.today
        return GroupHead(words, notes=((tr("today"), "quiet"),) if day == today else ())

    return Grouping(key=lambda row: local(row).date(), head=head, title_at="at", notes_at="order")


def history_columns(desk: Desk) -> list[Column]:
    """The list's columns: a sentence for what, the reason for why."""
    formats = desk.formats
    kind = value_of(LISTING, "kind")

    def what(row: Row) -> Cell:
        words = happening_text(happening_of(row))
        return Cell(words, "quiet" if kind(row) in CONSEQUENCES else "", tip=words)

    def why(row: Row) -> Cell:
        words = why_of(row)
        return Cell(words, "quiet", tip=words)

    def document(row: Row) -> Cell:
        return Cell(value_of(LISTING, "order")(row) or value_of(LISTING, "purchase")(row))

    cells = {
        "order": document,
        "at": lambda row: Cell(time_text(local(row)), "quiet"),
        "kind": what,
        "deed": why,
        "who": lambda row: formats.text(value_of(LISTING, "who")(row), tone="quiet"),
    }
    columns = with_widths(columns_of(LISTING, formats, KEYS, cells), WIDTHS)
    return [replace(each, title=tr("Document")) if each.key == "order" else each for each in columns]
