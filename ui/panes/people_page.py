"""A page of people: how they are entered, changed in place or in a dialog, put aside and used again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any, ClassVar, Generic

from app.actions.removing import use_again
from app.language import tr
from app.lists.listing import Listing
from ui.common.cells import Column, Editor, Row
from ui.common.list_source import CellOf, columns_of, value_of
from ui.common.listing_page import ListingPage, with_widths
from ui.common.menus import Item, Line
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.common.undo import undo_of_edit
from ui.panes.person_pane import P, PersonPane


class PeoplePage(ListingPage, Generic[P]):
    """Subclasses build `person_pane` and say what else can be done with theirs."""

    kind: ClassVar[str]
    """The table they are stored in."""
    edited: ClassVar[Callable[..., Any]]
    """Writes what is changed of somebody."""
    person_pane: PersonPane[P]

    def __init__(self, desk: Desk, listing: Listing, columns: Sequence[Column]) -> None:
        super().__init__(desk, listing, columns)
        self.person: P | None = None
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()

    # for subclasses

    def dialogs(self) -> ModuleType:
        """The module that asks for a new one or changes a known one; imported when it is needed."""
        raise NotImplementedError

    def new_words(self) -> str:
        """'New customer…'."""
        raise NotImplementedError

    def steps_with(self, person: P) -> list[Step]:
        """What can be done between changing somebody and putting him aside."""
        raise NotImplementedError

    # how

    def primary(self) -> Primary:
        return Primary(self.new_words(), "plus", self.add)

    def empty_act(self) -> None:
        self.add()

    def show_read(self, row: Row, details: P) -> None:
        self.person = details
        self.steps.show_steps(self._steps(details))
        self.person_pane.show_person(details)
        self.person_pane.show()

    def clear_pane(self) -> None:
        super().clear_pane()
        self.person = None

    def open_row(self, row: object) -> None:
        """Change him."""
        self.edit()

    def row_menu(self, row: Row) -> Sequence[Line]:
        """The same acts as the pane's, once the row is read."""
        if self.person is None or self.person.id != row[0]:
            return []
        return [Item(step.title, step.run) for step in self._steps(self.person)]

    def _steps(self, person: P) -> list[Step]:
        away = Step(tr("Delete…"), self.put_aside)
        back = Step(tr("Use again"), self.use_again)
        last = away if person.card["active"] else back
        return [Step(tr("Edit…"), self.edit), *self.steps_with(person), last]

    def cell_written(self, row: Row, key: str, outcome: object) -> None:
        name = value_of(self.listing, "name")(row)
        undo = undo_of_edit(name, type(self).edited, row[0], outcome)
        self.desk.done(tr("{name} changed.", name=name), undo)

    # what is done

    def add(self) -> None:
        """Somebody new; he is shown then."""
        person_id = self.dialogs().ask_new(self.window(), self.desk)
        if person_id is not None:
            self.show_row(person_id)

    def edit(self) -> None:
        """All that is known of him."""
        if self.person is not None:
            self.dialogs().ask(self.window(), self.desk, self.person.id)

    def put_aside(self) -> None:
        """Delete him, or offer him no more."""
        from ui.dialogs import put_aside

        if self.person is not None:
            put_aside.ask(self.window(), self.desk, self.kind, self.person.id)

    def use_again(self) -> None:
        """Offer him again."""
        if self.person is not None:
            self.write(use_again, self.kind, self.person.id)


def people_columns(
    desk: Desk,
    listing: Listing,
    widths: Mapping[str, int],
    hidden: Sequence[str],
    cells: Mapping[str, CellOf],
) -> list[Column]:
    """Those with a width are shown at first, the `hidden` ones once the owner wants them."""
    columns = columns_of(listing, desk.formats, (*widths, *hidden), cells)
    shown = with_widths(columns, dict(widths))
    return [replace(each, shown=each.key in widths) for each in shown]


def in_place(
    listing: Listing, columns: Sequence[Column], keys: Sequence[str], edited: Callable[..., Any]
) -> list[Column]:
    """The columns, of which those with these keys are words that are changed in the list."""

    def inline(column: Column) -> Column:
        value = value_of(listing, column.key)
        return replace(
            column,
            editor=Editor("text", value),
            write=lambda row, words: (edited, (row[0], {column.key: value(row)}, {column.key: words})),
        )

    return [inline(each) if each.key in keys else each for each in columns]
