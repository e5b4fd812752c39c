"""A page of one listing: its filters as chips with counts, its usual order, and a pane that reads more."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import ShopError
from app.language import tr
from app.lists.answers import Counted
from app.lists.listing import Listing
from app.sentences import count_text
from ui.common.cells import Column, Grouping, Row
from ui.common.choice import FilterChips
from ui.common.late_pane import LatePane
from ui.common.list_page import ListPage
from ui.common.list_source import ListSource, with_others
from ui.common.page import Desk
from ui.common.paged_model import PagedModel, Question
from ui.common.steps import Steps


class ListingPage(ListPage):
    """Subclasses name what the pane reads of a row (`read_details`) and show it (`show_read`)."""

    listing: Listing
    all_rows = "all"
    """The filter that lets everything through."""

    def __init__(
        self, desk: Desk, listing: Listing, columns: Sequence[Column], grouping: Grouping | None = None
    ) -> None:
        self.listing = listing
        self.counts: dict[str, Counted] = {}
        self._detailed: object = None
        self.source = ListSource(desk.jobs, listing)
        model = PagedModel(self.source, self._choosable(desk, columns, grouping), grouping)
        usual = listing.sorts[0]
        first = listing.filters[0].key
        model.question = Question(filter=first, sort=usual.key, descending=usual.falls)
        super().__init__(desk, model, listing.title(), remembered_as=listing.key)
        self.widest_filter = self.all_rows
        self.steps = Steps()
        self._late = LatePane(self, self.build_pane)
        self.chips = FilterChips(tr("Filter"), [(each.key, each.title()) for each in listing.filters])
        self.chips.chosen.connect(lambda key: self.model.ask_for(filter=key))
        model.loaded.connect(self._show_question)
        desk.jobs.read(listing.offered, done=self._offer)

    # for subclasses

    def build_pane(self, room: QWidget) -> QWidget:
        """What the pane shows of a row, `steps` among it, made in `room`; shown by `show_read`."""
        raise NotImplementedError

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        """What the pane reads of a row: a function of a session and an id."""
        raise NotImplementedError

    def show_read(self, row: Row, details: Any) -> None:
        """Fill the pane."""

    def clear_pane(self) -> None:
        """Nothing is chosen."""
        self._late.hide()

    def counted(self) -> None:
        """The counts of the filters are there."""

    # how

    def show_details(self, row: object) -> None:
        row_id = row[0] if isinstance(row, tuple) else None
        if row_id != self._detailed:
            self.steps.error.clear()
        self._detailed = row_id
        if not isinstance(row, tuple):
            self._keep_keyboard()
            self.clear_pane()
            return
        read, what = self.details_of(row)
        self.desk.jobs.read(
            read, what, done=self._show_read, failed=self._not_read, latest=f"details {id(self)}"
        )
        self._late.build_soon()

    def _keep_keyboard(self) -> None:
        """It would go to the window's first stop when the pane's button that has it is hidden."""
        focused = self.window().focusWidget()
        if focused is not None and self.steps.isAncestorOf(focused):
            self.table.setFocus()

    def _show_read(self, details: Any) -> None:
        row = self.table.current_row()
        if row is not None:
            self._late.build()
            self.show_read(row, details)

    def _not_read(self, error: ShopError) -> None:
        self.clear_pane()
        self.error.show_error(error)

    def reload(self) -> None:
        super().reload()
        self._count()

    def search(self, text: str) -> None:
        super().search(text)
        self._count()

    def show_all(self) -> None:
        super().show_all()
        self._count()

    def is_filtered(self) -> bool:
        everything = self.counts.get(self.all_rows)
        return super().is_filtered() and (everything is None or everything.number > 0 or bool(self.searched))

    def _count(self) -> None:
        self.desk.jobs.read(
            self.listing.counts,
            self.model.question.search,
            done=self._show_counts,
            latest=f"counts {id(self)}",
        )

    def _show_counts(self, counts: dict[str, Counted]) -> None:
        self.counts = counts
        for key, count in counts.items():
            self.chips.set_count(key, count_text(count.number, count.more))
        if self.table.said:
            self._show_loaded()
        self.counted()

    def _show_question(self) -> None:
        self.chips.show_value(self.model.question.filter or self.listing.filters[0].key)

    def _offer(self, sorts: frozenset[str]) -> None:
        """Headers by which a list as long as this cannot be put in order quickly take no click."""
        self.columns.offer_sorts(sorts)

    def _choosable(
        self, desk: Desk, columns: Sequence[Column], grouping: Grouping | None
    ) -> Sequence[Column]:
        return with_others(self.listing, desk.formats, columns, sorted_too=grouping is None)

    def reshape(self, columns: Sequence[Column], grouping: Grouping | None, **question: str | bool) -> None:
        """Show the list in another way, and ask for its rows anew."""
        choosable = self._choosable(self.desk, columns, grouping)
        self.columns.offer(choosable, grouping, "" if grouping is None else "grouped")
        self.model.ask_for(**question)

    # acts on what is chosen

    def write(self, fn: Callable[..., Any], *args: Any, done: Callable[[Any], None] | None = None) -> None:
        """`shop.write(fn, …)`; what it refuses is said under the buttons."""
        self.steps.error.clear()
        self.desk.jobs.write(fn, *args, done=done or self._done, failed=self.steps.show_error)

    def _done(self, outcome: Any) -> None:
        """The pages hear of it by themselves."""


def with_widths(columns: Sequence[Column], widths: dict[str, int]) -> list[Column]:
    """The columns with these widths in place of their lists' own."""
    return [replace(column, width=widths.get(column.key, column.width)) for column in columns]
