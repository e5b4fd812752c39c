"""The folder of order status pages: each file whole or as it was; nothing of others is touched.

Pages can be made again at any time, so no write waits for the disk: a page that a power cut spoils differs
from what it should be, and the next publishing writes it again.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import Refused, ShopError
from app.language import tr
from app.status_pages.html import MARK
from app.status_pages.tokens import is_page

MARKER = ".backorder-desk-pages"
"""Names the shop that writes here; it tells no page's name, for it is served with them."""
_PART = ".backorder-desk-"
_ENOUGH = 200
"""Bytes within which a page of ours says that it is ours."""


class PageFolder:
    """Whatever goes wrong is a ShopError with a hint; pages written before it stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._at = os.fspath(folder)
        self._beside = f"{_PART}{secrets.token_hex(8)}.part"
        self._names: frozenset[str] = frozenset()

    def check(self, mark: str) -> None:
        """Refused where it is not this shop's own, or not empty; a folder that is missing can be made."""
        if not self.folder.exists():
            if not self.folder.parent.is_dir():
                raise ShopError(
                    tr("There is no folder {folder}.", folder=self.folder.parent),
                    tr("Make it first, or choose another."),
                )
            return
        if not self.folder.is_dir():
            raise ShopError(
                tr("{file} is a file, not a folder.", file=self.folder), tr("Name a folder for the pages.")
            )
        self._check_owner(mark)

    def _check_owner(self, mark: str) -> None:
        with self._refusing():
            owner = _first_words(self.folder / MARKER)
            seen = owner is None and [name for name in os.listdir(self._at) if not name.startswith(".")]
            if seen:  # unless another till began to publish here between the two looks
                owner = _first_words(self.folder / MARKER)
        if owner is not None and owner != mark:
            raise Refused(
                tr("{folder} holds the order pages of another shop.", folder=self.folder),
                tr("Choose another folder, or empty this one first."),
            )
        if seen and owner is None:
            raise Refused(
                tr("{folder} holds other files.", folder=self.folder),
                tr("Choose an empty folder: the desk removes pages that are over, and wants no mistake."),
            )

    def open(self, mark: str) -> None:
        """Make it this shop's own, and look what it holds."""
        self.check(mark)
        with self._refusing():
            self.folder.mkdir(exist_ok=True)
            self._names = frozenset(os.listdir(self._at))
        self.put(MARKER, f"{mark}\n{_EXPLAINED}\n".encode())

    def put(self, name: str, content: bytes) -> bool:
        """Whether the file had to be written: one that says the same already is left as it is."""
        path = f"{self._at}{os.sep}{name}"
        with self._refusing():
            if name in self._names and _holds(path, content):
                return False
            beside = f"{self._at}{os.sep}{self._beside}"
            try:
                _write(beside, content)
                os.replace(beside, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(beside)
                raise
        return True

    def put_if_ours(self, name: str, content: bytes) -> bool:
        """As `put`, but a file of this name that somebody else wrote stays."""
        with self._refusing():
            theirs = name in self._names and not self._is_ours(name)
        return not theirs and self.put(name, content)

    def put_if_missing(self, name: str, content: bytes) -> bool:
        """As `put`, where there is no file of this name."""
        return name not in self._names and self.put(name, content)

    def old_pages(self, kept: set[str]) -> list[str]:
        """Pages of ours that are none of `kept`."""
        with self._refusing():
            return [
                name
                for name in sorted(self._names)
                if is_page(name) and name not in kept and self._is_ours(name)
            ]

    def remove(self, name: str) -> None:
        """Gone already is gone."""
        with self._refusing(), suppress(FileNotFoundError):
            os.unlink(f"{self._at}{os.sep}{name}")

    def _is_ours(self, name: str) -> bool:
        path = self.folder / name
        if path.is_symlink() or not path.is_file():
            return False
        try:
            with path.open("rb") as file:
                return MARK in file.read(_ENOUGH)
        except FileNotFoundError:  # another till removed it meanwhile
            return False

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except PermissionError as error:
            raise ShopError(
                tr("The folder {folder} does not let pages be written.", folder=self.folder),
                tr(
                    "Give yourself the right to write there, or choose another folder. Pages that stand"
                    " there stay as they are."
                ),
            ) from error
        except (FileNotFoundError, NotADirectoryError) as error:
            raise ShopError(
                tr("The folder {folder} is gone.", folder=self.folder),
                tr("Connect its disk or make it again, or choose another folder."),
            ) from error
        except OSError as error:
            raise ShopError(
                tr(
                    "The pages could not be written to {folder}: {reason}",
                    folder=self.folder,
                    reason=error.strerror or error,
                ),
                tr("Make room on its disk and publish again. Pages not written yet are as they were."),
            ) from error


_EXPLAINED = "Backorder Desk writes order status pages into this folder, and removes those that are over."


def _holds(path: str, content: bytes) -> bool:
    """Whether the file says exactly this."""
    try:
        file = os.open(path, os.O_RDONLY | _BINARY)
    except (FileNotFoundError, PermissionError):
        return False
    try:
        return os.fstat(file).st_size == len(content) and os.read(file, len(content) + 1) == content
    except IsADirectoryError:
        return False
    finally:
        os.close(file)


def _write(path: str, content: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


_BINARY = getattr(os, "O_BINARY", 0)


def _first_words(path: Path) -> str | None:
    """The marker's first line; None where there is no marker."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").partition("\n")[0].strip()
    except FileNotFoundError:
        return None
