import tempfile
from pathlib import Path

import pytest

from app.errors import ShopError
from app.importing import piles
from app.importing.order_columns import Lines
from app.importing.piles import Distinct, Pile

VALUES = [
    ("", None, 0, "台灯"),
    (2**62, -(2**62), "a\nb", None),
    ((("payment", 5, 1, "", ""),), None, -1, -2),
    ("x" * 70_000,),
    (),
]


def test_what_is_piled_up_is_found_again() -> None:
    pile = Pile(tuple)
    places = [pile.append(value) for value in VALUES]
    assert [pile[place] for place in places] == VALUES
    assert list(pile) == VALUES


@pytest.mark.parametrize("value", [("a", 1), ((), None)])
def test_equal_values_share_a_place(value: tuple[object, ...]) -> None:
    pile = Pile(tuple)
    first = pile.place_of(("other",))
    assert pile.place_of(value) == pile.place_of(tuple(value)) != first
    assert len(pile) == 2


def test_more_values_than_are_remembered_stay() -> None:
    pile = Pile(str)
    places = [pile.place_of(f"text {number % 20_000}") for number in range(40_000)]
    assert [pile[place] for place in places[::999]] == [f"text {n % 20_000}" for n in range(0, 40_000, 999)]


def test_what_memory_is_too_small_for_is_found_again_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piles, "_IN_MEMORY", 100)
    monkeypatch.setattr(piles, "_READY", 4)
    pile = Pile(tuple)
    for number in range(50):
        assert pile.append((number, "x" * number)) == number
        assert pile[number // 2] == (number // 2, "x" * (number // 2))
    assert list(pile) == [(number, "x" * number) for number in range(50)]


def test_each_value_is_there_once_however_long_ago_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piles, "_READY", 4)
    pile = Distinct(str)
    first = [pile.place_of(f"text {number}") for number in range(3_000)]
    assert [pile.place_of(f"text {number}") for number in range(3_000)] == first == list(range(3_000))
    assert (pile.find("text 2999"), pile.find("text 3000")) == (2_999, None)


def test_values_of_one_hash_are_told_apart() -> None:
    pile = Distinct(int)
    # So whole numbers are hashed.
    same = [1, 1 + (2**61 - 1), 1 + 2 * (2**61 - 1)]
    assert len(set(map(hash, same))) == 1
    assert [pile.place_of(value) for value in same] == [pile.find(value) for value in same] == [0, 1, 2]


def test_no_room_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(piles, "_IN_MEMORY", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(ShopError, match="temporary"):
        Pile(str).append("a")


def test_lines_are_kept_in_step() -> None:
    lines = Lines()
    for number in range(4):
        lines.add(number + 2, number, 0, 0, 0, number * 1000, -1)
    lines.keep(line != 3 for line in lines.line)
    assert (list(lines.line), list(lines.quantity)) == ([2, 4, 5], [0, 2000, 3000])
    assert len(lines) == 3
