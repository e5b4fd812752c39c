"""Letters in one PDF and one by one, against a bare canvas that draws the same text and the same QR codes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas

from app.documents import fonts
from app.documents.codes import Matrix, matrix
from app.documents.fonts import Typeface, typeface
from app.documents.layouts import DIN_B
from app.documents.letter import Letter, letter_pdf, write_letters
from app.documents.sheets import BLACK, Sheets
from tests.bench.measuring import Figure, turn_about
from tests.sample_papers import delay

RATIO = 0.6
LETTERS = 1_000
ROUNDS = 3
Line = tuple[float, float, str, str, float]
Code = tuple[float, float, float, Matrix]
Page = tuple[list[Line], list[Code]]


def letters(language: str) -> list[Letter]:
    """No two alike: each has its own customer, order and code."""
    like = delay(language)
    *blocks, form = like.blocks
    return [
        replace(
            like,
            recipient=(f"{like.recipient[0]} {number}", *like.recipient[1:]),
            subject=like.subject.replace("1042", str(10_000 + number)),
            blocks=(*blocks, replace(form, code=f"K{number:05d}", qr=f"K{number:05d}")),
        )
        for number in range(LETTERS)
    ]


def drawn(letter: Letter) -> Page:
    """What stands where on the one page of a letter."""
    lines: list[Line] = []
    codes: list[Code] = []

    def text(
        sheets: Sheets, x: float, y: float, text: str, face: Typeface, size: float, shade: float = BLACK
    ) -> None:
        for font, run in face.runs(text):
            lines.append((x, sheets.height - y, run, font.fontName, size))
            x += face.width(run) * size

    def squares(sheets: Sheets, x: float, y: float, width: float, code: Matrix) -> None:
        codes.append((x, sheets.height - y, width, code))

    with patch.object(Sheets, "text", text), patch.object(Sheets, "squares", squares):
        letter_pdf(letter, DIN_B)
    return lines, codes


def bare_page(canvas: Canvas, page: Page) -> None:
    """The same by the canvas's own means: a string a line, a path a code."""
    lines, codes = page
    for x, y, text, font, size in lines:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    for x, y, width, code in codes:
        unit, path = width / code.size, canvas.beginPath()
        numbers = iter(code.path.split())
        for left, top, wide, high, _ in zip(*[numbers] * 5, strict=True):
            path.rect(x + int(left) * unit, y - int(top) * unit, int(wide) * unit, -int(high) * unit)
        canvas.drawPath(path, stroke=0, fill=1)
    canvas.showPage()


def bare(pages: list[Page], *, apart: bool) -> None:
    """Pages in one PDF, or each in its own."""
    for some in [[page] for page in pages] if apart else [pages]:
        canvas = Canvas(BytesIO(), pagesize=DIN_B.paper, pageCompression=1, initialFontName=fonts.LATIN)
        for page in some:
            bare_page(canvas, page)
        canvas.save()


def ours(some: list[Letter], *, apart: bool) -> None:
    """The letters as the program draws them."""
    if apart:
        for letter in some:
            letter_pdf(letter, DIN_B)
    else:
        write_letters(some, lambda _: DIN_B, BytesIO())


def forget() -> None:
    """What earlier rounds left: codes and measured words."""
    matrix.cache_clear()
    typeface.cache_clear()


def measure(scale: int = 0) -> Iterator[Figure]:
    """1,000 letters in one PDF, and as 1,000 PDFs; in both languages."""
    for language in ("en", "zh_CN"):
        some = letters(language)
        pages = [drawn(letter) for letter in some]
        for apart, name in ((False, "one PDF of 1,000 letters"), (True, "1,000 letters, a PDF each")):
            work: Callable[[], None] = partial(ours, some, apart=apart)
            limit: Callable[[], None] = partial(bare, pages, apart=apart)
            title = f"{name} ({language})"
            yield turn_about(title, work, limit, rounds=ROUNDS, at_least=RATIO, before=forget)
