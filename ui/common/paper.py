"""A PDF as it will print, one page at a time."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.documents.rendering import page_image, page_sizes
from app.errors import ShopError
from app.language import tr
from ui.common import theme
from ui.common.buttons import tool
from ui.common.jobs import Jobs
from ui.common.labels import label
from ui.common.messages import ErrorBlock
from ui.common.printing import qimage
from ui.common.scroll import Scroll

NARROWEST = 320
A4 = (595.0, 842.0)


class Drawn(NamedTuple):
    """A page's picture, made on the reading thread so many dots wide, and the PDF that it is of."""

    pdf: bytes
    pages: int
    number: int
    size: tuple[float, float]
    picture: QImage
    dots: int


class PaperView(QWidget):
    """As wide as there is room; `show_pdf` is given what makes the PDF, elsewhere than on the GUI thread."""

    def __init__(self, jobs: Jobs, name: str) -> None:
        super().__init__()
        self._jobs = jobs
        self._make: Callable[[], bytes] | None = None
        self.drawn: Drawn | None = None
        self.page = _Page(name)
        self.page.resized.append(self._draw_again)
        self.error = ErrorBlock()
        self.number = label(tone="quiet")
        self.before = tool("arrow-left", tr("Previous page"))
        self.after = tool("arrow-right", tr("Next page"))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.room = Scroll(self.page, name)
        self._turning = QWidget()
        row = QHBoxLayout(self._turning)
        row.addStretch()
        for each in (self.before, self.number, self.after):
            row.addWidget(each)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.error)
        layout.addWidget(self.room, stretch=1)
        layout.addWidget(self._turning)
        for box in (row, layout):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(4)
        self._turning.hide()

    def show_pdf(self, make: Callable[[], bytes] | None, said: str = "") -> None:
        """The first page of what `make` gives, None for nothing; `said` is its text for who cannot see it."""
        self.error.clear()
        self.page.setAccessibleDescription(said)
        self._make = make
        if make is None:
            self.drawn = None
            self.page.show_picture(None, A4)
            self._turning.hide()
        else:
            self._ask(partial(_made, make, self.page.dots))

    def turn(self, by: int) -> None:
        """To the next or the previous page."""
        if self.drawn is not None and 0 <= self.drawn.number + by < self.drawn.pages:
            self._ask(partial(_page_of, self.drawn.pdf, self.drawn.number + by, self.page.dots))
            self.room.verticalScrollBar().setValue(0)

    def _draw_again(self) -> None:
        if self.drawn is not None and self._make is not None:
            self._ask(partial(_page_of, self.drawn.pdf, self.drawn.number, self.page.dots))

    def _ask(self, call: Callable[[], Drawn]) -> None:
        self._jobs.run(call, self._show, self._fail, latest=f"paper {id(self)}")

    def _show(self, drawn: Drawn) -> None:
        if self._make is None:
            return
        self.drawn = drawn
        self.page.show_picture(drawn.picture, drawn.size)
        self.number.setText(tr("Page {number} of {pages}", number=drawn.number + 1, pages=drawn.pages))
        self._turning.setVisible(drawn.pages > 1)
        self.before.setEnabled(drawn.number > 0)
        self.after.setEnabled(drawn.number < drawn.pages - 1)
        if drawn.dots != self.page.dots:  # there was more room, or less, before it was drawn
            self._draw_again()

    def _fail(self, error: ShopError) -> None:
        self.drawn = None
        self.page.show_picture(None, A4)
        self.error.show_error(error)


# Neither holds a widget: it could end on the reading thread.


def _made(make: Callable[[], bytes], dots: int) -> Drawn:
    return _page_of(make(), 0, dots)


def _page_of(pdf: bytes, number: int, dots: int) -> Drawn:
    sizes = page_sizes(pdf)
    picture = qimage(page_image(pdf, number, dots / sizes[number][0]))
    return Drawn(pdf, len(sizes), number, sizes[number], picture, dots)


class _Page(QWidget):
    """White in every theme, as paper is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.resized: list[Callable[[], None]] = []
        self._picture: QImage | None = None
        self._size = A4
        self.dots = NARROWEST
        """Of the screen, from its left edge to its right."""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(NARROWEST)

    def show_picture(self, picture: QImage | None, size: tuple[float, float]) -> None:
        self._picture, self._size = picture, size
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._size[1] / self._size[0])

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, self.heightForWidth(NARROWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        dots = round(self.width() * self.devicePixelRatioF())
        if dots != self.dots:
            self.dots = dots
            for each in self.resized:
                each()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paper = self.rect()
            paper.setHeight(min(paper.height(), self.heightForWidth(self.width())))
            painter.fillRect(paper, Qt.GlobalColor.white)
            if self._picture is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(self._place_of(self._picture, paper), self._picture)
            painter.setPen(theme.color(theme.tokens().edge_soft))
            painter.drawRect(paper.adjusted(0, 0, -1, -1))

    def _place_of(self, picture: QImage, paper: QRect) -> QRectF:
        """Dot for dot where it was drawn for this width: fitted to the last dot it would be blurred."""
        if abs(picture.width() - self.dots) > 1:
            return QRectF(paper)
        ratio = self.devicePixelRatioF()
        return QRectF(0, 0, picture.width() / ratio, picture.height() / ratio)
