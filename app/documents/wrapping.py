"""Breaks text into lines: Latin between words, Chinese between signs that may begin and end a line."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from app.documents.fonts import Typeface
from app.documents.shaping import is_mark

NOT_FIRST = (
    "、。，．：；？！·‧•…—–～〜・ー々〻〱〲‐゠％‰℃°′″℉¢￠"
    "”’）〕］｝〉》」』】〗〙〛〞〟︶︸︺︼︾﹀﹂﹄﹚﹜﹞»›"
    ",.:;?!%)]}"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
"""Never at the beginning of a line (GB/T 15834, JIS X 4051, W3C clreq)."""
NOT_LAST = "“‘（〔［｛〈《「『【〖〘〚〝︵︷︹︻︽︿﹁﹃﹙﹛﹝«‹([{￥＄￡¥$£€＃#№@＠§"
"""Never at the end of a line."""
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3"
    "\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
)
_HAS_WIDE = re.compile(f"[{_WIDE}]")
_NOT_FIRST, _NOT_LAST = re.escape(NOT_FIRST), re.escape(NOT_LAST)
# Nowhere within '23 November' or '2 × lamp', and not between a number and the sign of its year, month or day.
_SPACE = r"(?<= )(?<!\b\d )(?<!\b\d\d )(?<!× )(?=\S)"
# Between two signs of which one is wide, where neither forbids it; after spaces; after the hyphen of a word.
_OPPORTUNITY = re.compile(
    rf"(?<=[{_WIDE}])(?<![{_NOT_LAST}\s])(?![{_NOT_FIRST}\s]|$)"
    rf"|(?<![{_NOT_LAST}\s])(?<=.)(?=[{_WIDE}])(?![{_NOT_FIRST}])(?!(?<=\d)[年月日])"
    # Curved quotes are not wide: Latin text has them too, and an apostrophe among them.
    r"|(?<=[”’])(?=[“‘])|(?<=”)(?=\w)|(?<=\w)(?=“)"
    r"|(?<=[^\W\d_]-)(?=[^\W\d_])"
    rf"|{_SPACE}"
)
_HYPHEN = re.compile(rf"(?<=[^\W\d_]-)(?=[^\W\d_])|{_SPACE}")
_SEAM = re.compile(r"[-/_.@+](?=[^-/_.@+]*$)")


def wrap(text: str, width: float, face: Typeface, size: float, indent: float = 0) -> list[str]:
    """The lines of a text, none wider than `width`; the first of each paragraph leaves `indent` free.

    An empty paragraph is an empty line; so is an empty text.
    """
    em = width / size
    first = max(em - indent / size, 1)
    return [line for part in face.plain(text).split("\n") for line in _lines(part.strip(), first, em, face)]


def _lines(text: str, first: float, em: float, face: Typeface) -> Iterator[str]:
    if face.width(text) <= first:
        yield text
        return
    room, line, filled = first, "", 0.0
    for piece in _pieces(text):
        word = piece.rstrip()
        taken = face.width(word)
        if filled + taken <= room:
            line += piece
            filled += taken if word is piece else face.width(piece)
            continue
        if line:
            yield line.rstrip()
            room = em
        if taken > room:
            *broken, rest = _broken(word, room, face)
            yield from broken
            piece = rest + piece[len(word) :]
            room = em
        line, filled = piece, face.width(piece)
    if line:
        yield line.rstrip()


def _pieces(text: str) -> list[str]:
    """What stays together, with the spaces behind it."""
    return (_OPPORTUNITY if _HAS_WIDE.search(text) else _HYPHEN).split(text)


def _broken(word: str, room: float, face: Typeface) -> Iterator[str]:
    """A word that is wider than a line, where it has a seam, else anywhere."""
    ends = list(accumulate(face.widths(word), initial=0.0))
    start = 0
    while start < len(word) - 1 and ends[-1] - ends[start] > room:
        # At least one sign, however narrow the column.
        end = max(start + 1, bisect_right(ends, ends[start] + room) - 1)
        gap = word.rfind(" ", start, end + 1)
        if gap > start:
            yield word[start:gap]
            start = gap + 1
            continue
        seam = _SEAM.search(word, start + (end - start) // 2, end)
        end = seam.end() if seam is not None else _before_marks(word, start, end)
        yield word[start:end]
        start = end
    yield word[start:]


def _before_marks(word: str, start: int, end: int) -> int:
    """A sign keeps what stands on it."""
    place = end
    while place > start + 1 and is_mark(word[place]):
        place -= 1
    return end if is_mark(word[place]) else place


def cut(text: str, width: float, face: Typeface, size: float) -> str:
    """A text on one line, its end replaced by '…' where it is too long."""
    text = " ".join(face.plain(text).split())
    em = width / size
    if face.width(text) <= em:
        return text
    room = em - face.width("…")
    fitting = bisect_right(list(accumulate(face.widths(text))), room)
    return text[: _before_marks(text, 0, fitting)].rstrip() + "…"
