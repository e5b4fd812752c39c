"""One act on the queue, with who gains and who loses by it before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.actions.outlooks import Outlook, outlook
from app.actions.undoing import CarriedOut, carry_out, take_back
from app.errors import InvalidInput, ShopError
from app.language import tr
from ui.common import fonts
from ui.common.cells import Column
from ui.common.inputs import DateEdit, QuantityEdit, combo, line_edit
from ui.common.job import Failed
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, field_row, preview_table
from ui.dialogs.planning import PlanningDialog

WIDTH, TALLEST = 980, 640
FIELD_WIDTH = 120
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class AskQuantity:
    """How much of it: what the field offers first; it follows the act's own arguments."""

    title: str
    offered: Decimal
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class AskChoice:
    """One of several, each in words and as the act takes it; the last is offered first."""

    keyword: str
    title: str
    offered: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A write on the queue, how it is named, what is asked for it, and whose order it is about.

    `reason`, `flag` and `choice` name the keyword that the field's value goes to, the latter two with what
    the field says.
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
    choice: AskChoice | None = None
    leave: str = ""
    """The other button, where 'Cancel' would be misread."""
    did: str | Callable[[Decimal], str] = ""
    """What has happened once it is done: 'O-1047 ranks first.'; of the quantity that was asked."""
    undo: Callable[[CarriedOut], Undo | None] | None = None
    """How it is taken back, where that is not by putting lines back as they stood."""
    can_undo: bool = True
    dialog: "type[ActDialog] | None" = None
    """Where more is to be shown than whom it touches."""
    orders: tuple[int, ...] = ()
    """Those it is about, where it is about several."""

    @property
    def asks(self) -> bool:
        """Whether anything is to be typed."""
        return bool(self.quantity or self.asks_day or self.reason or self.flag or self.choice)

    def tell(self, desk: Desk, done: CarriedOut, quantity: Decimal = NOTHING) -> None:
        """Say that it is done, and how it is taken back."""
        did = self.did if isinstance(self.did, str) else self.did(quantity)
        undo = None
        if self.undo is not None:
            undo = self.undo(done)
        elif self.can_undo and done.lines:
            undo = Undo(self.title, take_back, (done.lines,))
        desk.done(did or tr("Done: {what}.", what=self.title), undo)


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
        self.choice: QComboBox | None = None
        self._build()
        if answer is not None:
            self.show_preview(answer)
        else:
            self._typed()
        self.resize(WIDTH, self.sizeHint().height())
        (self.quantity or self.day or self.reason or self.flag or self.choice or self.ok).setFocus()

    def _build(self) -> None:
        self.body.addWidget(Prose(self.act.fact))
        fields = self._fields()
        if fields:
            self.row = field_row(fields)
            self.body.addLayout(self.row)
        if self.act.flag:
            self.flag = QCheckBox(self.act.flag[1])
            self.flag.setFont(fonts.font())
            self.flag.toggled.connect(lambda _: self._typed())
            self.body.addWidget(self.flag)
        columns = self.preview_columns(AffectedColumns(self.desk.formats))
        self.touched = PreviewModel(columns, affected.by_product({}), self)
        self.table = preview_table(self.touched, tr("Who gains and who loses"))
        self.head = PreviewHead(tr("Who gains and who loses"))
        self.body.addWidget(self.head)
        self.box = Boxed(self.table, least=4)
        self.body.addWidget(self.box)
        self.body.addStretch()

    def preview_columns(self, make: AffectedColumns) -> list[Column]:
        """What is shown of those whom the act touches."""
        return make.gains_and_losses()

    def _fields(self) -> list[tuple[str, QWidget]]:
        fields: list[tuple[str, QWidget]] = []
        if self.act.quantity:
            self.quantity = QuantityEdit(self.act.quantity.decimals, self.act.quantity.offered)
            self.quantity.setMaximumWidth(FIELD_WIDTH)
            self.quantity.changed.connect(self._typed)
            fields.append((self.act.quantity.title, self.quantity))
        if self.act.asks_day:
            self.day = DateEdit(self.act.day, none_means=tr("No date known"), weekday=True)
            self.day.setMaximumWidth(2 * FIELD_WIDTH)
            self.day.changed.connect(self._typed)
            fields.append((tr("Promised"), self.day))
        if self.act.reason:
            self.reason = line_edit()
            self.reason.setMinimumWidth(2 * FIELD_WIDTH)
            fields.append((tr("Reason"), self.reason))
        if self.act.choice:
            self.choice = combo(list(self.act.choice.offered))
            self.choice.setCurrentIndex(self.choice.count() - 1)
            self.choice.setMinimumWidth(2 * FIELD_WIDTH)
            fields.append((self.act.choice.title, self.choice))
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
        if self.choice is not None and self.act.choice:
            keywords[self.act.choice.keyword] = self.choice.currentData()
        return tuple(args), keywords

    def _typed(self, *, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        try:
            args, keywords = self.arguments()
        except InvalidInput as error:
            self.try_nothing()
            self.show_preview_old(old=True)
            self.set_act(self.act.button, enabled=False)
            self.show_error(error)
            return
        self.set_act(self.act.button)
        self.try_out(outlook, self.act.fn, *args, keeps_error=keeps_error, **keywords)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.set_old(old=old)

    def show_preview(self, answer: Outlook[Any]) -> None:
        self._fingerprint = answer.fingerprint
        shown = affected.told(answer)
        self.touched.set_rows(affected.row_of(each) for each in shown)
        self.box.setVisible(bool(shown))
        self.head.say(affected.summed(shown, self.act.order_id, *self.act.orders))
        self.grow_to(min(self.sizeHint().height(), TALLEST))

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
        self.write(carry_out(self.act.fn, self._fingerprint), *args, **keywords)

    def finish(self, outcome: CarriedOut) -> None:
        self.act.tell(self.desk, outcome, self.quantity.value() if self.quantity else NOTHING)
        super().finish(outcome.outcome)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)


def ask(parent: QWidget | None, desk: Desk, act: Act, answer: Outlook[Any] | None = None) -> Any:
    """Do the act after a look at whom it touches; its outcome, or None where it was left."""
    return (act.dialog or ActDialog)(desk, act, answer, parent).ask()


class Acting(QObject):
    """Carries acts out for a page: with the dialog where something is asked or others are touched."""

    def __init__(self, desk: Desk, window: QWidget, failed: Failed) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._failed = failed
        self._act: Act | None = None

    def carry_out(self, act: Act) -> None:
        """Ask first; where nobody gains or loses anything, do it now."""
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
        if affected.told(answer):
            ask(self._window, self._desk, act, answer)
            return
        self._desk.jobs.write(
            carry_out(act.fn, answer.fingerprint),
            *act.args,
            done=lambda done: act.tell(self._desk, done),
            failed=self._failed,
        )
