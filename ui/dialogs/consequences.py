"""Who gains and who loses by what is being typed: a title with the sum, and the lines below it."""

from collections.abc import Container
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.outlooks import Outlook
from app.language import tr
from ui.common.dialog import Sheet
from ui.common.format import Formats
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, preview_table

TALLEST = 680


class Consequences(QWidget):
    """Its table takes no room while nobody is touched."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        words = tr("Who gains and who loses")
        self.lines = PreviewModel(AffectedColumns(formats).gains_and_losses(), affected.by_product({}), self)
        self.head = PreviewHead(words)
        self.box = Boxed(preview_table(self.lines, words), least=3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self.box)
        self.box.hide()

    def show_answer(self, answer: Outlook[Any], line_ids: Container[int] = ()) -> None:
        """Whom a trial touched; the orders of these lines are no others."""
        touched = affected.told(answer)
        own = {each.order_id for each in answer.affected if each.line_id in line_ids}
        self.lines.set_rows(affected.row_of(each) for each in touched)
        self.box.setVisible(bool(touched))
        self.head.say(affected.summed(touched, *own))
        self._make_room()

    def _make_room(self) -> None:
        """A dialog grows for what it has to show, up to a point."""
        dialog = self.window()
        if isinstance(dialog, Sheet):
            dialog.grow_to(min(dialog.sizeHint().height(), TALLEST))

    def show_nothing(self, words: str = "") -> None:
        """There is nothing to try out."""
        self.lines.set_rows([])
        self.box.hide()
        self.head.say(words)
