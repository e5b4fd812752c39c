"""Every dialog of the program has its picture, and with it stands under every audit of this folder."""

import importlib
import pkgutil
from collections.abc import Iterator

from PySide6.QtWidgets import QDialog

import ui
from tests.gui.everywhere.conftest import Screen, every_screen
from tests.screens.registered import DIALOGS, kind_of


def kinds(base: type[QDialog]) -> Iterator[type[QDialog]]:
    """The program's dialogs that are no base of others."""
    for kind in base.__subclasses__():
        ours = [each for each in kind.__subclasses__() if each.__module__.startswith("ui.")]
        if kind.__module__.startswith("ui.") and not ours:
            yield kind
        yield from kinds(kind)


def test_every_dialog_is_registered() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)
    missing = set(kinds(QDialog)) - {kind_of(name) for name in DIALOGS}
    assert not sorted(kind.__name__ for kind in missing)


@every_screen
def test_what_is_registered_is_what_it_says(screen: Screen) -> None:
    if screen.is_dialog:
        assert type(screen.root) is kind_of(screen.name)
