"""What fields of products, customers and suppliers may hold; a refusal names its field in `place`."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any

from app.errors import InvalidInput
from app.field_words import field_title
from app.language import tr
from app.names import key_of
from db.terms import BackorderPolicy, NoticeChannel, ProductKind

PRODUCT, CUSTOMER, SUPPLIER, RESOURCE = "products", "customers", "suppliers", "resources"
SUPPLIER_PRODUCT, SUBSTITUTE, LOCATION = "supplier_products", "substitutes", "locations"

MOST = Decimal(10) ** 9
"""A billion: more is a slip of the finger, and sums must stay within 64 bits."""
LONGEST_DAYS = 3_650
ONE_LINE, CODE, MANY_LINES = 200, 60, 20_000
"""Characters that a line, a code and a note may have."""

# What looks like a coded word would be decoded in a mail's header, line ends within it too.
_EMAIL = re.compile(r"(?!.*=\?)[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]+")
# Signs that turn the direction of all text after them, on whatever screen or paper it stands.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAK = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# Half a character of two is one too: no database takes it.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

Check = Callable[[str, Any], Any]


def one_line(field: str, text: str, most: int = ONE_LINE) -> str:
    """Words in any script, without blanks around them."""
    words = text.strip()
    if _BREAK.search(words):
        raise InvalidInput(
            tr("{field}: it holds a line break or a tab.", field=field_title(field)),
            tr("Write it in one line."),
            field,
        )
    return _of_length(field, _plain_signs(field, words), most)


def many_lines(field: str, text: str) -> str:
    """A note; its line breaks stay."""
    words = _BREAK.sub(lambda sign: "\t" if sign[0] == "\t" else "\n", text.replace("\r\n", "\n")).strip()
    return _of_length(field, _plain_signs(field, words), MANY_LINES)


def code(field: str, text: str) -> str:
    """What identifies a thing: no sign in it may be invisible."""
    words = one_line(field, text, CODE)
    if _seen(words) != words:
        raise InvalidInput(
            tr("{field}: it holds signs that nobody can see.", field=field_title(field)),
            tr("Type it by hand instead of pasting it."),
            field,
        )
    return words


def needed(field: str, text: str, check: Check = one_line) -> str:
    """Words that may not be missing."""
    words: str = check(field, text)
    if not key_of(_seen(words)):
        raise InvalidInput(_MISSING[field](), _ENTER[field](), field)
    return words


_MISSING: dict[str, Callable[[], str]] = {
    "sku": lambda: tr("A product needs an SKU."),
    "name": lambda: tr("The name is missing."),
    "number": lambda: tr("A customer needs a number."),
}
_ENTER: dict[str, Callable[[], str]] = {
    "sku": lambda: tr("Enter a short code for it."),
    "name": lambda: tr("Enter the name."),
    "number": lambda: tr("Enter the number."),
}


def email(field: str, text: str) -> str:
    """An address that mail can be sent to, or none."""
    words = one_line(field, text)
    if words and not _EMAIL.fullmatch(words):
        raise InvalidInput(
            tr("“{text}” is no e-mail address.", text=_short(words)),
            tr("Write it as name@example.com."),
            field,
        )
    return words


def currency(field: str, text: str) -> str:
    """The three letters of a currency, or none for the shop's own."""
    from babel.numbers import is_currency

    words = one_line(field, text).upper()
    if words and not (words.isascii() and is_currency(words)):
        raise InvalidInput(
            tr("“{text}” is no currency.", text=_short(words)), tr("Write three letters such as EUR."), field
        )
    return words


def amount(field: str, number: Decimal, decimals: int = 4) -> Decimal:
    """A price or cost of zero or more."""
    return _number(field, number, MOST, decimals)


def quantity(field: str, number: Decimal | None) -> Decimal | None:
    """A quantity of zero or more, or none where nothing is said."""
    return None if number is None else _number(field, number, MOST, 3)


def some(field: str, number: Decimal) -> Decimal:
    """A quantity above zero."""
    if not _number(field, number, MOST, 3):
        raise InvalidInput(
            tr("{field}: it must be more than 0.", field=field_title(field)),
            tr("Type a larger number."),
            field,
        )
    return number


def percent(field: str, number: Decimal) -> Decimal:
    """0 to 100."""
    return _number(field, number, Decimal(100), 3)


def days(field: str, number: int | None) -> int | None:
    """Calendar days, or none where nobody knows."""
    return None if number is None else int(_number(field, Decimal(number), Decimal(LONGEST_DAYS), 0))


