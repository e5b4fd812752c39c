"""Pages are tested on the same small real shop as dialogs, with the window's own jobs."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.shop import Shop
from tests.gui.dialogs.conftest import desk, furnished, jobs, kitchen, sqlite_place
from ui.common.jobs import Jobs
from ui.common.listing_page import ListingPage

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


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The acts that would have been shown before they are done."""
    from ui.dialogs import act

    seen: list[Any] = []
    monkeypatch.setattr(act, "ask", lambda parent, desk, deed, answer=None: seen.append(deed))
    return seen
