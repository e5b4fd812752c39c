import pytest
import segno

from app.documents.codes import Matrix, code128, matrix


def dark(code: Matrix) -> set[tuple[int, int]]:
    """The dark squares that its rectangles cover."""
    numbers = iter(code.path.replace("re", "").split())
    return {
        (int(x) + step, int(y))
        for x, y, wide, _ in zip(*[numbers] * 4, strict=True)
        for step in range(int(wide))
    }


@pytest.mark.parametrize("text", ["K7F3QD", "北风 1042", "https://example.org/answer/K7F3QD?a=b"])
def test_a_matrix_draws_the_code_of_its_text(text: str) -> None:
    code = matrix(text)
    assert code is not None
    like = [
        {(x, y) for y, row in enumerate(each.matrix) for x, square in enumerate(row) if square}
        for each in (segno.make_qr(text, error="m", mask=mask) for mask in range(8))
    ]
    assert dark(code) in like


@pytest.mark.parametrize("text", ["", "x" * 5_000, "车" * 1_000, "\ud800"])
def test_what_no_small_code_holds_has_none(text: str) -> None:
    assert matrix(text) is None


def test_bars_begin_and_end_as_code_128_does() -> None:
    bars = code128("O-1042")
    assert bars is not None
    assert bars.modules == 90
    # Start of set B: 211214; stop: 2331112.
    assert bars.dark[:3] == ((0, 2), (3, 1), (6, 1))
    assert [(start - 77, width) for start, width in bars.dark[-4:]] == [(0, 2), (5, 3), (9, 1), (11, 2)]


@pytest.mark.parametrize("text", ["", "é", "车", "a\nb", "\x00"])
def test_code_128_is_for_printable_ascii(text: str) -> None:
    assert code128(text) is None
