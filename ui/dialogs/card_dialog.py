"""A card of a product, a customer or a supplier: made, changed and taken back alike."""

from collections.abc import Callable
from typing import Any, ClassVar

from app.actions.removing import delete
from app.language import tr
from ui.common.undo import Undo
from ui.dialogs.form_dialog import FormDialog


class CardDialog(FormDialog):
    """`row_id` is None of a new one; `act` of a known one is a write of its id, before and after."""

    table: ClassVar[str]
    read: ClassVar[Callable[..., Any]]
    """What reads the card by its id."""
    found: ClassVar[Callable[..., Any]]
    """What reads it as finders take it, by its id."""
    row_id: int | None

    @property
    def name(self) -> str:
        """What it is called, as it is typed."""
        raise NotImplementedError

    def made_words(self) -> str:
        """What is said once a new one is there."""
        return tr("{name} is entered.", name=self.name)

    def reread(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self).read, (self.row_id,)


def change(dialog: CardDialog) -> bool:
    """Let a known one be changed; whether anything was saved."""
    dialog.ask()
    if not dialog.result():
        return False
    before, after = dialog.before, dialog.draft()
    if before != after:
        write, _ = dialog.act(after)
        undo = Undo(tr("change of {name}", name=dialog.name), write, (dialog.row_id, after, before))
        dialog.desk.done(tr("{name} changed.", name=dialog.name), undo)
    return True


def make(dialog: CardDialog) -> int | None:
    """A new one; its id, or None."""
    row_id: int | None = dialog.ask()
    if row_id is not None:
        undo = Undo(tr("new: {name}", name=dialog.name), delete, (dialog.table, row_id))
        dialog.desk.done(dialog.made_words(), undo)
    return row_id


def make_found(dialog: CardDialog) -> Any:
    """A new one as a finder takes it, or None."""
    dialog.then_read = type(dialog).found
    return dialog.ask()
