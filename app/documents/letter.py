"""A letter as a PDF, alone or a thousand in one file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import BinaryIO

from app.documents.address import draw_address
from app.documents.blocks import (
    Form,
    Gap,
    Ink,
    Row,
    Signature,
    Stack,
    Style,
    Table,
    Text,
    signature_rows,
    style_of,
    text_rows,
    tightened,
)
from app.documents.coupons import Coupon, coupon_rows
from app.documents.flowing import Placed, flow
from app.documents.forms import form_rows
from app.documents.layouts import MM, Layout
from app.documents.letterhead import (
    Sender,
    draw_copy,
    draw_head,
    draw_marks,
    draw_page_number,
    draw_running_head,
    running_head_at,
)
from app.documents.sheets import DARK, Sheets
from app.documents.tables import table_rows
from app.documents.wrapping import cut, wrap
from app.language import speaking, tr
from app.progress import Progress

Block = Text | Table | Form | Signature | Gap | Coupon

_SUBJECT, _TITLE = 11.5, 15.0
_AFTER_HEAD = 6 * MM
_SECOND = 7 * MM


@dataclass(frozen=True, slots=True)
class Letter:
    """All that stands on it, as plain text in the customer's language ('en', 'zh_CN').

    `references` (name, value) stand beside the sender; `country` is the recipient's, for the layout.
    """

    language: str
    sender: Sender
    recipient: tuple[str, ...]
    place_date: str
    subject: str
    blocks: tuple[Block, ...]
    salutation: str = ""
    references: tuple[tuple[str, str], ...] = ()
    copy: bool = False
    country: str = ""


def letter_pdf(letter: Letter, layout: Layout) -> bytes:
    """One letter; the same letter and layout draw the same pages."""
    sheets = Sheets(layout.paper, title=letter.subject, author=letter.sender.name, language=letter.language)
    draw_letter(sheets, letter, layout)
    return sheets.pdf()


def write_letters(
    letters: Sequence[Letter],
    layout_of: Callable[[Letter], Layout],
    file: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """All letters into one PDF, each beginning on a page of its own; Cancelled leaves `file` as it was."""
    if not letters:
        return
    first = letters[0]
    sheets = Sheets(
        layout_of(first).paper,
        title=first.subject if len(letters) == 1 else tr("Letters"),
        author=first.sender.name,
        language=first.language,
    )
    for done, letter in enumerate(letters):
        if progress is not None:
            progress.at(tr("Drawing letters"), done, len(letters))
        draw_letter(sheets, letter, layout_of(letter))
    file.write(sheets.pdf())


def draw_letter(sheets: Sheets, letter: Letter, layout: Layout) -> None:
    """Onto pages of its own, in its own language."""
    style = style_of(letter.language, indented=layout.chinese)
    with speaking(letter.language):
        sheets.resize(layout.paper)
        sheets.shift = layout.shift
        top = _first_head(sheets, letter, layout, style)
        second = running_head_at(layout) + 5 + _SECOND
        end = layout.paper[1] - layout.bottom
        pages = flow(_rows(letter, layout, style), end - top, end - second)
        if len(pages) == 2:
            # A little less air often saves the second sheet.
            tighter = (
                flow(_rows(letter, layout, each), end - top, end - second) for each in tightened(style)
            )
            pages = next((tight for tight in tighter if len(tight) == 1), pages)
        for number, placed in enumerate(pages, 1):
            if number > 1:
                head = (number, len(pages))
                draw_running_head(sheets, layout, style, letter.sender, letter.subject, head)
            elif len(pages) > 1:
                draw_page_number(sheets, layout, style, len(pages))
            if letter.copy:
                draw_copy(sheets, layout, style)
            draw_rows(sheets, placed, layout.left, top if number == 1 else second)
            sheets.next_page()


def draw_rows(sheets: Sheets, placed: Sequence[Placed], left: float, top: float) -> None:
    """One page's rows from `top` on."""
    for y, row in placed:
        if row.drawing is not None:
            row.drawing(sheets, left, top + y)
        for ink in row.inks:
            sheets.text(left + ink.x, top + y + ink.y, ink.text, ink.face, ink.size, ink.shade)


