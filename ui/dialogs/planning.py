"""Dialogs that show what would happen while one types, and write exactly that."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.errors import NeedsConsent, ShopError
from ui.common.buttons import button
from ui.common.dialog import Dialog
from ui.common.page import Desk
from ui.common.preview import Preview

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlanningDialog(Dialog):
    """Tries the write out while one types; Enter goes to the next field, with Control it confirms."""

    def __init__(self, desk: Desk, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, act, parent)
        self.is_asking = False
        """Whether what is shown is not yet the answer to what is typed."""
        self._submits_when_shown = False
        self._preview = Preview(desk.jobs, self, trial=True)
        self._preview.answered.connect(self._take_answer)
        self._preview.failed.connect(self._take_refusal)
        self.error.retried.connect(self.consent)
        self.ok.setAutoDefault(False)

    # for subclasses

    def show_preview(self, answer: Any) -> None:
        """Show what would happen."""

    def show_preview_refused(self, error: ShopError) -> None:
        """What is typed would be refused."""
        self.show_error(error)

    def show_preview_old(self, *, old: bool) -> None:
        """The last answer stays, quieter, until the new one comes."""

    def consent_words(self) -> str:
        """The button beside a refusal that needs only the owner's word."""
        return ""

    def consent(self) -> None:
        """The owner gives his word: write again."""

    # for their use

    def try_out(self, fn: Callable[..., Any], *args: Any, keeps_error: bool = False, **kwargs: Any) -> None:
        """`shop.preview(fn, …)` once typing pauses; `show_preview` gets the answer."""
        if not keeps_error:
            self.error.clear()
        self.is_asking = True
        self.show_preview_old(old=True)
        self._preview.ask(fn, *args, **kwargs)

    def try_nothing(self) -> None:
        """There is nothing that could be tried out."""
        self._preview.stop()
        self.is_asking = self._submits_when_shown = False
        self.show_preview_old(old=False)

    def add_action(self, text: str, act: Callable[[], object]) -> QPushButton:
        """Another, plain way to finish, left of the filled button."""
        result = button(text)
        result.clicked.connect(lambda: act())
        self.footer.insertWidget(self.footer.count() - 1, result)
        return result

    # how

    def show_problem(self, error: ShopError) -> None:
        """As `show_error`, but the keyboard stays where it is: somebody is typing."""
        self.error.offer("")
        self.error.show_error(error, self.cause_of(error), takes_keyboard=False)

    def show_error(self, error: ShopError, cause: QWidget | None = None) -> None:
        self.error.offer(self.consent_words() if isinstance(error, NeedsConsent) else "")
        super().show_error(error, cause)

    def _submit(self) -> None:
        if self.is_asking:
            self._submits_when_shown = True
        else:
            super()._submit()

    def _take_answer(self, answer: Any) -> None:
        self.is_asking = False
        self.show_preview_old(old=False)
        self.show_preview(answer)
        if self._submits_when_shown:
            self._submits_when_shown = False
            self._submit()

    def _take_refusal(self, error: ShopError) -> None:
        self.is_asking = self._submits_when_shown = False
        self.show_preview_old(old=False)
        self.show_preview_refused(error)

    def event(self, event: QEvent) -> bool:
        result = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return result

    def _grow(self) -> None:
        """A row or a panel more makes the dialog higher while the screen has room, else its tables scroll."""
        layout = self.layout()
        if layout is None or self._scroll is not None:
            return
        hint = layout.totalSizeHint().height()
        wanted = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else hint
        before = self.height()
        self.grow_to(wanted)
        if self.height() > before:
            beyond = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
            self.move(self.x(), self.y() - max(0, beyond))

    def leave(self) -> None:
        self._preview.stop()
        super().leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        chosen = self.focusWidget()
        if isinstance(chosen, QPushButton):
            chosen.click()
        else:
            self.go_on()

    def go_on(self) -> None:
        """To the next field; the buttons beside fields are reached by Tab alone, lest Enter press them."""
        begun = self.focusWidget()
        while self.focusNextChild():
            held = self.focusWidget()
            beside = isinstance(held, QPushButton | QToolButton) and held is not self.ok
            if held is begun or not beside:
                return
