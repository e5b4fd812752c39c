"""The kinds of fields a form has: words, notes, choices, quantities, days, prices, flags."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from ui.common import fonts, typed
from ui.common.form import FormField
from ui.common.inputs import MoneyEdit, QuantityEdit, combo, line_edit

NOTE_LINES = 3


class NoteEdit(QPlainTextEdit):
    """Words of several lines; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(fonts.font())
        self.setTabChangesFocus(True)
        # The style sheet has a minimum of its own for fields.
        height = NOTE_LINES * fonts.metrics().lineSpacing() + 10
        self.setStyleSheet(f"min-height: {height}px; max-height: {height}px")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the dialog's own
        else:
            super().keyPressEvent(event)


class TextField(FormField):
    """Words on one line."""

    def __init__(self, key: str, title: str, placeholder: str = "", unit: str = "") -> None:
        self.edit: QLineEdit = line_edit(placeholder=placeholder)
        super().__init__(key, title, self.edit, unit)
        self.edit.textEdited.connect(self.changed)

    def read(self) -> str:
        return self.edit.text()

    def show_value(self, value: Any) -> None:
        self.edit.setText(str(value))
        self.edit.setCursorPosition(0)


class NoteField(FormField):
    """Words on several lines."""

    def __init__(self, key: str, title: str) -> None:
        self.edit = NoteEdit()
        super().__init__(key, title, self.edit)
        self.edit.textChanged.connect(self.changed)

    def read(self) -> str:
        return self.edit.toPlainText()

    def show_value(self, value: Any) -> None:
        self.edit.blockSignals(True)
        self.edit.setPlainText(str(value))
        self.edit.blockSignals(False)


class ChoiceField(FormField):
    """One of a few; a stored value that is none of them is offered too, in the words that `unknown` gives."""

    def __init__(
        self,
        key: str,
        title: str,
        choices: list[tuple[str, Any]],
        unknown: Callable[[Any], str] = str,
    ) -> None:
        self.combo: QComboBox = combo([(words, value) for words, value in choices])
        self._unknown = unknown
        super().__init__(key, title, self.combo)
        self.combo.currentIndexChanged.connect(lambda _: self.changed.emit())

    def read(self) -> Any:
        return self.combo.currentData()

    def show_value(self, value: Any) -> None:
        self.combo.blockSignals(True)
        if self.combo.findData(value) < 0:
            self.combo.addItem(self._unknown(value), value)
        self.combo.setCurrentIndex(self.combo.findData(value))
        self.combo.blockSignals(False)

    def set_choices(self, choices: list[tuple[str, Any]]) -> None:
        """Offer these; what was chosen stays."""
        chosen = self.combo.currentData()
        self.combo.blockSignals(True)
        self.combo.clear()
        for words, value in choices:
            self.combo.addItem(words, value)
        self.combo.blockSignals(False)
        self.show_value(chosen)


class QuantityField(FormField):
    """A number of zero or more; an empty one is None where the field is `optional`, else zero."""

    def __init__(
        self,
        key: str,
        title: str,
        decimals: int = 0,
        unit: str = "",
        *,
        optional: bool = False,
        none: str = "",
    ) -> None:
        self.edit = QuantityEdit(decimals)
        self.edit.setPlaceholderText(none)
        self._optional = optional
        super().__init__(key, title, self.edit, unit)
        self.edit.changed.connect(self.changed)

    def read(self) -> Decimal | None:
        if not self.edit.text().strip():
            return None if self._optional else Decimal(0)
        return self.edit.value()

    def show_value(self, value: Any) -> None:
        self.edit.set_value(None if value is None else Decimal(value))

    def set_decimals(self, decimals: int) -> None:
        """Those of the unit."""
        self.edit.decimals = decimals
        if self.edit.text().strip():
            self.look()


class MeasureField(QuantityField):
    """A number that counts no pieces: a percentage, days, capacity."""

    def read(self) -> Decimal | None:
        typed.not_below_zero(self.edit.text())
        return super().read()


class DaysField(MeasureField):
    """A whole number of days, or None."""

    def __init__(self, key: str, title: str, unit: str, none: str = "") -> None:
        super().__init__(key, title, 0, unit, optional=True, none=none)

    def value(self) -> int | None:
        days = super().value()
        return None if days is None else int(days)


class PriceField(FormField):
    """A unit price or a cost; empty is zero."""

    def __init__(self, key: str, title: str, currency: str) -> None:
        self.edit = MoneyEdit(currency, decimals=4)
        super().__init__(key, title, self.edit)
        self.edit.changed.connect(self.changed)

    def read(self) -> Decimal:
        return self.edit.value() if self.edit.text().strip() else Decimal(0)

    def show_value(self, value: Any) -> None:
        self.edit.set_value(value)


class FlagField(FormField):
    """Yes or no."""

    def __init__(self, key: str, words: str) -> None:
        self.box = QCheckBox(words)
        self.box.setFont(fonts.font())
        super().__init__(key, "", self.box)
        self.box.toggled.connect(self.changed)

    def read(self) -> bool:
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        self.box.blockSignals(True)
        self.box.setChecked(bool(value))
        self.box.blockSignals(False)
