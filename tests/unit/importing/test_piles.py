import pytest

from app.importing.order_columns import Lines
from app.importing.piles import Pile

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


def test_lines_are_kept_in_step() -> None:
    lines = Lines()
    for number in range(4):
        lines.add(number + 2, number, 0, 0, 0, number * 1000, -1)
    lines.keep(line != 3 for line in lines.line)
    assert (list(lines.line), list(lines.quantity)) == ([2, 4, 5], [0, 2000, 3000])
    assert len(lines) == 3
