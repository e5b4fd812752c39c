"""Tooltips, which Qt takes for markup as soon as they look like it."""

from html import escape

from PySide6.QtGui import Qt


def tip(text: str) -> str:
    """The tooltip that shows `text` as it is, whatever the owner or a file has put in it."""
    return f"<qt>{escape(text)}</qt>" if Qt.mightBeRichText(text) else text
