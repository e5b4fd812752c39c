"""Where in a file of another program's the columns stand that its format reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.file_formats.headers import match_columns, normalised


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the header that its program writes; `aliases` are what other versions and languages write.

    `starts`: the header only begins so, and what follows is the shop's own word, the name of a location.
    """

    key: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    starts: bool = False


class Layout:
    """The columns of one file by their keys; FileRefused where one is missing that is required."""

    def __init__(
        self, file: str, header: Sequence[str], columns: Sequence[Column], named: Mapping[str, str]
    ) -> None:
        whole = [column for column in columns if not column.starts]
        found = match_columns(file, header, whole, named)
        self.header = tuple(header)
        self._places = {column.key: place for column, place in zip(whole, found.positions, strict=True)}
        self._starting = {
            column.key: _starting(header, (column.key, *column.aliases))
            for column in columns
            if column.starts
        }

    def __contains__(self, key: str) -> bool:
        """Whether the file has the column."""
        return self._places.get(key) is not None or bool(self._starting.get(key))

    def place(self, key: str) -> int | None:
        """The column's place in a row; None where the file lacks it, KeyError where the format does."""
        return self._places[key]

    def title(self, key: str) -> str:
        """The header as the file writes it; the key where the file lacks it."""
        place = self._places.get(key)
        return key if place is None else self.header[place]

    def starting(self, key: str) -> Sequence[tuple[str, int]]:
        """(rest of the header, its place) of each column that begins so."""
        return self._starting[key]


def _starting(header: Sequence[str], names: Sequence[str]) -> list[tuple[str, int]]:
    found = []
    for place, title in enumerate(header):
        for name in names:
            if normalised(title).startswith(normalised(name)):
                # As long in the file's spelling as in ours: NFKC seldom changes that, and then by little.
                found.append((title.strip()[len(name) :].strip(), place))
                break
    return found
