"""The name of a saved filter, given or changed."""

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.names import key_of
from app.saved_filters import LONGEST_NAME, SavedFilter, rename_filter, save_filter
from ui.common.dialog import Dialog
from ui.common.inputs import field, line_edit
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.saved_filters import SavedFilters

WIDTH = 420


def ask_to_save(parent: QWidget | None, desk: Desk, filters: SavedFilters) -> SavedFilter | None:
    """Ask for a name and save what the list shows; what was saved, or None."""
    kept: SavedFilter | None = FilterNameDialog(desk, filters, None, parent).ask()
    return kept


def ask_to_rename(
    parent: QWidget | None, desk: Desk, filters: SavedFilters, saved: SavedFilter
) -> SavedFilter | None:
    """Ask for another name; what it is called then, or None."""
    kept: SavedFilter | None = FilterNameDialog(desk, filters, saved, parent).ask()
    return kept


class FilterNameDialog(Dialog):
    """Says while one types whose place the name would take."""

    def __init__(
        self, desk: Desk, filters: SavedFilters, saved: SavedFilter | None, parent: QWidget | None = None
    ) -> None:
        title = tr("Save this filter") if saved is None else tr("Rename “{name}”", name=saved.name)
        super().__init__(desk, title, tr("Save") if saved is None else tr("Rename"), parent)
        self._filters, self._saved = filters, saved
        self.name = line_edit(saved.name if saved else "", tr("Late, mine"))
        self.name.setMaxLength(LONGEST_NAME)
        if saved is None:
            words = tr("Filter, search, order and columns of this list come back by its name, at every till.")
            self.body.addWidget(Prose(words, "quiet"))
        self.body.addWidget(field(tr("Name"), self.name))
        self.name.textChanged.connect(self._typed)
        self.name.selectAll()
        self._typed()
        self.resize(WIDTH, self.sizeHint().height())

    def _typed(self) -> None:
        key = key_of(self.name.text())
        taken = self._saved is None and any(key_of(each.name) == key for each in self._filters.known)
        self.hint.setText(tr("Takes the place of the filter of that name.") if taken else "")
        title = tr("Save") if self._saved is None else tr("Rename")
        self.set_act(tr("Replace") if taken else title, enabled=bool(key))

    def submit(self) -> None:
        name = self.name.text()
        if self._saved is None:
            self.write(save_filter, self._filters.list_key, self._filters.as_shown(name))
        else:
            self.write(rename_filter, self._filters.list_key, self._saved.name, name)

    def cause_of(self, error: object) -> QWidget | None:
        return self.name
