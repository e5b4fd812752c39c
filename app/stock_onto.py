"""Stock onto another program's own export: only the cells of its quantities are written anew."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import FileRefused
from app.file_formats.headers import normalised
from app.file_formats.layout import Layout
from app.file_formats.options import ReadingOptions
from app.file_formats.problems import Problems, RowProblem
from app.file_formats.recognising import known_by, told_by
from app.file_formats.records import Records, open_records
from app.file_formats.refilling import refilled
from app.file_formats.text_rows import TextRows
from app.file_formats.translating import Format, Part, Row
from app.file_formats.widths import fits, width_problem
from app.importing.known import Known
from app.language import ntr, tr
from app.names import key_of
from app.stock_shelves import Shelf, StockWritten, summed

# What programs write where they do not count: at this location, or not at all.
_NOT_COUNTED = frozenset(("", "not stocked"))
# The parent holds the stock of all its variations together.
_WITH_PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Theirs:
    """Another program's export: `counted` is the column by which our import reads its stock, `written` the
    headers (or their beginnings) of the one that takes new quantities, the likeliest first.

    `text` is what is told of a shelf; `beside` gives, by the keys of their columns, what other cells of the
    row then say, made of the shelf and of what they say now.
    """

    form: Format
    needed: tuple[str, ...]
    counted: str
    written: tuple[str, ...]
    text: Callable[[Shelf], str]
    beside: Mapping[str, Callable[[Shelf, str], str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A cell of theirs: whose quantity it takes, and where: the key of a location and what they call it,
    '' for all of them.
    """

    target: int
    sku: str
    place: str = ""
    called: str = ""


class _Export:
    """Their file, with a header in which the columns to be written are those that our import reads.

    So its own reader says whose quantities they are, by the codes it would make of the same rows.
    """

    def __init__(self, path: Path, theirs: Theirs) -> None:
        self.theirs = theirs
        self.records = open_records(
            path, ReadingOptions(), lambda header: known_by(header, theirs.form.name, {})
        )
        self.source = _text_of(self.records)
        self.column = next(each for each in theirs.form.columns if each.key == theirs.counted)
        header, self.counted = self._as_read()
        columns = [replace(column, required=False) for column in theirs.form.columns]
        self.layout = Layout(path.name, header, columns, {})
        missing = [key for key in theirs.needed if key not in self.layout]
        if missing or not self.counted:
            raise self._not_theirs([*missing, *([] if self.counted else theirs.written[:1])])
        self.rows = self._fitting()

    def asked(self, known: Known) -> dict[int, list[_Asked]]:
        """By the line of each row that is of goods, for each of its cells that take a quantity."""
        found: dict[int, list[_Asked]] = {}
        parts = [part for part in self.theirs.form.parts(self.layout) if part.kind == "stock"]
        for target, part in zip(self.counted, parts, strict=True):
            for line, cells in part.rows(map(self._as_counted, self.rows), _pass_over):
                found.setdefault(line, []).append(_asked(target, part, cells, known))
        return found

    def _as_read(self) -> tuple[list[str], dict[int, int | None]]:
        """The header; the places to be written, each with that of what is counted there now."""
        ours, header = self.column, list(self.records.header)
        now = {rest: place for name in (*ours.aliases, ours.key) for place, rest in self._called(name)}
        for place in now.values():
            header[place] = ""
        counted: dict[int, int | None] = {}
        for name in self.theirs.written:
            # Of several that are but one column the likeliest.
            for place, rest in () if counted and not ours.starts else self._called(name):
                counted[place] = now.get(rest)
                header[place] = f"{ours.key} {rest}".strip()
        return header, counted

    def _called(self, name: str) -> list[tuple[int, str]]:
        """(place, rest of the header) of each column of this name, or that begins so."""
        header, name = self.records.header, normalised(name)
        if not self.column.starts:
            return [(place, "") for place, title in enumerate(header) if normalised(title) == name]
        titles = ((place, title.strip()) for place, title in enumerate(header))
        return [
            (place, title[len(name) :].strip())
            for place, title in titles
            if normalised(title).startswith(name)
        ]

    def _fitting(self) -> list[Row]:
        problems, width = Problems(self.records.path.name), len(self.records.header)
        rows: list[Row] = []
        for line, cells in self.records.rows():
            if fits(cells, width):
                rows.append((line, cells))
            elif any(map(str.strip, cells)):
                what = width_problem(cells, width)
                problems.add([RowProblem(problems.file, line, "", "", what)])
        if problems:
            raise FileRefused(
                ntr(
                    "{count} row of {file} has too few or too many cells; nothing was written.",
                    "{count} rows of {file} have too few or too many cells; nothing was written.",
                    problems.rows,
                    file=problems.file,
                ),
                tr("Export it again from the program it comes from."),
                problems.sentences(),
            )
        return rows

    def _as_counted(self, row: Row) -> Row:
        """With a count, for what is not counted yet is goods too."""
        line, cells = row
        return line, ["0" if place in self.counted else cell for place, cell in enumerate(cells)]

    def _not_theirs(self, missing: Sequence[str]) -> FileRefused:
        file = self.records.path.name
        told = [name for name in told_by(self.records.header) if name != self.theirs.form.name]
        return FileRefused(
            tr("{file} has no column for: {fields}", file=file, fields=", ".join(missing)),
            tr("It looks like a file of another kind: {names}. Choose the right one.", names=", ".join(told))
            if told
            else tr("Export it again from the program it comes from."),
        )


