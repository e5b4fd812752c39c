"""Rows of other programs' files, and what our own columns get of them; the samples brought into a shop."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.file_formats import foreign_formats
from app.file_formats.layout import Layout
from app.file_formats.options import ReadingOptions
from app.file_formats.recognising import known_by
from app.file_formats.records import Records, open_records
from app.file_formats.translating import Translated
from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.options import ImportOptions
from app.importing.report import ImportReport
from app.shop import Shop

SAMPLES = Path(__file__).parents[3] / "samples" / "files"

Cells = dict[str, str]


def file_of(folder: Path, rows: Sequence[Mapping[str, str]], header: Sequence[str] = ()) -> Path:
    """A file whose header names whatever the rows have."""
    path = folder / "given.csv"
    names = list(dict.fromkeys([*header, *(name for row in rows for name in row)]))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def made(
    folder: Path, name: str, rows: Sequence[Mapping[str, str]], header: Sequence[str] = ()
) -> dict[str, list[Cells]]:
    """Our cells of each row by the kind that they become; blank ones are left out."""
    found: dict[str, list[Cells]] = {}
    for kind, cells, _ in _translated(_opened(file_of(folder, rows, header)), name):
        found.setdefault(kind, []).extend(cells)
    return found


def refused(
    folder: Path, name: str, rows: Sequence[Mapping[str, str]], header: Sequence[str] = ()
) -> list[tuple[int, str, str]]:
    """(line, header, what is wrong) of the rows that cannot be made over."""
    parts = _translated(_opened(file_of(folder, rows, header)), name)
    return [problem for *_, problems in parts for problem in problems]


def bring_sample(shop: Shop, *names: str) -> ImportReport:
    """Import sample files, told by their headers alone."""
    options = ImportOptions(create_products=True, create_customers=True)
    return import_files(shop, [Incoming(SAMPLES / name) for name in names], options)


def _opened(path: Path) -> Records:
    return open_records(path, ReadingOptions(), lambda header: known_by(header, "", {}))


def _translated(records: Records, name: str) -> list[tuple[str, list[Cells], list[tuple[int, str, str]]]]:
    form = foreign_formats.BY_NAME[name]
    found = []
    for part in form.parts(Layout(records.path.name, records.header, form.columns, {})):
        problems: list[tuple[int, str, str]] = []

        def refuse(
            line: int,
            cells: Sequence[str],
            header: str,
            what: str,
            problems: list[tuple[int, str, str]] = problems,
        ) -> None:
            problems.append((line, header, what))

        rows = Translated(records, part)
        cells = [
            {key: cell for key, cell in zip(rows.header, row, strict=True) if cell}
            for _, row in rows.rows(refuse)
        ]
        found.append((part.kind, cells, problems))
    return found
