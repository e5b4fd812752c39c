"""The faces of printed pages, and which of them draws which sign.

Noto Sans draws Latin, Greek and Cyrillic, Noto Sans SC Chinese and Japanese kana. Each sign takes the first
face that has it; for Chinese text that is the Chinese one, whose quotation marks and dashes are as wide as
its signs. Further faces draw names in other scripts; some of those need shaping.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics

from app import resource
from app.documents.shaping import JOINERS, Face, Piece, shaped

LATIN, LATIN_STRONG = "NotoSans-Regular", "NotoSans-SemiBold"
CHINESE, CHINESE_STRONG = "NotoSansSC-Regular", "NotoSansSC-SemiBold"
RARE = "NotoSansSC-Rare"
"""The 12,000 Hanzi of GBK that few but names need; read only where a text has one."""
KOREAN = "NotoSansKR-Regular"
SHAPED = {
    "NotoSansHebrew": re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]"),
    "IBMPlexSansArabic": re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe]"),
    "NotoSansDevanagari": re.compile("[\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff]"),
    "NotoSansThai": re.compile("[\u0e00-\u0e7f]"),
}
"""Families with the signs they draw: those change one another, or run from the right."""
WEIGHTS = ("Regular", "SemiBold")
NAMES = (
    *(LATIN, LATIN_STRONG, CHINESE, CHINESE_STRONG, RARE, KOREAN),
    *(f"{family}-{weight}" for family in SHAPED for weight in WEIGHTS),
)

MARK = "\N{REPLACEMENT CHARACTER}"
"""Stands where no face has the sign."""
_JOINER = "\N{ZERO WIDTH JOINER}"
_SPACES = re.compile(r"[^\S\n]+")
# Two threads that draw first would each make a face of the same name, and reportlab takes one.
_reading = Lock()
_SELDOM = 65_536
"""Texts kept; a run of letters says the same words again and again."""


def face(name: str) -> Face:
    """A shipped face, read and made known to reportlab when it is first asked for, by any thread."""
    with _reading:
        return _read(name)


@cache
def _read(name: str) -> Face:
    font = Face(name, str(resource.path("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    return font


class _Widths(dict[str, float]):
    """Width of each sign for a size of 1; signs are looked for in the faces when first met."""

    def __init__(self, names: tuple[str, ...], strong: bool) -> None:
        super().__init__()
        self.names, self.strong = names, strong
        self.faces: dict[str, Face] = {}
        self.shaped: set[str] = set()
        """Signs met that cannot be drawn one by one."""

    def __missing__(self, sign: str) -> float:
        font = self._face_of(sign)
        width = font.face.getCharWidth(ord(sign)) / 1000 if font is not None else 0.0
        self[sign] = width
        if font is not None:
            self.faces[sign] = font
            if self._family_of(sign) is not None:
                self.shaped.add(sign)
        return width

    @staticmethod
    def _family_of(sign: str) -> str | None:
        return next((family for family, signs in SHAPED.items() if signs.match(sign)), None)

    def _face_of(self, sign: str) -> Face | None:
        code = ord(sign)
        # reportlab writes no signs beyond the basic plane into what readers copy and search.
        if code > 0xFFFF:
            return None
        family = self._family_of(sign)
        names = self.names if family is None else (f"{family}-{WEIGHTS[self.strong]}",)
        return next((font for font in map(face, names) if code in font.face.charToGlyph), None)


class Typeface:
    """One weight in one language: measures texts and parts them by face."""

    def __init__(self, names: tuple[str, ...], *, strong: bool = False) -> None:
        self._widths = _Widths(names, strong)
        self._width_of = self._widths.__getitem__
        self.first = face(names[0])
        self._in_first: set[str] = set()
        self.width = lru_cache(maxsize=_SELDOM)(self._width)
        self.pieces = lru_cache(maxsize=_SELDOM)(self._pieces)
        self.plain = lru_cache(maxsize=_SELDOM)(self._plain)

    def _width(self, text: str) -> float:
        """Of a `plain` text at size 1."""
        width = sum(map(self._width_of, text))
        return sum(piece.width for piece in self.pieces(text)) if self.needs_shaping(text) else width

    def needs_shaping(self, text: str) -> bool:
        """Whether `pieces` draws a `plain` text that was measured, not `runs`."""
        signs = self._widths.shaped
        return bool(signs) and not signs.isdisjoint(text)

    def _pieces(self, text: str) -> list[Piece]:
        """A line as the page shows it, from left to right."""
        return shaped(text, lambda sign: self._widths.faces.get(sign, self.first))

    def widths(self, text: str) -> Iterator[float]:
        """Sign by sign at size 1; shaped text is not wider."""
        return map(self._width_of, text)

    def _plain(self, text: str) -> str:
        """What of a text can be drawn: no control or direction signs, MARK for what no face has.

        Line breaks stay; any other white space is one space.
        """
        if not (text.isascii() and text.isprintable()):
            text = unicodedata.normalize("NFC", "\n".join(text.splitlines()))
            text = "".join(self._drawable(text))
        return _SPACES.sub(" ", text)

    def _drawable(self, text: str) -> Iterator[str]:
        before = ""
        for sign in text:
            category = unicodedata.category(sign)
            if sign == "\n" or self._known(sign, category) or self._joins(before, sign):
                yield sign
            elif category == "Zs" or sign == "\t":
                yield " "
            elif category not in _UNSEEN and before != _JOINER and not _is_modifier(sign):
                yield MARK
            before = sign

    def _known(self, sign: str, category: str) -> bool:
        if category in _UNSEEN or category in _SPACE_LIKE:
            return sign == " "
        self._width_of(sign)
        return sign in self._widths.faces

    def _joins(self, before: str, sign: str) -> bool:
        return sign in JOINERS and before in self._widths.shaped

    def runs(self, text: str) -> list[tuple[Face, str]]:
        """A `plain` text in pieces, each with the face that draws it."""
        if self._in_first.issuperset(text):
            return [(self.first, text)]
        faces = self._widths.faces
        runs: list[tuple[Face, str]] = []
        start, current = 0, None
        for place, sign in enumerate(text):
            self._width_of(sign)
            font = faces.get(sign, self.first)
            if font is self.first:
                self._in_first.add(sign)
            if font is not current:
                if current is not None:
                    runs.append((current, text[start:place]))
                start, current = place, font
        if current is not None:
            runs.append((current, text[start:]))
        return runs


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACE_LIKE = frozenset({"Zs", "Zl", "Zp"})


def _is_modifier(sign: str) -> bool:
    """Selects a variant or colours the sign before it; alone it says nothing."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U0001f3fb" <= sign <= "\U0001f3ff" or sign >= "\U000e0000"


@cache
def typeface(language: str, *, strong: bool = False) -> Typeface:
    """The faces of a language by its code ('en', 'zh_CN')."""
    latin = LATIN_STRONG if strong else LATIN
    chinese = CHINESE_STRONG if strong else CHINESE
    first = (chinese, latin) if language.startswith("zh") else (latin, chinese)
    return Typeface((*first, RARE, KOREAN), strong=strong)
