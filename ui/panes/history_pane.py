"""What the pane says of a row of history: who, when and why, what else the same act did."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.happenings import CONSEQUENCES, happening_text
from app.language import tr
from app.lists.history import LISTING, Together, happening_of, why_of
from app.wording import day_text, time_text
from ui.common import fonts
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.labels import Prose, label
from ui.common.list_source import value_of
from ui.common.pane_parts import WIDTH, PaneTable, Part, prose, say
from ui.common.steps import Steps

ABOUT = 84


class HistoryPane(QWidget):
    """`opened` gives the row of what was done together that was opened."""

    opened = Signal(object)

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self.sentence = Prose()
        self.sentence.setFont(fonts.font(fonts.PANE_TITLE, fonts.STRONG))
        self.facts = label(size=fonts.SMALL, tone="quiet")
        self.facts.setWordWrap(True)
        self.why: Prose = prose()
        self._part = Part(parent=self)
        title = tr("Done together")
        self.together = PaneTable(title, _columns(), most=16, chooses=True, parent=self._part)
        self.more = label(size=fonts.SMALL, tone="quiet")
        self._part.body.addWidget(self.together)
        self._part.body.addWidget(self.more)
        self.together.table.opened.connect(self.opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.sentence, self.facts, self.why, steps, self._part):
            layout.addWidget(part)
        layout.addStretch()

    def show_row(self, row: Row, together: Together) -> None:
        """Fill it."""
        self.sentence.set_text(happening_text(happening_of(row)))
        about = [value_of(LISTING, key)(row) for key in ("product", "order", "customer", "purchase")]
        moment = datetime.fromtimestamp(value_of(LISTING, "at")(row) / 1_000_000, UTC).astimezone()
        day = day_text(moment.date(), weekday=True, year=True)
        when = tr("{day}, {time}", day=day, time=time_text(moment))
        who = value_of(LISTING, "who")(row)
        said = tr("by {who}", who=who) if who else ""
        self.facts.setText("  ·  ".join(each for each in (when, said, *about) if each))
        say(self.why, [_why(row)])
        others = [each for each in together.rows if each[0] != row[0]]
        self.together.show_rows(others)
        count = self._formats.count(len(others)).text
        self.more.setText(tr("The first {count} are shown.", count=count))
        self.more.setVisible(together.more)
        self._part.setVisible(bool(others))


def _why(row: Row) -> str:
    why = why_of(row)
    if not why:
        return ""
    if value_of(LISTING, "kind")(row) in CONSEQUENCES:
        return tr("Because {deed}.", deed=why)
    return tr("Note: {note}", note=why)


def _columns() -> list[Column]:
    value = {key: value_of(LISTING, key) for key in ("order", "purchase", "sku", "customer", "product")}

    def what(row: Row) -> Cell:
        words = happening_text(happening_of(row))
        names: list[Any] = [words, value["product"](row), value["order"](row), value["customer"](row)]
        return Cell(words, tip="\n".join(str(each) for each in names if each))

    def about(row: Row) -> Cell:
        words = value["order"](row) or value["purchase"](row) or value["sku"](row)
        return Cell(words, "quiet", tip=words)

    return [
        Column("what", tr("What"), what, WIDTH - ABOUT),
        Column("about", tr("About"), about, ABOUT),
    ]
