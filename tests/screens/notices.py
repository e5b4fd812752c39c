"""What letters and the page of notices show in their pictures."""

from functools import partial

from app.letters.due import due_letters
from ui.common.page import Desk
from ui.dialogs.letters import LettersDialog


def letters(desk: Desk) -> LettersDialog:
    """All that is due; one has a paragraph of its own, one is left out, one was refused."""
    dialog = LettersDialog(desk, partial(due_letters))

    def prepare() -> None:
        dialog.letters.modelReset.disconnect(prepare)
        rows = dialog.letters.rows
        if len(rows) > 1:
            dialog.table.ticked.emit(rows[1])

    dialog.letters.modelReset.connect(prepare)
    return dialog
