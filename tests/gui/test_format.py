"""Raw values as cells."""

from datetime import date
from decimal import Decimal

import pytest

from app import language
from ui.common.cells import Cell
from ui.common.format import NO_DATE, Formats


def ordinal(day: int, month: int, year: int = 2026) -> int:
    return date(year, month, day).toordinal()


def test_quantities_from_thousandths_and_decimals(formats: Formats) -> None:
    assert formats.quantity(1_234_500).text == "1,234.5"
    assert formats.quantity(Decimal("2")).text == "2"
    assert formats.quantity(None) == Cell()
    assert formats.quantity(2000, signed=True).text == "+2"


def test_money(formats: Formats) -> None:
    assert formats.money(589_500).text == "€5,895.00"
    assert formats.price(123_450).text == "€12.345"


def test_days_tell_their_year_when_it_is_another(formats: Formats) -> None:
    assert formats.day(ordinal(3, 12)).text == "3 Dec"
    assert formats.day(ordinal(3, 12, 2027)).text == "3 Dec 2027"


def test_unknown_estimated_and_absent_days_speak(formats: Formats) -> None:
    unknown = formats.day(None, unknown=True)
    estimate = formats.day(ordinal(5, 1, 2027), estimate=True)
    assert (unknown.text, unknown.spoken()) == ("–", "not known")
    assert (estimate.text, estimate.spoken()) == ("≈ 5 Jan", "about 5 Jan")
    assert formats.day(None) == Cell()


def test_a_change_shows_both_days_and_none_where_they_are_alike(formats: Formats) -> None:
    moved = formats.day(ordinal(11, 1, 2027), before=ordinal(21, 12))
    assert (moved.before, moved.text, moved.spoken()) == ("21 Dec", "11 Jan", "21 Dec → 11 Jan")
    assert formats.day(ordinal(3, 12), before=ordinal(3, 12)).before == ""


@pytest.mark.parametrize(
    ("days", "text", "tone"),
    [(14, "14 days", "warn"), (1, "1 day", "warn"), (NO_DATE, "no date", "quiet"), (None, "", "")],
)
def test_slip(formats: Formats, days: int | None, text: str, tone: str) -> None:
    cell = formats.slip(days)
    assert (cell.text, cell.tone) == (text, tone)
    assert cell.spoken()


def test_a_status_has_icon_and_word(formats: Formats) -> None:
    late = formats.status("late")
    assert (late.text, late.icon, late.tone, late.chip) == ("Late", "exclamation-circle", "warn", True)
    assert formats.status("") == Cell()


def test_kinds_of_the_lists(formats: Formats) -> None:
    assert formats.by_kind("percent")(12_500).text == "12.5 %"
    assert formats.by_kind("flag")(1).text == "yes"
    assert formats.by_kind("count")(7).text == "7"
    assert formats.by_kind("text")("<b>data</b>").text == "<b>data</b>"


def test_columns_of_days_fit_the_language(formats: Formats) -> None:
    english = formats.day_width()
    language.use("zh_CN")
    assert formats.day(ordinal(21, 12)).text == "12月21日"
    assert formats.day_width() > english
