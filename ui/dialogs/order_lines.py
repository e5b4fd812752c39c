"""The lines of an order while they are typed: the table, the panel under it, and the field that adds one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.actions.instead import Instead
from app.actions.order_outlook import LineTold
from app.actions.outlooks import Affected
from app.errors import InvalidInput
from app.language import tr
from app.lists.finding import FoundProduct
from app.wording import quantity_text
from ui.common.cells import Row
from ui.common.labels import Hairline
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.dialogs import order_rows
from ui.dialogs.adding import EntryTable, adding_row
from ui.dialogs.boxed import Boxed, stretch
from ui.dialogs.line_panel import LinePanel
from ui.dialogs.order_rows import EntryLine
from ui.dialogs.scanning import adding_field

NOTHING, ONE = Decimal(0), Decimal(1)


class OrderLines(QObject):
    """`box` is what the dialog shows; `typed` tells that a line came, went or changed."""

    typed = Signal()
    refused = Signal(object)
    """What was asked for cannot be: an `InvalidInput`."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent
        self.location_id: int | None = None
        """Where the goods are to leave from, None: the usual place."""
        self._next_key = 1
        self._chosen_key: object = None
        self._slipping: Sequence[Affected] = ()
        self.removed: list[EntryLine] = []
        """Lines that are there already and are to go."""
        formats = desk.formats
        self.model = RowsModel(order_rows.columns(formats, self.place, self._is_chosen), parent=self)
        self.table = EntryTable(self.model, tr("Lines of the order"), formats.currency)
        stretch(self.table, "product")
        self.panel = LinePanel(formats)
        self.finder = adding_field(desk)
        self.box = self._boxed()
        self.finder.scanned.connect(self.add_product)
        self.finder.missed.connect(self.refused)
        self.model.edited.connect(self.typed)
        self.table.chosen.connect(self._choose)
        self.table.left.connect(self.finder.setFocus)
        self.table.scanned_over = self._scan_on
        self.panel.used.connect(self.use_instead)
        self.panel.sold_what_is_there.connect(self.sell_what_is_there)
        self.panel.let_wait.connect(self.let_wait)
        self.panel.more_wanted.connect(self.suggest)

    def _boxed(self) -> Boxed:
        box = Boxed(self.table, least=3)
        for part in (Hairline(), self.panel, Hairline(), adding_row(self.finder)):
            box.box.addWidget(part)
        return box

    def shortcuts(self) -> list[tuple[str, Callable[[], object]]]:
        """Keys that work on the chosen line."""
        return [
            ("F3", self.finder.setFocus),
            ("F4", self.focus_substitutes),
            ("Alt+Up", lambda: self.move(-1)),
            ("Alt+Down", lambda: self.move(1)),
            ("Ctrl+Del", self.remove),
        ]

    # what there is

    def entries(self) -> list[EntryLine]:
        """The typed lines in their order."""
        return [order_rows.of(row) for row in self.model.rows]

    def place(self, key: object) -> int:
        """The number of a line, from 1."""
        return next((place for place, row in enumerate(self.model.rows, 1) if row[0] == key), 0)

    def chosen(self) -> EntryLine | None:
        """The line that the panel is about."""
        return next((entry for entry in self.entries() if entry.key == self._chosen_key), None)

    def problem(self) -> InvalidInput | None:
        """Why the lines cannot be tried out; None where they can, or where there are none."""
        for words in self.model.problems():
            return InvalidInput(words)
        for entry in self.entries():
            if not entry.quantity:
                return InvalidInput(
                    tr("The quantity of {sku} is zero.", sku=entry.sku),
                    tr("Type how many, or remove the line with Ctrl+Del."),
                )
            if entry.quantity < entry.shipped:
                shipped = quantity_text(entry.shipped)
                return InvalidInput(
                    tr("{shipped} of {sku} left already.", shipped=shipped, sku=entry.sku),
                    tr("Enter at least what was shipped, or take goods back."),
                )
        return None

    def _is_chosen(self, row: Row) -> bool:
        return row[0] == self._chosen_key

    def _choose(self, row: Row | None) -> None:
        self._chosen_key = row[0] if row else None
        self.show_panel()
        self.table.viewport().update()

    def show_lines(self, lines: Sequence[EntryLine]) -> None:
        """Those of an order that is there already."""
        self.removed = []
        self._set(lines, lines[0].key if lines else None)

    def renew(self, known: dict[int, EntryLine]) -> None:
        """Lines as somebody else left them: what is typed stays, lines that are gone go."""
        entries = []
        for entry in self.entries():
            now = known.get(entry.line_id) if entry.line_id is not None else None
            if now is not None:
                entries.append(replace(entry, was=now.was, shipped=now.shipped))
            elif entry.line_id is None:
                entries.append(entry)
        self.removed = [each for each in self.removed if each.line_id in known]
        self.model.set_rows(order_rows.row_of(entry) for entry in entries)

    def show_told(self, told: Sequence[LineTold | None], slipping: Sequence[Affected]) -> None:
        """What the last answer says of each line, and who slips."""
        self._slipping = slipping
        entries = [replace(entry, told=each) for entry, each in zip(self.entries(), told, strict=True)]
        self.model.set_rows(order_rows.row_of(entry) for entry in entries)
        self.show_panel()

    def show_panel(self) -> None:
        """The panel of the chosen line."""
        self.panel.show_line(self.chosen(), self._slipping)

    # what happens to them

    def _set(self, entries: Sequence[EntryLine], choose: int | None = None) -> None:
        self.model.set_rows(order_rows.row_of(entry) for entry in entries)
        if choose is not None:
            self.table.choose(choose)
        self.typed.emit()

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key

    def add_product(self, product: FoundProduct, quantity: Decimal = ONE) -> None:
        """One more line, with the keyboard in its quantity; one more piece where it was scanned."""
        known = next((each for each in self.entries() if each.product_id == product.id), None)
        if self.finder.was_scanned and known is not None:
            more = replace(known, quantity=known.quantity + quantity)
            self._set([more if each.key == known.key else each for each in self.entries()], known.key)
        else:
            line = replace(order_rows.line_for(self._new_key(), product), quantity=quantity)
            self._set([*self.entries(), line], line.key)
            self.table.edit_cell(line.key, "quantity")
        if self.finder.was_scanned:
            # The next thing that is typed is the next code.
            self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scan_on(self, code: str) -> None:
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finder.take_code(code)

    def focus_substitutes(self) -> None:
        """The ways out of the chosen line, else of the first that is short."""
        if self.chosen() is None:
            short = next((each for each in self.entries() if each.told is not None and each.told.short), None)
            if short is not None:
                self.table.choose(short.key)
        self.panel.focus_substitutes()

    def move(self, step: int) -> None:
        """The chosen line up or down by one."""
        chosen, entries = self.chosen(), self.entries()
        if chosen is None:
            return
        place = self.place(chosen.key) - 1
        if not 0 <= place + step < len(entries):
            return
        # Lines that are there already keep their places.
        if chosen.line_id is None and entries[place + step].line_id is None:
            entries[place], entries[place + step] = entries[place + step], entries[place]
            self._set(entries, chosen.key)

    def remove(self) -> None:
        """Leave the chosen line out."""
        chosen = self.chosen()
        if chosen is None:
            return
        if chosen.shipped:
            words = tr("Set its quantity to what was shipped; what left stays on record.")
            self.refused.emit(InvalidInput(tr("This line has shipments."), words))
            return
        self._forget(chosen)
        place = self.place(chosen.key) - 1
        self._set([entry for entry in self.entries() if entry.key != chosen.key])
        self.table.choose_line(place)
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self, line: EntryLine) -> None:
        if line.line_id is not None:
            self.removed.append(line)

    def _replace(self, key: int, *lines: EntryLine) -> None:
        entries = self.entries()
        place = self.place(key) - 1
        if all(line.line_id != entries[place].line_id for line in lines):
            self._forget(entries[place])
        self._set([*entries[:place], *lines, *entries[place + 1 :]], lines[-1].key if lines else None)
        # The button that was pressed goes with the panel: the keyboard must not end on 'Cancel'.
        if lines:
            self.table.edit_cell(lines[-1].key, "quantity")
        else:
            self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    # what a line that is short can become

    def use_instead(self, instead: Instead) -> None:
        """A substitute for what is short; what is there stays."""
        line = self.chosen()
        if line is not None and line.told is not None:
            self._use([(instead, line.told.short)])

    def suggest(self) -> None:
        """Let substitutes be chosen among all that could stand in."""
        from ui.dialogs import substitute_choice

        line = self.chosen()
        if line is None or line.told is None:
            return
        expected = None if line.told.estimate else line.told.day
        of = (line.product_id, self.location_id, line.told.short, line.price, expected)
        chosen = substitute_choice.ask(self._window, self._desk, *of)
        if chosen:
            self._use(chosen)

    def _use(self, chosen: Sequence[tuple[Instead, Decimal]]) -> None:
        """Each in place of so many; what is short beyond that goes on waiting, what is there stays."""
        line = self.chosen()
        if line is None or line.told is None:
            return
        others = [
            order_rows.line_instead(self._new_key(), instead, replaced * instead.ratio)
            for instead, replaced in chosen
        ]
        rest = max(NOTHING, line.told.short - sum(replaced for _, replaced in chosen))
        self._replace(line.key, *self._what_is_there(line, rest), *others)

    def sell_what_is_there(self) -> None:
        """No more than is reserved at once; without any, no line."""
        line = self.chosen()
        if line is not None:
            self._replace(line.key, *self._what_is_there(line))

    def _what_is_there(self, line: EntryLine, rest: Decimal = NOTHING) -> list[EntryLine]:
        """Under another key, so that a field which is still open for the line cannot write back."""
        kept = line.shipped + (line.told.reserved if line.told else NOTHING) + rest
        return [replace(line, key=self._new_key(), quantity=kept)] if kept else []

    def let_wait(self) -> None:
        """The owner says that the chosen line may wait."""
        line = self.chosen()
        if line is not None:
            self._replace(line.key, replace(line, may_wait=True))

    def let_all_wait(self) -> None:
        """The owner says that all lines may wait."""
        self._set([replace(entry, may_wait=True) for entry in self.entries()])
