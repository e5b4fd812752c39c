"""Every paper besides notices, read back."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.documents.calibration import calibration_page
from app.documents.labels import LABEL_PAPERS, labels_pdf
from app.documents.layouts import CHINA, DIN_B, LAYOUTS, MM, US_10, Layout
from app.documents.letter import Letter, letter_pdf
from app.documents.order_confirmation import order_confirmation
from app.documents.packing_slip import packing_slip
from app.documents.pick_list import pick_list
from app.documents.purchase_order import purchase_order
from app.documents.statement import statement
from app.documents.voucher import voucher
from tests.reading_pdf import spots_of, text_of, texts_of, together, unembedded
from tests.sample_papers import account, confirmation, labels, picks, printed_voucher, purchase, slip

LAYOUT = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


MADE: dict[str, Callable[[str, Layout], tuple[object, bytes]]] = {
    "confirmation": lambda spoken, layout: _drawn(confirmation(spoken), order_confirmation, layout),
    "slip": lambda spoken, layout: _drawn(slip(spoken), packing_slip, layout),
    "purchase": lambda spoken, layout: _drawn(purchase(spoken), purchase_order, layout),
    "voucher": lambda spoken, layout: _drawn(printed_voucher(spoken), voucher, layout),
    "statement": lambda spoken, layout: _drawn(account(spoken), statement, layout),
    "picks": lambda spoken, layout: (picks(spoken), pick_list(picks(spoken), layout)),
    "labels": lambda spoken, _: (labels(spoken), labels_pdf(labels(spoken), LABEL_PAPERS["a4_8"], spoken)),
}


def _drawn(told: Any, letter_of: Callable[[Any], Letter], layout: Layout) -> tuple[object, bytes]:
    return told, letter_pdf(letter_of(told), layout)


def _said(told: object) -> Iterator[str]:
    """Every name and number within, as it is written."""
    if isinstance(told, str):
        yield "".join(told.split())
    elif isinstance(told, Decimal):
        yield f"{abs(told).normalize():,f}"  # The sign stands before the currency.
    elif isinstance(told, date):
        yield str(told.year)
    elif isinstance(told, (tuple, list)):
        for each in told:
            yield from _said(each)
    elif is_dataclass(told):
        silent = {"language", "currency", "country", "return_line"}
        for field in fields(told):
            if field.name not in silent:
                yield from _said(getattr(told, field.name))


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
@pytest.mark.parametrize("layout", [US_10, CHINA], ids=["us10", "cn"])
@pytest.mark.parametrize("name", MADE)
def test_every_name_and_number_comes_back(name: str, layout: Layout, spoken: str) -> None:
    told, pdf = MADE[name](spoken, layout)
    found = together(pdf)
    assert [word for word in _said(told) if word not in found] == []
    assert unembedded(pdf) == set()


@LAYOUT
def test_a_confirmation_says_what_when_and_how_much(layout: Layout) -> None:
    pdf = letter_pdf(order_confirmation(confirmation("en")), layout)
    found = together(pdf)
    for words in (
        "O-1042 of 3 Nov 2026", "C-317", "PO 77/4", "Touring bicycle Föhr", "AB-1200", "18 Dec 2026",
        "in stock", "date not known yet", "€1,190.00", "€2,380.00", "€12.50", "€2,741.30", "€1,501.30",
    ):  # fmt: skip
        assert words.replace(" ", "") in found
    assert unembedded(pdf) == set()


def test_what_is_not_paid_is_not_said_to_be() -> None:
    text = text_of(letter_pdf(order_confirmation(replace(confirmation("en"), paid=Decimal(0))), DIN_B))
    assert "Paid" not in text
    assert "To pay" not in text


@LAYOUT
def test_a_packing_slip_says_what_is_inside_and_what_is_to_come_but_no_price(layout: Layout) -> None:
    text = text_of(letter_pdf(packing_slip(slip("en")), layout))
    inside, to_come = text.split("Still to come")
    assert "AB-1201" in inside
    assert "AB-1202" not in inside
    assert "AB-1202" in to_come
    assert "2.5 m" in to_come
    assert "date not known yet" in to_come
    assert "00340434161094042557" in "".join(text.split())
    assert "€" not in text


def test_a_last_parcel_says_that_the_order_is_complete() -> None:
    whole = replace(slip("en"), lines=slip("en").lines[1:2])
    text = text_of(letter_pdf(packing_slip(whole), DIN_B))
    assert "your order is complete" in text
    assert "Still to come" not in text


def test_a_purchase_names_both_numbers_and_only_what_is_known() -> None:
    text = text_of(letter_pdf(purchase_order(purchase("en")), DIN_B))
    for words in (
        "P-118",
        "44120",
        "FR-9",
        "ours: AB-1200",
        "11 Dec 2026",
        "as soon as you can",
        "€7,437.50",
    ):
        assert words in text
    bare = tuple(replace(line, cost=None, value=None, wanted=None) for line in purchase("en").lines)
    plain = text_of(letter_pdf(purchase_order(replace(purchase("en"), lines=bare, total=None)), DIN_B))
    assert "Wanted by" not in plain
    assert "Price" not in plain
    assert "€" not in plain


def test_a_pick_list_repeats_its_titles() -> None:
    first, *others = texts_of(pick_list(picks("en", 60), DIN_B))
    assert others
    assert "60 lines" in first
    assert f"Page 1 of {len(others) + 1}" in first
    assert all("Bin" in page and "Quantity" in page for page in (first, *others))
    assert sum(page.count("SKU") + page.count("AB-12") for page in (first, *others)) == 60


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_amounts_and_days_are_in_the_papers_language(spoken: str) -> None:
    day = {"en": "18 Dec 2026", "zh_CN": "2026年12月18日"}[spoken]
    text = together(letter_pdf(order_confirmation(confirmation(spoken)), DIN_B))
    assert day.replace(" ", "") in text
    assert {"en": "€2,741.30", "zh_CN": "¥2,741.30"}[spoken] in text


@pytest.mark.parametrize("key", LABEL_PAPERS)
@pytest.mark.parametrize("bar_code", [False, True])
def test_no_label_reaches_into_the_next(key: str, bar_code: bool) -> None:
    paper = LABEL_PAPERS[key]
    each = paper.columns * paper.rows
    count, skip = each + 2, 1 % each
    pdf = labels_pdf(labels("en", count), paper, "en", bar_code=bar_code, skip=skip)
    pages = texts_of(pdf)
    assert len(pages) == -(-(count + skip) // each)
    for number in range(len(pages)):
        for sign, spot in spots_of(pdf, number):
            column, across = divmod(spot.left - paper.start[0], paper.size[0] + paper.apart[0])
            row, down = divmod(spot.top - paper.start[1], paper.size[1] + paper.apart[1])
            assert 0 <= column < paper.columns, sign
            assert 0 <= row < paper.rows, sign
            assert across + spot.right - spot.left <= paper.size[0], sign
            assert down + spot.bottom - spot.top <= paper.size[1], sign


@pytest.mark.parametrize("key", LABEL_PAPERS)
def test_a_label_names_order_customer_and_goods(key: str) -> None:
    for bar_code in (False, True):
        text = " ".join(
            text_of(labels_pdf(labels("en", 1), LABEL_PAPERS[key], "en", bar_code=bar_code)).split()
        )
        for words in ("O-1042", "Ms Jana Kovářová", "Touring", "kept until 24 December"):
            assert words in text


def test_no_labels_are_one_empty_page() -> None:
    assert texts_of(labels_pdf([], LABEL_PAPERS["a4_21"], "en")) == [""]


@LAYOUT
@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_a_calibration_page_moves_with_the_offsets(layout: Layout, spoken: str) -> None:
    plain, moved = calibration_page(layout, spoken), calibration_page(layout.shifted(10, 20), spoken)
    (_, before), (_, after) = spots_of(plain)[0], spots_of(moved)[0]
    assert after.left - before.left == pytest.approx(1 * MM, abs=0.02)
    assert after.top - before.top == pytest.approx(2 * MM, abs=0.02)
    assert "1.0" in text_of(moved)
    assert ("4." in text_of(plain)) == (layout.window is not None)
    assert unembedded(moved) == set()


@LAYOUT
def test_a_voucher_says_what_it_is_worth_until_when_and_its_code(layout: Layout) -> None:
    pdf = letter_pdf(voucher(printed_voucher("en")), layout)
    found = together(pdf)
    for words in ("€25.00", "T4QK-9MWE-7XPD", "Valid until 22 Nov 2027", "C-317", "O-1042"):
        assert words.replace(" ", "") in found
    assert unembedded(pdf) == set()


@LAYOUT
def test_a_statement_adds_up_from_day_to_day(layout: Layout) -> None:
    pdf = letter_pdf(statement(account("en")), layout)
    found = together(pdf)
    for words in (
        "from 1 Nov 2026 to 30 Nov 2026", "Balance before", "S-88 for order O-1042", "€2,180.00", "€1,167.50",
        "To pay: €1,172.50", "O-1050", "T4QK-9MWE-7XPD",
    ):  # fmt: skip
        assert words.replace(" ", "") in found
    assert unembedded(pdf) == set()


def test_a_statement_says_what_is_paid_ahead_and_where_nothing_happened() -> None:
    paper = account("en")
    ahead = replace(paper, accounts=(replace(paper.accounts[0], entries=()),))
    assert "Paid ahead: €200.00" in text_of(letter_pdf(statement(ahead), DIN_B))
    empty = replace(paper, accounts=(), orders=(), vouchers=())
    assert "nothing left and nothing was paid" in text_of(letter_pdf(statement(empty), DIN_B))
