"""A file must stay as it is while it is read, more than once: a till may still be writing it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from app.errors import FileRefused
from app.file_formats.opening import changed, opened, refusing_trouble


class FileState(NamedTuple):
    """What tells a file from what it becomes."""

    size: int
    modified: int
    digest: str


def state_of(path: Path) -> FileState:
    """As it is now."""
    size, modified = _outside(path)
    return FileState(size, modified, digest_of(path))


@contextmanager
def staying(files: Mapping[Path, FileState]) -> Iterator[None]:
    """FileRefused names a file that is another one in the end, whatever was found wrong with it."""
    try:
        yield
    except FileRefused as refusal:
        for path, state in files.items():
            if _is_changed(path, state):
                raise changed(path) from refusal
        raise
    for path, state in files.items():
        if _is_changed(path, state):
            raise changed(path)


def digest_of(path: Path) -> str:
    """By which the file is known again, whatever it is called."""
    with opened(path) as file:
        return file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _is_changed(path: Path, state: FileState) -> bool:
    # Both: a disk may tell the time in steps of two seconds.
    return _outside(path) != state[:2] or digest_of(path) != state.digest


def _outside(path: Path) -> tuple[int, int]:
    with refusing_trouble(path):
        state = path.stat()
    return state.st_size, state.st_mtime_ns
