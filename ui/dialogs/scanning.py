"""A field for scanners, which type a barcode and Enter faster than anything answers: no code is lost."""

import re
from collections import deque
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.errors import InvalidInput, ShopError
from app.language import tr
from app.lists.finding import FoundProduct, find_products
from ui.common import typed
from ui.common.page import Desk
from ui.dialogs.finder import ENTER, LONGEST, Finder, offer_new_product, product_words

_TIMES = re.compile(r"\s*(?P<times>[\d.,]+)\s*[*x×]\s*(?P<code>.*)", re.IGNORECASE)
SHORTEST_BARCODE = 6
ONE = Decimal(1)


class ScanField(Finder):
    """`scanned` tells product and quantity, code by code in their order; '3*' before a code means three."""

    scanned = Signal(object, object)
    left = Signal()
    """Enter in the empty field."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, find_products, product_words, keeps=False)
        self._desk = desk
        self._codes: deque[tuple[str, Decimal]] = deque()
        self._times = ONE
        self.setPlaceholderText(tr("Scan, or type SKU or name"))
        self.setAccessibleName(tr("Scan or find a product"))
        self.found.connect(self._tell_found)

    @property
    def is_busy(self) -> bool:
        """Whether codes are still being looked up."""
        return bool(self._codes)

    def _look(self, text: str) -> None:
        self._times, code = _times_and_code(text)
        super()._look(code)

    def words(self) -> str:
        return _times_and_code(self.text())[1].strip()

    def _tell_found(self, product: FoundProduct) -> None:
        times, self._times = self._times, ONE
        self.scanned.emit(product, times)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not enters:
            super().keyPressEvent(event)
        elif not self.text().strip():
            self.left.emit()
        elif self._is_asking or not (self.matches or self._popup.isVisible()):
            self._queue()
        else:
            super().keyPressEvent(event)

    def take_code(self, code: str) -> None:
        """A code that was scanned while the keyboard was elsewhere."""
        self.setText(code)
        self._queue()

    def _queue(self) -> None:
        """Free the field for the next code at once; this one is answered in its turn."""
        times, code = _times_and_code(self.text())
        self.choose(None)
        self.matches = []
        if not code.strip():
            return
        self._codes.append((code.strip(), times))
        self._desk.jobs.read(find_products, code, 1, done=self._answer, failed=self._fail)

    def choose(self, what: object) -> None:
        if what is not None:
            super().choose(what)
            return
        self._reading.stop()
        self._popup.hide()
        self._is_asking = False
        self.clear()

    def _answer(self, matches: list[FoundProduct]) -> None:
        code, times = self._codes.popleft()
        match = next(iter(matches), None)
        # What merely has a scanned number in its name is not meant.
        is_code = typed.is_barcode(code, SHORTEST_BARCODE)
        if match is None or (is_code and code not in (match.barcode, match.sku)):
            self._tell_unknown(code)
            return
        self.was_scanned = code == match.barcode
        self.scanned.emit(match, times)

    def _tell_unknown(self, code: str) -> None:
        QApplication.beep()
        title = tr("Nothing is called “{words}”.", words=code[:LONGEST])
        self.missed.emit(InvalidInput(title, tr("Scan it again, or type a part of its name.")))
        if self.offers_new and not self._codes and not self.text():
            self.setText(code)
            self.selectAll()  # the next code takes its place
            self._look(code)

    def _fail(self, error: ShopError) -> None:
        self._codes.popleft()
        self.missed.emit(error)


def adding_field(desk: Desk) -> ScanField:
    """Adds products to what is typed, by scan, SKU or name; one that is not there yet can be made."""
    result = ScanField(desk)
    result.setPlaceholderText(tr("SKU, name or barcode"))
    result.setAccessibleName(tr("Add a product"))
    offer_new_product(result, desk)
    return result


def _times_and_code(text: str) -> tuple[Decimal, str]:
    found = _TIMES.fullmatch(text)
    if found is None:
        return ONE, text
    try:
        times = typed.quantity(found["times"], 3)
    except InvalidInput:
        return ONE, text
    return (times, found["code"]) if times else (ONE, text)
