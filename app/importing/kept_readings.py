"""Files that are read as files like them were read before: by a preset."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

from app.errors import FileRefused, NotFound
from app.file_formats import recognising
from app.file_formats.options import ReadingOptions
from app.file_formats.records import open_records
from app.importing.incoming import Incoming
from app.importing.presets import Preset, fitted, preset_for, presets
from app.language import tr
from app.shop import Shop

_NOTHING_SAID = ReadingOptions()


def preset_of(shop: Shop, incoming: Incoming, header: Sequence[str]) -> Preset | None:
    """The preset for these headers; where nothing is said, also one that finds its own where it looks."""
    found = shop.read(preset_for, header)
    if found is not None or incoming.reading != _NOTHING_SAID:
        return found
    for each in shop.read(presets):
        outside = replace(each.reading, columns={}, decimal=None, day_order=None)
        if outside != replace(_NOTHING_SAID, columns={}):
            with suppress(FileRefused):
                own = _header(incoming.path, each.reading, each.format)
                found = shop.read(preset_for, own)
                if found is not None and found.name == each.name:
                    return found
    return None


def as_kept(shop: Shop, incoming: Incoming, name: str = "") -> tuple[Incoming, str]:
    """(read as the preset of this name says, else as one that fits where nothing is said of the reading; the
    name of the preset, '' where there is none)."""
    known = shop.read(presets)
    kept: Preset | None = None
    if name:
        kept = _named(known, name, incoming.path)
    elif known and not incoming.format and incoming.reading == _NOTHING_SAID:
        kept = preset_of(shop, incoming, _header(incoming.path, _NOTHING_SAID))
    if kept is None:
        return incoming, ""
    reading = _said_over(incoming.reading, kept.reading)
    return replace(incoming, format=incoming.format or kept.format, reading=reading), kept.name


def _named(known: Sequence[Preset], name: str, path: Path) -> Preset:
    for each in known:
        if each.name == name:
            return fitted(each, _header(path, _NOTHING_SAID))
    raise NotFound(
        tr("There is no preset {name}.", name=name),
        tr("Choose one of: {choices}", choices=", ".join(each.name for each in known)),
    )


def _header(path: Path, reading: ReadingOptions, form: str = "") -> tuple[str, ...]:
    def known(header: Sequence[str]) -> int:
        return recognising.known_by(header, form, reading.columns)

    return open_records(path, reading, known, glance=True).header


def _said_over(said: ReadingOptions, kept: ReadingOptions) -> ReadingOptions:
    given = {each.name: getattr(said, each.name) for each in fields(said) if each.name != "columns"}
    whole = {key: value for key, value in given.items() if value is not None}
    return replace(kept, columns={**kept.columns, **said.columns}, **whole)
