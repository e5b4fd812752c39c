"""Under the lines of a typed order: why the chosen one is short, who slips, and what there is instead."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import wording
from app.actions.instead import Instead
from app.actions.order_outlook import LineTold
from app.actions.outlooks import Affected
from app.language import ntr, tr
from app.sentences import long_reason
from ui.common import fonts
from ui.common.buttons import button
from ui.common.figures import StatusChip
from ui.common.format import ABOUT, Formats
from ui.common.labels import Ground, Hairline, Prose, Sign, label
from ui.common.tips import tip
from ui.dialogs.notes import Notes
from ui.dialogs.order_rows import EntryLine

SLIPPING_SHOWN = 3
STOCKED = "stocked"


class LinePanel(Ground):
    """Takes no room while the chosen line needs no words."""

    used = Signal(object)
    """A substitute was chosen."""
    sold_what_is_there = Signal()
    let_wait = Signal()
    lost = Signal()
    more_wanted = Signal()
    """What else could stand in."""

    def __init__(self, formats: Formats) -> None:
        super().__init__("panel")
        self._formats = formats
        self._offered: tuple[Instead, ...] | None = None
        self.uses: list[QPushButton] = []
        self._build()
        self._arrange()
        self.hide()

    def _build(self) -> None:
        self.chip = StatusChip()
        self.short = label(weight=fonts.STRONG)
        self.why = Prose()
        self.slipping = Notes()
        self.refusal = Notes("ban", "bad")
        self.sell = button(tr("Sell what is there"))
        self.wait = button(tr("Let it wait"))
        self.lose = button(tr("Record lost sale"))
        self.substitute = button(tr("Substitute"))
        self.more = button(tr("Suggest substitutes…"))
        self.more.clicked.connect(self.more_wanted)
        self.sell.clicked.connect(self.sold_what_is_there)
        self.wait.clicked.connect(self.let_wait)
        self.lose.clicked.connect(self.lost)
        self.substitute.clicked.connect(self.focus_substitutes)
        self.ways = QWidget()
        self.rule = Hairline(upright=True)
        self.right = QWidget()
        self.grid = QGridLayout()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.chip)
        top.addWidget(self.short)
        top.addStretch()
        ways = QHBoxLayout(self.ways)
        ways.setContentsMargins(0, 4, 0, 0)
        for each in (self.sell, self.substitute, self.wait, self.lose):
            ways.addWidget(each)
        ways.addStretch()
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(top)
        for widget in (self.why, self.refusal, self.ways, self.slipping):
            left.addWidget(widget)
        left.addStretch()
        right = QVBoxLayout(self.right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        self.instead = label(tr("Available instead"), weight=fonts.STRONG)
        right.addWidget(self.instead)
        right.addLayout(self.grid)
        right.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignRight)
        right.addStretch()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(3)
        self.grid.setColumnStretch(0, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(38, 12, 18, 12)
        layout.setSpacing(20)
        layout.addLayout(left, stretch=5)
        layout.addWidget(self.rule)
        layout.addWidget(self.right, stretch=7)

    def show_line(self, line: EntryLine | None, slipping: Sequence[Affected]) -> None:
        """Say what there is to say of this line, and who slips by the whole order."""
        told = line.told if line else None
        if line is None or told is None or not (told.short or slipping):
            self.hide()
            return
        self.chip.show_cell(self._formats.status(told.status))
        self.short.setText(_short(told))
        self.why.set_text(" ".join(_reasons(told)))
        self.why.setVisible(bool(told.short))
        self.slipping.say(self._slip_sentences(slipping))
        self._show_refusal(line, told)
        self._show_instead(line, told)
        self.show()

    def _slip_sentences(self, slipping: Sequence[Affected]) -> list[str]:
        said = [_slip_words(each, self._formats) for each in slipping[:SLIPPING_SHOWN]]
        more = len({each.order_id for each in slipping[SLIPPING_SHOWN:]})
        if more:
            said.append(
                ntr("And {count} more order waits longer.", "And {count} more orders wait longer.", more)
            )
        return said

    def _show_refusal(self, line: EntryLine, told: LineTold) -> None:
        self.refusal.say([told.refusal] if line.is_refused else [])
        self.ways.setVisible(line.is_refused)
        self.wait.setVisible(told.may_consent)
        self.substitute.setVisible(bool(told.instead))
        self.sell.setText(
            tr("Sell {quantity}", quantity=wording.quantity_text(told.reserved))
            if told.reserved
            else tr("Leave it out")
        )

    def _show_instead(self, line: EntryLine, told: LineTold) -> None:
        has_more = bool(told.short) and told.kind == STOCKED
        self.instead.setVisible(bool(told.instead))
        self.more.setVisible(has_more)
        self.right.setVisible(has_more or bool(told.instead))
        self.rule.setVisible(has_more or bool(told.instead))
        if told.instead == self._offered:
            return
        self._offered = told.instead
        self.uses = []
        while item := self.grid.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, each in enumerate(told.instead):
            self._add_instead(place, each, each.price * each.ratio - line.price)

    def _add_instead(self, place: int, instead: Instead, difference: Decimal) -> None:
        formats = self._formats
        use = button(tr("Use"))
        use.setAccessibleName(tr("Use {product}", product=instead.name))
        use.clicked.connect(lambda: self.used.emit(instead))
        self.uses.append(use)
        where = QHBoxLayout()
        where.setSpacing(6)
        where.addWidget(
            Sign("clock" if instead.supply else "circle-check", "quiet" if instead.supply else "good")
        )
        where.addWidget(
            label(_where(instead, formats), fonts.SMALL, tone="quiet" if instead.supply else "good")
        )
        where.addStretch()
        holder = QWidget()
        holder.setLayout(where)
        where.setContentsMargins(0, 0, 0, 0)
        name = label(instead.name)
        name.setToolTip(tip(instead.sku))
        cells: list[tuple[QWidget, Qt.AlignmentFlag]] = [
            (name, Qt.AlignmentFlag.AlignLeft),
            (label(formats.money(instead.price).text), Qt.AlignmentFlag.AlignRight),
            (label(_difference(difference, formats), fonts.SMALL, tone="quiet"), Qt.AlignmentFlag.AlignRight),
            (holder, Qt.AlignmentFlag.AlignLeft),
            (use, Qt.AlignmentFlag.AlignRight),
        ]
        for column, (widget, side) in enumerate(cells):
            self.grid.addWidget(widget, place, column, side | Qt.AlignmentFlag.AlignVCenter)

    def focus_substitutes(self) -> None:
        """Put the keyboard on the first of them, or on the first of the other ways out."""
        offered = [*self.uses, self.more, *(self.sell, self.wait, self.lose)]
        first = next((way for way in offered if way.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _short(told: LineTold) -> str:
    return tr("{quantity} short", quantity=wording.quantity_text(told.short)) if told.short else ""


def _reasons(told: LineTold) -> list[str]:
    """Why, until when, and that it is an estimate."""
    reasons = [long_reason(told.reason, told.facts)]
    if told.estimate and told.day is not None:
        reasons.append(tr("{day} is an estimate.", day=f"{ABOUT} {wording.day_text(told.day)}"))
    return [reason for reason in reasons if reason]


def _slip_words(line: Affected, formats: Formats) -> str:
    who = line.customer or line.order
    facts = {"customer": who, "order": line.order, "product": line.sku}
    if line.before.day is None or line.before.day == line.after.day:
        return tr("Ranks before {customer} ({order}), who gives {product} back.", **facts)
    old = wording.day_text(line.before.day, today=formats.today)
    if line.after.day is None:
        return tr("Ranks before {customer} ({order}): {old} becomes no date.", **facts, old=old)
    new = wording.day_text(line.after.day, today=formats.today)
    shown = f"{ABOUT} {new}" if line.after.estimate else new
    return tr("Ranks before {customer} ({order}): {old} becomes {new}.", **facts, old=old, new=shown)


def _difference(difference: Decimal, formats: Formats) -> str:
    if not difference:
        return tr("same price")
    text = formats.money(abs(difference)).text
    return f"+ {text}" if difference > 0 else f"− {text}"


def _where(instead: Instead, formats: Formats) -> str:
    facts = {
        "quantity": wording.quantity_text(instead.quantity),
        "day": wording.day_text(instead.day, today=formats.today),
    }
    if instead.supply:
        return tr("{quantity} on {supply}, {day}", **facts, supply=instead.supply)
    return tr("{quantity} available, {day}", **facts)
