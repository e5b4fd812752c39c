"""What fills the window once it is painted: the shell, the pages, the menus and the open shop."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from app.changes import Area, Changed
from app.errors import ShopError
from app.language import language, tr, use
from ui.beginnings import BEGINNINGS
from ui.commands import open_settings
from ui.common import fonts, theme
from ui.common.format import Formats
from ui.common.identity import mark_of
from ui.common.jobs import Jobs
from ui.common.live import Live
from ui.common.menus import fill_menu_bar
from ui.common.navigation import Entry
from ui.common.page import Desk, Page
from ui.common.place_counts import PlaceCounts
from ui.common.places import LAST_PAGE, Command, Place
from ui.common.shell import Shell
from ui.common.side_buttons import SideButtons
from ui.common.trail import Step, Trail
from ui.common.undo import LastAct, Undo
from ui.menu_lines import menus_of, pages_of
from ui.opening import Opened, Opening, get_ready, renewed
from ui.pages.first_run import FirstRunPage

READY_AFTER = 500
"""Milliseconds that the first rows have to themselves."""
Beginning = Callable[["Workplace"], object]
"""What a choice of the window without a shop does."""


class Workplace(QObject):
    """Fills a window: opens a shop, builds pages when they are first shown, tells them what changed."""

    changed = Signal(object)
    """A `Changed` of any till, on the GUI thread."""
    settled = Signal(object)
    """The first rows of an `Opened` shop had their time; whatever could wait may begin."""

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
        self._commands = tuple(commands)
        self.beginnings = dict(beginnings)
        self.first_run: FirstRunPage | None = None
        self._opened: Opened | None = None
        self.may_show: Callable[[Opened], bool] = lambda opened: True
        """Asked before a shop takes the place of the one that is shown."""
        self._then: Callable[[Desk], object] | None = None
        self._desk: Desk | None = None
        self._pages: dict[str, Page] = {}
        self._trail = Trail()
        self._lost: tuple[ShopError, int] | None = None
        self.jobs = Jobs(parent=self)
        self.jobs.failed.connect(self.show_error)
        self.changed.connect(self._tell_pages)
        self.last_act = LastAct(self.jobs, self)
        self.last_act.undone.connect(self.say_done)
        self.jobs.writing.connect(self._forget_done)
        self.live = Live(self.jobs, self)
        self.live.lost.connect(self._show_lost)
        self.live.found.connect(self._show_found)
        self._ready = QTimer(self, interval=READY_AFTER, singleShot=True)
        self._ready.timeout.connect(self._get_ready)
        self._build()
        self._listen_to_mouse()

    # the frame

    def _listen_to_mouse(self) -> None:
        self.window.winId()  # makes the native window where there is none yet
        if (native := self.window.windowHandle()) is not None:
            sides = SideButtons(native, self)
            sides.back.connect(self.go_back)
            sides.forward.connect(self.go_forward)

    def _build(self) -> None:
        """Everything with words or colours in it; done again when language or theme change."""
        keys = zip(self.places.values(), range(1, 10), strict=False)
        entries = [Entry(place.key, place.title(), place.icon, f"Ctrl+{n}") for place, n in keys]
        self.shell = Shell(entries)
        self._counts = PlaceCounts(self.jobs, self.shell.navigation)
        self.shell.navigation.chosen.connect(self.go)
        self.shell.navigation.shop_pressed.connect(self._choose_shop)
        self.shell.navigation.settings_pressed.connect(self._change_settings)
        self.shell.top_bar.went_back.connect(self.go_back)
        self.shell.top_bar.went_forward.connect(self.go_forward)
        self.shell.top_bar.acted.connect(self._act)
        self.shell.top_bar.search.wanted.connect(self._search)
        self.shell.lost.tried.connect(self.live.look)
        self._pages, self.first_run = {}, None
        self.window.setCentralWidget(self.shell)
        self._show_shop()

    def _show_shop(self) -> None:
        """The shop's name, and what an open shop allows."""
        name = self._opened.name if self._opened else ""
        self.window.setWindowTitle(f"{name} – Backorder Desk" if name else "Backorder Desk")
        self.shell.navigation.set_shop(name)
        self.shell.set_places_open(are_open=self._opened is not None)
        self.last_act.show_words()
        menus = menus_of(self, self._commands)
        fill_menu_bar(self.window.menuBar(), [(menu.title, menu.lines) for menu in menus])

    def begin(self, key: str) -> None:
        """What a choice of the first run does, also from the menu."""
        self.beginnings[key](self)

    # opening

    def open_shop(self, opening: Opening, then: Callable[[Desk], object] | None = None) -> None:
        """Open or make a shop on the reading thread; the page, and what is to be done then, come after it."""
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
        if not self.may_show(opened):
            opened.shop.close()
            return
        self._close_shop()
        self._opened = opened
        self.jobs.shop = opened.shop
        opened.shop.listen(self.changed.emit)
        self._desk = Desk(self.jobs, Formats(opened.currency, opened.today), self)
        self._desk.going.connect(self.go)
        self._desk.did.connect(self._note_done)
        self._desk.page = lambda: self.page
        self._trail = Trail()
        QSettings().setValue("shop", opened.where)
        self._build()
        self.live.start()
        if self.places:
            last = str(QSettings().value(LAST_PAGE, ""))
            self.go(last if last in self.places else next(iter(self.places)))
        self._ready.start()
        then, self._then = self._then, None
        if then is not None:
            then(self._desk)

    def _get_ready(self) -> None:
        if (opened := self._opened) is not None:
            self.settled.emit(opened)
            self.jobs.carry_out(lambda: get_ready(opened), lambda _: None)

    def _show_not_opened(self, error: ShopError) -> None:
        if self._opened is not None:
            self.show_error(error)
            self.page_status()
            return
        self.show_first_run()
        assert self.first_run is not None
        self.first_run.show_error(error)

    def _close_shop(self) -> None:
        self.live.stop()
        self.shell.lost.hide()
        self._ready.stop()
        if self._opened is not None:
            self._opened.shop.close()
        self._opened = self._desk = self.jobs.shop = None

    # going

    def go(self, key: str, row_id: object = None) -> None:
        """Show a page, and there the row with this id."""
        self._mark()
        here = self._trail.here
        if here is None or here.key != key or row_id is not None:
            self._trail.visit(key)
        self._show(key)
        if row_id is not None:
            self._pages[key].show_row(row_id)

    def go_back(self) -> None:
        """Where one was before, as it was left."""
        self._move(-1)

    def go_forward(self) -> None:
        """Where one was before going back."""
        self._move(1)

    def _mark(self) -> None:
        if self.page is not None:
            self._trail.keep(self.page.bookmark())

    def _move(self, by: int) -> None:
        self._mark()
        step = self._trail.move(by)
        if step is not None:
            self._show_step(step)

    def _show_step(self, step: Step) -> None:
        self._show(step.key)
        if step.mark is not None:
            self._pages[step.key].return_to(step.mark)
            self.shell.top_bar.search.show_text(self._pages[step.key].searched)

    @property
    def desk(self) -> Desk | None:
        """What pages and dialogs work with, while a shop is open."""
        return self._desk

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        here = self._trail.here
        return self._pages.get(here.key) if here else None

    def _show(self, key: str) -> None:
        for other in self._pages.values():
            other.deactivate()
        page = self._pages.get(key) or self._build_page(key)
        self.shell.stack.setCurrentWidget(page)
        self.shell.navigation.show_place(key)
        primary = page.primary()
        title = self.places[key].title()
        self.shell.top_bar.show_page(title, primary.title if primary else "", primary.icon if primary else "")
        self.shell.top_bar.search.show_text(page.searched, page.search_words())
        self.shell.top_bar.back.setEnabled(self._trail.leads_back)
        self.shell.top_bar.forward.setEnabled(self._trail.leads_on)
        self.shell.status_bar.show_texts(*page.status)
        page.activate()
        QSettings().setValue(LAST_PAGE, key)

    def page_status(self) -> None:
        """The status bar says again what the page says."""
        if self.page is not None:
            self.shell.status_bar.show_texts(*self.page.status)

    def _build_page(self, key: str) -> Page:
        assert self._desk is not None
        page = self.places[key].build(self._desk)
        page.status_changed.connect(lambda left, right: self._show_status(page, left, right))
        page.loaded.connect(self._counts.page_loaded)
        page.searching.connect(lambda text: self._show_search(page, text))
        self._pages[key] = page
        self.shell.stack.addWidget(page)
        return page

    def _show_status(self, page: Page, left: str, right: str) -> None:
        if page is self.page:
            self.shell.status_bar.show_texts(left, right)

    def _show_search(self, page: Page, text: str) -> None:
        if page is self.page:
            self.shell.top_bar.search.show_text(text)

    # what happens

    def _note_done(self, words: str, undo: Undo | None) -> None:
        self.say_done(words)
        self.last_act.offer(undo)

    def _forget_done(self, writing: bool) -> None:
        if writing:
            self.say_done("")

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
        use(code)
        QSettings().setValue("language", code)
        if language().startswith("zh"):
            fonts.load_chinese()
        self._rebuild()

    def set_theme(self, name: str) -> None:
        """Paint in another theme from now on."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, name)
        QSettings().setValue("theme", name)
        self._rebuild()

    def set_looks(self, code: str, name: str) -> None:
        """Another language, another theme, as far as they differ."""
        if name != theme.tokens().name:
            self.set_theme(name)
        if code != language():
            self.set_language(code)

    def _rebuild(self) -> None:
        self._mark()
        self._build()
        if self.live.is_lost and self._lost is not None:
            self.shell.lost.show_lost(*self._lost)
        if self._trail.here is not None:
            self._show_step(self._trail.here)
        elif self._opened is None:
            self.show_first_run()

    def find_anything(self) -> None:
        """Ctrl+K: search everything, go where the answer is."""
        from ui.dialogs import palette  # with what it searches by, needed only now

        if self._desk is None or self._opened is None:
            return
        icons = {place.title(): place.icon for place in self.places.values()}
        offered = palette.offers(menus_of(self, self._commands), pages_of(self), icons)
        palette.ask(self.window, self._desk, offered, f"lately/{mark_of(self._opened.where)}")

    def show_help(self) -> None:
        """F1: what this page is, every key, every page and dialog."""
        from ui.dialogs.help import HelpSheet

        here = self._trail.here
        place = self.places.get(here.key) if here else None
        menus = menus_of(self, self._commands)
        HelpSheet(place, tuple(self.places.values()), menus, self.window).ask()

    def _act(self) -> None:
        primary = self.page.primary() if self.page else None
        if primary:
            primary.act()

    def _search(self, text: str) -> None:
        if self.page:
            self.page.search(text)

    def reload(self) -> None:
        """Read again what is shown."""
        if self.page:
            self.page.reload()

    def _change_settings(self) -> None:
        if self._desk is not None:
            open_settings(self._desk)

    def _choose_shop(self) -> None:
        if "open" in self.beginnings:
            self.begin("open")

    def _tell_pages(self, changed: Changed) -> None:
        if Area.SETTINGS in changed.areas and (opened := self._opened) is not None:
            self.jobs.run(lambda: renewed(opened), self._show_renewed)
        for page in self._pages.values():
            page.shop_changed(changed.areas)
        self._counts.read_again()

    def _show_renewed(self, opened: Opened) -> None:
        """The shop has perhaps another name, another currency."""
        now = self._opened
        if now is None or now.shop is not opened.shop or now == opened or self._desk is None:
            return
        self._opened = opened
        self._show_shop()
        if opened.currency != now.currency:
            self._desk.formats = Formats(opened.currency, opened.today)
            self._rebuild()

    def close(self) -> None:
        """Finish what is being written, drop what is being read, and give the shop back."""
        self.live.stop()
        self.jobs.close()
        self._close_shop()
