"""Locations: the places that hold stock, their names, and a new one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from app.actions.pools import save_locations
from app.errors import InvalidInput, ShopError
from app.language import ntr, tr
from app.lists.locations import Place, locations
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.input_table import InputTable
from ui.common.inputs import field, line_edit
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs.boxed import Boxed, stretch
from ui.dialogs.planning import PlanningDialog

SIZE = (520, 380)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A location and what it is to be called."""

    place: Place
    name: str


def _row(named: Named) -> Row:
    return (named.place.id, named)


def _of(row: Row) -> Named:
    return cast(Named, row[1])


def _columns() -> list[Column]:
    name = Editor(
        "text", lambda row: _of(row).name, lambda row, value: _row(replace(_of(row), name=str(value)))
    )
    return [
        Column("name", tr("Name"), lambda row: Cell(_of(row).name), 240, editor=name),
        Column("goods", tr("Products there"), lambda row: Cell(str(_of(row).place.goods)), 132, right=True),
    ]


class LocationsDialog(PlanningDialog):
    """Names are changed in their rows; a new location gets its name below them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Locations"), tr("Save"), parent)
        self.places = RowsModel(_columns(), parent=self)
        self.table = InputTable(self.places, tr("Locations"))
        stretch(self.table, "name")
        self.new = line_edit(placeholder=tr("such as Warehouse or Market stall"))
        self.new.setMaxLength(LONGEST)
        self.body.addWidget(Boxed(self.table, least=3))
        self.body.addWidget(field(tr("New location"), self.new))
        self.body.addStretch()
        self.hint.setText(tr("Each location has stock and a queue of its own."))
        self.resize(*SIZE)
        self.places.edited.connect(self._typed)
        self.new.textEdited.connect(self._typed)
        self.table.left.connect(self.new.setFocus)
        self.set_act(tr("Save"), enabled=False)
        desk.jobs.read(locations, done=self._fill, failed=self.show_error)

    def _fill(self, places: Sequence[Place]) -> None:
        self.places.set_rows(_row(Named(place, place.name)) for place in places)
        self.new.setFocus()

    def entered(self) -> list[str]:
        return [name for _, name in self._renamed()] + self._new()

    def _renamed(self) -> list[tuple[int, str]]:
        rows = map(_of, self.places.rows)
        return [(row.place.id, row.name) for row in rows if row.name.strip() != row.place.name]

    def _new(self) -> list[str]:
        name = self.new.text().strip()
        return [name] if name else []

    def _typed(self, *_: object) -> None:
        if not self._renamed() and not self._new():
            self.try_nothing()
            self.error.clear()
            self.set_act(tr("Save"), enabled=False)
            return
        self.set_act(tr("Save"))
        self.try_out(save_locations, self._renamed(), self._new())

    def show_preview(self, answer: Any) -> None:
        self.set_act(tr("Save"))

    def show_preview_refused(self, error: ShopError) -> None:
        self.set_act(tr("Save"), enabled=False)
        super().show_preview_refused(error)

    def submit(self) -> None:
        if not self._renamed() and not self._new():
            raise InvalidInput(tr("Nothing was changed."), tr("Type a name."))
        self.write(save_locations, self._renamed(), self._new())

    def _written(self, outcome: Any) -> None:
        new = self._new()
        words = (
            tr("There is a location {name} now.", name=new[0])
            if new
            else ntr("{count} location renamed.", "{count} locations renamed.", len(outcome))
        )
        undo = Undo(tr("names of locations"), save_locations, (outcome,)) if not new else None
        self.desk.done(words, undo)
        super()._written(outcome)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.new if self._new() and not self._renamed() else None


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Show the locations."""
    LocationsDialog(desk, parent).ask()
