"""Beside the costs: how well customers were served in the same time, and how old the queue is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.cost_views import CostsShown
from app.cost_words import age_text, rate_text, wait_text
from app.language import ntr, tr
from app.lists.service import AGES, Service
from ui.common.bars import FILLED, Bar, Bars
from ui.common.buttons import button
from ui.common.figures import Figures
from ui.common.format import Formats
from ui.common.labels import Prose
from ui.common.pane_parts import PaneHead, Part, prose, say


class CostsAside(QWidget):
    """Service against cost."""

    lost_sales_wanted = Signal()
    rates_wanted = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.head, self.cost, self.figures = PaneHead(), Figures(), Figures()
        self.meaning: Prose = prose()
        self.queue = Part(tr("Age of the queue"), self)
        self.ages = Bars(tr("Age of the queue"))
        self.queue.body.addWidget(self.ages)
        self.lost, self.rates = button(tr("Lost sales…")), button(tr("Rates…"))
        self.lost.clicked.connect(self.lost_sales_wanted)
        self.rates.clicked.connect(self.rates_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.lost)
        buttons.addWidget(self.rates)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.head, self.cost, self.figures, self.meaning, self.queue):
            layout.addWidget(part)
        layout.addLayout(buttons)

    def show_shown(self, shown: CostsShown) -> None:
        """Replace all of it."""
        told = shown.service
        amount = self._formats.in_currency(shown.report.currency).money(sum(shown.report.sums)).text
        self.head.show_head(tr("Service and cost"), [tr("in the time chosen")])
        ordered = self._formats.count(told.ordered).text
        self.cost.show_figures([(tr("Cost"), amount, ""), (tr("Lines ordered"), ordered, "")])
        kept = shown.kept.share
        self.figures.show_figures(
            [
                (tr("Fill rate"), rate_text(told.fill_rate), ""),
                (tr("Promises kept"), rate_text(None if kept is None else 10 * kept), ""),
                (tr("Average wait"), wait_text(told.average_wait), ""),
            ]
        )
        say(self.meaning, _meaning(told))
        bars = [_age(place, count) for place, count in enumerate(told.ages)]
        self.ages.show_bars(bars, self.ages.current)


def _meaning(told: Service) -> list[str]:
    if not told.ordered:
        return [tr("Nothing was ordered in this time.")]
    return [
        ntr(
            "{filled} of {count} line ordered could leave at once.",
            "{filled} of {count} lines ordered could leave at once.",
            told.ordered,
            filled=told.at_once,
        ),
        tr("The wait is from the order to each parcel."),
    ]


def _age(place: int, count: int) -> Bar:
    title = age_text(place, AGES)
    lines = ntr("{count} line waits", "{count} lines wait", count)
    said = tr("{name}: {amount}", name=title, amount=lines)
    return Bar(place, title, str(count), said, ((FILLED, count),), "" if count else "quiet")
