"""Files spoiled in the ways in which files are: by disks, mails, editors and hands; the same by seed."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from random import Random

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_DELIMITERS = (",", ";", "\t", "|")
_ENCODINGS = ("cp1252", "gb18030", "utf-16", "utf-16-le", "utf-8-sig", "big5")
_ODD_CELLS = (
    "1,234",
    "1.234,56",
    "02/03/2026",
    "31/12/25",
    "-1",
    "1e5",
    "9" * 30,
    "0.0000001",
    "=1+1",
    "'=1+1",
    '="0017"',
    "not stocked",
    "#N/A",
    "\u202ex",
    "e\u0301",
    "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "a\0b",
    "a\rb",
    "ａ",
    "",
    " ",
    "x" * 300,
    "x" * 140_000,
)

_TYPED = (0, -1, 17, 1.005, 1e-9, 1e22, True, 60, date(1900, 1, 1), datetime(2026, 3, 14, 9, 30), time(9, 30))  # noqa: DTZ001


def mutate(content: bytes, seed: int) -> bytes:
    """The content with one to four things done to it; workbooks are spoiled inside as well as outside."""
    random = Random(seed)
    if content.startswith(b"PK") and random.random() < 0.5:
        content = _by_spreadsheet(content, random)
        if random.random() < 0.7:
            return content
    inside = content.startswith(b"PK") and random.random() < 0.8
    for _ in range(random.randint(1, 4)):
        content = _inside(content, random) if inside else random.choice(_OUTSIDE)(content, random)
    return content


def _by_spreadsheet(content: bytes, random: Random) -> bytes:
    """What hands do in a spreadsheet program, which writes a sound workbook."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for _ in range(random.randint(1, 4)):
        cell = sheet.cell(random.randint(1, sheet.max_row), random.randint(1, sheet.max_column))
        other = sheet.cell(random.randint(1, sheet.max_row), random.randint(1, sheet.max_column))
        act = random.randrange(7)
        if act < 3:
            cell.value = random.choice((*_TYPED, *filter(_writable, _ODD_CELLS)))
        elif act == 3:
            cell.value, other.value = other.value, cell.value
        elif act == 4:
            cell.number_format = random.choice(("0%", "yyyy-mm-dd", "[h]:mm", "@", "0.00"))
        elif act == 5:
            sheet.insert_rows(cell.row, random.randint(1, 3))
        else:
            sheet.append([each.value for each in sheet[cell.row]])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _writable(text: str) -> bool:
    return len(text) < 1_000 and not ILLEGAL_CHARACTERS_RE.search(text)


def _inside(content: bytes, random: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    # A mutation before it may have spoiled the zip.
    except zipfile.BadZipFile:
        return _flip(content, random)
    # Sheets and their text more often than what is hardly read.
    likely = [name for name in parts if "sheet" in name.lower() or "shared" in name.lower()] or list(parts)
    name = random.choice(likely if likely and random.random() < 0.7 else list(parts))
    act = random.random()
    if act < 0.05:
        del parts[name]
    elif act < 0.1:
        other = random.choice(list(parts))
        parts[name], parts[other] = parts[other], parts[name]
    else:
        parts[name] = random.choice((*_BYTES, *_MARKUP))(parts[name], random)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return buffer.getvalue()


def _span(content: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(content))
    return start, min(len(content), start + random.choice((1, 10, 100, 1_000)))


def _flip(content: bytes, random: Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(random.choice((1, 1, 3, 20)) if content else 0):
        spoiled[random.randrange(len(spoiled))] ^= 1 << random.randrange(8)
    return bytes(spoiled)


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randint(0, len(content))]


def _cut_out(content: bytes, random: Random) -> bytes:
    start, end = _span(content, random)
    return content[:start] + content[end:]


def _double(content: bytes, random: Random) -> bytes:
    start, end = _span(content, random)
    return content[:end] + content[start:]


def _swap(content: bytes, random: Random) -> bytes:
    a, b = _span(content, random)
    c, d = _span(content, random)
    if b > c:
        return content
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def _put_in(content: bytes, random: Random) -> bytes:
    place = random.randint(0, len(content))
    odd = random.choice((b'"', b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n\n\n", b"<", b"&", b"]]>"))
    return content[:place] + odd + content[place:]


def _mix_encodings(content: bytes, random: Random) -> bytes:
    start, end = _span(content, random)
    middle = content[start:end].decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "replace")
    return content[:start] + middle + content[end:]


