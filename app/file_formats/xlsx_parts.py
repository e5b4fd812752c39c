"""What a workbook of one sheet is made of beside the rows."""

from collections.abc import Callable, Sequence
from xml.sax.saxutils import quoteattr

SHEET = "xl/worksheets/sheet1.xml"
HEADER_STYLE = 1
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_GENERAL = "General"
# Those below are the programs' own.
_FIRST_FORMAT = 164
_LONGEST_TITLE = 31


def parts_of(title: str, looks: Sequence[str]) -> dict[str, str]:
    """Every part but the sheet, by its name in the archive; `looks` are the columns' number formats."""
    name = quoteattr(title[:_LONGEST_TITLE] or "Sheet1")
    return {
        "[Content_Types].xml": f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{_KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
        "_rels/.rels": _links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_DECLARED}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<sheets><sheet name={name} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _styles(looks),
    }


def sheet_around(widths: Sequence[int]) -> tuple[str, Callable[[int], str]]:
    """What stands before the rows, and, by their number, what stands behind them."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    before = (
        f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    last = column_letters(max(0, len(widths) - 1))
    return before, lambda rows: f'</sheetData><autoFilter ref="A1:{last}{rows}"/></worksheet>'


def styles_of(looks: Sequence[str]) -> list[int]:
    """The number of each column's style."""
    formats = _formats(looks)
    return [formats.index(look) + HEADER_STYLE + 1 if look in formats else 0 for look in looks]


def column_letters(place: int) -> str:
    """A, B … Z, AA: what sheets call the column at this place, counted from 0."""
    letters = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        letters = chr(ord("A") + rest) + letters
        place -= 1
    return letters


def _formats(looks: Sequence[str]) -> list[str]:
    return [look for look in dict.fromkeys(looks) if look != _GENERAL]


def _styles(looks: Sequence[str]) -> str:
    formats = _formats(looks)
    numbers = range(_FIRST_FORMAT, _FIRST_FORMAT + len(formats))
    named = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(look)}/>'
        for number, look in zip(numbers, formats, strict=True)
    )
    if named:
        named = f'<numFmts count="{len(formats)}">{named}</numFmts>'
    own = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in numbers
    )
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    return (
        f'{_DECLARED}<styleSheet xmlns="{_MAIN}">{named}'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{2 + len(formats)}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f'<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>{own}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _links(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
