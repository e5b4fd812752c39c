"""Count: what lies at a location, and from whom reservations go back where it is too little."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app import wording
from app.actions.outlooks import Outlook, as_shown, outlook
from app.actions.stocktaking import Booked, CountSheet, count_sheet, undo_count
from app.errors import InvalidInput, PlanChanged, ShopError
from app.language import ntr, tr
from app.lists.count_rows import CountRow, Goods, goods_at, goods_row
from app.lists.finding import FoundProduct
from app.lists.locations import Place, locations
from app.lists.shelf import Shelf, shelf
from ui.common.inputs import combo, line_edit
from ui.common.page import Desk
from ui.common.preview import Preview
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs import count_rows, count_words
from ui.dialogs.boxed import Boxed, field_row, stretch
from ui.dialogs.count_effect import CountEffect
from ui.dialogs.count_rows import SheetRow, SheetTable
from ui.dialogs.missed import Missed
from ui.dialogs.notes import Notes
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.scanning import ScanField

SIZE = (940, 700)
FOUND_WIDTH, ONLY_WIDTH = 200, 130
ROWS_SHOWN = 12
"""The others are scrolled to, so that who loses by them stays in sight."""


class CountDialog(PlanningDialog):
    """A sheet of one location; only rows in which somebody typed are booked, all in one write.

    `pool_id` is the product and place it opens with, `search` what of the location it shows.
    """

    def __init__(
        self,
        desk: Desk,
        pool_id: int | None = None,
        search: str = "",
        location_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, tr("Count"), tr("Book the count"), parent)
        self._location_id = location_id
        self._typed_rows: dict[int, SheetRow] = {}
        self._wanted: int | None = None
        self._fingerprint = ""
        self._build()
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self.only.setText(search)
        self.set_act(tr("Book the count"), enabled=False)
        if pool_id is None:
            desk.jobs.read(locations, done=self._offer, failed=self.show_error)
        else:
            desk.jobs.read(shelf, pool_id, done=self._open_at, failed=self.show_error)

    def _build(self) -> None:
        formats = self.desk.formats
        self.location = combo()
        self.location.setMinimumWidth(ONLY_WIDTH)
        self.scan = ScanField(self.desk)
        self.missed = Missed(self.scan)
        self.scan.setMinimumWidth(FOUND_WIDTH)
        self.only = line_edit(placeholder=tr("part of SKU or name"))
        self.note = line_edit(placeholder=tr("for the history"))
        for field in (self.only, self.note):
            field.setMinimumWidth(ONLY_WIDTH)
            field.setMaxLength(200)
        self.sheet = RowsModel(count_rows.columns(formats), parent=self)
        self.table = SheetTable(self.sheet, tr("What was counted"), formats.currency)
        stretch(self.table, "product")
        self.more = Notes("info-circle", "quiet")
        self.effect = CountEffect(formats)
        self._search = Preview(self.desk.jobs, self)

    def _arrange(self) -> None:
        self.body.addLayout(
            field_row(
                [
                    (tr("Location"), self.location),
                    (tr("Scan"), self.scan),
                    (tr("Show only"), self.only),
                    (tr("Note"), self.note),
                ]
            )
        )
        box = Boxed(self.table, least=6)
        rows = ROWS_SHOWN * self.table.verticalHeader().defaultSectionSize()
        box.setMaximumHeight(self.table.head.sizeHint().height() + rows)
        self.body.addWidget(box)
        for widget in (self.missed, self.more, self.effect):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.hint.setText(
            "  ·  ".join((tr("A scan goes to its row"), tr("Enter: the next row"), tr("Ctrl+Enter books")))
        )

    def _connect(self) -> None:
        self.location.activated.connect(lambda _: self._change_location())
        self.only.textEdited.connect(lambda _: self._read_goods())
        self._search.answered.connect(self._show_goods)
        self._search.failed.connect(self.show_error)
        self.scan.scanned.connect(self._jump)
        self.table.scanned_over = self._scan_on
        self.sheet.edited.connect(self._typed)
        self.table.left.connect(self.scan.setFocus)

    # what it is filled from

    def _open_at(self, found: Shelf) -> None:
        self._wanted = found.product_id
        self.only.setText(self.only.text() or found.sku)
        self._read_locations(found.location_id)

    def _read_locations(self, location_id: int) -> None:
        self._location_id = location_id
        self.desk.jobs.read(locations, done=self._offer, failed=self.show_error)

    def _offer(self, places: Sequence[Place]) -> None:
        for place in places:
            self.location.addItem(place.name, place.id)
        at = self.location.findData(self._location_id) if self._location_id is not None else 0
        self.location.setCurrentIndex(max(0, at))
        holder = self.location.parentWidget()
        if holder is not None:
            holder.setHidden(len(places) < 2)
        self._read_goods(now=True)

    def _change_location(self) -> None:
        """What was typed was counted elsewhere."""
        if self.location.currentData() == self._location_id:
            return
        if self._typed_rows:
            self.location.setCurrentIndex(self.location.findData(self._location_id))
            self.show_error(
                InvalidInput(
                    tr("The sheet holds counts of {place}.", place=self.location.currentText()),
                    tr("Book them first, or empty their fields."),
                ),
                self.location,
            )
            return
        self._location_id = self.location.currentData()
        self._read_goods(now=True)

    def _read_goods(self, *, now: bool = False) -> None:
        place = self._location_id = self.location.currentData()
        if now:
            self.desk.jobs.read(
                goods_at, place, self.only.text(), done=self._show_goods, failed=self.show_error
            )
        else:
            self._search.ask(goods_at, place, self.only.text())

    def _show_goods(self, goods: Goods) -> None:
        """What was typed stays, with what the books say of it now."""
        fresh = {row.product_id: row for row in goods.rows}
        kept = [
            SheetRow(fresh.pop(product_id, row.goods), row.counted)
            for product_id, row in self._typed_rows.items()
        ]
        self._typed_rows = {row.goods.product_id: row for row in kept}
        self.sheet.set_rows(count_rows.row_of(row) for row in [*kept, *map(SheetRow, fresh.values())])
        self.more.say(
            [tr("There is more here than a sheet shows: scan it, or show only a part.")] * goods.more
        )
        if self._wanted is not None and self._wanted in {row[0] for row in self.sheet.rows}:
            self.table.edit_cell(self._wanted, "counted")
        elif self._wanted is None and not self.scan.hasFocus() and not self.only.hasFocus():
            self.scan.setFocus()
        self._wanted = None
        self._typed()

    # finding a row

    def _jump(self, product: FoundProduct, _: Decimal) -> None:
        self.error.clear()
        if self.sheet.line_of(product.id) >= 0:
            self._edit(product.id)
            return
        self.desk.jobs.read(goods_row, self._location_id, product.id, done=self._add, failed=self.show_error)

    def _add(self, goods: CountRow | None) -> None:
        if goods is None:
            error = InvalidInput(tr("This is a service and has no stock."), tr("Choose goods."))
            self.show_error(error, self.scan)
            return
        self.sheet.set_rows([count_rows.row_of(SheetRow(goods)), *self.sheet.rows])
        self._edit(goods.product_id)

    def _edit(self, product_id: int) -> None:
        self.table.was_scanned = True
        self.table.edit_cell(product_id, "counted")

    def _scan_on(self, code: str) -> None:
        """The next thing was scanned before this one was counted: its code is no count."""
        self.table.was_scanned = False
        self.scan.setFocus()
        self.scan.take_code(code)

    # while one types

    def entered(self) -> list[str]:
        return [
            f"{wording.quantity_text(row.counted)} {row.goods.name}"
            for row in self._typed_rows.values()
            if row.counted is not None
        ]

    def draft(self) -> CountSheet:
        """The rows in which somebody typed."""
        lines = tuple(row.line() for row in self._typed_rows.values())
        return CountSheet(self.location.currentData(), lines, self.note.text().strip())

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        rows = [count_rows.of(row) for row in self.sheet.rows]
        self._typed_rows = {row.goods.product_id: row for row in rows if row.counted is not None}
        self.set_act(tr("Book the count"), enabled=False)
        for problem in self.sheet.problems():
            self.try_nothing()
            self.show_error(InvalidInput(problem))
            return
        if not self._typed_rows:
            self.try_nothing()
            self.effect.show_moved([], tr("Type what lies there; empty rows stay as they are."))
            if not keeps_error:
                self.error.clear()
            return
        self.try_out(outlook, count_sheet, self.draft(), keeps_error=keeps_error)

    def show_preview_old(self, *, old: bool) -> None:
        self.effect.others.set_old(old=old)

    def show_preview(self, answer: Outlook[Booked]) -> None:
        self._fingerprint = answer.fingerprint
        moved = [each for each in answer.affected if each.gets or each.moves]
        differences = [difference for _, difference in answer.outcome.differences]
        words = count_words.summed(differences, moved)
        self.effect.show_moved(moved, words, answer.outcome.from_offers)
        counted = len(self._typed_rows)
        self.set_act(ntr("Book {count} row", "Book {count} rows", counted))

    def show_preview_refused(self, error: ShopError) -> None:
        self.show_error(error)
        if isinstance(error, PlanChanged):
            self.plan_changed(error)

    def plan_changed(self, error: ShopError) -> None:
        """The books moved meanwhile: show what they say now, and keep what was counted."""
        for product_id in self._typed_rows:
            self.desk.jobs.read(
                goods_row, self._location_id, product_id, done=self._refresh, failed=self.show_error
            )

    def _refresh(self, goods: CountRow | None) -> None:
        if goods is None:
            return
        rows = [count_rows.of(row) for row in self.sheet.rows]
        fresh = [
            SheetRow(goods, row.counted) if row.goods.product_id == goods.product_id else row for row in rows
        ]
        self.sheet.set_rows(map(count_rows.row_of, fresh))
        self._typed(keeps_error=True)

    # done

    def submit(self) -> None:
        if self._typed_rows:
            self.write(as_shown(count_sheet, self._fingerprint), self.draft())

    def cause_of(self, error: ShopError) -> QWidget | None:
        return None


def ask(
    parent: QWidget | None,
    desk: Desk,
    pool_id: int | None = None,
    search: str = "",
    location_id: int | None = None,
) -> Booked | None:
    """Count one shelf or a whole location; what was booked, or None."""
    booked: Booked | None = CountDialog(desk, pool_id, search, location_id, parent).ask()
    if booked is not None:
        changed = sum(1 for _, difference in booked.differences if difference)
        words = ntr(
            "{number} booked: {count} difference.",
            "{number} booked: {count} differences.",
            changed,
            number=booked.number,
        )
        desk.done(words, Undo(tr("count {number}", number=booked.number), undo_count, (booked.number,)))
    return booked
