"""The shop's logo: checked when it is chosen, made small enough for paper when it is printed."""

import warnings
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from app.errors import InvalidInput
from app.language import tr

_LARGEST = 1_200
"""Dots on the longer side: 600 to the inch on the two inches that a logo takes."""
_MOST_DOTS = 40_000_000
_KINDS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
"""What Pillow raises for files that are no pictures, end early or lie about their size."""


class Logo(NamedTuple):
    """A picture that reportlab draws, and its width for a height of 1."""

    image: Any
    aspect: float


def check_logo(content: bytes) -> None:
    """InvalidInput unless the bytes are a picture that can be printed."""
    try:
        _read(content)
    except _BROKEN as error:
        raise InvalidInput(
            tr("This file is no picture that can be printed."),
            tr("Save the logo as PNG or JPEG and choose it again."),
            place="logo",
        ) from error


@lru_cache(maxsize=4)
def logo(content: bytes | None) -> Logo | None:
    """What to draw; None without a logo or for a broken one: the letter then bears the shop's name."""
    if not content:
        return None
    try:
        picture = _read(content)
    except _BROKEN:
        return None
    return Logo(ImageReader(picture), picture.width / picture.height)


def small_logo(content: bytes, width: int, height: int) -> bytes:
    """As PNG of at most so many dots, to be shown; InvalidInput for what is no picture."""
    check_logo(content)
    picture = _read(content)
    picture.thumbnail((width, height))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _read(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        # Pillow warns of many dots; the limit below decides.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(BytesIO(content), formats=_KINDS) as file:
            if file.width * file.height > _MOST_DOTS:
                raise Image.DecompressionBombError
            file.load()
            picture = file.convert("RGBA")
    picture.thumbnail((_LARGEST, _LARGEST))
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")
