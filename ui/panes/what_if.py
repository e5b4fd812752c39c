"""What if: the steps tried so far, what they would change, and the band above the list that shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import wording
from app.actions.outlooks import Affected
from app.actions.supposing import (
    DayStep,
    QuantityStep,
    RankStep,
    Step,
    Supposition,
    replay,
    suppose,
    take_back_steps,
)
from app.actions.undoing import CarriedOut
from app.errors import ShopError
from app.language import ntr, tr
from ui.common import fonts
from ui.common.buttons import button
from ui.common.jobs import Jobs
from ui.common.labels import Ground, Hairline, label
from ui.common.messages import ErrorBlock
from ui.common.page import MARGIN
from ui.common.undo import Undo
from ui.dialogs import affected
from ui.dialogs.act import Act, AskChoice
from ui.dialogs.eta_scopes import causes

SHOWN_STEPS = 4


@dataclass(frozen=True, slots=True)
class Coming:
    """What a purchase line brings as things are: date, pieces."""

    day: date | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Tried:
    """A step and how it is said.

    `was` is what a purchase line brings without it, `place_was` the rank of a line in the queue as it is.
    """

    step: Step
    say: Callable[[], str]
    was: Coming | None = None
    place_was: int | None = None

    @property
    def words(self) -> str:
        """In the language of now."""
        return self.say()

    @property
    def changes_nothing(self) -> bool:
        """Whether it is as it was, if nothing else is tried."""
        if isinstance(self.step, RankStep):
            return self.step.place == self.place_was
        if self.was is None:
            return False
        if isinstance(self.step, DayStep):
            return self.step.day == self.was.day
        return self.step.quantity == self.was.quantity


class WhatIf(QObject):
    """Steps and their supposition; nothing of it is written. `supposed` follows every change."""

    supposed = Signal()
    refused = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.tried: list[Tried] = []
        self.steps: tuple[Step, ...] = ()
        """Those that the supposition is about."""
        self._asked: tuple[Step, ...] = ()
        self.supposition: Supposition | None = None
        self.changes: dict[int, Affected] = {}

    def put(self, tried: Tried) -> None:
        """One more step; the same thing tried again takes the old one's place."""
        if isinstance(tried.step, RankStep):
            if self.tried and _same_line(self.tried[-1].step, tried.step):
                self.tried.pop()
        else:
            self.tried = [each for each in self.tried if not _same_delivery(each.step, tried.step)]
        ranks = [each for each in self.tried if isinstance(each.step, RankStep)]
        if not tried.changes_nothing or (ranks and isinstance(tried.step, RankStep)):
            self.tried.append(tried)
        self.ask()

    def take_up(self, tried: Iterable[Tried]) -> None:
        """What was tried before in another place."""
        self.tried = list(tried)
        self.ask()

    def drop(self, tried: Tried) -> None:
        """Take one step back."""
        self.tried = [each for each in self.tried if each is not tried]
        self.ask()

    def delivery(self, purchase_line_id: int) -> tuple[Coming | None, DayStep | None, QuantityStep | None]:
        """What was tried of a purchase line, and what it brings as things are."""
        own = [each for each in self.tried if _purchase_line(each.step) == purchase_line_id]
        days = [each.step for each in own if isinstance(each.step, DayStep)]
        quantities = [each.step for each in own if isinstance(each.step, QuantityStep)]
        was = own[0].was if own else None
        return was, days[-1] if days else None, quantities[-1] if quantities else None

    def ask(self) -> None:
        """Suppose anew what is tried, as after another write."""
        steps = tuple(each.step for each in self.tried)
        if not steps:
            self._show(steps, None)
            return
        self._asked = steps
        self._jobs.preview(suppose, steps, done=self._take, failed=self._refuse, latest=f"what if {id(self)}")

    def _take(self, found: Supposition) -> None:
        self._show(self._asked, found)

    def _refuse(self, error: ShopError) -> None:
        self.refused.emit(error)

    def _show(self, steps: tuple[Step, ...], found: Supposition | None) -> None:
        if steps != tuple(each.step for each in self.tried):
            return
        self.steps, self.supposition = steps, found
        self.changes = {each.line_id: each for each in found.outlook.affected} if found else {}
        self.supposed.emit()

    def words(self) -> str:
        """'5 others wait longer. 1 becomes late.'"""
        if self.supposition is None:
            return tr("Drag a row, press Alt+↑ or Alt+↓, or change a delivery.")
        return affected.summed(affected.told(self.supposition.outlook))

    def act(self) -> Act:
        """All steps in one write, as shown."""
        count = len(self.steps)
        fact = tr("; ").join(each.words for each in self.tried)
        title = ntr("Apply {count} change", "Apply {count} changes", count)
        did = ntr("{count} change applied.", "{count} changes applied.", count)

        def undo(done: CarriedOut) -> Undo:
            return Undo(tr("What was tried"), take_back_steps, (done.lines, done.outcome))

        dated = any(isinstance(each, DayStep) for each in self.steps)
        why = AskChoice("cause", tr("Why the dates move"), tuple(causes())) if dated else None
        return Act(title, title, fact, replay, (self.steps,), choice=why, did=did, undo=undo)


