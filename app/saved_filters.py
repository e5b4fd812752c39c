"""Ways to look at a list that the owner gave a name: kept in the shop, so that every till offers them."""

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from app.changes import Area
from app.errors import InvalidInput, NotFound, Refused
from app.language import tr
from app.names import key_of
from db.rows import Reader, fetch, run
from db.stored import to_json

if TYPE_CHECKING:  # a window reads them before SQLAlchemy is needed
    from sqlalchemy.orm import Session

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """What is asked of a list, and which columns answer, from left to right."""

    name: str
    filter: str = ""
    search: str = ""
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()


def saved_filters(session: Reader, list_key: str) -> tuple[SavedFilter, ...]:
    """Those of a list, by name."""
    begin = _row_key(list_key, "")
    rows = fetch(
        session, "SELECT value FROM settings WHERE key >= ? AND key < ?", (begin, f"{begin}\U0010ffff")
    )
    found = (msgspec.json.decode(value, type=SavedFilter) for (value,) in rows)
    return tuple(sorted(found, key=lambda each: key_of(each.name)))


def save_filter(session: "Session", list_key: str, saved: SavedFilter) -> SavedFilter:
    """Keep it under its name, in place of what had that name; returns it as it is kept."""
    kept = replace(saved, name=checked_name(saved.name))
    run(
        session,
        "INSERT INTO settings (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_row_key(list_key, kept.name), to_json(msgspec.to_builtins(kept))),
    )
    session.info["changed"].add(Area.SETTINGS)
    return kept


def rename_filter(session: "Session", list_key: str, name: str, new_name: str) -> SavedFilter:
    """Give it another name; Refused where another filter has that one."""
    known = {key_of(each.name): each for each in saved_filters(session, list_key)}
    saved = known.get(key_of(name))
    if saved is None:
        raise _gone(name)
    wanted = checked_name(new_name)
    if key_of(wanted) != key_of(name) and key_of(wanted) in known:
        raise Refused(tr("There is a filter “{name}” already.", name=wanted), tr("Choose another name."))
    remove_filter(session, list_key, name)
    return save_filter(session, list_key, replace(saved, name=wanted))


def remove_filter(session: "Session", list_key: str, name: str) -> SavedFilter:
    """Forget it; returns what it was."""
    found = [each for each in saved_filters(session, list_key) if key_of(each.name) == key_of(name)]
    if not found:
        raise _gone(name)
    run(session, "DELETE FROM settings WHERE key = ?", (_row_key(list_key, name),))
    session.info["changed"].add(Area.SETTINGS)
    return found[0]


def _row_key(list_key: str, name: str) -> str:
    return f"filter/{list_key}/{key_of(name)}"


def checked_name(name: str) -> str:
    """The name without needless spaces; InvalidInput where nobody could read or find it."""
    words = " ".join(name.split())
    if not key_of(words):
        raise InvalidInput(tr("It needs a name."), tr("Type one, such as ‘Late, mine’."), "name")
    if len(words) > LONGEST_NAME:
        raise InvalidInput(
            tr("The name is too long."), tr("{number} letters fit.", number=LONGEST_NAME), "name"
        )
    if any(unicodedata.category(letter) == "Cc" for letter in words):
        raise InvalidInput(tr("The name has signs that cannot be seen."), tr("Type it anew."), "name")
    return words


def _gone(name: str) -> NotFound:
    return NotFound(
        tr("The filter “{name}” is not there any more.", name=name), tr("Somebody renamed or removed it.")
    )
