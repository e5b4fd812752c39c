"""Publish order pages: where to, and how far it is; stopped, what was written stays."""

from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions.shop_settings import CHECKS, change_shop_settings
from app.errors import ShopError
from app.language import ntr, tr
from app.progress import Cancelled, Progress
from app.status_pages.choosing import PublishingForm, publish_as_chosen, publishing_form
from app.status_pages.publishing import Published
from app.wording import quantity_text
from ui.common.dialog import Dialog
from ui.common.form import Form
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.settings_fields import part_of
from ui.dialogs.settings_pages import PagesFields

WIDTH, HEIGHT = 640, 340


class PublishDialog(Dialog):
    """What is chosen is kept for the next time, and for the command."""

    filled = Signal()
    _went_on = Signal(str, int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Order pages"), tr("Publish"), parent)
        self._progress: Progress | None = None
        self._before: dict[str, str] = {}
        self.places = PagesFields()
        self.chosen = part_of(*self.places.rows())
        self.form = Form(self.places.fields, CHECKS, self)
        self.body.addWidget(
            Prose(
                tr(
                    "A small page for each open order, for your web server to show: what is shipped, what"
                    " waits and until when, what can come instead, how to answer. Nobody guesses its"
                    " address. When the order ends the page says so for 30 days."
                )
            )
        )
        self.body.addWidget(self.chosen)
        self.cancel.setText(tr("Close"))
        self._went_on.connect(self._show_progress)
        self.resize(WIDTH, HEIGHT)
        self.ok.setEnabled(False)
        self._read()

    def _read(self) -> None:
        self.desk.jobs.read(publishing_form, done=self._fill, failed=self.show_error)

    def _fill(self, form: PublishingForm) -> None:
        shown = self._before
        self._before = dict(form.values)
        if not shown:
            self.form.set_values(form.values)
        self.set_act(
            ntr("Publish {count} page", "Publish {count} pages", form.pages, count=_count(form.pages))
        )
        self.filled.emit()

    def cause_of(self, error: ShopError) -> QWidget | None:
        key = getattr(error, "place", "") or getattr(error, "field", "") or "status_folder"
        field = self.form.fields.get(key)
        return field.editor if field is not None else None

    def entered(self) -> list[str]:
        return []  # a place is soon chosen again

    # while it goes

    def submit(self) -> None:
        if self._progress is not None:
            return
        before, after = self._before, self.form.values()
        shop: Any = self.desk.jobs.shop
        progress = self._progress = Progress(self._went_on.emit)
        self._set_running(running=True)
        work = partial(publish_as_chosen, shop, before, after, progress)
        self.desk.jobs.carry_out(work, partial(self._over, before, after), self._broken)

    def _set_running(self, *, running: bool) -> None:
        for each in (self.ok, self.chosen):
            each.setEnabled(not running)
        self.cancel.setText(tr("Stop") if running else tr("Close"))
        self.hint.setText("")

    def _show_progress(self, stage: str, done: int, total: int) -> None:
        if self._progress is not None:
            counts = tr("{done} of {total}", done=_count(done), total=_count(total))
            self.hint.setText(f"{stage}  {counts}" if total else stage)

    def _broken(self, error: ShopError) -> None:
        """What was chosen may be kept already: it is read again, what stands in the fields stays."""
        self._progress = None
        self._set_running(running=False)
        self.show_error(error, None if isinstance(error, Cancelled) else self.cause_of(error))
        self._read()

    def _over(self, before: dict[str, str], after: dict[str, str], said: Published) -> None:
        self._progress = None
        self._set_running(running=False)
        undo = Undo(tr("settings"), change_shop_settings, (after, before)) if before != after else None
        self.desk.done(" ".join(said.sentences()), undo)
        self.finish(said)

    def leave(self) -> None:
        """Stop what is going on; else close."""
        if self._progress is not None:
            self._progress.cancel()
        else:
            super().leave()


def _count(number: int) -> str:
    return quantity_text(Decimal(number))


def ask(parent: QWidget | None, desk: Desk) -> Published | None:
    """Publish them; what became of it, or None where nothing was published."""
    outcome: Published | None = PublishDialog(desk, parent).ask()
    return outcome
