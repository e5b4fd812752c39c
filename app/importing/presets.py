"""How files of a shape are read: kept under a name, and found again for files with the same headers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from app.changes import Area
from app.errors import NotFound
from app.file_formats.headers import normalised
from app.file_formats.options import ReadingOptions
from app.file_formats.rejecting import SET_ASIDE
from app.language import tr
from app.saved_filters import checked_name
from db.rows import Reader, fetch, run
from db.stored import to_json

_SELECT = "SELECT name, format, reading FROM import_presets"


@dataclass(frozen=True, slots=True)
class Preset:
    """A format and how its files are read."""

    name: str
    format: str
    reading: ReadingOptions


def shape_of(header: Sequence[str]) -> str:
    """The same for files with the same headers in any order, and for the rows set aside from them."""
    names = sorted(name for name in map(normalised, header) if name not in SET_ASIDE)
    return sha256("\n".join(names).encode()).hexdigest()


def presets(session: Reader) -> list[Preset]:
    """All, by name."""
    return [_preset(row) for row in fetch(session, f"{_SELECT} ORDER BY name, id")]


def preset_for(session: Reader, header: Sequence[str]) -> Preset | None:
    """The one that was kept last for files of this shape."""
    rows = fetch(session, f"{_SELECT} WHERE shape = ? ORDER BY id DESC LIMIT 1", (shape_of(header),))
    return fitted(_preset(rows[0]), header) if rows else None


def fitted(preset: Preset, header: Sequence[str]) -> Preset:
    """For the file with these headers: rows set aside have the cells of theirs, but not its outside."""
    if SET_ASIDE.isdisjoint(map(normalised, header)):
        return preset
    reading = replace(preset.reading, encoding=None, delimiter=None, sheet=None, header_row=None)
    return replace(preset, reading=reading)


def keep_preset(session: Session, preset: Preset, header: Sequence[str]) -> str:
    """Keep it under its name, in place of what had that name; returns the name as it is kept."""
    kept = replace(preset, name=checked_name(preset.name))
    run(session, "DELETE FROM import_presets WHERE name = ?", (kept.name,))
    reading = {**asdict(replace(kept.reading, columns={})), "columns": dict(kept.reading.columns)}
    run(
        session,
        "INSERT INTO import_presets (name, shape, format, reading) VALUES (?, ?, ?, ?)",
        (kept.name, shape_of(header), kept.format, to_json(reading)),
    )
    session.info["changed"].add(Area.SETTINGS)
    return kept.name


def forget_preset(session: Session, name: str) -> None:
    """NotFound where there is none of this name."""
    if not fetch(session, "SELECT 1 FROM import_presets WHERE name = ?", (name,)):
        raise NotFound(tr("There is no preset {name}.", name=name), tr("Somebody removed it."))
    run(session, "DELETE FROM import_presets WHERE name = ?", (name,))
    session.info["changed"].add(Area.SETTINGS)


def _preset(row: Sequence[Any]) -> Preset:
    name, form, reading = row
    return Preset(name, form, msgspec.json.decode(reading, type=ReadingOptions))
