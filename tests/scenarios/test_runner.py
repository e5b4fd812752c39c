"""The runner itself: it must see what differs, and say so."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.__main__ import main
from tests.scenarios.playing import play

CASE: dict[str, Any] = {
    "id": "X1",
    "given": {
        "today": "2026-01-10",
        "stock": {"A": "3"},
        "orders": [{"id": "O1", "date": "2026-01-01", "lines": [{"id": "L1", "sku": "A", "qty": "5"}]}],
        "purchase_orders": [{"id": "P1", "sku": "A", "qty": "9", "eta": "2026-01-15"}],
    },
    "when": [{"do": "allocate"}],
    "then": {
        "lines": {"L1": {"allocated": "3", "backordered": "2", "eta": "2026-01-15", "slipped": False}},
        "stock": {"A": {"on_hand": "3", "available": "0", "incoming": "9"}},
        "po_free": {"P1": "7"},
        "purchase_suggestions": [],
        "event_counts": {"allocated": 1},
        "something new": "is ignored",
    },
}


def with_(path: str, value: Any) -> dict[str, Any]:
    """The case with one value changed; `path` is dotted."""
    case = deepcopy(CASE)
    *parents, last = path.split(".")
    place: Any = case
    for name in parents:
        place = place[name]
    place[last] = value
    return case


def test_a_case_passes(sqlite_place: str) -> None:
    assert play(sqlite_place, CASE) == []


@pytest.mark.parametrize(
    ("path", "value", "difference"),
    [
        ("then.lines.L1.allocated", "2.999", "L1 allocated: 3 instead of 2.999"),
        ("then.lines.L1.eta", None, "L1 eta: 2026-01-15 instead of None"),
        ("then.lines.L1.slipped", True, "L1 slipped: False instead of True"),
        ("then.lines.L1.flag", "supply_cancelled", "L1 flag: None instead of supply_cancelled"),
        ("then.lines.L1.promised", [], "L1 promised: [P1 2.000 2026-01-15] instead of []"),
        ("then.stock.A.incoming", "8", "A incoming: 9 instead of 8"),
        ("then.po_free.P1", "9", "P1 free: 7 instead of 9"),
        ("then.purchase_suggestions", [{"sku": "A", "qty": "1"}], "suggested nothing instead of A 1"),
        ("then.event_counts", {"L1": {"allocated": 2}}, "1 rows of allocated instead of 2"),
        ("then.after_each", [{"L1": {"allocated": "0"}}], "step 1: L1 allocated: 3 instead of 0"),
        ("then.after_each", [{"lines": {"L1": {"shipped": "1"}}}], "step 1: L1 shipped: 0 instead of 1"),
        ("when", [{"do": "juggle"}], "step 1: no such action: juggle"),
        ("when", [{"do": "allocate", "expect": "reject"}], "step 1: allocate was not refused"),
        (
            "when",
            [{"do": "concurrent", "actions": [{"do": "allocate", "expect": "reject"}]}],
            "step 1: allocate was not refused",
        ),
        (
            "when",
            [{"do": "check_availability", "sku": "A", "qty": "9", "expect": "ok"}],
            "step 1: check_availability said warn",
        ),
    ],
)
def test_what_differs_is_told(sqlite_place: str, path: str, value: Any, difference: str) -> None:
    assert difference in play(sqlite_place, with_(path, value))


def test_an_unexpected_refusal_is_told(sqlite_place: str) -> None:
    [told] = play(sqlite_place, with_("when", [{"do": "allocate"}, {"do": "ship", "line": "L1", "qty": "4"}]))
    assert told.startswith("step 2: ship was refused: Only 3 of A are reserved.")


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([CASE, {"id": "X2"}, with_("then.po_free.P1", "1")]), "utf-8")
    assert main([str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("X2: KeyError")
    assert lines[1:] == ["X1: P1 free: 7 instead of 1", "1 passed, 2 failed"]
    file.write_text(json.dumps([CASE]), "utf-8")
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"
