"""CSV files for spreadsheets and for reading back: UTF-8 with a mark, commas, CRLF, keys as headers.

CRLF not only because spreadsheets like it: csv quotes a lone CR only where the line end contains one.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from app.file_formats.fields import Field
from app.file_formats.forms import Form
from app.file_formats.replacing import replacing

LINE_END = "\r\n"
_BLOCK = 512
_REMEMBERED = 8_192


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
    texts = [_Remembered(column.form).__getitem__ for column in columns]
    found, count = iter(rows), 0
    while block := list(islice(found, _BLOCK)):
        count += len(block)
        # Column by column: most cells of a column say what another one said.
        cells = [
            list(map(text, values)) for text, values in zip(texts, zip(*block, strict=True), strict=True)
        ]
        writer.writerows(zip(*cells, strict=True))
    return count


class _Remembered(dict[object, str]):
    """The texts of values, as long as they are few."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def __missing__(self, value: object) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        text = self[value] = "" if value is None else self._form(value)
        return text
