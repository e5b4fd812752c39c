"""One act on the queue, with who gains and who loses by it before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.actions.outlooks import Affected, Outlook, as_shown, outlook
from app.errors import InvalidInput, ShopError
from app.language import ntr, tr
from app.rules.standing import URGENT
from ui.common import fonts
from ui.common.inputs import DateEdit, QuantityEdit, line_edit
from ui.common.jobs import Failed
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, field_row, preview_table
from ui.dialogs.planning import PlanningDialog

WIDTH, TALLEST = 860, 640
FIELD_WIDTH = 120


@dataclass(frozen=True, slots=True)
class AskQuantity:
    """How much of it: what the field offers first; it follows the act's own arguments."""

    title: str
    offered: Decimal
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """A write on the queue, how it is named, what is asked for it, and whose order it is about.

    `asks_day`, `reason` and `flag` name the keyword that the field's value goes to; `flag` with its words.
    """

    title: str
    button: str
    fact: str
    fn: Callable[..., Any]
    args: tuple[Any, ...]
    order_id: int = 0
    quantity: AskQuantity | None = None
    asks_day: bool = False
    day: Any = None
    reason: str = ""
    flag: tuple[str, str] | None = None
    leave: str = ""
    """The other button, where 'Cancel' would be misread."""

    @property
    def asks(self) -> bool:
        """Whether anything is to be typed."""
        return bool(self.quantity or self.asks_day or self.reason or self.flag)


