"""Forms: each field checks what is typed into it and says under itself what cannot be taken."""

import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import InvalidInput
from ui.common import fonts
from ui.common.labels import field_label, label
from ui.common.messages import mark_bad

LONGEST_WORD, BREAKS_AFTER = 24, 8
Check = Callable[[str, Any], Any]
"""A field's value as it is to be stored, or InvalidInput that names the field."""


class FormField(QWidget):
    """An input under its title, perhaps with a unit behind it; subclasses read and show its value."""

    changed = Signal()
    said = Signal()
    """What stands under the input has changed."""

    def __init__(self, key: str, title: str, editor: QWidget, unit: str = "") -> None:
        super().__init__()
        self.key = key
        self.editor = editor
        self.check: Check = lambda field, value: value
        self.unit = label(unit, tone="quiet")
        self.unit.setVisible(bool(unit))
        self.problem = label(size=fonts.SMALL, tone="bad")
        self.problem.setWordWrap(True)
        self.problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.problem.hide()
        self._problem = ""
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(editor, stretch=1)
        row.addWidget(self.unit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.title = field_label(title, editor) if title else None
        if self.title is not None:
            layout.addWidget(self.title)
        layout.addLayout(row)
        layout.addWidget(self.problem)
        layout.addStretch()
        self.changed.connect(self.look)

    # for subclasses

    def read(self) -> Any:
        """What is typed; InvalidInput where that is no value of the field's kind."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Put a value into the input."""
        raise NotImplementedError

    # for forms

    def value(self) -> Any:
        """What is to be stored; InvalidInput, with the field's key as its place, where it cannot be taken."""
        try:
            return self.check(self.key, self.read())
        except InvalidInput as error:
            raise InvalidInput(error.title, error.hint, self.key) from error

    def set_value(self, value: Any) -> None:
        """Show a value as if it stood there from the start."""
        self.show_value(value)
        self.say("")

    def set_unit(self, unit: str) -> None:
        """The words behind the input."""
        self.unit.setText(unit)
        self.unit.setVisible(bool(unit))

    def say(self, problem: str) -> None:
        """Why this cannot be taken, in red under the input; '' where it can."""
        if problem == self._problem:
            return
        self._problem = problem
        self.problem.setText(_breakable(self._without_title(problem)))
        self.problem.setVisible(bool(problem))
        self.editor.setAccessibleDescription(problem)
        mark_bad(self.editor, bad=bool(problem))
        self.said.emit()

    def _without_title(self, problem: str) -> str:
        """Under the field it is plain which one is meant."""
        title = self.editor.accessibleName()
        for colon in (": ", "："):
            if title and problem.startswith(f"{title}{colon}"):
                rest = problem.removeprefix(f"{title}{colon}")
                return rest[:1].upper() + rest[1:]
        return problem

    def look(self) -> None:
        """Say what is wrong with what is typed, if anything."""
        try:
            self.value()
        except InvalidInput as error:
            self.say(str(error))
        else:
            self.say("")


def _breakable(text: str) -> str:
    """Long words of somebody's may break anywhere; else a line would be as wide as they are."""
    return " ".join(
        word if len(word) <= LONGEST_WORD else "\u200b".join(textwrap.wrap(word, BREAKS_AFTER))
        for word in text.split(" ")
    )


class Form(QObject):
    """Fields by key; `changed` tells that something was typed, `said` that a sentence came or went."""

    changed = Signal()
    said = Signal()

    def __init__(
        self, fields: Iterable[FormField], checks: Mapping[str, Check], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.fields = {field.key: field for field in fields}
        for key, field in self.fields.items():
            field.check = checks[key]
            field.changed.connect(self.changed)
            field.said.connect(self.said)

    def values(self) -> dict[str, Any]:
        """All values; InvalidInput of the first field that cannot be taken."""
        return {key: field.value() for key, field in self.fields.items()}

    def readable(self) -> dict[str, Any]:
        """The values of those fields that can be taken."""
        found = {}
        for key, field in self.fields.items():
            try:
                found[key] = field.value()
            except InvalidInput:
                continue
        return found

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these; nobody is told."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_value(value)

    def say(self, problem: str, key: str) -> None:
        """Something that only the shop knows is wrong with a field."""
        self.fields[key].say(problem)

    def clear(self, key: str) -> None:
        """What the shop said of a field no longer holds; what the field itself says stays."""
        self.fields[key].look()


def side_by_side(*fields: tuple[QWidget, int]) -> QHBoxLayout:
    """Fields in a row, each with its share of the width."""
    result = QHBoxLayout()
    result.setSpacing(12)
    titles = [field.title for field, _ in fields if isinstance(field, FormField) and field.title is not None]
    for title in titles:  # a title in Latin letters is lower than one in Chinese
        title.setMinimumHeight(max(each.sizeHint().height() for each in titles))
    for field, share in fields:
        result.addWidget(field, share)
    return result
