"""Getting at the bytes of a file: what is no plain file, no table or damaged is refused by name."""

import codecs
import gzip
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO, cast

from app.errors import FileRefused
from app.language import tr

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGES = (b"<!doctype html", b"<html", b"<?xml", b"<table")
_PICTURES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_HEAD = 1_024
_BLOCK = 1 << 20


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


class Content(Enum):
    """What a file turns out to hold, whatever its name says."""

    TEXT = auto()
    WORKBOOK = auto()


def content_of(path: Path) -> Content:
    """FileRefused where the file is empty or of a kind that is known and cannot be read."""
    with opened(path) as file:
        head = file.read(_HEAD)
        packed = isinstance(file, gzip.GzipFile)
        if not head:
            raise FileRefused(
                tr("{file} is empty.", file=path),
                tr("Export it again from the program it comes from."),
            )
        if head.startswith(_OLD_EXCEL):
            file.seek(0)
            raise locked(path) if _holds(file, _LOCKED) else _old_workbook(path)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        if packed:
            raise FileRefused(
                tr("{file} is a workbook that was packed once more.", file=path),
                tr("Unpack it and choose the file inside it."),
            )
        return Content.WORKBOOK
    if head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_WEB_PAGES):
        raise FileRefused(
            tr("{file} is a web page or XML, not a CSV file, whatever its name says.", file=path),
            tr("Open it in the spreadsheet program and save it as XLSX or as CSV UTF-8."),
        )
    if head.startswith(_PICTURES):
        raise FileRefused(
            tr("{file} is a PDF or a picture, not a table, whatever its name says.", file=path),
            tr("Export the table as CSV or XLSX from the program it comes from."),
        )
    return Content.TEXT


def locked(path: Path) -> FileRefused:
    """The refusal of a file that asks for a password."""
    return FileRefused(
        tr("{file} is locked with a password.", file=path),
        tr("Open it in the spreadsheet program and save it without a password."),
    )


def changed(path: Path) -> FileRefused:
    """The refusal of a file that another program was still writing."""
    return FileRefused(
        tr("{file} changed while it was read.", file=path),
        tr("Wait until the program that writes it has finished, then try again."),
    )


def too_long(path: Path, line: int, limit: int) -> FileRefused:
    """The refusal of a cell that no shop has written."""
    return FileRefused(
        tr(
            "{file}, line {line}: a cell is longer than {limit} characters.",
            file=path,
            line=line,
            limit=limit,
        ),
        tr("Shorten it; perhaps a quotation mark before it is closed too late."),
    )


def _old_workbook(path: Path) -> FileRefused:
    return FileRefused(
        tr("{file} is a workbook of the old kind (XLS).", file=path),
        tr("Open it in the spreadsheet program and save it as XLSX or as CSV UTF-8."),
    )


def _holds(file: BinaryIO, word: bytes) -> bool:
    """Whether the bytes stand anywhere in what is left of the file."""
    before = b""
    while block := file.read(_BLOCK):
        if word in before + block:
            return True
        before = block[-len(word) :]
    return False


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
