"""The parts of the settings about delays and letters: rules in words, offsets, logo, the calibration page."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.actions.shop_settings import change_shop_settings, stored_values
from app.settings import shop_settings
from app.shop import Shop
from tests.gui.dialogs.test_settings import save, type_in
from tests.kitchen import Kitchen
from tests.reading_pdf import text_of
from tests.screens.settings import a_logo
from ui.common.page import Desk
from ui.dialogs.settings import SettingsDialog


@pytest.fixture
def dialog(desk: Desk, kitchen: Kitchen, qtbot: QtBot) -> SettingsDialog:
    made = SettingsDialog(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.before) and desk.jobs.idle)
    return made


class TestDelays:
    @pytest.mark.parametrize(
        ("policy", "said", "reply", "silence"),
        [
            ("own", "there the shop asks again", "", ""),
            ("us", "within 7 working days", "up to 30 days", "the customer waits, or the line is cancelled"),
            ("eu", "Only the customer ends the order", "", "the shop asks again"),
            ("china", "the goods or the money", "", "the shop asks again"),
        ],
    )
    def test_the_rules_say_what_they_mean_and_leave_the_rest_to_the_shop(
        self, dialog: SettingsDialog, qtbot: QtBot, policy: str, said: str, reply: str, silence: str
    ) -> None:
        dialog.show_part("delays")
        choose(dialog, "delay_policy", policy, qtbot)
        assert said in dialog.delays.meaning.accessibleName()
        delays = dialog.delays
        for own, ruled, words in (
            (delays.reply, delays.reply_by_rule, reply),
            (delays.silence, delays.silence_by_rule, silence),
        ):
            assert (own.isEnabled(), own.isHidden(), ruled.isHidden()) == (not words, bool(words), not words)
            assert ruled.read() == words

    def test_what_is_chosen_is_kept(self, dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop) -> None:
        choose(dialog, "delay_policy", "eu", qtbot)
        type_in(dialog, "own_reply_days", 10, qtbot)
        type_in(dialog, "pick_up_days", 7, qtbot)
        save(dialog, qtbot)
        stored = sqlite_shop.read(shop_settings)
        assert (stored.delay_policy, stored.own_reply_days, stored.pick_up_days) == ("eu", 10, 7)

    def test_the_stored_rules_are_said_when_it_opens(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        before = sqlite_shop.read(stored_values)
        sqlite_shop.write(change_shop_settings, before, before | {"delay_policy": "us"})
        dialog = SettingsDialog(desk)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: bool(dialog.before))
        assert "within 7 working days" in dialog.delays.meaning.accessibleName()
        assert not dialog.delays.silence.isEnabled()


class TestLetters:
    @pytest.mark.parametrize(("typed", "tenths"), [("1.5", 15), ("-2", -20), ("−0.3", -3), ("", 0)])
    def test_offsets_are_typed_in_millimetres(
        self, dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop, typed: str, tenths: int
    ) -> None:
        dialog.letters.right.edit.setText(typed)
        dialog.letters.right.changed.emit()
        type_in(dialog, "return_line", "Larder · Mill Lane 3", qtbot)
        save(dialog, qtbot)
        stored = sqlite_shop.read(shop_settings)
        assert (stored.letter_offset_x, stored.return_line) == (tenths, "Larder · Mill Lane 3")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [("30.1", "At most 30 mm either way"), ("1.55", "At most 1 decimals"), ("much", "is not a number")],
    )
    def test_what_is_no_offset_is_said_beside_it(
        self, dialog: SettingsDialog, qtbot: QtBot, typed: str, said: str
    ) -> None:
        dialog.show_part("looks")
        dialog.letters.down.edit.setText(typed)
        dialog.letters.down.changed.emit()
        assert said in dialog.letters.down.problem.text()
        dialog._submit()
        assert dialog.parts.value() == "letters"

    def test_a_logo_is_chosen_shown_kept_taken_back_and_removed(
        self, dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop, tmp_path: Path
    ) -> None:
        file = tmp_path / "logo.png"
        file.write_bytes(a_logo())
        edit = dialog.letters.logo.edit
        with qtbot.waitSignal(edit.changed):
            edit.take(file)
        qtbot.waitUntil(lambda: not edit.picture.pixmap().isNull())
        assert edit.none.isHidden()
        with qtbot.waitSignal(dialog.desk.did) as did:
            save(dialog, qtbot)
        assert sqlite_shop.read(stored_values)["logo"] == a_logo()
        assert did.args is not None
        undo = did.args[1]
        sqlite_shop.write(undo.fn, *undo.args)
        assert sqlite_shop.read(stored_values)["logo"] == b""

    def test_a_stored_logo_is_shown_and_can_be_removed(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        before = sqlite_shop.read(stored_values)
        sqlite_shop.write(change_shop_settings, before, before | {"logo": a_logo()})
        dialog = SettingsDialog(desk)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.letters.logo.edit.picture.pixmap().isNull())
        dialog.letters.logo.edit.remove.click()
        save(dialog, qtbot)
        assert sqlite_shop.read(stored_values)["logo"] == b""

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"no picture", "This file is no picture"),
            (b"", "is empty"),
            (bytes(5_000_001), "too large: 6 MB"),
        ],
    )
    def test_what_is_no_logo_is_said_and_the_one_there_stays(
        self, dialog: SettingsDialog, qtbot: QtBot, tmp_path: Path, content: bytes, said: str
    ) -> None:
        dialog.letters.logo.set_value(a_logo())
        file = tmp_path / "logo.png"
        file.write_bytes(content)
        with qtbot.waitSignal(dialog.letters.logo.edit.refused):
            dialog.letters.logo.edit.take(file)
        assert said in dialog.letters.logo.problem.text()
        assert dialog.letters.logo.value() == a_logo()

    def test_the_calibration_page_has_the_offsets_that_are_typed(
        self, dialog: SettingsDialog, qtbot: QtBot, tmp_path: Path
    ) -> None:
        dialog.letters.down.edit.setText("2.5")
        file = tmp_path / "page.pdf"
        dialog.letters.save_calibration(file)
        qtbot.waitUntil(lambda: dialog.letters.told.text() == "Saved as page.pdf.")
        assert "Now: 0.0 mm to the right, 2.5 mm down" in text_of(file.read_bytes())
        assert list(tmp_path.glob("*.part")) == []

    def test_a_page_that_cannot_be_saved_is_said(
        self, dialog: SettingsDialog, qtbot: QtBot, tmp_path: Path
    ) -> None:
        dialog.letters.save_calibration(tmp_path / "nowhere" / "page.pdf")
        qtbot.waitUntil(lambda: "There is no folder" in dialog.letters.error.text())


def choose(dialog: SettingsDialog, key: str, value: Any, qtbot: QtBot) -> None:
    """As with the mouse: everybody is told."""
    field = dialog.fields[key]
    combo: Any = field.editor
    combo.setCurrentIndex(combo.findData(value))
    qtbot.waitUntil(lambda: not dialog.is_asking)
