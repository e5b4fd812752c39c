"""What people type into the texts of letters, and names of files made of what people are called (R29)."""

from dataclasses import replace
from typing import Any

import pytest

from app.letter_texts import save_text, shipped_text
from app.letters.drawing import draft_of
from app.letters.files import file_name
from db.rows import run
from tests.desks import Desk
from tests.unit.actions.delayed import late
from tests.unit.letters.writing import SHOP, drawn, letter, rows_of, set_shop, text_of


def test_r29_a_word_of_5000_signs_takes_pages(sqlite_desk: Desk) -> None:
    anna = late(sqlite_desk)
    word = "Wort" * 1_250
    before = shipped_text("delay", "en")
    sqlite_desk.shop.write(save_text, "delay", "en", "Late", f"{{lines}}\n\n{word}", before=before)
    # A page may end within one.
    assert drawn(letter(anna, "delay")).count("Wort") >= 1_245


def test_r29_a_subject_never_brings_lines_of_its_own(sqlite_desk: Desk) -> None:
    anna = late(sqlite_desk)
    sqlite_desk.shop.write(_rename, anna.customer_id, "Anna\nBcc: all@example.org")
    before = shipped_text("delay", "en")
    sqlite_desk.shop.write(save_text, "delay", "en", "News for {customer}", "{lines}", before=before)
    plan = letter(anna, "delay")
    assert plan.subject == "News for Anna Bcc: all@example.org"
    assert draft_of(plan, b"", "letter").subject == plan.subject


def test_what_a_text_leaves_out_is_said_all_the_same(sqlite_desk: Desk) -> None:
    anna = late(sqlite_desk)
    before = shipped_text("delay", "en")
    sqlite_desk.shop.write(save_text, "delay", "en", "Late", "Sorry!", before=before)
    plan = letter(anna, "delay")
    assert text_of(plan).startswith("Sorry!")
    assert rows_of(plan, "delay")[0]["New date"] == "16 December 2026"
    assert "If we do not hear from you by" in text_of(plan)
    assert plan.code in text_of(plan)


def test_a_paragraph_whose_fields_say_nothing_is_left_out(sqlite_desk: Desk) -> None:
    """Nothing was paid, so that nothing is said of refunds; a shop without phone and mail has its address."""
    anna = late(sqlite_desk)
    assert "refund" not in text_of(letter(anna, "delay"))
    assert "glad to help" not in text_of(letter(anna, "delay"))
    set_shop(sqlite_desk, **SHOP | {"phone": "", "email": ""})
    assert "glad to help: Hafenstraße 12, 20457 Hamburg." in text_of(letter(anna, "delay"))
    assert "Return the form below, or come and name the code" in text_of(letter(anna, "delay"))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../..", "K7F3QD.pdf"),
        ("..\\..\\boot.ini", "boot ini K7F3QD.pdf"),
        ("CON", "CON K7F3QD.pdf"),
        ("con.txt", "con txt K7F3QD.pdf"),
        ("", "K7F3QD.pdf"),
        ('a/b:c*d?e"f<g>h|i\x00j\nk', "a b c d e f g h i j k K7F3QD.pdf"),
        ("~root $(rm) ;`x`", "root rm x K7F3QD.pdf"),
        ("王喆 Łukasz", "王喆 Łukasz K7F3QD.pdf"),
        ("\u202egnp.exe", "gnp exe K7F3QD.pdf"),
        ("x" * 5_000, f"{'x' * 60} K7F3QD.pdf"),
        ("王" * 5_000, f"{'王' * 60} K7F3QD.pdf"),
        ("-rf", "-rf K7F3QD.pdf"),
    ],
)
def test_r29_file_names_are_plain(sqlite_desk: Desk, name: str, file: str) -> None:
    plan = replace(letter(late(sqlite_desk)), name=name, code="K7F3QD")
    assert file_name(plan) == file
    assert len(file.encode()) < 255


def _rename(session: Any, customer_id: int, name: str) -> None:
    run(session, "UPDATE customers SET name = ? WHERE id = ?", (name, customer_id))
