"""Which program's file it is, told by its headers and never by its name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.file_formats import foreign_formats
from app.file_formats.headers import Headed, names_of, normalised
from app.file_formats.kinds import KINDS, READ
from app.file_formats.translating import Format


@dataclass(frozen=True, slots=True)
class Candidate:
    """A format that a file may be of: its name, how many headers it knows, and whether any is missing."""

    name: str
    known: int
    whole: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The headers that a format knows, beginnings of others, and what each may be called that it needs."""

    name: str
    known: frozenset[str]
    beginnings: tuple[str, ...]
    needed: tuple[frozenset[str], ...]
    least: int

    def knows(self, title: str) -> bool:
        return title in self.known or title.startswith(self.beginnings)


def candidates(header: Sequence[str]) -> list[Candidate]:
    """Every format that knows at least one header, the likeliest first."""
    titles = list(map(normalised, header))
    present = set(titles)
    found = []
    for name, known in _counts(titles).items():
        words = _words()[name]
        whole = known >= min(words.least, len(titles))
        found.append(Candidate(name, known, whole and not any(map(present.isdisjoint, words.needed))))
    places = {name: place for place, name in enumerate(_words())}
    return sorted(found, key=lambda each: (not each.whole, -each.known, places[each.name]))


def told_by(header: Sequence[str]) -> tuple[str, ...]:
    """The format of the file; several where they know it equally well, none where none has what it needs.

    A kind of ours counts even where it lacks something: a list of names and addresses may be of customers
    without numbers as well as of suppliers.
    """
    found = candidates(header)
    most = next((each.known for each in found if each.whole), None)
    if most is None:
        return ()
    return tuple(each.name for each in found if each.known >= most and (each.whole or each.name in KINDS))


def known_by(header: Sequence[str], name: str, named: Mapping[str, str]) -> int:
    """How many of the headers the format of this name knows, or whichever knows most where it is ''."""
    titles = list(map(normalised, header))
    if not name:
        return max(_counts(titles).values(), default=0)
    words = _words()[name]
    chosen = set(map(normalised, named.values()))
    return sum(title in chosen or words.knows(title) for title in titles)


def columns_of(name: str) -> Mapping[str, tuple[str, ...]]:
    """The headers that a format of this name reads, with what else they may be called."""
    return {each.key: each.aliases for each in _headed(name)}


def forget() -> None:
    """Ask the formats again, after other ones were put in."""
    _words.cache_clear()
    _formats_by_title.cache_clear()


def _headed(name: str) -> Sequence[Headed]:
    return READ[name] if name in KINDS else foreign_formats.BY_NAME[name].columns


def _counts(titles: Iterable[str]) -> Counter[str]:
    """How many of the titles each format knows that knows any."""
    names, beginnings = _formats_by_title()
    counts: Counter[str] = Counter()
    for title in titles:
        counts.update(names.get(title, ()))
        if title.startswith(beginnings):
            counts.update(
                name
                for name, words in _words().items()
                if title not in words.known and title.startswith(words.beginnings)
            )
    return counts


# Each of the first rows is asked about, parted by each delimiter: once for all formats, not for each.
@cache
def _formats_by_title() -> tuple[Mapping[str, Sequence[str]], tuple[str, ...]]:
    names = defaultdict(list)
    for words in _words().values():
        for title in words.known:
            names[title].append(words.name)
    return names, tuple({each for words in _words().values() for each in words.beginnings})


@cache
def _words() -> Mapping[str, _Words]:
    ours = [_own(kind) for kind in KINDS]
    return {each.name: each for each in (*ours, *map(_foreign, foreign_formats.FORMATS))}


def _own(kind: str) -> _Words:
    needed = tuple(names_of([field]) for field in READ[kind] if field.required)
    # 'Name' alone among other headers says nothing.
    return _Words(kind, names_of(READ[kind]), (), needed, least=2)


def _foreign(form: Format) -> _Words:
    beginnings = tuple(names_of([column for column in form.columns if column.starts]))
    needed = tuple(names_of([column]) for mark in form.marks for column in form.columns if column.key == mark)
    return _Words(form.name, names_of(form.columns), beginnings, needed, least=1)
