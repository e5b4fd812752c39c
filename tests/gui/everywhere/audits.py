"""What is looked for in every page and dialog; each answers with its complaints, none where all is well."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractAnimation, QPoint, QRect
from PySide6.QtGui import QAccessible, QFontMetrics, QImage, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from ui.common import fonts
from ui.common.delegate import PADDING
from ui.common.input_table import InputTable
from ui.common.labels import Ground, Hairline, Sign
from ui.common.table import TableView

Numbers = Any
INPUTS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
NAMED = (*INPUTS, QAbstractButton, QAbstractItemView)
DECORATION = (Ground, Hairline, Sign)
LONGEST_WAY = 400
"""Presses of Tab after which we are surely going round."""
CLEAR = 3
"""The contrast at which a line is seen."""
SHORTEST_CELL = 80
"""Pixels of the ring around the smallest cell."""


def shown(root: QWidget) -> Iterator[QWidget]:
    """What of `root` is to be seen, parts that Qt makes for itself left out."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not _is_inner(widget):
            yield widget


def told(widget: QWidget) -> str:
    """A widget as a complaint names it."""
    words = spoken(widget) or getattr(widget, "text", str)()
    return f"{type(widget).__name__} '{words[:40]}' in {type(widget.parentWidget()).__name__}"


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def _is_inner(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar | QHeaderView):
        return True
    parent = widget.parentWidget()
    if isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox):
        return True  # a field's own button, arrow or list
    return isinstance(parent, QAbstractScrollArea) and widget is parent.viewport()


# names


def nameless(root: QWidget) -> list[str]:
    """Inputs, buttons, tables and drawings about which a screen reader would be silent."""
    return [told(each) for each in shown(root) if _needs_name(each) and not spoken(each)]


def _needs_name(widget: QWidget) -> bool:
    if isinstance(widget, NAMED):
        return True
    draws = any("paintEvent" in kind.__dict__ for kind in type(widget).__mro__ if _is_ours(kind))
    if not draws or isinstance(widget, DECORATION) or widget.findChildren(QWidget):
        return False
    return not hasattr(widget, "text") or bool(widget.text())


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith("ui.")


# the keyboard


def way_of_tab(root: QWidget) -> list[QWidget]:
    """What Tab and then Shift+Tab come to."""
    return [*_way(root, Qt.Key.Key_Tab), *_way(root, Qt.Key.Key_Backtab)]


def _way(root: QWidget, key: Qt.Key) -> list[QWidget]:
    """What has the keyboard one after the other, until it comes to where it was; a table for its fields."""
    way: list[QWidget] = []
    seen: set[object] = set()
    if root.window().focusWidget() is None:
        root.window().focusNextChild()
    for _ in range(LONGEST_WAY):
        widget = root.window().focusWidget()
        if widget is None:
            return way
        table = next(_holders(widget), None)
        place = table.currentIndex() if table else None
        stop = (table or widget, widget is table or place is None or (place.row(), place.column()))
        if stop in seen:
            return way
        seen.add(stop)
        way.append(table or widget)
        QTest.keyClick(widget, key)
    raise AssertionError(f"the keyboard never comes back to {told(way[0])}")


def unreached(root: QWidget, way: list[QWidget]) -> list[str]:
    """What can be used by mouse alone."""
    ways = {*way, *(each.parentWidget() for each in way if isinstance(each.parentWidget(), INPUTS))}
    takers = [each for each in shown(root) if each.isEnabled() and isinstance(each, NAMED)]
    takers = [each for each in takers if not _follows_arrows(each)]
    return [told(each) for each in takers if not ways & {each, *_holders(each), *_one_of(each)}]


def _follows_arrows(widget: QWidget) -> bool:
    """The list under a search field, in which the field's arrow keys choose."""
    return isinstance(widget, QAbstractItemView) and widget.focusPolicy() is Qt.FocusPolicy.NoFocus


def _one_of(widget: QWidget) -> Iterator[QWidget]:
    """Buttons of which one is chosen: arrow keys go among them."""
    if not isinstance(widget, QAbstractButton):
        return
    group = widget.group()
    if group is not None and group.exclusive():
        yield from group.buttons()
    elif widget.autoExclusive():
        yield from widget.parentWidget().findChildren(type(widget))


