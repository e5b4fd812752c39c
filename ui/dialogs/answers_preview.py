"""What answers, or their want, would bring about: whom it touches, and what is owed by it."""

from collections.abc import Container

from app import wording
from app.answer_views import AnswersSeen, Owed
from app.language import tr
from ui.common.format import Formats
from ui.dialogs.consequences import Consequences
from ui.dialogs.notes import Notes


class AnswersPreview(Consequences):
    """With a note below for each order of which money is to be paid back."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(formats)
        self._formats = formats
        self.owed = Notes()
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.owed)

    def show_seen(self, answer: AnswersSeen, line_ids: Container[int]) -> None:
        """The outcome of a trial about these lines."""
        self.owed.say([owed_words(each, self._formats) for each in answer.owed])
        self.show_answer(answer.seen, line_ids)

    def show_nothing(self, words: str = "") -> None:
        self.owed.say([])
        super().show_nothing(words)


def owed_words(owed: Owed, formats: Formats) -> str:
    """What is to be paid back, and by when."""
    facts = {"amount": wording.money_text(owed.amount, owed.currency), "order": owed.order}
    if owed.due_by is None:
        return tr("{amount} of {order} are to be paid back.", **facts)
    by = wording.day_text(owed.due_by, today=formats.today)
    return tr("{amount} of {order} are to be paid back by {day}.", day=by, **facts)
