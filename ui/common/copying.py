"""Rows of a list as text to paste elsewhere: columns by tabs, rows by lines, titles first."""

from collections.abc import Iterable, Sequence

from ui.common.cells import Cell, Column, Row


def as_text(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """What is shown of these rows; a value with a tab or a line end in it stays one value."""
    lines = [[column.title for column in columns]]
    lines += [[_words(column.cell(row)) for column in columns] for row in rows]
    return "".join("\t".join(map(_in_one_cell, line)) + "\n" for line in lines)


def _words(cell: Cell) -> str:
    return " ".join(word for word in (cell.text, cell.code) if word)


def _in_one_cell(text: str) -> str:
    """Formulas are left as they are: who pastes sees them, and a note that begins with '=' is a note."""
    return " ".join(text.split()) if any(sign in text for sign in "\t\r\n\v\f\x85\u2028\u2029") else text
