"""A PDF that is being written, page after page; places are points from the page's upper left corner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.documents.codes import Bars, Matrix
from app.documents.fonts import LATIN, Typeface, face, typeface
from app.documents.shaping import Face, Piece

BLACK, DARK, QUIET, FAINT = 0.0, 0.25, 0.42, 0.72
"""Shades of grey: text, second text, what explains, lines."""
_finishing = Lock()
"""Subsets are cut out of faces that all threads share."""
_KEPT = 8_192
# Bytes as they are: as text without bytes above 127 they would take a quarter more room and half more time.
rl_config.useA85 = 0


class Sheets:
    """Writes onto one page until the next is begun."""

    def __init__(self, size: tuple[float, float], *, title: str, author: str, language: str) -> None:
        face(LATIN)
        self._file = BytesIO()
        # The first font is one of ours: reportlab's own would not be embedded.
        self._canvas = Canvas(
            self._file,
            pagesize=size,
            pageCompression=1,
            initialFontName=LATIN,
            lang=language.replace("_", "-"),
        )
        plain = typeface(language).plain
        self._canvas.setTitle(plain(title).replace("\n", " "))
        self._canvas.setAuthor(plain(author).replace("\n", " "))
        self._canvas.setCreator("Backorder Desk")
        self._document: Any = self._canvas._doc
        self._shown: dict[tuple[Face, str], list[tuple[str, str]]] = {}
        self._text: list[str] = []
        self._font, self._shade = "", -1.0
        self._stamps: set[str] = set()
        self.width, self.height = size
        self.shift = (0.0, 0.0)
        """By how much everything on the pages to come is moved to the right and down."""

    def text(
        self, x: float, y: float, text: str, typeface: Typeface, size: float, shade: float = BLACK
    ) -> None:
        """A line of `plain` text from `x` on, standing on `y`."""
        if not text:
            return
        write = self._text.append
        if shade != self._shade:
            write(f"{shade:g} g")
            self._shade = shade
        write(f"1 0 0 1 {x + self.shift[0]:.2f} {self.height - y - self.shift[1]:.2f} Tm")
        if typeface.needs_shaping(text):
            shown = [each for piece in typeface.pieces(text) for each in self._shown_of_piece(piece, size)]
        else:
            shown = [each for font, run in typeface.runs(text) for each in self._shown_of(font, run)]
        for name, operators in shown:
            tf = f"{name} {size:g} Tf"
            if tf != self._font:
                write(tf)
                self._font = tf
            write(operators)

    def _shown_of_piece(self, piece: Piece, size: float) -> Iterator[tuple[str, str]]:
        """As `_shown_of`, glyph by glyph: each where its script wants it."""
        font, glyphs, ahead = piece.font, iter(piece.glyphs), 0.0
        begins = f"/Span<</ActualText<feff{piece.text.encode('utf-16-be').hex()}>>>BDC " if piece.text else ""
        for subset, codes in font.splitString(
            "".join(chr(each.code) for each in piece.glyphs), self._document
        ):
            name = font.getSubsetInternalName(subset, self._document)
            for code, glyph in zip(codes, glyphs, strict=False):
                rise = (f"{glyph.up * size / 1000:.2f} Ts ", " 0 Ts") if glyph.up else ("", "")
                moved = f"[{ahead - glyph.aside:.0f} <{code:02x}>] TJ"
                yield name, f"{begins}{rise[0]}{moved}{rise[1]}"
                begins, ahead = "", glyph.aside + font.face.charWidths[glyph.code] - glyph.advance
        yield name, f"[{ahead:.0f}] TJ{' EMC' if piece.text else ''}"

    def _shown_of(self, font: Face, run: str) -> list[tuple[str, str]]:
        """The PDF operators that show a run, each with the name of its subset."""
        known = self._shown.get((font, run))
        if known is None:
            known = [
                (font.getSubsetInternalName(subset, self._document), f"<{codes.hex()}> Tj")
                for subset, codes in font.splitString(run, self._document)
            ]
            if len(self._shown) >= _KEPT:
                self._shown.clear()
            self._shown[font, run] = known
        return known

    def right(
        self, x: float, y: float, text: str, typeface: Typeface, size: float, shade: float = BLACK
    ) -> None:
        """A line that ends at `x`."""
        self.text(x - typeface.width(text) * size, y, text, typeface, size, shade)

    def centred(
        self, x: float, y: float, text: str, typeface: Typeface, size: float, shade: float = BLACK
    ) -> None:
        """A line with its middle at `x`."""
        self.text(x - typeface.width(text) * size / 2, y, text, typeface, size, shade)

    def line(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        *,
        width: float = 0.5,
        shade: float = FAINT,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """A straight line."""
        dx, dy = self.shift
        pattern = " ".join(f"{each:g}" for each in dashes)
        self._canvas.addLiteral(
            f"q {width:g} w {shade:g} G [{pattern}] 0 d {x + dx:.2f} {self.height - y - dy:.2f} m "
            f"{to_x + dx:.2f} {self.height - to_y - dy:.2f} l S Q"
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        line: float = 0.7,
        shade: float = BLACK,
        fill: float | None = None,
    ) -> None:
        """A rectangle, `x` and `y` its upper left corner; filled with a shade or drawn as a line."""
        dx, dy = self.shift
        rectangle = f"{x + dx:.2f} {self.height - y - dy - height:.2f} {width:.2f} {height:.2f} re"
        paint = f"{line:g} w {shade:g} G {rectangle} S" if fill is None else f"{fill:g} g {rectangle} f"
        self._canvas.addLiteral(f"q {paint} Q")

    def squares(self, x: float, y: float, width: float, matrix: Matrix) -> None:
        """A QR code as wide as high."""
        dx, dy = self.shift
        unit = width / matrix.size
        # One path in units of a square: nothing shines through between them, however it is scaled.
        self._canvas.addLiteral(
            f"q 0 g {unit:.5f} 0 0 {-unit:.5f} {x + dx:.2f} {self.height - y - dy:.2f} cm {matrix.path} f Q"
        )

    def bars(self, x: float, y: float, width: float, height: float, bars: Bars) -> None:
        """A bar code."""
        dx, dy = self.shift
        unit = width / bars.modules
        rectangles = " ".join(f"{start} 0 {wide} 1 re" for start, wide in bars.dark)
        self._canvas.addLiteral(
            f"q 0 g {unit:.5f} 0 0 {-height:.2f} {x + dx:.2f} {self.height - y - dy:.2f} cm {rectangles} f Q"
        )

    def picture(self, x: float, y: float, width: float, height: float, image: Any) -> None:
        """An image (`logos.Logo.image`), stored once however many pages show it."""
        name = f"picture{id(image)}"
        if name not in self._stamps:
            self._stamps.add(name)
            self._flush()
            self._canvas.beginForm(name, 0, 0, 1, 1)
            self._canvas.drawImage(image, 0, 0, 1, 1)
            self._canvas.endForm()
        dx, dy = self.shift
        with self._kept():
            self._canvas.transform(width, 0, 0, height, x + dx, self.height - y - dy - height)
            self._canvas.doForm(name)

    def turned(self, x: float, y: float, degrees: float, draw: Callable[[], None]) -> None:
        """What `draw` puts around (0, page height) stands at (x, y), turned counter-clockwise."""
        self._flush()
        shift, self.shift = self.shift, (0.0, 0.0)
        with self._kept():
            self._canvas.translate(x + shift[0], self.height - y - shift[1])
            self._canvas.rotate(degrees)
            draw()
            self._flush()
        self.shift = shift

    @contextmanager
    def _kept(self) -> Iterator[None]:
        self._canvas.saveState()
        yield
        self._canvas.restoreState()

    def resize(self, size: tuple[float, float]) -> None:
        """For the page that begins, before anything stands on it."""
        if size != (self.width, self.height):
            self._canvas.setPageSize(size)
            self.width, self.height = size

    def next_page(self) -> None:
        """Ends the page, also an empty one."""
        self._flush()
        self._canvas.showPage()

    def _flush(self) -> None:
        if self._text:
            self._canvas.addLiteral(f"BT {' '.join(self._text)} ET")
            self._text.clear()
        self._font, self._shade = "", -1.0

    def pdf(self) -> bytes:
        """The whole; every page was ended by `next_page`."""
        with _finishing:
            self._canvas.save()
        return self._file.getvalue()
