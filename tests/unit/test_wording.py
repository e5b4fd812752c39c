import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel import Locale

from app import wording
from app.language import LANGUAGES, speaking, use
from app.letters.words import letter_day

DAY = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("options", "english", "chinese"),
    [
        ({}, "18 Dec", "12月18日"),
        ({"weekday": True}, "Fri 18 Dec", "12月18日 周五"),
        ({"year": True}, "18 Dec 2026", "2026年12月18日"),
        ({"weekday": True, "year": True}, "Fri 18 Dec 2026", "2026年12月18日 周五"),
        ({"today": date(2026, 11, 23)}, "18 Dec", "12月18日"),
        ({"today": date(2027, 1, 5)}, "18 Dec", "12月18日"),
        ({"today": date(2026, 6, 18)}, "18 Dec 2026", "2026年12月18日"),
        ({"today": date(2026, 6, 19)}, "18 Dec", "12月18日"),
        ({"today": date(2027, 6, 19)}, "18 Dec 2026", "2026年12月18日"),
    ],
)
def test_day(options: dict[str, object], english: str, chinese: str) -> None:
    assert wording.day_text(DAY, **options) == english
    use("zh_CN")
    assert wording.day_text(DAY, **options) == chinese


def test_day_of_one_digit_and_as_stored() -> None:
    assert wording.day_text(date(2026, 9, 3).toordinal()) == "3 Sep"
    assert wording.day_text(date(2026, 9, 3), today=date(2026, 1, 1).toordinal()) == "3 Sep 2026"


@pytest.fixture
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("shanghai")
def test_time_is_the_machines() -> None:
    assert wording.time_text(datetime(2026, 11, 23, 7, 42, tzinfo=UTC)) == "15:42"


@pytest.mark.parametrize(
    ("thousandths", "text"),
    [
        (0, "0"),
        (3000, "3"),
        (90_750, "90.75"),
        (1, "0.001"),
        (-6_800, "-6.8"),
        (1_234_500, "1,234.5"),
        (10**15, "1,000,000,000,000"),
        (100_000, "100"),
    ],
)
def test_quantity(thousandths: int, text: str) -> None:
    assert wording.thousandths_text(thousandths) == text
    assert wording.quantity_text(Decimal(thousandths) / 1000) == text


def test_negative_zero_is_zero() -> None:
    assert wording.quantity_text(Decimal("-0.000")) == "0"


@pytest.mark.parametrize(
    ("amount", "currency", "english", "chinese"),
    [
        ("5895", "EUR", "€5,895.00", "€5,895.00"),
        ("46210", "CNY", "CN¥46,210.00", "¥46,210.00"),
        ("-12.5", "EUR", "-€12.50", "-€12.50"),
        ("0", "USD", "$0.00", "US$0.00"),
        ("0.1234", "EUR", "€0.1234", "€0.1234"),
        ("0.1200", "EUR", "€0.12", "€0.12"),
        ("1200", "JPY", "¥1,200", "JP¥1,200"),
        ("12", "CHF", "CHF\N{NO-BREAK SPACE}12.00", "CHF\N{NO-BREAK SPACE}12.00"),
    ],
)
def test_money(amount: str, currency: str, english: str, chinese: str) -> None:
    assert wording.money_text(Decimal(amount), currency) == english
    use("zh_CN")
    assert wording.money_text(Decimal(amount), currency) == chinese


@pytest.mark.parametrize(
    ("language", "where", "day", "letter", "dollars", "yuan"),
    [
        ("en", "", "3 Dec 2026", "3 December 2026", "$5.00", "CN¥5.00"),
        ("en", "US", "Dec 3, 2026", "December 3, 2026", "$5.00", "CN¥5.00"),
        ("en", "CA", "Dec 3, 2026", "December 3, 2026", "US$5.00", "CN¥5.00"),
        ("en", "GB", "3 Dec 2026", "3 December 2026", "US$5.00", "CN¥5.00"),
        ("en", "DE", "3 Dec 2026", "3 December 2026", "US$5.00", "CN¥5.00"),
        ("en", "??", "3 Dec 2026", "3 December 2026", "$5.00", "CN¥5.00"),
        ("zh_CN", "CN", "2026年12月3日", "2026年12月3日", "US$5.00", "¥5.00"),
        ("zh_CN", "US", "2026年12月3日", "2026年12月3日", "US$5.00", "¥5.00"),
    ],
)
def test_who_reads_it_abroad_reads_days_and_sums_as_there(
    language: str, where: str, day: str, letter: str, dollars: str, yuan: str
) -> None:
    third = date(2026, 12, 3)
    with speaking(language, where):
        assert wording.day_text(third, year=True) == day
        assert letter_day(third.toordinal()) == letter
        assert wording.hundredths_text(500, "USD") == dollars
        assert wording.money_text(Decimal(5), "CNY") == yuan
        with speaking("en"):
            assert wording.day_text(third, year=True) == (
                "Dec 3, 2026" if where in ("US", "CA") else "3 Dec 2026"
            )
    assert wording.day_text(third, year=True) == "3 Dec 2026"


def test_stored_money() -> None:
    assert wording.hundredths_text(589_500, "EUR") == "€5,895.00"
    assert wording.ten_thousandths_text(1_890_000, "EUR") == "€189.00"
    assert wording.ten_thousandths_text(1_234, "EUR") == "€0.1234"


def test_counts() -> None:
    assert wording.days_text(1) == "1 day"
    assert wording.days_text(1400) == "1,400 days"
    assert wording.weeks_text(6) == "6 weeks"
    assert wording.pieces_text(Decimal("1.000")) == "1 piece"
    assert wording.pieces_text(Decimal("0.5")) == "0.5 pieces"
    use("zh_CN")
    assert wording.days_text(14) == "14 天"


def test_percent() -> None:
    assert wording.percent_text(Decimal("0.92")) == "92 %"
    use("zh_CN")
    assert wording.percent_text(Decimal("0.9215")) == "92.15%"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_signs_of_each_language_are_those_of_cldr(code: str) -> None:
    locale, signs = Locale.parse(code), wording.SIGNS[code]
    symbols = locale.number_symbols["latn"]
    assert signs.months == tuple(locale.months["format"]["abbreviated"][month] for month in range(1, 13))
    assert signs.weekdays == tuple(locale.days["format"]["abbreviated"][day] for day in range(7))
    assert (signs.decimal, signs.group) == (symbols["decimal"], symbols["group"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_signs_of_common_currencies_are_those_of_cldr(code: str) -> None:
    for currency, known in wording._COMMON_CURRENCIES[code].items():
        assert known == wording._looked_up(currency, code, "")


def test_babel_is_not_imported_with_the_module() -> None:
    """The window paints before Babel is read."""
    said = "app.language.tr('x'); app.wording.hundredths_text(589500, 'EUR')"
    code = f"import sys, app.wording, app.language; {said}; print('babel' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
