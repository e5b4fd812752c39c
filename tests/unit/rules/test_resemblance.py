"""Products are alike by name, price and buyers; likeness is the same from either side (R24)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.resemblance import Goods, Resemblance, words_in_common


def likest(
    texts: list[str], prices: list[int] | None = None, bought: list[tuple[int, int]] = ()
) -> list[str]:  # type: ignore[assignment]
    """The texts most like the first, in order."""
    costs = prices or [100] * len(texts)
    goods = [Goods(place, text, price) for place, (text, price) in enumerate(zip(texts, costs, strict=True))]
    return [texts[each.id] for each in Resemblance(goods, bought).like(0)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # a shared word is worth more the rarer it is
        (["red jumbo bag", "blue jumbo bag", "red kettle", "red teapot"], "blue jumbo bag"),
        # one spelling apart, by pieces of words
        (["lampshade", "lamp shade", "kettle", "teapot"], "lamp shade"),
        (["ТАРЕЛКА белая", "тарелка синяя", "чашка белая малая"], "тарелка синяя"),
        # no blanks between words: by pairs of signs
        (["青花瓷盘", "白色瓷盘", "竹筷"], "白色瓷盘"),
        (["ガラス花瓶", "陶器花瓶", "ナイフ"], "陶器花瓶"),
    ],
)
def test_r24_the_likest_by_name(texts: list[str], expected: str) -> None:
    assert likest(texts)[0] == expected


def test_r24_among_equal_names_the_closer_price_is_likest() -> None:
    assert likest(["pot", "pot big", "pot red"], [100, 1000, 110])[0] == "pot red"


def test_r24_among_equal_names_the_one_that_the_same_customers_bought_is_likest() -> None:
    bought = [(1, 0), (2, 0), (1, 2), (2, 2), (3, 1)]
    assert likest(["pot", "pot big", "pot red"], bought=bought)[0] == "pot red"


def test_names_with_nothing_in_common_are_not_alike() -> None:
    assert likest(["pot", "umbrella"]) == []


@pytest.mark.parametrize("goods", [[], [Goods(1, "")], [Goods(1, "?!"), Goods(2, "?!")], [Goods(7, "x")]])
def test_an_index_of_little_finds_nothing(goods: list[Goods]) -> None:
    index = Resemblance(goods)
    assert [index.like(product_id) for product_id in (1, 7, 99)] == [[], [], []]


def test_words_in_common_are_the_telling_ones_as_the_first_spells_them() -> None:
    assert words_in_common("Red POT, 24 cm large", "large pot; 24 cm") == ("POT", "large")
    assert words_in_common("Cast-iron lid", "cast-iron pan") == ("Cast-iron",)


texts = st.text("abc äß日本12 '-", max_size=12)


@given(
    st.lists(st.tuples(texts, st.integers(0, 500)), min_size=2, max_size=8),
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 9)), max_size=12),
)
def test_likeness_is_symmetric_and_between_0_and_1(
    things: list[tuple[str, int]], bought: list[tuple[int, int]]
) -> None:
    goods = [Goods(place, text, price) for place, (text, price) in enumerate(things)]
    index = Resemblance(goods, bought)
    for one in range(len(goods)):
        for other in range(len(goods)):
            found, back = index.likeness(one, other), index.likeness(other, one)
            assert 0 <= found.likeness <= 1
            assert found[1:] == pytest.approx(back[1:], abs=2e-6)
        found = [each.likeness for each in index.like(one)]
        assert found == sorted(found, reverse=True)
