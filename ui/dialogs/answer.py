"""Record answer: what a customer said to a letter, found by its code, or of the lines of an order."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app import wording
from app.actions.answering import AnswerDraft, record_answers
from app.actions.undoing import CarriedOut, carry_out
from app.actions.undoing_answers import take_back_answers
from app.answer_views import (
    AnswersSeen,
    Reply,
    answers_outlook,
    reply_of_code,
    reply_of_line,
    reply_of_order,
)
from app.errors import InvalidInput, NeedsConsent, NotFound, Refused, ShopError
from app.language import ntr, tr
from app.state_words import answer_way_text
from ui.common import fonts
from ui.common.input_table import InputTable
from ui.common.inputs import DateEdit, combo, field, line_edit
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs import answer_rows
from ui.dialogs.answer_rows import NOTHING, WAITS, AnswerRow
from ui.dialogs.answers_preview import AnswersPreview
from ui.dialogs.boxed import Boxed, field_row, stretch
from ui.dialogs.paper_form import PaperDialog

SIZE = (1240, 440)
CODE_WIDTH = 180
BESIDE_FIELD = 5
"""Pixels that raise words to those of a field beside them."""
PHONE, PAPER = "phone", "paper"
WAYS = (PHONE, PAPER, "mail", "shop")


class AnswerDialog(PaperDialog):
    """`read(session, of)` finds what was asked, without it the letter's code; `line_id` is said of first."""

    def __init__(
        self,
        desk: Desk,
        read: Callable[..., Reply] | None = None,
        of: int = 0,
        *,
        line_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, tr("Record answer"), tr("Record answer"), parent)
        self.reply: Reply | None = None
        self._offered: list[AnswerRow] = []
        self._line_id = line_id
        self._sought = ""
        self._although_later = False
        self._build()
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self._show_nothing()
        if read is None:
            self.code.setFocus()
        else:
            desk.jobs.read(read, of, done=self._fill, failed=self.show_error, latest="reply")

    def _build(self) -> None:
        formats = self.desk.formats
        self.code = line_edit(placeholder=tr("Type or scan it"))
        self.code.setMaximumWidth(CODE_WIDTH)
        self.customer = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.letter = label(tone="quiet")
        self.lines = RowsModel(answer_rows.columns(formats), parent=self)
        self.table = InputTable(self.lines, tr("What the customer says"), formats.currency)
        stretch(self.table, "product")
        self.way = combo([(answer_way_text(way), way) for way in WAYS])
        self.answered_on = DateEdit(formats.today)
        self.answered_on.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.note = line_edit()
        self.note.setMinimumWidth(320)
        self.touched = AnswersPreview(formats)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        self.code_field = field(tr("Code on the letter"), self.code)
        self.code_field.setMaximumWidth(CODE_WIDTH)
        top.addWidget(self.code_field)
        for words in (self.customer, self.letter):
            words.setContentsMargins(0, 0, 0, BESIDE_FIELD)
        top.addWidget(self.customer, alignment=Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self.letter, stretch=1, alignment=Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(top)
        self.box = Boxed(self.table, least=2)
        self.body.addWidget(self.box)
        about: list[tuple[str, QWidget]] = [
            (tr("How the answer came"), self.way),
            (tr("Answered on"), self.answered_on),
            (tr("Note"), self.note),
        ]
        self.body.addLayout(field_row(about))
        self.body.addWidget(self.touched)
        self.body.addStretch()
        self.hint.setText(tr("Ctrl+Enter records it"))

    def _connect(self) -> None:
        self.code.returnPressed.connect(self.seek)
        self.code.editingFinished.connect(self._seek_if_new)
        self.lines.edited.connect(self._typed)
        self.table.left.connect(self.way.setFocus)
        self.answered_on.changed.connect(partial(self._typed, keeps_consent=True))

    # the letter

    def seek(self) -> None:
        """Find the letter of the code that is typed."""
        code = self.code.text().strip()
        self._sought = code
        if code:
            self.error.clear()
            jobs = self.desk.jobs
            jobs.read(reply_of_code, code, done=self._fill_by_code, failed=self.show_error, latest="reply")

    def _seek_if_new(self) -> None:
        if self.code.text().strip() != self._sought:
            self.seek()

    def _fill_by_code(self, reply: Reply) -> None:
        self.way.setCurrentIndex(self.way.findData(PAPER))
        self._line_id = 0
        self._fill(reply)

    def _fill(self, reply: Reply) -> None:
        self.reply = reply
        self._sought = reply.code
        self.code.setText(reply.code)
        self.customer.setText(reply.customer)
        self.letter.setText(self._letter_words(reply))
        rows = [self._begun(AnswerRow(asked), len(reply.lines)) for asked in reply.lines]
        self._offered = rows
        self._show_columns(any(asked.instead for asked in reply.lines))
        self.lines.set_rows(map(answer_rows.row_of, rows))
        if not rows:
            self._show_nothing(tr("Nothing that the customer was asked about is open any more."))
            return
        self.way.setFocus()
        self._typed()

    def _begun(self, row: AnswerRow, count: int) -> AnswerRow:
        """The line it was opened for, else what the letter asked: he waits until something else is said."""
        line_id = row.asked.line_id
        by_line = self._line_id == line_id or (not self._line_id and row.asked.is_awaited)
        return row.saying(WAITS) if by_line or count == 1 else row

    def _show_columns(self, has_substitutes: bool) -> None:
        columns = answer_rows.columns(self.desk.formats)
        self.lines.set_columns([each for each in columns if has_substitutes or each.key != "instead"])
        stretch(self.table, "product")
        if has_substitutes:
            head = self.table.head
            head.setSectionResizeMode(self.lines.column_of("instead"), head.ResizeMode.Stretch)

    def _letter_words(self, reply: Reply) -> str:
        if reply.sent_on is None:
            return tr("Not asked by a letter that awaits an answer.")
        sent = wording.day_text(reply.sent_on, today=self.desk.formats.today)
        words = tr("Letter {code} of {day}", code=reply.code, day=sent)
        if reply.reply_by is None:
            return words
        by = wording.day_text(reply.reply_by, today=self.desk.formats.today)
        return answer_rows.DOT.join((words, tr("answer by {day}", day=by)))

    def _show_nothing(self, words: str = "") -> None:
        self.try_nothing()
        self.set_act(tr("Record answer"), enabled=False)
        self.touched.show_nothing(words or tr("The code on the letter finds its lines."))

    # while one types

    def rows(self) -> list[AnswerRow]:
        """Those of which the customer said something."""
        return [each for row in self.lines.rows if (each := answer_rows.of(row)).says != NOTHING]

    def drafts(self) -> list[AnswerDraft]:
        """What is recorded; InvalidInput where a field holds nothing that can be taken."""
        for problem in self.lines.problems():
            raise InvalidInput(problem)
        common = {
            "way": str(self.way.currentData()),
            "letter_id": self.reply.letter_id if self.reply else None,
            "answered_on": self.day_in(self.answered_on),
            "note": " ".join(self.note.text().split()),
            "although_later": self._although_later,
        }
        return [row.draft(**common) for row in self.rows()]

    def entered(self) -> list[str]:
        before = {row.asked.line_id: row for row in self._offered}
        said = [
            f"{row.asked.product}: {answer_rows.words_of(row.says)}"
            for row in self.rows()
            if row != before.get(row.asked.line_id)
        ]
        return [*said, *filter(None, [self.note.text().strip()])]

    def _typed(self, *_: object, keeps_error: bool = False, keeps_consent: bool = False) -> None:
        self.fingerprint = ""
        self._although_later = self._although_later and keeps_consent
        self._name_act(enabled=False)
        try:
            drafts = self.drafts()
        except InvalidInput as error:
            self.try_nothing()
            self.show_problem(error)
            return
        if drafts:
            self.try_out(answers_outlook, drafts, keeps_error=keeps_error)
        else:
            self.error.clear()
            self._show_nothing(tr("Say of a line what the customer answered."))

    def _name_act(self, *, enabled: bool) -> None:
        count = len(self.rows())
        words = (
            ntr("Record {count} answer", "Record {count} answers", count) if count else tr("Record answer")
        )
        self.set_act(words, enabled=enabled)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.lines.set_old(old=old)

    def show_preview(self, answer: AnswersSeen) -> None:
        self.fingerprint = answer.seen.fingerprint
        self.touched.show_seen(answer, [row.asked.line_id for row in self.rows()])
        self._name_act(enabled=True)

    def show_preview_refused(self, error: ShopError) -> None:
        self.touched.show_nothing()
        if isinstance(error, NeedsConsent):
            self.show_error(error)
        else:
            self.show_problem(error)

    def cause_of(self, error: ShopError) -> QWidget | None:
        if isinstance(error, NotFound | Refused) and self.reply is None:
            return self.code
        return self.cause

    # done

    def consent_words(self) -> str:
        return tr("Take it all the same")

    def consent(self) -> None:
        """The customer wants the substitute although it comes no sooner."""
        self._although_later = True
        self._typed(keeps_consent=True)

    def submit(self) -> None:
        self.write(carry_out(record_answers, self.fingerprint), self.drafts())

    def _written(self, outcome: CarriedOut) -> None:
        customer = self.reply.customer if self.reply else ""
        words = ntr(
            "{customer}: {count} answer recorded.",
            "{customer}: {count} answers recorded.",
            len(outcome.outcome),
            customer=customer,
        )
        kept = [each.answer_id for each in outcome.outcome]
        undo = Undo(tr("answer of {customer}", customer=customer), take_back_answers, (kept, outcome.lines))
        self.desk.done(words, undo)
        super()._written(outcome)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True, keeps_consent=True)


def ask(parent: QWidget | None, desk: Desk) -> Any:
    """Record the answer to the letter whose code is typed or scanned; None where it was left."""
    return AnswerDialog(desk, parent=parent).ask()


def ask_of_line(parent: QWidget | None, desk: Desk, line_id: int) -> Any:
    """Record what a customer said of a line, and of the others that the same letter asked about."""
    return AnswerDialog(desk, reply_of_line, line_id, line_id=line_id, parent=parent).ask()


def ask_of_order(parent: QWidget | None, desk: Desk, order_id: int) -> Any:
    """Record what a customer said of the lines of an order."""
    return AnswerDialog(desk, reply_of_order, order_id, parent=parent).ask()
