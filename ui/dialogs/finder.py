"""A field that finds products, customers or suppliers while one types; Enter takes the first that fits."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem

from app.errors import InvalidInput
from app.language import tr
from app.lists.finding import (
    FoundCustomer,
    FoundProduct,
    FoundSupplier,
    find_customers,
    find_products,
    find_suppliers,
)
from app.quantities import quantity_of
from app.wording import quantity_text
from ui.common import fonts
from ui.common.page import Desk
from ui.common.preview import Preview

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SHOWN = 10
WIDEST = 560
LONGEST = 60
OFFER_ROW = 28
BESIDE = 44
"""What the list needs beside its words: margins and a scroll bar."""

Make = Callable[[str], Any]
"""Lets somebody enter what was not found, by the words that were typed; None where he did not."""


class _OfferDelegate(QStyledItemDelegate):
    """Rows as high as a menu's."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), fonts.row_height(OFFER_ROW))


class Finder(QLineEdit):
    """`found` tells what was taken; `keeps` its words in the field where there is one to choose, not many."""

    found = Signal(object)
    missed = Signal(object)
    """Enter was pressed, and nothing fits: an `InvalidInput` that says so."""

    def __init__(
        self,
        desk: Desk,
        find: Callable[..., Any],
        words: Callable[[Any], str],
        *,
        keeps: bool,
        offers: Callable[[Any], str] | None = None,
    ) -> None:
        super().__init__()
        self.setFont(fonts.font())
        self.matches: list[Any] = []
        self.chosen: Any = None
        self.was_scanned = False
        """Whether the last one was taken by its whole barcode: the hand is at the scanner."""
        self._find = find
        self._words = words
        # The list may have to say more than the field, to tell two of one name apart.
        self._offer_words = offers or words
        self._keeps = keeps
        self._takes_first = False
        self._is_asking = False
        self._new_words: Callable[[str], str] = lambda text: ""
        self._make: Make | None = None
        self._offers = QStringListModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(SHOWN)
        self._popup = QListView()
        self._popup.setFont(fonts.font())
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._completer.setPopup(self._popup)
        self._popup.setItemDelegate(_OfferDelegate(self._popup))  # after: the completer brings its own
        self._reading = Preview(desk.jobs, self, delay=80)
        self._popup.clicked.connect(lambda index: self.take(index.row()))
        self._reading.answered.connect(self._offer)
        self._reading.failed.connect(lambda _: self._offer([]))
        self.textEdited.connect(self._look)

    @property
    def offers_new(self) -> bool:
        """Whether what is not found can be entered."""
        return self._make is not None

    def words(self) -> str:
        """What is looked for."""
        return self.text().strip()

    def offer_new(self, words: Callable[[str], str], make: Make) -> None:
        """Let something be entered that is not there yet: the last line of what is offered."""
        self._new_words, self._make = words, make

    def _look(self, text: str) -> None:
        self.chosen = None
        self._takes_first = False
        if not text.strip():
            self._reading.stop()
            self._is_asking = False
            self._offer([])
            return
        self._is_asking = True
        self._reading.ask(self._find, text)

    def _offer(self, matches: list[Any]) -> None:
        self._is_asking = False
        self.matches = matches
        lines = [" ".join(self._offer_words(each).split()) for each in matches]
        if self._make is not None and self.words():
            lines.append(self._new_words(" ".join(self.words().split())))
        self._offers.setStringList(lines)
        if self._takes_first and matches:
            self.take(0)
            return
        if self._takes_first:
            self._tell_missed()
        if lines and self.hasFocus():
            self._completer.complete(QRect(0, 0, self._width_of(lines), self.height()))
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._popup.hide()

    def _tell_missed(self) -> None:
        self._takes_first = False
        words = " ".join(self.text().split())
        title = tr("Nothing is called “{words}”.", words=words[:LONGEST])
        self.missed.emit(InvalidInput(title, tr("Type a part of the name or the number.")))

    def _width_of(self, lines: list[str]) -> int:
        widest = max(map(fonts.metrics().horizontalAdvance, lines)) + BESIDE
        return max(self.width(), min(widest, WIDEST))

    def take(self, place: int) -> None:
        """Choose this match, or enter a new one by the line after them."""
        if self._make is not None and place == len(self.matches) and self.words():
            self._enter_new(self._make)
        if not 0 <= place < len(self.matches):
            return
        what = self.matches[place]
        self.was_scanned = self.words() == (getattr(what, "barcode", "") or None)
        self.choose(what)
        self.found.emit(self.chosen)

    def _enter_new(self, make: Make) -> None:
        self._popup.hide()
        made = make(self.words())
        if made is not None:
            self.was_scanned = False
            self.choose(made)
            self.found.emit(made)

    def choose(self, what: Any) -> None:
        """As if it had been found; nobody is told."""
        self._reading.stop()
        self._popup.hide()
        self._is_asking = self._takes_first = False
        self.chosen = what
        self.setText(self._words(what) if self._keeps else "")
        self.setCursorPosition(0)

    @property
    def is_unknown(self) -> bool:
        """Whether something is typed that was not taken from what is offered."""
        return bool(self.text().strip()) and self.chosen is None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif not self.is_unknown:
            event.ignore()
        elif self._is_asking:
            self._takes_first = True
        elif self._popup.isVisible():
            self.take(max(0, self._popup.currentIndex().row()))
        elif self.matches:
            self.take(0)
        else:
            self._tell_missed()


