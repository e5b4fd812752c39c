"""Which program's file it is, told by its headers and never by its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.file_formats import foreign_formats
from app.file_formats.headers import normalised
from app.file_formats.headers import recognised as recognised_fields
from app.file_formats.kinds import KINDS, READ
from app.file_formats.layout import recognised
from app.file_formats.translating import Format


@dataclass(frozen=True, slots=True)
class Candidate:
    """A format that a file may be of: its name, how many headers it knows, and whether any is missing."""

    name: str
    known: int
    whole: bool


def candidates(header: Sequence[str]) -> list[Candidate]:
    """Every format that knows at least one header, the likeliest first."""
    found = [_own(header, kind) for kind in KINDS]
    found += [_foreign(header, each) for each in foreign_formats.FORMATS]
    return sorted(
        (each for each in found if each.known), key=lambda each: (each.whole, each.known), reverse=True
    )


def told_by(header: Sequence[str]) -> tuple[str, ...]:
    """The format of the file; several where they know it equally well, none where none has what it needs."""
    likely = [each for each in candidates(header) if each.whole]
    return tuple(each.name for each in likely if each.known == likely[0].known)


def known_by(header: Sequence[str], name: str, named: Mapping[str, str]) -> int:
    """How many of the headers the format of this name knows, or whichever knows most where it is ''."""
    if name in KINDS:
        return recognised_fields(header, READ[name], named)
    if name:
        present = set(map(normalised, named.values()))
        named_too = sum(normalised(title) in present for title in header)
        return named_too + recognised(header, foreign_formats.BY_NAME[name].columns)
    return max((each.known for each in candidates(header)), default=0)


def columns_of(name: str) -> Mapping[str, tuple[str, ...]]:
    """The headers that a format of this name reads, with what else they may be called."""
    if name in KINDS:
        return {field.key: field.aliases for field in READ[name]}
    return {column.key: column.aliases for column in foreign_formats.BY_NAME[name].columns}


def _own(header: Sequence[str], kind: str) -> Candidate:
    present = set(map(normalised, header))
    fields = READ[kind]
    whole = all(
        any(normalised(name) in present for name in (field.key, *field.aliases))
        for field in fields
        if field.required
    )
    known = recognised_fields(header, fields, {})
    # 'Name' alone among other headers says nothing.
    return Candidate(kind, known, whole and known >= min(2, len(header)))


def _foreign(header: Sequence[str], form: Format) -> Candidate:
    present = set(map(normalised, header))
    by_key = {column.key: column for column in form.columns}
    whole = all(
        any(normalised(name) in present for name in (mark, *by_key[mark].aliases)) for mark in form.marks
    )
    return Candidate(form.name, recognised(header, form.columns), whole)
