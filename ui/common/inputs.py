"""Fields for exact values: quantities, money, dates."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QVBoxLayout, QWidget

from app import wording
from app.errors import InvalidInput
from app.language import language, tr
from ui.common import fonts, typed
from ui.common.labels import field_label

_ARROW_WIDTH = 28


def line_edit(text: str = "", placeholder: str = "") -> QLineEdit:
    """A field for words."""
    result = QLineEdit(text)
    result.setFont(fonts.font())
    result.setPlaceholderText(placeholder)
    return result


def combo(choices: list[tuple[str, object]] | None = None) -> QComboBox:
    """A choice of (words, value); `currentData()` is the value."""
    result = QComboBox()
    result.setFont(fonts.font())
    for words, value in choices or []:
        result.addItem(words, value)
    return result


def field(title: str, widget: QWidget) -> QWidget:
    """An input under its small title."""
    result = QWidget()
    layout = QVBoxLayout(result)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(field_label(title, widget))
    layout.addWidget(widget)
    return result


class QuantityEdit(QLineEdit):
    """A quantity of a unit with so many decimals; Up and Down count by one."""

    changed = Signal()

    def __init__(self, decimals: int = 0, value: Decimal | None = None) -> None:
        super().__init__()
        self.decimals = decimals
        self.setFont(fonts.font())
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.set_value(value)
        self.textEdited.connect(self.changed)

    def value(self) -> Decimal:
        """What is typed; InvalidInput where that is no quantity."""
        return typed.quantity(self.text(), self.decimals)

    def set_value(self, value: Decimal | None) -> None:
        """Show a quantity; None leaves the field empty."""
        self.setText("" if value is None else wording.quantity_text(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not step or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self._steps_from() is not None:
            self.set_value(max(Decimal(0), (self._steps_from() or Decimal(0)) + step))
            self.changed.emit()

    def _steps_from(self) -> Decimal | None:
        try:
            return self.value()
        except InvalidInput:
            return Decimal(0) if not self.text() else None


class MoneyEdit(QLineEdit):
    """An amount of a currency, which is shown and need not be typed."""

    changed = Signal()

    def __init__(self, currency: str, value: Decimal | None = None, decimals: int = 2) -> None:
        super().__init__()
        self.currency = currency
        self.decimals = decimals
        self.setFont(fonts.font())
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.set_value(value)
        self.textEdited.connect(self.changed)
        self.editingFinished.connect(self._tidy)

    def value(self) -> Decimal:
        """What is typed; InvalidInput where that is no amount."""
        return typed.money(self.text(), self.decimals)

    def set_value(self, value: Decimal | None) -> None:
        """Show an amount; None leaves the field empty."""
        self.setText("" if value is None else wording.money_text(value, self.currency))

    def _tidy(self) -> None:
        """Write out what was typed; what is no amount stays as typed."""
        try:
            self.set_value(self.value())
        except InvalidInput:
            return


class DateEdit(QDateEdit):
    """A day, with a calendar; optional ones show what none means and take Delete."""

    changed = Signal()
    _NONE = QDate(1900, 1, 1)

    def __init__(self, value: date | None = None, *, none_means: str = "", weekday: bool = False) -> None:
        super().__init__()
        chinese = language().startswith("zh")
        self.setFont(fonts.font())
        self.setLocale(QLocale(language()))
        self.setDisplayFormat(_date_format(chinese=chinese, weekday=weekday))
        self.setCalendarPopup(True)
        self._optional = bool(none_means)
        self.setMinimumDate(self._NONE if none_means else QDate(1900, 1, 2))
        self.setSpecialValueText(none_means)
        self.setMinimumWidth(self.sizeHint().width() + 8)
        self.set_value(value)
        self.dateChanged.connect(lambda _: self.changed.emit())

    def value(self) -> date | None:
        """The day, or None where an optional field is empty."""
        chosen = self.date()
        if self._optional and chosen == self._NONE:
            return None
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_value(self, value: date | None) -> None:
        """Show a day, or none."""
        if value is None and not self._optional:
            raise ValueError("this field always holds a day")
        self.setDate(self._NONE if value is None else QDate(value.year, value.month, value.day))

    def sizeHint(self) -> QSize:
        """As high as the other inputs; Fusion would give it three pixels more."""
        return QSize(super().sizeHint().width(), max(28, fonts.metrics().lineSpacing() + 10))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._optional and event.key() == Qt.Key.Key_Delete:
            self.set_value(None)
            return
        if event.text().isdigit() or event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._begin_with_today()
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() > self.width() - _ARROW_WIDTH:
            self._begin_with_today()
        super().mousePressEvent(event)

    def _begin_with_today(self) -> None:
        """An empty field is filled in from today on, not from the day that stands for none."""
        if self.value() is None:
            self.setDate(QDate.currentDate())


def _date_format(*, chinese: bool, weekday: bool) -> str:
    if chinese:
        return "yyyy年M月d日 ddd" if weekday else "yyyy年M月d日"
    return "ddd d MMM yyyy" if weekday else "d MMM yyyy"


def no_date() -> str:
    """What an empty date field says."""
    return tr("No date")
