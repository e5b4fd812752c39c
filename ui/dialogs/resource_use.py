"""Putting a resource out of use or using it again, who waits longer seen before; deleting it (R30)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.fields import RESOURCE
from app.actions.removing import Naming, delete, naming
from app.actions.resources import put_out_of_use, use_resource_again
from app.language import tr
from app.lists.resource_detail import ResourceDetail
from ui.common.dialog import Dialog
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.resource_plan import ResourcePlanDialog

WIDTH = 440


class OutOfUseDialog(ResourcePlanDialog):
    """It gives nothing from today on."""

    def __init__(self, desk: Desk, detail: ResourceDetail, parent: QWidget | None = None) -> None:
        title = tr("Put {name} out of use", name=detail.name)
        super().__init__(desk, detail, title, tr("Put out of use"), parent)
        self.cause.setFocus()

    def draft(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        return put_out_of_use, (self.detail.id,), {}

    def remarks(self) -> list[str]:
        return [tr("It gives nothing from today on. Its past stays, and it can be used again at any time.")]

    def done_words(self) -> tuple[str, Undo | None]:
        name = self.detail.name
        back = partial(use_resource_again, cause=tr("taken back"))
        undo = Undo(tr("putting {name} out of use", name=name), back, (self.detail.id,))
        return tr("{name} is out of use.", name=name), undo


class UseAgainDialog(ResourcePlanDialog):
    """It gives again what its weeks say."""

    needs_cause = False

    def __init__(self, desk: Desk, detail: ResourceDetail, parent: QWidget | None = None) -> None:
        title = tr("Use {name} again", name=detail.name)
        super().__init__(desk, detail, title, tr("Use again"), parent)
        self.cause.setFocus()

    def draft(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        return use_resource_again, (self.detail.id,), {}

    def done_words(self) -> tuple[str, Undo | None]:
        name = self.detail.name
        back = partial(put_out_of_use, cause=tr("taken back"))
        undo = Undo(tr("using {name} again", name=name), back, (self.detail.id,))
        return tr("{name} is in use again.", name=name), undo


class DeleteResourceDialog(Dialog):
    """Only what nothing names can be deleted; else it says what does, and offers to put it out of use."""

    def __init__(self, desk: Desk, detail: ResourceDetail, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Delete {name}", name=detail.name), tr("Delete"), parent)
        self.detail = detail
        self.known: Naming | None = None
        self.words = Prose()
        self.words.setMinimumHeight(64)
        self.body.addWidget(self.words)
        self.set_act(tr("Delete"), enabled=False)
        self.resize(WIDTH, self.sizeHint().height())
        desk.jobs.read(naming, RESOURCE, detail.id, done=self._show, failed=self.show_error)

    def _show(self, known: Naming) -> None:
        self.known = known
        if not known.papers:
            self.words.set_text(tr("Nothing names it. It goes with its weeks and blocks."))
            self.set_act(tr("Delete"))
            return
        said = [tr("It cannot be deleted: {papers} name it.", papers=tr(", ").join(known.papers))]
        if self.detail.active:
            said.append(tr("Out of use, it gives nothing from today on, and its past stays."))
            self.set_act(tr("Put out of use…"))
        self.words.set_text(" ".join(said))

    def submit(self) -> None:
        if self.known is None:
            return
        if not self.known.papers:
            self.write(delete, RESOURCE, self.detail.id)
            return
        self.accept()
        OutOfUseDialog(self.desk, self.detail, self.parentWidget()).ask()

    def finish(self, outcome: Any) -> None:
        self.desk.done(tr("{name} is deleted.", name=outcome))
        super().finish(outcome)
