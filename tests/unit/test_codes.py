"""Codes forgive how they are typed, never what."""

import pytest

from app.codes import SIGNS, bare, grouped, new_code


@pytest.mark.parametrize(
    "typed",
    ["T4QK9MWE7XPD", "t4qk-9mwe-7xpd", " T4QK 9MWE 7XPD\n", "T4QK–9MWE－7XPD", "T4QK\u00a09MWE\u30007XPD"],
)
def test_blanks_hyphens_and_small_letters_are_forgiven(typed: str) -> None:
    assert bare(typed) == "T4QK9MWE7XPD"


@pytest.mark.parametrize("typed", ["T4QK-9MWE-7XP0", "T4QK.9MWE.7XPD", "T4QK-9MWE-7XP", "ſ4QK-9MWE-7XPD"])
def test_nothing_else_is(typed: str) -> None:
    assert bare(typed) not in ("T4QK9MWE7XPD", "S4QK9MWE7XPD")


def test_codes_are_of_signs_that_nobody_mistakes() -> None:
    assert not set(SIGNS) & set("01OI")
    made = [new_code(12) for _ in range(50)]
    assert {len(each) for each in made} == {12}
    assert set("".join(made)) <= set(SIGNS)
    assert len(set(made)) == 50


def test_a_printed_code_reads_back() -> None:
    assert grouped("T4QK9MWE7XPD") == "T4QK-9MWE-7XPD"
    assert bare(grouped("T4QK9MWE7XPD")) == "T4QK9MWE7XPD"
