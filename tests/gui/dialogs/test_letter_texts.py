"""Wording the texts of letters: fields, the letter beside, what cannot be kept, two tills, the way back."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.letter_texts import LetterWords, change_texts, letter_texts, shipped_text
from app.shop import Shop
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from tests.reading_pdf import text_of
from ui.common.page import Desk
from ui.dialogs import leaving
from ui.dialogs.letter_texts import LetterTextsDialog
from ui.dialogs.settings import SettingsDialog

DELAY, SHIPPED = ("delay", "en"), ("shipped", "en")
BODY = "Dear {customer}, {notice}\n\n{lines}\n\n{silence}\n\n{reply}"


@pytest.fixture
def dialog(desk: Desk, kitchen: Kitchen, qtbot: QtBot) -> LetterTextsDialog:
    made = LetterTextsDialog(desk)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.drawn):
        made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    with qtbot.waitSignal(made.drawn):
        made.show_text(DELAY)
    return made


def word(dialog: LetterTextsDialog, subject: str | None = None, body: str | None = None) -> None:
    wording = dialog.wording
    for field, words in ((wording.subject, subject), (wording.body, body)):
        if words is not None:
            field.show_value(words)
            field.changed.emit()


def save(dialog: LetterTextsDialog, qtbot: QtBot) -> Any:
    with qtbot.waitSignal(dialog.desk.did) as did:
        dialog._submit()
    assert did.args is not None
    return did.args[1]


def stored(shop: Shop, key: tuple[str, str] = DELAY) -> LetterWords:
    return shop.read(letter_texts)[key]


def state_of(dialog: LetterTextsDialog, kind: str) -> str:
    row = dialog.kinds.rows[dialog.kinds.line_of(kind)]
    return str(row[2])


class TestWording:
    def test_it_opens_with_what_letters_say(self, dialog: LetterTextsDialog) -> None:
        shipped = shipped_text(*DELAY)
        assert dialog.wording.words() == (shipped.subject, shipped.body)
        assert not dialog.ok.isEnabled()
        assert not dialog.original.isEnabled()
        assert dialog.entered() == []

    def test_the_letter_beside_says_what_is_typed(self, dialog: LetterTextsDialog, qtbot: QtBot) -> None:
        with qtbot.waitSignal(dialog.drawn):
            word(dialog, subject="News of {orders}", body=BODY)
        qtbot.waitUntil(lambda: dialog.desk.jobs.idle)
        assert dialog.paper.drawn is not None
        said = text_of(dialog.paper.drawn.pdf)
        assert "News of O-1001" in said
        assert "Dear Alex Miller," in said

    def test_it_is_kept_and_taken_back(
        self, dialog: LetterTextsDialog, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        word(dialog, subject="News of {orders}", body=BODY)
        assert state_of(dialog, "delay") == "not saved"
        undo = save(dialog, qtbot)
        assert stored(sqlite_shop) == LetterWords("News of {orders}", BODY, own=True)
        assert (state_of(dialog, "delay"), dialog.entered()) == ("own words", [])
        assert dialog.hint.text() == "1 text is saved."
        assert not dialog.ok.isEnabled()
        assert dialog.isVisible()
        sqlite_shop.write(undo.fn, *undo.args)
        assert stored(sqlite_shop) == shipped_text(*DELAY)

    def test_each_text_keeps_what_was_typed_and_all_are_saved_at_once(
        self, dialog: LetterTextsDialog, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        word(dialog, subject="Later")
        dialog.table.choose("shipped")
        assert dialog.key == SHIPPED
        word(dialog, subject="On its way")
        dialog.tongue.choose("zh_CN")
        assert dialog.wording.words()[0] == shipped_text("shipped", "zh_CN").subject
        word(dialog, subject="已发货")
        dialog.show_text(DELAY)
        assert dialog.wording.words()[0] == "Later"
        save(dialog, qtbot)
        kept = [stored(sqlite_shop, key).subject for key in (DELAY, SHIPPED, ("shipped", "zh_CN"))]
        assert kept == ["Later", "On its way", "已发货"]
        assert dialog.hint.text() == "3 texts are saved."

    def test_back_to_the_original_text(
        self, dialog: LetterTextsDialog, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        word(dialog, subject="Later")
        save(dialog, qtbot)
        dialog.original.click()
        assert dialog.wording.words()[0] == shipped_text(*DELAY).subject
        assert stored(sqlite_shop).own
        save(dialog, qtbot)
        assert stored(sqlite_shop) == shipped_text(*DELAY)
        assert state_of(dialog, "delay") == ""

    def test_what_is_typed_back_needs_no_saving(self, dialog: LetterTextsDialog) -> None:
        word(dialog, subject="Later")
        word(dialog, subject=shipped_text(*DELAY).subject)
        assert (dialog.entered(), dialog.ok.isEnabled()) == ([], False)


class TestFields:
    def test_those_of_the_kind_are_listed_with_what_they_stand_for(self, dialog: LetterTextsDialog) -> None:
        known = cells(dialog.wording.known, "field", "meaning")
        assert ("{silence}", "What no answer means") in known
        dialog.show_text(SHIPPED)
        known = cells(dialog.wording.known, "field", "meaning")
        assert ("{tracking}", "Carrier and tracking number") in known
        assert "{silence}" not in [name for name, _ in known]

    def test_one_is_put_where_one_typed_last(self, dialog: LetterTextsDialog, qtbot: QtBot) -> None:
        wording = dialog.wording
        word(dialog, subject="About ", body="Dear ")
        wording.subject.edit.setFocus()
        wording.subject.edit.end(False)
        wording.insert_field("orders")
        wording.body.edit.setFocus()
        wording.body.edit.moveCursor(wording.body.edit.textCursor().MoveOperation.End)
        wording.insert_field("customer")
        assert wording.words() == ("About {orders}", "Dear {customer}")

    def test_the_chosen_one_is_inserted_by_enter_and_by_the_button(
        self, dialog: LetterTextsDialog, qtbot: QtBot
    ) -> None:
        wording = dialog.wording
        word(dialog, body="")
        wording.body.edit.setFocus()
        wording.table.choose("customer")
        wording.insert.click()
        wording.table.setFocus()
        qtbot.keyClick(wording.table, Qt.Key.Key_Return)
        assert wording.words()[1] == "{customer}{customer}"

    @pytest.mark.parametrize(
        ("body", "at", "then"),
        [
            ("", 0, "{lines}"),
            ("One.Two.", 4, "One.\n\n{lines}\n\nTwo."),
            ("One.\n\nTwo.", 6, "One.\n\n{lines}\n\nTwo."),
            ("One.\n", 5, "One.\n\n{lines}"),
        ],
    )
    def test_the_table_stands_in_a_paragraph_of_its_own(
        self, dialog: LetterTextsDialog, body: str, at: int, then: str
    ) -> None:
        word(dialog, body=body)
        cursor = dialog.wording.body.edit.textCursor()
        cursor.setPosition(at)
        dialog.wording.body.edit.setTextCursor(cursor)
        dialog.wording.insert_field("lines")
        assert dialog.wording.words()[1] == then


class TestWhatCannotBeKept:
    @pytest.mark.parametrize(
        ("subject", "body", "beside", "said"),
        [
            ("Order {nubmer}", BODY, "subject", "There is no field {nubmer}. The fields are: {shop},"),
            ("Later", "{customer}, {day}", "body", "There is no field {day}. The fields are: {shop},"),
            ("Later", "Dear {customer", "body", "A brace stands alone: {"),
            ("", BODY, "subject", "The subject is empty."),
            ("Later", "Here: {lines}", "body", "The field {lines} is a table."),
        ],
    )
    def test_it_is_said_beside_the_words_while_one_types(
        self,
        dialog: LetterTextsDialog,
        qtbot: QtBot,
        sqlite_shop: Shop,
        subject: str,
        body: str,
        beside: str,
        said: str,
    ) -> None:
        word(dialog, subject, body)
        problems = {each.key: each.problem.text() for each in (dialog.wording.subject, dialog.wording.body)}
        assert said in problems[beside].replace("\u200b", "")
        assert [key for key, words in problems.items() if words] == [beside]
        dialog.show_text(SHIPPED)
        dialog._submit()
        assert dialog.key == DELAY
        assert said in dialog.error.text()
        assert stored(sqlite_shop) == shipped_text(*DELAY)

    def test_it_is_no_longer_said_once_it_is_right(self, dialog: LetterTextsDialog, qtbot: QtBot) -> None:
        word(dialog, subject="Order {nubmer}")
        with qtbot.waitSignal(dialog.drawn):
            word(dialog, subject="Order {number}")
        assert dialog.wording.subject.problem.text() == ""


class TestTwoTills:
    @pytest.fixture
    def told(self, dialog: LetterTextsDialog, qtbot: QtBot, sqlite_shop: Shop) -> LetterTextsDialog:
        """Both worded the same text."""
        theirs = LetterWords("Theirs", BODY, own=True)
        sqlite_shop.write(change_texts, {DELAY: (shipped_text(*DELAY), theirs)})
        word(dialog, subject="Ours")
        dialog._submit()
        qtbot.waitUntil(lambda: bool(dialog.error.text()))
        return dialog

    def test_what_was_typed_stays_and_saving_again_keeps_it(
        self, told: LetterTextsDialog, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        assert told.error.text().startswith("This text was changed meanwhile.")
        assert told.wording.words()[0] == "Ours"
        save(told, qtbot)
        assert stored(sqlite_shop).subject == "Ours"
        assert told.error.text() == ""

    def test_theirs_can_be_taken(self, told: LetterTextsDialog, sqlite_shop: Shop) -> None:
        told.error.retried.emit()
        assert told.wording.words() == ("Theirs", BODY)
        assert (told.entered(), told.error.text()) == ([], "")


class TestLeaving:
    def test_words_that_are_not_saved_are_asked_about_also_by_the_button(
        self, dialog: LetterTextsDialog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[list[str]] = []
        monkeypatch.setattr(leaving, "may_leave", lambda *given: asked.append(given[2]))
        word(dialog, subject="Later")
        dialog.cancel.click()
        dialog.reject()
        assert asked == [["Later date (English)"]] * 2
        assert dialog.isVisible()

    def test_the_settings_lead_there(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown: list[LetterTextsDialog] = []
        monkeypatch.setattr(LetterTextsDialog, "ask", lambda made: shown.append(made))
        settings = SettingsDialog(desk)
        qtbot.addWidget(settings)
        qtbot.waitUntil(lambda: bool(settings.before))
        settings.letters.texts.click()
        assert [each.parent() for each in shown] == [settings]
