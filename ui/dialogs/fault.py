"""The dialog of an error that nobody expected."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app import logbook
from app.language import tr
from ui.common import fonts
from ui.common.buttons import button
from ui.common.dialog import Sheet
from ui.common.labels import Prose, heading

WIDTH, HEIGHT = 620, 380


class FaultDialog(Sheet):
    """Says that it is our bug, that the program goes on, and lets the details be copied and sent."""

    def __init__(self, error: BaseException, log_file: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Something went wrong"), tr("Go on"), parent)
        self.body.addWidget(heading(tr("Something went wrong in the program.")))
        words = tr(
            "This is a fault of the program, not of your doing. What was being done just now may not have "
            "happened: look before you do it again. The program goes on, and the shop is unharmed."
        )
        self.body.addWidget(Prose(words))
        self.details = QPlainTextEdit(logbook.details_of(error))
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFont(fonts.font(fonts.SMALL))
        self.details.setAccessibleName(tr("Details"))
        self.body.addWidget(self.details, stretch=1)
        self.body.addWidget(Prose(tr("It also stands in the log: {file}", file=log_file), "quiet"))
        self.cancel.hide()
        self.copying = button(tr("Copy details"))
        self.copying.clicked.connect(self._copy)
        self.footer.insertWidget(self.footer.indexOf(self.cancel), self.copying)
        self.resize(WIDTH, HEIGHT)
        self.ok.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.hint.setText(tr("Copied."))
