"""Tells in the window what nobody expected: a dialog the first time, a line above the page after that."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.language import tr
from ui.common.faults import Faults
from ui.common.unexpected import UnexpectedError
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.dialogs.fault import FaultDialog


class Watch(QObject):
    """Lives as long as the workplace; `open` is the dialog that stands."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.open: FaultDialog | None = None
        self.faults = Faults(self)
        self._workplace = workplace
        self.faults.met.connect(self._show)
        self.faults.met_again.connect(self._show_above)
        workplace.settled.connect(self._begin_log)

    def _begin_log(self) -> None:
        from app import logbook

        logbook.begin()

    def _show(self, error: BaseException) -> None:
        if self.open is not None:
            self._show_above(error)
            return
        from app import logbook
        from ui.dialogs.fault import FaultDialog

        over = QApplication.activeModalWidget() or self._workplace.window
        self.open = FaultDialog(error, str(logbook.begin()), over)
        self.open.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open.finished.connect(self._forget)
        # Not exec: whoever failed must come to its end while the dialog stands.
        self.open.open()

    def _show_above(self, error: BaseException) -> None:
        from app import logbook

        hint = tr("The log says more: {what}", what=type(error).__name__)
        title = tr("Something went wrong in the program.")
        self._workplace.show_error(UnexpectedError(title, hint, logbook.details_of(error)))

    def _forget(self) -> None:
        self.open = None


def watch(app: QApplication, workplace: Workplace) -> Watch:
    """Until the program ends: log what goes wrong, and tell it."""
    result = Watch(workplace)
    result.faults.hear()
    app.aboutToQuit.connect(result.faults.stop)
    return result