class ActDialog(PlanningDialog):
    """`answer` is what a trial without the dialog has already shown."""

    def __init__(
        self, desk: Desk, act: Act, answer: Outlook[Any] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, act.title, act.button, parent)
        self.cancel.setText(act.leave or self.cancel.text())
        self.act = act
        self._fingerprint = ""
        self.quantity: QuantityEdit | None = None
        self.day: DateEdit | None = None
        self.reason: QLineEdit | None = None
        self.flag: QCheckBox | None = None
        self._build()
        if answer is not None:
            self.show_preview(answer)
        else:
            self._typed()
        self.resize(WIDTH, self.sizeHint().height())
        (self.quantity or self.day or self.reason or self.flag or self.ok).setFocus()

    def _build(self) -> None:
        self.body.addWidget(Prose(self.act.fact))
        fields = self._fields()
        if fields:
            self.body.addLayout(field_row(fields))
        if self.act.flag:
            self.flag = QCheckBox(self.act.flag[1])
            self.flag.setFont(fonts.font())
            self.flag.toggled.connect(lambda _: self._typed())
            self.body.addWidget(self.flag)
        make = AffectedColumns(self.desk.formats)
        columns = [
            make.place(),
            make.customer(),
            make.order(),
            make.gets(),
            make.has_then(),
            make.expected(),
            make.promised(),
            make.then(),
        ]
        self.touched = PreviewModel(columns, affected.by_product({}), self)
        self.table = preview_table(self.touched, tr("Who gains and who loses"))
        self.head = PreviewHead(tr("Who gains and who loses"))
        self.body.addWidget(self.head)
        self.box = Boxed(self.table, least=4)
        self.body.addWidget(self.box)
        self.body.addStretch()

    def _fields(self) -> list[tuple[str, QWidget]]:
        fields: list[tuple[str, QWidget]] = []
        if self.act.quantity:
            self.quantity = QuantityEdit(self.act.quantity.decimals, self.act.quantity.offered)
            self.quantity.setMaximumWidth(FIELD_WIDTH)
            self.quantity.changed.connect(self._typed)
            fields.append((self.act.quantity.title, self.quantity))
        if self.act.asks_day:
            self.day = DateEdit(self.act.day, none_means=tr("No date known"), weekday=True)
            self.day.changed.connect(self._typed)
            fields.append((tr("Promised"), self.day))
        if self.act.reason:
            self.reason = line_edit()
            self.reason.setMinimumWidth(2 * FIELD_WIDTH)
            fields.append((tr("Reason"), self.reason))
        return fields

    # while one types

    def arguments(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """What the act is called with; InvalidInput where a field holds nothing that can be taken."""
        args, keywords = list(self.act.args), dict[str, Any]()
        if self.quantity is not None:
            args.append(self.quantity.value())
            if not args[-1]:
                raise InvalidInput(tr("Nothing is to be done with 0 pieces."), tr("Type how many."))
        if self.day is not None:
            args.append(self.day.value())
        if self.reason is not None:
            keywords[self.act.reason] = self.reason.text().strip()
        if self.flag is not None and self.act.flag:
            keywords[self.act.flag[0]] = self.flag.isChecked()
        return tuple(args), keywords

    def _typed(self, *, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        try:
            args, keywords = self.arguments()
        except InvalidInput as error:
            self.try_nothing()
            self.set_act(self.act.button, enabled=False)
            self.show_error(error)
            return
        self.set_act(self.act.button)
        self.try_out(outlook, self.act.fn, *args, keeps_error=keeps_error, **keywords)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.set_old(old=old)

    def show_preview(self, answer: Outlook[Any]) -> None:
        self._fingerprint = answer.fingerprint
        shown = [each for each in answer.affected if each.open and (each.gets or each.moves)]
        self.touched.set_rows(affected.row_of(each) for each in shown)
        self.box.setVisible(bool(shown))
        self.head.say(_sum(shown, self.act.order_id))
        wanted = min(self.sizeHint().height(), TALLEST)
        self.resize(self.width(), max(self.height(), wanted))

    def show_preview_refused(self, error: ShopError) -> None:
        self.touched.set_rows([])
        self.set_act(self.act.button, enabled=False)
        super().show_preview_refused(error)

    def cause_of(self, error: ShopError) -> QWidget | None:
        if self.day is not None and self.day.property("bad") == "true":
            return self.day
        return self.quantity if isinstance(error, InvalidInput) else None

    # done

    def submit(self) -> None:
        args, keywords = self.arguments()
        self.write(as_shown(self.act.fn, self._fingerprint), *args, **keywords)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)


def touches_others(act: Act, answer: Outlook[Any]) -> bool:
    """Whether another order gets other goods or another date."""
    return any(each.order_id != act.order_id and (each.gets or each.moves) for each in answer.affected)


def _sum(shown: list[Affected], order_id: int) -> str:
    """'2 others wait longer, 1 becomes late. 1 other waits less.'"""
    others = [each for each in shown if each.order_id != order_id]
    longer = [each for each in others if each.waits_longer]
    late = [each for each in longer if each.after.status in URGENT and each.before.status not in URGENT]
    less = [each for each in others if each.moves and not each.waits_longer]
    words = []
    if longer:
        words.append(ntr("{count} other waits longer.", "{count} others wait longer.", len(longer)))
    if late:
        words.append(ntr("{count} becomes late.", "{count} become late.", len(late)))
    if less:
        words.append(ntr("{count} other waits less.", "{count} others wait less.", len(less)))
    return " ".join(words) or tr("Nobody else's date moves.")


def ask(parent: QWidget | None, desk: Desk, act: Act, answer: Outlook[Any] | None = None) -> Any:
    """Do the act after a look at whom it touches; its outcome, or None where it was left."""
    return ActDialog(desk, act, answer, parent).ask()


class Acting(QObject):
    """Carries acts out for a page: with the dialog where something is asked or others are touched."""

    def __init__(self, desk: Desk, window: QWidget, failed: Failed) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._failed = failed
        self._act: Act | None = None

    def carry_out(self, act: Act) -> None:
        """Do it now, or ask first."""
        if act.asks:
            ask(self._window, self._desk, act)
            return
        self._act = act
        self._desk.jobs.preview(
            outlook, act.fn, *act.args, done=self._weigh, failed=self._failed, latest=f"act {id(self)}"
        )

    def _weigh(self, answer: Outlook[Any]) -> None:
        act, self._act = self._act, None
        if act is None:
            return
        if touches_others(act, answer):
            ask(self._window, self._desk, act, answer)
        else:
            write = as_shown(act.fn, answer.fingerprint)
            self._desk.jobs.write(write, *act.args, done=_done, failed=self._failed)


def _done(outcome: object) -> None:
    """The pages hear of it by themselves."""
