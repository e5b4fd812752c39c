"""The owner's rules of what a delay earns, as a table to type in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.reward_rules import PRIORITIES, RuleDraft, as_rule
from app.errors import InvalidInput
from app.field_words import priority_text
from app.language import tr
from app.rules.making_good import Kind, never_count
from app.voucher_words import reward_kind_text
from app.wording import quantity_text
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.dialog import Framed
from ui.common.form import FormField
from ui.common.input_table import InputTable
from ui.common.labels import Prose
from ui.common.rows_model import RowsModel
from ui.dialogs.boxed import stretch

SHOWN = 4


class RulesEdit(QWidget):
    """The first rule that fits counts; 'Up' changes their order, Ctrl+Del takes one out."""

    changed = Signal()

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.model = RowsModel(_columns(), parent=self)
        self.table = InputTable(self.model, tr("Rules"), currency)
        stretch(self.table, "priority")
        section = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(SHOWN * section + self.table.head.sizeHint().height())
        self.add = button(tr("Add rule"))
        self.up = button(tr("Up"))
        self.take_out = button(tr("Remove rule"))
        self.remark = Prose(tone="quiet")
        self._next = 0
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each, act in ((self.add, self.add_rule), (self.up, self.move_up), (self.take_out, self.remove)):
            each.setAutoDefault(False)
            each.clicked.connect(act)
            row.addWidget(each)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Framed(self.table))
        layout.addWidget(foot)
        layout.addWidget(self.remark)
        self.model.edited.connect(lambda *_: self._tell())
        self.table.chosen.connect(lambda _: self._show_acts())
        self.table.left.connect(self.add.setFocus)
        shortcut = QShortcut(QKeySequence("Ctrl+Del"), self, self.remove)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.add)
        self.show_rules(())

    def rules(self) -> tuple[RuleDraft, ...]:
        """As they are typed; InvalidInput where one cannot be taken."""
        for problem in self.model.problems():
            raise InvalidInput(problem)
        return tuple(_rule(row) for row in self.model.rows)

    def show_rules(self, rules: Sequence[RuleDraft]) -> None:
        """In place of what is shown."""
        self._next = len(rules)
        self.model.set_rows(enumerate(rules))
        self._say()
        self._show_acts()

    def add_rule(self) -> None:
        """One like the last, that is changed then."""
        key, self._next = self._next, self._next + 1
        rows = [(row[0], _rule(row)) for row in self.model.rows]
        self.model.set_rows([*rows, (key, rows[-1][1] if rows else RuleDraft())])
        self._tell()
        self.table.edit_cell(key, "days_late")

    def remove(self) -> None:
        """The chosen one."""
        chosen = self.table.current_row()
        if chosen is not None:
            self.model.set_rows([(row[0], _rule(row)) for row in self.model.rows if row[0] != chosen[0]])
            self._tell()
            self.add.setFocus()

    def move_up(self) -> None:
        """The chosen one before the one above it."""
        chosen = self.table.current_row()
        place = -1 if chosen is None else self.model.line_of(chosen[0])
        if place > 0:
            rows = [(row[0], _rule(row)) for row in self.model.rows]
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
            self.model.set_rows(rows)
            self.table.selectRow(place - 1)
            self._tell()

    def _tell(self) -> None:
        self._say()
        self._show_acts()
        self.changed.emit()

    def _show_acts(self) -> None:
        chosen = self.table.current_row()
        self.take_out.setEnabled(chosen is not None)
        self.up.setEnabled(chosen is not None and self.model.line_of(chosen[0]) > 0)

    def _say(self) -> None:
        """What of it never counts: rules in use that stand behind wider ones."""
        rules = [_rule(row) for row in self.model.rows]
        places = [place for place, each in enumerate(rules, 1) if each.active]
        never = never_count([as_rule(each) for each in rules if each.active])
        words = "" if rules else tr("Without rules nothing is proposed.")
        if never:
            listed = tr(", ").join(str(places[each]) for each in never)
            words = tr("Never counts, as a rule above it fits before: rule {places}.", places=listed)
        self.remark.set_text(words)


class RulesField(FormField):
    """A tuple of RuleDraft."""

    def __init__(self, key: str, title: str, currency: str) -> None:
        self.edit = RulesEdit(currency)
        super().__init__(key, title, self.edit)
        self.edit.changed.connect(self.changed)

    def read(self) -> tuple[RuleDraft, ...]:
        return self.edit.rules()

    def show_value(self, value: Any) -> None:
        self.edit.show_rules(value)


def _rule(row: Row) -> RuleDraft:
    return cast(RuleDraft, row[1])


def _priorities() -> dict[int | None, str]:
    return {None: tr("any"), **{each: priority_text(each) for each in PRIORITIES}}


def _kinds() -> dict[str, str]:
    return {kind: reward_kind_text(kind) for kind in Kind}


def _active() -> dict[bool, str]:
    return {True: tr("yes"), False: tr("no")}


def _columns() -> list[Column]:
    return [
        Column(
            "days_late",
            tr("From days late"),
            lambda row: Cell(str(_rule(row).days_late)),
            104,
            right=True,
            editor=_number("days_late", stored=int),
        ),
        Column(
            "figure",
            tr("Gives"),
            lambda row: Cell(quantity_text(_rule(row).figure)),
            84,
            right=True,
            editor=_number("figure", decimals=2),
        ),
        _choice("kind", tr("Of what"), 156, _kinds),
        _amount("most", tr("At most"), 92, "–"),
        _amount("order_value", tr("Orders from"), 104, tr("all")),
        _choice("priority", tr("Priority"), 128, _priorities),
        _choice("active", tr("In use"), 76, _active),
    ]


def _number(name: str, *, decimals: int = 0, stored: Callable[[Any], Any] = lambda value: value) -> Editor:
    def set_value(row: Row, value: Any) -> Row:
        return (row[0], replace(_rule(row), **{name: stored(value)}))

    return Editor(
        "quantity", lambda row: Decimal(getattr(_rule(row), name)), set_value, decimals=lambda row: decimals
    )


def _amount(name: str, title: str, width: int, none: str) -> Column:
    def cell(row: Row) -> Cell:
        value = getattr(_rule(row), name)
        return Cell(f"{value:.2f}") if value else Cell(none, "quiet")

    def set_value(row: Row, value: Any) -> Row:
        stored: Any = value or (None if name == "most" else Decimal(0))
        return (row[0], replace(_rule(row), **{name: stored}))

    editor = Editor("money", lambda row: getattr(_rule(row), name), set_value, optional=True)
    return Column(name, title, cell, width, right=True, editor=editor)


def _choice(name: str, title: str, width: int, words: Callable[[], dict[Any, str]]) -> Column:
    def text(row: Row) -> str:
        return words()[getattr(_rule(row), name)]

    def set_value(row: Row, value: Any) -> Row:
        meant = next(each for each, word in words().items() if word == value)
        return (row[0], replace(_rule(row), **{name: meant}))

    editor = Editor("choice", text, set_value, choices=lambda row: list(words().values()))
    return Column(name, title, lambda row: Cell(text(row)), width, editor=editor)
