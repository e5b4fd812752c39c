"""Lists as CSV or XLSX: by key, exact, in no language; what imports read comes with every fact of theirs."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TextIO

from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.file_formats import forms
from app.file_formats import xlsx_writing as sheets
from app.file_formats.defusing import defused
from app.file_formats.kinds import KINDS
from app.file_formats.naming import check_name, is_workbook
from app.file_formats.writing import WrittenColumn, write_file, write_rows
from app.file_formats.xlsx_writing import MOST_ROWS, SheetColumn, check_length, write_sheet
from app.language import tr
from app.lists.all import LISTS
from app.lists.costs import KINDS as COST_KINDS
from app.lists.costs import By, CostRow, cost_report
from app.lists.listing import Kind, ListColumn, Listing
from app.lists.records import NO_MINUTE, RECORDS, Made, record_count, records
from db.terms import NO_SLIP

ROWS_AT_ONCE = 2_000
# Columns of names of goods, beside which pages show the SKU.
GOODS = frozenset(("product", "name"))

CSV, XLSX = "csv", "xlsx"
Rows = Iterable[Sequence[object]]
Titled = tuple[str, "Kind | Made"]
"""Key of a column, and what its values are."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is written; `count` tells how many rows there are at most so many, before they are read."""

    columns: Sequence[Titled]
    rows: Rows
    count: Callable[[int], int] = lambda most: 0


def export_keys() -> tuple[str, ...]:
    """What `export_list` knows: the kinds of files first, then the other lists."""
    return (*KINDS, *(key for key in LISTS if key not in KINDS))


def export_list(session: Session, key: str, target: Path | TextIO, form: str = "") -> int:
    """Write a list to a file (whole or not at all) or an open stream; the number of its rows.

    InvalidInput names the lists there are. A stream takes CSV, and must leave line ends alone. Without
    `form` the file's name says whether it is a workbook.
    """
    return write_table(key, _table(session, key), target, form)


def write_table(name: str, table: Table, target: Path | TextIO, form: str = "") -> int:
    """Write columns and rows to a file, as what its name says or `form`, or as CSV to an open stream.

    InvalidInput where the name says otherwise than `form`.
    """
    if isinstance(target, Path):
        workbook = form == XLSX or (not form and is_workbook(target))
        check_name(target, workbook=workbook)
        if workbook:
            expected = table.count(MOST_ROWS + 1)
            check_length(expected)
            sheet = [SheetColumn(title, *CELLS[kind]) for title, kind in table.columns]
            return write_sheet(target, name, sheet, table.rows)
    elif form == XLSX:
        raise InvalidInput(tr("A workbook needs a file."), tr("Name one."))
    columns = [WrittenColumn(title, FORMS[kind]) for title, kind in table.columns]
    if isinstance(target, Path):
        return write_file(target, columns, table.rows)
    return write_rows(target, columns, table.rows)


def export_view(
    session: Session,
    key: str,
    target: Path | TextIO,
    *,
    columns: Sequence[str] = (),
    listing: Listing | None = None,
    **question: Any,
) -> int:
    """Write what the screen shows of a list: `question` is its filter, search, sort and direction.

    `columns` are the keys of those that are shown, from left to right; goods come with their SKU, amounts
    with their currency.
    `listing` is the list as a page narrowed it, where it did.
    """
    return write_table(key, _listed(session, listing or _listing(key), question, columns), target)


def export_costs(session: Session, target: Path, by: By, first: int, last: int) -> int:
    """Write a cost report to a file; the number of its rows. Days are ordinals, both included."""
    report = cost_report(session, by, first, last)
    names: dict[By, tuple[str, ...]] = {
        By.MONTH: ("month",),
        By.PRODUCT: ("sku", "product"),
        By.SUPPLIER: ("supplier",),
        By.CAUSE: ("cause",),
    }
    amounts = [(str(kind), Kind.MONEY) for kind in (*COST_KINDS, "total")]
    rows = ((*_named(by, row), *row.amounts, row.total, report.currency) for row in report.rows)
    named = [(name, Kind.TEXT) for name in names[by]]
    return write_table("costs", Table([*named, *amounts, ("currency", Kind.TEXT)], rows), target)


def _named(by: By, row: CostRow) -> tuple[object, ...]:
    if by is By.PRODUCT:
        return row.sku, row.name
    if by is By.MONTH:
        return (_month(int(row.key or 0)),)
    return (row.name if by is By.SUPPLIER else row.key,)


def _month(first_day: int) -> str:
    return f"{date.fromordinal(first_day):%Y-%m}"


