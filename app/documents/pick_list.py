"""What to fetch from the shelves, for whom; boxes to tick on the way."""

from dataclasses import dataclass
from decimal import Decimal

from app.documents.blocks import BODY, SMALL, Ink, Row, Stack, Style, Table, Text, style_of
from app.documents.flowing import flow
from app.documents.layouts import MM, Layout
from app.documents.letter import block_rows, draw_rows
from app.documents.letterhead import Sender, draw_page_number, draw_running_head, running_head_at
from app.documents.sheets import DARK, Sheets
from app.documents.words import amount_text, item_text
from app.documents.wrapping import wrap
from app.language import ntr, speaking, tr

_TOP, _MARGIN = 16 * MM, 16 * MM
_TITLE = 16.0


@dataclass(frozen=True, slots=True)
class PickedLine:
    """`bin` is where it lies."""

    bin: str
    sku: str
    name: str
    quantity: Decimal
    order: str
    customer: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PickList:
    """Lines in the order of the walk; `date` and `location` as they are to be read."""

    language: str
    shop: str
    location: str
    date: str
    lines: tuple[PickedLine, ...]
    note: str = ""


def pick_list(picks: PickList, layout: Layout) -> bytes:
    """The list on the layout's paper, with margins of its own."""
    with speaking(picks.language):
        style = style_of(picks.language)
        title = " · ".join(part for part in (tr("Pick list"), picks.location, picks.date) if part)
        sheets = Sheets(layout.paper, title=title, author=picks.shop, language=picks.language)
        page = _page(layout)
        second = running_head_at(page) + 5 + 7 * MM
        end = page.paper[1] - page.bottom
        pages = flow(_rows(picks, page, style), end - _TOP, end - second)
        for number, placed in enumerate(pages, 1):
            if number > 1:
                draw_running_head(sheets, page, style, Sender(picks.shop), title, (number, len(pages)))
            elif len(pages) > 1:
                draw_page_number(sheets, page, style, len(pages))
            draw_rows(sheets, placed, page.left, _TOP if number == 1 else second)
            sheets.next_page()
        return sheets.pdf()


def _page(layout: Layout) -> Layout:
    return Layout(
        key=layout.key,
        paper=layout.paper,
        left=_MARGIN,
        right=_MARGIN,
        head=10 * MM,
        information=layout.information,
        body=_TOP,
        bottom=_MARGIN,
    )


def _rows(picks: PickList, page: Layout, style: Style) -> list[Row]:
    stack = Stack()
    stack.add(_title_rows(picks, page.width, style))
    columns = [
        (tr("Item"), 44.0, False),
        (tr("Quantity"), 14.0, True),
        (tr("For order"), 28.0, False),
    ]
    rows = [
        (
            item_text(line.name, line.sku),
            amount_text(line.quantity, line.unit),
            item_text(line.order, line.customer),
        )
        for line in picks.lines
    ]
    cells: list[tuple[str, ...]] = list(rows)
    if any(line.bin for line in picks.lines):
        columns.insert(0, (tr("Bin"), 14.0, False))
        cells = [(line.bin, *row) for line, row in zip(picks.lines, rows, strict=True)]
    stack.add(block_rows(Table(tuple(columns), tuple(cells), ticks=True), page, style, ""), BODY)
    if picks.note:
        stack.add(block_rows(Text(picks.note), page, style, ""), BODY)
    return stack.rows


def _title_rows(picks: PickList, width: float, style: Style) -> list[Row]:
    size = _TITLE
    title = wrap(tr("Pick list"), width, style.strong, size)
    count = ntr("{count} line", "{count} lines", len(picks.lines))
    about = " · ".join(part for part in (picks.shop, picks.location, picks.date, count) if part)
    rows = [Row(size * 1.3, (Ink(0, size, line, style.strong, size),), keep=True) for line in title]
    leading = SMALL * style.leading
    for line in wrap(about, width, style.regular, SMALL):
        rows.append(Row(leading, (Ink(0, leading * 0.76, line, style.regular, SMALL, DARK),), keep=True))
    return rows
