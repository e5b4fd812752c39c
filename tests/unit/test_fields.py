"""What is typed into fields of a product, a customer or a supplier: stored as it is, or refused plainly."""

from decimal import Decimal
from typing import Any

import pytest

from app.actions.fields import CHECKS, CUSTOMER, PRODUCT, SUPPLIER, checked
from app.errors import InvalidInput

WORDS = [
    (table, field)
    for table, fields in CHECKS.items()
    for field in fields
    if field in ("sku", "name", "number", "street", "phone", "category", "contact", "barcode", "unit")
]


@pytest.mark.parametrize(("table", "field"), WORDS)
@pytest.mark.parametrize(
    "text", ["Łódź", "田中 商店", "مطبخ", "<b>Bold</b> & co", "=1+1", "a'; DROP TABLE x", "🍳", "%_\\"]
)
def test_any_script_and_markup_is_data(table: str, field: str, text: str) -> None:
    assert checked(table, {field: text}) == {field: text}


@pytest.mark.parametrize(("table", "field"), WORDS)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("two\nlines", "line break"),
        ("a\tb", "line break or a tab"),
        ("a\u2028b", "line break"),
        ("a\x00b", "control characters"),
        ("a\ud800b", "control characters"),
        ("a\u202eb", "direction"),
        ("x" * 5_000, "5000 characters are too many"),
    ],
)
def test_what_no_line_can_show_is_refused(table: str, field: str, text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refusal:
        checked(table, {field: text})
    assert refusal.value.place == field
    assert refusal.value.hint


def test_marks_of_direction_stay_in_names_but_not_in_codes() -> None:
    assert checked(CUSTOMER, {"name": "\u200fمطبخ"}) == {"name": "\u200fمطبخ"}
    with pytest.raises(InvalidInput, match="nobody can see"):
        checked(PRODUCT, {"sku": "CI\u200f-24"})


def test_notes_keep_their_lines() -> None:
    long = "word " * 1_000
    assert checked(CUSTOMER, {"note": f"one\r\ntwo\u2028{long}"}) == {"note": f"one\ntwo\n{long.strip()}"}


@pytest.mark.parametrize("text", ["", "a@b.de", "名前@例え.jp", "o'neill+x@mail.example.com"])
def test_mail_addresses(text: str) -> None:
    assert checked(CUSTOMER, {"email": text}) == {"email": text}


@pytest.mark.parametrize("text", ["a", "a@b", "a b@c.de", "a@b.de, c@d.de", "@b.de", "a@b.de>"])
def test_no_mail_addresses(text: str) -> None:
    with pytest.raises(InvalidInput, match="no e-mail address"):
        checked(SUPPLIER, {"email": text})


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        (PRODUCT, "price", Decimal(-1)),
        (PRODUCT, "price", Decimal("0.00001")),
        (PRODUCT, "cost", Decimal(10) ** 12),
        (PRODUCT, "tax_rate", Decimal(101)),
        (PRODUCT, "minimum", Decimal(-1)),
        (PRODUCT, "effort", Decimal(0)),
        (PRODUCT, "decimals", 4),
        (PRODUCT, "kind", "gift"),
        (CUSTOMER, "priority", 2_000),
        (CUSTOMER, "name", "  "),
        (CUSTOMER, "name", "\u200b\u200f"),
        (SUPPLIER, "lead_days", -1),
        (SUPPLIER, "lead_days", 100_000),
        (SUPPLIER, "currency", "XYZ"),
        (SUPPLIER, "currency", "euro"),
    ],
)
def test_values_that_cannot_be_meant(table: str, field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked(table, {field: value})
    assert refusal.value.place == field


def test_currencies_are_written_large() -> None:
    assert checked(SUPPLIER, {"currency": " usd"}) == {"currency": "USD"}
