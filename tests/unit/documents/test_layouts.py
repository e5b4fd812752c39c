import pytest

from app.documents.layouts import (
    CHINA,
    DIN_A,
    DIN_B,
    LAYOUTS,
    MM,
    UK_DL,
    US_10,
    Layout,
    layout_for,
    territory_for,
)


@pytest.mark.parametrize(
    ("country", "layout"),
    [
        ("DE", DIN_B),
        ("Germany", DIN_B),
        ("US", US_10),
        ("usa", US_10),
        (" United States ", US_10),
        ("美国", US_10),
        ("Vereinigte Staaten", US_10),
        ("Canada", US_10),
        ("UK", UK_DL),
        ("United Kingdom", UK_DL),
        ("Schottland", DIN_B),
        ("England", UK_DL),
        ("CN", CHINA),
        ("中国", CHINA),
        ("China", CHINA),
        ("Atlantis", DIN_B),
        ("", DIN_B),
    ],
)
def test_a_country_has_its_habit(country: str, layout: Layout) -> None:
    assert layout_for(country) is layout


def test_the_shops_choice_comes_before_the_country() -> None:
    assert layout_for("US", chosen="din5008a") is DIN_A
    assert layout_for("US", chosen="no such") is US_10


@pytest.mark.parametrize(
    ("currency", "layout"), [("USD", US_10), ("GBP", UK_DL), ("CNY", CHINA), ("EUR", DIN_B)]
)
def test_without_country_the_shops_money_tells(currency: str, layout: Layout) -> None:
    assert layout_for("", currency=currency) is layout
    assert layout_for("DE", currency=currency) is DIN_B


@pytest.mark.parametrize(
    ("country", "chosen", "currency", "code"),
    [
        ("USA", "", "EUR", "US"),
        ("Canada", "us10", "USD", "CA"),
        ("de", "us10", "USD", "DE"),
        ("Deutschland", "", "USD", ""),
        ("", "", "USD", "US"),
        ("", "", "EUR", ""),
        ("", "ukdl", "EUR", "GB"),
        ("", "", "CNY", "CN"),
    ],
)
def test_the_habits_of_a_letter_are_those_of_a_country(
    country: str, chosen: str, currency: str, code: str
) -> None:
    assert territory_for(country, chosen, currency) == code


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_text_begins_below_the_window(layout: Layout) -> None:
    assert layout.safe is None or layout.body > layout.safe.bottom + 72 / 8


def test_din_5008_is_as_the_norm_says() -> None:
    for layout, fold, zone in ((DIN_A, 87, 44.7), (DIN_B, 105, 62.7)):
        assert [mark / MM for mark in layout.folds] == pytest.approx([fold, fold + 105])
        assert layout.punch == pytest.approx(148.5 * MM)
        assert layout.address == pytest.approx(zone * MM)
        assert layout.left == pytest.approx(25 * MM)
