"""Dialogs that make or change one thing: what is typed is tried out, refusals stand beside their field."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.outlooks import Affected, Outlook, as_shown, outlook
from app.errors import ChangedMeanwhile, InvalidInput, ShopError
from app.field_words import field_title
from app.language import ntr, tr
from ui.common import dialog
from ui.common.form import Form
from ui.common.page import Desk
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, preview_table, stretch
from ui.dialogs.planning import PlanningDialog


class FormDialog(PlanningDialog):
    """Subclasses build `form` and say which write serves; `before` is what was read, None of a new thing."""

    def __init__(self, desk: Desk, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, act, parent)
        self.form: Form
        self.before: Any = None
        self._given: dict[str, Any] = {}
        self._fingerprint = ""
        self._conflict: ChangedMeanwhile | None = None
        self._told: str | None = None
        self.then_read: Callable[..., Any] | None = None
        """What is read by the new thing's id once it exists, to be the outcome in its place."""

    # for subclasses

    def draft(self) -> Any:
        """All that is typed, as the write takes it; InvalidInput where it cannot be taken."""
        raise NotImplementedError

    def act(self, draft: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The write and its arguments."""
        raise NotImplementedError

    def is_read(self) -> bool:
        """Whether what is to be changed is there to be held against what is typed."""
        raise NotImplementedError

    def reread(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What reads the thing anew after somebody else changed it."""
        raise NotImplementedError

    def merge(self, fresh: Any) -> None:
        """Take over what others changed, but for what was typed here; `before` becomes `fresh`."""

    def asks_for_dates(self) -> bool:
        """Whether something is changed by which dates are planned."""
        return False

    # building

    def stand(self, form: Form, body: QVBoxLayout) -> None:
        """Use the form, with the preview of what its values do to the queue below `body`."""
        self.form = form
        make = AffectedColumns(self.desk.formats)
        columns = [
            make.customer(140),
            make.order(),
            make.product(150),
            make.gets(),
            make.expected(),
            make.promised(),
            make.then(),
        ]
        self.touched = PreviewModel(columns, parent=self)
        self.head = PreviewHead(tr("Who gains and who loses"))
        self.affected = preview_table(self.touched, tr("Who gains and who loses"))
        stretch(self.affected, "product")
        self.box = Boxed(self.affected, least=3)
        for widget in (self.head, self.box):
            widget.hide()
            body.addWidget(widget)
        form.changed.connect(self.typed)
        form.said.connect(self.grow, Qt.ConnectionType.QueuedConnection)

    def show_given(self, values: Mapping[str, Any]) -> None:
        """What the form opens with; leaving is asked about only what differs from it."""
        self.form.set_values(values)
        self._given = self.form.readable()

    # while one types

    def typed(self) -> None:
        """Something was typed: try it out."""
        self._fingerprint = ""
        self._conflict = None
        if not self.is_read():
            return
        try:
            draft = self.draft()
        except InvalidInput:
            self.try_nothing()
            self._show_rows([])
            return
        self._forget_told()
        fn, args = self.act(draft)
        self.try_out(outlook, fn, *args)

    def _forget_told(self) -> None:
        if self._told is not None:
            key, self._told = self._told, None
            self.form.clear(key)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.set_old(old=old)

    def show_preview(self, answer: Outlook[Any]) -> None:
        self._fingerprint = answer.fingerprint
        shown = [each for each in answer.affected if each.gets or each.moves]
        self._show_rows(shown, says_none=self.asks_for_dates())

    def _show_rows(self, shown: list[Affected], *, says_none: bool = False) -> None:
        self.touched.set_rows(affected.row_of(each) for each in shown)
        self.affected.setColumnHidden(self.touched.column_of("gets"), not any(each.gets for each in shown))
        self.head.say(_sum(shown) if shown else tr("Nobody's date moves."))
        self.box.setVisible(bool(shown))
        self.head.setVisible(bool(shown) or says_none)
        if shown or says_none:
            self.grow()

    def grow(self) -> None:
        """Make room for what has come to be said."""
        self.grow_to(self._wanted_height())

    def fit(self, width: int) -> None:
        """The size to open with."""
        self.resize(width, self.sizeHint().height())

    def _wanted_height(self) -> int:
        """Sentences that wrap need more than they say before they know their width."""
        layout = self.layout()
        high = layout.totalHeightForWidth(self.width()) if layout else 0
        return min(max(high, self.sizeHint().height()), dialog.room_for(self).height())

    def show_preview_refused(self, error: ShopError) -> None:
        """Said beside the field; the keyboard stays where it is."""
        self._show_rows([])
        if isinstance(error, ChangedMeanwhile):
            self._conflict = error
        if not self._say_beside(error):
            self.error.show_error(error)

    # refusals

    def place_of(self, error: ShopError) -> str:
        """The key of the field that an error is about, '' where it is about none."""
        place = error.field if isinstance(error, ChangedMeanwhile) else getattr(error, "place", "")
        return place if place in self.form.fields else ""

    def _say_beside(self, error: ShopError) -> bool:
        place = self.place_of(error)
        if place:
            self._told = place
            self.form.say(str(error), place)
        return bool(place)

    def show_error(self, error: ShopError, cause: QWidget | None = None) -> None:
        if self._say_beside(error):
            self.error.clear()
            field = self.form.fields[self.place_of(error)]
            self.show_field(field)
            field.editor.setFocus()
        else:
            super().show_error(error, cause)

    def show_field(self, field: QWidget) -> None:
        """Bring a field to where it can be seen."""

    def entered(self) -> list[str]:
        now = self.form.readable()
        keys = [key for key in self.form.fields if now.get(key) != self._given.get(key)]
        return [field_title(key) for key in keys]

    # done

    def submit(self) -> None:
        draft = self.draft()
        if self._conflict is not None:
            self._learn_others(then=self._submit)
            return
        fn, args = self.act(draft)
        self.write(as_shown(fn, self._fingerprint), *args)

    def refused(self, error: ShopError) -> bool:
        if not isinstance(error, ChangedMeanwhile):
            return False
        self.show_error(error)
        self._learn_others(then=lambda: None)
        return True

    def _written(self, outcome: Any) -> None:
        if self.then_read is None:
            super()._written(outcome)
        else:
            self.desk.jobs.read(self.then_read, outcome, done=super()._written, failed=self.show_error)

    def plan_changed(self, error: ShopError) -> None:
        self.typed()

    def _learn_others(self, then: Callable[[], object]) -> None:
        """What was typed stays; what others changed beside it is taken over, so that saving again works."""
        self._conflict = None

        def take(fresh: Any) -> None:
            self.merge(fresh)
            then()

        fn, args = self.reread()
        self.desk.jobs.read(fn, *args, done=take, failed=self.show_error)


def merged(before: Mapping[str, Any], mine: Mapping[str, Any], fresh: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored now, but for what was typed here."""
    return {key: fresh[key] if mine.get(key, old) == old else mine[key] for key, old in before.items()}


def _sum(shown: list[Affected]) -> str:
    longer = sum(each.waits_longer for each in shown)
    less = len(shown) - longer
    words = []
    if less:
        words.append(ntr("{count} line gets goods sooner.", "{count} lines get goods sooner.", less))
    if longer:
        words.append(ntr("{count} line waits longer.", "{count} lines wait longer.", longer))
    return " ".join(words)
