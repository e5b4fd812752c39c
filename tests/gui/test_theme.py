"""The colours can be read, and what the style sheet names is there."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu

from ui.common import icons, theme
from ui.common.status import STATUSES
from ui.common.theme import DARK, LIGHT, WHITE, Tokens

GROUNDS = ("window", "base", "panel", "raised", "hover", "current", "selection")
STATUS_TONES = ("good", "warn", "bad", "quiet")


def luminance(code: str) -> float:
    parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return round((lighter + 0.05) / (darker + 0.05), 1)


def colors_across(menu: QImage, y: int) -> tuple[str, str]:
    """The ground within a menu's frame, and the first other colour from the left: the edge of a box."""
    ratio = int(menu.devicePixelRatio())
    row = [menu.pixelColor(x, y * ratio).name() for x in range(2 * ratio, menu.width())]
    return row[0], next(code for code in row if code != row[0])


def test_contrast_of_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
class TestContrast:
    @pytest.mark.parametrize("ground", GROUNDS)
    def test_text(self, tokens: Tokens, ground: str) -> None:
        assert contrast(tokens.text, getattr(tokens, ground)) >= 10

    @pytest.mark.parametrize("ground", GROUNDS)
    def test_quiet_words_and_placeholders(self, tokens: Tokens, ground: str) -> None:
        assert contrast(tokens.quiet, getattr(tokens, ground)) >= 4.6
        assert contrast(tokens.placeholder, getattr(tokens, ground)) >= 4.6

    @pytest.mark.parametrize("ground", ["window", "base", "panel", "raised", "selection"])
    def test_accent(self, tokens: Tokens, ground: str) -> None:
        assert contrast(tokens.accent, getattr(tokens, ground)) >= 4.6

    @pytest.mark.parametrize("tone", STATUS_TONES)
    def test_status(self, tokens: Tokens, tone: str) -> None:
        for ground in (tokens.base, tokens.panel, tokens.soft(tone)):
            assert contrast(tokens.tone(tone), ground) >= 5.2

    def test_filled_button(self, tokens: Tokens) -> None:
        assert contrast(WHITE, tokens.fill) >= 4.6
        assert contrast(WHITE, tokens.fill_hover) >= 4.6

    def test_edges_of_inputs(self, tokens: Tokens) -> None:
        for ground in (tokens.base, tokens.raised):
            assert contrast(tokens.edge, ground) >= 3

    def test_edges_of_empty_boxes_in_menus(self, tokens: Tokens, qapp: QApplication) -> None:
        theme.apply(qapp, tokens.name)
        menu = QMenu()
        box = menu.addAction("Channel")
        box.setCheckable(True)
        menu.resize(menu.sizeHint())
        ground, edge = colors_across(menu.grab().toImage(), menu.actionGeometry(box).center().y())
        assert contrast(edge, ground) >= 3
        assert contrast(tokens.text, ground) >= 10
        assert contrast(tokens.placeholder, ground) >= 4.6

    def test_style_sheet_names_files_that_are_there(self, tokens: Tokens) -> None:
        files = re.findall(r"url\((.*?)\)", theme.stylesheet(tokens))
        assert len(files) == 3
        assert all(Path(file).is_file() for file in files)


@pytest.mark.parametrize("key", STATUSES)
def test_every_status_has_its_icon(key: str) -> None:
    assert not icons.pixmap(STATUSES[key].icon, LIGHT.tone(STATUSES[key].tone)).isNull()


def test_icons_are_drawn_in_the_colour_asked_for() -> None:
    image = icons.pixmap("chevron-down", "#ff0000", 18, 2.0).toImage()
    colors = {
        image.pixelColor(x, y).name()
        for x in range(36)
        for y in range(36)
        if image.pixelColor(x, y).alpha() > 200
    }
    assert image.width() == 36
    assert colors == {"#ff0000"}


def test_an_icon_that_is_not_there_is_our_bug() -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#ff0000")
