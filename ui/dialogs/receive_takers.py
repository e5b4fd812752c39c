"""Who gets what of the goods that are counted, before the receipt is posted."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import wording
from app.actions.outlooks import Affected
from app.actions.receiving import Received
from app.language import tr
from ui.common.format import Formats
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, preview_table
from ui.dialogs.notes import Notes
from ui.dialogs.receive_rows import Counted
from ui.dialogs.receive_words import remarks, shares, sum_words


class Takers(QWidget):
    """The sum in words, the orders by product, and under them what the owner should know."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._group_notes: affected.GroupNotes = {}
        make = AffectedColumns(formats)
        columns = [
            make.place(),
            make.customer(),
            make.order(),
            make.gets(),
            make.has_then(),
            make.expected(),
            make.promised(),
            make.then(),
            make.reason(),
        ]
        self.lines = PreviewModel(columns, affected.by_product(self._group_notes), self)
        self.head = PreviewHead(tr("Who gets what"), tr("Updates as you type"))
        self.notes = Notes()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(Boxed(preview_table(self.lines, tr("Who gets what")), least=4))
        layout.addWidget(self.notes)

    def show_nothing(self) -> None:
        """Nothing is counted yet."""
        self.lines.set_rows([])
        self.head.say(tr("Nothing came yet."))
        self.notes.say([])

    def show_shares(
        self, counted: Sequence[Counted], outcome: Received, lines: Sequence[Affected], number: str
    ) -> None:
        """Who of these lines gets how much of what came; `number` is the purchase's."""
        shown = [each for each in lines if each.gets or each.moves]
        self._group_notes.clear()
        self._group_notes.update(_notes_by_pool(counted, shown))
        self.lines.set_rows(affected.row_of(each) for each in shown)
        self.head.say(sum_words(_came(counted), outcome, shown))
        self.notes.say(remarks(counted, shown, number))


def _notes_by_pool(counted: Sequence[Counted], shown: Sequence[Affected]) -> affected.GroupNotes:
    notes: affected.GroupNotes = {}
    for pool_id in {each.pool_id for each in shown}:
        lines = [each for each in shown if each.pool_id == pool_id]
        given = affected.total(lines)
        came = _came(each for each in counted if each.sku == lines[0].sku)
        words = shares(came, given, len({each.order_id for each in lines if each.gets > 0}))
        notes[pool_id] = (wording.quantity_text(given) if given else "", ((words, ""),) if came else ())
    return notes


def _came(counted: Iterable[Counted]) -> Decimal:
    return sum((each.accepted for each in counted), Decimal(0))
