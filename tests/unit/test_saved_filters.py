"""Filters that the owner gave a name."""

import pytest

from app.changes import Area, Changed
from app.errors import InvalidInput, NotFound, Refused
from app.saved_filters import (
    LONGEST_NAME,
    SavedFilter,
    remove_filter,
    rename_filter,
    save_filter,
    saved_filters,
)
from app.shop import Shop
from tests.databases import on_both, portable

pytestmark = portable

LATE = SavedFilter("Late, mine", "slipped", "Alder", "slip", descending=True, columns=("order", "slip"))


def names(shop: Shop, key: str = "backorders") -> list[str]:
    return [each.name for each in shop.read(saved_filters, key)]


def test_a_filter_comes_back_as_it_was_saved(shop: Shop) -> None:
    shop.write(save_filter, "backorders", LATE)
    assert shop.read(saved_filters, "backorders") == (LATE,)
    assert shop.read(saved_filters, "orders") == ()


def test_they_stand_by_name_in_any_script(shop: Shop) -> None:
    for name in ("late", "缺货", "Älter", "Big"):
        shop.write(save_filter, "backorders", SavedFilter(name))
    assert names(shop) == ["Big", "late", "Älter", "缺货"]


def test_the_same_name_replaces(shop: Shop) -> None:
    shop.write(save_filter, "backorders", LATE)
    shop.write(save_filter, "backorders", SavedFilter("LATE,  mine", "no_date"))
    assert shop.read(saved_filters, "backorders") == (SavedFilter("LATE, mine", "no_date"),)


@on_both
def test_a_filter_gets_another_name(shop: Shop) -> None:
    shop.write(save_filter, "backorders", LATE)
    shop.write(rename_filter, "backorders", "Late, mine", "Slow ones")
    assert names(shop) == ["Slow ones"]
    shop.write(rename_filter, "backorders", "Slow ones", "slow ones")
    assert names(shop) == ["slow ones"]


def test_a_name_that_another_has_is_refused(shop: Shop) -> None:
    for name in ("One", "Two"):
        shop.write(save_filter, "backorders", SavedFilter(name))
    with pytest.raises(Refused, match="There is a filter “two” already"):
        shop.write(rename_filter, "backorders", "One", "two")
    assert names(shop) == ["One", "Two"]


def test_a_filter_is_forgotten(shop: Shop) -> None:
    shop.write(save_filter, "backorders", LATE)
    assert shop.write(remove_filter, "backorders", "Late, mine") == LATE
    assert names(shop) == []


def test_what_somebody_else_removed_is_said(shop: Shop) -> None:
    for fn, args in ((remove_filter, ("Gone",)), (rename_filter, ("Gone", "Back"))):
        with pytest.raises(NotFound, match="“Gone” is not there any more"):
            shop.write(fn, "backorders", *args)


@pytest.mark.parametrize("name", ["", "  \n ", "x" * (LONGEST_NAME + 1), "bell\a"])
def test_names_that_cannot_be_read_are_refused(shop: Shop, name: str) -> None:
    with pytest.raises(InvalidInput):
        shop.write(save_filter, "backorders", SavedFilter(name))
    assert names(shop) == []


def test_every_till_hears_of_it(shop: Shop) -> None:
    heard: list[Changed] = []
    shop.listen(heard.append)
    shop.write(save_filter, "backorders", LATE)
    assert [changed.areas for changed in heard] == [frozenset({Area.SETTINGS})]
