"""Texts of letters: fields are known, what is filled in stays data, nobody's wording is lost (R29)."""

import pytest

from app.errors import ChangedMeanwhile, InvalidInput
from app.language import LANGUAGES
from app.letter_texts import (
    FIELDS,
    LINES,
    NEEDED,
    LetterWords,
    change_texts,
    check_text,
    fields_in,
    fill,
    letter_texts,
    restore_text,
    save_text,
    shipped_text,
)
from db.terms import CHASER, NoticeKind
from tests.databases import on_both, portable
from tests.desks import Desk

pytestmark = portable

OWN = ("Delay of {orders}", "Hello {customer},\n\n{lines}\n\nSorry!")


def test_every_kind_has_a_text_in_every_language() -> None:
    assert set(FIELDS) == {*NoticeKind, CHASER}
    for kind in FIELDS:
        for language in LANGUAGES:
            shipped = shipped_text(kind, language)
            kept = check_text(kind, shipped.subject, shipped.body)
            assert (kept.subject, kept.body) == (shipped.subject, shipped.body)


@pytest.mark.parametrize("kind", FIELDS)
def test_the_languages_tell_alike(kind: str) -> None:
    """Field by field, and all that a letter must say."""
    told = [[fields_in(part) for part in shipped_text(kind, each).paragraphs] for each in LANGUAGES]
    assert told[0] == told[1]
    assert set(NEEDED.get(kind, ())) <= {name for part in told[0] for name in part}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{customer}: {code}", "{code} {shop}: {customer}"),
        ("no field", "no field"),
        ("{shop}", "{shop}"),
        ("{customer.__class__} {0} {} {customer!r}", "{customer.__class__} {0} {} {customer!r}"),
    ],
)
def test_what_is_filled_in_stays_data(text: str, filled: str) -> None:
    assert fill(text, {"customer": "{code} {shop}", "code": "{customer}"}) == filled


@pytest.mark.parametrize(
    ("subject", "body", "place", "title"),
    [
        ("", "x", "subject", "The subject is empty."),
        ("x", " \n ", "body", "The text is empty."),
        ("{item}", "x", "subject", "There is no field {item}."),
        ("x", "{Customer}", "body", "There is no field {Customer}."),
        ("x", "{customer.name}", "body", "There is no field {customer.name}."),
        ("x", "{}", "body", "There is no field {}."),
        ("x", "{amount}", "body", "There is no field {amount}."),
        ("x", "{customer", "body", "A brace stands alone: {"),
        ("x", "customer}", "body", "A brace stands alone: }"),
        ("x", "{{customer}}", "body", "A brace stands alone: {"),
        ("{lines}", "x", "subject", "There is no field {lines}."),
        ("x", "These: {lines}", "body", "The field {lines} is a table."),
        ("x" * 201, "x", "subject", "It is too long: 201 signs."),
        ("x", "x" * 20_001, "body", "It is too long: 20001 signs."),
    ],
)
def test_r29_a_text_that_cannot_be_filled_in_is_refused(
    subject: str, body: str, place: str, title: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_text(NoticeKind.DELAY, subject, body)
    assert (caught.value.title, caught.value.place) == (title, place)


def test_r29_the_refusal_names_the_fields_there_are() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_text(NoticeKind.ARRIVED, "Come!", "{item}")
    for name in FIELDS[NoticeKind.ARRIVED]:
        assert f"{{{name}}}" in caught.value.hint


def test_a_subject_is_one_line() -> None:
    assert check_text(NoticeKind.DELAY, "Your\r\nBcc: all", "x").subject == "Your Bcc: all"


@on_both
def test_the_shop_s_wording_stands_until_it_is_given_up(desk: Desk) -> None:
    shop, before = desk.shop, shipped_text("delay", "en")
    own = shop.write(save_text, "delay", "en", *OWN, before=before)
    assert own == LetterWords(*OWN, own=True)
    texts = shop.read(letter_texts)
    assert texts["delay", "en"] == own
    assert texts["delay", "zh_CN"] == shipped_text("delay", "zh_CN")

    again = shop.write(save_text, "delay", "en", "Later: {orders}", OWN[1], before=own)
    assert shop.read(letter_texts)["delay", "en"] == again
    assert shop.write(restore_text, "delay", "en", before=again) == before
    assert shop.read(letter_texts)["delay", "en"] == before


def test_what_somebody_else_wrote_is_not_overwritten(desk: Desk) -> None:
    shop, before = desk.shop, shipped_text("delay", "en")
    theirs = shop.write(save_text, "delay", "en", *OWN, before=before)
    with pytest.raises(ChangedMeanwhile) as caught:
        shop.write(save_text, "delay", "en", "Mine", "{lines}", before=before)
    assert caught.value.theirs == theirs
    with pytest.raises(ChangedMeanwhile):
        shop.write(restore_text, "delay", "en", before=before)
    assert shop.read(letter_texts)["delay", "en"] == theirs
    # The same wording from both is no quarrel.
    assert shop.write(save_text, "delay", "en", *OWN, before=before) == theirs


def test_several_are_changed_at_once_and_back(desk: Desk) -> None:
    shop, own = desk.shop, LetterWords(*OWN, own=True)
    keys = (("delay", "en"), ("date_gone", "zh_CN"))
    shipped = {key: shipped_text(*key) for key in keys}
    assert shop.write(change_texts, {key: (shipped[key], own) for key in keys}) == 2
    assert [shop.read(letter_texts)[key] for key in keys] == [own, own]
    shop.write(change_texts, {key: (own, shipped[key]) for key in keys})
    assert [shop.read(letter_texts)[key] for key in keys] == list(shipped.values())


def test_of_several_none_is_changed_where_somebody_else_was_first(desk: Desk) -> None:
    shop, own = desk.shop, LetterWords(*OWN, own=True)
    keys = (("delay", "en"), ("date_gone", "zh_CN"))
    shop.write(save_text, *keys[1], "Theirs", OWN[1], before=shipped_text(*keys[1]))
    with pytest.raises(ChangedMeanwhile):
        shop.write(change_texts, {key: (shipped_text(*key), own) for key in keys})
    assert shop.read(letter_texts)[keys[0]] == shipped_text(*keys[0])


def test_r29_a_language_without_letters_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as caught:
        desk.shop.write(save_text, "delay", "de", *OWN, before=shipped_text("delay", "en"))
    assert caught.value.place == "language"


def test_the_table_has_its_paragraph() -> None:
    assert f"{{{LINES}}}" in shipped_text(NoticeKind.DELAY, "en").paragraphs
