"""Files that are to come in: whose they are, and the tables of ours that their rows make."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import FileRefused, InvalidInput
from app.file_formats import foreign_formats, recognising
from app.file_formats.evidence import settled
from app.file_formats.fields import Field
from app.file_formats.kinds import KINDS
from app.file_formats.layout import Layout
from app.file_formats.options import ReadingOptions
from app.file_formats.reading import Table
from app.file_formats.records import Records, open_records
from app.file_formats.rejecting import RejectedRows
from app.file_formats.translating import Format, Translated
from app.flags import flag
from app.importing.file_states import FileState, state_of, telling_changed
from app.importing.importers import IMPORTERS
from app.importing.rejections import Rejections
from app.language import tr
from app.progress import Progress


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file and how to read it; `format` is a kind of ours or another program's, '' to be found out.

    `digest` is what the file was when the owner looked at it: anything else is refused; '' takes any.
    """

    path: Path
    format: str = ""
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    digest: str = ""


@dataclass(slots=True)
class OpenFile:
    """A file whose format is known: a table, with what of it is refused, for each kind that it holds.

    `state` is what it was before any of it was read.
    """

    path: Path
    format: str
    state: FileState
    records: Records
    ignored: tuple[str, ...]
    tables: list[tuple[str, Table, Rejections]]

    @property
    def rejected(self) -> int:
        """How many of its rows are refused."""
        return len(self.rejections())

    def rejections(self) -> Rejections:
        """Those of all its tables, row by row."""
        (_, _, first), *further = self.tables
        return first.with_those_of([each for _, _, each in further]) if further else first

    def set_aside(self, rejected: RejectedRows, progress: Progress) -> None:
        """Write the rows that are refused, as they stand in the file."""
        rejections = self.rejections()
        if rejections:
            rejections.write(rejected, progress, tr("Setting rows of {file} aside", file=self.path.name))
            rejected.finish()


def format_names() -> tuple[str, ...]:
    """Every format that comes in: our own kinds, then other programs'."""
    return (*KINDS, *foreign_formats.BY_NAME)


def open_incoming(incoming: Incoming, progress: Progress | None = None) -> OpenFile:
    """FileRefused where it is no table, of no format that is known, or lacks a column that it must have."""
    path, reading = incoming.path, incoming.reading
    if incoming.format and incoming.format not in format_names():
        raise InvalidInput(
            tr("There is no kind of file called {kind}.", kind=incoming.format),
            tr("Choose one of: {choices}", choices=", ".join(format_names())),
        )
    reading.check()
    state = state_of(path, progress)
    if incoming.digest not in ("", state.digest):
        raise FileRefused(
            tr("{file} is not the file any more that was looked at.", file=path.name),
            tr("Look again what comes in."),
        )
    with telling_changed({path: state}, progress):
        return _opened(incoming, state, progress)


def _opened(incoming: Incoming, state: FileState, progress: Progress | None) -> OpenFile:
    path, reading = incoming.path, incoming.reading
    records = open_records(path, reading, lambda header: _known(header, incoming), progress=progress)
    name = incoming.format or told_format(path.name, records.header)
    kinds, tables = zip(*tables_of(records, name, reading), strict=True)
    ours = [
        (kind, table, Rejections(table)) for kind, table in zip(kinds, settled(tables, progress), strict=True)
    ]
    # Of another program's columns nobody expects that all are of use.
    ignored = tables[0].ignored if name in KINDS else ()
    return OpenFile(path, name, state, records, ignored, ours)


def tables_of(records: Records, name: str, reading: ReadingOptions) -> list[tuple[str, Table]]:
    """The tables that a file of this format makes, each with its kind; FileRefused where a column lacks."""
    if name in KINDS:
        return [(name, Table(records, IMPORTERS[name].fields, reading))]
    form = foreign_formats.BY_NAME[name]
    layout = Layout(records.path.name, records.header, form.columns, reading.columns)
    reading = reading_of(form, reading)
    return [
        (part.kind, Table(Translated(records, part), _fields(part.kind), reading))
        for part in form.parts(layout)
    ]


def _fields(kind: str) -> list[Field]:
    """Of another program's file: what identifies a thing may stand in another column, or nowhere."""
    importer = IMPORTERS[kind]
    return [
        replace(each, required=False, default="") if each.key in importer.may_lack else each
        for each in importer.fields
    ]


def kinds_of(name: str, header: Sequence[str]) -> frozenset[str]:
    """What of ours the rows of a file of this format become; nothing where the headers are none of it."""
    if name in KINDS:
        return frozenset((name,))
    form = foreign_formats.BY_NAME.get(name)
    if form is None:
        return frozenset()
    try:
        return frozenset(part.kind for part in form.parts(Layout("", header, form.columns, {})))
    except FileRefused:
        return frozenset()


def reading_of(form: Format, reading: ReadingOptions) -> ReadingOptions:
    """What the owner said, else what the program always writes."""
    return replace(
        reading,
        decimal=reading.decimal or form.decimal,
        day_order=reading.day_order or form.day_order,
    )


def told_format(file: str, header: Sequence[str]) -> str:
    """The one format that the headers tell; FileRefused names several, or says that there is none."""
    names = recognising.told_by(header)
    if len(names) == 1:
        return names[0]
    if names:
        raise FileRefused(
            tr("{file} may be any of: {formats}.", file=file, formats=", ".join(names)),
            tr("Say which it is{flag}.", flag=flag("--format")),
        )
    raise FileRefused(
        tr("{file} has headers of no file that is known.", file=file),
        tr(
            "Its first row names: {columns}. Say what it holds and which column is what{flag}.",
            flag=flag("--format, --map"),
            columns=", ".join(name for name in header if name.strip()),
        ),
    )


def _known(header: Sequence[str], incoming: Incoming) -> int:
    return recognising.known_by(header, incoming.format, incoming.reading.columns)
