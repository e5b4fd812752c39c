"""How letters look, as a part of the settings: layout, printer's offsets, who writes, the logo."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.actions.shop_settings import MOST_OFFSET
from app.errors import InvalidInput, ShopError
from app.language import language, tr
from app.setting_words import offset_text, setting_title
from app.shop_files import LOGO, logo_from
from ui.common import typed
from ui.common.buttons import button
from ui.common.file_places import chosen, suggested
from ui.common.form import FormField, side_by_side
from ui.common.form_fields import ChoiceField, NoteField, TextField
from ui.common.inputs import line_edit
from ui.common.jobs import Jobs
from ui.common.labels import label
from ui.common.messages import ErrorBlock
from ui.dialogs.settings_fields import SHORT, choices_of, explained, part_of, small

LOGO_WIDTH, LOGO_HEIGHT = 240, 72


class OffsetField(FormField):
    """Millimetres with one decimal, either way; its value is tenths."""

    def __init__(self, key: str, title: str) -> None:
        self.edit = line_edit()
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        super().__init__(key, title, self.edit, tr("mm"))
        self.edit.textEdited.connect(self.changed)

    def show_value(self, value: Any) -> None:
        self.edit.setText(offset_text(int(value)))

    def read(self) -> int:
        if not self.edit.text().strip():
            return 0
        tenths = int(typed.signed(self.edit.text(), 1) * 10)
        if abs(tenths) > MOST_OFFSET:
            raise InvalidInput(
                tr("At most {most} mm either way fit here.", most=MOST_OFFSET // 10),
                tr("Type another number."),
                self.key,
            )
        return tenths


class LogoEdit(QWidget):
    """The picture as it prints, on white as paper is, and the buttons that choose and remove one."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.content = b""
        self.picture = QLabel()
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(setting_title(LOGO))
        self.none = label(tr("No logo: letters bear the shop's name."), tone="quiet")
        self.choose, self.remove = button(tr("Choose…")), button(tr("Remove"))
        self.choose.clicked.connect(self.choose_file)
        self.remove.clicked.connect(self._remove)
        self.setFocusProxy(self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.picture, self.none, self.choose, self.remove):
            row.addWidget(each, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        self.show_content(b"")

    def show_content(self, content: bytes) -> None:
        """Another picture, b"" for none."""
        self.content = content
        self.picture.clear()
        self.picture.setVisible(bool(content))
        self.none.setVisible(not content)
        self.remove.setEnabled(bool(content))
        if content:
            ratio = self.devicePixelRatioF()
            size = (round(LOGO_WIDTH * ratio), round(LOGO_HEIGHT * ratio))
            self._jobs.run(partial(_small, content, size), self._show, self._refuse, latest="logo")

    def choose_file(self) -> None:
        """Ask for the picture's file."""
        pictures, all_files = tr("Pictures"), tr("All files")
        pattern = f"{pictures} (*.png *.jpg *.jpeg *.gif *.bmp *.tif *.tiff *.webp);;{all_files} (*)"
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a logo"), suggested(), pattern)
        if chosen(path):
            self.take(Path(path))

    def take(self, file: Path) -> None:
        """The picture in this file, if it is one."""
        self._jobs.run(partial(logo_from, file), self._take, self._refuse, latest="logo file")

    def _take(self, content: bytes) -> None:
        self.show_content(content)
        self.changed.emit()

    def _remove(self) -> None:
        self.show_content(b"")
        self.choose.setFocus()
        self.changed.emit()

    def _show(self, small: tuple[bytes, bytes]) -> None:
        content, png = small
        if content == self.content:
            picture = QPixmap()
            picture.loadFromData(png)
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self.picture.setPixmap(picture)

    def _refuse(self, error: ShopError) -> None:
        self.refused.emit(str(error))


class LogoField(FormField):
    """A picture's file, b"" for none."""

    def __init__(self, jobs: Jobs) -> None:
        self.edit = LogoEdit(jobs)
        super().__init__(LOGO, setting_title(LOGO), self.edit)
        self.edit.changed.connect(self.changed)
        self.edit.refused.connect(self.say)

    def show_value(self, value: Any) -> None:
        self.edit.show_content(value)

    def read(self) -> bytes:
        return self.edit.content


class LettersPart(QWidget):
    """Tells by `texts_wanted` that the texts of letters are to be worded."""

    texts_wanted = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.values: Mapping[str, Any] = {}
        """What is stored: the page is in the language of letters, the layout that of the shop's currency."""
        title = setting_title
        self.layout_field = ChoiceField("letter_layout", title("letter_layout"), choices_of("letter_layout"))
        self.right = OffsetField("letter_offset_x", title("letter_offset_x"))
        self.down = OffsetField("letter_offset_y", title("letter_offset_y"))
        self.return_line = TextField("return_line", title("return_line"))
        self.signature = NoteField("signature", title("signature"))
        self.logo = LogoField(jobs)
        self.calibrate = button(tr("Calibration page…"))
        self.calibrate.clicked.connect(self.ask_calibration)
        self.texts = button(tr("Texts of letters…"))
        self.texts.clicked.connect(self.texts_wanted)
        self.told = label(tone="quiet")
        self.error = ErrorBlock()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._arranged())

    @property
    def fields(self) -> list[FormField]:
        return [self.layout_field, self.right, self.down, self.return_line, self.signature, self.logo]

    def _arranged(self) -> QWidget:
        offsets = QWidget()
        row = side_by_side((self.right, 1), (self.down, 1))
        for each in (self.right, self.down):
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row.addWidget(self.calibrate, alignment=Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.told, 2, alignment=Qt.AlignmentFlag.AlignBottom)
        row.setContentsMargins(0, 0, 0, 0)
        offsets.setLayout(row)
        words = QWidget()
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 4)
        line.addWidget(self.texts)
        line.addStretch()
        return part_of(
            explained(
                self.layout_field,
                tr("Where address and fold marks stand, so that the envelope's window shows the address."),
                2 * SHORT,
            ),
            offsets,
            self.error,
            small(tr("What the calibration page shows to be missing; less than 0 moves left or up.")),
            explained(
                self.return_line,
                tr("Stands above the address in the window; empty: name and address of the shop."),
            ),
            explained(self.signature, tr("Stands below the shop's name at the end of each letter.")),
            self.logo,
            words,
        )

    def ask_calibration(self) -> None:
        """Ask where the page is to be saved."""
        name = tr("calibration page")
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Calibration page"), suggested(f"{name}.pdf"), "PDF (*.pdf)"
        )
        if chosen(path):
            self.save_calibration(Path(path))

    def save_calibration(self, file: Path) -> None:
        """The page with the offsets as they are typed."""
        try:
            right, down = self.right.value(), self.down.value()
        except InvalidInput as error:
            self.error.show_error(error)
            return
        key, values = str(self.layout_field.read()), self.values
        tongue = str(values.get("language") or language())
        call = partial(_calibrate, file, key, str(values.get("currency", "")), (right, down), tongue)
        self.told.setText("")
        self.error.clear()
        self._jobs.run(call, self._saved, self.error.show_error)

    def _saved(self, file: Path) -> None:
        self.told.setText(tr("Saved as {file}.", file=file.name))


def _small(content: bytes, size: tuple[int, int]) -> tuple[bytes, bytes]:
    from app.documents.logos import small_logo

    return content, small_logo(content, *size)


def _calibrate(file: Path, key: str, currency: str, shift: tuple[int, int], tongue: str) -> Path:
    from app.documents.calibration import calibration_page
    from app.documents.layouts import layout_for
    from app.file_formats.replacing import write_file

    layout = layout_for("", key, currency).shifted(*shift)
    write_file(file, calibration_page(layout, tongue))
    return file
