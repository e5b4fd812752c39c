"""The texts of letters in the shop's own words, beside the letter that they make."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import ChangedMeanwhile, InvalidInput, ShopError
from app.language import LANGUAGES, language, ntr, tr
from app.letter_texts import (
    FIELDS,
    Changes,
    LetterWords,
    Texts,
    change_texts,
    check_text,
    letter_texts,
    shipped_text,
    texts_to_word,
)
from app.letters.drawing import mail_text, pdf_of
from app.letters.plans import LetterPlan
from app.letters.samples import sample_letter
from app.state_words import notice_text
from ui.common.buttons import button
from ui.common.choice import Segments
from ui.common.dialog import Dialog, Framed
from ui.common.page import Desk
from ui.common.paper import PaperView
from ui.common.preview import Preview
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.common.undo import Undo
from ui.dialogs.letter_text_fields import LetterWording, kind_columns

SIZE = (1280, 800)
LIST_WIDTH = 280
PAUSE = 300
Key = tuple[str, str]
"""Kind and language."""


class LetterTextsDialog(Dialog):
    """Saves all that was worded anew and stays open; what was typed is kept while other texts are shown."""

    drawn = Signal()
    """The letter that the text makes is about to be shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Texts of letters"), tr("Save"), parent)
        self.before: dict[Key, LetterWords] = {}
        self.typed: dict[Key, tuple[str, str]] = {}
        """Subject and body of those that differ from what is stored."""
        self.key: Key = (next(iter(FIELDS)), language())
        self._conflict: Key | None = None
        self._saving: Changes = {}
        self.tongue = Segments(tr("Language"), [(code, name) for code, name in LANGUAGES.items()])
        self.kinds = RowsModel(kind_columns(), parent=self)
        self.table = TableView(self.kinds, tr("Letters"))
        self.wording = LetterWording()
        self.original = button(tr("Back to the original text"))
        self.paper = PaperView(desk.jobs, tr("The letter as it prints"))
        self._preview = Preview(desk.jobs, self, PAUSE)
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self.table.setFocus()
        self.wording.setEnabled(False)
        self.ok.setEnabled(False)
        desk.jobs.read(texts_to_word, done=self._open, failed=self.show_error)

    # how it is made

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.tongue)
        left.addWidget(Framed(self.table), stretch=1)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.wording, stretch=1)
        row = QHBoxLayout()
        row.setSpacing(20)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(LIST_WIDTH)
        row.addWidget(side)
        row.addLayout(middle, stretch=1)
        row.addWidget(self.paper, stretch=1)
        self.body.addLayout(row, stretch=1)
        self.cancel.setText(tr("Close"))
        self.ok.setAutoDefault(False)
        self.footer.insertWidget(self.footer.count() - 2, self.original)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose_kind)
        self.tongue.chosen.connect(lambda code: self.show_text((self.key[0], code)))
        self.wording.changed.connect(self._take_typed)
        self.original.clicked.connect(self.take_original)
        self.error.retried.connect(self.take_theirs)
        self._preview.answered.connect(self._show_letter)
        self._preview.failed.connect(self.paper.error.show_error)

    # what it is filled from

    def _open(self, found: tuple[Texts, str]) -> None:
        texts, tongue = found
        self._take_texts(texts)
        self.wording.setEnabled(True)
        self.show_text((self.key[0], tongue))

    def _take_texts(self, texts: Mapping[Key, LetterWords]) -> None:
        self.before = dict(texts)
        self._show_states()

    def _show_states(self) -> None:
        self.kinds.set_rows(self._row_of(kind) for kind in FIELDS)
        self.ok.setEnabled(bool(self.typed))

    def _row_of(self, kind: str) -> tuple[str, str, str, str]:
        keys = [(kind, code) for code in LANGUAGES]
        if any(key in self.typed for key in keys):
            return kind, notice_text(kind), tr("not saved"), "accent"
        own = any(self.before[key].own for key in keys)
        return kind, notice_text(kind), tr("own words") if own else "", "quiet"

    # which text is shown

    def _choose_kind(self, row: Any) -> None:
        if row is not None and self.before and row[0] != self.key[0]:
            self.show_text((str(row[0]), self.key[1]))

    def show_text(self, key: Key) -> None:
        """Another one, with what was typed into it before, if anything."""
        self.key = key
        self.tongue.show_value(key[1])
        self.table.choose(key[0])
        if self._conflict != key:
            self.error.clear()
        stored = self.before[key]
        subject, body = self.typed.get(key, (stored.subject, stored.body))
        self.wording.show_words(key[0], subject, body)
        self._look()

    # while one types

    def _take_typed(self) -> None:
        self.hint.setText("")
        stored = self.before[self.key]
        if self.wording.words() == (stored.subject, stored.body):
            self.typed.pop(self.key, None)
        else:
            self.typed[self.key] = self.wording.words()
        self._show_states()
        self._look()

    def _look(self) -> None:
        """Say what cannot be kept; else draw it once typing pauses."""
        shipped = shipped_text(*self.key)
        self.original.setEnabled(self.wording.words() != (shipped.subject, shipped.body))
        try:
            words = check_text(self.key[0], *self.wording.words())
        except InvalidInput as error:
            self.wording.say(str(error), error.place)
            self._preview.stop()
            return
        self.wording.say("", "")
        self._preview.ask(sample_letter, *self.key, words)

    def _show_letter(self, plan: LetterPlan) -> None:
        self.paper.show_pdf(partial(pdf_of, plan), mail_text(plan))
        self.drawn.emit()

    def take_original(self) -> None:
        """What came with the program; it is kept when it is saved."""
        shipped = shipped_text(*self.key)
        self.wording.show_words(self.key[0], shipped.subject, shipped.body)
        self._take_typed()

    # saving

    def changes(self) -> Changes:
        """All that is to be kept; InvalidInput for the first that cannot be, which is shown then."""
        changes = {}
        for key, (subject, body) in self.typed.items():
            try:
                words = check_text(key[0], subject, body)
            except InvalidInput:
                self.show_text(key)
                raise
            shipped = shipped_text(*key)
            same = (words.subject, words.body) == (shipped.subject, shipped.body)
            changes[key] = (self.before[key], shipped if same else words)
        return changes

    def submit(self) -> None:
        self._saving = self.changes()
        self._conflict = None
        self.error.offer("")
        self.write(change_texts, self._saving)

    def cause_of(self, error: ShopError) -> QWidget | None:
        place = getattr(error, "place", "")
        return {"subject": self.wording.subject.editor, "body": self.wording.body.editor}.get(place)

    def _written(self, outcome: Any) -> None:
        """Go on; whatever was typed meanwhile is still to be saved."""
        self._set_busy(busy=False)
        back = {key: (after, before) for key, (before, after) in self._saving.items()}
        for key, (_, after) in self._saving.items():
            if self.typed.get(key) is not None and self._is(self.typed[key], after):
                del self.typed[key]
        self._take_texts(self.before | {key: after for key, (_, after) in self._saving.items()})
        if self.key not in self.typed:
            self.show_text(self.key)
        words = ntr("{count} text is saved.", "{count} texts are saved.", len(back))
        self.hint.setText(words)
        self.desk.done(words, Undo(tr("texts of letters"), change_texts, (back,)))

    def _is(self, typed: tuple[str, str], words: LetterWords) -> bool:
        """Whether nothing but blanks at the ends differs."""
        return (" ".join(typed[0].split()), typed[1].strip()) == (words.subject, words.body.strip())

    def refused(self, error: ShopError) -> bool:
        if not isinstance(error, ChangedMeanwhile):
            return False
        self.desk.jobs.read(letter_texts, done=partial(self._learn_others, error), failed=self.show_error)
        return True

    def _learn_others(self, error: ShopError, texts: Texts) -> None:
        """What was typed stays, and saving again keeps it; theirs can be taken instead."""
        changed = [key for key in self._saving if texts[key] != self.before[key]]
        self._take_texts(texts)
        self._conflict = next(iter(changed), self.key)
        self.show_text(self._conflict)
        self.error.offer(tr("Take theirs"))
        self.show_error(error)

    def take_theirs(self) -> None:
        """What another till stored, in place of what was typed here."""
        if self._conflict is not None:
            self.typed.pop(self._conflict, None)
            key, self._conflict = self._conflict, None
            self._show_states()
            self.show_text(key)

    # leaving

    def entered(self) -> list[str]:
        return [
            tr("{letter} ({language})", letter=notice_text(kind), language=LANGUAGES[code])
            for kind, code in self.typed
        ]

    def _cancel(self) -> None:
        """'Close' throws nothing away unasked: what was typed into other texts is not in sight."""
        from ui.dialogs.leaving import may_leave

        if not self._is_busy and may_leave(self, self.desk, self.entered()):
            super()._cancel()

    def reject(self) -> None:
        self._cancel()

    def leave(self) -> None:
        self._preview.stop()
        super().leave()


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Word the texts of letters."""
    LetterTextsDialog(desk, parent).ask()
