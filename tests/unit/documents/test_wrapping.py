import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.fonts import typeface
from app.documents.wrapping import NOT_FIRST, NOT_LAST, cut, wrap

ENGLISH, CHINESE = typeface("en"), typeface("zh_CN")
SIZE = 10.0


def em(count: float) -> float:
    """The width of so many Chinese signs."""
    return count * SIZE + 0.01


@pytest.mark.parametrize(
    ("text", "signs", "lines"),
    [
        ("北风自行车行", 3, ["北风自", "行车行"]),
        ("北风自，行车", 3, ["北风", "自，行", "车"]),
        ("北风自！？行车", 3, ["北风", "自！？", "行车"]),
        ("北风“自行”车", 3, ["北风", "“自", "行”车"]),
        ("北（风）自行", 3, ["北", "（风）", "自行"]),
        ("价格￥99元整", 3, ["价格", "￥99元", "整"]),
        ("他说……好的", 3, ["他", "说……", "好的"]),
        ("用 AB-1200 号", 4, ["用", "AB-1200", "号"]),
        ("北风》自行", 2, ["北", "风》", "自行"]),
        ("他说“行”“好”", 5, ["他说“行”", "“好”"]),
        ("有效期至2027年11月23日", 11, ["有效期至2027年11月", "23日"]),
        ("don’t 说“ab”吗", 5, ["don’t 说", "“ab”吗"]),
    ],
)
def test_chinese_lines_begin_and_end_as_they_may(text: str, signs: float, lines: list[str]) -> None:
    assert wrap(text, em(signs + 0.4), CHINESE, SIZE) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 50, [""]),
        ("one two three", 42, ["one two", "three"]),
        ("one  two \n three", 200, ["one two", "three"]),
        ("above\n\nbelow", 200, ["above", "", "below"]),
        ("a well-known one", 42, ["a well-", "known", "one"]),
        ("until 23 November 2027", 75, ["until", "23 November", "2027"]),
        ("we send 2 × lamp now", 60, ["we send", "2 × lamp", "now"]),
        ("12 pieces", 42, ["12", "pieces"]),
        ("on 2026-11-22", 40, ["on", "2026-", "11-22"]),
        ("jane.doe@example.com", 60, ["jane.doe@", "example.", "com"]),
    ],
)
def test_words_break_between(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, ENGLISH, SIZE) == lines


def test_the_first_line_leaves_its_indent_free() -> None:
    assert wrap("北风自行车行", em(4), CHINESE, SIZE, indent=2 * SIZE) == ["北风", "自行车行"]


def test_a_word_of_5000_signs_fills_its_lines() -> None:
    lines = wrap("w" * 5_000, 200, ENGLISH, SIZE)
    assert "".join(lines) == "w" * 5_000
    wide = ENGLISH.width("w") * SIZE
    assert all(200 - wide < ENGLISH.width(line) * SIZE <= 200 for line in lines[:-1])


def test_a_column_narrower_than_a_sign_still_ends() -> None:
    assert wrap("北风 ab", 1, CHINESE, SIZE) == ["北", "风", "a", "b"]


SIGNS = "北风自行车的一二三，。！？；：、”》）】％…—“《（【￥$ ab1-."


@given(st.text(SIGNS, max_size=60), st.integers(4, 12))
def test_nothing_is_lost_nothing_is_too_wide(text: str, signs: int) -> None:
    lines = wrap(text, em(signs), CHINESE, SIZE)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(CHINESE.width(line) * SIZE <= em(signs) for line in lines)


@given(
    st.lists(
        st.sampled_from(["北风", "自，", "“行”", "车！？", "（一）", "二三《四》", "￥9", "五……"]),
        max_size=30,
    )
)
def test_no_line_begins_or_ends_with_a_forbidden_sign(parts: list[str]) -> None:
    for line in wrap("".join(parts), em(8), CHINESE, SIZE):
        assert line[:1] not in NOT_FIRST or not line
        assert line[-1:] not in NOT_LAST or not line


def test_cut_says_that_something_is_missing() -> None:
    assert cut("short", 100, ENGLISH, SIZE) == "short"
    assert cut("one\ntwo", 100, ENGLISH, SIZE) == "one two"
    shown = cut("much too long for this", 60, ENGLISH, SIZE)
    assert shown.endswith("…")
    assert ENGLISH.width(shown) * SIZE <= 60
