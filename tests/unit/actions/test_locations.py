"""Places that hold stock: a new one, another name."""

import pytest

from app.actions.pools import main_location, new_location, rename_location, save_locations
from app.errors import InvalidInput, NotFound
from app.shop import Shop
from db.rows import fetch
from tests.databases import on_both, portable

pytestmark = portable


def names(shop: Shop) -> list[str]:
    return [row[0] for row in shop.read(fetch, "SELECT name FROM locations ORDER BY id")]


@on_both
def test_a_new_location_and_another_name_for_it(shop: Shop) -> None:
    main = shop.write(main_location)
    place = shop.write(new_location, " Annex ")
    assert names(shop) == ["Main", "Annex"]
    assert shop.write(rename_location, place, "Cellar") == "Annex"
    shop.write(rename_location, main, "MAIN")
    assert names(shop) == ["MAIN", "Cellar"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("  ", "name is missing"), ("A\nB", "line break"), ("ｍａｉｎ", "already a location Main")],
)
def test_a_name_that_is_none_or_taken_is_refused(sqlite_shop: Shop, name: str, words: str) -> None:
    sqlite_shop.write(main_location)
    place = sqlite_shop.write(new_location, "Annex")
    with pytest.raises(InvalidInput, match=words):
        sqlite_shop.write(new_location, name)
    with pytest.raises(InvalidInput, match=words):
        sqlite_shop.write(rename_location, place, name)


def test_a_location_that_does_not_exist_has_no_name(sqlite_shop: Shop) -> None:
    with pytest.raises(NotFound):
        sqlite_shop.write(rename_location, 99, "Annex")


@on_both
def test_two_may_swap_their_names_while_a_third_is_made(shop: Shop) -> None:
    main, annex = shop.write(main_location), shop.write(new_location, "Annex")
    before = shop.write(save_locations, [(main, "Annex"), (annex, "Main")], ["Cellar"])
    assert names(shop) == ["Annex", "Main", "Cellar"]
    shop.write(save_locations, before)
    assert names(shop) == ["Main", "Annex", "Cellar"]
