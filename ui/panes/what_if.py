"""What if: the steps tried so far, what they would change, and the band above the list that shows them."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.actions.outlooks import Affected
from app.actions.supposing import (
    DayStep,
    DeliveryStep,
    HoldStep,
    RankStep,
    ReleaseStep,
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
from ui.panes.what_if_steps import Coming, Tried

SHOWN_STEPS = 4


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
        self._fallback: list[Tried] | None = None
        """What was tried before the steps that are not yet answered."""

    def put(self, tried: Tried) -> None:
        """One more step; the same thing tried again takes the old one's place."""
        if self._fallback is None:
            self._fallback = list(self.tried)
        if isinstance(tried.step, RankStep):
            if self.tried and tried.replaces(self.tried[-1].step):
                self.tried.pop()
        else:
            self.tried = [each for each in self.tried if not tried.replaces(each.step)]
        ranks = [each for each in self.tried if isinstance(each.step, RankStep)]
        if not tried.changes_nothing or (ranks and isinstance(tried.step, RankStep)):
            self.tried.append(tried)
        self.ask()

    def take_up(self, tried: Iterable[Tried]) -> None:
        """What was tried before in another place."""
        self._try_instead(list(tried))

    def drop(self, tried: Tried) -> None:
        """Take one step back."""
        self._try_instead([each for each in self.tried if each is not tried])

    def _try_instead(self, tried: list[Tried]) -> None:
        self.tried, self._fallback = tried, None
        self.ask()

    def coming(self, purchase_line_id: int) -> Coming | None:
        """What a purchase line brings as things are, where something else is tried."""
        own = (
            each.was
            for each in self.tried
            if isinstance(each.step, DeliveryStep) and each.step.purchase_line_id == purchase_line_id
        )
        return next(own, None)

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
        """What cannot be is not kept as a step: it would refuse all that is tried after it."""
        if self._fallback is not None:
            self.tried, self._fallback = self._fallback, None
        self.refused.emit(error)

    def _show(self, steps: tuple[Step, ...], found: Supposition | None) -> None:
        if steps != tuple(each.step for each in self.tried):
            return
        self.steps, self.supposition, self._fallback = steps, found, None
        self.changes = {each.line_id: each for each in found.outlook.affected} if found else {}
        self.supposed.emit()

    def words(self) -> str:
        """'5 others wait longer. 1 becomes late.'"""
        if self.supposition is None:
            return tr("Drag a row, change a delivery, or hold or release an order.")
        return affected.summed(affected.told(self.supposition.outlook), *self.order_ids())

    def order_ids(self) -> tuple[int, ...]:
        """Those that are tried themselves: all else are others."""
        lines = {each.line_id for each in self.steps if isinstance(each, RankStep)}
        orders = {each.order_id for each in self.steps if isinstance(each, HoldStep | ReleaseStep)}
        return tuple(orders | {each.order_id for each in self.changes.values() if each.line_id in lines})

    def act(self) -> Act:
        """All steps in one write, as shown."""
        count = len(self.steps)
        fact = tr("; ").join(each.words for each in self.tried)
        title = ntr("Apply {count} change", "Apply {count} changes", count)
        did = ntr("{count} change applied.", "{count} changes applied.", count)

        def undo(done: CarriedOut) -> Undo:
            return Undo(tr("What was tried"), take_back_steps, (done.lines, done.outcome))

        dated = any(isinstance(each, DayStep) for each in self.steps)
        holds = any(isinstance(each, HoldStep) and each.on_hold for each in self.steps)
        return Act(
            title,
            title,
            fact,
            replay,
            (self.steps,),
            reason="reason" if holds else "",
            choice=AskChoice("cause", tr("Why the dates move"), tuple(causes())) if dated else None,
            did=did,
            undo=undo,
            orders=self.order_ids(),
        )


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
        what_if.refused.connect(self._refuse)
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

    def _refuse(self, error: ShopError) -> None:
        self.show_steps()
        self.error.show_error(error)

    def _chip(self, tried: Tried) -> QPushButton:
        chip = button(f"{tried.words}  ×")
        chip.setAccessibleName(tr("Take back: {what}", what=tried.words))
        chip.setToolTip(chip.accessibleName())
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(lambda: self._what_if.drop(tried))
        return chip
