"""The encoding of a file, told from all of its bytes in blocks, so that a long file needs no memory.

In this order: a byte order mark, strict UTF-8, strict GB18030 as long as it gives Chinese, Windows-1252.
"""

import codecs
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from app.errors import FileRefused
from app.file_formats.opening import opened
from app.flags import flag
from app.language import tr
from app.progress import Progress

_MARKS = (
    # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
# In a glance.
_GLANCES = 8
_ASCII = bytes(range(128))
# First bytes of the signs and the 3,755 everyday characters of GB 2312.
_EVERYDAY = bytes(range(0xA1, 0xD8))


def encoding_of(path: Path, chosen: str | None = None, progress: Progress | None = None) -> tuple[str, int]:
    """(codec that reads the whole file, number of its line feeds); FileRefused where there is none."""
    with opened(path) as file:
        candidates = (chosen,) if chosen else _candidates(file.read(4))
        for encoding in candidates:
            file.seek(0)
            line_feeds = _read_through(path, file, encoding, progress or Progress())
            if line_feeds is not None:
                return encoding, line_feeds
    raise _unreadable(path, candidates)


def glanced_encoding(path: Path, chosen: str | None = None) -> tuple[str, int]:
    """The same of a long file from blocks here and there, its lines reckoned from the first of them; what
    stands between the blocks may still refuse the encoding when all is read."""
    size = path.stat().st_size
    if size <= _GLANCES * _BLOCK:
        return encoding_of(path, chosen)
    with opened(path) as file:
        blocks = [file.read(_BLOCK)]
        packed = isinstance(file, gzip.GzipFile)
        for number in () if packed else range(1, _GLANCES):
            file.seek(number * (size - _BLOCK) // (_GLANCES - 1))
            # It begins within a line, maybe within a character.
            blocks.append(file.read(_BLOCK).partition(b"\n")[2])
    candidates = (chosen,) if chosen else _candidates(blocks[0])
    lines = 0 if packed else blocks[0].count(b"\n") * size // _BLOCK
    for encoding in candidates:
        if _decodes(blocks, encoding):
            return encoding, lines
    raise _unreadable(path, candidates)


def _unreadable(path: Path, candidates: tuple[str, ...]) -> FileRefused:
    if len(candidates) == 1:
        return FileRefused(
            tr("{file} is not written in {encoding}.", file=path, encoding=candidates[0]),
            tr("Choose another encoding, or save the file as UTF-8."),
        )
    return FileRefused(
        tr("{file} is neither UTF-8 nor GB18030 nor Windows-1252.", file=path),
        tr("Choose its encoding{flag}, or save the file as UTF-8.", flag=flag("--encoding")),
    )


def _decodes(blocks: list[bytes], encoding: str) -> bool:
    chinese = _ChineseCount() if encoding == "gb18030" else None
    # Of codes of two and four bytes only the first block begins where a character does.
    wide = encoding.startswith(("utf-16", "utf-32"))
    try:
        for block in blocks[:1] if wide else blocks:
            text = codecs.getincrementaldecoder(encoding)().decode(block)
            if chinese:
                chinese.add(text)
    except UnicodeError:
        return False
    return chinese is None or chinese.prevails()


@contextmanager
def opened_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """The file as text, line ends as they are."""
    with opened(path) as file, io.TextIOWrapper(file, encoding, newline="") as text:
        yield text


def _candidates(head: bytes) -> tuple[str, ...]:
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    return (marked,) if marked else ("utf-8", "gb18030", "cp1252")


def _read_through(path: Path, file: BinaryIO, encoding: str, progress: Progress) -> int | None:
    """How many line feeds there are; None where the encoding is not this one."""
    line_feeds = 0
    decoder = codecs.getincrementaldecoder(encoding)()
    chinese = _ChineseCount() if encoding == "gb18030" else None
    try:
        while block := file.read(_BLOCK):
            progress.at(tr("Opening {file}", file=path.name))
            text = decoder.decode(block)
            line_feeds += text.count("\n")
            _refuse_nul(path, text, encoding)
            if chinese:
                chinese.add(text)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return None
    return line_feeds if chinese is None or chinese.prevails() else None


class _ChineseCount:
    """Accented Western letters often pair up to valid GB18030: 'ül' is 黮. Everyday characters tell."""

    def __init__(self) -> None:
        self.everyday = 0
        self.others = 0

    def add(self, text: str) -> None:
        others = len(text) - len(text.encode("ascii", "ignore"))
        first_bytes = text.encode("gb2312", "ignore").translate(None, _ASCII)[::2]
        everyday = len(first_bytes) - len(first_bytes.translate(None, _EVERYDAY))
        # Four bytes in the pattern of GB18030 do not come about by chance.
        long = len(text) - len(text.encode("gbk", "ignore").decode("gbk"))
        self.everyday += everyday + long
        self.others += others - everyday - long

    def prevails(self) -> bool:
        return self.everyday >= self.others


def _refuse_nul(path: Path, text: str, encoding: str) -> None:
    if "\0" not in text:
        return
    with opened_text(path, encoding) as lines:
        line = next(number for number, line in enumerate(lines, 1) if "\0" in line)
    raise FileRefused(
        tr("{file} is not text: there is a NUL character on line {line}.", file=path, line=line),
        tr("Export it again as CSV UTF-8, or choose its encoding{flag}.", flag=flag("--encoding")),
    )
