"""What the window shows of a file before it comes in: what it seems to be, its first rows, its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from sqlalchemy.orm import Session

from app.errors import ShopError
from app.file_formats import foreign_formats, recognising
from app.file_formats.headers import normalised
from app.file_formats.kinds import KINDS
from app.file_formats.records import Records, open_records
from app.importing.incoming import Incoming, digest_of, kinds_of
from app.importing.past_runs import came_before
from app.importing.presets import Preset, preset_for
from app.shop import Shop

ROWS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column that a format reads, and the header that holds it ('' where none does).

    `said`: the owner said so; else it was found by its name.
    """

    key: str
    header: str
    required: bool
    said: bool


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file as it would be read; `format` is '' where its headers do not tell one alone."""

    incoming: Incoming
    format: str = ""
    likely: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: int = 0
    mapped: tuple[Mapped, ...] = ()
    preset: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    came_on: date | None = None
    problem: ShopError | None = None

    @property
    def ready(self) -> Incoming:
        """What to bring in."""
        return replace(self.incoming, format=self.format)

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that the format must have, and nobody has named."""
        return tuple(each.key for each in self.mapped if each.required and not each.header)

    @property
    def kinds(self) -> frozenset[str]:
        """What of ours its rows become, as far as the format tells."""
        return kinds_of(self.format, self.header)


def see(shop: Shop, incoming: Incoming) -> SeenFile:
    """Never refuses: what is wrong stands in `problem`."""
    try:
        return shop.read(_see, incoming)
    except ShopError as error:
        return SeenFile(incoming, incoming.format, problem=error)


def _see(session: Session, incoming: Incoming) -> SeenFile:
    records = _opened(incoming)
    kept: Preset | None = None
    if not incoming.format and not incoming.reading.columns:
        kept = preset_for(session, records.header)
    if kept is not None:
        incoming = Incoming(incoming.path, kept.format, kept.reading)
        records = _opened(incoming)
    likely = tuple(each.name for each in recognising.candidates(records.header))
    told = recognising.told_by(records.header)
    form = incoming.format or (told[0] if len(told) == 1 else "")
    seen = SeenFile(
        incoming,
        form,
        told or likely,
        records.encoding,
        records.delimiter,
        records.header_line,
        records.header,
        tuple(tuple(cells) for _, cells in islice(records.rows(), ROWS_SHOWN)),
        records.lines,
        _mapped(form, records.header, incoming.reading.columns) if form else (),
        kept.name if kept else "",
    )
    return replace(seen, came_on=came_before(session, digest_of(incoming.path), form)) if form else seen


def _opened(incoming: Incoming) -> Records:
    columns = incoming.reading.columns
    return open_records(
        incoming.path,
        incoming.reading,
        lambda header: recognising.known_by(header, incoming.format, columns),
    )


def _mapped(form: str, header: Sequence[str], said: Mapping[str, str]) -> tuple[Mapped, ...]:
    by_name = {normalised(title): title for title in reversed(header)}
    return tuple(
        Mapped(key, _header(key, names, by_name, said), required, key in said)
        for key, names, required in _columns(form)
    )


def _header(key: str, names: Sequence[str], by_name: Mapping[str, str], said: Mapping[str, str]) -> str:
    if key in said:
        return by_name.get(normalised(said[key]), "")
    return next((by_name[name] for name in map(normalised, (key, *names)) if name in by_name), "")


def _columns(form: str) -> list[tuple[str, Sequence[str], bool]]:
    """(key, other headers, whether files must have it); those that only begin so are not named one by one."""
    if form in KINDS:
        return [(each.key, each.aliases, each.required) for each in KINDS[form]]
    return [
        (each.key, each.aliases, each.required)
        for each in foreign_formats.BY_NAME[form].columns
        if not each.starts
    ]
