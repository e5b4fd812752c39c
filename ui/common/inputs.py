"""Fields for exact values: quantities, money, dates."""

from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QDate, QEvent, QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app import wording
from app.errors import InvalidInput
from app.language import language, tr
from ui.common import fonts, icons, theme, typed
from ui.common.labels import field_label
from ui.common.messages import mark_bad
from ui.common.tips import tip

_ARROW_WIDTH = 28
_WIDEST = date(2026, 11, 25)


def line_edit(text: str = "", placeholder: str = "") -> QLineEdit:
    """A field for words."""
    result = QLineEdit(text)
    result.setFont(fonts.font())
    result.setPlaceholderText(placeholder)
    return result


class _Choices(QStyledItemDelegate):
    """Rows as high as other rows of dialogs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 16, fonts.row_height(28))


class _Combo(QComboBox):
    def showPopup(self) -> None:
        """As wide as its longest choice, however narrow the field."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * view.frameWidth())
        super().showPopup()


def combo(choices: list[tuple[str, object]] | None = None) -> QComboBox:
    """A choice of (words, value); `currentData()` is the value."""
    result = _Combo()
    result.setFont(fonts.font())
    result.setItemDelegate(_Choices(result))
    for words, value in choices or []:
        result.addItem(words, value)
    return result


def check_box(text: str) -> QCheckBox:
    """A box to tick, with its words."""
    result = QCheckBox(text)
    result.setFont(fonts.font())
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


class DateEdit(QLineEdit):
    """A day, typed in any usual form or chosen in a calendar; optional ones show what none means."""

    changed = Signal()

    def __init__(self, value: date | None = None, *, none_means: str = "", weekday: bool = False) -> None:
        super().__init__()
        self._optional = bool(none_means)
        self._locale = QLocale(language())
        self._format = _date_format(chinese=language().startswith("zh"), weekday=weekday)
        self.setFont(fonts.font())
        self.set_none_means(none_means)
        self._picture = self.addAction(_calendar_icon(), QLineEdit.ActionPosition.TrailingPosition)
        self._picture.setText(tr("Choose a day"))
        self._picture.triggered.connect(self.open_calendar)
        self.set_value(value)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        """The day, or None where an optional field is empty; InvalidInput where what is typed is no day."""
        if self._optional and not self.text().strip():
            return None
        return typed.day(self.text(), _today())

    def readable(self) -> date | None:
        """The day, or None also where what is typed is no day."""
        try:
            return self.value()
        except InvalidInput:
            return None

    def set_value(self, value: date | None) -> None:
        """Show a day, or none."""
        if value is None and not self._optional:
            raise ValueError("this field always holds a day")
        before = self.text()
        self._show(value)
        if self.text() != before:
            self.changed.emit()

    def set_none_means(self, words: str) -> None:
        """What the empty field says."""
        self.setPlaceholderText(words)
        width = max(fonts.metrics().horizontalAdvance(each) for each in (words, self._written(_WIDEST)))
        self.setMinimumWidth(width + _ARROW_WIDTH + 28)

    def open_calendar(self) -> None:
        """Let a day be chosen with the mouse or the arrow keys."""
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setLocale(self._locale)
        calendar.setSelectedDate(_qt(self.readable() or _today()))
        calendar.activated.connect(lambda chosen: self._choose(calendar, chosen))
        calendar.clicked.connect(lambda chosen: self._choose(calendar, chosen))
        calendar.move(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.show()
        calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_F4 or (step < 0 and held == Qt.KeyboardModifier.AltModifier):
            self.open_calendar()
        elif step and not held:
            self._step(step)
        elif self._optional and event.key() == Qt.Key.Key_Delete and not self.isModified():
            self.set_value(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason:
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_picture"):
            self._picture.setIcon(_calendar_icon())

    def _step(self, days: int) -> None:
        try:
            self.set_value((self.value() or _today()) + timedelta(days))
        except (InvalidInput, OverflowError):
            self._mark()

    def _choose(self, calendar: QCalendarWidget, chosen: QDate) -> None:
        calendar.close()
        self.set_value(date(chosen.year(), chosen.month(), chosen.day()))

    def _edited(self) -> None:
        try:
            self.value()
        except InvalidInput:  # perhaps only half typed; `_tidy` marks what stays so
            return
        self._mark()
        self.changed.emit()

    def _tidy(self) -> None:
        """Write out what was typed; what is no day stays as typed, with a red edge."""
        try:
            self._show(self.value())
        except InvalidInput:
            self._mark()

    def _show(self, value: date | None) -> None:
        self.setText("" if value is None else self._written(value))
        self._mark()

    def _mark(self) -> None:
        reason = ""
        try:
            self.value()
        except InvalidInput as error:
            reason = str(error)
        if self.toolTip() != tip(reason):
            self.setToolTip(tip(reason))
            mark_bad(self, bad=bool(reason))

    def _written(self, value: date) -> str:
        return self._locale.toString(_qt(value), self._format)


def _today() -> date:
    today = QDate.currentDate()
    return date(today.year(), today.month(), today.day())


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _calendar_icon() -> QIcon:
    return icons.icon("calendar-event", theme.tokens().quiet)


def _date_format(*, chinese: bool, weekday: bool) -> str:
    if chinese:
        return "yyyy年M月d日 ddd" if weekday else "yyyy年M月d日"
    return "ddd d MMM yyyy" if weekday else "d MMM yyyy"


def no_date() -> str:
    """What an empty date field says."""
    return tr("No date")
