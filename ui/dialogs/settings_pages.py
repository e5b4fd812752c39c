"""Where order status pages are written and read, as fields and as a part of the settings."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.language import tr
from app.setting_words import setting_title
from ui.common.buttons import button
from ui.common.file_places import suggested
from ui.common.form import FormField
from ui.common.form_fields import TextField
from ui.common.inputs import line_edit
from ui.dialogs.settings_fields import explained, part_of, small


class FolderEdit(QWidget):
    """A path that is typed or chosen."""

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.edit = line_edit(placeholder=tr("A folder such as /srv/www/orders"))
        self.edit.setAccessibleName(title)
        self.choose = button(tr("Choose…"))
        self.choose.clicked.connect(self.choose_folder)
        self.edit.textEdited.connect(self.changed)
        self.setFocusProxy(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.edit, stretch=1)
        row.addWidget(self.choose)

    def choose_folder(self) -> None:
        """Ask for it, from where the last one is."""
        title, now = tr("Folder of order pages"), self.edit.text().strip()
        path = QFileDialog.getExistingDirectory(self, title, now or suggested())
        if path:
            self.edit.setText(path)
            self.edit.setModified(True)
            self.changed.emit()


class FolderField(FormField):
    """The whole path of a folder, '' for none."""

    def __init__(self, key: str) -> None:
        self.edit = FolderEdit(setting_title(key))
        super().__init__(key, setting_title(key), self.edit)
        self.edit.changed.connect(self.changed)

    def read(self) -> str:
        return self.edit.edit.text()

    def show_value(self, value: Any) -> None:
        self.edit.edit.setText(str(value))
        self.edit.edit.setCursorPosition(0)


class PagesFields:
    """Both fields, and the rows in which they stand with what each does under it."""

    def __init__(self) -> None:
        self.folder = FolderField("status_folder")
        key = "status_address"
        self.address = TextField(key, setting_title(key), "https://example.com/orders")
        self.fields: list[FormField] = [self.folder, self.address]

    def rows(self) -> list[QWidget]:
        """One under the other."""
        what = tr("What your web server shows. It is to be empty at first: the desk removes old pages.")
        where = tr(
            "Where the folder is on the web. The QR code of letters and a line in mails lead there; empty:"
            " they name the code only."
        )
        return [explained(self.folder, what), explained(self.address, where)]


class PagesPart(QWidget):
    """A part of the settings; it is the order menu that publishes."""

    def __init__(self) -> None:
        super().__init__()
        self.places = PagesFields()
        self.fields = self.places.fields
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            part_of(
                small(tr("On its page a customer sees how an order stands, and how to answer.")),
                *self.places.rows(),
                small(tr("Publish them with ‘Publish order pages…’ or by the command publish.")),
            )
        )
