"""What a workbook says about itself: its sheets, its clock, which cells show days, the text they share."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from app.errors import FileRefused
from app.file_formats.xlsx_package import MOST_OF_SHARED_TEXT, Package, damaged, new_parser
from app.language import tr

_MOST_STRINGS = 5_000_000
_MOST_SHEETS = 1_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Shows(Enum):
    """What a number in a cell is shown as."""

    NUMBER = auto()
    DAY = auto()
    PERCENT = auto()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name; `part` is where its cells are."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """`shows` has an entry for each style; `strings` is the part with the shared text, '' for none."""

    sheets: tuple[Sheet, ...]
    since_1904: bool
    shows: tuple[Shows, ...]
    strings: str


class SharedText:
    """Texts that cells name by number, read as far as they are asked for."""

    def __init__(self, package: Package, part: str) -> None:
        # What was read so far.
        self.texts: list[str] = []
        self._blocks = package.blocks(part, MOST_OF_SHARED_TEXT) if part else iter(())
        self._part = part
        self._parts: list[str] = []
        self._depth = 0
        self._spoken = False
        self._taking = False
        self._too_many = package.too_large
        self._parser = new_parser(package.path, self._start, self._end, self._text)

    def get(self, place: int) -> str | None:
        """The text of this number; None where there is none."""
        while len(self.texts) <= place < _MOST_STRINGS:
            block = next(self._blocks, None)
            if block is None:
                break
            self._parser.Parse(block)
        return self.texts[place] if 0 <= place < len(self.texts) else None

    def finish(self) -> None:
        """Reads what no cell named, so that damage there is found too."""
        for block in self._blocks:
            self._parser.Parse(block)
        if self._part:
            self._parser.Parse(b"", True)

    def forget(self) -> None:
        """Frees the memory at once: the parser and its handlers hold one another."""
        self.texts.clear()

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "t":
            self._taking = not self._spoken
        elif name == "rPh":
            self._spoken = True
        elif name == "si":
            self._parts = []

    def _text(self, text: str) -> None:
        if self._taking:
            self._parts.append(text)

    def _end(self, name: str) -> None:
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._parts)))
            if len(self.texts) > _MOST_STRINGS:
                raise self._too_many()


def read_workbook(package: Package) -> Workbook:
    """FileRefused where the zip holds no workbook that can be read."""
    main = _main_part(package)
    sheets: list[tuple[str, str, bool]] = []
    since: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name == "sheet" and len(sheets) < _MOST_SHEETS:
            link = next((text for key, text in given.items() if key.endswith(" id")), "")
            sheets.append((given.get("name", ""), link, given.get("state", "visible") == "visible"))
        elif name == "workbookPr":
            since.append(given.get("date1904", "0"))

    package.parse(main, start)
    links = _links(package, main)
    found = [
        Sheet(name, links[link][1], visible)
        for name, link, visible in sheets
        if link in links and links[link][0] == "worksheet" and links[link][1] in package
    ]
    if not found:
        raise damaged(package.path)
    parts = {kind: part for kind, part in links.values() if part in package}
    shows = _shows(package, parts["styles"]) if "styles" in parts else ()
    return Workbook(tuple(found), "1" in since or "true" in since, shows, parts.get("sharedStrings", ""))


def unescaped(text: str) -> str:
    """_x000D_ and the like are how workbooks write letters that XML has none for."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    plain = 0 < code < 0xD800 or 0xE000 <= code <= 0xFFFF
    return chr(code) if plain else match[0]


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for kind, part in _links(package, "").values():
            if kind == "officeDocument" and part in package:
                if not part.endswith((".xml", ".XML")) or "word/" in part or "ppt/" in part:
                    raise _no_workbook(package.path, set(package))
                return part
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise _no_workbook(package.path, set(package))


def _no_workbook(path: Path, names: set[str]) -> FileRefused:
    hint = tr("Open it in the spreadsheet program and save it as XLSX or as CSV UTF-8.")
    if "xl/workbook.bin" in names:
        return FileRefused(tr("{file} is a binary workbook (XLSB).", file=path), hint)
    if "mimetype" in names and "content.xml" in names:
        return FileRefused(tr("{file} is an OpenDocument file, not an XLSX workbook.", file=path), hint)
    return FileRefused(
        tr("{file} is an archive in which there is no workbook.", file=path),
        tr("Unpack it and choose the file inside it."),
    )


def _links(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """(what it is, part) by the name under which `part` refers to it; what lies outside is left out."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship" and given.get("TargetMode", "Internal") == "Internal":
            target = given.get("Target", "").replace("\\", "/")
            whole = target if target.startswith("/") else posixpath.join(folder, target)
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = kind, posixpath.normpath(whole).lstrip("/")

    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels in package:
        package.parse(rels, start)
    return found


def _shows(package: Package, part: str) -> tuple[Shows, ...]:
    # Importing it takes a quarter of a second.
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats: dict[str, str] = {str(number): text for number, text in BUILTIN_FORMATS.items()}
    # What the Chinese and Japanese editions keep for themselves: days, all of them.
    formats |= {str(number): "yyyy-mm-dd" for number in (*range(27, 37), *range(50, 59))}
    styles: list[str] = []
    inside: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name == "numFmt" and "numFmts" in inside:
            formats[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            styles.append(given.get("numFmtId", "0"))
        inside.append(name)

    package.parse(part, start, lambda name: inside.pop())
    is_day: Callable[[Any], bool] = is_date_format
    is_span: Callable[[Any], bool] = is_timedelta_format
    known: dict[str, Shows] = {}
    for style in set(styles):
        text = formats.get(style, "General")
        known[style] = _shown(text, is_day(text) and not is_span(text))
    return tuple(known[style] for style in styles)


def _shown(code: str, is_day: bool) -> Shows:
    if is_day:
        return Shows.DAY
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code)
    return Shows.PERCENT if "%" in bare else Shows.NUMBER
