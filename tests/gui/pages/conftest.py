"""Pages are tested on the same small real shop as dialogs, with the window's own jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.shop import Shop
from tests.gui.dialogs.conftest import desk, furnished, jobs, kitchen, sqlite_place
from tests.gui.pages.reading import choose
from ui.common.jobs import Jobs
from ui.common.listing_page import ListingPage
from ui.panes.paper_page import PaperPage

__all__ = ["desk", "furnished", "jobs", "kitchen", "sqlite_place"]

AtRest = Callable[[], None]
Show = Callable[[ListingPage], None]


class Ears(QObject):
    """Brings what a write changed to the GUI thread, as the window does."""

    changed = Signal(object)


@pytest.fixture
def at_rest(qtbot: QtBot, jobs: Jobs) -> AtRest:
    """Waits until everything that was asked is answered."""
    return lambda: qtbot.waitUntil(lambda: jobs.idle)


@pytest.fixture
def show(qtbot: QtBot, at_rest: AtRest, sqlite_shop: Shop) -> Show:
    """Shows a page as the window does, and waits for its rows."""

    def show(page: ListingPage) -> None:
        qtbot.addWidget(page)
        ears = Ears(page)
        ears.changed.connect(lambda changed: page.shop_changed(changed.areas))
        sqlite_shop.listen(ears.changed.emit)
        page.resize(1400, 800)
        page.show()
        page.activate()
        at_rest()

    return show


@dataclass(frozen=True)
class Reader:
    """Somebody before a page, who waits for the answer to all that he does."""

    show: Show
    at_rest: AtRest

    def open(self, page: ListingPage, text: str = "") -> None:
        """Show the page, and choose the first row with this text."""
        self.show(page)
        if text:
            choose(page, text)
            self.at_rest()

    def open_at(self, page: ListingPage, row_id: object) -> None:
        """Show the page at the row with this id."""
        self.show(page)
        page.show_row(row_id)
        self.at_rest()

    def open_filtered(self, page: ListingPage, key: str) -> None:
        """Show the page, and of it what the filter with this key leaves."""
        self.show(page)
        self.filter(page, key)

    def filter(self, page: ListingPage, key: str) -> None:
        """Choose this filter."""
        page.chips.choose(key)
        self.at_rest()

    def do(self, page: PaperPage, title: str) -> None:
        """Press the button of the pane with this title."""
        page.steps.do(title)
        self.at_rest()


@pytest.fixture
def reader(show: Show, at_rest: AtRest) -> Reader:
    return Reader(show, at_rest)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The acts that would have been shown before they are done."""
    from ui.dialogs import act

    seen: list[Any] = []
    monkeypatch.setattr(act, "ask", lambda parent, desk, deed, answer=None: seen.append(deed))
    return seen
