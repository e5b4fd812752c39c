"""What of a file can be read in two ways: asked, never guessed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.file_formats.evidence import Question
from ui.common.buttons import button
from ui.common.labels import Ground, Prose, Sign


class QuestionBar(Ground):
    """The first question, a button for each answer; `answered` gives what it settles and how."""

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

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Nothing where nothing is asked; the next comes when the first is answered."""
        while (item := self._choices.takeAt(0)) is not None:
            widget: QWidget | None = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.answers.clear()
        self.setVisible(bool(questions))
        for question in questions[:1]:
            self.words.set_text(question.sentence)
            for choice, _ in question.readings:
                answer = button(question.meaning(choice))
                answer.clicked.connect(partial(self.answered.emit, question.option, choice))
                self.answers.append(answer)
                self._choices.addWidget(answer)
            self._choices.addStretch()
