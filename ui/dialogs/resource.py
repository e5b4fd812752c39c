"""A new person or bench, and changing what one is called."""

from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.resources import create_resource, edit_resource
from app.errors import ChangedMeanwhile, InvalidInput, ShopError
from app.language import tr
from app.lists.resource_detail import ResourceDetail
from app.rules.promising import monday_of
from ui.common import fonts
from ui.common.dialog import Dialog
from ui.common.inputs import DateEdit, QuantityEdit, field, line_edit
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.boxed import field_row

WIDTH, UNIT_WIDTH, DAY_WIDTH = 480, 140, 190
FINEST = 3


class ResourceDialog(Dialog):
    """Without `detail` a new one is made, with its first capacity."""

    def __init__(
        self, desk: Desk, detail: ResourceDetail | None = None, parent: QWidget | None = None
    ) -> None:
        title = tr("Edit {name}", name=detail.name) if detail else tr("New resource")
        super().__init__(desk, title, tr("Save") if detail else tr("Add resource"), parent)
        self.detail = detail
        self._before: dict[str, Any] = {}
        self.name = line_edit(placeholder=tr("bench, oven, engraver Tilda"))
        self.unit = line_edit(placeholder=tr("h, pieces, days"))
        self.per_week = QuantityEdit(FINEST, Decimal(40))
        today = desk.formats.today or date.today()  # noqa: DTZ011
        self.monday = DateEdit(date.fromordinal(monday_of(today.toordinal())), weekday=True)
        self._lay_out_fields()
        if detail is not None:
            self._fill(detail)
        self.resize(WIDTH, self.sizeHint().height())
        self.name.setFocus()

    def _lay_out_fields(self) -> None:
        self.body.addWidget(field(tr("Name"), self.name))
        self.unit.setMaximumWidth(UNIT_WIDTH)
        self.per_week.setMaximumWidth(120)
        self.monday.setMinimumWidth(DAY_WIDTH)
        if self.detail is None:
            fields: list[tuple[str, QWidget]] = [
                (tr("Unit of capacity"), self.unit),
                (tr("A week"), self.per_week),
                (tr("From the week of"), self.monday),
            ]
            self.body.addLayout(field_row(fields))
        else:
            self.body.addLayout(field_row([(tr("Unit of capacity"), self.unit)]))
        words = tr("A week is Monday to Friday. A product says how much of it one piece takes.")
        self.body.addWidget(label(words, fonts.SMALL, tone="quiet"))
        self.body.addStretch()

    def _fill(self, detail: ResourceDetail) -> None:
        self.name.setText(detail.name)
        self.unit.setText(detail.unit)
        self._before = self._values()

    def _values(self) -> dict[str, Any]:
        return {"name": self.name.text().strip(), "unit": self.unit.text().strip()}

    def submit(self) -> None:
        values = self._values()
        if self.detail is not None:
            self.write(edit_resource, self.detail.id, self._before, values)
            return
        self.write(
            create_resource,
            values["name"],
            per_week=self.per_week.value(),
            monday=self.monday.value(),
            unit=values["unit"],
        )

    def finish(self, outcome: Any) -> None:
        values = self._values()
        if self.detail is None:
            self.desk.done(tr("{name} is added.", name=values["name"]))
        elif values != self._before:
            undo = Undo(values["name"], edit_resource, (self.detail.id, values, self._before))
            self.desk.done(tr("{name} is saved.", name=values["name"]), undo)
        super().finish(outcome)

    def refused(self, error: ShopError) -> bool:
        """What somebody else wrote counts as seen: saving again keeps one's own."""
        if isinstance(error, ChangedMeanwhile) and error.field in self._before:
            self._before[error.field] = error.theirs
        return False

    def cause_of(self, error: ShopError) -> QWidget | None:
        if isinstance(error, ChangedMeanwhile):
            return self.unit if error.field == "unit" else self.name
        if not isinstance(error, InvalidInput):
            return None
        if error.place == "unit":
            return self.unit
        try:
            self.per_week.value()
            self.monday.value()
        except InvalidInput:
            return self.monday if self.monday.readable() is None else self.per_week
        return self.name


def ask(parent: QWidget | None, desk: Desk, detail: ResourceDetail | None = None) -> Any:
    """Make a resource, its id; or change one, None."""
    return ResourceDialog(desk, detail, parent).ask()
