"""A paper as a file."""

import os
import secrets
from pathlib import Path

from app.file_formats.replacing import refusing_trouble


def save_pdf(pdf: bytes, file: Path) -> None:
    """The file stands whole when this returns, and is untouched where it fails."""
    # What a link points at is replaced, not the link.
    file = Path(os.path.realpath(file))
    beside = file.parent / f".backorder-desk-{secrets.token_hex(8)}.part"
    try:
        with refusing_trouble(file):
            beside.write_bytes(pdf)
            beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
