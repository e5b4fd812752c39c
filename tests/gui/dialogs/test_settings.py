"""The settings: parts, a sentence under each, who waits longer before it is saved, and two tills at once."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.actions.shop_settings import change_shop_settings, stored_values
from app.language import language
from app.settings import shop_settings
from app.shop import Shop
from tests.databases import TODAY
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui.commands import COMMANDS
from ui.common import theme
from ui.common.form import FormField
from ui.common.page import Desk
from ui.dialogs import settings
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.settings_fields import DaysEdit
from ui.main_window import PAGES, MainWindow
from ui.opening import Opened
from ui.workplace import Workplace


@pytest.fixture
def dialog(desk: Desk, kitchen: Kitchen, qtbot: QtBot) -> SettingsDialog:
    made = SettingsDialog(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.before))
    return made


def type_in(dialog: SettingsDialog, key: str, value: Any, qtbot: QtBot) -> FormField:
    field = dialog.fields[key]
    field.show_value(value)
    field.changed.emit()
    qtbot.waitUntil(lambda: not dialog.is_asking)
    return field


def save(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()


def test_more_handling_shows_who_waits_longer_and_settles(
    dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop
) -> None:
    type_in(dialog, "handling_days", Decimal(3), qtbot)
    assert ("Hotel Alder", "7 Dec") in cells(dialog.touched, "customer", "expected")
    assert not dialog.head.isHidden()
    assert dialog.affected.isColumnHidden(dialog.touched.column_of("gets"))  # nobody gets goods by it
    with qtbot.waitSignal(dialog.desk.did) as did:
        save(dialog, qtbot)
    assert sqlite_shop.read(shop_settings).handling_days == 3
    assert did.args is not None
    words, undo = did.args
    assert words == "The settings are saved."
    sqlite_shop.write(undo.fn, *undo.args)
    assert sqlite_shop.read(shop_settings).handling_days == 1


def test_a_preview_leaves_the_dialog_low_for_the_parts_scroll(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.show_part("dates")
    type_in(dialog, "handling_days", Decimal(3), qtbot)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert not dialog.head.isHidden()
    assert dialog.height() <= 760
    dialog.resize(dialog.width(), 480)
    assert dialog.parts.parts["dates"].verticalScrollBar().maximum() > 0


def test_back_to_what_it_was_shows_nobody(dialog: SettingsDialog, qtbot: QtBot) -> None:
    type_in(dialog, "handling_days", Decimal(3), qtbot)
    type_in(dialog, "handling_days", Decimal(1), qtbot)
    assert dialog.head.isHidden()
    assert dialog.touched.rowCount() == 0


def test_the_name_needs_no_preview(dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop) -> None:
    type_in(dialog, "shop_name", "Larder & Flame", qtbot)
    type_in(dialog, "address", "Mill Lane 3\nOld Town", qtbot)
    assert dialog.head.isHidden()
    save(dialog, qtbot)
    stored = sqlite_shop.read(shop_settings)
    assert (stored.shop_name, stored.address) == ("Larder & Flame", "Mill Lane 3\nOld Town")


def test_the_currency_of_a_priced_shop_is_shown_but_not_offered(dialog: SettingsDialog) -> None:
    assert dialog.fields["currency"].value() == "EUR"
    assert not dialog.fields["currency"].editor.isEnabled()


def test_too_many_lines_are_said_and_not_tried(
    dialog: SettingsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MOST_SHOWN", 5)
    type_in(dialog, "handling_days", Decimal(3), qtbot)
    assert dialog.too_many.text() == "The dates of up to 10 waiting lines may move."
    assert not dialog.too_many.isHidden()
    assert dialog.touched.rowCount() == 0


def test_days_off_are_added_as_a_period_and_taken_out(
    dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop
) -> None:
    dialog.show_part("dates")
    edit = dialog.fields["closed_days"].editor
    assert isinstance(edit, DaysEdit)
    edit.first.set_value(date(2026, 12, 24))
    edit.last.set_value(date(2026, 12, 26))
    edit.add()
    assert cells(edit.model, "day") == [
        ("Thu 24 Dec 2026",),
        ("Fri 25 Dec 2026",),
        ("Sat 26 Dec 2026",),
    ]
    edit.table.selectRow(2)
    edit.remove()
    qtbot.waitUntil(lambda: not dialog.is_asking)
    save(dialog, qtbot)
    assert sqlite_shop.read(shop_settings).closed_days == ("2026-12-24", "2026-12-25")


def test_a_period_that_ends_before_it_begins_is_said_beside_the_field(dialog: SettingsDialog) -> None:
    field = dialog.fields["closed_days"]
    edit = field.editor
    assert isinstance(edit, DaysEdit)
    edit.last.set_value(date(2026, 1, 1))
    edit.add()
    assert "before the first" in field.problem.text()
    assert edit.days() == ()


def test_what_cannot_be_is_said_beside_the_field_and_its_part_is_shown(
    dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop
) -> None:
    dialog.show_part("looks")
    field = type_in(dialog, "order_next", "many", qtbot)
    assert field.problem.text() == "“many” is no number. Type figures only."
    dialog._submit()
    assert dialog.parts.value() == "numbers"
    assert sqlite_shop.read(stored_values)["order_next"] != "many"


def test_no_working_day_at_all_is_refused(dialog: SettingsDialog, qtbot: QtBot) -> None:
    field = type_in(dialog, "working_days", (), qtbot)
    assert field.problem.text().startswith("A shop works on one day of the week at least.")


def test_what_another_till_changed_is_told_and_saving_again_keeps_ones_own(
    dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop
) -> None:
    before = sqlite_shop.read(stored_values)
    sqlite_shop.write(change_shop_settings, before, before | {"shop_name": "Theirs", "phone": "123"})
    field = type_in(dialog, "shop_name", "Ours", qtbot)
    dialog._submit()
    qtbot.waitUntil(lambda: dialog.before["shop_name"] == "Theirs")
    assert "changed meanwhile to Theirs" in field.problem.text()
    assert field.value() == "Ours"
    assert dialog.fields["phone"].value() == "123"
    save(dialog, qtbot)
    stored = sqlite_shop.read(shop_settings)
    assert (stored.shop_name, stored.phone) == ("Ours", "123")


def test_looks_alone_write_nothing(dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop) -> None:
    dialog.window_theme.show_value("dark")
    save(dialog, qtbot)
    assert dialog.outcome == settings.Looks("en", "dark")
    assert sqlite_shop.read(stored_values) == dialog.before


class TestInTheWindow:
    @pytest.fixture
    def workplace(self, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen) -> Iterator[Workplace]:
        window = MainWindow(lambda _: None, PAGES, COMMANDS)
        qtbot.addWidget(window)
        window.show()
        made = window.fill()
        made.open_shop(lambda: Opened(sqlite_shop, "Kitchen", "kitchen.desk", "EUR", TODAY))
        qtbot.waitUntil(lambda: made.page is not None and made.jobs.idle)
        yield made
        window.close()

    def test_the_shops_new_name_shows_at_once(
        self, workplace: Workplace, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        before = sqlite_shop.read(stored_values)
        sqlite_shop.write(change_shop_settings, before, before | {"shop_name": "Larder"})
        qtbot.waitUntil(lambda: workplace.shell.navigation.shop.text() == "Larder")
        assert workplace.window.windowTitle() == "Larder – Backorder Desk"

    def test_the_looks_that_were_chosen_are_put_on(
        self, workplace: Workplace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(SettingsDialog, "ask", lambda _: settings.Looks("zh_CN", "dark"))
        qtbot.mouseClick(workplace.shell.navigation.settings, Qt.MouseButton.LeftButton)
        assert (language(), theme.tokens().name) == ("zh_CN", "dark")
        monkeypatch.setattr(SettingsDialog, "ask", lambda _: settings.Looks("en", "light"))
        workplace.shell.navigation.settings.click()
        assert (language(), theme.tokens().name) == ("en", "light")