def _holders(widget: QWidget) -> Iterator[QWidget]:
    """A field within a table is reached through the table."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QAbstractItemView):
            yield parent
        parent = parent.parentWidget()


def unmarked(way: list[QWidget]) -> list[str]:
    """What has the keyboard and does not show it."""
    return [told(each) for each in dict.fromkeys(way) if not _shows_focus(each)]


def _shows_focus(widget: QWidget) -> bool:
    if not widget.isVisible():
        return True
    _let_go(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_focus = _pixels(widget)
    _let_go(widget)
    without = _pixels(widget)
    differ = (with_focus != without).any(axis=1)
    one, other = _luminances(with_focus[differ]) + 0.05, _luminances(without[differ]) + 0.05
    clear = np.maximum(one, other) / np.minimum(one, other) >= CLEAR
    # A ring is at least so long; a blinking cursor is not. A table rings one of its cells.
    length = SHORTEST_CELL if isinstance(widget, QAbstractItemView) else widget.width() + widget.height() - 8
    return int(clear.sum()) >= length


def _let_go(widget: QWidget) -> None:
    """Take the keyboard from it, or from the field that a table has opened for it."""
    held = widget.window().focusWidget()
    if held is not None:
        held.clearFocus()


def _pixels(widget: QWidget) -> Numbers:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(bytes(image.constBits()), np.uint8).reshape(-1, 4)[:, :3]


def _luminances(pixels: Numbers) -> Numbers:
    parts = pixels / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


# room for words


def cut(root: QWidget) -> list[str]:
    """Words that do not fit where they stand."""
    complaints = []
    for widget in shown(root):
        lacking = _lacking(widget)
        if lacking:
            complaints.append(f"{told(widget)}: {lacking}")
    return complaints + list(_cut_titles(root))


def _lacking(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _label_lacks(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        return _too_small(widget, widget.sizeHint().width(), widget.sizeHint().height())
    if isinstance(widget, QComboBox):
        return _too_small(widget, widget.minimumSizeHint().width() if widget.count() else 0, 0)
    if isinstance(widget, QLineEdit) and not widget.text():
        needed = QFontMetrics(widget.font()).horizontalAdvance(widget.placeholderText())
        return _too_small(widget, needed + 18 if needed else 0, 0)
    return ""


def _label_lacks(label: QLabel) -> str:
    if not label.text():
        return ""
    if not label.wordWrap():
        if unescape(label.toolTip().removeprefix("<qt>").removesuffix("</qt>")) == label.text():
            return ""  # drawn with an ellipsis; the tooltip has the rest
        return _too_small(label, label.sizeHint().width(), label.sizeHint().height())
    return _too_small(label, label.minimumSizeHint().width(), label.heightForWidth(label.width()))


def _too_small(widget: QWidget, width: int, height: int) -> str:
    has = _seen(widget)
    if has.width() < width:
        return f"{has.width()} of {width} px wide"
    if has.height() < height:
        return f"{has.height()} of {height} px high"
    return ""


def _seen(widget: QWidget) -> QRect:
    """What its parents leave of it; what can be scrolled to counts as seen."""
    area = widget.rect()
    at, inner = QPoint(0, 0), widget
    while not inner.isWindow():
        holder = inner.parentWidget()
        at += inner.pos()
        room = holder.rect().translated(-at)
        scroller = holder.parentWidget()
        if isinstance(scroller, QAbstractScrollArea) and holder is scroller.viewport():
            if scroller.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                area.setRight(min(area.right(), room.right()))
            return area
        area &= room
        inner = holder
    return area


def _cut_titles(root: QWidget) -> Iterator[str]:
    for table in root.findChildren(TableView):
        if table.isVisible():
            for section, column in enumerate(table.rows_model.columns):
                needed = _title_width(table, section)
                has = table.head.sectionSize(section)
                if has < needed and not table.head.isSectionHidden(section):
                    yield f"title '{column.title}' of {spoken(table)}: {has} of {needed} px wide"


def _title_width(table: TableView, section: int) -> int:
    column = table.rows_model.columns[section]
    lead = table.head.lead if section == 0 else 0 if column.right else PADDING
    return lead + fonts.metrics(fonts.SMALL, fonts.MEDIUM).horizontalAdvance(column.title) + PADDING


# calm


def moving(root: QWidget) -> list[str]:
    """What moves or flashes by itself."""
    bars = [each for each in root.findChildren(QProgressBar) if each.isVisible() and not each.maximum()]
    animations = root.findChildren(QAbstractAnimation)
    return [told(each) for each in bars] + [type(each).__name__ for each in animations]


# markup


def interpreted(root: QWidget, typed: str) -> list[str]:
    """Where `typed`, which holds markup, would be taken for markup."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if typed in widget.toolTip():
            found.append(f"tooltip of {told(widget)}")
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            found += [told(widget)] if typed in widget.text() else []
    for table in root.findChildren(QAbstractItemView):
        model = table.model()
        places = [(row, at) for row in range(model.rowCount()) for at in range(model.columnCount())]
        tips = {str(model.index(*place).data(Qt.ItemDataRole.ToolTipRole) or "") for place in places}
        found += [f"tooltip in {told(table)}" for tip in tips if typed in tip]
    return found


def text_fields(root: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """What can be typed in now."""
    fields: list[QLineEdit | QPlainTextEdit] = []
    for kind in (QLineEdit, QPlainTextEdit):
        fields += [
            each
            for each in root.findChildren(kind)
            if each.isVisible() and each.isEnabled() and not each.isReadOnly()
        ]
    return fields


def input_cells(root: QWidget) -> list[tuple[InputTable, object, str]]:
    """Cells that are typed in, of the first and the last row of each table: with row id and column key."""
    found: list[tuple[InputTable, object, str]] = []
    for table in root.findChildren(InputTable):
        rows = table.rows_model.rows if table.isVisible() else ()
        for row in dict.fromkeys((*rows[:1], *rows[-1:])):
            columns = [each for each in table.rows_model.columns if each.editor and each.editor.offered(row)]
            found += [(table, row[0], each.key) for each in columns if each.editor.kind != "choice"]
    return found


def open_cell(table: InputTable, row_id: object, key: str) -> QLineEdit | None:
    """The field over a cell; None where what was typed elsewhere took the row or the field away."""
    model = table.rows_model
    if model.line_of(row_id) < 0:
        return None
    table.edit_cell(row_id, key)
    field = table.indexWidget(model.index(model.line_of(row_id), model.column_of(key)))
    return field if isinstance(field, QLineEdit) else None


def paste(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """As Ctrl+V does, over what stands there."""
    QApplication.clipboard().setText(text)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.selectAll()
    field.paste()
