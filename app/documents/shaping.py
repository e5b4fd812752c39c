"""Lines in scripts that run from the right, or whose signs change one another: glyphs as the page shows them.

HarfBuzz chooses and places the glyphs; python-bidi tells what runs from the right (UAX #9).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from threading import Lock
from typing import Any, NamedTuple

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_FIRST_GLYPH = 0xF0000
"""No sign has a code from here on, and reportlab draws by codes."""
_OURS = re.compile(r"<(F[0-9A-F]{4})>")
_FROM_RIGHT = frozenset({"R", "AL", "AN"})
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Say whether the signs beside them join; unseen."""
_BEFORE_NUMBER = re.compile(r"(?<!\d)[^\w\s](?=\s*\d)")
_WITHOUT_JOINERS = dict.fromkeys(map(ord, JOINERS))
_naming = Lock()


class Glyph(NamedTuple):
    """A code of its font, moved aside and up from where it would stand, and how far the next one stands.

    Lengths are thousandths of the size.
    """

    code: int
    aside: float
    up: float
    advance: float


class Piece(NamedTuple):
    """What one face draws of a line, from left to right; `text` is what it says, '' where each glyph says it.

    Readers of a page turn around what they find from the right, glyph by glyph.
    """

    font: "Face"
    text: str
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """At size 1."""
        return sum(glyph.advance for glyph in self.glyphs) / 1000


class Face(TTFont):  # type: ignore[misc]
    """A face that also draws glyphs which stand for no single sign, and says what text each of them shows."""

    def __init__(self, name: str, file: str) -> None:
        # Its subsets would otherwise hold all of ASCII, used or not.
        super().__init__(name, file, asciiReadable=False, shapable=False)
        self._codes: dict[tuple[int, str], int] = {}
        self._shows: dict[int, str] = {}

    @cached_property
    def shaper(self) -> Any:
        """HarfBuzz's view of it."""
        import uharfbuzz

        return uharfbuzz.Font(uharfbuzz.Face(bytes(self.face._ttf_data)))

    def code_of(self, glyph: int, text: str) -> int:
        """The code that draws a glyph where it shows this text."""
        with _naming:
            known = self._codes.get((glyph, text))
            if known is None:
                known = _FIRST_GLYPH + len(self._codes)
                self.face.charToGlyph[known] = glyph
                self.face.charWidths[known] = self.advance_of(glyph)
                self._codes[glyph, text] = known
                self._shows[known] = text
            return known

    def advance_of(self, glyph: int) -> float:
        """In thousandths of the size, as the embedded face has it."""
        metrics = self.face.hmetrics
        return float(self.face._pdfScale(metrics[min(glyph, len(metrics) - 1)][0]))

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Adds to reportlab's own what text its glyphs show: what readers copy and search."""
        subsets = self.state[document].subsets
        super().addObjects(document)
        for number, subset in enumerate(subsets):
            if max(subset) >= _FIRST_GLYPH:
                name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
                stream = document.idToObject[f"toUnicodeCMap:{name}"]
                stream.content = _OURS.sub(self._shown, stream.content)

    def _shown(self, found: re.Match[str]) -> str:
        return f"<{self._shows[int(found[1], 16)].encode('utf-16-be').hex()}>"


def shaped(text: str, face_of: Callable[[str], Face]) -> list[Piece]:
    """A line's pieces from left to right; `face_of` tells which face draws a sign."""
    levels = _levels(text)
    runs: list[tuple[int, Face, str]] = []
    fonts = _fonts(text, face_of)
    signs = zip(levels, fonts, text, strict=True)
    for (level, font), some in groupby(signs, key=lambda each: (each[0], each[1])):
        runs.append((level, font, "".join(sign for _, _, sign in some)))
    return [_piece(font, run, level) for level, font, run in _in_order_of_page(runs)]


def _fonts(text: str, face_of: Callable[[str], Face]) -> Iterator[Face]:
    """Marks and joiners go with what they stand on."""
    before: Face | None = None
    for sign in text:
        if before is None or not _belongs(sign) or ord(sign) not in before.face.charToGlyph:
            before = face_of(sign)
        yield before


def is_mark(sign: str) -> bool:
    """Stands on the sign before it."""
    return unicodedata.category(sign)[0] == "M"


def _belongs(sign: str) -> bool:
    return is_mark(sign) or sign in JOINERS


def _levels(text: str) -> list[int]:
    """Even: from the left; odd: from the right."""
    kinds = set(map(unicodedata.bidirectional, text))
    if kinds.isdisjoint(_FROM_RIGHT):
        return [0] * len(text)
    # Imported where a name first needs it.
    from bidi import algorithm

    # What a letter says runs from the left, whoever it names; a line of nothing but such a name does not.
    base = 0 if "L" in kinds else 1
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    # A number behind a name and a comma is no part of the name.
    parted = text if base else _BEFORE_NUMBER.sub("A", text)
    algorithm.get_embedding_levels(parted.translate(_WITHOUT_JOINERS), storage)
    for resolve in (
        algorithm.explicit_embed_and_overrides,
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
    ):
        resolve(storage, False)
    signs, level, levels = iter(storage["chars"]), base, []
    for sign in text:
        level = level if sign in JOINERS else next(signs)["level"]
        levels.append(level)
    return levels


def _in_order_of_page(runs: Sequence[tuple[int, Face, str]]) -> list[tuple[int, Face, str]]:
    """From the highest level to the lowest odd one, whatever is of it or above stands the other way round."""
    ordered = list(runs)
    for level in range(max((run[0] for run in runs), default=0), 0, -1):
        turned: list[tuple[int, Face, str]] = []
        for is_above, some in groupby(ordered, key=lambda run: run[0] >= level):
            these = list(some)
            turned += reversed(these) if is_above else these
        ordered = turned
    return ordered


def _piece(font: Face, text: str, level: int) -> Piece:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    shaper = font.shaper
    uharfbuzz.shape(shaper, buffer)
    scale = 1000 / shaper.face.upem
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    glyphs: list[Glyph] = []
    placed = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    for start, some in groupby(placed, key=lambda each: each[0].cluster):
        together = list(some)
        shows = _shared_out(text[start : ends[start]], len(together), from_right=level % 2 == 1)
        for (info, position), said in zip(together, shows, strict=True):
            where = (position.x_offset * scale, position.y_offset * scale, position.x_advance * scale)
            glyphs.append(Glyph(font.code_of(info.codepoint, said), *where))
    return Piece(font, "" if level % 2 else text, tuple(glyphs))


def _shared_out(text: str, count: int, *, from_right: bool) -> list[str]:
    """Which of the glyphs that show a text together says what of it."""
    if not from_right:
        return [text, *[""] * (count - 1)]
    # Readers turn these around too. A letter, at the right, says itself; the first mark on it the rest.
    text = text[::-1]
    return [text] if count == 1 else [text[:-1], *[""] * (count - 2), text[-1:]]
