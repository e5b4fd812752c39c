"""Brings both language catalogues up to date with the code: `python -m tests.catalogues [--from FOLDER]`.

FOLDER holds JSON files {English: Chinese}; the English of a message with a plural is either of its forms.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app import resource
from app.language import LANGUAGES, SOURCE_LANGUAGE

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"tr": None, "ntr": (1, 2)}
MessageId = str | tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """One place in the code that says something."""

    path: Path
    line: int
    message: MessageId


def source_files() -> list[Path]:
    """Every file that may say something."""
    folders = (ROOT / "app", ROOT / "ui")
    return [*(file for folder in folders for file in sorted(folder.rglob("*.py"))), *ROOT.glob("main.py")]


def sources() -> Iterator[Source]:
    for path in source_files():
        for line, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            yield Source(path.relative_to(ROOT), line, message)


def po_path(language: str) -> Path:
    return resource.path("translations", language, "LC_MESSAGES", "desk.po")


def read_catalogue(language: str) -> Catalog:
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def singular(message: MessageId) -> str:
    return message if isinstance(message, str) else message[0]


def texts(message: MessageId) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def _new_catalogue(language: str) -> Catalog:
    """Without today's date, so that an unchanged catalogue stays unchanged."""
    epoch = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        language,
        project="Backorder Desk",
        version="1",
        header_comment="# Backorder Desk",
        msgid_bugs_address="none",
        creation_date=epoch,
        revision_date=epoch,
        last_translator="the owners of Backorder Desk",
        language_team="the owners of Backorder Desk",
        fuzzy=False,
    )


def _read_offers(folder: Path) -> dict[str, str]:
    offers: dict[str, str] = {}
    for file in sorted(folder.glob("*.json")):
        for english, translated in json.loads(file.read_text("utf-8")).items():
            if offers.setdefault(english, translated) != translated:
                kept = offers[english]
                print(f"{file.name}: {english!r}: kept {kept!r}, not {translated!r}", file=sys.stderr)
    return offers


def _known_texts(language: str) -> dict[str, MessageId]:
    if not po_path(language).exists():
        return {}
    return {singular(entry.id): entry.string for entry in read_catalogue(language) if entry.id}


def _translation(message: MessageId, known: dict[str, MessageId], offers: dict[str, str]) -> MessageId:
    """One form for a plural too: Chinese, our only translation, has no plural."""
    offered = next((offers[form] for form in texts(message) if form in offers), "")
    text = known.get(singular(message), "")
    if not all(texts(text)):
        text = offered
    return singular(text) if isinstance(message, str) else (singular(text),)


def update(offers: dict[str, str], replace: bool) -> list[MessageId]:
    """Writes .po and .mo of every language; returns the messages that lack a translation."""
    messages = sorted({source.message for source in sources()}, key=texts)
    lacking: list[MessageId] = []
    for language in LANGUAGES:
        known = _known_texts(language)
        if replace:
            known = {english: text for english, text in known.items() if english not in offers}
        catalogue = _new_catalogue(language)
        for message in messages:
            string = message if language == SOURCE_LANGUAGE else _translation(message, known, offers)
            catalogue.add(message, string)
            if not all(texts(string)):
                lacking.append(message)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, no_location=True)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return lacking


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="folder", type=Path, help="a folder of JSON files {English: Chinese}")
    parser.add_argument("--replace", action="store_true", help="the JSON files win over the catalogue")
    arguments = parser.parse_args()
    lacking = update(_read_offers(arguments.folder) if arguments.folder else {}, arguments.replace)
    for message in lacking:
        print(json.dumps(singular(message), ensure_ascii=False))
    print(f"{len(lacking)} messages lack a translation.", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
