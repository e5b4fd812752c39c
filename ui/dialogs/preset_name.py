"""The name under which it is kept how files of a shape are read."""

from PySide6.QtWidgets import QWidget

from app.import_words import format_title
from app.importing.looking import SeenFile
from app.importing.presets import Preset, keep_preset
from app.language import tr
from app.saved_filters import LONGEST_NAME
from ui.common.dialog import Dialog
from ui.common.inputs import field, line_edit
from ui.common.labels import Prose
from ui.common.page import Desk

WIDTH = 420


class PresetNameDialog(Dialog):
    """Offers the name that the format or the last preset has."""

    def __init__(self, desk: Desk, seen: SeenFile, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Keep as preset"), tr("Keep"), parent)
        self._seen = seen
        self.name = line_edit(seen.preset or format_title(seen.format))
        self.name.setMaxLength(LONGEST_NAME)
        words = tr("The next file with these headers is read in the same way, at every till.")
        self.body.addWidget(Prose(words, "quiet"))
        self.body.addWidget(field(tr("Name"), self.name))
        self.name.selectAll()
        self.resize(WIDTH, self.sizeHint().height())

    def submit(self) -> None:
        preset = Preset(self.name.text(), self._seen.format, self._seen.incoming.reading)
        self.write(keep_preset, preset, self._seen.header)

    def cause_of(self, error: object) -> QWidget | None:
        return self.name


def ask(parent: QWidget | None, desk: Desk, seen: SeenFile) -> str | None:
    """Ask for a name and keep the preset; the name as it is kept, or None."""
    kept: str | None = PresetNameDialog(desk, seen, parent).ask()
    return kept
