"""What of a file can be read in two ways: asked, never guessed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.import_words import format_title
from app.importing.looking import SeenFile
from app.language import tr
from ui.common.buttons import button
from ui.common.labels import Ground, Prose, Sign


class QuestionBar(Ground):
    """A question, a button for each answer; `answered` gives what it settles and how."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("warn_soft")
        self.words = Prose()
        self.answers: list[QPushButton] = []
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        beside = QVBoxLayout()
        beside.addWidget(self.words)
        beside.addLayout(self._choices)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(Sign("help-circle", "warn"))
        layout.addLayout(beside, stretch=1)
        self.hide()

    def ask_about(self, seen: SeenFile) -> None:
        """What is open: whose file it is, then the first question; nothing where nothing is."""
        if seen.tie:
            words = tr("Its headers fit more than one kind of file. Which is it?")
            self._ask(words, [(format_title(name), "format", name) for name in seen.tie])
        elif seen.questions:
            first = seen.questions[0]
            answers = [(first.meaning(choice), first.option, choice) for choice, _ in first.readings]
            self._ask(first.sentence, answers)
        else:
            self.hide()

    def _ask(self, words: str, answers: Sequence[tuple[str, str, str]]) -> None:
        while (item := self._choices.takeAt(0)) is not None:
            widget: QWidget | None = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.answers.clear()
        self.words.set_text(words)
        for meaning, option, choice in answers:
            answer = button(meaning)
            answer.clicked.connect(partial(self.answered.emit, option, choice))
            self.answers.append(answer)
            self._choices.addWidget(answer)
        self._choices.addStretch()
        self.show()
