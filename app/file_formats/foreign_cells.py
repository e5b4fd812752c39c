"""Cells as shop systems and spreadsheets write them, made the text that our own columns read."""

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

from app.file_formats.text_cells import NO, YES, folded

_HAN = re.compile("[\u3400-\u9fff]+")
_GUARDS = frozenset(("'", "="))
_EXCEL_TEXT = re.compile(r'="([^"]*)"')

OPTIONS_BETWEEN = " / "
NAME_AND_OPTIONS = " – "
MOST_KEY = 60


def code(cell: str) -> str:
    """A code freed of what keeps spreadsheets off it: ="0017", '0017, a tab behind it."""
    # Most are plain, and there may be a million.
    if cell[:1] not in _GUARDS and cell == cell.strip():
        return cell
    text = cell.strip()
    if text[:1] not in ("=", "'"):
        return text
    match = _EXCEL_TEXT.fullmatch(text)
    return (match[1] if match else text.removeprefix("'")).strip()


def one_line(cell: str) -> str:
    """The words of a cell, whatever blanks and line breaks part them."""
    return " ".join(cell.split())


def said(words: Mapping[str, str]) -> Callable[[str], str]:
    """What each word of a program means in our files; what is none of them stays, to be refused as it is."""
    meant = {folded(word): ours for word, ours in words.items()}
    return lambda cell: meant.get(folded(cell), cell)


def is_yes(cell: str) -> bool:
    """Whether a cell says so; blank does not."""
    return folded(cell) in YES


def is_no(cell: str) -> bool:
    """Whether a cell denies it; blank does not."""
    return folded(cell) in NO


def with_options(name: str, values: Iterable[str]) -> str:
    """A variant's name: Lamp – Red / Large."""
    options = OPTIONS_BETWEEN.join(filter(None, map(one_line, values)))
    return f"{one_line(name)}{NAME_AND_OPTIONS}{options}" if options else one_line(name)


def lasting_key(*parts: str) -> str:
    """What a program itself knows the thing by, where it has neither SKU nor barcode: lamp/Red/Large.

    As long as an SKU may be; the end of a longer one tells it apart from others that begin so.
    """
    key = "/".join(filter(None, map(one_line, parts)))
    if len(key) <= MOST_KEY:
        return key
    return f"{key[: MOST_KEY - 9]}~{sha256(key.encode()).hexdigest()[:8]}"


def line_item_key(title: str, values: Iterable[str]) -> str:
    """What Shopify calls a variant in its orders, Lamp - Red / Large, which have nothing else where it has no
    SKU; so its other files go by that too, and not by the handle.
    """
    options = " / ".join(filter(None, map(one_line, values)))
    return lasting_key(f"{one_line(title)} - {options}" if options else title)


def joined(*parts: str) -> str:
    """Lines of an address as one, the blank ones left out."""
    return ", ".join(filter(None, map(one_line, parts)))


def person_name(given: str, family: str) -> str:
    """As it is written where the name comes from: Ines Okafor, 王芳."""
    names = one_line(given), one_line(family)
    if all(map(_HAN.fullmatch, names)):
        return "".join(reversed(names))
    return " ".join(filter(None, names))


def at_least_zero(cell: str) -> str:
    """A count: shops that sold more than they knew of count on below zero; then nothing lies there."""
    text = cell.strip()
    return "0" if text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal() else cell


BACKORDERS = said(
    {
        **dict.fromkeys(("continue", *YES), "always"),
        **dict.fromkeys(("deny", *NO), "never"),
        "notify": "ask",
    }
)
"""'Continue selling when out of stock', 'Backorders allowed?' and what else asks the same."""