def whole(field: str, number: int, least: int = -1_000, most: int = 1_000) -> int:
    """A rank or a priority."""
    if not least <= number <= most:
        raise InvalidInput(
            tr("{field}: {least} to {most} fit here.", field=field_title(field), least=least, most=most),
            tr("Type another number."),
            field,
        )
    return number


def one_of(field: str, value: str, known: type[StrEnum]) -> str:
    """A word that the shop knows."""
    if value not in list(known):
        raise InvalidInput(
            tr("{field}: “{text}” is not known.", field=field_title(field), text=_short(value)),
            tr("Choose one of the list."),
            field,
        )
    return value


def _as_it_is(field: str, value: Any) -> Any:
    return value


_REACHED: dict[str, Check] = {
    "street": one_line,
    "postcode": one_line,
    "city": one_line,
    "region": one_line,
    "country": one_line,
    "email": email,
    "phone": one_line,
    "language": one_line,
    "note": many_lines,
    "active": _as_it_is,
}
_POLICY = partial(one_of, known=BackorderPolicy)
CHECKS: dict[str, dict[str, Check]] = {
    PRODUCT: {
        "sku": partial(needed, check=code),
        "name": one_line,
        "kind": partial(one_of, known=ProductKind),
        "unit": one_line,
        "decimals": partial(whole, least=0, most=3),
        "price": amount,
        "tax_rate": percent,
        "cost": amount,
        "barcode": code,
        "category": one_line,
        "tags": one_line,
        "note": many_lines,
        "minimum": quantity,
        "maximum": quantity,
        "backorders": _POLICY,
        "backorder_limit": quantity,
        "resource_id": _as_it_is,
        "effort": some,
        "active": _as_it_is,
    },
    CUSTOMER: {
        "name": needed,
        "number": code,
        "priority": whole,
        "backorders": _POLICY,
        "notice_channel": partial(one_of, known=NoticeChannel),
        "notice_per_part": _as_it_is,
        **_REACHED,
    },
    SUPPLIER: {
        "name": needed,
        "contact": one_line,
        "currency": currency,
        "lead_days": days,
        **_REACHED,
    },
    SUPPLIER_PRODUCT: {
        "their_sku": one_line,
        "cost": amount,
        "lead_days": days,
        "minimum": quantity,
        "pack": quantity,
        "preferred": _as_it_is,
    },
    SUBSTITUTE: {
        "ratio": some,
        "rank": partial(whole, least=0),
        "two_way": _as_it_is,
        "note": one_line,
    },
}
"""By table and field; what a form offers beyond these is no field."""


def draft_fields(draft: Any) -> dict[str, Any]:
    """The fields of a draft by name."""
    return {each.name: getattr(draft, each.name) for each in fields_of(draft)}


def checked(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored, or InvalidInput; those of a new row, or only those that change."""
    known = CHECKS[table]
    return {field: known[field](field, value) for field, value in values.items()}


def _plain_signs(field: str, words: str) -> str:
    if _TURNING.search(words):
        raise InvalidInput(
            tr("{field}: it holds signs that turn the direction of text.", field=field_title(field)),
            tr("Type it by hand instead of pasting it."),
            field,
        )
    if _CONTROL.search(words):
        raise InvalidInput(
            tr("{field}: it holds control characters.", field=field_title(field)),
            tr("Type it by hand instead of pasting it."),
            field,
        )
    return words


def _seen(words: str) -> str:
    """Without signs that only steer how others look."""
    return words if words.isascii() else "".join(s for s in words if unicodedata.category(s) != "Cf")


def _of_length(field: str, words: str, most: int) -> str:
    if len(words) > most:
        raise InvalidInput(
            tr("{field}: {count} characters are too many.", field=field_title(field), count=len(words)),
            tr("At most {most} fit here. The note takes more.", most=most)
            if most < MANY_LINES
            else tr("At most {most} fit here.", most=most),
            field,
        )
    return words


def _number(field: str, given: Decimal | int, most: Decimal, decimals: int) -> Decimal:
    number = Decimal(given)
    if not number.is_finite() or not 0 <= number <= most:
        raise InvalidInput(
            tr("{field}: 0 to {most} fit here.", field=field_title(field), most=f"{most:,f}"),
            tr("Type another number."),
            field,
        )
    if number != round(number, decimals):
        raise InvalidInput(
            tr("{field}: at most {decimals} decimals fit here.", field=field_title(field), decimals=decimals)
            if decimals
            else tr("{field}: only whole numbers fit here.", field=field_title(field)),
            tr("Type fewer decimals."),
            field,
        )
    return number


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
