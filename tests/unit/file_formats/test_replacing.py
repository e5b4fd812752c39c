import errno
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TextIO

import pytest

from app.errors import ShopError
from app.file_formats.replacing import PendingFile, refusing_trouble, replacing, replacing_file


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file grows past `size` bytes: the system refuses the write as a full disk does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "stock.csv"
    with replacing(file) as stream:
        stream.write("sku\r\n")
        assert not file.exists()
    assert file.read_bytes() == b"\xef\xbb\xbfsku\r\n"
    assert os.listdir(tmp_path) == ["stock.csv"]


def test_a_file_is_untouched_where_writing_fails(tmp_path: Path) -> None:
    file = tmp_path / "stock.csv"
    file.write_text("before")

    def fail(stream: TextIO) -> None:
        stream.write("after")
        stream.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), replacing(file) as stream:
        fail(stream)
    assert file.read_text() == "before"
    assert os.listdir(tmp_path) == ["stock.csv"]


@pytest.mark.parametrize("written", ["x" * 5_000, "x" * 500_000])
def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, written: str) -> None:
    """Whether it shows while writing or only with the last buffer."""
    file = tmp_path / "stock.csv"
    file.write_text("before")
    with disk_of(1_000), pytest.raises(ShopError) as refusal, replacing(file) as stream:
        stream.write(written)
    assert refusal.value.title == f"{file} could not be written: File too large"
    assert refusal.value.hint == "Make room on the disk or choose another folder; nothing was written."
    assert file.read_text() == "before"
    assert os.listdir(tmp_path) == ["stock.csv"]


def test_a_full_disk_shows_before_the_file_is_kept(tmp_path: Path) -> None:
    pending = PendingFile(tmp_path / "stock.csv")
    pending.stream.write("x" * 5_000)
    with disk_of(1_000), pytest.raises(ShopError):
        pending.finish()
    assert os.listdir(tmp_path) == []


def test_a_finished_file_is_kept_later(tmp_path: Path) -> None:
    pending = PendingFile(tmp_path / "stock.csv")
    pending.stream.write("sku")
    pending.finish()
    assert not (tmp_path / "stock.csv").exists()
    pending.keep()
    assert os.listdir(tmp_path) == ["stock.csv"]


def test_discarding_twice_is_discarding_once(tmp_path: Path) -> None:
    pending = PendingFile(tmp_path / "stock.csv")
    pending.discard()
    pending.discard()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("error", "title", "hint"),
    [
        (
            PermissionError(),
            "stock.csv may not be written.",
            "Close it in other programs, or choose another folder.",
        ),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
            "stock.csv could not be written: No space left on device",
            "Make room on the disk or choose another folder; nothing was written.",
        ),
        (
            OSError(errno.EROFS, os.strerror(errno.EROFS)),
            "stock.csv could not be written: Read-only file system",
            "Make room on the disk or choose another folder; nothing was written.",
        ),
    ],
)
def test_what_the_system_says_is_refused_with_a_hint(error: OSError, title: str, hint: str) -> None:
    with pytest.raises(ShopError) as refusal, refusing_trouble(Path("stock.csv")):
        raise error
    assert (refusal.value.title, refusal.value.hint) == (title, hint)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShopError) as refusal, replacing(tmp_path / "missing" / "stock.csv"):
        pass
    assert refusal.value.title == f"There is no folder {tmp_path / 'missing'}."


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(ShopError) as refusal, replacing(tmp_path):
        pass
    assert refusal.value.title == f"{tmp_path} is a folder, not a file."


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(ShopError) as refusal, replacing(Path(os.devnull)):
        pass
    assert refusal.value.title == f"{os.devnull} is not a plain file."


def test_what_a_link_points_at_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("before")
    link.symlink_to(target)
    with replacing(link) as stream:
        stream.write("after")
    assert link.is_symlink()
    assert target.read_text("utf-8-sig") == "after"


@pytest.mark.parametrize("way", [replacing, replacing_file])
def test_the_rights_of_a_file_are_kept_and_new_ones_are_the_usual(
    tmp_path: Path, way: Callable[[Path], AbstractContextManager[object]]
) -> None:
    old, new, usual = tmp_path / "old.csv", tmp_path / "new.csv", tmp_path / "usual.csv"
    old.touch(mode=0o640)
    usual.touch()
    for file in (old, new):
        with way(file):
            pass
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == usual.stat().st_mode
