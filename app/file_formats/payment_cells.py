"""All payments of an order in one cell: a JSON list of [kind, amount, day, way, note]."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.file_formats import forms
from app.file_formats.cell_types import CellReader, CellType, UnreadableCell
from app.file_formats.options import ReadingOptions
from app.language import tr
from db.terms import PaymentKind

PaidPart = tuple[str, Decimal, date, str, str]
"""Kind, amount, day, way, note."""

_MOST = Decimal(10) ** 12


def payments() -> CellType:
    """A tuple of PaidPart; it tells apart what `paid` and `refunded` add up."""
    return CellType(_make, _write)


def _make(options: ReadingOptions) -> CellReader:
    def read(cell: str) -> tuple[PaidPart, ...]:
        try:
            return tuple(_part(*part) for part in json.loads(cell))
        except (ValueError, TypeError, InvalidOperation, RecursionError) as error:
            raise UnreadableCell(
                tr('It is not a list of payments like [["payment","45.90","2026-03-14","card",""]].')
            ) from error

    return read


def _part(kind: str, amount: str, day: str, way: str, note: str) -> PaidPart:
    value = Decimal(amount)
    if not (value.is_finite() and 0 < value < _MOST and value == round(value, 2)):
        raise ValueError(amount)
    if not (isinstance(way, str) and isinstance(note, str)):
        raise TypeError(way, note)
    return PaymentKind(kind), value, date.fromisoformat(day), way, note


def _write(parts: Sequence[Any]) -> str:
    if not parts:
        return ""
    rows = [
        [str(kind), forms.money(amount), day.isoformat(), way, note] for kind, amount, day, way, note in parts
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
