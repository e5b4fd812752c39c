"""The window: opening, going, changing language and theme, closing."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMainWindow
from pytestqt.qtbot import QtBot

from app import language
from app.changes import Area, Changed
from app.errors import ConnectionLost, DatabaseUnusable, Refused
from tests.gui.fakes import FakeShop
from ui import start
from ui.commands import COMMANDS, MENUS, menu_titles
from ui.common import one_window, theme
from ui.common.one_window import OneWindow
from ui.common.page import Desk, Page, Primary
from ui.common.places import Command, Place
from ui.common.undo import Undo
from ui.dialogs import palette
from ui.dialogs.help import HelpSheet
from ui.main_window import MainWindow
from ui.opening import Opened
from ui.second_start import SecondStart
from ui.watch import Watch
from ui.workplace import Workplace


class NotedPage(Page):
    areas = frozenset({Area.ORDERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.did: list[object] = []
        self.begun: object = None
        self.set_status("24 lines wait", "Rank: by hand")

    def reload(self) -> None:
        self.did.append("read")
        QTimer.singleShot(0, self, self.loaded.emit)

    def search(self, text: str) -> None:
        self.did.append(text)

    def show_row(self, row_id: object) -> None:
        self.did.append(row_id)

    def kept(self) -> object:
        return self.begun

    def take_up(self, kept: object) -> None:
        self.begun = kept

    def bookmark(self) -> object:
        return f"{type(self).__name__} {len(self.did)}"

    def return_to(self, mark: object) -> None:
        self.did.append(mark)

    def primary(self) -> Primary:
        return Primary("Receive goods…", "package-import", lambda: self.did.append("acted"))


PLACES = (
    Place("queue", lambda: "Backorders", "hourglass", NotedPage),
    Place("orders", lambda: "Orders", "clipboard-list", NotedPage),
    Place("stock", lambda: "Stock", "building-warehouse", NotedPage),
)


@pytest.fixture
def ran() -> list[object]:
    return []


@pytest.fixture
def begun() -> list[str]:
    return []


@pytest.fixture
def workplace(qtbot: QtBot, ran: list[object], begun: list[str]) -> Iterator[Workplace]:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = (Command("order", lambda: "New order…", ran.append, "Ctrl+N"),)
    beginnings = {"open": lambda _: begun.append("open"), "empty": lambda _: begun.append("empty")}
    made = Workplace(window, PLACES, commands, beginnings)
    window.show()
    yield made
    made.close()
    language.use("en")


@pytest.fixture
def opened(workplace: Workplace, shop: FakeShop, qtbot: QtBot) -> Workplace:
    open_it(workplace, shop, qtbot)
    return workplace


def open_it(workplace: Workplace, shop: FakeShop, qtbot: QtBot, where: str = "here.shop") -> None:
    what: Any = Opened(shop, "Larder & Flame", where, "EUR", date(2026, 11, 23))  # type: ignore[arg-type]
    workplace.open_shop(lambda: what)
    qtbot.waitUntil(lambda: workplace.page is not None)


def noted(workplace: Workplace) -> NotedPage:
    assert isinstance(workplace.page, NotedPage)
    return workplace.page


class TestOpening:
    def test_shows_the_first_page_and_remembers_the_shop(self, opened: Workplace) -> None:
        assert opened.shell.top_bar.title.text() == "Backorders"
        assert opened.shell.navigation.shop.text() == "Larder & Flame"
        assert noted(opened).did == ["read"]
        assert opened.shell.status_bar.left.text() == "24 lines wait"
        assert QSettings().value("shop") == "here.shop"

    def test_what_can_wait_waits_for_the_first_rows(
        self, workplace: Workplace, shop: FakeShop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ui.workplace.READY_AFTER", 0)
        monkeypatch.setattr("ui.workplace.FIRST_ROWS", 600_000)
        monkeypatch.setattr(NotedPage, "reload", lambda page: page.did.append("read"))
        open_it(workplace, shop, qtbot)
        assert workplace._ready.remainingTime() > 500_000
        with qtbot.waitSignal(workplace.settled):
            noted(workplace).loaded.emit()

    def test_a_shop_that_cannot_be_opened_is_told_beside_the_choices(
        self, workplace: Workplace, qtbot: QtBot
    ) -> None:
        def fail() -> Opened:
            raise DatabaseUnusable("“here.shop” is not a shop.", "Choose another file.")

        workplace.open_shop(fail)
        qtbot.waitUntil(lambda: workplace.first_run is not None)
        assert workplace.first_run is not None
        assert workplace.first_run.error.text() == "“here.shop” is not a shop. Choose another file."

    def test_another_shop_that_cannot_be_opened_leaves_this_one(
        self, opened: Workplace, qtbot: QtBot
    ) -> None:
        def fail() -> Opened:
            raise DatabaseUnusable("Not a shop.", "Choose another file.")

        opened.open_shop(fail)
        qtbot.waitUntil(lambda: bool(opened.shell.error.text()))
        assert opened.page is not None

    def test_another_shop_takes_the_place_of_this_one(
        self, opened: Workplace, shop: FakeShop, qtbot: QtBot
    ) -> None:
        page = opened.page
        open_it(opened, FakeShop(), qtbot)
        qtbot.waitUntil(lambda: opened.page is not page)
        assert shop.closed

    def test_what_is_being_read_of_this_one_is_read_before_it_goes(
        self, opened: Workplace, shop: FakeShop, qtbot: QtBot
    ) -> None:
        gate, seen = threading.Event(), list[bool]()
        opened.jobs.carry_out(gate.wait, lambda _: None)
        open_it(opened, FakeShop(), qtbot)
        opened.jobs.read(lambda: seen.append(shop.closed), done=lambda _: None)
        gate.set()
        qtbot.waitUntil(lambda: shop.closed)
        assert seen == [False]

    def test_first_run_offers_what_there_is_to_begin_with(
        self, workplace: Workplace, begun: list[str], qtbot: QtBot
    ) -> None:
        workplace.show_first_run()
        assert workplace.first_run is not None
        assert list(workplace.first_run.choices) == ["empty", "open"]
        qtbot.mouseClick(workplace.first_run.choices["open"], Qt.MouseButton.LeftButton)
        assert begun == ["open"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_first_run_is_chosen_by_keyboard(
    workplace: Workplace, begun: list[str], key: Qt.Key, qtbot: QtBot
) -> None:
    workplace.show_first_run()
    assert workplace.first_run is not None
    first = workplace.first_run.choices["empty"]
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, key)
    assert begun == ["empty"]


def test_a_place_is_gone_to_by_keyboard(opened: Workplace, qtbot: QtBot) -> None:
    qtbot.keyClick(opened.shell.navigation.buttons["stock"], Qt.Key.Key_Return)
    assert opened.shell.top_bar.title.text() == "Stock"


def test_the_page_shown_last_comes_up_first(workplace: Workplace, shop: FakeShop, qtbot: QtBot) -> None:
    QSettings().setValue("page", "stock")
    open_it(workplace, shop, qtbot)
    assert workplace.shell.top_bar.title.text() == "Stock"
    workplace.go("orders")
    assert QSettings().value("page") == "orders"


class TestGoing:
    def test_by_click(self, opened: Workplace, qtbot: QtBot) -> None:
        qtbot.mouseClick(opened.shell.navigation.buttons["stock"], Qt.MouseButton.LeftButton)
        assert opened.shell.top_bar.title.text() == "Stock"

    def test_back_and_forward(self, opened: Workplace) -> None:
        opened.go("orders")
        opened.go("stock")
        opened.pages.go_back()
        opened.pages.go_back()
        titles = [opened.shell.top_bar.title.text()]
        assert not opened.shell.top_bar.back.isEnabled()
        opened.pages.go_forward()
        titles.append(opened.shell.top_bar.title.text())
        opened.go("queue")
        assert titles == ["Backorders", "Orders"]
        assert not opened.shell.top_bar.forward.isEnabled()

    def test_back_finds_a_page_as_it_was_left(self, opened: Workplace) -> None:
        opened.go("orders", 7)
        opened.go("orders", 8)
        opened.go("stock")
        opened.pages.go_back()
        opened.pages.go_back()
        assert noted(opened).did == ["read", 7, 8, "NotedPage 3", "NotedPage 2"]

    @pytest.mark.parametrize(
        ("button", "title"), [(Qt.MouseButton.BackButton, "Backorders"), (Qt.MouseButton.LeftButton, "Stock")]
    )
    def test_back_by_the_side_of_the_mouse(
        self, opened: Workplace, button: Qt.MouseButton, title: str, qtbot: QtBot
    ) -> None:
        opened.go("stock")
        handle = opened.window.windowHandle()
        assert handle is not None
        QTest.mouseClick(handle, button, pos=QPoint(600, 300))
        assert opened.shell.top_bar.title.text() == title

    def test_forward_by_the_side_of_the_mouse(self, opened: Workplace) -> None:
        opened.go("stock")
        opened.pages.go_back()
        QTest.mouseClick(opened.window.windowHandle(), Qt.MouseButton.ForwardButton, pos=QPoint(600, 300))
        assert opened.shell.top_bar.title.text() == "Stock"

    def test_to_a_row(self, opened: Workplace) -> None:
        noted(opened).desk.go("orders", 7)
        assert noted(opened).did == ["read", 7]

    def test_searching_asks_the_page(self, opened: Workplace, qtbot: QtBot) -> None:
        qtbot.keyClicks(opened.shell.top_bar.search, "casserole")
        qtbot.waitUntil(lambda: noted(opened).did == ["read", "casserole"])

    def test_the_filled_button_acts(self, opened: Workplace) -> None:
        opened.shell.top_bar.acted.emit()
        assert noted(opened).did[-1] == "acted"


class TestDone:
    def test_says_what_was_done_until_the_next_write(self, opened: Workplace) -> None:
        noted(opened).desk.done("P-124 moved to 18 Dec.")
        said = opened.shell.status_bar.done
        assert said.text() == "P-124 moved to 18 Dec."
        opened.jobs.write(lambda: None, done=lambda _: None)
        assert said.text() == ""

    def test_takes_back_what_was_done_last(self, opened: Workplace, qtbot: QtBot) -> None:
        taken_back: list[int] = []
        action = opened.last_act.action
        assert (action.text(), action.isEnabled()) == ("Undo", False)
        noted(opened).desk.done("P-124 moved.", Undo("ETA of P-124 & more", taken_back.append, (7,)))
        assert (action.text(), action.isEnabled()) == ("Undo: ETA of P-124 && more", True)
        action.trigger()
        qtbot.waitUntil(lambda: opened.shell.status_bar.done.text() == "Undone: ETA of P-124 & more")
        assert taken_back == [7]
        assert not action.isEnabled()

    def test_a_button_beside_the_words_takes_back_too(self, opened: Workplace, qtbot: QtBot) -> None:
        taken_back: list[int] = []
        button = opened.shell.status_bar.undoing
        assert button.isHidden()
        noted(opened).desk.done("Moved.", Undo("move", taken_back.append, (7,)))
        assert not button.isHidden()
        button.click()
        qtbot.waitUntil(lambda: taken_back == [7])
        assert button.isHidden()

    def test_what_can_no_longer_be_taken_back_is_told(self, opened: Workplace, qtbot: QtBot) -> None:
        def refuse() -> None:
            raise Refused("It was shipped meanwhile.")

        noted(opened).desk.done("Reserved.", Undo("reservation", refuse))
        opened.last_act.action.trigger()
        qtbot.waitUntil(lambda: opened.shell.error.text() == "It was shipped meanwhile.")

    def test_the_next_write_forgets_it(self, opened: Workplace) -> None:
        noted(opened).desk.done("Moved.", Undo("move", lambda: None))
        opened.jobs.write(lambda: None, done=lambda _: None)
        assert not opened.last_act.action.isEnabled()

    def test_acts_are_taken_back_one_after_the_other(self, opened: Workplace, qtbot: QtBot) -> None:
        taken_back: list[int] = []
        action, button = opened.last_act.action, opened.shell.status_bar.undoing
        for number in (1, 2, 3):
            noted(opened).desk.done("Moved.", Undo(f"move {number}", taken_back.append, (number,)))
        for left in ("Undo: move 2", "Undo: move 1", "Undo"):
            action.trigger()
            qtbot.waitUntil(lambda left=left: opened.jobs.idle and action.text() == left)  # type: ignore[misc]
        assert taken_back == [3, 2, 1]
        assert button.isHidden()
        assert not action.isEnabled()

    def test_what_came_before_a_write_that_cannot_be_taken_back_stays(
        self, opened: Workplace, qtbot: QtBot
    ) -> None:
        noted(opened).desk.done("Moved.", Undo("move", pytest.fail))
        opened.jobs.write(lambda: None, done=lambda _: noted(opened).desk.done("Sold."))
        qtbot.waitUntil(lambda: opened.jobs.idle and opened.shell.status_bar.done.text() == "Sold.")
        assert not opened.last_act.action.isEnabled()

    def test_a_write_that_said_nothing_parts_what_came_before_it(
        self, opened: Workplace, qtbot: QtBot
    ) -> None:
        noted(opened).desk.done("Moved.", Undo("move 1", pytest.fail))
        opened.jobs.write(lambda: None, done=lambda _: None)
        taken_back: list[int] = []
        undo = Undo("move 2", taken_back.append, (2,))
        opened.jobs.write(lambda: None, done=lambda _: noted(opened).desk.done("Moved.", undo))
        action = opened.last_act.action
        qtbot.waitUntil(lambda: opened.jobs.idle and action.text() == "Undo: move 2")
        action.trigger()
        qtbot.waitUntil(lambda: opened.jobs.idle and taken_back == [2])
        assert not action.isEnabled()

    def test_another_shop_has_nothing_of_this_one_to_take_back(
        self, opened: Workplace, shop: FakeShop, qtbot: QtBot
    ) -> None:
        noted(opened).desk.done("Moved.", Undo("move", pytest.fail))
        open_it(opened, FakeShop(), qtbot)
        qtbot.waitUntil(lambda: shop.closed)
        assert not opened.last_act.action.isEnabled()
        assert opened.shell.status_bar.done.text() == ""

    def test_a_text_field_keeps_its_own_undo(self, opened: Workplace, qtbot: QtBot) -> None:
        taken_back: list[int] = []
        noted(opened).desk.done("Moved.", Undo("move", taken_back.append, (1,)))
        search = opened.shell.top_bar.search
        opened.shell.focus_search()
        qtbot.keyClicks(search, "xyz")
        qtbot.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert search.text() == ""
        assert opened.last_act.action.isEnabled()


class TestMenus:
    def titles(self, workplace: Workplace) -> list[str]:
        return [action.text() for action in workplace.window.menuBar().actions()]

    def test_only_menus_with_lines_are_there(self, workplace: Workplace) -> None:
        assert self.titles(workplace) == ["&File", "&View", "&Help"]

    def test_commands_stand_in_their_menu(self, opened: Workplace, ran: list[object]) -> None:
        assert self.titles(opened) == ["&File", "&Edit", "&View", "&Order", "&Go", "&Help"]
        line = opened.window.menuBar().actions()[3].menu().actions()[0]  # type: ignore[attr-defined]
        assert (line.text(), line.shortcut().toString()) == ("New order…", "Ctrl+N")
        line.trigger()
        assert ran == [noted(opened).desk]

    def test_find_anything_is_offered_every_page_and_line(
        self, opened: Workplace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[Any] = []
        monkeypatch.setattr(palette, "ask", lambda *given: asked.append(given))
        self.line(opened, "&Edit", "Ctrl+K").trigger()
        [(parent, desk, offered, memory)] = asked
        assert (parent, desk) == (opened.window, opened.desk)
        assert {"Backorders", "Orders", "Stock", "New order…", "Read again", "Dark"} <= {
            entry.title for entry in offered
        }
        next(entry for entry in offered if entry.title == "Stock").act()
        assert opened.shell.top_bar.title.text() == "Stock"
        assert memory.startswith("lately/")

    def test_help_is_there_with_and_without_a_shop(
        self, workplace: Workplace, shop: FakeShop, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        shown: list[str] = []
        monkeypatch.setattr(HelpSheet, "ask", lambda sheet: shown.append(sheet.text.toPlainText()))
        self.line(workplace, "&Help", "F1").trigger()
        open_it(workplace, shop, qtbot)
        self.line(workplace, "&Help", "F1").trigger()
        assert shown[0].startswith("Keys")
        assert shown[1].startswith("Backorders")
        assert "Ctrl+N" in shown[1]
        assert "Ctrl+N" not in shown[0]

    def line(self, workplace: Workplace, menu: str, key: str) -> QAction:
        bar = workplace.window.menuBar().actions()
        lines = next(action for action in bar if action.text() == menu).menu().actions()  # type: ignore[attr-defined]
        return next(line for line in lines if line.shortcut().toString() == key)

    def test_every_command_names_a_menu(self) -> None:
        assert {command.menu for command in COMMANDS} <= {key for key, _ in MENUS}

    def test_the_frame_paints_the_menus_that_will_be_there(self) -> None:
        titles = [title for title in menu_titles() if title in ("&Go", "&Order", "&Purchase")]
        assert titles == ["&Order", "&Purchase", "&Go"]

    def test_no_key_does_two_things(self) -> None:
        keys = [command.shortcut for command in COMMANDS if command.shortcut]
        assert len(keys) == len(set(keys))


def test_a_commit_of_any_till_reaches_the_pages_it_concerns(
    opened: Workplace, shop: FakeShop, qtbot: QtBot
) -> None:
    shop.told[0](Changed(frozenset({Area.ORDERS}), "a"))
    assert noted(opened).did == ["read", "read"]
    shop.told[0](Changed(frozenset({Area.SUPPLIERS}), "b"))
    assert noted(opened).did == ["read", "read"]


def test_an_error_that_nobody_takes_stands_above_the_page(opened: Workplace, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise Refused("Not that.", "Take this.")

    opened.jobs.write(refuse, done=lambda _: None)
    qtbot.waitUntil(lambda: opened.shell.error.text() == "Not that. Take this.")


def test_a_lost_connection_is_said_above_the_page_until_it_is_back(
    opened: Workplace, shop: FakeShop, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened._ready.stop()  # what it writes would take the words away

    def fail() -> None:
        raise ConnectionLost("The connection to the shop broke.", "Nothing was changed.")

    with monkeypatch.context() as gone:
        gone.setattr(shop, "poll", fail)
        opened.live.look()
        qtbot.waitUntil(lambda: "The connection to the shop broke." in opened.shell.lost.text())
        opened.set_theme("dark")
        assert "The connection to the shop broke." in opened.shell.lost.text()
    reads = len(noted(opened).did)
    opened.shell.lost.trying.click()
    qtbot.waitUntil(lambda: opened.shell.lost.text() == "")
    assert opened.shell.status_bar.done.text() == "The connection is back."
    assert noted(opened).did[reads:] == ["read"]


class TestSecondStart:
    @pytest.fixture(autouse=True)
    def _others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(OneWindow, "stand_for", lambda _, where: where != "elsewhere.shop")
        monkeypatch.setattr(one_window, "show_other", lambda where: where == "elsewhere.shop")

    def test_a_shop_that_has_a_window_is_left_to_it(
        self, workplace: Workplace, shop: FakeShop, qtbot: QtBot
    ) -> None:
        SecondStart(workplace)
        open_it(workplace, shop, qtbot)
        with qtbot.waitSignal(workplace.settled):
            pass
        other = FakeShop()
        open_it(workplace, other, qtbot, "elsewhere.shop")
        qtbot.waitUntil(lambda: other.closed)
        assert not shop.closed
        assert "in front now" in workplace.shell.status_bar.done.text()

    def test_of_two_starts_at_once_one_goes(self, workplace: Workplace, shop: FakeShop, qtbot: QtBot) -> None:
        SecondStart(workplace)
        open_it(workplace, shop, qtbot, "elsewhere.shop")
        qtbot.waitUntil(lambda: not workplace.window.isVisible())

    def test_a_start_asks_before_it_paints(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "may_have_window", lambda _: True)
        assert start.is_shown_already("elsewhere.shop")
        assert not start.is_shown_already("here.shop")
        assert not start.is_shown_already("")

    def test_coming_forward_unfolds_the_window(self, workplace: Workplace, shop: FakeShop) -> None:
        second = SecondStart(workplace)
        workplace.window.showMinimized()
        second._come_forward()
        assert not workplace.window.isMinimized()


class TestFaults:
    def test_the_first_has_a_dialog_that_stops_nothing(self, opened: Workplace, qtbot: QtBot) -> None:
        watch = Watch(opened)
        watch.faults.take(ValueError("one"))
        qtbot.waitUntil(lambda: watch.open is not None)
        assert watch.open is not None
        assert "ValueError: one" in watch.open.details.toPlainText()
        watch.open.ok.click()
        assert watch.open is None

    def test_others_stand_above_the_page(self, opened: Workplace, qtbot: QtBot) -> None:
        watch = Watch(opened)
        watch.faults.take(ValueError("one"))
        watch.faults.take(KeyError("two"))
        qtbot.waitUntil(lambda: "KeyError" in opened.shell.error.text())
        opened.shell.error.copying.click()
        assert "KeyError: 'two'" in QGuiApplication.clipboard().text()


def test_another_language_is_spoken_at_once_and_remembered(opened: Workplace) -> None:
    opened.set_language("zh_CN")
    assert opened.window.menuBar().actions()[0].text() != "&File"
    assert opened.shell.top_bar.title.text() == "Backorders"
    assert QSettings().value("language") == "zh_CN"


def test_what_was_begun_on_any_page_outlives_languages_and_themes(opened: Workplace) -> None:
    noted(opened).begun = "what if"
    opened.go("orders")
    opened.set_language("zh_CN")
    opened.set_theme("dark")
    opened.go("queue")
    assert noted(opened).begun == "what if"


def test_another_shop_takes_up_nothing(opened: Workplace, shop: FakeShop, qtbot: QtBot) -> None:
    noted(opened).begun = "what if"
    former = opened.page
    open_it(opened, shop, qtbot, "other.shop")
    qtbot.waitUntil(lambda: opened.page is not former and opened.page is not None)
    assert noted(opened).begun is None


def test_another_theme_is_painted_at_once_and_remembered(opened: Workplace) -> None:
    opened.set_theme("dark")
    assert theme.tokens() is theme.DARK
    assert QSettings().value("theme") == "dark"
    assert opened.shell.top_bar.title.text() == "Backorders"


def test_closing_gives_the_shop_back(opened: Workplace, shop: FakeShop) -> None:
    opened.close()
    assert shop.closed


class TestClosingWhileWritten:
    def test_the_window_finishes_and_goes_then(self, shop: FakeShop, qtbot: QtBot) -> None:
        window = MainWindow(lambda _: None, PLACES, ())
        qtbot.addWidget(window)
        window.show()
        workplace = window.fill()
        open_it(workplace, shop, qtbot)
        gate, done = threading.Event(), list[object]()
        workplace.jobs.write(gate.wait, 30, done=done.append)
        window.close()
        assert window.isVisible()
        assert not window.isEnabled()
        assert workplace.shell.status_bar.left.text() == "Finishing what is being written…"
        assert not shop.closed
        gate.set()
        qtbot.waitUntil(lambda: not window.isVisible())
        assert done == [True]
        assert shop.closed

    def test_another_shop_waits_for_what_is_written_to_this_one(
        self, opened: Workplace, shop: FakeShop, qtbot: QtBot
    ) -> None:
        gate, other = threading.Event(), FakeShop()
        opened.jobs.write(gate.wait, 30, done=lambda _: None)
        open_it(opened, other, qtbot)
        assert not shop.closed
        gate.set()
        qtbot.waitUntil(lambda: shop.closed)
        assert not other.closed


class TestNewDay:
    def test_comes_in_the_open_window(
        self, opened: Workplace, shop: FakeShop, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        began: list[Opened] = []
        monkeypatch.setattr("ui.workplace.get_ready", began.append)
        opened.go("orders")
        opened.new_day.look()
        assert began == []
        shop.now += timedelta(days=1)
        opened.new_day.look()
        opened.new_day.look()
        qtbot.waitUntil(lambda: len(began) == 1 and opened.jobs.idle)
        assert began[0].is_new_day
        assert opened.desk is not None
        assert opened.desk.formats.today == date(2026, 11, 24)
        assert opened.shell.top_bar.title.text() == "Orders"

    def test_waits_for_the_end_of_a_dialog(self, opened: Workplace, shop: FakeShop, qtbot: QtBot) -> None:
        came: list[object] = []
        opened.new_day.came.connect(came.append)
        dialog = QDialog(opened.window)
        dialog.open()
        shop.now -= timedelta(days=3)
        opened.new_day.look()
        assert came == []
        dialog.reject()
        opened.new_day.look()
        assert len(came) == 1


def test_the_window_tells_when_it_is_painted_and_is_filled_once(qtbot: QtBot) -> None:
    painted: list[MainWindow] = []
    window = MainWindow(painted.append, PLACES, ())
    qtbot.addWidget(window)
    assert window.workplace is None
    window.show()
    qtbot.waitUntil(lambda: painted == [window])
    assert window.fill() is window.fill() is window.workplace
    window.close()
