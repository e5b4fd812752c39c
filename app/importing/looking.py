"""What the window shows of a file before it comes in: what it seems to be, its first rows, its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from app.errors import FileRefused, ShopError
from app.file_formats import foreign_formats, recognising
from app.file_formats.evidence import Question, evidence
from app.file_formats.guessing import Look, look
from app.file_formats.headers import normalised
from app.file_formats.kinds import READ
from app.file_formats.opening import refusing_trouble
from app.file_formats.options import ReadingOptions
from app.file_formats.problems import RowProblem
from app.file_formats.reading import Table
from app.importing.file_states import digest_of
from app.importing.incoming import Incoming, kinds_of, tables_of
from app.importing.kept_readings import preset_of
from app.importing.past_runs import any_came, came_before
from app.importing.presets import Preset
from app.shop import Shop


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
    """A file as it would be read; `format` is '' where its headers do not tell one alone, `tie` are then
    those that they tell equally well.

    `questions` are what can be read in two ways, and only the owner knows; `as_read` is what is said, what
    the program always writes and what the cells prove. `unreadable` are the cells of the rows that are shown
    of which nothing can be made, or not before a question is answered.
    """

    incoming: Incoming
    format: str = ""
    likely: tuple[str, ...] = ()
    look: Look | None = None
    tie: tuple[str, ...] = ()
    mapped: tuple[Mapped, ...] = ()
    questions: tuple[Question, ...] = ()
    as_read: ReadingOptions = field(default_factory=ReadingOptions)
    unreadable: tuple[RowProblem, ...] = ()
    preset: str = ""
    came_on: date | None = None
    problem: ShopError | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """As the file writes it; empty until it was read."""
        return self.look.header if self.look else ()

    @property
    def rows(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """(line, cells) of the first ones."""
        return self.look.rows if self.look else ()

    def is_guess(self, option: str) -> bool:
        """Whether what is found of encoding, delimiter, sheet or header_row may well be wrong."""
        return self.look is not None and option in self.look.guesses

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
        return _see(shop, incoming)
    except ShopError as error:
        return SeenFile(incoming, incoming.format, problem=error)


def _see(shop: Shop, incoming: Incoming) -> SeenFile:
    found = _look(incoming)
    kept: Preset | None = None
    if not incoming.format and not incoming.reading.columns:
        kept = preset_of(shop, incoming, found.header)
    if kept is not None:
        incoming = Incoming(incoming.path, kept.format, kept.reading)
        found = _look(incoming)
    told = recognising.told_by(found.header)
    form = incoming.format or (told[0] if len(told) == 1 else "")
    likely = tuple(each.name for each in recognising.candidates(found.header))
    seen = SeenFile(
        incoming,
        form,
        tuple(dict.fromkeys((*told, *likely))),
        found,
        () if form else told,
        _mapped(form, found.header, incoming.reading.columns) if form else (),
        as_read=incoming.reading,
        preset=kept.name if kept else "",
        problem=found.trouble,
    )
    if not form:
        return seen
    # For its digest all of it is read: only where there is one to compare it with.
    if shop.read(any_came, form):
        seen = replace(seen, came_on=shop.read(came_before, _digest(incoming.path), form))
    return seen if seen.missing or seen.problem else _weighed(seen, found)


def _weighed(seen: SeenFile, found: Look) -> SeenFile:
    """With what the columns prove that the format reads, and which of the cells that are shown are none."""
    last = found.rows[-1][0] if found.rows else 0
    try:
        tables = [table for _, table in tables_of(found.records, seen.format, seen.incoming.reading)]
        proof = evidence(tables)
        read = proof.applied(tables)
        unreadable = dict.fromkeys(problem for table in read for problem in _unreadable(table, last))
    # Two columns for one field, say.
    except FileRefused as refusal:
        return replace(seen, problem=refusal)
    return replace(seen, questions=proof.questions, as_read=read[0].options, unreadable=tuple(unreadable))


def _unreadable(table: Table, last: int) -> list[RowProblem]:
    for line, *_ in table.rows():
        if line >= last:
            break
    return [problem for problem in table.problems.first if problem.line <= last]


def _digest(path: Path) -> str:
    with refusing_trouble(path):
        state = path.stat()
    return _digest_at(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _digest_at(path: Path, size: int, modified: int) -> str:
    """Once for each state of a file: every answer about its reading looks at it anew."""
    return digest_of(path)


def _look(incoming: Incoming) -> Look:
    columns = incoming.reading.columns
    return look(
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
    if form in READ:
        return [(each.key, each.aliases, each.required) for each in READ[form]]
    return [
        (each.key, each.aliases, each.required)
        for each in foreign_formats.BY_NAME[form].columns
        if not each.starts
    ]
