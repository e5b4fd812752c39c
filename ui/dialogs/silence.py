"""No answer came in time: what silence means of each line is shown, then done for those that are chosen."""

from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from app import wording
from app.actions.asking_again import ask_again, take_back_asking
from app.actions.outlooks import as_shown, outlook
from app.actions.silence import MOST_PROPOSED, Proposal, apply_silence
from app.actions.undoing import carry_out
from app.actions.undoing_answers import take_back_answers
from app.answer_views import AnswersSeen, Unanswered, silence_outlook, unanswered
from app.errors import InvalidInput, ShopError
from app.language import ntr, tr
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats
from ui.common.input_table import InputTable
from ui.common.inputs import DateEdit, field
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs.answers_preview import AnswersPreview
from ui.dialogs.boxed import Boxed, stretch
from ui.dialogs.paper_form import PaperDialog

SIZE = (1040, 420)
DAY_WIDTH = 170
CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A line, and whether what silence means is done now."""

    line: Proposal
    chosen: bool = True


def _row(line: SilentRow) -> Row:
    return (line.line.consent_id, line)


def _of(row: Row) -> SilentRow:
    return cast(SilentRow, row[1])


def _product(row: Row) -> Cell:
    return Cell(_of(row).line.product, code=_of(row).line.sku)


def _columns(formats: Formats, *, cancels: bool) -> list[Column]:
    words = {True: tr("Cancel it") if cancels else tr("Ask again"), False: tr("Not now")}
    does = Editor(
        "choice",
        lambda row: words[_of(row).chosen],
        lambda row, said: _row(SilentRow(_of(row).line, said == words[True])),
        choices=lambda row: list(words.values()),
    )
    day = formats.day_width()
    shown = [
        Column("customer", tr("Customer"), lambda row: formats.text(_of(row).line.customer), 180),
        Column("order", tr("Order"), lambda row: Cell(_of(row).line.order, "quiet"), 76),
        Column(
            "product", tr("Product"), lambda row: Cell(_of(row).line.product, code=_of(row).line.sku), 220
        ),
        Column("open", tr("Open"), lambda row: formats.quantity(_of(row).line.open), 64, right=True),
        Column("by", tr("Answer by"), lambda row: formats.day(_of(row).line.consent_by), day, right=True),
        Column("code", tr("Letter"), lambda row: Cell(_of(row).line.code, "quiet"), 90),
        Column("does", tr("What is done"), lambda row: Cell(words[_of(row).chosen]), 130, editor=does),
    ]
    refund = Column(
        "refund", tr("Refund by"), lambda row: formats.day(_of(row).line.refund_by), day, right=True
    )
    return [*shown[:5], refund, *shown[5:]] if cancels else shown


class SilenceDialog(PaperDialog):
    """Of the lines of which no answer means `silence`: they are cancelled, or their customers asked again."""

    def __init__(self, desk: Desk, silence: str, parent: QWidget | None = None) -> None:
        self.cancels = silence == CANCEL
        title = tr("Nobody answered: silence cancels") if self.cancels else tr("Nobody answered: ask again")
        act = tr("Cancel the lines") if self.cancels else tr("Ask again")
        super().__init__(desk, title, act, parent)
        if self.cancels:
            self.cancel.setText(tr("Leave it"))
        self._build()
        self._arrange()
        self.lines.edited.connect(self._typed)
        self.until.changed.connect(self._typed)
        self.resize(*SIZE)
        self.set_act(act, enabled=False)
        desk.jobs.read(unanswered, silence, done=self._fill, failed=self.show_error, latest="silence")
        if not self.cancels:
            self.until.setFocus()

    def _build(self) -> None:
        formats = self.desk.formats
        self.lines = RowsModel(_columns(formats, cancels=self.cancels), parent=self)
        self.table = InputTable(self.lines, tr("Lines without an answer"), formats.currency)
        stretch(self.table, "product")
        self.until = DateEdit(formats.today, weekday=True)
        self.until.setMaximumWidth(DAY_WIDTH)
        self.touched = AnswersPreview(formats)

    def _arrange(self) -> None:
        if self.cancels:
            words = tr(
                "The letters said what no answer means. The pieces go to the queue; letters and refunds fall"
                " due. It can be undone until the customers are told."
            )
        else:
            words = tr(
                "No answer means nothing here. Call, or print the letter again; the answer is then awaited"
                " until another day."
            )
        self.about, self.box = Prose(words), Boxed(self.table, least=3)
        self.body.addWidget(self.about)
        self.body.addWidget(self.box)
        self.until_field = field(tr("Answer by"), self.until)
        self.until_field.setVisible(not self.cancels)
        self.body.addWidget(self.until_field)
        self.body.addWidget(self.touched)
        self.touched.setVisible(self.cancels)
        self.body.addStretch()

    def _fill(self, found: Unanswered) -> None:
        if not found.lines:
            self._say_answered()
            return
        self.lines.set_rows(_row(SilentRow(line)) for line in found.lines)
        if len(found.lines) == MOST_PROPOSED:
            self.hint.setText(tr("The first {count}; the others follow.", count=MOST_PROPOSED))
        self.until.set_value(found.ask_until)
        self._typed()

    def _say_answered(self) -> None:
        """Somebody recorded the answers meanwhile."""
        self.about.set_text(tr("Every customer has answered."))
        for part in (self.box, self.until_field, self.touched, self.cancel):
            part.hide()
        self.set_act(tr("Close"))
        self.ok.setFocus()

    def consent_ids(self) -> list[int]:
        """The answers that are given up, or awaited anew."""
        return [row.line.consent_id for each in self.lines.rows if (row := _of(each)).chosen]

    def entered(self) -> list[str]:
        return [_of(row).line.product for row in self.lines.rows if not _of(row).chosen]

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self.fingerprint = ""
        self._name_act(enabled=False)
        ids = self.consent_ids()
        if not ids:
            self.error.clear()
            self.try_nothing()
            self.touched.show_nothing()
            return
        if self.cancels:
            self.try_out(silence_outlook, ids, keeps_error=keeps_error)
            return
        try:
            until = self.day_in(self.until)
        except InvalidInput as error:
            self.try_nothing()
            self.show_problem(error)
            return
        self.try_out(outlook, ask_again, ids, until, keeps_error=keeps_error)

    def _name_act(self, *, enabled: bool) -> None:
        count = len(self.consent_ids())
        if not count:
            words = tr("Cancel the lines") if self.cancels else tr("Ask again")
        elif self.cancels:
            words = ntr("Cancel {count} line", "Cancel {count} lines", count)
        else:
            words = ntr("Ask again about {count} line", "Ask again about {count} lines", count)
        self.set_act(words, enabled=enabled and bool(count))

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.lines.set_old(old=old)

    def show_preview(self, answer: Any) -> None:
        if isinstance(answer, AnswersSeen):
            self.fingerprint = answer.seen.fingerprint
            chosen = [row.line.line_id for each in self.lines.rows if (row := _of(each)).chosen]
            self.touched.show_seen(answer, chosen)
        self._name_act(enabled=True)

    def show_preview_refused(self, error: ShopError) -> None:
        self.touched.show_nothing()
        self.show_problem(error)

    # done

    def submit(self) -> None:
        if not self.lines.rows:
            self.leave()
        elif self.cancels:
            self.write(carry_out(apply_silence, self.fingerprint), self.consent_ids())
        else:
            self.write(as_shown(ask_again, ""), self.consent_ids(), self.day_in(self.until))

    def _written(self, outcome: Any) -> None:
        count = len(self.consent_ids())
        if self.cancels:
            words = ntr(
                "{count} line without an answer is cancelled.",
                "{count} lines without an answer are cancelled.",
                count,
            )
            kept = (outcome.outcome.answer_ids, outcome.lines)
            undo = Undo(tr("what silence cancelled"), take_back_answers, kept)
        else:
            day = wording.day_text(outcome.until, today=self.desk.formats.today)
            words = ntr(
                "{count} answer is awaited until {day}.",
                "{count} answers are awaited until {day}.",
                count,
                day=day,
            )
            undo = Undo(tr("asking again"), take_back_asking, (outcome,))
        self.desk.done(words, undo)
        super()._written(outcome)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)


def ask(parent: QWidget | None, desk: Desk, silence: str) -> Any:
    """Do what silence means of the lines nobody answered about; None where it was left."""
    return SilenceDialog(desk, silence, parent).ask()