def filled(path: Path, theirs: Theirs, stock: Sequence[Shelf], known: Known, done: StockWritten) -> bytes:
    """Their file with our quantities; how much of it is new, and what stayed and why, is told in `done`."""
    export = _Export(path, theirs)
    filling = _Filling(export, stock, known, done)
    return refilled(export.records, export.source, filling.changes)


class _Filling:
    """What becomes of each row of their file."""

    def __init__(self, export: _Export, stock: Sequence[Shelf], known: Known, done: StockWritten) -> None:
        self._export = export
        self._known = known
        self._done = done
        self._asked = export.asked(known)
        self._times = Counter((each.sku, each.place) for row in self._asked.values() for each in row)
        self._by_place = {(each.sku, key_of(each.location)): each for each in stock}
        self._whole = {each.sku: each for each in summed(stock)}

    def changes(self, line: int, cells: Sequence[str]) -> dict[int, str]:
        """New texts of the row's cells by their places."""
        theirs, new = self._export.theirs, dict[int, str]()
        for each in self._asked.get(line, ()):
            shelf = self._shelf(each, cells)
            if shelf is None:
                continue
            new[each.target] = theirs.text(shelf)
            for key, text in theirs.beside.items():
                place = self._export.layout.place(key)
                if place is not None:
                    new[place] = text(shelf, cells[place])
        self._done.rows += bool(new)
        return new

    def _shelf(self, asked: _Asked, cells: Sequence[str]) -> Shelf | None:
        """None where the cell stays as it is; what the owner should hear of is noted."""
        counted = self._export.counted[asked.target]
        now = "0" if counted is None else cells[counted].strip().casefold()
        whole = self._whole.get(asked.sku)
        if asked.sku not in self._known.products:
            _note(self._done.unknown, asked.sku)
        elif whole is None:
            # Not sold here any more, or no goods: what is said of it there is not ours to say.
            return None
        elif asked.place and asked.place not in self._known.locations:
            _note(self._done.places, asked.called)
        elif self._times[asked.sku, asked.place] > 1:
            _note(self._done.repeated, asked.sku)
        elif now == _WITH_PARENT:
            _note(self._done.shared, asked.sku)
        else:
            nothing = replace(whole, on_hand=0, free=0)
            shelf = self._by_place.get((asked.sku, asked.place), nothing) if asked.place else whole
            # To tell of nothing where nothing is counted would begin to count.
            return None if now in _NOT_COUNTED and self._export.theirs.text(shelf) == "0" else shelf
        return None


def _note(words: dict[str, None], word: str) -> None:
    if word:
        words[word] = None


def _asked(target: int, part: Part, cells: Sequence[str], known: Known) -> _Asked:
    ours = dict(zip(part.sources, cells, strict=True))
    sku = known.sku_for(ours["sku"], ours.get("barcode", ""))
    if "location" not in ours:
        return _Asked(target, sku)
    main = next(key for key, row_id in known.locations.items() if row_id == known.main_location)
    return _Asked(target, sku, key_of(ours["location"]) or main, ours["location"])


def _text_of(records: Records) -> TextRows:
    if isinstance(records.source, TextRows):
        return records.source
    raise FileRefused(
        tr("{file} is a workbook; stock is written onto CSV files.", file=records.path.name),
        tr("Export it from the program as CSV, or save it as CSV UTF-8 in the spreadsheet program."),
    )


def _pass_over(line: int, cells: Sequence[str], header: str, what: str) -> None:
    """What their reader would refuse is not ours to mend: the row stays."""
