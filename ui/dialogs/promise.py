"""Promise a date: when the goods are expected and why, what was told before, and who else waits for them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app import wording
from app.actions.outlooks import Outlook
from app.errors import InvalidInput
from app.language import tr
from app.promise_views import SHOWN, PromiseFacts, ToldBefore, promise_facts
from app.quantities import quantity_of
from app.sentences import promise_text
from ui.common import fonts
from ui.common.buttons import button
from ui.common.cells import Column, Row
from ui.common.figures import Figures
from ui.common.format import Formats
from ui.common.labels import Prose, label
from ui.common.page import Desk
from ui.dialogs.act import Act, ActDialog
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.notes import Notes
from ui.panes.backorder_rows import told
from ui.panes.backorder_words import cause_of

FIGURES_WIDTH = 560


class PromiseDialog(ActDialog):
    """Offers the expected date, once it is read, unless another is typed by then."""

    def __init__(
        self, desk: Desk, act: Act, answer: Outlook[Any] | None = None, parent: QWidget | None = None
    ) -> None:
        self.expected: date | None = None
        self._is_estimate = False
        self.facts = FactsPanel(desk.formats)
        self.take_expected = button(tr("Take the expected date"))
        self.take_expected.setEnabled(False)
        self.take_expected.clicked.connect(self._take_expected)
        self.notes = Notes()
        super().__init__(desk, act, answer, parent)
        desk.jobs.read(promise_facts, act.args[0], done=self._fill, failed=self.show_error)

    def _build(self) -> None:
        super()._build()
        self.body.insertWidget(1, self.facts)
        if self.day is not None and (titled := self.day.parentWidget()) is not None:
            titled.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.row.insertWidget(1, self.take_expected, alignment=Qt.AlignmentFlag.AlignBottom)
        self.body.insertWidget(self.body.count() - 1, self.notes)

    def preview_columns(self, make: AffectedColumns) -> list[Column]:
        return [
            make.customer(150),
            make.order(),
            make.short(),
            make.expected(),
            make.promised_then(),
            make.slip(),
            make.then(),
        ]

    def _fill(self, found: PromiseFacts) -> None:
        self.facts.show_facts(found)
        self.expected = _day(told(found.row, "expected"))
        if self.expected is None:
            self.expected = _day(told(found.row, "estimate"))
            self._is_estimate = self.expected is not None
            self.take_expected.setText(tr("Take the estimate"))
        elif self.day is not None and not self.day.isModified():
            self._take_expected()
        self.take_expected.setEnabled(self.expected is not None)
        self._warn()

    def _take_expected(self) -> None:
        if self.day is not None and self.expected is not None:
            self.day.set_value(self.expected)
            self.day.setFocus()
            self.day.selectAll()

    def _typed(self, *, keeps_error: bool = False) -> None:
        super()._typed(keeps_error=keeps_error)
        self._warn()

    def _warn(self) -> None:
        """A date that cannot be kept as things are."""
        try:
            day = self.day.value() if self.day is not None else None
        except InvalidInput:
            day = None
        early = (self.expected - day).days if day and self.expected else 0
        self.notes.say([self._early(day, early)] if day and early > 0 else [])

    def _early(self, day: date, days: int) -> str:
        facts = {"day": wording.day_text(day), "days": wording.days_text(days)}
        if self._is_estimate:
            return tr("{day} is {days} before the estimate.", **facts)
        return tr("{day} is {days} before the goods are expected.", **facts)


class FactsPanel(QWidget):
    """Figures, the cause in words, who shares the supply, and the promises that were made."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.figures = Figures()
        self.figures.setMaximumWidth(FIGURES_WIDTH)
        self.cause, self.sharers, self.others = Prose(), Prose(tone="quiet"), Prose(tone="quiet")
        self.told = QGridLayout()
        self.told.setHorizontalSpacing(12)
        self.told.setVerticalSpacing(4)
        self.told.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.figures, self.cause, self.sharers, self.others):
            layout.addWidget(widget)
        layout.addLayout(self.told)

    def show_facts(self, found: PromiseFacts) -> None:
        """What was read of the line."""
        self.figures.show_figures(self._figures(found))
        self.cause.set_text(cause_of(found.row, found.pane))
        self.sharers.set_text(_sharers(found))
        self.others.set_text(self._others(found))
        for widget in (self.sharers, self.others):
            widget.setVisible(bool(widget.accessibleName()))
        self._show_told(found.told)

    def _figures(self, found: PromiseFacts) -> list[tuple[str, str, str]]:
        row, formats = found.row, self._formats
        promised, first, slip = told(row, "promised"), found.first_promised, told(row, "slip")
        late = formats.slip(slip)
        figures = [
            (tr("Expected"), self._expected(row), ""),
            (tr("Promised until now"), formats.day(promised, unknown=True).text, ""),
        ]
        if first != promised:
            figures.append((tr("Promised at first"), formats.day(first, unknown=True).text, ""))
        return [*figures, (tr("Slip"), late.text or tr("none"), late.tone)]

    def _expected(self, row: Row) -> str:
        estimate = told(row, "expected") is None and told(row, "estimate") is not None
        day = told(row, "estimate") if estimate else told(row, "expected")
        return self._formats.day(day, estimate=estimate, unknown=True).text

    def _others(self, found: PromiseFacts) -> str:
        """What else the order waits for: a customer is told one date rather than two."""
        named = [
            tr("{product} ({day})", product=told(row, "product"), day=self._expected(row))
            for row in found.others[:SHOWN]
        ]
        if not named:
            return ""
        return tr(
            "{order} also waits for {products}.",
            order=told(found.row, "order"),
            products=_listed(named, more=len(found.others) > SHOWN),
        )

    def _show_told(self, promises: Sequence[ToldBefore]) -> None:
        for line, each in enumerate(promises):
            moment = datetime.fromtimestamp(each.at / 1_000_000, UTC).astimezone()
            when = wording.day_text(moment.date(), today=self._formats.today)
            self.told.addWidget(label(when, fonts.SMALL, tone="quiet"), line, 0)
            self.told.addWidget(label(_told_words(each), fonts.SMALL, tone="quiet"), line, 1)

    def history(self) -> list[str]:
        """The promises shown, newest first."""
        items = (self.told.itemAtPosition(line, 1) for line in range(self.told.rowCount()))
        return [item.widget().text() for item in items if item is not None]  # type: ignore[union-attr]


def _sharers(found: PromiseFacts) -> str:
    named = [
        tr(
            "{customer} ({quantity})",
            customer=each.customer or each.order,
            quantity=wording.quantity_text(quantity_of(each.quantity)),
        )
        for each in found.sharers[:SHOWN]
    ]
    if not named:
        return ""
    return tr(
        "What comes for it also serves {others}.", others=_listed(named, more=len(found.sharers) > SHOWN)
    )


def _listed(named: Sequence[str], *, more: bool) -> str:
    words = tr(", ").join(named)
    return tr("{words} and more", words=words) if more else words


def _told_words(promise: ToldBefore) -> str:
    words = promise_text(promise.day, promise.cause)
    return tr("{what}, {who}", what=words, who=promise.who) if promise.who else words


def _day(stored: Any) -> date | None:
    return None if stored is None else date.fromordinal(stored)
