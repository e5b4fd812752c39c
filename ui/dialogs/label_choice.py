"""On which labels: the sheet, the first place that is unused, and the kind of code; remembered."""

from decimal import Decimal

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.documents.labels import LABEL_PAPERS, LabelPaper
from app.documents.layouts import INCH, MM, US_LETTER
from app.language import ntr, tr
from app.papers.put_aside import LabelSheet, places, usual_paper
from app.wording import quantity_text
from ui.common import fonts
from ui.common.inputs import combo, field

_PAPER, _CODE, _USED = "papers/labels", "papers/bar_code", "papers/used"


class LabelChoice(QWidget):
    """Three small choices."""

    changed = Signal()

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.paper = combo([(_words(paper), key) for key, paper in LABEL_PAPERS.items()])
        stored = str(QSettings().value(_PAPER, "") or usual_paper(currency))
        self.paper.setCurrentIndex(max(0, self.paper.findData(stored)))
        self.begin = combo()
        self.bar_code = QCheckBox(tr("Bar code in place of QR code"))
        self.bar_code.setFont(fonts.font())
        self.bar_code.setChecked(QSettings().value(_CODE, "false") == "true")
        self._begin_field = field(tr("Begin with label"), self.begin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for each in (field(tr("Label paper"), self.paper), self._begin_field, self.bar_code):
            layout.addWidget(each)
        self._offer_places()
        self.paper.activated.connect(lambda _: self._choose_paper())
        self.begin.activated.connect(lambda _: self.changed.emit())
        self.bar_code.clicked.connect(lambda _: self._choose_code())

    def sheet(self) -> LabelSheet:
        """What is chosen."""
        return LabelSheet(self.paper.currentData(), self.begin.currentData() or 0, self.bar_code.isChecked())

    def use(self, labels: int) -> None:
        """So many were printed: the next ones begin behind them."""
        sheet = self.sheet()
        QSettings().setValue(f"{_USED}/{sheet.paper}", (sheet.skip + labels) % places(sheet))
        self._offer_places()

    def _choose_paper(self) -> None:
        QSettings().setValue(_PAPER, self.paper.currentData())
        self._offer_places()
        self.changed.emit()

    def _choose_code(self) -> None:
        QSettings().setValue(_CODE, "true" if self.bar_code.isChecked() else "false")
        self.changed.emit()

    def _offer_places(self) -> None:
        key = self.paper.currentData()
        count = places(LabelSheet(key))
        self.begin.clear()
        for place in range(count):
            self.begin.addItem(quantity_text(Decimal(place + 1)), place)
        used = str(QSettings().value(f"{_USED}/{key}", "0"))
        self.begin.setCurrentIndex(min(int(used), count - 1) if used.isdecimal() else 0)
        self._begin_field.setVisible(count > 1)


def _words(paper: LabelPaper) -> str:
    """'A4, 21 labels, 63.5 × 38.1 mm'."""
    inches = paper.paper == US_LETTER
    unit, decimals = (INCH, 3) if inches else (MM, 1)
    width, height = (
        quantity_text(Decimal(str(round(side / unit, decimals))).normalize()) for side in paper.size
    )
    if inches:
        size = tr("{width} × {height} in", width=width, height=height)
    else:
        size = tr("{width} × {height} mm", width=width, height=height)
    count = paper.rows * paper.columns
    if count == 1:
        return tr("Roll, {size}", size=size)
    sheet = tr("Letter") if inches else "A4"
    labels = ntr("{count} label", "{count} labels", count)
    return tr("{sheet}, {labels}, {size}", sheet=sheet, labels=labels, size=size)
