"""A file of text written anew but for some of its cells: all else stays to the byte."""

import codecs
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from app.errors import FileRefused
from app.file_formats.opening import opened
from app.file_formats.records import Records
from app.file_formats.text_rows import TextRows
from app.language import tr

Changes = Callable[[int, Sequence[str]], Mapping[int, str]]
"""Takes a line and its cells; gives new texts by their places in the row."""

# A codec that eats the mark says nothing of the order of bytes, and writes one of its own.
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def refilled(records: Records, source: TextRows, changes: Changes) -> bytes:
    """The whole file with the changed cells: its encoding, delimiter, quotes and line ends are kept."""
    with opened(source.path) as file:
        content = file.read()
    mark, codec = next(
        ((mark, codec) for mark, codec in _MARKED if content.startswith(mark)), (b"", source.encoding)
    )
    try:
        text = content[len(mark) :].decode(codec)
    except UnicodeError as error:
        raise _changed(source) from error
    starts = [0, *accumulate(map(len, io.StringIO(text, newline="")))]
    pieces: list[str] = []
    done = 0
    for line, cells in records.rows():
        wanted = {place: new for place, new in changes(line, cells).items() if cells[place] != new}
        if not wanted:
            continue
        if line >= len(starts):
            raise _changed(source)
        spans = list(_spans(text, starts[line - 1], len(cells), source.delimiter))
        for place, new in sorted(wanted.items()):
            start, end = spans[place]
            old = text[start:end]
            if _value(old) != cells[place]:
                raise _changed(source)
            pieces += text[done:start], _as_before(new, old, source.delimiter)
            done = end
    return mark + "".join((*pieces, text[done:])).encode(codec)


def _spans(text: str, start: int, count: int, delimiter: str) -> Iterator[tuple[int, int]]:
    """Where each of the cells of the row that begins here stands, its quotation marks included."""
    cell = _cell(delimiter)
    for _ in range(count):
        match = cell.match(text, start)
        if match is None:
            return
        yield match.span()
        start = match.end() + 1


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    ends = re.escape(delimiter) + "\r\n"
    return re.compile(f'"[^"]*(?:""[^"]*)*"(?=[{ends}]|\\Z)|[^{ends}]*')


def _value(raw: str) -> str:
    return raw[1:-1].replace('""', '"') if raw[:1] == '"' else raw


def _as_before(new: str, old: str, delimiter: str) -> str:
    """Quoted where the old cell was, or where it must be."""
    if old[:1] == '"' or any(sign in new for sign in (delimiter, '"', "\r", "\n")):
        return '"' + new.replace('"', '""') + '"'
    return new


def _changed(source: TextRows) -> FileRefused:
    return FileRefused(
        tr("{file} changed while it was read.", file=source.path),
        tr("Wait until the program that writes it has finished, then try again."),
    )
