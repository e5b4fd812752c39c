"""F1: keys from the menus' own tables, every page, list and dialog by name."""

import ast
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.language import LANGUAGES, use
from app.lists.all import LISTS
from ui.commands import COMMANDS
from ui.common.menus import Item
from ui.dialogs.help import HelpSheet
from ui.help_topics import DIALOGS
from ui.main_window import PAGES
from ui.menu_lines import Menu

FOLDER = Path(__file__).resolve().parent.parent.parent.parent / "ui" / "dialogs"
BASES = {"candidates", "card_dialog", "form_dialog", "paper_form", "person", "planning", "resource_plan"}
"""What other dialogs are made of."""
BY_THEMSELVES = {"fault", "leaving", "help", "password"}
"""They come up when something happened, not because somebody looks for them."""
SHOWN_ELSEWHERE = {
    "whole_purchases": "purchases",
    "moves": "history",
    "transfers": "arrivals",
    "products": "all_products",
}
"""Lists that have no page of that key: the page or dialog that shows them, or what they are the export of."""


@pytest.fixture
def help_text(qtbot: QtBot) -> str:
    menus = [Menu("order", "&Order", [Item("New <order>…", lambda: None, "Ctrl+N"), Item("None", print)])]
    sheet = HelpSheet(PAGES[0], PAGES, menus)
    qtbot.addWidget(sheet)
    return sheet.text.toPlainText()


def dialogs() -> set[str]:
    """Modules that hold a dialog of their own."""
    found = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            is_dialog = isinstance(node, ast.ClassDef) and node.name.endswith(("Dialog", "Sheet", "Palette"))
            if is_dialog or (isinstance(node, ast.FunctionDef) and node.name.startswith("ask")):
                found.add(file.stem)
    return found


def test_every_dialog_is_named() -> None:
    assert dialogs() - BASES - BY_THEMSELVES == {topic.module for topic in DIALOGS}


def test_every_list_is_shown_somewhere() -> None:
    shown = {place.key for place in PAGES} | {topic.module for topic in DIALOGS}
    assert {SHOWN_ELSEWHERE.get(key, key) for key in LISTS} <= shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_sentences(language: str) -> None:
    use(language)
    assert [place.key for place in PAGES if len(place.help()) < 40] == []


def test_keys_come_from_the_menus_that_have_some(help_text: str) -> None:
    assert "Ctrl+N" in help_text
    assert "New <order>…" in help_text
    assert "None" not in help_text


def test_says_first_what_the_page_shown_is(help_text: str) -> None:
    assert help_text.startswith(f"{PAGES[0].title()}\n{PAGES[0].help()}")
    assert help_text.count(PAGES[0].help()) == 1
    assert all(place.help() in help_text for place in PAGES)


def test_commands_have_words_and_keys_of_their_own() -> None:
    keys = [command.shortcut for command in COMMANDS if command.shortcut]
    assert len(keys) == len(set(keys))
    assert all(command.title() for command in COMMANDS)
