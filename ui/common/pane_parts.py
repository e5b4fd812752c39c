"""What panes are made of: a head, small tables, lines of day and words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import ntr
from ui.common import fonts
from ui.common.buttons import button
from ui.common.cells import Cell, Column
from ui.common.dialog import fit_height
from ui.common.elided import Elided
from ui.common.figures import StatusChip
from ui.common.labels import Hairline, Prose, label
from ui.common.rows_model import RowsModel
from ui.common.table import TableView

DOT = "  ·  "
ROW = 28
WIDTH = 330
"""What tables of a pane may take, beside a scroll bar."""


class PaneHead(QWidget):
    """Title and status side by side, small facts below."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Elided(fonts.PANE_TITLE, fonts.STRONG)
        self.chip = StatusChip()
        self.facts = label(size=fonts.SMALL, tone="quiet")
        self.facts.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, stretch=1)
        top.addWidget(self.chip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.facts)

    def show_head(self, title: str, facts: Sequence[str], status: Cell | None = None) -> None:
        """Facts that are empty are left out."""
        self.title.show_text(title)
        self.facts.setText(DOT.join(fact for fact in facts if fact))
        self.chip.setVisible(bool(status and status.text))
        self.chip.show_cell(status or Cell())


class PaneTable(QWidget):
    """A titled table as high as its rows, of which a button shows those above `most`; gone while empty.

    Made where it will stand: to move a table to another parent takes Qt as long as to make one.
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        *,
        most: int = 8,
        chooses: bool = False,
        titled: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.model = RowsModel(columns, parent=self)
        self.table = TableView(self.model, title, parent=self)
        self.table.verticalHeader().setDefaultSectionSize(fonts.row_height(ROW))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not chooses:
            self.table.set_lead(0)
            self.table.setSelectionMode(TableView.SelectionMode.NoSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        if titled:
            layout.addWidget(label(title, weight=fonts.STRONG))
        layout.addWidget(self.table)
        self.rest = button()
        self.rest.clicked.connect(self.show_rest)
        self.rest.hide()
        layout.addWidget(self.rest)
        self._rows: Sequence[tuple[object, ...]] = ()
        self._all = False

    def show_rows(self, rows: Sequence[tuple[object, ...]]) -> None:
        """Replace them; what was chosen stays chosen where it is still there."""
        if {row[0] for row in rows}.isdisjoint(row[0] for row in self._rows):
            self._all = False
        self._rows = rows
        shown = rows if self._all else rows[: self._most]
        self.setVisible(bool(rows))
        self.model.set_rows(shown)
        fit_height(self.table, most=len(rows))
        left = len(rows) - len(shown)
        self.rest.setText(ntr("{count} more", "{count} more", left))
        self.rest.setVisible(left > 0)

    def show_rest(self) -> None:
        """All rows; the pane scrolls."""
        first = self._rows[self._most][0]
        self._all = True
        self.show_rows(self._rows)
        self.table.choose(first)
        self.table.setFocus()


class Happenings(QWidget):
    """Lines of (day, words), newest first, as many as are given."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Each a day, words, and perhaps a figure at the right."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(lines))
        for row, line in enumerate(lines):
            self._grid.addWidget(label(line[0], fonts.SMALL, tone="quiet"), row, 0)
            self._grid.addWidget(_words(line[1]), row, 1)
            for figure in line[2:]:
                right = label(figure, fonts.SMALL)
                self._grid.addWidget(right, row, 2, Qt.AlignmentFlag.AlignRight)


def _words(text: str) -> QWidget:
    result = Elided(fonts.SMALL)
    result.show_text(text)
    return result


class Part(QWidget):
    """A part of a pane under a hairline; hidden as a whole."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 4, 0, 0)
        self.body.setSpacing(8)
        self.body.addWidget(Hairline())
        if title:
            self.body.addWidget(label(title, weight=fonts.STRONG))


def prose() -> Prose:
    """Sentences of a pane, gone while there are none."""
    result = Prose()
    result.hide()
    return result


def say(where: Prose, sentences: Sequence[str]) -> None:
    """Show these sentences, or nothing."""
    text = " ".join(sentence for sentence in sentences if sentence)
    where.set_text(text)
    where.setVisible(bool(text))
