from itertools import product

import pytest

from app.documents.fonts import CHINESE, LATIN, LATIN_STRONG, MARK, RARE, typeface


def two_byte_signs(codec: str, first: range, second: range) -> set[str]:
    signs = set()
    for pair in product(first, second):
        try:
            signs.add(bytes(pair).decode(codec))
        except UnicodeDecodeError:
            continue
    return signs


GB2312 = two_byte_signs("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
GBK_HANZI = {
    sign
    for sign in two_byte_signs("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
    if "\u4e00" <= sign <= "\u9fff"
}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("strong", [False, True])
def test_every_chinese_sign_that_customers_type_is_drawn(language: str, strong: bool) -> None:
    face = typeface(language, strong=strong)
    assert len(GB2312) == 7445
    assert len(GBK_HANZI) == 20902
    undrawn = {sign for sign in GB2312 | GBK_HANZI if not sign.isspace() and face.plain(sign) == MARK}
    assert undrawn == set()


def test_each_sign_takes_the_first_face_that_has_it() -> None:
    assert [(font.fontName, run) for font, run in typeface("en").runs("Łódź, 王丒 “x”")] == [
        (LATIN, "Łódź, "),
        (CHINESE, "王"),
        (RARE, "丒"),
        (LATIN, " “x”"),
    ]
    assert [(font.fontName, run) for font, run in typeface("zh_CN").runs("王“x”Ł")] == [
        (CHINESE, "王“x”"),
        (LATIN, "Ł"),
    ]
    assert typeface("en", strong=True).runs("Plain") == [(typeface("en", strong=True).first, "Plain")]
    assert typeface("en", strong=True).first.fontName == LATIN_STRONG


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain", "plain"),
        ("tab\tand  two", "tab and two"),
        ("one\r\ntwo\u2028three\x0bfour", "one\ntwo\nthree\nfour"),
        ("no\xa0break", "no break"),
        ("nul\x00bell\x07", "nulbell"),
        ("\u202eabc\u200f\u2066d\u2069", "abcd"),
        ("soft\xadhyphen, zero\u200bwidth, \ufeffmark", "softhyphen, zerowidth, mark"),
        ("e\u0301", "é"),
        ("😀", MARK),
        ("👩‍👩‍👧", MARK),
        ("👍🏽", MARK),
        ("\u1230\u120b\u121d", MARK * 3),
        ("سلا\u200cم \u200c a\u200cb", "سلا\u200cم ab"),
        ("\ue000 private", " private"),
        ("\ud800 alone", " alone"),
        ("𠀀", MARK),
    ],
)
def test_only_what_can_be_drawn_is_drawn(text: str, drawn: str) -> None:
    for language in ("en", "zh_CN"):
        assert typeface(language).plain(text) == drawn


def test_plain_text_is_as_wide_as_its_runs() -> None:
    face = typeface("en")
    text = face.plain("Łódź 王丒 😀 e\u0301")
    measured = sum(font.stringWidth(run, 1) for font, run in face.runs(text))
    assert face.width(text) == pytest.approx(measured)
    assert sum(face.widths(text)) == pytest.approx(measured)
