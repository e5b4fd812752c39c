"""Less or more capacity: from a week on, for a few days, or again; who waits longer is seen before (R30)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app import wording
from app.actions.resources import block_resource, set_capacity, unblock_days, unblock_resource
from app.errors import InvalidInput, ShopError
from app.happenings import cause_text
from app.language import ntr, tr
from app.lists.resource_detail import BlockRow, ResourceDetail
from app.quantities import quantity_of
from app.rules.promising import WORKING_DAYS, monday_of
from app.wording import capacity_text
from ui.common.inputs import DateEdit, QuantityEdit
from ui.common.labels import Sign, label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.resource_plan import ResourcePlanDialog

FINEST = 3
DAY_WIDTH = 160


class CapacityDialog(ResourcePlanDialog):
    """So much a week from a week on."""

    def __init__(self, desk: Desk, detail: ResourceDetail, parent: QWidget | None = None) -> None:
        today = _today(desk)
        self._first = date.fromordinal(monday_of(today.toordinal()))
        self.per_week = QuantityEdit(FINEST, quantity_of(detail.per_week))
        self.monday = DateEdit(self._first, weekday=True)
        self.until_now = label()
        title = tr("Capacity of {name}", name=detail.name)
        super().__init__(desk, detail, title, tr("Change capacity"), parent)
        self.per_week.setFocus()
        self.per_week.selectAll()

    def fields(self) -> list[tuple[str, QWidget]]:
        self.per_week.setMaximumWidth(120)
        self.monday.setMinimumWidth(DAY_WIDTH)
        self.per_week.changed.connect(self.changed)
        self.monday.changed.connect(self.changed)
        unit = self.detail.unit
        amount = tr("A week, in {unit}", unit=unit) if unit else tr("A week")
        return [
            (tr("From the week of"), self.monday),
            (tr("Until then"), self.until_now),
            ("", Sign("arrow-narrow-right")),
            (amount, self.per_week),
        ]

    def _week(self) -> date:
        day = self.monday.value()
        assert day is not None
        return date.fromordinal(monday_of(day.toordinal()))

    def before(self) -> Decimal:
        """What it would give from that week on."""
        week = self._week().toordinal()
        steps = [step.per_week for step in self.detail.steps if step.monday <= week]
        return quantity_of(steps[-1] if steps else 0)

    def idle(self) -> str:
        same = self.per_week.value() == self.before()
        return tr("The capacity stays.") if same else ""

    def draft(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        week = self._week()
        self.until_now.setText(_amount(self.before(), self.detail))
        if week < self._first:
            error = tr("That week is over."), tr("Choose this week or a later one.")
            raise InvalidInput(*error)
        keywords = {"monday": week, "per_week": self.per_week.value()}
        return set_capacity, (self.detail.id,), keywords

    def remarks(self) -> list[str]:
        week = self._week()
        said = []
        if week != self.monday.value():
            day = wording.day_text(week, weekday=True)
            said.append(tr("Capacity counts by whole weeks: from {day} on.", day=day))
        later = next((step for step in self.detail.steps if step.monday > week.toordinal()), None)
        if later is not None:
            said.append(
                tr(
                    "From {day} on it is {amount}, as set before.",
                    day=wording.day_text(later.monday),
                    amount=_amount(quantity_of(later.per_week), self.detail),
                )
            )
        return said

    def field_of(self, error: ShopError) -> QWidget | None:
        return self.per_week if isinstance(error, InvalidInput) else None

    def done_words(self) -> tuple[str, Undo | None]:
        name = self.detail.name
        words = tr(
            "{name} gives {amount} a week from {day} on.",
            name=name,
            amount=_amount(self.per_week.value(), self.detail),
            day=wording.day_text(self._week()),
        )
        back = partial(set_capacity, monday=self._week(), per_week=self.before(), cause=tr("taken back"))
        return words, Undo(tr("capacity of {name}", name=name), back, (self.detail.id,))


class BlockDialog(ResourcePlanDialog):
    """Days on which the resource gives nothing."""

    def __init__(self, desk: Desk, detail: ResourceDetail, parent: QWidget | None = None) -> None:
        self.first = DateEdit(_today(desk), weekday=True)
        self.last = DateEdit(_today(desk), weekday=True)
        super().__init__(desk, detail, tr("Block {name}", name=detail.name), tr("Block"), parent)
        self.first.setFocus()

    def fields(self) -> list[tuple[str, QWidget]]:
        for each in (self.first, self.last):
            each.setMinimumWidth(DAY_WIDTH)
        self.first.changed.connect(self._keep_order)
        self.last.changed.connect(self.changed)
        return [(tr("First day"), self.first), (tr("Last day"), self.last)]

    def _keep_order(self) -> None:
        """A later first day takes the last one along."""
        first, last = self.first.readable(), self.last.readable()
        if first is not None and last is not None and last < first:
            self.last.set_value(first)  # tells of its change itself
        else:
            self.changed()

    def draft(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        return block_resource, (self.detail.id,), {"first": self.first.value(), "last": self.last.value()}

    def remarks(self) -> list[str]:
        first, last = self.first.value(), self.last.value()
        if first is None or last is None or last < first:
            return []
        days = [first + timedelta(number) for number in range(min((last - first).days + 1, 3660))]
        working = sum(day.weekday() < WORKING_DAYS for day in days)
        if not working:
            return [tr("There is no working day among them.")]
        return [ntr("{count} working day gives nothing.", "{count} working days give nothing.", working)]

    def field_of(self, error: ShopError) -> QWidget | None:
        return self.last if isinstance(error, InvalidInput) else None

    def done_words(self) -> tuple[str, Undo | None]:
        first, last = self.first.value(), self.last.value()
        assert first is not None
        assert last is not None
        words = tr(
            "{name} is blocked from {first} to {last}.",
            name=self.detail.name,
            first=wording.day_text(first),
            last=wording.day_text(last),
        )
        back = partial(unblock_days, first=first, last=last)
        return words, Undo(tr("block of {name}", name=self.detail.name), back, (self.detail.id,))


class UnblockDialog(ResourcePlanDialog):
    """Take a block back."""

    needs_cause = False

    def __init__(
        self, desk: Desk, detail: ResourceDetail, block: BlockRow, parent: QWidget | None = None
    ) -> None:
        self._block = block
        super().__init__(desk, detail, tr("Unblock {name}", name=detail.name), tr("Unblock"), parent)
        self.cause.setFocus()

    def fields(self) -> list[tuple[str, QWidget]]:
        first, last = (wording.day_text(day, weekday=True) for day in (self._block.first, self._block.last))
        was = cause_text(self._block.cause) or tr("none")
        return [
            (tr("Blocked"), label(tr("{first} to {last}", first=first, last=last))),
            (tr("Cause until now"), label(was)),
        ]

    def draft(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        return unblock_resource, (self._block.id,), {}

    def done_words(self) -> tuple[str, Undo | None]:
        first, last = date.fromordinal(self._block.first), date.fromordinal(self._block.last)
        back = partial(block_resource, first=first, last=last, cause=self._block.cause, note=self._block.note)
        undo = Undo(tr("unblocking of {name}", name=self.detail.name), back, (self.detail.id,))
        return tr("{name} is no longer blocked.", name=self.detail.name), undo


def _amount(quantity: Decimal, detail: ResourceDetail) -> str:
    return tr("{amount} a week", amount=capacity_text(quantity, detail.unit))


def _today(desk: Desk) -> date:
    return desk.formats.today or date.today()  # noqa: DTZ011
