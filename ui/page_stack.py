"""The pages of an open shop: built when they are first shown, gone to and back from, told what changed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QSettings, Qt

from app.changes import Area
from ui.common.jobs import Jobs
from ui.common.page import Desk, Page
from ui.common.place_counts import PlaceCounts
from ui.common.places import LAST_PAGE, Place, first_place
from ui.common.shell import Shell
from ui.common.trail import Step, Trail


class PageStack(QObject):
    """Shows pages in a shell, which is another one whenever language or theme change."""

    def __init__(self, places: Mapping[str, Place], jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._places = places
        self._jobs = jobs
        self._desk: Desk | None = None
        self._pages: dict[str, Page] = {}
        self._kept: dict[str, object] = {}
        """What pages that are not built again yet had begun."""
        self._trail = Trail()

    def stand_in(self, shell: Shell) -> None:
        """Pages are built anew in this shell; `show_again` brings back what was shown."""
        self._shell = shell
        self._kept |= {key: page.kept() for key, page in self._pages.items()}
        self._pages = {}
        self._counts = PlaceCounts(self._jobs, shell.navigation)
        shell.navigation.chosen.connect(self.go)
        shell.top_bar.went_back.connect(self.go_back)
        shell.top_bar.went_forward.connect(self.go_forward)
        shell.top_bar.acted.connect(self._act)
        shell.top_bar.search.wanted.connect(self._search)

    def work_with(self, desk: Desk) -> None:
        """Another shop: nothing of the former one is gone back to."""
        self._desk = desk
        self._trail = Trail()
        self._pages, self._kept = {}, {}
        desk.going.connect(self.go)
        desk.page = lambda: self.page

    # going

    @property
    def here(self) -> Place | None:
        """The place that is shown."""
        step = self._trail.here
        return self._places[step.key] if step else None

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        step = self._trail.here
        return self._pages.get(step.key) if step else None

    def go_to_last(self) -> None:
        """The page that was shown last on this computer, else the home of the product."""
        if self._places:
            places = list(self._places.values())
            self.go(places[first_place(places)].key)

    def go(self, key: str, row_id: object = None) -> None:
        """Show a page, and there the row with this id."""
        self.mark()
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

    def mark(self) -> None:
        """Remember what is chosen, searched and filtered on the page that is shown."""
        if self.page is not None:
            self._trail.keep(self.page.bookmark())

    def show_again(self) -> None:
        """What was shown and marked before the shell was changed."""
        if self._trail.here is not None:
            self._show_step(self._trail.here)

    def _move(self, by: int) -> None:
        self.mark()
        step = self._trail.move(by)
        if step is not None:
            self._show_step(step)

    def _show_step(self, step: Step) -> None:
        self._show(step.key)
        if step.mark is not None:
            self._pages[step.key].return_to(step.mark)
            self._shell.top_bar.search.show_text(self._pages[step.key].searched)

    def _show(self, key: str) -> None:
        for other in self._pages.values():
            other.deactivate()
        page = self._pages.get(key) or self._build(key)
        had_keyboard = page.focusWidget()
        self._shell.stack.setCurrentWidget(page)
        if not self._shell.top_bar.search.hasFocus():
            # What had it when the page was left, at first its list.
            (had_keyboard or page).setFocus(Qt.FocusReason.OtherFocusReason)
        self._shell.navigation.show_place(key)
        self._show_above(page, self._places[key].title())
        self.show_status()
        page.activate()
        QSettings().setValue(LAST_PAGE, key)

    def _show_above(self, page: Page, title: str) -> None:
        bar, primary = self._shell.top_bar, page.primary()
        bar.show_page(title, primary.title if primary else "", primary.icon if primary else "")
        bar.search.show_text(page.searched, page.search_words())
        bar.back.setEnabled(self._trail.leads_back)
        bar.forward.setEnabled(self._trail.leads_on)

    def show_status(self) -> None:
        """The status bar says what the page says."""
        if self.page is not None:
            self._shell.status_bar.show_texts(*self.page.status)

    def _build(self, key: str) -> Page:
        assert self._desk is not None
        page = self._places[key].build(self._desk)
        page.status_changed.connect(self._of(page, self._shell.status_bar.show_texts))
        page.searching.connect(self._of(page, self._shell.top_bar.search.show_text))
        page.loaded.connect(self._counts.page_loaded)
        self._pages[key] = page
        self._shell.stack.addWidget(page)
        page.take_up(self._kept.pop(key, None))
        return page

    def _of(self, page: Page, show: Callable[..., object]) -> Callable[..., None]:
        """What a page says, while it is the one that is shown."""

        def tell(*words: str) -> None:
            if page is self.page:
                show(*words)

        return tell

    # what happens

    def tell(self, areas: frozenset[Area]) -> None:
        """Something was committed here or elsewhere."""
        for page in self._pages.values():
            page.shop_changed(areas)
        self._counts.read_again()

    def reload(self) -> None:
        """Read again what is shown."""
        if self.page is not None:
            self.page.reload()

    def _act(self) -> None:
        primary = self.page.primary() if self.page else None
        if primary:
            primary.act()

    def _search(self, text: str) -> None:
        if self.page is not None:
            self.page.search(text)
