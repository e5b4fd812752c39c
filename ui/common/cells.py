"""What a list shows: columns, the cells made of its rows, and the heads of its groups."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

Row = tuple[object, ...]
"""Raw values in the order of the list's columns; the row's id comes first."""


class Role(IntEnum):
    """The models' own roles beside Qt's."""

    CELL = Qt.ItemDataRole.UserRole + 1
    HEAD = Qt.ItemDataRole.UserRole + 2
    ROW = Qt.ItemDataRole.UserRole + 3
    INPUT = Qt.ItemDataRole.UserRole + 4
    FOLDED = Qt.ItemDataRole.UserRole + 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is drawn; `tone` names a colour of the theme, `chip` stands on the tone's tint."""

    text: str = ""
    tone: str = ""
    strong: bool = False
    before: str = ""
    """The old value in 'old → new'; empty where nothing changes."""
    code: str = ""
    """Smaller and quieter, after the text: a SKU."""
    icon: str = ""
    chip: bool = False
    marks: tuple[str, ...] = ()
    """Icons after the text: flag for high priority, pinned for ranked by hand."""
    said: str = ""
    """What a screen reader says where that is not the text."""
    tip: str = ""

    def spoken(self) -> str:
        """The accessible text."""
        if self.said:
            return self.said
        words = [f"{self.before} → {self.text}" if self.before else self.text, self.code]
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Input:
    """A cell that is drawn as a field: how it reads, and why it cannot be taken, if so."""

    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Editor:
    """How a cell is typed in; `value` reads it from the row, `set_value` gives the row with another one."""

    kind: str
    """quantity, money, price, text, day or choice."""
    value: Callable[[Row], object]
    set_value: Callable[[Row, object], Row] = lambda row, value: row
    offered: Callable[[Row], bool] = lambda row: True
    choices: Callable[[Row], list[str]] = lambda row: []
    decimals: Callable[[Row], int] = lambda row: 0
    """Of the unit, for quantities."""
    optional: bool = False
    """Whether an empty field means None."""


Written = tuple[Callable[..., Any], Sequence[object] | Mapping[str, object]]
"""An action (a write) with its arguments, by place or by name."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in pixels; `sort` is the source's name for its order, if it offers one.

    With `write` the cell is changed in place, in the list (F2): it is given the row and what was typed.
    """

    key: str
    title: str
    cell: Callable[[Row], Cell]
    width: int = 120
    right: bool = False
    sort: str = ""
    falls: bool = False
    """Whether the first click on its header puts the last row first: newest, worst."""
    shown: bool = True
    """Whether it is shown before the owner chose."""
    editor: Editor | None = None
    write: Callable[[Row, Any], Written] | None = None


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The line above a group; `figures` stand under the columns of their keys, notes are (text, tone)."""

    title: str
    code: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """How consecutive rows form groups; title and notes start at the columns of these keys."""

    key: Callable[[Row], Hashable]
    head: Callable[[Row], GroupHead]
    title_at: str
    notes_at: str
