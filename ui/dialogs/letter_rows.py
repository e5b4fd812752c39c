"""The letters that are about to go out, as rows: whether each goes, to whom, what it tells, and how."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.errors import AlreadyDone, ShopError
from app.language import tr
from app.letters.plans import LetterPlan, Problem, goes_by_mail, problem_text, with_paragraph
from app.state_words import notice_text
from ui.common.cells import Cell, Column, Row
from ui.common.rows_model import RowsModel
from ui.common.table import TableView

PAPER, MAIL, PHONE = "letter", "mail", "phone"
"""How customers are told, as the shop stores it."""
_MATTERS = {
    PAPER: (Problem.ADDRESS, Problem.LANGUAGE),
    MAIL: (Problem.EMAIL_REFUSED, Problem.LANGUAGE),
    PHONE: (),
}
TICK = "wanted"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter, the way that it goes, and what kept it from going, if anything did."""

    plan: LetterPlan
    channel: str
    wanted: bool = True
    refused: str = ""
    is_over: bool = False
    """Whether somebody else has told it: nothing is left to do."""

    @property
    def id(self) -> tuple[int | None, int | None]:
        """Whom it is for, which stays when the letter is made again."""
        return self.plan.customer_id, self.plan.supplier_id

    def problems(self) -> list[Problem]:
        """What is missing for the way that it goes."""
        return [each for each in _MATTERS[self.channel] if each in self.plan.problems]


def outgoing(plan: LetterPlan) -> Outgoing:
    """As the recipient wants to hear, as far as that can be done."""
    if goes_by_mail(plan):
        return Outgoing(plan, MAIL)
    return Outgoing(plan, PHONE if plan.channel == PHONE else PAPER)


def channels(plan: LetterPlan) -> list[tuple[str, object]]:
    """The ways that this letter can go."""
    ways: list[tuple[str, object]] = [(tr("On paper"), PAPER)]
    if plan.email:
        ways.append((tr("By mail to {address}", address=plan.email), MAIL))
    if plan.supplier_id is None:
        ways.append((tr("By phone"), PHONE))
    return ways


def of(row: Row) -> Outgoing:
    """The letter of a row."""
    return cast(Outgoing, row[1])


def columns() -> list[Column]:
    """A box to tick, who, what, how, and what is wrong with it."""

    def wanted(row: Row) -> Cell:
        if of(row).is_over:
            return Cell(icon="check", tone="quiet", said=tr("told already"))
        if of(row).wanted:
            return Cell(icon="square-check", tone="accent", said=tr("goes out"))
        return Cell(icon="square", tone="quiet", said=tr("stays"))

    def name(row: Row) -> Cell:
        each = of(row)
        return Cell(each.plan.name, "" if each.wanted else "quiet", tip=each.plan.name)

    def tells(row: Row) -> Cell:
        words = tr(", ").join(notice_text(kind) for kind in of(row).plan.kinds)
        return Cell(words, "quiet", tip=words)

    def way(row: Row) -> Cell:
        return Cell({PAPER: tr("Paper"), MAIL: tr("Mail"), PHONE: tr("Phone")}[of(row).channel])

    return [
        Column(TICK, "", wanted, 34),
        Column("name", tr("To"), name, 140),
        Column("tells", tr("Tells of"), tells, 130),
        Column("way", tr("By"), way, 56),
        Column("note", tr("Look at"), _note, 150),
    ]


def _note(row: Row) -> Cell:
    each = of(row)
    if each.refused:
        return Cell(each.refused, "bad", icon="exclamation-circle", tip=each.refused)
    problems = each.problems()
    words = tr(", ").join(map(problem_text, problems))
    if problems and problems != [Problem.LANGUAGE]:
        return Cell(words, "warn", icon="alert-triangle", tip=words)
    return Cell(words, "quiet", tip=words)


class LetterList(TableView):
    """A click on the box, or the space bar, ticks a letter or leaves it out."""

    ticked = Signal(object)

    def __init__(self, model: RowsModel, name: str) -> None:
        super().__init__(model, name)
        self.chooses_first = True
        self.clicked.connect(self._tick_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_row() is not None:
            self.ticked.emit(self.current_row())
        else:
            super().keyPressEvent(event)

    def _tick_clicked(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index.row())
        if row is not None and self.rows_model.columns[index.column()].key == TICK:
            self.ticked.emit(row)


def changed(rows: Sequence[Row], row_id: object, change: Callable[[Outgoing], Outgoing]) -> list[Row]:
    """The rows, of which the one with this id holds another letter."""
    return [(row[0], change(of(row))) if row[0] == row_id else row for row in rows]


def toggled(each: Outgoing) -> Outgoing:
    """Goes out where it stayed, and the other way round."""
    return replace(each, wanted=not each.wanted and not each.is_over)


def refused(each: Outgoing, error: ShopError | None) -> Outgoing:
    """The letter that did not go, with why."""
    if error is None:
        return each
    return replace(each, wanted=False, refused=error.title, is_over=isinstance(error, AlreadyDone))


def renewed(each: Outgoing, fresh: Mapping[tuple[int | None, int | None], LetterPlan]) -> Outgoing:
    """A refused letter as it is to be told now."""
    if not each.refused:
        return each
    plan = fresh.get(each.id)
    if plan is None:
        return replace(each, is_over=True)
    return replace(each, plan=with_paragraph(plan, each.plan.added), is_over=False)


def remade(letters: Sequence[Outgoing], plans: Sequence[LetterPlan]) -> list[Outgoing]:
    """The same letters made again, each with what was chosen for it; those that have nothing to tell go."""
    fresh = {outgoing(plan).id: plan for plan in plans}
    return [
        replace(each, plan=with_paragraph(fresh[each.id], each.plan.added))
        for each in letters
        if each.id in fresh
    ]
