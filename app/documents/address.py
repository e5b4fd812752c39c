"""The recipient's address where an envelope's window shows it."""

from collections.abc import Sequence
from typing import NamedTuple

from app.documents.blocks import Style
from app.documents.layouts import Layout
from app.documents.sheets import DARK, FAINT, Sheets
from app.documents.wrapping import cut, wrap

_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_LEADINGS = (1.22, 1.12)
"""Times the size, where the air that a language is used to does not fit."""
_RETURN_LINE = 13.0
_RETURN_SIZE = 6.5
_REACHING_DOWN = frozenset("gjpqyJQ,;()[]{}|/@$_")


class _Set(NamedTuple):
    """Lines in a size of type; their ink reaches so far `above` the first and `below` the last."""

    lines: list[str]
    size: float
    leading: float

    @property
    def above(self) -> float:
        # Signs with accents and Hanzi are taller than plain capitals.
        return self.size * (0.72 if not self.lines or self.lines[0].isascii() else 0.93)

    @property
    def below(self) -> float:
        last = self.lines[-1] if self.lines else ""
        return self.size * (0.02 if last.isascii() and _REACHING_DOWN.isdisjoint(last) else 0.26)

    @property
    def height(self) -> float:
        return self.above + self.below + self.leading * max(0, len(self.lines) - 1)


def draw_address(sheets: Sheets, layout: Layout, style: Style, lines: Sequence[str], back: str) -> None:
    """As large as the window allows; the sender's return line `back` above it in small type."""
    window = layout.safe
    if window is None:
        return
    x = max(layout.left, window.x)
    width = window.right - x
    over = _RETURN_LINE if back.strip() and layout.return_line else 0.0
    address = _fitted([line for line in lines if line.strip()], width, window.height - over, style)
    top = max(window.y + over, min(layout.address or window.bottom, window.bottom - address.height))
    if over:
        line = cut(back, width, style.regular, _RETURN_SIZE)
        sheets.text(x, top - 7.5, line, style.regular, _RETURN_SIZE, DARK)
        sheets.line(x, top - 5, x + width, top - 5, width=0.3, shade=FAINT)
    for place, line in enumerate(address.lines):
        y = top + address.above + address.leading * place
        sheets.text(x, y, line, style.regular, address.size)


def _fitted(lines: list[str], width: float, height: float, style: Style) -> _Set:
    """Wrapped; at worst each line cut, and lines before the last left out."""
    for size in _SIZES:
        wrapped = [part for line in lines for part in wrap(line, width, style.regular, size) if part]
        for leading in (style.leading - 0.05, *_LEADINGS):
            address = _Set(wrapped, size, size * leading)
            if address.height <= height:
                return address
    size, leading = _SIZES[-1], _SIZES[-1] * _LEADINGS[-1]
    whole = [cut(line, width, style.regular, size) for line in lines]
    # Name and town matter most to who delivers it.
    while _Set(whole, size, leading).height > height:
        del whole[len(whole) // 2]
    return _Set(whole, size, leading)