def _other_encoding(content: bytes, random: Random) -> bytes:
    return content.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "replace")


def _other_delimiter(content: bytes, random: Random) -> bytes:
    old, new = random.sample(_DELIMITERS, 2)
    place = random.choice((0, random.randint(0, len(content))))
    return content[:place] + content[place:].replace(old.encode(), new.encode())


def _by_rows(change: Callable[[list[list[str]], Random], None]) -> Callable[[bytes, Random], bytes]:
    def act(content: bytes, random: Random) -> bytes:
        text = content.decode("utf-8", "replace")
        delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        # What a mutation before it has spoiled.
        except csv.Error:
            return _flip(content, random)
        if rows:
            change(rows, random)
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=delimiter).writerows(rows)
        return written.getvalue().encode("utf-8", "replace")

    return act


def _swap_cells(rows: list[list[str]], random: Random) -> None:
    one, other = random.choice(rows), random.choice(rows)
    if one and other:
        a, b = random.randrange(len(one)), random.randrange(len(other))
        one[a], other[b] = other[b], one[a]


def _odd_cells(rows: list[list[str]], random: Random) -> None:
    for _ in range(random.choice((1, 3, 10))):
        if row := random.choice(rows):
            row[random.randrange(len(row))] = random.choice(_ODD_CELLS)


def _double_rows(rows: list[list[str]], random: Random) -> None:
    place = random.randrange(len(rows))
    rows[random.randrange(len(rows)) : 0] = [list(row) for row in rows[place : place + random.randint(1, 5)]]


def _shorten_row(rows: list[list[str]], random: Random) -> None:
    row = random.choice(rows)
    if random.random() < 0.5:
        row.append(random.choice(_ODD_CELLS))
    else:
        del row[random.randint(0, len(row)) :]


def _swap_columns(rows: list[list[str]], random: Random) -> None:
    width = min(map(len, rows))
    if width > 1:
        a, b = random.sample(range(width), 2)
        for row in rows[random.choice((0, 1)) :]:
            row[a], row[b] = row[b], row[a]


def _odd_value(content: bytes, random: Random) -> bytes:
    """In XML: what stands between two marks, or in quotes, becomes something else."""
    places = [at for at, byte in enumerate(content) if byte in b'>"']
    if not places:
        return content
    start = random.choice(places) + 1
    ends = [end for end in (content.find(mark, start) for mark in (b"<", b'"')) if end >= 0]
    odd = random.choice(
        (b"", b"-1", b"0", b"9999999999", b"1E400", b"nan", b"s", b"b", b"e", b"XFE1", b"\xc3\xa9")
    )
    return content[:start] + odd + content[min(ends, default=len(content)) :]


def _lost_mark(content: bytes, random: Random) -> bytes:
    """In XML: an element less, or one begun and not ended."""
    start = content.find(b"<", random.randint(0, len(content)))
    end = content.find(b">", start)
    return content[:start] + content[end + 1 :] if 0 <= start < end else content


def _bomb(content: bytes, random: Random) -> bytes:
    place = content.find(b"?>") + 2 if b"?>" in content else 0
    return content[:place] + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + content[place:]


_BYTES = (_flip, _cut, _cut_out, _double, _swap, _put_in, _mix_encodings)
_MARKUP = (_odd_value, _odd_value, _odd_value, _lost_mark, _bomb)
_ROWS = tuple(map(_by_rows, (_swap_cells, _odd_cells, _odd_cells, _double_rows, _shorten_row, _swap_columns)))
_OUTSIDE = (*_BYTES, *_ROWS, _other_encoding, _other_delimiter)
