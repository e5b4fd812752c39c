"""Workbooks for tests: written by openpyxl, or XML by hand where no program would write the like."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def written(path: Path, *rows: Sequence[Any], title: str = "Sheet", others: Sequence[str] = ()) -> Path:
    """A workbook with these rows on its first sheet, and others that are blank."""
    path.write_bytes(book_of(*rows, title=title, others=others))
    return path


def book_of(*rows: Sequence[Any], title: str = "Sheet", others: Sequence[str] = ()) -> bytes:
    """The same, not yet on any disk."""
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for other in others:
        book.create_sheet(other)
    book.save(buffer)
    return buffer.getvalue()


def parts_of(
    data: str, *, shared: str | None = None, styles: str | None = None, settings: str = ""
) -> dict[str, str]:
    """The parts of a workbook of one sheet; `data` is what stands in its sheetData."""
    kinds = {"rId1": ("worksheet", "worksheets/sheet1.xml")}
    if shared is not None:
        kinds["rId2"] = ("sharedStrings", "sharedStrings.xml")
    if styles is not None:
        kinds["rId3"] = ("styles", "styles.xml")
    links = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{part}"/>'
        for key, (kind, part) in kinds.items()
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{settings}'
        '<sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>',
    }
    if shared is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{shared}</sst>'
    if styles is not None:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    return parts


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
