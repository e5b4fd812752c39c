"""The files of the sample shop: those that the import reads, and small ones for what no import covers."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import MappingProxyType, SimpleNamespace
from typing import Any

from app import resource
from app.file_formats.day_cells import day
from app.file_formats.fields import Field
from app.file_formats.kinds import KINDS
from app.file_formats.number_cells import integer, money, quantity
from app.file_formats.reading import open_table
from app.file_formats.text_cells import choice, flag, identifier, text
from app.sample_diary import ACTS
from db.terms import PaymentKind

REFERENCE_DAY = date(2026, 11, 23)
"""The day that the files take for today."""

OWN_FILES = MappingProxyType(
    {
        "resources": (
            Field("resource", identifier(), required=True),
            Field("unit", text(), default=""),
            Field("per_week", quantity(least=0), required=True),
        ),
        "substitutes": (
            Field("sku", identifier(), required=True),
            Field("substitute", identifier(), required=True),
            Field("ratio", quantity(least=0), required=True),
            Field("rank", integer(least=0), required=True),
            Field("two_way", flag(), default=False),
            Field("note", text(), default=""),
        ),
        "payments": (
            Field("order", identifier(), required=True),
            Field("paid_on", day(), required=True),
            Field("kind", choice({kind: (str(kind),) for kind in PaymentKind}), required=True),
            Field("amount", money(least=0), required=True),
            Field("way", text(), default=""),
        ),
        "receipts": (
            Field("received_on", day(), required=True),
            Field("purchase", identifier(), required=True),
            Field("delivery_note", text(), default=""),
            Field("freight", money(least=0), default=0),
            Field("sku", identifier(), required=True),
            Field("accepted", quantity(least=0), required=True),
            Field("rejected", quantity(least=0), default=0),
            Field("reject_reason", text(), default=""),
            Field("no_replacement", flag(), default=False),
        ),
        "shipments": (
            Field("shipped_on", day(), required=True),
            Field("order", identifier(), required=True),
            Field("sku", identifier(), required=True),
            Field("quantity", quantity(least=0), required=True),
            Field("carrier", text(), default=""),
            Field("tracking", text(), default=""),
        ),
        "diary": (
            Field("on", day(), required=True),
            Field("what", choice({act: (act,) for act in ACTS}), required=True),
            Field("order", identifier(), default=""),
            Field("purchase", identifier(), default=""),
            Field("sku", identifier(), default=""),
            Field("quantity", quantity(least=0)),
            Field("day", day()),
            Field("last_day", day()),
            # A substitute's SKU, a customer's number or a resource's name.
            Field("with", identifier(), default=""),
            Field("reason", text(), default=""),
            Field("note", text(), default=""),
        ),
    }
)


def read_rows(name: str, shift: timedelta) -> list[Any]:
    """The rows of a file, a namespace each by the keys of its fields, every day moved by `shift`."""
    fields = KINDS[name] if name in KINDS else OWN_FILES[name]
    table = open_table(resource.path("sample", f"{name}.csv"), fields)
    keys = [field.key for field in fields]
    rows = [
        SimpleNamespace(**dict(zip(keys, _moved(values, shift), strict=True))) for _, *values in table.rows()
    ]
    if table.problems:
        raise table.problems.refusal()
    return rows


def _moved(values: list[Any], shift: timedelta) -> Iterator[Any]:
    for value in values:
        if isinstance(value, date):
            yield value + shift
        elif isinstance(value, tuple) and value and isinstance(value[0], date):
            # A day and perhaps its time.
            yield value[0] + shift, *value[1:]
        else:
            yield value
