"""What the window may write has a name where its consequences are told."""

import ast
from pathlib import Path

from app.deeds import DEEDS

ROOT = Path(__file__).resolve().parents[2]
ONLY_LOOKS = {"supposing"}
"""What is tried out and never written."""


def _called() -> dict[str, set[str]]:
    """The functions that each action calls by name."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "app" / "actions").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
                found.setdefault(node.name, set()).update(
                    each.id for each in calls if isinstance(each, ast.Name)
                )
    return found


def settling() -> set[str]:
    """Actions that may move the dates of lines."""
    called, found = _called(), {"settle"}
    while more := {name for name, calls in called.items() if calls & found} - found:
        found |= more
    return found


def named_in_window() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "ui").rglob("*.py"))
    return {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_every_act_of_the_window_that_may_move_dates_is_named() -> None:
    assert (settling() & named_in_window()) - DEEDS.keys() - ONLY_LOOKS == set()
