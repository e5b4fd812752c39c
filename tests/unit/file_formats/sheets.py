"""Workbooks as records, for what reads them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.file_formats.options import ReadingOptions
from app.file_formats.records import Records, open_records
from tests.workbooks import packed, parts_of

HEADER = '<row r="1"><c r="A1" t="str"><v>sku</v></c></row>'


def known(header: Sequence[str]) -> int:
    return sum(name in ("sku", "on_hand", "name") for name in header)


def records_of(file: Path, **options: Any) -> Records:
    return open_records(file, ReadingOptions(**options), known)


def cells_of(file: Path, **options: Any) -> list[list[str]]:
    return [cells for _, cells in records_of(file, **options).rows()]


def raw(tmp_path: Path, data: str, header: str = HEADER, **parts: Any) -> Path:
    file = tmp_path / "stock.xlsx"
    file.write_bytes(packed(parts_of(f"{header}{data}", **parts)))
    return file