def product_finder(desk: Desk) -> Finder:
    """Finds products; it is empty again after each."""
    result = Finder(desk, find_products, product_words, keeps=False)
    result.setPlaceholderText(tr("SKU, name or barcode"))
    result.setAccessibleName(tr("Add a product"))
    offer_new_product(result, desk)
    return result


def offer_new_product(finder: Finder, desk: Desk) -> None:
    """Let a product be entered that is not there yet."""
    finder.offer_new(
        lambda text: tr("New product “{words}”…", words=text[:LONGEST]),
        lambda text: _make_product(finder, desk, text),
    )


def customer_finder(desk: Desk) -> Finder:
    """Holds one customer."""
    result = Finder(desk, find_customers, _customer_words, keeps=True, offers=_customer_offer)
    result.setPlaceholderText(tr("Name or number"))
    result.offer_new(
        lambda text: tr("New customer “{words}”…", words=text[:LONGEST]),
        lambda text: _make_customer(result, desk, text),
    )
    return result


def supplier_finder(desk: Desk, *, keeps: bool = True) -> Finder:
    """Holds one supplier, or finds one after the other."""
    result = Finder(desk, find_suppliers, _supplier_words, keeps=keeps)
    result.setPlaceholderText(tr("Name"))
    result.offer_new(
        lambda text: tr("New supplier “{words}”…", words=text[:LONGEST]),
        lambda text: _make_supplier(result, desk, text),
    )
    return result


# These dialogs hold finders themselves.


def _make_product(finder: Finder, desk: Desk, words: str) -> FoundProduct | None:
    from ui.dialogs import product

    return product.make_found(finder.window(), desk, words)


def _make_customer(finder: Finder, desk: Desk, words: str) -> FoundCustomer | None:
    from ui.dialogs import customer

    return customer.make_found(finder.window(), desk, words)


def _make_supplier(finder: Finder, desk: Desk, words: str) -> FoundSupplier | None:
    from ui.dialogs import supplier

    return supplier.make_found(finder.window(), desk, words)


def product_words(product: FoundProduct) -> str:
    available = tr("{quantity} available", quantity=quantity_text(quantity_of(product.available)))
    return "  ·  ".join((product.name, product.sku, available))


def _customer_words(customer: FoundCustomer) -> str:
    return customer.name


def _customer_offer(customer: FoundCustomer) -> str:
    return "  ·  ".join(filter(None, (customer.name, customer.number, customer.city)))


def _supplier_words(supplier: FoundSupplier) -> str:
    return supplier.name
