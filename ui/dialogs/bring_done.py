"""What came in, what was set aside, and the ways on: mend, take back, bring more."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.import_words import taken_back_words
from app.importing.report import ImportReport
from app.importing.taking_back import TakenBack
from app.importing.things import Thing
from app.language import ntr, tr
from ui.common import fonts
from ui.common.buttons import button
from ui.common.labels import Prose, label


class DoneRoom(QWidget):
    """The report of one import."""

    def __init__(self) -> None:
        super().__init__()
        self.report: ImportReport | None = None
        self.heading = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.heading.setWordWrap(True)
        self.told = Prose()
        self.show_aside = button(tr("Open the rows that were set aside"))
        self.mended = button(tr("Bring the mended file"))
        self.undo = button(tr("Undo this import"))
        self.more = button(tr("Bring more files"))
        self.queue = button(tr("See who waits"))
        self._arrange()
        self.show_aside.clicked.connect(self._open_aside)

    def _arrange(self) -> None:
        steps = QHBoxLayout()
        steps.setSpacing(8)
        for each in (self.queue, self.show_aside, self.mended, self.undo, self.more):
            steps.addWidget(each)
        steps.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.told)
        layout.addLayout(steps)
        layout.addStretch()

    def show_report(self, report: ImportReport) -> None:
        """What this import did."""
        self.report = report
        first, *rest = report.sentences()
        self.heading.setText(first)
        self.told.set_text("\n".join(rest))
        self.told.setVisible(bool(rest))
        self.queue.setVisible(bool(report.stored.created.get(Thing.ORDERS)))
        self.undo.setVisible(bool(report.stored.run))
        for each in (self.show_aside, self.mended):
            each.setVisible(bool(report.rejected_paths))

    def show_taken_back(self, taken: TakenBack) -> None:
        """It is as it was."""
        self.heading.setText(taken_back_words(taken.files))
        told = [tr("What came in is gone, and what changed is as it was.")]
        if taken.aside:
            told.append(
                ntr(
                    "{count} thing that the history names is put aside instead.",
                    "{count} things that the history names are put aside instead.",
                    taken.aside,
                )
            )
        self.told.set_text("\n".join(told))
        self.told.show()
        self.undo.hide()
        self.queue.hide()

    def _open_aside(self) -> None:
        if self.report is not None and self.report.rejected_paths:
            path = Path(self.report.rejected_paths[0]).absolute()
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
