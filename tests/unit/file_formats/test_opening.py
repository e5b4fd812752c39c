import gzip
import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import FileRefused
from app.file_formats.opening import Content, content_of, opened, refusing_trouble


def workbook() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


DAMAGED = gzip.compress(b"sku,name\n" * 1_000, mtime=0)[:-20]
CORRUPT = bytearray(gzip.compress(random.Random(7).randbytes(10_000), mtime=0))
CORRUPT[5_000] ^= 0xFF


OLD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "{file} is empty."),
        (gzip.compress(b""), "{file} is empty."),
        (gzip.compress(workbook()), "{file} is a workbook that was packed once more."),
        (OLD, "{file} is a workbook of the old kind (XLS)."),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "{file} is locked with a password."),
        (OLD[:640] + "EncryptedPackage".encode("utf-16-le") + OLD, "{file} is locked with a password."),
        (
            b"\xef\xbb\xbf \n<!DOCTYPE html><table>",
            "{file} is a web page or XML, not a CSV file, whatever its name says.",
        ),
        (
            b"<?xml version='1.0'?><Workbook/>",
            "{file} is a web page or XML, not a CSV file, whatever its name says.",
        ),
        (b"%PDF-1.7 ...", "{file} is a PDF or a picture, not a table, whatever its name says."),
    ],
    ids=[
        "nothing",
        "nothing packed",
        "workbook packed",
        "old workbook",
        "locked",
        "locked early",
        "web page",
        "XML",
        "PDF",
    ],
)
def test_content_that_is_no_table_is_refused(tmp_path: Path, content: bytes, title: str) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        content_of(file)
    assert refusal.value.title == title.format(file=file)
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (workbook(), Content.WORKBOOK),
        (b"PK\x05\x06" + b"\0" * 18, Content.WORKBOOK),
        (b"PK,count\n", Content.TEXT),
        (gzip.compress(b"sku\n"), Content.TEXT),
    ],
    ids=["workbook", "empty archive", "text", "text packed"],
)
def test_content_tells_the_kind_of_file_not_its_name(tmp_path: Path, content: bytes, told: Content) -> None:
    for name in ("orders.csv", "orders.xlsx"):
        (tmp_path / name).write_bytes(content)
        assert content_of(tmp_path / name) is told


def make_nothing(path: Path) -> None:
    """The file is missing."""


@pytest.mark.parametrize(
    ("make", "title", "hint"),
    [
        (make_nothing, "There is no file {file}.", "Check the folder and the spelling of the name."),
        (Path.mkdir, "{file} is a folder, not a file.", "Name the file inside it."),
        (
            os.mkfifo,
            "{file} is not a plain file.",
            "Save its content to a file first; it is read more than once.",
        ),
    ],
)
def test_what_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], None], title: str, hint: str
) -> None:
    file = tmp_path / "orders.csv"
    make(file)
    with pytest.raises(FileRefused) as refusal:
        content_of(file)
    assert (refusal.value.title, refusal.value.hint) == (title.format(file=file), hint)


def test_a_name_too_long_is_refused_with_the_system_s_reason(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 300)
    with pytest.raises(FileRefused) as refusal:
        content_of(file)
    assert refusal.value.title == f"{file} cannot be read: File name too long"


def test_a_file_that_may_not_be_read_is_refused() -> None:
    with pytest.raises(FileRefused) as refusal, refusing_trouble(Path("orders.csv")):
        raise PermissionError
    assert refusal.value.title == "orders.csv may not be read."


@pytest.mark.parametrize("content", [DAMAGED, bytes(CORRUPT), b"\x1f\x8bnonsense"])
def test_a_damaged_gzip_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "orders.csv.gz"
    file.write_bytes(content)
    with pytest.raises(FileRefused) as refusal, opened(file) as inside:
        inside.read()
    assert refusal.value.title == f"{file} is a damaged gzip file."


def test_gzip_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    plain, packed = tmp_path / "plain.gz", tmp_path / "packed.csv"
    plain.write_bytes(b"sku\n")
    packed.write_bytes(gzip.compress(b"sku\n"))
    for file in (plain, packed):
        with opened(file) as inside:
            assert inside.read() == b"sku\n"
