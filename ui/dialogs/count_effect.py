"""Under a count: the difference, and from whom reservations go back."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.outlooks import Affected
from app.actions.stocktaking import LostAside
from app.language import tr
from ui.common.format import Formats
from ui.dialogs import affected, count_words
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, preview_table
from ui.dialogs.notes import Notes


class CountEffect(QWidget):
    """The table takes no room while nobody gets or loses anything."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        make = AffectedColumns(formats)
        columns = [
            make.product(220),
            make.customer(),
            make.order(),
            make.gets(),
            make.has_then(),
            make.expected(),
            make.then(),
        ]
        self.others = PreviewModel(columns, parent=self)
        self.head = PreviewHead(tr("Difference"))
        self.box = Boxed(preview_table(self.others, tr("Who gets and who loses")), least=3)
        self.put_aside = Notes()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self.head, self.box, self.put_aside):
            layout.addWidget(widget)
        self.box.hide()

    def show_moved(
        self, moved: Sequence[Affected], words: str, from_offers: Sequence[LostAside] = ()
    ) -> None:
        """Say what the difference is, who gets and who loses by it, and what to take back."""
        self.others.set_rows(affected.row_of(each) for each in moved)
        self.head.say(words)
        self.box.setVisible(bool(moved))
        self.put_aside.say(count_words.put_aside(moved, from_offers))
