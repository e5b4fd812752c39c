"""What could stand in for goods that are short, beside them, for orders that are typed or wait."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.cataloguing import put_on_list, take_off_list
from app.actions.likeness import look_through
from app.errors import InvalidInput
from app.language import ntr, tr
from app.substitute_views import Original, Substitutes
from ui.common import fonts
from ui.common.figures import Figures
from ui.common.format import UNKNOWN
from ui.common.input_table import InputTable
from ui.common.labels import Prose, label
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs import substitute_rows
from ui.dialogs.boxed import Boxed, stretch
from ui.dialogs.paper_form import PaperDialog
from ui.dialogs.substitute_rows import CandidateRow

SIZE = (1120, 420)


class CandidatesDialog(PaperDialog):
    """`read(session, *of)` finds them; the first is chosen for as much as it can replace."""

    def __init__(
        self,
        desk: Desk,
        act: str,
        read: Callable[..., Substitutes],
        *of: object,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, tr("Suggest substitutes"), act, parent)
        self.found: Substitutes | None = None
        self._begun: list[CandidateRow] = []
        self._read = (read, of)
        self._build()
        self._arrange()
        self.resize(*SIZE)
        self.set_act(act, enabled=False)
        self.refresh()

    def _build(self) -> None:
        formats = self.desk.formats
        self.product = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.sku = label(size=fonts.SMALL, tone="quiet")
        self.figures = Figures()
        self.none = Prose(tone="quiet")
        self.none.hide()
        self.lines = RowsModel(substitute_rows.columns(formats), parent=self)
        self.table = InputTable(self.lines, tr("What could stand in"), formats.currency)
        self.table.left.connect(self.ok.setFocus)
        self.lines.edited.connect(self.typed)
        self.box = Boxed(self.table, least=3)
        self.list_them = self.add_action(tr("Put on your list"), self.put_on_list)
        self.list_them.setEnabled(False)

    def _arrange(self) -> None:
        named = QHBoxLayout()
        named.setSpacing(8)
        named.addWidget(self.product)
        named.addWidget(self.sku, stretch=1, alignment=Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(named)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.none)
        self.body.addWidget(self.box)
        for part in self.parts_below():
            self.body.addWidget(part)
        self.body.addStretch()
        stretch(self.table, "why")

    # for subclasses

    def parts_below(self) -> list[QWidget]:
        """What stands under the candidates."""
        return []

    def figures_of(self, original: Original) -> list[tuple[str, str, str]]:
        """What the candidates are held against."""
        formats = self.desk.formats.in_currency(original.currency)
        return [
            (tr("Missing"), wording.quantity_text(original.short), "bad" if original.short else ""),
            (tr("Price"), formats.money(original.price).text, ""),
            (tr("Expected"), formats.day(original.expected).text or UNKNOWN, ""),
        ]

    def typed(self, *_: object, keeps_error: bool = False) -> None:
        """A quantity, ratio or price was typed."""
        self._offer_acts(enabled=bool(self.chosen()) and not self.lines.problems())

    # for their use

    def refresh(self) -> None:
        """Read again what there is; what was typed begins anew."""
        read, of = self._read
        self.desk.jobs.read(read, *of, done=self.fill, failed=self.show_error, latest=f"instead {id(self)}")

    def fill(self, found: Substitutes) -> None:
        """Show what was read."""
        self.found = found
        original = found.original
        formats = self.desk.formats.in_currency(original.currency)
        self.product.setText(original.name)
        self.sku.setText(original.sku)
        self.figures.show_figures(self.figures_of(original))
        self.lines.set_columns(substitute_rows.columns(formats))
        self.table.currency = formats.currency
        stretch(self.table, "why")
        self._begun = [
            substitute_rows.row_for(each, original, chosen=place == 0)
            for place, each in enumerate(found.candidates)
        ]
        self.lines.set_rows(map(substitute_rows.row_of, self._begun))
        self.none.set_text("" if self._begun else _nothing(found))
        self.none.setVisible(not self._begun)
        self.box.setVisible(bool(self._begun))
        if self._begun:
            self.table.edit_cell(self._begun[0].candidate.instead.product_id, "quantity")
        self.typed()
        if found.unread:
            self.desk.jobs.prepare(look_through, done=self._looked_through, failed=self.show_error)

    def _looked_through(self, _: object) -> None:
        self.refresh()

    def chosen(self) -> list[CandidateRow]:
        """Those that are to replace something."""
        rows = [substitute_rows.of(row) for row in self.lines.rows]
        return [row for row in rows if row.is_chosen]

    def checked(self) -> list[CandidateRow]:
        """The same; InvalidInput where a field holds nothing that can be taken."""
        for problem in self.lines.problems():
            raise InvalidInput(problem)
        rows = self.chosen()
        if not rows:
            raise InvalidInput(
                tr("No substitute is chosen."), tr("Type how many of the missing goods it is to replace.")
            )
        return rows

    def entered(self) -> list[str]:
        begun = {row.candidate.instead.product_id: row for row in self._begun}
        return [
            substitute_rows.needed_words(row)
            for row in self.chosen()
            if row != begun.get(row.candidate.instead.product_id)
        ]

    def _offer_acts(self, *, enabled: bool) -> None:
        fresh = [row for row in self.chosen() if not row.candidate.listed]
        self.list_them.setEnabled(enabled and bool(fresh))

    # the owner's list

    def put_on_list(self) -> None:
        """The chosen ones stand for it from now on; the dialog stays open."""
        if self.found is None:
            return
        others: list[tuple[int, Decimal]] = [
            (row.candidate.instead.product_id, row.ratio) for row in self.chosen() if not row.candidate.listed
        ]
        self.list_them.setEnabled(False)
        self.desk.jobs.write(
            put_on_list,
            self.found.original.product_id,
            others,
            done=self._listed,
            failed=self.show_error,
        )

    def _listed(self, row_ids: Any) -> None:
        name = self.found.original.name if self.found else ""
        words = ntr(
            "{count} product stands for {name} from now on.",
            "{count} products stand for {name} from now on.",
            len(row_ids),
            name=name,
        )
        self.desk.done(words, Undo(tr("list of substitutes of {name}", name=name), take_off_list, (row_ids,)))
        self.hint.setText(words)
        self.refresh()


def _nothing(found: Substitutes) -> str:
    original = found.original
    if found.unread:
        return tr("Looking through {count} products…", count=wording.quantity_text(Decimal(found.unread)))
    if original.expected is None:
        return tr("Nothing lies free or comes that could stand for {sku}.", sku=original.sku)
    return tr(
        "Nothing lies free, or comes before {day}, that could stand for {sku}.",
        sku=original.sku,
        day=wording.day_text(original.expected),
    )
