"""CSV files for spreadsheets and for reading back: UTF-8 with a mark, commas, CRLF, keys as headers.

CRLF not only because spreadsheets like it: csv quotes a lone CR only where the line end contains one.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from app.file_formats.fields import Field
from app.file_formats.forms import Form
from app.file_formats.replacing import replacing

LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class WrittenColumn:
    """A column by its key; None is written as a blank whatever the form."""

    key: str
    form: Form


def written(fields: Iterable[Field]) -> list[WrittenColumn]:
    """The columns that reading the same fields takes back."""
    return [WrittenColumn(field.key, field.parser.write) for field in fields]


def write_file(path: Path, columns: Sequence[WrittenColumn], rows: Iterable[Sequence[object]]) -> int:
    """The number of rows written; the file appears whole or, on a ShopError, not at all."""
    with replacing(path) as stream:
        return write_rows(stream, columns, rows)


def write_rows(stream: TextIO, columns: Sequence[WrittenColumn], rows: Iterable[Sequence[object]]) -> int:
    """The same to an open stream, which must leave line ends alone."""
    writer = csv.writer(stream, lineterminator=LINE_END)
    writer.writerow([column.key for column in columns])
    forms = [column.form for column in columns]
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - it is the result
        writer.writerow(
            ["" if value is None else form(value) for form, value in zip(forms, row, strict=True)]
        )
    return count
