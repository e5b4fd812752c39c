"""A page's picture on the screen: dot for dot, however the last of them was rounded."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ui.common.paper import A4, _Page


def striped(width: int, height: int) -> QImage:
    """Lines one dot high, black and white in turn: where they are fitted to other dots they turn grey."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    for y in range(0, height, 2):
        for x in range(width):
            picture.setPixelColor(x, y, QColor(0, 0, 0))
    return picture


@pytest.mark.parametrize(("wider", "higher"), [(0, 0), (0, 1), (1, 1)])
def test_a_picture_for_this_width_is_not_fitted_to_the_last_dot(
    qtbot: QtBot, wider: int, higher: int
) -> None:
    page = _Page("Page")
    qtbot.addWidget(page)
    page.resize(400, page.heightForWidth(400))
    page.show()
    page.show_picture(striped(page.dots + wider, round(page.dots * A4[1] / A4[0]) + higher), A4)
    seen = page.grab().toImage()
    inside = {seen.pixelColor(x, y).value() for y in range(1, seen.height() - 1) for x in (1, 200, 398)}
    assert inside == {0, 255}
