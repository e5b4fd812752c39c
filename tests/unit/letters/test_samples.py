"""The preview of a text while it is being worded."""

import pytest

from app.language import LANGUAGES
from app.letter_texts import FIELDS, LetterWords, shipped_text
from app.letters.drawing import mail_text
from app.letters.samples import CODE, sample_letter
from tests.desks import Desk
from tests.unit.letters.writing import SHOP, drawn, set_shop, text_of


@pytest.mark.parametrize("policy", ["own", "us", "eu", "china"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_reads_without_a_gap(sqlite_desk: Desk, language: str, policy: str) -> None:
    set_shop(sqlite_desk, **SHOP, delay_policy=policy)
    for kind in FIELDS:
        plan = sqlite_desk.shop.read(sample_letter, kind, language, shipped_text(kind, language))
        assert (plan.kind, plan.language) == (kind, language)
        assert "{" not in plan.subject + mail_text(plan)
        # Each paragraph of the text has something to say.
        said = len(shipped_text(kind, language).paragraphs)
        [section] = plan.sections
        assert len(section.parts) == said - (kind == "cancellation")


def test_a_text_that_is_not_kept_yet_is_shown(sqlite_desk: Desk) -> None:
    words = LetterWords("News of {orders}", "Hello {customer}!\n\n{lines}\n\n{silence}\n\n{reply}")
    plan = sqlite_desk.shop.read(sample_letter, "delay", "en", words)
    assert plan.subject.startswith("News of O-1001 of ")
    assert text_of(plan).startswith("Hello Alex Miller!\nIf we do not hear from you by ")
    assert CODE in drawn(plan)
