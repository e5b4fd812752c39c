"""Orders are found by number, by customer, and by what was ordered where that names few products."""

import pytest

from app.actions.order_lines import remove_line
from app.lists import orders
from app.lists.orders import LISTING
from app.shop import Shop
from tests.databases import every_case_on_both
from tests.kitchen import Kitchen, line_of


def found(shop: Shop, text: str) -> list[str]:
    rows = shop.read(LISTING.page, search=text, sort="number").rows
    return [str(row[LISTING.place("number")]) for row in rows]


@every_case_on_both
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("o-104", ["O-1041", "O-1046", "O-1049"]),
        ("café", ["O-1033"]),
        ("grill", ["O-1049"]),
        ("sk-28", ["O-1060"]),
        ("oak board", ["O-1051"]),
        ("100%", []),
    ],
)
def test_by_number_customer_or_product(shop: Shop, kitchen: Kitchen, text: str, numbers: list[str]) -> None:
    assert found(shop, text) == numbers


def test_a_line_that_was_removed_finds_nothing(shop: Shop, kitchen: Kitchen) -> None:
    shop.write(remove_line, line_of(shop, kitchen, "O-1051", "OB-45"))
    assert found(shop, "oak board") == []


def test_a_word_of_too_many_products_finds_by_number_and_customer_alone(
    shop: Shop, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(found(shop, "casserole")) == 7
    monkeypatch.setattr(orders, "MOST_PRODUCTS", 3)
    assert found(shop, "casserole") == []
    assert found(shop, "hotel") == ["O-1041"]
