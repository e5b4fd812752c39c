"""A page and a menu command as the window knows them before it imports them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.common.page import Desk, Page


LAST_PAGE = "page"
"""The setting that holds the key of the page shown last."""


class Place(NamedTuple):
    """A page of the window; `build` imports what it needs when the page is first shown."""

    key: str
    title: Callable[[], str]
    icon: str
    build: Callable[["Desk"], "Page"]
    help: Callable[[], str] = lambda: ""
    """Two to four sentences: what the page shows and what one does there."""


class Command(NamedTuple):
    """A line of the menu `menu`, a key of MENUS in ui/commands.py."""

    menu: str
    title: Callable[[], str]
    run: Callable[["Desk"], object]
    shortcut: str = ""
