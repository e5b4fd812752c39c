"""Substitutes are the owner's list, then what is alike, of what is free or comes before (R24)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions import likeness
from app.actions.cataloguing import add_substitute, put_on_list
from app.actions.removing import set_active
from app.actions.stocktaking import count
from app.rules.resemblance import Resemblance
from app.substitute_views import Candidate, substitutes_of_line, substitutes_of_product
from tests.databases import on_both, portable
from tests.desks import Desk

pytestmark = portable
NAMES = {"POT": "Red jumbo pot", "BLUE": "Blue jumbo pot", "GREEN": "Green jumbo pot", "KEY": "Brass key"}


@pytest.fixture
def short(desk: Desk) -> Desk:
    """Ann lacks three red pots until 8 December."""
    for sku, name in NAMES.items():
        desk.product(sku, name=name)
    desk.purchase({"POT": "9"}, date(2026, 12, 7))
    desk.order("Ann", {"POT": "3"})
    return desk


def found(desk: Desk) -> list[Candidate]:
    return list(desk.shop.read(substitutes_of_line, 1).candidates)


def skus(desk: Desk) -> list[str]:
    return [each.instead.sku for each in found(desk)]


def stock(desk: Desk, *skus: str) -> None:
    for sku in skus:
        desk.shop.write(count, desk.products[sku], Decimal(5))


@on_both
def test_the_owners_list_comes_first_whatever_is_likest(short: Desk) -> None:
    stock(short, "BLUE", "GREEN", "KEY")
    pot, key, green = (short.products[sku] for sku in ("POT", "KEY", "GREEN"))
    short.shop.write(add_substitute, pot, key, rank=1, note="opens it too")
    short.shop.write(add_substitute, green, pot, ratio=Decimal(2), rank=2, two_way=True)
    candidates = found(short)
    assert [(each.instead.sku, each.listed, each.instead.ratio) for each in candidates] == [
        ("KEY", True, Decimal(1)),
        ("GREEN", True, Decimal("0.5")),
        ("BLUE", False, Decimal(1)),
    ]
    assert candidates[0].note == "opens it too"
    assert (candidates[2].words, candidates[2].close) == (("jumbo", "pot"), True)


@pytest.mark.parametrize(
    ("eta", "seen"), [(date(2026, 12, 4), ["BLUE"]), (date(2026, 12, 7), []), (None, [])]
)
def test_what_only_comes_is_suggested_if_it_comes_before(
    short: Desk, eta: date | None, seen: list[str]
) -> None:
    short.purchase({"BLUE": "4"}, eta)
    assert skus(short) == seen


def test_what_others_wait_for_or_nobody_sells_is_not_suggested(short: Desk) -> None:
    stock(short, "BLUE", "GREEN")
    short.order("Bo", {"BLUE": "5"})
    short.shop.write(set_active, "products", short.products["GREEN"], active=False)
    assert skus(short) == []


def test_customers_who_bought_both_speak_for_it(short: Desk) -> None:
    stock(short, "BLUE", "GREEN")
    short.order("Bo", {"POT": "1", "GREEN": "1"})
    short.order("Cy", {"POT": "1", "GREEN": "1"})
    assert [(each.instead.sku, each.buyers) for each in found(short)] == [("GREEN", 2), ("BLUE", 0)]


def test_a_line_that_is_typed_sees_the_same(short: Desk) -> None:
    stock(short, "BLUE")
    of = (short.products["POT"], None, Decimal(3), Decimal(10), None)
    seen = short.shop.read(substitutes_of_product, *of)
    assert [each.instead.sku for each in seen.candidates] == ["BLUE"]
    assert (seen.original.line_id, seen.original.told, seen.offers) == (None, False, ())


def test_what_is_put_on_the_list_comes_last_and_once(short: Desk) -> None:
    stock(short, "BLUE", "GREEN")
    pot, blue, green = (short.products[sku] for sku in ("POT", "BLUE", "GREEN"))
    short.shop.write(add_substitute, pot, green, rank=7)
    assert len(short.shop.write(put_on_list, pot, [(green, Decimal(1)), (blue, Decimal(2))])) == 1
    assert [(each.instead.sku, each.listed, each.instead.ratio) for each in found(short)] == [
        ("GREEN", True, Decimal(1)),
        ("BLUE", True, Decimal(2)),
    ]


def test_the_index_is_made_again_only_when_products_change(
    short: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def counted(*args: Any) -> Resemblance:
        made.append(args)
        return Resemblance(*args)

    monkeypatch.setattr(likeness, "Resemblance", counted)
    stock(short, "BLUE", "KEY")
    assert (skus(short), skus(short), len(made)) == (["BLUE"], ["BLUE"], 1)
    short.order("Bo", {"BLUE": "1"})
    assert (skus(short), len(made)) == (["BLUE"], 1)
    short.product("LID", name="Jumbo pot lid", stock="5")
    assert (set(skus(short)), len(made)) == ({"BLUE", "LID"}, 2)


def test_very_many_products_are_looked_through_before_anything_is_suggested(
    short: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(short, "BLUE")
    monkeypatch.setattr(likeness, "AT_ONCE", len(NAMES) - 1)
    first = short.shop.read(substitutes_of_line, 1)
    assert (first.unread, first.candidates) == (len(NAMES), ())
    short.shop.read(likeness.look_through)
    assert (short.shop.read(substitutes_of_line, 1).unread, skus(short)) == (0, ["BLUE"])
    short.product("LID", name="Jumbo pot lid")
    assert short.shop.read(substitutes_of_line, 1).unread == len(NAMES) + 1
