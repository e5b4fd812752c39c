"""What stands in the window's menus: its own lines and those of the commands, by the keys of MENUS."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from app.language import LANGUAGES, language, tr
from ui.commands import MENUS
from ui.common import theme
from ui.common.identity import mark_of
from ui.common.menus import SEPARATOR, Item, Line, Submenu
from ui.common.places import shortcut_of

if TYPE_CHECKING:
    from ui.workplace import Workplace


class Menu(NamedTuple):
    """A menu of the window; without lines it is not shown."""

    key: str
    title: str
    lines: list[Line]


def menus_of(workplace: "Workplace") -> list[Menu]:
    """Every menu's title and lines; without a shop only those that need none."""
    own: dict[str, Callable[[Workplace], tuple[list[Line], list[Line]]]] = {
        "file": _file,
        "edit": _edit,
        "view": _view,
        "go": _go,
        "help": _help,
    }
    menus = []
    for key, title in MENUS:
        before, after = own[key](workplace) if key in own else ([], [])
        lines = _joined(before, _lines_of(workplace, key), after)
        menus.append(Menu(key, title(), lines))
    return menus


def _lines_of(workplace: "Workplace", menu: str) -> list[Line]:
    desk = workplace.desk
    if desk is None:
        return []
    return [
        Item(command.title(), partial(command.run, desk), command.shortcut)
        for command in workplace.commands
        if command.menu == menu
    ]


def _joined(*groups: list[Line]) -> list[Line]:
    """The groups that hold something, a hairline between them."""
    lines: list[Line] = []
    for group in filter(None, groups):
        lines += [SEPARATOR, *group] if lines else group
    return lines


def _file(workplace: "Workplace") -> tuple[list[Line], list[Line]]:
    titles = {"open": tr("Open a shop…"), "empty": tr("New shop…"), "sample": tr("Open the sample shop")}
    shortcuts = {"open": "Ctrl+O"}
    begin: list[Line] = [
        Item(title, partial(workplace.begin, key), shortcuts.get(key, ""))
        for key, title in titles.items()
        if key in workplace.beginnings
    ]
    return begin, [Item(tr("Quit"), workplace.window.close, "Ctrl+Q")]


def _edit(workplace: "Workplace") -> tuple[list[Line], list[Line]]:
    if workplace.desk is None:
        return [], []
    anything = Item(tr("Find anything…"), partial(_find_anything, workplace), "Ctrl+K")
    here = Item(tr("Find on this page"), workplace.shell.focus_search, "Ctrl+F")
    return [workplace.last_act.action, SEPARATOR, anything, here], []


def _view(workplace: "Workplace") -> tuple[list[Line], list[Line]]:
    languages = [
        Item(name, partial(workplace.set_language, code), checked=code == language())
        for code, name in LANGUAGES.items()
    ]
    names = {"light": tr("Light"), "dark": tr("Dark")}
    chosen = theme.tokens().name
    themes = [
        Item(title, partial(workplace.set_theme, name), checked=name == chosen)
        for name, title in names.items()
    ]
    reload: list[Line] = [Item(tr("Read again"), workplace.pages.reload, "F5")] if workplace.desk else []
    return reload, [Submenu(tr("Language"), languages), Submenu(tr("Theme"), themes)]


def _help(workplace: "Workplace") -> tuple[list[Line], list[Line]]:
    return [Item(tr("Keys and help"), partial(_show_help, workplace), "F1")], []


def _go(workplace: "Workplace") -> tuple[list[Line], list[Line]]:
    if workplace.desk is None:
        return [], []
    steps: list[Line] = [
        Item(tr("Back"), workplace.pages.go_back, "Alt+Left"),
        Item(tr("Forward"), workplace.pages.go_forward, "Alt+Right"),
        SEPARATOR,
    ]
    return [*steps, *pages_of(workplace)], []


def pages_of(workplace: "Workplace") -> list[Item]:
    """A line for every page."""
    return [
        Item(place.title(), partial(workplace.go, place.key), shortcut_of(number))
        for number, place in enumerate(workplace.places.values())
    ]


def _find_anything(workplace: "Workplace") -> None:
    """Search everything, go where the answer is."""
    from ui.dialogs import palette  # with what it searches by, needed only now

    if workplace.desk is None:
        return
    icons = {place.title(): place.icon for place in workplace.places.values()}
    offered = palette.offers(menus_of(workplace), pages_of(workplace), icons)
    palette.ask(workplace.window, workplace.desk, offered, f"lately/{mark_of(workplace.where)}")


def _show_help(workplace: "Workplace") -> None:
    """What this page is, every key, every page and dialog."""
    from ui.dialogs.help import HelpSheet

    places = tuple(workplace.places.values())
    HelpSheet(workplace.pages.here, places, menus_of(workplace), workplace.window).ask()