def _first_head(sheets: Sheets, letter: Letter, layout: Layout, style: Style) -> float:
    """Draws it and tells where the text begins."""
    draw_marks(sheets, layout)
    draw_address(sheets, layout, style, letter.recipient, letter.sender.return_line)
    date = "" if layout.chinese else letter.place_date
    end = draw_head(sheets, layout, style, letter.sender, date, letter.references)
    # However much a shop says about itself, the text finds room.
    latest = layout.paper[1] * 0.55
    return min(max(layout.body, end + _AFTER_HEAD), latest)


def _rows(letter: Letter, layout: Layout, style: Style) -> list[Row]:
    stack = Stack()
    if layout.chinese:
        stack.add(_address_rows(letter, layout.width, style))
    stack.add(_subject_rows(letter.subject, layout, style), style.body if layout.chinese else 0)
    if letter.salutation:
        salutation = Text(letter.salutation, indented=False)
        stack.add(text_rows(salutation, layout.width, style), style.body * 1.2 * style.air)
    before: Block | None = None
    for block in letter.blocks:
        rows = block_rows(block, layout, style, letter.place_date)
        if isinstance(block, Signature) and isinstance(before, Text):
            # Nobody signs an empty page.
            stack.rows[-1].keep = True
        stack.add(rows, gap_between(before, block, style))
        before = block
    if layout.chinese and letter.place_date and not any(isinstance(b, Signature) for b in letter.blocks):
        stack.add(signature_rows(Signature(()), layout.width, style, letter.place_date))
    return stack.rows


def gap_between(before: Block | None, block: Block, style: Style) -> float:
    """Between two blocks; indented paragraphs follow one another closely."""
    if isinstance(before, Text) and isinstance(block, Text) and style.indent:
        return style.body * 0.25
    return style.body * style.air * (1.1 if isinstance(block, Table | Form | Coupon) else 0.9)


def block_rows(block: Block, layout: Layout, style: Style, date: str) -> Iterator[Row]:
    """`date` goes with a signature where the layout puts it there."""
    width = layout.width
    if isinstance(block, Text):
        yield from text_rows(block, width, style)
    elif isinstance(block, Table):
        yield from table_rows(block, width, style)
    elif isinstance(block, Form):
        yield from form_rows(block, width, style, (layout.left - 5 * MM, layout.right - 5 * MM))
    elif isinstance(block, Coupon):
        yield from coupon_rows(block, width, style)
    elif isinstance(block, Signature):
        yield from signature_rows(block, width, style, date)
    else:
        yield Row(block.height)


def _subject_rows(subject: str, layout: Layout, style: Style) -> Iterator[Row]:
    size = _TITLE if layout.chinese else _SUBJECT
    leading = size * 1.35
    if not subject.strip():
        return
    for line in wrap(subject, layout.width, style.strong, size):
        x = (layout.width - style.strong.width(line) * size) / 2 if layout.chinese else 0.0
        yield Row(leading, (Ink(x, leading * 0.76, line, style.strong, size),), keep=True)


def _address_rows(letter: Letter, width: float, style: Style) -> Iterator[Row]:
    """Where no window shows it, small above the title: for who writes the envelope."""
    leading, face = style.small * style.leading, style.regular
    half = width * 0.62
    left = [part for text in letter.recipient if text.strip() for part in wrap(text, half, face, style.small)]
    right = [cut(f"{name} {value}", width - half, face, style.small) for name, value in letter.references]
    for line, reference in zip_longest(left, right, fillvalue=""):
        start = width - face.width(reference) * style.small
        inks = [Ink(0, leading * 0.76, line, face, style.small, DARK)]
        inks += [Ink(start, leading * 0.76, reference, face, style.small, DARK)]
        yield Row(leading, inks)
