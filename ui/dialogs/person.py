"""What the dialogs of customers and suppliers share: fields in rows, reading and saving."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.actions.cards import Fields
from app.actions.fields import CHECKS
from app.language import tr
from ui.common.form import Form, FormField, side_by_side
from ui.common.page import Desk
from ui.dialogs.card_dialog import CardDialog
from ui.dialogs.form_dialog import merged

WIDTH = 880
Rows = Sequence[Sequence[tuple[QWidget, int]]]
"""Fields side by side, each with its share of the width."""


class PersonDialog(CardDialog):
    """Without an id somebody new, perhaps with a name that is known already."""

    draft_of: ClassVar[Callable[..., Any]]
    create: ClassVar[Callable[..., Any]]
    edit: ClassVar[Callable[..., Any]]
    dated_by: ClassVar[frozenset[str]]
    """The fields by which dates are planned."""

    def __init__(
        self, desk: Desk, row_id: int | None = None, name: str = "", parent: QWidget | None = None
    ) -> None:
        self.row_id = row_id
        title, act = self.words()
        super().__init__(desk, title, act, parent)
        rows = self.rows()
        for row in rows:
            self.body.addLayout(side_by_side(*row))
        fields = [field for row in rows for field, _ in row if isinstance(field, FormField)]
        self.stand(Form(fields, CHECKS[self.table], self), self.body)
        self.body.addStretch()
        self.form.fields["active"].setVisible(row_id is not None)
        draft = type(self).draft_of(name=name)
        self.show_given({key: getattr(draft, key, True) for key in self.form.fields})
        self.fit(WIDTH)
        self.form.fields["name"].editor.setFocus()
        if row_id is not None:
            self.ok.setEnabled(False)
            desk.jobs.read(type(self).read, row_id, done=self._fill, failed=self.show_error)

    # for subclasses

    def words(self) -> tuple[str, str]:
        """Title and filled button, of a new one or a known one."""
        raise NotImplementedError

    def rows(self) -> Rows:
        """The fields as they stand."""
        raise NotImplementedError

    # how

    @property
    def name(self) -> str:
        return str(self.form.readable().get("name", ""))

    def _fill(self, card: Fields) -> None:
        self.before = card
        self.show_given(card)
        self.ok.setEnabled(True)
        self.setWindowTitle(tr("Edit {name}", name=card["name"]))

    def draft(self) -> Fields:
        return self.form.values()

    def act(self, draft: Fields) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if self.row_id is not None:
            return type(self).edit, (self.row_id, self.before, draft)
        told = {key: value for key, value in draft.items() if key != "active"}
        return type(self).create, (type(self).draft_of(**told),)

    def is_read(self) -> bool:
        return self.row_id is None or self.before is not None

    def asks_for_dates(self) -> bool:
        now = self.form.readable()
        return self.row_id is not None and any(now.get(key) != self.before[key] for key in self.dated_by)

    def merge(self, fresh: Fields) -> None:
        mine = self.form.readable()
        shown, self.before = merged(self.before, mine, fresh), fresh
        self.form.set_values({key: value for key, value in shown.items() if mine.get(key, value) != value})
