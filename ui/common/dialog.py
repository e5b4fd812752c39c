"""What every dialog is: a body, an error beside its cause, a footer with a hint and one filled button."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInput, PlanChanged, ShopError
from app.language import tr
from ui.common import fonts, theme
from ui.common.buttons import button, primary
from ui.common.input_table import InputTable
from ui.common.job import Job
from ui.common.labels import Hairline, label
from ui.common.messages import ErrorBlock
from ui.common.page import Desk
from ui.common.scroll import Scroll
from ui.common.table import TableView

MARGIN = 20
FRAME = QSize(8, 40)
"""What a desktop puts around a dialog, at most."""


def room_for(dialog: QWidget) -> QSize:
    """The largest that a dialog can be on its screen."""
    return dialog.screen().availableSize() - FRAME


def first_field(within: QWidget) -> QWidget | None:
    """What Tab comes to first within a part of a window, if anything."""
    widget: QWidget | None = within.nextInFocusChain()
    while widget is not None and widget is not within:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabledTo(within)
        if takes and within.isAncestorOf(widget) and widget.isVisibleTo(within):
            return widget
        widget = widget.nextInFocusChain()
    return None


class Sheet(QDialog):
    """A dialog that needs no shop: subclasses fill `body`; `submit` does what the filled button says."""

    tallest = 16_000
    """Pixels beyond which it does not grow by itself, though the screen has room: its parts scroll."""

    def __init__(self, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome: Any = None
        self.setWindowTitle(title)
        self._stand_on("raised")
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.error = ErrorBlock()
        self.hint = label(size=fonts.SMALL, tone="quiet")
        self.footer = QHBoxLayout()
        self._outer, self._room = QVBoxLayout(self), QWidget()
        self._scroll: Scroll | None = None
        self._seeks_beginning = False
        self.cancel = button(tr("Cancel"))
        self.ok = primary(act)
        self._lay_out()
        self.cancel.clicked.connect(self._cancel)
        self.ok.clicked.connect(self._submit)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._submit)

    # for subclasses

    def submit(self) -> None:
        """Read the fields, raising what cannot be taken, then `write` or `finish`."""
        self.finish(None)

    def cause_of(self, error: ShopError) -> QWidget | None:
        """The field that an error is about."""
        return None

    # for their use

    def ask(self) -> Any:
        """Show the dialog; its outcome, or None where it was left."""
        try:
            return self.outcome if self.exec() else None
        finally:
            # Its parent, the window, would keep it.
            self.deleteLater()

    def finish(self, outcome: Any) -> None:
        """Close with this outcome."""
        self.outcome = outcome
        self.accept()

    def set_act(self, text: str, *, enabled: bool = True) -> None:
        """Name what the filled button would do now: 'Receive 13 pieces'."""
        self.ok.setText(text)
        self.ok.setEnabled(enabled)
        self._find_beginning()

    def grow_to(self, height: int) -> None:
        """Be so high at least, as far as the screen has room."""
        wanted = min(height, self.tallest, room_for(self).height())
        self.resize(self.width(), max(self.height(), wanted))

    def show_error(self, error: ShopError, cause: QWidget | None = None) -> None:
        """Say what is wrong; the dialog stays open and nothing typed is lost."""
        self.error.show_error(error, cause or self.cause_of(error))
        if self._outer.hasHeightForWidth():  # its least size knows nothing of lines that wrap
            self._outer.activate()
            self.grow_to(self._outer.minimumHeightForWidth(self.width()))

    # how

    def _cancel(self) -> None:
        self.reject()

    def _submit(self) -> None:
        for table in self.findChildren(InputTable):
            table.take_up()
        if not self.ok.isEnabled():
            return
        self.error.clear()
        try:
            self.submit()
        except InvalidInput as error:
            self.show_error(error)

    def _find_beginning(self) -> None:
        """Left to Qt the keyboard would begin on the first button made, which leaves the dialog.

        What is still read cannot have it: then it goes on once the act is named.
        """
        if self._seeks_beginning and self.focusWidget() in (None, self.cancel):
            beginning = first_field(self._room) or self.ok
            if beginning.isEnabled():
                beginning.setFocus()
                self._seeks_beginning = False

    def _stand_on(self, ground: str) -> None:
        colors = QPalette(self.palette())
        colors.setColor(QPalette.ColorRole.Window, theme.color(getattr(theme.tokens(), ground)))
        self.setPalette(colors)

    def _lay_out(self) -> None:
        self.footer.setContentsMargins(MARGIN, 12, MARGIN, 12)
        self.footer.setSpacing(8)
        self.footer.addWidget(self.hint)
        self.footer.addStretch()
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.ok)
        room = QVBoxLayout(self._room)
        room.setContentsMargins(MARGIN, 16, MARGIN, 16)
        room.addLayout(self.body, stretch=1)
        room.addWidget(self.error)
        for part in (self._room, Hairline()):
            self._outer.addWidget(part, stretch=1 if part is self._room else 0)
        self._outer.addLayout(self.footer)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_screen()
        elif event.type() is QEvent.Type.Show:
            self._seeks_beginning = self.focusWidget() is None
            self._find_beginning()
            self._fit_screen()
            self.resize(self.size().boundedTo(room_for(self)))
        return super().event(event)

    def _fit_screen(self) -> None:
        """Let the body scroll where it is larger than the screen, as at twice the size; then it stays so."""
        most, least = room_for(self), self.minimumSizeHint()
        if self._scroll is None and least != least.boundedTo(most):
            held = self.focusWidget()
            self._outer.takeAt(0)
            self._scroll = Scroll(self._room, self.windowTitle(), sideways=True)
            self._outer.insertWidget(0, self._scroll, stretch=1)
            self.hint.setWordWrap(True)
            self.footer.setStretchFactor(self.hint, 1)
            self._outer.activate()  # else what it needed before would still be its least size
            self.resize(self.size().boundedTo(most))
            if held is not None:
                held.setFocus()  # it lost the keyboard on its way into the scroll area


class Dialog(Sheet):
    """A dialog over an open shop: `write` closes it with the outcome, or shows what is refused."""

    def __init__(self, desk: Desk, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(title, act, parent)
        self.desk = desk
        self._is_busy = False
        self._job: Job | None = None
        desk.jobs.unsure.connect(self._say_unsure)

    # for subclasses

    def entered(self) -> list[str]:
        """What was typed and would be lost, each in a word or two; the button 'Cancel' needs no question."""
        fields = (each for each in self.findChildren(QLineEdit) if type(each) is QLineEdit)
        return [words for each in fields if each.isModified() and (words := each.text().strip())]

    def leave(self) -> None:
        """Close without an outcome, whatever was typed."""
        super().reject()

    def plan_changed(self, error: ShopError) -> None:
        """The plan shown no longer holds: show the new one; the error says so already."""

    def refused(self, error: ShopError) -> bool:
        """A refusal of the write; True where the dialog has dealt with it, so that it is not shown."""
        return False

    # for their use

    def write(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """`shop.write(fn, …)`; then close with its outcome, or stay open with what it refuses."""
        self._set_busy(busy=True)
        self._job = self.desk.jobs.write(fn, *args, done=self._written, failed=self._not_written, **kwargs)

    def reject(self) -> None:
        """Escape: leave, once the owner lets go of what was typed."""
        from ui.dialogs.leaving import may_leave

        if not self._is_busy and may_leave(self, self.desk, self.entered()):
            self._cancel()

    # how

    def _cancel(self) -> None:
        """Not between a write and its outcome: nobody would learn what became of it."""
        if not self._is_busy:
            self.leave()

    def _say_unsure(self, job: Job) -> None:
        if job is self._job:
            words = tr("The connection broke. Whether this was done is looked up as soon as it is back.")
            self.hint.setText(words)

    def _written(self, outcome: Any) -> None:
        self._set_busy(busy=False)
        self.finish(outcome)

    def _not_written(self, error: ShopError) -> None:
        self._set_busy(busy=False)
        if self.refused(error):
            return
        self.show_error(error)
        if isinstance(error, PlanChanged):
            self.plan_changed(error)

    def _submit(self) -> None:
        if not self._is_busy:  # what is typed meanwhile may have enabled the button
            super()._submit()

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.ok.setEnabled(not busy)
        self.cancel.setEnabled(not busy)


class Framed(QFrame):
    """A table on a dialog, in a hairline."""

    def __init__(self, table: TableView) -> None:
        super().__init__()
        self.table = table
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(table)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(theme.color(theme.tokens().line))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def fit_height(table: TableView, *, most: int = 12, least: int = 1) -> None:
    """Make a table as high as its rows, between `least` and `most` of them."""
    count = table.rows_model.rowCount()
    room = sum(table.rowHeight(line) for line in range(min(count, most)))
    room += table.verticalHeader().defaultSectionSize() * max(0, least - count)
    table.setFixedHeight(room + table.head.sizeHint().height() + 2)
    fits = count <= most
    policy = Qt.ScrollBarPolicy
    table.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded)
