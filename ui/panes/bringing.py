"""The way out of an empty list that files of another program can fill."""

from collections.abc import Sequence

from app.language import tr
from ui.common.messages import Way
from ui.common.page import Page


def bring_ways(page: Page) -> Sequence[Way]:
    """A button that asks for files; a list that they can fill has it as its `other_ways`."""

    def bring() -> None:
        from ui.dialogs import bring_files

        bring_files.ask(page.window(), page.desk)

    return ((tr("Bring your files…"), bring),)
