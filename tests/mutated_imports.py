"""Spoiled files brought into a shop: whatever they hold, it comes in whole or is refused with its place."""

import csv
import io
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from app.errors import FileRefused, ShopError
from app.file_formats.guessing import look
from app.file_formats.options import ReadingOptions
from app.file_formats.recognising import known_by, told_by
from app.file_formats.records import open_records
from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.options import ImportOptions
from app.importing.report import ImportReport
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch
from tests.mutating import mutate
from tests.workbooks import book_of

SAMPLES = Path(__file__).parent / "samples" / "files"

# One file for each kind of ours; a shop with the first in it knows what the others name.
OURS: dict[str, list[list[Any]]] = {
    "products": [
        ["sku", "name", "barcode", "price", "decimals", "backorders"],
        ["LAMP", "Desk lamp", "4006381333931", 45.9, 0, "always"],
        ["ROPE", "Rope, by the metre", "", 1.25, 2, "ask"],
        ["0017", 'Hook, "large"', "", 0.5, 0, "never"],
        ["灯", "台灯", "", 128, 0, "总是"],
    ],
    "customers": [
        ["number", "name", "street", "city", "email", "priority"],
        ["C-1", "Ines Okafor", "1 Long Lane, flat 2", "Leeds", "ines@example.org", 2],
        ["C-2", "王芳", "人民路 8 号", "上海", "", 0],
    ],
    "suppliers": [["name", "email", "lead_days", "currency"], ["Nordlicht AS", "a@example.org", 14, "EUR"]],
    "stock": [["sku", "location", "on_hand"], ["LAMP", "Main", 3], ["ROPE", "Main", 12.5], ["0017", "", 7]],
    "orders": [
        ["order", "ordered_on", "customer", "sku", "quantity", "price"],
        ["O-1", date(2026, 3, 14), "C-1", "LAMP", 5, 45.9],
        ["O-1", date(2026, 3, 14), "C-1", "ROPE", 2.25, 1.25],
        ["O-2", date(2026, 3, 15), "C-2", "灯", 1, 128],
        ["O-3", date(2026, 3, 15), "C-2", "0017", 10, 0.5],
    ],
    "purchases": [
        ["purchase", "supplier", "sku", "quantity", "cost", "eta"],
        ["P-1", "Nordlicht AS", "LAMP", 20, 20.5, date(2026, 4, 1)],
    ],
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A sound file: its name, the format that its headers tell, and what it holds."""

    name: str
    format: str
    content: bytes


@cache
def samples() -> tuple[Sample, ...]:
    """Ours and every file kept for other programs' formats, each as CSV and as a workbook."""
    found: list[Sample] = []
    for kind, rows in OURS.items():
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        found.append(Sample(f"{kind}.csv", kind, text.getvalue().encode()))
        found.append(Sample(f"{kind}.xlsx", kind, book_of(*rows)))
    for path in sorted(SAMPLES.rglob("*.csv")):
        records = open_records(path, ReadingOptions(), lambda header: known_by(header, "", {}))
        form = next(iter(told_by(records.header)), "")
        found.append(Sample(path.name, form, path.read_bytes()))
        book = book_of(records.header, *(cells for _, cells in records.rows()))
        found.append(Sample(f"{path.stem}.xlsx", form, book))
    return tuple(found)


def bring_ours(shop: Shop, folder: Path) -> None:
    """Fill an empty shop with the sound files of ours but the papers."""
    for sample in samples():
        if sample.name in ("products.csv", "customers.csv", "suppliers.csv", "stock.csv"):
            path = folder / sample.name
            path.write_bytes(sample.content)
            import_files(shop, [Incoming(path, sample.format)])


def trouble_with(shop: Shop, folder: Path, sample: Sample, seed: int, *, dry_run: bool = True) -> list[str]:
    """What is wrong in how the spoiled file was taken."""
    random = Random(~seed)
    path = folder / sample.name
    path.write_bytes(mutate(sample.content, seed))
    name = random.choice(("", sample.format))
    options = ImportOptions(skip_bad_rows=random.random() < 0.3, dry_run=dry_run)
    before = shop.read(_counts)
    complaints: list[str] = []
    with _complaining(complaints):
        look(path, ReadingOptions(), lambda header: known_by(header, name, {}))
    with _complaining(complaints):
        report = import_files(shop, [Incoming(path, name)], options)
        complaints += _about(report, sample.name)
        before = before if dry_run else shop.read(_counts)
    if shop.read(_counts) != before:
        complaints.append("something came in although the file was refused")
    return [f"{sample.name}, seed {seed}: {each}" for each in complaints]


def breaks(shop: Shop) -> list[str]:
    """What does not add up in the shop after all of it."""
    return [each.what for each in shop.read(verify)]


@contextmanager
def _complaining(complaints: list[str]) -> Iterator[None]:
    try:
        yield
    except FileRefused as refusal:
        complaints += _wordless(refusal)
        complaints += [
            f"no line in “{each}”" for each in refusal.problems if ", line " not in each and each[0] != "…"
        ]
    except ShopError as refusal:
        complaints += _wordless(refusal)
    # Whatever else it is, is what is looked for.
    except Exception as error:  # noqa: BLE001
        place = traceback.extract_tb(error.__traceback__)[-1]
        complaints.append(f"{error!r:.200} at {Path(place.filename).name}:{place.lineno}")


def _wordless(refusal: ShopError) -> list[str]:
    return [] if refusal.title and refusal.hint else [f"no title or hint: {refusal!r}"]


def _about(report: ImportReport, name: str) -> list[str]:
    return [
        f"no place in “{each.sentence}”"
        for each in report.problems
        if each.file != name or each.line < 2 or not each.what
    ]


def _counts(session: Session) -> list[tuple[Any, ...]]:
    tables = [
        row[0] for row in fetch(session, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
    ]
    union = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)
    return [tuple(row) for row in fetch(session, union)]
