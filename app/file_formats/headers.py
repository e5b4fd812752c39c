"""Which column of a file holds which field."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from app.errors import FileRefused, InvalidInput
from app.flags import flag
from app.language import tr


class Headed(Protocol):
    """What stands under a header: its key, other headers for the same, and whether files must have it."""

    @property
    def key(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def required(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Columns:
    """`positions` gives each field's column, in the order of the fields; None where the file has none."""

    positions: tuple[int | None, ...]
    ignored: tuple[str, ...]
    """Headers that no field took, as the file writes them."""


# Every format asks for its own names of every file.
@lru_cache(maxsize=16_384)
def normalised(header: str) -> str:
    """A header as it is compared: NFKC, trimmed, without case; 'On hand' is on_hand."""
    return unicodedata.normalize("NFKC", header).strip("\ufeff \t\r\n\u00a0").casefold().replace(" ", "_")


def names_of(fields: Iterable[Headed]) -> frozenset[str]:
    """Every header that one of the fields may have, as they are compared."""
    return frozenset(normalised(name) for field in fields for name in (field.key, *field.aliases))


def match_columns(
    file: str, header: Sequence[str], fields: Sequence[Headed], named: Mapping[str, str]
) -> Columns:
    """The columns by key and alias, or by `named` (field key to header), which wins.

    FileRefused where a required field has no column or a field has two; InvalidInput where `named` is wrong.
    """
    _check_named(file, header, fields, named)
    found = [_find(file, header, field, named.get(field.key)) for field in fields]
    missing = [
        field.key for field, place in zip(fields, found, strict=True) if field.required and place is None
    ]
    if missing:
        raise FileRefused(
            tr("{file} has no column for: {fields}", file=file, fields=", ".join(missing)),
            tr(
                "Its first row names: {columns}. Say which of them it is{flag}.",
                columns=", ".join(name for name in header if name.strip()),
                flag=flag(f"--map {missing[0]}=…"),
            ),
        )
    ignored = (name for place, name in enumerate(header) if place not in found and name.strip())
    return Columns(tuple(found), tuple(ignored))


def _check_named(
    file: str, header: Sequence[str], fields: Sequence[Headed], named: Mapping[str, str]
) -> None:
    keys = [field.key for field in fields]
    present = {normalised(name) for name in header}
    for key, column in named.items():
        if key not in keys:
            raise InvalidInput(
                tr("There is no field “{field}” to map a column to.", field=key),
                tr("The fields are: {fields}", fields=", ".join(keys)),
            )
        if normalised(column) not in present:
            raise InvalidInput(
                tr("{file} has no column “{column}”.", file=file, column=column),
                tr("Its first row names: {columns}", columns=", ".join(filter(str.strip, header))),
            )


def _find(file: str, header: Sequence[str], field: Headed, named: str | None) -> int | None:
    wanted = (field.key, *field.aliases) if named is None else (named,)
    names = set(map(normalised, wanted))
    places = [place for place, name in enumerate(header) if normalised(name) in names]
    if len(places) > 1:
        raise FileRefused(
            tr(
                "{file} has {count} columns for “{field}”: columns {places}.",
                file=file,
                count=len(places),
                field=field.key,
                places=", ".join(f"{place + 1} ({header[place]})" for place in places),
            ),
            tr("Rename or remove all but one of them, or name another{flag}.", flag=flag("--map")),
        )
    return places[0] if places else None
