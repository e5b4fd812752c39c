from decimal import Decimal

import pytest

from app import language
from app.language import closest, ntr, speaking, tr, use


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ("en", "en"),
        ("zh_CN", "zh_CN"),
        ("zh-CN", "zh_CN"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh-Hans-CN", "zh_CN"),
        ("en_GB.UTF-8", "en"),
        ("de_DE", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_closest(system: str, code: str) -> None:
    assert closest(system) == code


def test_use_changes_what_is_said() -> None:
    assert ntr("{count} day", "{count} days", 3) == "3 days"
    use("zh_CN")
    assert language.language() == "zh_CN"
    assert ntr("{count} day", "{count} days", 3) == "3 天"


def test_speaking_to_somebody_else_ends_with_the_block() -> None:
    use("en")
    with speaking("zh-CN"):
        assert ntr("{count} day", "{count} days", 3) == "3 天"
        with speaking("en"):
            assert language.language() == "en"
        assert language.language() == "zh_CN"
    with pytest.raises(KeyError), speaking("zh-CN"):
        tr("{number} %")
    assert language.language() == "en"


def test_facts_are_data() -> None:
    assert tr("{number} %", number="{count} {0} {}") == "{count} {0} {} %"


def test_a_missing_fact_is_an_error() -> None:
    with pytest.raises(KeyError):
        tr("{number} %")


def test_unknown_messages_stay_english() -> None:
    use("zh_CN")
    assert tr("{fact} that nobody translated", fact="One") == "One that nobody translated"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (2, "2 days"),
        (Decimal("1.000"), "1.000 day"),
        (Decimal("1.5"), "1.5 days"),
        (Decimal("0.5"), "0.5 days"),
    ],
)
def test_plural(count: int | Decimal, text: str) -> None:
    assert ntr("{count} day", "{count} days", count) == text
