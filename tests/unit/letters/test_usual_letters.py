"""Letters as a shop sends them every day, to people whose names are of any script."""

from collections.abc import Iterator

import pytest

from app.documents.layouts import LAYOUTS
from app.letters.drawing import pdf_of
from app.letters.plans import Grid
from tests.desks import Desk
from tests.reading_pdf import text_of, texts_of, unembedded
from tests.sample_letters import GOODS, PEOPLE, delay_letter, letter_shop, letters_of_kinds


@pytest.fixture(scope="module")
def shop_of_letters() -> Iterator[Desk]:
    with letter_shop() as desk:
        yield desk


@pytest.mark.parametrize("person", ["usual", "chinese"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_three_lines_a_substitute_and_the_form_are_one_page(
    shop_of_letters: Desk, layout: str, person: str
) -> None:
    plan = delay_letter(shop_of_letters, person, layout)
    [page] = texts_of(pdf_of(plan))
    assert plan.reply is not None
    for text in (*GOODS, "AB-1203", "O-1001" if person == "usual" else "O-1002", "AB-1290", plan.code):
        assert text in page


@pytest.mark.parametrize("person", [each for each in PEOPLE if each != "emoji"])
def test_every_name_and_number_comes_back(shop_of_letters: Desk, person: str) -> None:
    plan = delay_letter(shop_of_letters, person, "din5008b")
    pdf = pdf_of(plan)
    assert unembedded(pdf) == set()
    lines = [" ".join(line.split()) for line in text_of(pdf).splitlines()]
    assert set(plan.address) <= set(lines)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_kind_says_on_paper_what_it_was_planned_to_say(shop_of_letters: Desk, language: str) -> None:
    for plan in letters_of_kinds(shop_of_letters, language, "us10"):
        pdf = pdf_of(plan)
        assert unembedded(pdf) == set()
        paper = "".join(text_of(pdf).split())
        said = [plan.subject, plan.salutation, plan.code, plan.day, *plan.address, *plan.signature]
        said += [cell for section in plan.sections for part in section.parts for cell in _cells(part)]
        assert ("Code" in dict(plan.references)) == (language == "en" and plan.kind != "voucher")
        missing = [text for text in said if "".join(text.split()) not in paper]
        assert missing == []


@pytest.mark.parametrize(("layout", "day"), [("us10", "Nov 23, 2027"), ("din5008b", "23 Nov 2027")])
def test_a_voucher_counts_days_as_its_letter_does(shop_of_letters: Desk, layout: str, day: str) -> None:
    plans = {plan.kind: plan for plan in letters_of_kinds(shop_of_letters, "en", layout)}
    assert f"Valid until {day}" in text_of(pdf_of(plans["voucher"]))


def test_a_complete_shipment_leaves_nothing_to_come(shop_of_letters: Desk) -> None:
    plans = {plan.kind: plan for plan in letters_of_kinds(shop_of_letters, "en", "us10")}
    titles = {
        kind: [title for title, _, _ in part.columns]
        for kind in ("shipped", "part_shipment")
        for part in plans[kind].sections[0].parts
        if isinstance(part, Grid)
    }
    assert titles["shipped"] == ["Order", "Item", "Sent"]
    assert titles["part_shipment"] == ["Order", "Item", "Sent", "Still to come", "Then"]


def _cells(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    return [piece for row in getattr(part, "rows", ()) for cell in row for piece in cell.split("\n")]
