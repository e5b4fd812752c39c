"""What dialogs of orders, purchases and receipts share: fields that are read, the plan while one types."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NoReturn

from PySide6.QtWidgets import QPushButton, QWidget

from app.errors import InvalidInput, ShopError
from app.language import tr
from ui.common.inputs import DateEdit, MoneyEdit
from ui.common.page import Desk
from ui.dialogs.planning import PlanningDialog

NOTHING = Decimal(0)


class PaperDialog(PlanningDialog):
    """Reads amounts and days; the field that holds none is the cause of what is refused."""

    def __init__(self, desk: Desk, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, act, parent)
        self.cause: QWidget | None = None
        self.fingerprint = ""
        """Of the plan that is shown."""

    def amount_in(self, field: MoneyEdit) -> Decimal:
        """What a field of money holds, nothing where it is empty; InvalidInput where that is no amount."""
        self.cause = field
        amount = field.value() if field.text().strip() else NOTHING
        if amount < 0:
            raise InvalidInput(tr("This is no amount."), tr("Type an amount of money, not below zero."))
        self.cause = None
        return amount

    def day_in(self, field: DateEdit) -> date | None:
        """The day in a field, None where it is empty; InvalidInput where that is no day."""
        self.cause = field
        day = field.value()
        self.cause = None
        return day

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.cause


class PaperForm(PaperDialog):
    """An order or a purchase with lines; subclasses say what is tried out and what is written."""

    def __init__(self, desk: Desk, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, act, parent)
        # What it opened with, nobody typed.
        self.given: list[object] = []

    # for subclasses

    def try_typed(self, *, keeps_error: bool) -> None:
        """Try out what is typed; there are lines, and each has a quantity."""
        raise NotImplementedError

    def ways_to_save(self) -> Sequence[QPushButton]:
        """Other ways to finish than the filled button: they too need lines."""
        return ()

    def has_lines(self) -> bool:
        """Whether there is anything to try out."""
        raise NotImplementedError

    def problem_of_lines(self) -> InvalidInput | None:
        """Why the lines cannot be tried out; None where they can, or where there are none."""
        raise NotImplementedError

    def read_fields(self) -> None:
        """Read each day and amount; InvalidInput at the first that is none."""
        raise NotImplementedError

    def texts(self) -> list[str]:
        """All that stands in the fields."""
        raise NotImplementedError

    def show_sums(self) -> None:
        """What the typed lines come to."""

    def show_untried(self) -> None:
        """Nothing is tried out: no answer is shown."""

    # for their use

    def typed(self, *_: object, keeps_error: bool = False) -> None:
        """Something was typed: try it out, or say why it cannot be."""
        self.fingerprint = ""
        self.show_sums()
        problem = self.problem_of_lines() or self._problem_of_fields()
        ready = self.has_lines() and problem is None
        self.set_act(self.ok.text(), enabled=ready)
        for way in self.ways_to_save():
            way.setEnabled(ready)
        if ready:
            self.try_typed(keeps_error=keeps_error)
            return
        self.try_nothing()
        self.show_untried()
        if problem is not None:
            self.show_problem(problem)
        elif not keeps_error:
            self.error.clear()

    def leave_day(self) -> None:
        """While one types, a day is half typed; what stays no day is told."""
        if self._problem_of_fields() is not None:
            self.typed()

    def _problem_of_fields(self) -> InvalidInput | None:
        self.cause = None
        try:
            self.read_fields()
        except InvalidInput as error:
            return error
        return None

    def refuse(self, field: QWidget, title: str, hint: str) -> NoReturn:
        """InvalidInput with this field as its cause."""
        self.cause = field
        raise InvalidInput(title, hint)

    def entered(self) -> list[str]:
        return [text.strip() for text in self.texts() if text.strip() and text not in self.given]

    def plan_changed(self, error: ShopError) -> None:
        self.typed(keeps_error=True)
