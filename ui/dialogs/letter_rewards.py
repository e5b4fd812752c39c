"""What a letter gives for the delays that it tells: each amount can be changed, or struck out."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.actions.rewards import Promised
from app.errors import ShopError
from app.language import tr
from app.letters.plans import LetterPlan
from app.voucher_words import worth_text
from app.wording import days_text
from ui.common import fonts
from ui.common.buttons import button
from ui.common.inputs import MoneyEdit, QuantityEdit
from ui.common.labels import label
from ui.common.messages import mark_bad
from ui.common.tips import tip

MOST_SHOWN = 3
FIELD = 110
CENTS = -2


class LetterRewards(QWidget):
    """Takes no room where a letter tells of no delay."""

    proposed = Signal(int, object)
    """The notice, and the amount that it is to give; 0 for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._shown: tuple[object, ...] = ()
        self.fields: dict[int, MoneyEdit | QuantityEdit] = {}
        self.hide()

    def show_plan(self, plan: LetterPlan | None) -> None:
        """What it gives; a code that is new changes nothing here."""
        given = () if plan is None else tuple(each for each in plan.promised if not each.is_told)
        shown = tuple((each.notice_id, each.amount, each.unit, each.days) for each in given)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        for line, each in enumerate(given[:MOST_SHOWN]):
            self._add(line, each)
        self.setVisible(bool(given))

    def _clear(self) -> None:
        self.fields = {}
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, line: int, each: Promised) -> None:
        days = days_text(each.days)
        words = tr("Voucher for {days} late", days=days) if each.days else tr("Voucher for the delay")
        is_points = each.unit == "points"
        edit: MoneyEdit | QuantityEdit = QuantityEdit() if is_points else MoneyEdit(each.currency)
        edit.setFixedWidth(FIELD)
        edit.set_value(Decimal(each.amount).scaleb(CENTS))
        edit.setAccessibleName(words)
        edit.setToolTip(tip(worth_text(each.unit, each.amount, each.currency)))
        edit.returnPressed.connect(partial(self._take, each, edit))
        edit.editingFinished.connect(partial(self._take, each, edit))
        none = button(tr("None"))
        none.setAutoDefault(False)
        none.setAccessibleName(tr("No voucher for {days} late", days=days))
        none.setEnabled(each.amount > 0)
        none.clicked.connect(partial(self.proposed.emit, each.notice_id, Decimal(0)))
        self.fields[each.notice_id] = edit
        for column, widget in enumerate((label(words, fonts.SMALL, tone="quiet"), edit, none)):
            self._grid.addWidget(widget, line, column)

    def _take(self, each: Promised, edit: MoneyEdit | QuantityEdit) -> None:
        try:
            amount = edit.value() if edit.text().strip() else Decimal(0)
        except ShopError as error:
            mark_bad(edit, bad=True)
            edit.setToolTip(tip(str(error)))
            return
        mark_bad(edit, bad=False)
        if amount != Decimal(each.amount).scaleb(CENTS):
            self.proposed.emit(each.notice_id, amount)
