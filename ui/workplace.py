"""What fills the window once it is painted: the shell, the pages, the menus and the open shop."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from app.changes import Area, Changed
from app.errors import ShopError
from app.language import language, tr
from ui import looks
from ui.beginnings import BEGINNINGS
from ui.commands import open_settings
from ui.common import theme
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.live import Live
from ui.common.menus import fill_menu_bar
from ui.common.navigation import Entry
from ui.common.page import Desk, Page
from ui.common.places import Command, Place, shortcut_of
from ui.common.shell import Shell
from ui.common.side_buttons import SideButtons
from ui.common.undo import LastAct, Undo
from ui.menu_lines import menus_of
from ui.new_day import NewDay
from ui.opening import Opened, Opening, PasswordNeeded, get_ready, renewed
from ui.page_stack import PageStack
from ui.pages.first_run import FirstRunPage

READY_AFTER = 500
"""Milliseconds that the first rows have to themselves once they are there."""
FIRST_ROWS = 3_000
"""Milliseconds after which nobody waits for them any more."""
Beginning = Callable[["Workplace"], object]
"""What a choice of the window without a shop does."""


class Workplace(QObject):
    """Fills a window: opens a shop, builds pages when they are first shown, tells them what changed."""

    changed = Signal(object)
    """A `Changed` of any till, on the GUI thread."""
    settled = Signal(object)
    """The first rows of an `Opened` shop had their time; whatever could wait may begin."""
    ready = Signal()
    """That is done too."""

    def __init__(
        self,
        window: QMainWindow,
        places: Sequence[Place],
        commands: Sequence[Command],
        beginnings: Mapping[str, Beginning] = BEGINNINGS,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.places = {place.key: place for place in places}
        self.commands = tuple(commands)
        self.beginnings = dict(beginnings)
        self.first_run: FirstRunPage | None = None
        self._opened: Opened | None = None
        self.may_show: Callable[[Opened], bool] = lambda opened: True
        """Asked before a shop takes the place of the one that is shown."""
        self._then: Callable[[Desk], object] | None = None
        self._desk: Desk | None = None
        self._after_writes: Callable[[], object] | None = None
        self._lost: tuple[ShopError, int] | None = None
        self.jobs = Jobs(parent=self)
        self.jobs.failed.connect(self.show_error)
        self.pages = PageStack(self.places, self.jobs, self)
        self.changed.connect(self._tell_pages)
        self.last_act = LastAct(self.jobs, self)
        self.last_act.undone.connect(self.say_done)
        self.jobs.writing.connect(self._note_writing)
        self.live = Live(self.jobs, self)
        self.live.lost.connect(self._show_lost)
        self.live.found.connect(self._show_found)
        self.new_day = NewDay(self)
        self.new_day.came.connect(self._begin_day)
        self._ready = QTimer(self, singleShot=True)
        self._ready.timeout.connect(self._get_ready)
        self._build()
        self._listen_to_mouse()

    # the frame

    def _listen_to_mouse(self) -> None:
        self.window.winId()  # makes the native window where there is none yet
        if (native := self.window.windowHandle()) is not None:
            sides = SideButtons(native, self)
            sides.back.connect(self.pages.go_back)
            sides.forward.connect(self.pages.go_forward)

    def _build(self) -> None:
        """Everything with words or colours in it; done again when language or theme change."""
        entries = [
            Entry(place.key, place.title(), place.icon, shortcut_of(number))
            for number, place in enumerate(self.places.values())
        ]
        self.shell = Shell(entries)
        self.pages.stand_in(self.shell)
        self.shell.navigation.shop_pressed.connect(self._choose_shop)
        self.shell.navigation.settings_pressed.connect(self._change_settings)
        self.shell.lost.tried.connect(self.live.look)
        self.shell.status_bar.undoing.clicked.connect(self.last_act.take_back)
        self.last_act.offered.connect(self.shell.status_bar.undoing.setVisible)
        self.shell.status_bar.undoing.setVisible(self.last_act.undo is not None)
        self.first_run = None
        self.window.setCentralWidget(self.shell)
        self._show_shop()

    def _show_shop(self) -> None:
        """The shop's name, and what an open shop allows."""
        name = self._opened.name if self._opened else ""
        self.window.setWindowTitle(f"{name} – Backorder Desk" if name else "Backorder Desk")
        self.shell.navigation.set_shop(name)
        self.shell.set_places_open(are_open=self._opened is not None)
        self.last_act.show_words()
        menus = menus_of(self)
        fill_menu_bar(self.window.menuBar(), [(menu.title, menu.lines) for menu in menus])

    def begin(self, key: str) -> None:
        """What a choice of the first run does, also from the menu."""
        self.beginnings[key](self)

    # opening

    def open_shop(self, opening: Opening, then: Callable[[Desk], object] | None = None) -> None:
        """Open or make a shop on the reading thread; the page, and what is to be done then, come after it."""
        if self.jobs.writes:
            self._wait_for_writes(lambda: self.open_shop(opening, then))
            return
        self._then = then
        self.shell.error.clear()
        self.shell.status_bar.show_texts(tr("Opening…"), "")
        self.jobs.run(opening, self._show_opened, self._show_not_opened)

    def show_first_run(self) -> None:
        """Offer the ways to get a shop."""
        if self.first_run is None:
            self.first_run = FirstRunPage(self.beginnings.keys())
            self.first_run.chosen.connect(self.begin)
            self.shell.stack.addWidget(self.first_run)
        self.shell.stack.setCurrentWidget(self.first_run)
        self.first_run.focus_first()
        self.shell.status_bar.show_texts("", "")

    def _show_opened(self, opened: Opened) -> None:
        if self.jobs.writes:
            self._wait_for_writes(lambda: self._show_opened(opened))
            return
        if not self.may_show(opened):
            self.jobs.afterwards(opened.shop.close)
            return
        self._close_shop()
        self._opened = opened
        self.jobs.shop = opened.shop
        opened.shop.listen(self.changed.emit)
        self._desk = Desk(self.jobs, Formats(opened.currency, opened.today), self)
        self._desk.did.connect(self._note_done)
        self._desk.settings_wanted.connect(self._change_settings)
        self.pages.work_with(self._desk)
        QSettings().setValue("shop", opened.where)
        self._build()
        self.live.start()
        self.new_day.watch(opened)
        self.pages.go_to_last()
        self._wait_for_rows()
        then, self._then = self._then, None
        if opened.beside is not None:
            self.show_error(opened.beside)
        if then is not None:
            then(self._desk)

    def _wait_for_rows(self) -> None:
        """What is imported then would hold them up where the machine is slow."""
        self._ready.start(FIRST_ROWS)
        if self.page is not None:
            self.page.loaded.connect(self._note_rows)

    def _note_rows(self) -> None:
        if self._ready.isActive():
            self._ready.start(READY_AFTER)

    def _get_ready(self) -> None:
        if (opened := self._opened) is not None:
            self.settled.emit(opened)
            self.jobs.carry_out(lambda: get_ready(opened), lambda _: self.ready.emit())

    def _show_not_opened(self, error: ShopError) -> None:
        if isinstance(error, PasswordNeeded) and (again := self._asked_password(error)) is not None:
            self.open_shop(again, self._then)
            return
        if self._opened is not None:
            self.show_error(error)
            self.pages.show_status()
            return
        self.show_first_run()
        assert self.first_run is not None
        self.first_run.show_error(error)

    def _asked_password(self, error: PasswordNeeded) -> Opening | None:
        from ui.dialogs.password import PasswordDialog  # only shops on servers have any

        asked: Opening | None = PasswordDialog(error, self.window).ask()
        return asked

    def _close_shop(self) -> None:
        self.live.stop()
        self.new_day.watch(None)
        self.last_act.offer(None)
        self.say_done("")
        self.shell.lost.hide()
        self._ready.stop()
        if self._opened is not None:
            self.jobs.afterwards(self._opened.shop.close)
        self._opened = self._desk = self.jobs.shop = None

    # what is shown

    def go(self, key: str, row_id: object = None) -> None:
        """Show a page, and there the row with this id."""
        self.pages.go(key, row_id)

    @property
    def desk(self) -> Desk | None:
        """What pages and dialogs work with, while a shop is open."""
        return self._desk

    @property
    def where(self) -> str:
        """The path or URL of the shop that is open."""
        return self._opened.where if self._opened else ""

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.pages.page

    # what happens

    def _note_done(self, words: str, undo: Undo | None) -> None:
        self.say_done(words)
        self.last_act.offer(undo)

    def _note_writing(self, writing: bool) -> None:
        if writing:
            self.say_done("")
        elif self._after_writes is not None and not self.jobs.writes:
            act, self._after_writes = self._after_writes, None
            act()

    def say_done(self, words: str) -> None:
        """Say in the status bar what happened, until the next write."""
        self.shell.status_bar.say_done(words)

    def show_error(self, error: ShopError) -> None:
        """An error that belongs to no field: above the page, until it is closed."""
        self.shell.error.show_error(error)

    def _show_lost(self, error: ShopError, seconds: int) -> None:
        self._lost = error, seconds
        self.shell.lost.show_lost(error, seconds)

    def _show_found(self) -> None:
        if not self.shell.lost.isHidden():
            self.shell.lost.hide()
            self.say_done(tr("The connection is back."))
        self._tell_pages(Changed(frozenset(Area)))

    def set_language(self, code: str) -> None:
        """Speak another language from now on."""
        looks.speak(code)
        self._rebuild()

    def set_theme(self, name: str) -> None:
        """Paint in another theme from now on."""
        looks.paint(name)
        self._rebuild()

    def set_looks(self, code: str, name: str) -> None:
        """Another language, another theme, as far as they differ."""
        if name != theme.tokens().name:
            self.set_theme(name)
        if code != language():
            self.set_language(code)

    def _rebuild(self) -> None:
        self.pages.mark()
        self._build()
        if self.live.is_lost and self._lost is not None:
            self.shell.lost.show_lost(*self._lost)
        if self._opened is None:
            self.show_first_run()
        else:
            self.pages.show_again()

    def _begin_day(self, opened: Opened) -> None:
        """Another day came: far dates read otherwise, and the calendar moves what it moves alone."""
        self._opened = opened
        if self._desk is not None:
            self._desk.formats = Formats(opened.currency, opened.today)
        self.jobs.carry_out(lambda: get_ready(opened), lambda _: self._rebuild())

    def _change_settings(self, part: str = "") -> None:
        if self._desk is not None:
            open_settings(self._desk, part)

    def _choose_shop(self) -> None:
        if "open" in self.beginnings:
            self.begin("open")

    def _tell_pages(self, changed: Changed) -> None:
        if Area.SETTINGS in changed.areas and (opened := self._opened) is not None:
            self.jobs.run(lambda: renewed(opened), self._show_renewed)
        self.pages.tell(changed.areas)

    def _show_renewed(self, opened: Opened) -> None:
        """The shop has perhaps another name, another currency."""
        now = self._opened
        if now is None or now.shop is not opened.shop or now == opened or self._desk is None:
            return
        self._opened = opened
        self.new_day.watch(opened)
        self._show_shop()
        if opened.currency != now.currency:
            self._desk.formats = Formats(opened.currency, opened.today)
            self._rebuild()

    def may_close(self) -> bool:
        """Whether nothing is being written; else the window closes by itself when that is done."""
        self.jobs.stop_sending()
        if not self.jobs.writes:
            return True
        self._wait_for_writes(self.window.close)
        self.window.setEnabled(False)
        return False

    def _wait_for_writes(self, act: Callable[[], object]) -> None:
        self._after_writes = act
        self.shell.status_bar.show_texts(tr("Finishing what is being written…"), "")

    def close(self) -> None:
        """Finish what is being written, drop what is being read, and give the shop back."""
        self._close_shop()
        self.jobs.close()
