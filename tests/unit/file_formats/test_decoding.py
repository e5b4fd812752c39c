import gzip
from pathlib import Path

import pytest

from app.errors import FileRefused
from app.file_formats import decoding
from app.file_formats.decoding import encoding_of, opened_text


def write(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "customers.csv"
    file.write_bytes(content)
    return file


def text_of(file: Path) -> tuple[str, str]:
    encoding, _ = encoding_of(file)
    with opened_text(file, encoding) as text:
        return encoding, text.read()


CHINESE = "订单编号,收货人姓名,宝贝标题\r\n0017,张三,红色灯笼（大）\r\n"


@pytest.mark.parametrize(
    ("text", "written_in", "read_as"),
    [
        ("sku,name\n0017,lamp\n", "ascii", "utf-8"),
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "utf-32", "utf-32"),
        (CHINESE, "gbk", "gb18030"),
        (CHINESE + "1,𠮷野\n", "gb18030", "gb18030"),
        ("name\n𠮷\n", "gb18030", "gb18030"),
        ("number,name\n1,Müller\n2,Ménagère\n", "cp1252", "cp1252"),
        ("number,name\n1,Promoção\n2,“Ação”\n", "cp1252", "cp1252"),
        ("name,price\nCafé,5 €\n", "cp1252", "cp1252"),
        ("name\nπρώτο 🙂\n", "utf-8", "utf-8"),
    ],
)
def test_encodings_are_told(tmp_path: Path, text: str, written_in: str, read_as: str) -> None:
    assert text_of(write(tmp_path, text.encode(written_in))) == (read_as, text)


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_both_byte_orders_of_utf_16_are_read(tmp_path: Path, order: str) -> None:
    assert text_of(write(tmp_path, f"\ufeff{CHINESE}".encode(order))) == ("utf-16", CHINESE)


def test_a_letter_parted_by_the_end_of_a_block_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "_BLOCK", 5)
    assert text_of(write(tmp_path, CHINESE.encode())) == ("utf-8", CHINESE)
    assert text_of(write(tmp_path, CHINESE.encode("gbk"))) == ("gb18030", CHINESE)


def test_line_feeds_are_counted(tmp_path: Path) -> None:
    file = write(tmp_path, gzip.compress(b"sku\r\n" * 1_000))
    assert encoding_of(file) == ("utf-8", 1_000)


def test_a_chosen_encoding_is_taken(tmp_path: Path) -> None:
    file = write(tmp_path, "名稱\n".encode("big5"))
    assert encoding_of(file, "big5") == ("big5", 1)


@pytest.mark.parametrize(
    ("content", "chosen", "title"),
    [
        (b"name\nM\x81\xff\n", None, "{file} is neither UTF-8 nor GB18030 nor Windows-1252."),
        (b"\xef\xbb\xbfname\nM\xfcller\n", None, "{file} is not written in utf-8-sig."),
        (b"\xff\xfea", None, "{file} is not written in utf-16."),
        (b"name\nM\xfcller\n", "utf-8", "{file} is not written in utf-8."),
        # Cut off in the middle of a letter.
        ("价格".encode()[:-1], "utf-8", "{file} is not written in utf-8."),
    ],
)
def test_what_no_encoding_reads_is_refused(
    tmp_path: Path, content: bytes, chosen: str | None, title: str
) -> None:
    file = write(tmp_path, content)
    with pytest.raises(FileRefused) as refusal:
        encoding_of(file, chosen)
    assert refusal.value.title == title.format(file=file)
    assert "save the file as UTF-8" in refusal.value.hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_nul_is_refused_with_its_line(tmp_path: Path, encoding: str) -> None:
    file = write(tmp_path, "sku,name\n1,lamp\n2,la\0mp\n".encode(encoding))
    with pytest.raises(FileRefused) as refusal:
        encoding_of(file)
    assert refusal.value.title == f"{file} is not text: there is a NUL character on line 3."


def test_utf_16_without_a_mark_is_taken_for_binary_but_can_be_chosen(tmp_path: Path) -> None:
    file = write(tmp_path, "sku\n".encode("utf-16-le"))
    with pytest.raises(FileRefused, match="NUL character on line 1"):
        encoding_of(file)
    assert encoding_of(file, "utf-16-le") == ("utf-16-le", 1)