def _purchase_line(step: Step) -> int | None:
    return None if isinstance(step, RankStep) else step.purchase_line_id


def _same_line(one: Step, other: RankStep) -> bool:
    return isinstance(one, RankStep) and one.line_id == other.line_id


def _same_delivery(one: Step, other: Step) -> bool:
    return type(one) is type(other) and _purchase_line(one) == _purchase_line(other)


def ranked(order: str, line_id: int, place: int, now: int | None) -> Tried:
    """A line at another place."""

    def say() -> str:
        return tr("{order} at place {place}, not {now}", order=order, place=place, now=now or "–")

    return Tried(RankStep(line_id, place), say, place_was=now)


class WhatIfBand(QWidget):
    """Says that nothing is written, names each step, and offers to apply or leave."""

    def __init__(self, what_if: WhatIf, change: Callable[[], object], apply: Callable[[], object]) -> None:
        super().__init__()
        self._what_if = what_if
        self.words = label(tone="quiet")
        self.words.setMinimumWidth(1)
        self.change, self.apply = button(tr("Change a delivery…")), button(tr("Apply…"))
        self.leave = button(tr("Leave"))
        self.change.clicked.connect(change)
        self.apply.clicked.connect(apply)
        self.error = ErrorBlock()
        self.chips: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._lay_out()
        what_if.supposed.connect(self.show_steps)
        what_if.refused.connect(self.error.show_error)
        self.show_steps()

    def _lay_out(self) -> None:
        ground = Ground("selection")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label(tr("What if"), weight=fonts.STRONG, tone="accent"))
        top.addWidget(label(tr("Nothing is written."), weight=fonts.MEDIUM))
        top.addWidget(self.words, stretch=1)
        for each in (self.change, self.apply, self.leave):
            top.addWidget(each)
        self._row.setSpacing(8)
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(MARGIN, 6, MARGIN, 6)
        inner.setSpacing(6)
        inner.addLayout(top)
        inner.addLayout(self._row)
        inner.addWidget(self.error)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Hairline())
        layout.addWidget(ground)

    def show_steps(self) -> None:
        """What is tried and whom it touches."""
        self.error.clear()
        text = self._what_if.words()
        self.words.setText(text)
        self.words.setToolTip(text)
        self.apply.setEnabled(bool(self._what_if.steps))
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        tried = self._what_if.tried
        self.chips = [self._chip(each) for each in tried[-SHOWN_STEPS:]]
        if len(tried) > SHOWN_STEPS:
            more = len(tried) - SHOWN_STEPS
            self._row.addWidget(label(ntr("{count} step before", "{count} steps before", more), tone="quiet"))
        for chip in self.chips:
            self._row.addWidget(chip)
        if tried:
            self._row.addStretch()

    def _chip(self, tried: Tried) -> QPushButton:
        chip = button(f"{tried.words}  ×")
        chip.setAccessibleName(tr("Take back: {what}", what=tried.words))
        chip.setToolTip(chip.accessibleName())
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(lambda: self._what_if.drop(tried))
        return chip


def day_words(number: str, product: str, day: date | None, was: date | None) -> str:
    """'P-118, CI-24: Wed 9 Dec, not 2 Dec'."""
    new = wording.day_text(day) if day else tr("no date")
    old = wording.day_text(was) if was else tr("no date")
    return tr("{purchase}, {product}: {new}, not {old}", purchase=number, product=product, new=new, old=old)


def quantity_words(number: str, product: str, quantity: Decimal, was: Decimal) -> str:
    """'P-118, CI-24: 4 pieces, not 6'."""
    return tr(
        "{purchase}, {product}: {new}, not {old}",
        purchase=number,
        product=product,
        new=wording.pieces_text(quantity),
        old=wording.quantity_text(was),
    )
