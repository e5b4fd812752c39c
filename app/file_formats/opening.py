"""Getting at the bytes of a file: what is no plain file, no text or damaged is refused by name."""

import gzip
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from app.errors import FileRefused
from app.language import tr

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of the file, those inside it where it is gzipped; trouble while reading is refused too."""
    with refusing_trouble(path):
        _check_kind(path)
        with path.open("rb") as file:
            if _starts_with(file, _GZIP):
                with gzip.GzipFile(fileobj=file, mode="rb") as inside:
                    yield cast(BinaryIO, inside)
            else:
                yield file


def check_content(path: Path) -> None:
    """FileRefused where the file is empty or a spreadsheet program's own file."""
    with opened(path) as file:
        head = file.read(len(_OLD_EXCEL))
    if not head:
        raise FileRefused(
            tr("{file} is empty.", file=path),
            tr("Export it again from the program it comes from."),
        )
    if head.startswith((_ZIP, _OLD_EXCEL)):
        raise FileRefused(
            tr("{file} is a spreadsheet (or an archive), not a CSV file.", file=path),
            tr("Open it in the spreadsheet program and save the sheet as CSV UTF-8."),
        )


@contextmanager
def refusing_trouble(path: Path) -> Iterator[None]:
    """Turns what the system says about the file into a refusal."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileRefused(
            tr("There is no file {file}.", file=path),
            tr("Check the folder and the spelling of the name."),
        ) from error
    except PermissionError as error:
        raise FileRefused(
            tr("{file} may not be read.", file=path),
            tr("Ask the owner of the file for the right to read it."),
        ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileRefused(
            tr("{file} is a damaged gzip file.", file=path),
            tr("Copy or download it again."),
        ) from error
    except OSError as error:
        raise FileRefused(
            tr("{file} cannot be read: {reason}", file=path, reason=error.strerror or error),
            tr("Check the disk and the name, then try again."),
        ) from error


def _check_kind(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FileRefused(
            tr("{file} is a folder, not a file.", file=path),
            tr("Name the file inside it."),
        )
    if not stat.S_ISREG(mode):
        raise FileRefused(
            tr("{file} is not a plain file.", file=path),
            tr("Save its content to a file first; it is read more than once."),
        )


def _starts_with(file: BinaryIO, magic: bytes) -> bool:
    head = file.read(len(magic))
    file.seek(0, os.SEEK_SET)
    return head == magic
