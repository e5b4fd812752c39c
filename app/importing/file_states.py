"""A file must stay as it is while it is read, more than once: a till may still be writing it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from app.errors import FileRefused
from app.file_formats.opening import changed, opened, refusing_trouble
from app.language import tr
from app.progress import Progress

_BLOCK = 1 << 20


class FileState(NamedTuple):
    """What tells a file from what it becomes."""

    size: int
    modified: int
    digest: str


def state_of(path: Path, progress: Progress | None = None) -> FileState:
    """As it is now."""
    size, modified = _outside(path)
    return FileState(size, modified, digest_of(path, progress))


States = Mapping[Path, FileState]


@contextmanager
def telling_changed(files: States, progress: Progress | None = None) -> Iterator[None]:
    """Where a file is refused and is another one by then, that is what is told."""
    try:
        yield
    except FileRefused as refusal:
        _refuse_changed(files, progress, refusal)
        raise


@contextmanager
def staying(files: States, progress: Progress | None = None) -> Iterator[None]:
    """FileRefused names a file that is another one in the end, whatever was found wrong with it."""
    with telling_changed(files, progress):
        yield
    _refuse_changed(files, progress)


def digest_of(path: Path, progress: Progress | None = None) -> str:
    """By which the file is known again, whatever it is called."""
    digest, progress = sha256(), progress or Progress()
    with opened(path) as file:
        while block := file.read(_BLOCK):
            progress.at(tr("Checking {file}", file=path.name))
            digest.update(block)
    return digest.hexdigest()


def _refuse_changed(files: States, progress: Progress | None, found: FileRefused | None = None) -> None:
    for path, state in files.items():
        # Both: a disk may tell the time in steps of two seconds.
        if _outside(path) != state[:2] or digest_of(path, progress) != state.digest:
            raise changed(path) from found


def _outside(path: Path) -> tuple[int, int]:
    with refusing_trouble(path):
        state = path.stat()
    return state.st_size, state.st_mtime_ns
