"""The faces and sizes of the desk: Inter, and faces of Noto Sans for what Inter has no signs for."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from app import resource

FAMILIES = ["Inter", "Noto Sans SC", "Noto Sans Devanagari", "Noto Sans KR"]
FIRST_FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
LATIN_FILES = ("Inter-Medium.ttf",)
CHINESE_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-SemiBold.ttf")
FURTHER_FILES = (
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansDevanagari-SemiBold.ttf",
    "NotoSansKR-Regular.ttf",
)

TITLE, PANE_TITLE, TEXT, SMALL = 17, 15, 13, 12
"""Pixel sizes; there is nothing smaller than SMALL."""
REGULAR, MEDIUM, STRONG = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold


@cache
def load_first() -> None:
    """What the first paint shows."""
    _load(FIRST_FILES)


@cache
def load_latin() -> None:
    """Needed before the first widget is laid out."""
    load_first()
    _load(LATIN_FILES)


@cache
def load_chinese() -> None:
    """Needed before the first Chinese sign is measured; loaded once, whatever the system brings itself."""
    _load(CHINESE_FILES)


@cache
def load_further() -> None:
    """For names in scripts that many systems have no face for."""
    _load(FURTHER_FILES)


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        file = resource.path("fonts", name)
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)


@cache
def font(size: int = TEXT, weight: QFont.Weight = REGULAR) -> QFont:
    """A face of the desk with figures of equal width, so that columns of numbers stand under one another."""
    result = QFont()
    result.setFamilies(FAMILIES)
    result.setPixelSize(size)
    result.setWeight(weight)
    # Hinted faces have whole-pixel widths: words would stand apart and columns be wider than they need.
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


@cache
def metrics(size: int = TEXT, weight: QFont.Weight = REGULAR) -> QFontMetrics:
    """Measures of `font`, kept because every cell asks for them."""
    return QFontMetrics(font(size, weight))


@cache
def row_height(least: int = 30) -> int:
    """The height of a list row: `least`, or more where the system's text is larger."""
    return max(least, metrics().lineSpacing() + 12)
