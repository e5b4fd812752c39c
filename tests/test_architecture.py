"""The rooms of the house, as far as import-linter (pyproject.toml) does not hold them."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("app", "db", "ui")


def files() -> list[Path]:
    folders = [ROOT / package for package in PACKAGES]
    return [ROOT / "main.py", *(file for folder in folders for file in sorted(folder.rglob("*.py")))]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """Every name that the file imports anywhere, functions included; `from a import b` gives a and a.b."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def names_in(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def test_nothing_imports_main() -> None:
    assert not [str(path) for path in files() if "main" in imports_of(path)]


def test_packages_are_empty() -> None:
    """What a package exports would be imported before it is needed."""
    assert not [str(path) for path in files() if path.name == "__init__.py" and path.read_text("utf-8")]


def test_no_module_is_called_utils() -> None:
    assert not [str(path) for path in files() if path.stem in ("util", "utils", "helpers")]


def test_nobody_pumps_events() -> None:
    """A nested event loop runs other handlers in the middle of this one."""
    sources = [*files(), *(ROOT / "tests").rglob("*.py")]
    written = [path for path in sources if "processEvents" in path.read_text("utf-8")]
    assert not [str(path) for path in written if "processEvents" in names_in(path)]


def test_every_module_is_reached_from_main() -> None:
    """A page, dialog, list or format that nothing leads to is dead; migrations are found by their folder."""
    modules = {module_of(path): path for path in files()}
    reached, waiting = set[str](), ["main"]
    while waiting:
        module = waiting.pop()
        if module in modules and module not in reached:
            reached.add(module)
            waiting.extend(imports_of(modules[module]))
    apart = {module for module in modules if module.startswith("db.migrations")}
    apart.add("db.rebuild")  # for the migrations to come
    packages = {module_of(path) for path in files() if path.name == "__init__.py"}
    assert not sorted(set(modules) - reached - apart - packages)


def test_qt_keeps_none_alive() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None with every void call, and dies of it."""
    font = QFont()
    before = sys.getrefcount(None)
    for _ in range(100_000):
        font.setPixelSize(12)
    assert abs(sys.getrefcount(None) - before) < 1_000
