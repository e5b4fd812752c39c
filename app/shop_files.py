"""Files that the shop keeps in its database: the logo of its letters."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.language import tr
from db.rows import Reader, run, value

LOGO = "logo"
"""The name of the file that heads the shop's letters."""
MOST_BYTES = 5_000_000
"""Every letter that is drawn reads it."""


def stored_file(session: Reader, name: str) -> bytes:
    """Its content, b"" where there is none."""
    content: Any = value(session, "SELECT content FROM shop_files WHERE name = ?", (name,))
    return bytes(content) if content else b""


def store_file(session: Session, name: str, content: bytes) -> None:
    """In place of what stood there; b"" leaves none."""
    run(session, "DELETE FROM shop_files WHERE name = ?", (name,))
    if content:
        run(session, "INSERT INTO shop_files (name, content) VALUES (?, ?)", (name, content))


def checked_logo(key: str, content: bytes) -> bytes:
    """The picture as it may be kept; InvalidInput for what cannot be printed."""
    if len(content) > MOST_BYTES:
        raise InvalidInput(
            tr("This picture is too large: {size} MB.", size=-(-len(content) // 1_000_000)),
            tr("Save it smaller: letters print 1,200 dots of its width at most."),
            key,
        )
    if content:
        _check(content)
    return content


def logo_from(file: Path) -> bytes:
    """What is in a file; refused where that is no picture that can be printed."""
    try:
        # One byte more than may be: a disk's image, chosen by mistake, is not read to its end.
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise InvalidInput(
            tr("{file} cannot be read: {reason}", file=file, reason=error.strerror or error),
            tr("Choose another file."),
            LOGO,
        ) from error
    if not content:
        raise InvalidInput(tr("{file} is empty.", file=file), tr("Choose another file."), LOGO)
    return checked_logo(LOGO, content)


@lru_cache(maxsize=4)
def _check(content: bytes) -> None:
    """Forms ask with each key that is typed."""
    # Here, for Pillow and reportlab take their time to load.
    from app.documents.logos import check_logo

    check_logo(content)
