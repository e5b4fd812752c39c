"""F1: the page in a few sentences, every key, every page and every dialog."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.language import tr
from ui.common import fonts
from ui.common.dialog import Sheet
from ui.common.menus import Item, Line, Submenu
from ui.common.places import Place
from ui.help_topics import DIALOGS, KEYS
from ui.menu_lines import Menu

WIDTH, HEIGHT = 840, 680
KEY_WIDTH = 118
_STRONG = "font-weight:600"
Keys = list[tuple[str, str]]


class HelpSheet(Sheet):
    """All of it is one text, so that it can be read, selected and gone through as one."""

    def __init__(
        self,
        here: Place | None,
        places: Sequence[Place],
        menus: Sequence[Menu],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Keys and help"), tr("Close"), parent)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFont(fonts.font())
        self.text.setAccessibleName(tr("Keys and help"))
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.viewport().setAutoFillBackground(False)
        self.text.setHtml("".join(_parts(here, places, menus)))
        self.body.addWidget(self.text)
        self.cancel.hide()
        self.resize(WIDTH, HEIGHT)
        self.text.setFocus()


def _parts(here: Place | None, places: Sequence[Place], menus: Sequence[Menu]) -> Iterator[str]:
    if here is not None:
        yield _heading(here.title())
        yield _paragraph(here.help())
    yield _heading(tr("Keys"))
    keys = {_plain(menu.title): list(_keys_of(menu.lines)) for menu in menus}
    keys |= {title(): [(key, words()) for key, words in lines] for title, lines in KEYS}
    yield _columns(keys)
    yield _heading(tr("Pages"))
    yield from (_entry(place.title(), place.help()) for place in places if place is not here)
    yield _heading(tr("Dialogs"))
    yield from (_entry(topic.title(), topic.words()) for topic in DIALOGS)


def _plain(title: str) -> str:
    """A menu's name without its key: '&File', and '文件(&F)' where letters are no part of the word."""
    return re.sub(r"\(&\w\)", "", title).replace("&", "")


def _keys_of(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Every key of a menu with its words."""
    for line in lines:
        if isinstance(line, Submenu):
            yield from _keys_of(line.items)
        elif isinstance(line, QAction):
            yield line.shortcut().toString(), line.text().replace("&&", "&")
        elif isinstance(line, Item) and line.shortcut:
            yield line.shortcut, line.title


def _columns(groups: Mapping[str, Keys]) -> str:
    """Groups of keys in two columns of about equal length."""
    filled = [(title, keys) for title, keys in groups.items() if keys]
    half = sum(len(keys) + 2 for _, keys in filled) / 2
    columns: tuple[list[str], list[str]] = ([], [])
    taken = 0
    for title, keys in filled:
        columns[taken >= half].append(_group(title, keys))
        taken += len(keys) + 2
    cells = "".join(f'<td width="50%" style="padding-right:16px">{"".join(each)}</td>' for each in columns)
    return f'<table width="100%"><tr>{cells}</tr></table>'


def _group(title: str, keys: Keys) -> str:
    rows = "".join(
        f'<tr><td width="{KEY_WIDTH}" style="padding-right:12px; {_STRONG}">{escape(key)}</td>'
        f"<td>{escape(words)}</td></tr>"
        for key, words in keys
    )
    style = f"padding-top:10px; padding-bottom:2px; {_STRONG}"
    head = f'<tr><td colspan="2" style="{style}">{escape(title)}</td></tr>'
    return f'<table width="100%" cellspacing="1">{head}{rows}</table>'


def _heading(text: str) -> str:
    style = f"font-size:{fonts.PANE_TITLE}px; font-weight:600; margin-top:14px; margin-bottom:4px"
    return f'<p style="{style}">{escape(text)}</p>'


def _paragraph(text: str) -> str:
    return f'<p style="line-height:128%; margin-top:0; margin-bottom:8px">{escape(text)}</p>'


def _entry(title: str, words: str) -> str:
    return (
        f'<p style="line-height:128%; margin-top:0; margin-bottom:6px"><span style="{_STRONG}">'
        f"{escape(title)}</span><br>{escape(words)}</p>"
    )
