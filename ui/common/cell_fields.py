"""The fields that open over cells: made, filled and read by the kind of their editor."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.common.cells import Editor, Row
from ui.common.inputs import DateEdit, MoneyEdit, QuantityEdit, combo, line_edit


def field_for(editor: Editor, row: Row, currency: str) -> QWidget:
    """A field for a cell of this row."""
    if editor.kind == "quantity":
        return QuantityEdit(editor.decimals(row))
    if editor.kind in ("money", "price"):
        return MoneyEdit(currency, decimals=2 if editor.kind == "money" else 4)
    if editor.kind == "day":
        return DateEdit(none_means=" ")
    if editor.kind == "choice":
        return combo([(words, words) for words in editor.choices(row)])
    return line_edit()


def fill(field: QWidget, value: Any) -> None:
    """Show a value."""
    if isinstance(field, QuantityEdit | MoneyEdit | DateEdit):
        field.set_value(value)
    elif isinstance(field, QComboBox):
        field.setCurrentText(str(value))
    elif isinstance(field, QLineEdit):
        field.setText("" if value is None else str(value))


def value_in(field: QWidget) -> object:
    """What is typed; InvalidInput where it is no such value."""
    if isinstance(field, QuantityEdit | MoneyEdit | DateEdit):
        return field.value()
    if isinstance(field, QComboBox):
        return field.currentText()
    assert isinstance(field, QLineEdit)
    return field.text()


def text_in(field: QWidget) -> str:
    """What is typed, as it stands there."""
    return field.text() if isinstance(field, QLineEdit) else ""
