"""Building the menu bar from lines of (title, shortcut, what it does)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a menu; `checked` makes it one of a group of which one is chosen."""

    title: str
    act: Callable[[], object]
    shortcut: str = ""
    checked: bool | None = None
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Submenu:
    """A menu in a menu."""

    title: str
    items: Sequence[Item]


SEPARATOR = None
Line = Item | Submenu | QAction | None
"""An action is one that lives longer than the menu."""


def fill_menu_bar(bar: QMenuBar, menus: Sequence[tuple[str, Sequence[Line]]]) -> None:
    """Replace what the bar holds; menus without lines are left out."""
    bar.clear()
    for title, lines in menus:
        if lines:
            fill_menu(bar.addMenu(title), lines)


def fill_menu(menu: QMenu, lines: Sequence[Line]) -> None:
    """Add lines to a menu; those with `checked` form one group."""
    group = QActionGroup(menu)
    for line in lines:
        if line is SEPARATOR:
            menu.addSeparator()
        elif isinstance(line, Submenu):
            fill_menu(menu.addMenu(line.title), line.items)
        elif isinstance(line, QAction):
            menu.addAction(line)
        else:
            menu.addAction(_action(menu, group, line))


def add_line(menu: QMenu, words: str, act: Callable[[], object]) -> QAction:
    """Add a line of the owner's own words: an '&' in them marks no key."""
    action = QAction(words.replace("&", "&&"), menu)
    action.triggered.connect(lambda _: act())
    menu.addAction(action)
    return action


def _action(menu: QMenu, group: QActionGroup, item: Item) -> QAction:
    action = QAction(item.title, menu)
    action.setEnabled(item.enabled)
    action.triggered.connect(lambda _: item.act())
    if item.shortcut:
        action.setShortcut(QKeySequence(item.shortcut))
    if item.checked is not None:
        action.setCheckable(True)
        action.setChecked(item.checked)
        group.addAction(action)
    return action