def _table(session: Session, key: str) -> Table:
    if key not in KINDS:
        listing = _listing(key)
        keys_of_filters = [each.key for each in listing.filters]
        whole = "all" if "all" in keys_of_filters else keys_of_filters[0]
        return _listed(session, listing, {"filter": whole})
    keys = [field.key for field in KINDS[key]]
    fields = RECORDS[key].fields
    columns = [(each, fields[each][1]) for each in keys]
    return Table(columns, records(session, key, keys), partial(record_count, session, key))


def _listing(key: str) -> Listing:
    if key not in LISTS:
        raise InvalidInput(
            tr("There is no list “{key}”.", key=key),
            tr("The lists are: {keys}", keys=", ".join(export_keys())),
        )
    return LISTS[key]


def _listed(
    session: Session, listing: Listing, question: Mapping[str, Any], keys: Sequence[str] = ()
) -> Table:
    places = _shown(listing, keys) or [at for at, column in enumerate(listing.columns) if _is_told(column)]
    columns: list[Titled] = [(each.key, each.kind) for each in (listing.columns[at] for at in places)]
    rows = ([row[at] for at in places] for row in _rows(session, listing, question))
    return Table(columns, rows, partial(_count, session, listing, question))


def _count(session: Session, listing: Listing, question: Mapping[str, Any], most: int) -> int:
    narrowed = {key: question[key] for key in ("filter", "search") if key in question}
    return listing.count(session, **narrowed, most=most).number


def _shown(listing: Listing, keys: Sequence[str]) -> list[int]:
    """The places of these columns; what a page made by itself has no place in the list."""
    known = {column.key: place for place, column in enumerate(listing.columns)}
    told = [each for key in keys for each in (("sku", key) if key in GOODS and "sku" not in keys else (key,))]
    places = [known[key] for key in told if key in known]
    amounts = {Kind.MONEY, Kind.PRICE}
    if "currency" in known and any(listing.columns[place].kind in amounts for place in places):
        places.append(known["currency"])
    return list(dict.fromkeys(places))


def _is_told(column: ListColumn) -> bool:
    """Ids mean nothing outside this shop's file."""
    return column.key != "id" and not column.key.endswith("_id")


def _rows(session: Session, listing: Listing, question: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    page = listing.page(session, limit=ROWS_AT_ONCE, **question)
    yield from page.rows
    while page.more_after:
        page = listing.page(session, limit=ROWS_AT_ONCE, after=page.last, **question)
        yield from page.rows


def _text(value: object) -> str:
    return defused(str(value))


def _slip(value: int) -> str:
    return "no_date" if value == NO_SLIP else str(value)


def _moment(value: int) -> str:
    return forms.instant(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value))


def _day_and_time(value: int) -> str:
    day, minute = divmod(value, 10_000)
    at = None if minute == NO_MINUTE else time(*divmod(minute, 60))
    return forms.day_and_time((date.fromordinal(day), at))


def _payments(parts: Sequence[tuple[str, int, int, str, str]]) -> str:
    amount = forms.units(2, 2)
    rows = [[kind, amount(units), forms.ordinal_day(day), way, note] for kind, units, day, way, note in parts]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


FORMS: Mapping[Kind | Made, Callable[[Any], str]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.QUANTITY: forms.units(3),
        Kind.MONEY: forms.units(2, 2),
        Kind.PRICE: forms.units(4, 2),
        Kind.PERCENT: forms.units(3),
        Kind.DAY: forms.ordinal_day,
        Kind.MOMENT: _moment,
        Kind.COUNT: str,
        Kind.FLAG: forms.flag,
        Kind.SLIP: _slip,
        Kind.STATUS: str,
        Kind.REASON: str,
        Made.DAY_AND_TIME: _day_and_time,
        Made.PAYMENTS: _payments,
    }
)
CELLS: Mapping[Kind | Made, tuple[Callable[[Any], Any], str]] = MappingProxyType(
    {
        Kind.TEXT: (sheets.text, "General"),
        Kind.QUANTITY: (sheets.units(3), "0.###"),
        Kind.MONEY: (sheets.units(2), "0.00"),
        Kind.PRICE: (sheets.units(4), "0.00##"),
        Kind.PERCENT: (sheets.units(3), "0.###"),
        Kind.DAY: (sheets.day, "yyyy-mm-dd"),
        Kind.MOMENT: (sheets.moment, "yyyy-mm-dd hh:mm:ss"),
        Kind.COUNT: (int, "General"),
        Kind.FLAG: (sheets.flag, "General"),
        Kind.SLIP: (_slip, "General"),
        Kind.STATUS: (sheets.text, "General"),
        Kind.REASON: (sheets.text, "General"),
        Made.DAY_AND_TIME: (_day_and_time, "General"),
        Made.PAYMENTS: (_payments, "General"),
    }
)
