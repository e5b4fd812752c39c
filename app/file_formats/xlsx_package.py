"""The parts of a workbook, a zip of XML: read in blocks, and never more than a shop's file can be."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from app.errors import FileRefused
from app.file_formats.opening import locked, opened
from app.language import tr

BLOCK = 1 << 16
MOST_OF_A_SHEET = 1 << 30
MOST_OF_SHARED_TEXT = 1 << 28
MOST_OF_A_PART = 1 << 24
_MOST_PARTS = 10_000
# Real sheets shrink to a tenth or, of nothing but blanks, to a hundredth.
_MOST_SHRUNK = 250
_UNSUSPECTED = 1 << 26
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x1

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    expat.ExpatError,
)
"""What zip and XML raise where a file is broken."""

Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Text = Callable[[str], object]


class Names(dict[str, str]):
    """Names of XML elements without their namespace, each cut once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


class Package:
    """An open workbook; names of parts are compared without case, as spreadsheet programs do."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        infos = archive.infolist()
        if len(infos) > _MOST_PARTS:
            raise self.too_large()
        self._parts = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def blocks(self, name: str, most: int = MOST_OF_A_PART) -> Iterator[bytes]:
        """The bytes of a part, to its end so that its checksum is proved."""
        info = self._parts.get(name.lower())
        if info is None:
            raise damaged(self.path)
        self._check(info, most)
        with self._archive.open(info) as part:
            while block := part.read(BLOCK):
                yield block

    def parse(self, name: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
        """Calls back for every element of a small part."""
        parser = new_parser(self.path, start, end, text)
        for block in self.blocks(name):
            parser.Parse(block)
        parser.Parse(b"", True)

    def too_large(self) -> FileRefused:
        """The refusal of what would fill the memory."""
        return FileRefused(
            tr("{file} unpacks to more than a workbook of a shop can hold.", file=self.path),
            tr("Save the sheet as CSV UTF-8; if the file came by mail, do not open it."),
        )

    def _check(self, info: zipfile.ZipInfo, most: int) -> None:
        if info.flag_bits & _LOCKED:
            raise locked(self.path)
        if info.compress_type not in _WAYS:
            raise damaged(self.path)
        shrunk = info.file_size > _UNSUSPECTED and info.file_size > _MOST_SHRUNK * info.compress_size
        if info.file_size > most or shrunk:
            raise self.too_large()


@contextmanager
def opened_package(path: Path) -> Iterator[Package]:
    """The parts of the file; what is damaged in it is refused, now or while it is read."""
    with opened(path) as file, refusing_damage(path), zipfile.ZipFile(file) as archive:
        yield Package(path, archive)


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """Turns what zip and XML say about a broken file into a refusal."""
    try:
        yield
    except DAMAGE as error:
        raise damaged(path) from error


def new_parser(
    path: Path, start: Start | None = None, end: End | None = None, text: Text | None = None
) -> expat.XMLParserType:
    """An XML parser that tells names without namespaces and refuses declarations, which only bombs have."""
    names = Names()

    def refuse(*_: object) -> None:
        raise damaged(path)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = BLOCK
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if start is not None:
        parser.StartElementHandler = lambda name, given: start(names[name], given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(names[name])
    if text is not None:
        parser.CharacterDataHandler = text
    return parser


def damaged(path: Path, line: int = 0) -> FileRefused:
    """The refusal of a file that is broken, or made to break others; `line` where it is known."""
    hint = tr("Open it in the spreadsheet program and save it again, as XLSX or as CSV UTF-8.")
    if line:
        return FileRefused(
            tr("{file} is a damaged workbook from line {line} on.", file=path, line=line), hint
        )
    return FileRefused(tr("{file} is a damaged workbook.", file=path), hint)
