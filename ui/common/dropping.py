"""Files that are dragged onto the window."""

from PySide6.QtGui import QDropEvent


def dropped(event: QDropEvent) -> list[str]:
    """Paths of those that lie on this machine."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
