"""A page and a menu command as the window knows them before it imports them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from ui.common.page import Desk, Page


LAST_PAGE = "page"
"""The setting that holds the key of the page shown last."""
DIGITS = 10
HOME = "backorders"
"""The page on which a shop opens for the first time."""


class Place(NamedTuple):
    """A page of the window; `build` imports what it needs when the page is first shown."""

    key: str
    title: Callable[[], str]
    icon: str
    build: Callable[["Desk"], "Page"]
    help: Callable[[], str] = lambda: ""
    """Two to four sentences: what the page shows and what one does there."""


def shortcut_of(number: int) -> str:
    """The key that goes to the page of this number, counted from 0; pages beyond the digits have none."""
    return f"Ctrl+{(number + 1) % 10}" if number < DIGITS else ""


class Command(NamedTuple):
    """A line of the menu `menu`, a key of MENUS in ui/commands.py."""

    menu: str
    title: Callable[[], str]
    run: Callable[["Desk"], object]
    shortcut: str = ""


def first_place(places: Sequence[Place]) -> int:
    """Which of them is shown first: the one shown last on this computer, else the home of the product."""
    keys = [place.key for place in places]
    last = str(QSettings().value(LAST_PAGE, ""))
    return next((keys.index(key) for key in (last, HOME) if key in keys), 0)
