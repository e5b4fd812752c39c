"""Count: what lies on a shelf, and from whom reservations are taken back where it is too little."""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.outlooks import Affected, Outlook, outlook
from app.actions.stocktaking import Counted, count
from app.errors import InvalidInput
from app.language import ntr, tr
from app.lists.shelf import Shelf, shelf
from ui.common import fonts
from ui.common.figures import Figures
from ui.common.inputs import QuantityEdit, field, line_edit
from ui.common.labels import label
from ui.common.page import Desk
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, preview_table
from ui.dialogs.planning import PlanningDialog

WIDTH = 820


class CountDialog(PlanningDialog):
    """Books the difference between shelf and books of one pool."""

    def __init__(self, desk: Desk, pool_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Count"), tr("Book the count"), parent)
        self._shelf: Shelf | None = None
        self.product = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.figures = Figures()
        self.counted = QuantityEdit()
        self.counted.setMaximumWidth(120)
        self.note = line_edit(placeholder=tr("for the history"))
        make = AffectedColumns(desk.formats)
        columns = [
            make.place(),
            make.customer(),
            make.order(),
            make.gets(),
            make.has_then(),
            make.expected(),
            make.then(),
        ]
        self.others = PreviewModel(columns, parent=self)
        self.head = PreviewHead(tr("Difference"))
        self.table = Boxed(preview_table(self.others, tr("Who gets and who loses")), least=3)
        self._arrange()
        self.counted.changed.connect(self._typed)
        self.set_act(tr("Book the count"), enabled=False)
        desk.jobs.read(shelf, pool_id, done=self._fill, failed=self.show_error)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(field(tr("Counted"), self.counted))
        row.addWidget(field(tr("Note"), self.note), stretch=1)
        for widget in (self.product, self.figures):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(self.head)
        self.body.addWidget(self.table)
        self.body.addStretch()
        self.table.hide()
        self.resize(WIDTH, self.sizeHint().height())

    def _fill(self, found: Shelf) -> None:
        self._shelf = found
        text = self.desk.formats.quantity_text
        self.product.setText(f"{found.name}  ·  {found.location}")
        self.figures.show_figures(
            [
                (tr("On hand in the books"), text(found.on_hand), ""),
                (tr("Reserved"), text(found.reserved), ""),
                (tr("Available"), text(found.available), ""),
                (tr("Unit"), found.unit, ""),
            ]
        )
        self.counted.decimals = found.decimals
        self._typed()
        self.counted.setFocus()

    # while one types

    def _typed(self) -> None:
        self.set_act(tr("Book the count"), enabled=False)
        if self._shelf is None or not self.counted.text().strip():
            self.try_nothing()
            self._show([], tr("Type what lies there."))
            return
        try:
            on_hand = self.counted.value()
        except InvalidInput as error:
            self.try_nothing()
            self._show([], "")
            self.show_error(error, self.counted)
            return
        self.try_out(outlook, count, self._shelf.product_id, on_hand, location_id=self._shelf.location_id)

    def show_preview_old(self, *, old: bool) -> None:
        self.others.set_old(old=old)

    def show_preview(self, answer: Outlook[Counted]) -> None:
        moved = [each for each in answer.affected if each.gets or each.moves]
        self._show(moved, _sum(answer.outcome, moved))
        self.set_act(tr("Book the count"))

    def _show(self, moved: list[Affected], words: str) -> None:
        self.others.set_rows(affected.row_of(each) for each in moved)
        self.head.say(words)
        self.table.setVisible(bool(moved))
        if moved:
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    # done

    def submit(self) -> None:
        if self._shelf is None:
            return
        self.write(
            count,
            self._shelf.product_id,
            self.counted.value(),
            location_id=self._shelf.location_id,
            note=self.note.text().strip(),
        )


def _sum(outcome: Counted, moved: list[Affected]) -> str:
    """'2 fewer than in the books. 1 order gives goods back.'"""
    difference = outcome.difference
    if not difference:
        return tr("As in the books.")
    quantity = wording.quantity_text(abs(difference))
    more, fewer = (
        tr("{quantity} more than in the books.", quantity=quantity),
        tr("{quantity} fewer than in the books.", quantity=quantity),
    )
    said = [more if difference > 0 else fewer]
    gain = len({each.order_id for each in moved if each.gets > 0})
    lose = len({each.order_id for each in moved if each.gets < Decimal(0)})
    if gain:
        said.append(ntr("{count} order gets goods.", "{count} orders get goods.", gain))
    if lose:
        said.append(ntr("{count} order gives goods back.", "{count} orders give goods back.", lose))
    return " ".join(said)


def ask(parent: QWidget | None, desk: Desk, pool_id: int) -> Counted | None:
    """Count one shelf; the difference that was booked, or None."""
    outcome: Counted | None = CountDialog(desk, pool_id, parent).ask()
    return outcome
