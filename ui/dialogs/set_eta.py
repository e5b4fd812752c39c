"""Set ETA: a new date for what a supplier owes, and who waits longer by it, before anything changes."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import Enum, auto
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app import wording
from app.actions.delays import DELAY_KINDS
from app.actions.outlooks import Outlook, as_shown, outlook
from app.actions.purchasing import Rescheduled, set_eta, shift_eta
from app.actions.supplier_debts import Owed, OwedLine, owed_by_supplier
from app.actions.undoing import take_back_dates
from app.errors import ShopError
from app.language import ntr, tr
from ui.common import fonts
from ui.common.buttons import button
from ui.common.inputs import DateEdit, combo, field, line_edit
from ui.common.labels import Sign, field_label, label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, preview_table
from ui.dialogs.eta_scopes import Scope, causes, scopes_of, span_text
from ui.dialogs.notes import Notes
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.then_print import ThenPrint

SIZE = (1120, 460)
WEEK = 7


class Way(Enum):
    """What happens to the dates."""

    NOTHING = auto()
    DATE = auto()
    """All lines get the date in the field."""
    SHIFT = auto()
    """Each line's own date moves by so many days."""
    UNKNOWN = auto()


class SetEtaDialog(PlanningDialog):
    """Opens with `line_id` chosen where one is given, else with the whole purchase."""

    filled = Signal()

    def __init__(
        self, desk: Desk, purchase_id: int, line_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, tr("Set ETA"), tr("Set new date"), parent)
        self._purchase_id = purchase_id
        self._line_id = line_id
        self._way = Way.NOTHING
        self._days = 0
        self._fingerprint = ""
        self.scopes: list[Scope] = []
        self._build()
        self._arrange()
        self.resize(*SIZE)
        self.set_act(tr("Set new date"), enabled=False)
        self._read()

    def _build(self) -> None:
        self.old_date = label()
        self.then_letters = ThenPrint(
            tr("Then look at the letters to customers who wait longer"), "set_eta", usual=True
        )
        self.new_date = DateEdit(none_means=tr("No date known"), weekday=True)
        self.new_date.setMinimumWidth(160)
        self.weeks = [self._week_button(count) for count in (1, 2, 3)]
        self.unknown = button(tr("No date known"))
        self.cause = combo(causes())
        self.cause.setCurrentIndex(self.cause.count() - 1)
        self.note = line_edit()
        make = AffectedColumns(self.desk.formats)
        columns = [
            make.customer(),
            make.order(),
            make.product(220),
            make.pieces(),
            make.expected(),
            make.promised(),
            make.slip(),
            make.then(),
        ]
        self.waiting = PreviewModel(columns, parent=self)
        self.table = preview_table(self.waiting, tr("Who waits longer"))
        self.head = PreviewHead(tr("Who waits longer"))
        self.notes = Notes("calendar-event", "quiet", "quiet")
        self.new_date.changed.connect(self._typed_date)
        self.unknown.clicked.connect(self.forget_date)

    def _week_button(self, count: int) -> QWidget:
        result = button(ntr("+{count} week", "+{count} weeks", count))
        result.clicked.connect(lambda: self.move_by_weeks(count))
        return result

    def _arrange(self) -> None:
        self.choice = QVBoxLayout()
        self.choice.setSpacing(4)
        self.choice.addWidget(label(tr("For"), fonts.SMALL, fonts.MEDIUM, "quiet"))
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addLayout(self._dates())
        right.addLayout(self._why())
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addLayout(self.choice, stretch=2)
        top.addLayout(right, stretch=5)
        right.addStretch()
        self.choice.addStretch()
        self.body.addLayout(top)
        self.body.addWidget(self.head)
        self.body.addWidget(Boxed(self.table, least=3))
        self.body.addWidget(self.notes)
        self.body.addWidget(self.then_letters)
        self.body.addStretch()
        self.hint.setText(tr("Nothing is sent to anybody."))

    def _dates(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(tr("Date until now"), fonts.SMALL, fonts.MEDIUM, "quiet"), 0, 0)
        grid.addWidget(field_label(tr("New date"), self.new_date), 0, 2)
        grid.addWidget(self.old_date, 1, 0)
        grid.addWidget(Sign("arrow-narrow-right"), 1, 1)
        grid.addWidget(self.new_date, 1, 2)
        for column, each in enumerate((*self.weeks, self.unknown), 3):
            grid.addWidget(each, 1, column)
        grid.setColumnStretch(8, 1)
        return grid

    def _why(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.cause.setMinimumWidth(210)
        row.addWidget(field(tr("Cause"), self.cause))
        row.addWidget(field(tr("Note for the history"), self.note), stretch=1)
        return row

    # what it is filled from

    def _read(self) -> None:
        self.desk.jobs.read(owed_by_supplier, self._purchase_id, done=self._fill, failed=self.show_error)

    def _fill(self, form: Owed) -> None:
        for scope in scopes_of(form, self._line_id):
            self.scopes.append(scope)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(scope)
            row.addWidget(label(scope.details, fonts.SMALL, tone="quiet"), stretch=1)
            self.choice.insertLayout(self.choice.count() - 1, row)
            scope.toggled.connect(self._choose_scope)
        self._keep_room()
        if not self.scopes:
            self.head.say(tr("Nothing more comes of {purchase}.", purchase=form.number))
            return
        self.scopes[0].setChecked(True)
        self.new_date.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filled.emit()

    def _keep_room(self) -> None:
        """For the longest of the dates: what is to be clicked next stays where it is."""
        texts = [span_text(_etas_of(scope.lines)) for scope in self.scopes]
        widths = map(self.old_date.fontMetrics().horizontalAdvance, texts)
        self.old_date.setMinimumWidth(max(widths, default=0) + 2)

    @property
    def lines(self) -> tuple[OwedLine, ...]:
        """The purchase lines that are meant."""
        return next((scope.lines for scope in self.scopes if scope.isChecked()), ())

    def _etas(self) -> list[date | None]:
        return _etas_of(self.lines)

    def _choose_scope(self, chosen: bool) -> None:
        if not chosen:
            return
        self.old_date.setText(span_text(self._etas()))
        if self._way is Way.NOTHING or (self._way is Way.SHIFT) != (len(self._etas()) > 1):
            self._start_over()
        self._changed()

    def _start_over(self) -> None:
        self._way = Way.NOTHING
        etas = self._etas()
        self._show_date(etas[0] if len(etas) == 1 else None, tr("as they are"))

    # while one types

    def move_by_weeks(self, weeks: int) -> None:
        """So much later than until now; lines with different dates keep their distances."""
        etas = self._etas()
        if len(etas) > 1:
            self._way, self._days = Way.SHIFT, weeks * WEEK
            self._show_date(None, tr("each {weeks} later", weeks=wording.weeks_text(weeks)))
        else:
            start = etas[0] if etas and etas[0] else self.desk.formats.today or date.today()  # noqa: DTZ011
            self._way = Way.DATE
            self._show_date(start + timedelta(weeks * WEEK), tr("No date known"))
        self._changed()

    def forget_date(self) -> None:
        """Nobody knows when the goods come."""
        self._way = Way.UNKNOWN
        self._show_date(None, tr("No date known"))
        self._changed()

    def _show_date(self, day: date | None, otherwise: str) -> None:
        with QSignalBlocker(self.new_date):
            self.new_date.set_none_means(otherwise)
            self.new_date.set_value(day)

    def _typed_date(self) -> None:
        self._way = Way.UNKNOWN if self.new_date.value() is None else Way.DATE
        self._changed()

    def _act(self) -> tuple[Callable[..., Rescheduled], Any]:
        """The action and its date or days; InvalidInput where what is typed is no date."""
        day = self.new_date.value()
        if self._way is Way.SHIFT:
            return shift_eta, self._days
        return set_eta, day if self._way is Way.DATE else None

    def _changed(self, *, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        act, when = self._act()
        idle = self._way is Way.NOTHING or (act is set_eta and self._etas() == [when])
        self.set_act(tr("Set new date"), enabled=not idle)
        if idle:
            self.try_nothing()
            self.waiting.set_rows([])
            self.head.say(tr("The date stays."), tr("Who waits longer"))
            self.notes.say([])
        else:
            ids = [line.line_id for line in self.lines]
            self.try_out(outlook, act, ids, when, keeps_error=keeps_error)

    def show_preview_old(self, *, old: bool) -> None:
        self.waiting.set_old(old=old)

    def show_preview(self, answer: Outlook[Rescheduled]) -> None:
        self._fingerprint = answer.fingerprint
        moved = [each for each in answer.affected if each.moves]
        self.waiting.set_rows(affected.row_of(each) for each in moved)
        self.head.say(affected.moves_summed(moved), affected.moves_title(moved))
        self.notes.say(self._handling(answer))

    def _handling(self, answer: Outlook[Rescheduled]) -> list[str]:
        day = self.new_date.readable() if self._way is Way.DATE else None
        handling = answer.book.handling_days
        if day is None or not handling:
            return []
        return [
            ntr(
                "Each date is the delivery plus {count} working day: {eta} becomes {day}.",
                "Each date is the delivery plus {count} working days: {eta} becomes {day}.",
                handling,
                eta=wording.day_text(day, weekday=True),
                day=wording.day_text(answer.book.after_handling(day), weekday=True),
            )
        ]

    # done

    def submit(self) -> None:
        act, when = self._act()
        self.write(
            as_shown(act, self._fingerprint),
            [line.line_id for line in self.lines],
            when,
            cause=self.cause.currentData(),
            note=self.note.text().strip(),
        )

    def finish(self, outcome: Rescheduled) -> None:
        numbers = tr(", ").join(dict.fromkeys(line.number for line in self.lines))
        act, when = self._act()
        if act is shift_eta:
            words = tr("{purchases} moved by {days}.", purchases=numbers, days=wording.days_text(self._days))
        elif when is None:
            words = tr("{purchases} has no date any more.", purchases=numbers)
        else:
            words = tr("{purchases} moved to {day}.", purchases=numbers, day=wording.day_text(when))
        moved = tuple((line.line_id, line.eta, self._new_eta(line)) for line in self.lines)
        undo = Undo(tr("ETA of {purchases}", purchases=numbers), take_back_dates, (moved,))
        self.desk.done(words, undo)
        super().finish(outcome)

    def _new_eta(self, line: OwedLine) -> date | None:
        act, when = self._act()
        if act is set_eta:
            return cast(date | None, when)
        return line.eta + timedelta(self._days) if line.eta else None

    def plan_changed(self, error: ShopError) -> None:
        self._changed(keeps_error=True)


def _etas_of(lines: Sequence[OwedLine]) -> list[date | None]:
    return list(dict.fromkeys(line.eta for line in lines))


def ask(
    parent: QWidget | None, desk: Desk, purchase_id: int, line_id: int | None = None
) -> Rescheduled | None:
    """Give a purchase, one line of it, or all its supplier owes, a new date; whose dates moved, or None."""
    dialog = SetEtaDialog(desk, purchase_id, line_id, parent)
    outcome: Rescheduled | None = dialog.ask()
    if outcome is not None and dialog.then_letters.isChecked() and outcome.delays:
        from app.letters.due import due_letters  # comes after the first rows
        from ui.dialogs import letters

        letters.ask_for(parent, desk, partial(due_letters, kinds=DELAY_KINDS))
    return outcome
