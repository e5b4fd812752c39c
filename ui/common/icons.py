"""Tabler's outline icons in any colour of the desk, drawn once per colour, size and screen."""

from functools import cache

from PySide6.QtGui import QIcon, QPixmap

from app import resource

IN_ROW, IN_CHIP, IN_BUTTON, IN_NAVIGATION = 14, 16, 16, 18
"""Pixel sizes by place."""


@cache
def pixmap(name: str, color: str, size: int = IN_CHIP, ratio: float = 1.0) -> QPixmap:
    """The icon `name` (a file of resources/icons) in the colour `color`, sharp at the pixel `ratio`."""
    result = QPixmap()
    if not result.loadFromData(_drawing(name, color, size, round(size * ratio)), "svg"):
        raise FileNotFoundError(name)
    result.setDevicePixelRatio(ratio)
    return result


@cache
def icon(name: str, color: str, size: int = IN_BUTTON) -> QIcon:
    """The same for buttons and menus, sharp on ordinary and on double screens."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, color, size, ratio))
    return result


def _drawing(name: str, color: str, size: int, pixels: int) -> bytes:
    """The file's lines in `color`, so many pixels wide; a little bolder where they are small."""
    drawing = resource.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    stroke = "2" if size <= IN_ROW else "1.75"
    changes = (
        ("currentColor", color),
        ('stroke-width="2"', f'stroke-width="{stroke}"'),
        ('width="24" height="24"', f'width="{pixels}" height="{pixels}"'),
    )
    for old, new in changes:
        drawing = drawing.replace(old, new, 1)
    return drawing.encode()
