"""Files that appear whole or not at all: written under another name beside, then put in place."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from app.errors import ShopError
from app.language import tr


class PendingFile:
    """A text file not yet in its place: `keep` puts it there, `discard` leaves nothing behind.

    `finish` does all of `keep` that a full disk can spoil, for those who have a database to commit between.

    With the byte order mark by which spreadsheets know UTF-8, and line ends as they are written.
    """

    def __init__(self, path: Path) -> None:
        # What a link points at is replaced, not the link.
        self.path = Path(os.path.realpath(path))
        self._beside = self.path.parent / f".backorder-desk-{secrets.token_hex(8)}.part"
        with refusing_trouble(path):
            _check_place(self.path)
            self.stream: TextIO = self._beside.open("x", encoding="utf-8-sig", newline="")

    def finish(self) -> None:
        """Durable, though not yet under its name, when this returns."""
        if not self.stream.closed:
            with self.discarding_on_trouble():
                self.stream.flush()
                os.fsync(self.stream.fileno())
                self.stream.close()

    def keep(self) -> None:
        """Durable under its name when this returns."""
        self.finish()
        with self.discarding_on_trouble():
            _put_in_place(self._beside, self.path)

    def discard(self) -> None:
        """May be called twice."""
        # Closing writes what is buffered, which fails again on the full disk that brought us here.
        with suppress(OSError):
            self.stream.close()
        self._beside.unlink(missing_ok=True)

    @contextmanager
    def discarding_on_trouble(self) -> Iterator[None]:
        """For writing to the stream."""
        try:
            with refusing_trouble(self.path):
                yield
        except BaseException:
            self.discard()
            raise


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """The stream to write; the file stands when the block ends, and is untouched where it fails."""
    pending = PendingFile(path)
    with pending.discarding_on_trouble():
        yield pending.stream
    pending.keep()


def write_file(path: Path, content: bytes) -> None:
    """It stands whole when this returns; what stood there is untouched where this fails."""
    with replacing_file(path) as beside, beside.open("wb") as stream:
        stream.write(content)


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """Where to write it instead; it takes its place when the block ends well, and is gone else."""
    # What a link points at is replaced, not the link.
    path = Path(os.path.realpath(path))
    beside = path.parent / f".backorder-desk-{secrets.token_hex(8)}.part"
    try:
        with refusing_trouble(path):
            _check_place(path)
            beside.open("xb").close()
            yield beside
            with beside.open("rb+") as stream:
                os.fsync(stream.fileno())
            _put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def refusing_trouble(path: Path) -> Iterator[None]:
    """Turns what the system says about writing the file into a refusal."""
    try:
        yield
    except PermissionError as error:
        raise ShopError(
            tr("{file} may not be written.", file=path),
            tr("Close it in other programs, or choose another folder."),
        ) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        if path.parent.is_dir():
            raise ShopError(
                tr("No file can be made at {place}.", place=path),
                tr("Choose a folder in which you may write, and a plain name."),
            ) from error
        raise ShopError(
            tr("There is no folder {folder}.", folder=path.parent),
            tr("Make it first, or choose another."),
        ) from error
    except OSError as error:
        raise ShopError(
            tr("{file} could not be written: {reason}", file=path, reason=error.strerror or error),
            tr("Make room on the disk or choose another folder; nothing was written."),
        ) from error


def check_replaceable(path: Path) -> None:
    """Refuse now what could not be replaced later: a folder, what another program holds."""
    with refusing_trouble(path):
        _check_place(path)
        if path.exists():
            path.open("r+b").close()


def _put_in_place(beside: Path, path: Path) -> None:
    """Who may read what stood there may read what stands there now."""
    if path.exists():
        shutil.copymode(path, beside)
    beside.replace(path)


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise ShopError(
            tr("{file} is a folder, not a file.", file=path),
            tr("Name the file inside it."),
        )
    if path.exists() and not path.is_file():
        raise ShopError(
            tr("{file} is not a plain file.", file=path),
            tr("Choose another name."),
        )
