from collections.abc import Mapping

import pytest

from app.errors import FileRefused, InvalidInput
from app.file_formats.fields import Field
from app.file_formats.headers import Columns, match_columns
from app.file_formats.text_cells import identifier, text

FIELDS = (
    Field("sku", identifier(), required=True, aliases=("商品编码",)),
    Field("on_hand", identifier(), required=True),
    Field("note", text(), default=""),
)


def match(header: list[str], named: Mapping[str, str] | None = None) -> Columns:
    return match_columns("stock.csv", header, FIELDS, named or {})


@pytest.mark.parametrize(
    ("header", "positions", "ignored"),
    [
        (["sku", "on_hand", "note"], (0, 1, 2), ()),
        (["note", "sku", "on_hand"], (1, 2, 0), ()),
        (["sku", "on_hand"], (0, 1, None), ()),
        ([" SKU\t", "On_Hand"], (0, 1, None), ()),
        (["ＳＫＵ", "\ufeffon＿hand\u00a0"], (0, 1, None), ()),
        (["商品编码", "on_hand"], (0, 1, None), ()),
        (["colour", "sku", "", "on_hand", "size"], (1, 3, None), ("colour", "size")),
        # What is ignored may well stand twice.
        (["x", "sku", "x", "on_hand"], (1, 3, None), ("x", "x")),
    ],
)
def test_columns_are_found_by_their_headers(
    header: list[str], positions: tuple[int | None, ...], ignored: tuple[str, ...]
) -> None:
    assert match(header) == Columns(positions, ignored)


@pytest.mark.parametrize(
    ("header", "named", "positions", "ignored"),
    [
        (["StockCode", "Qty"], {"sku": "stockcode", "on_hand": " QTY "}, (0, 1, None), ()),
        # The owner's word wins over the header.
        (["sku", "code", "on_hand"], {"sku": "code"}, (1, 2, None), ("sku",)),
        # One column may serve two fields.
        (["sku", "on_hand"], {"note": "sku"}, (0, 1, 0), ()),
    ],
)
def test_columns_named_by_the_owner_are_taken(
    header: list[str], named: dict[str, str], positions: tuple[int | None, ...], ignored: tuple[str, ...]
) -> None:
    assert match(header, named) == Columns(positions, ignored)


@pytest.mark.parametrize(
    ("header", "named", "title", "hint"),
    [
        (
            ["colour", "sku"],
            {},
            "stock.csv has no column for: on_hand",
            "Its first row names: colour, sku. Say which of them it is.",
        ),
        (
            ["0017", "5", ""],
            {},
            "stock.csv has no column for: sku, on_hand",
            "Its first row names: 0017, 5. Say which of them it is.",
        ),
        (
            ["sku", "on_hand", "Sku"],
            {},
            "stock.csv has 2 columns for “sku”: columns 1 (sku), 3 (Sku).",
            "Rename or remove all but one of them, or name another.",
        ),
        (
            ["商品编码", "on_hand", "sku"],
            {},
            "stock.csv has 2 columns for “sku”: columns 1 (商品编码), 3 (sku).",
            "Rename or remove all but one of them, or name another.",
        ),
        (
            ["x", "on_hand", "x"],
            {"sku": "x"},
            "stock.csv has 2 columns for “sku”: columns 1 (x), 3 (x).",
            "Rename or remove all but one of them, or name another.",
        ),
    ],
)
def test_headers_that_do_not_serve_are_refused(
    header: list[str], named: dict[str, str], title: str, hint: str
) -> None:
    with pytest.raises(FileRefused) as refusal:
        match(header, named)
    assert (refusal.value.title, refusal.value.hint) == (title, hint)


@pytest.mark.parametrize(
    ("named", "title", "hint"),
    [
        (
            {"quantity": "sku"},
            "There is no field “quantity” to map a column to.",
            "The fields are: sku, on_hand, note",
        ),
        (
            {"sku": "StockCode"},
            "stock.csv has no column “StockCode”.",
            "Its first row names: sku, on_hand",
        ),
    ],
)
def test_a_mapping_to_nowhere_is_refused(named: dict[str, str], title: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        match(["sku", "on_hand"], named)
    assert (refusal.value.title, refusal.value.hint) == (title, hint)


def test_a_named_column_ends_the_quarrel_of_two() -> None:
    assert match(["sku", "on_hand", "Sku", "code"], {"sku": "code"}).positions == (3, 1, None)
