"""Bring a file in: read and check all of it, then store it in one write; or refuse it with all bad rows."""

import os
from datetime import date
from hashlib import file_digest
from pathlib import Path

from sqlalchemy.orm import Session

from app.actions.context import today
from app.errors import AlreadyDone, InvalidInput, PlanChanged
from app.file_formats.opening import opened
from app.file_formats.reading import open_table
from app.file_formats.rejecting import RejectedRows, rejected_path
from app.importing.known import mark_of, read_known
from app.importing.options import ImportOptions, ImportReport, Stored
from app.importing.orders import ORDERS
from app.importing.people import CUSTOMERS, SUPPLIERS
from app.importing.products import PRODUCTS
from app.importing.purchases import PURCHASES
from app.importing.rejections import Rejections
from app.importing.source import Importer, Plan, Source
from app.importing.stock import STOCK
from app.language import tr
from app.progress import Progress
from app.shop import Shop
from db.rows import run, value

IMPORTERS: dict[str, Importer] = {
    "products": PRODUCTS,
    "customers": CUSTOMERS,
    "suppliers": SUPPLIERS,
    "stock": STOCK,
    "orders": ORDERS,
    "purchases": PURCHASES,
}


def import_file(
    shop: Shop,
    kind: str,
    path: Path,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring in one file; FileRefused names every bad row unless the options skip them."""
    options, progress = options or ImportOptions(), progress or Progress()
    importer = _importer(kind)
    progress.at(tr("Opening {file}", file=path.name))
    table = open_table(path, importer.fields, options.reading)
    came = _Came(kind, _digest(path) if importer.once else "", path.name)
    shop.read(refuse_second_time, came)
    rejections = Rejections(table)
    source = Source(shop, table, shop.read(read_known), options, rejections, progress)
    plan = importer.read(source)
    if rejections and not (options.skip_bad_rows or options.dry_run):
        raise rejections.refusal()
    notes = [*_ignored(table.ignored), *source.notes]
    if options.dry_run:
        stored = shop.preview(bring_in, plan, source.known.mark, came, progress)
        problems = tuple(rejections.problems().first)
        return ImportReport(
            path.name,
            stored,
            tuple(notes),
            len(rejections),
            problems,
            dry_run=True,
            refused=bool(rejections) and not options.skip_bad_rows,
        )
    with RejectedRows(_aside(path), table.records.raw.header) as rejected:
        if rejections:
            rejections.write(rejected)
            rejected.finish()
        stored = shop.write(bring_in, plan, source.known.mark, came, progress)
    aside = rejected.path if rejected.count else None
    return ImportReport(path.name, stored, tuple(notes), rejected.count, (), aside)


class _Came:
    """A file under the mark by which it is known when it comes again ('' where that does no harm)."""

    def __init__(self, kind: str, digest: str, file: str) -> None:
        self.prefix = f"{kind} {digest} " if digest else ""
        self.file = file


def bring_in(session: Session, plan: Plan, mark: tuple[int, ...], came: _Came, progress: Progress) -> Stored:
    """The write: all of a file that was read and found good."""
    if mark_of(session) != mark:
        raise PlanChanged(
            tr("The shop changed while {file} was read.", file=came.file), tr("Import it again.")
        )
    refuse_second_time(session, came)
    if came.prefix:
        run(
            session,
            "INSERT INTO document_numbers (kind, number) VALUES ('import', ?)",
            (f"{came.prefix}{today(session).isoformat()}",),
        )
    stored = plan.store(session, progress)
    progress.at(tr("Keeping it"))
    return stored


def refuse_second_time(session: Session, came: _Came) -> None:
    """AlreadyDone for a file that came in before, whatever its name was then."""
    if not came.prefix:
        return
    earlier = value(
        session,
        "SELECT number FROM document_numbers WHERE kind = 'import' AND number > ? AND number < ?",
        (came.prefix, f"{came.prefix}~"),
    )
    if earlier is not None:
        day = date.fromisoformat(str(earlier).rpartition(" ")[2])
        raise AlreadyDone(
            tr("{file} has come in already.", file=came.file),
            tr("It was imported on {day}; nothing was changed.", day=day.isoformat()),
        )


def _importer(kind: str) -> Importer:
    if kind not in IMPORTERS:
        raise InvalidInput(
            tr("There is no kind of file called {kind}.", kind=kind),
            tr("Choose one of: {choices}", choices=", ".join(IMPORTERS)),
        )
    return IMPORTERS[kind]


def _aside(path: Path) -> Path:
    """Beside the file; in the working folder where the file's own is marked read-only."""
    beside = rejected_path(path)
    folder = path.parent
    # The mark too: an administrator's jobs may write in spite of it, and should not.
    writable = folder.stat().st_mode & 0o222 and os.access(folder, os.W_OK)
    return beside if writable else Path(beside.name)


def _digest(path: Path) -> str:
    with opened(path) as file:
        return file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _ignored(headers: tuple[str, ...]) -> list[str]:
    return [tr("Columns that were not used: {columns}", columns=", ".join(headers))] if headers else []
