"""A page that shows how far a printer prints aside, and where each envelope's window is."""

from app.documents.blocks import SMALL, Style, style_of
from app.documents.layouts import MM, Box, Layout
from app.documents.letterhead import draw_marks
from app.documents.sheets import BLACK, DARK, FAINT, Sheets
from app.documents.wrapping import wrap
from app.language import speaking, tr

_TARGET = 20 * MM
_ARM = 10 * MM


def calibration_page(layout: Layout, language: str) -> bytes:
    """Printed with the offsets of `layout`: both crosses are 20 mm from the edges when they are right."""
    with speaking(language):
        style = style_of(language)
        sheets = Sheets(layout.paper, title=tr("Calibration page"), author="", language=language)
        draw_marks(sheets, layout)
        sheets.shift = layout.shift
        width, height = layout.paper
        for x, y in ((_TARGET, _TARGET), (width - _TARGET, height - _TARGET)):
            _cross(sheets, x, y, style)
        if layout.safe is not None and layout.window is not None:
            _windows(sheets, layout, layout.safe, style)
        _instructions(sheets, layout, style)
        sheets.next_page()
        return sheets.pdf()


def _cross(sheets: Sheets, x: float, y: float, style: Style) -> None:
    sheets.line(x - _ARM, y, x + _ARM, y, width=0.4, shade=BLACK)
    sheets.line(x, y - _ARM, x, y + _ARM, width=0.4, shade=BLACK)
    for step in range(-9, 10):
        long = 1.6 * MM if step % 5 == 0 else 0.9 * MM
        at = step * MM
        sheets.line(x + at, y - long, x + at, y + long, width=0.25, shade=DARK)
        sheets.line(x - long, y + at, x + long, y + at, width=0.25, shade=DARK)
    sheets.text(x + 2 * MM, y - 2 * MM, style.regular.plain("20 mm"), style.regular, 7, DARK)


def _windows(sheets: Sheets, layout: Layout, safe: Box, style: Style) -> None:
    """Grey: seen wherever the letter slides; dashed: where addresses are printed."""
    clear = 72 / 8
    sheets.box(safe.x - clear, safe.y - clear, safe.width + 2 * clear, safe.height + 2 * clear, fill=0.93)
    for start, end in (
        ((safe.x, safe.y), (safe.right, safe.y)),
        ((safe.x, safe.bottom), (safe.right, safe.bottom)),
        ((safe.x, safe.y), (safe.x, safe.bottom)),
        ((safe.right, safe.y), (safe.right, safe.bottom)),
    ):
        sheets.line(*start, *end, width=0.5, shade=FAINT, dashes=(2, 2))
    size = 8.0
    y = safe.y + size * 1.6
    for line in wrap(tr("Addresses are printed here."), safe.width - 8, style.regular, size):
        sheets.text(safe.x + 4, y, line, style.regular, size, DARK)
        y += size * 1.4


def _instructions(sheets: Sheets, layout: Layout, style: Style) -> None:
    lines = (
        tr("Calibration page"),
        tr("1. Print this page at its actual size: no scaling, no fitting to the page."),
        tr("2. Measure from the left and the upper edge of the paper to the middle of the upper cross."),
        tr("3. Each should be 20.0 mm. What is missing goes into the offsets: 18.5 mm from the left needs 1.5"
           " to the right, 21 mm from above needs −1 downward."),
        tr("4. Fold at the marks on the left edge and put it into your envelope: the grey field fills the"
           " window or lies within it, however the letter slides."),
    )  # fmt: skip
    y = layout.paper[1] * 0.46
    # Paper that goes into no window has neither marks nor field.
    for place, text in enumerate(lines if layout.window is not None else lines[:-1]):
        face, size = (style.strong, 14.0) if place == 0 else (style.regular, SMALL + 1)
        for line in wrap(text, layout.paper[0] - 60 * MM, face, size):
            sheets.text(30 * MM, y, line, face, size)
            y += size * style.leading
        y += 6
    offsets = tr(
        "Now: {right} mm to the right, {down} mm down",
        right=f"{layout.shift[0] / MM:.1f}",
        down=f"{layout.shift[1] / MM:.1f}",
    )
    sheets.text(30 * MM, y, style.regular.plain(offsets), style.regular, SMALL, DARK)
