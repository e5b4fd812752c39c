"""Finish what was made to order, or say that a service is done; who gets it is seen before (R30)."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import wording
from app.actions.outlooks import Outlook, as_shown, outlook
from app.actions.shipping import undo_whole_shipment
from app.actions.undoing_work import undo_finish
from app.actions.working import done, finish
from app.errors import InvalidInput, ShopError
from app.language import ntr, tr
from app.lists.work import WorkForm, work_form
from app.quantities import quantity_of
from app.wording import capacity_text
from ui.common import fonts
from ui.common.figures import Figures
from ui.common.inputs import QuantityEdit
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, field_row, preview_table, stretch
from ui.dialogs.notes import Notes
from ui.dialogs.planning import PlanningDialog

WIDTH = 960
SERVICE = "service"
"""The kind of product that is done, not made."""
FIELD_WIDTH = 120


class WorkDialog(PlanningDialog):
    """`kind` is 'made' or 'service'; offers all that is not there yet."""

    filled = Signal()

    def __init__(self, desk: Desk, line_id: int, kind: str, parent: QWidget | None = None) -> None:
        self.is_service = kind == SERVICE
        title = tr("Done") if self.is_service else tr("Finish")
        super().__init__(desk, title, title, parent)
        self._line_id = line_id
        self._fingerprint = ""
        self.form: WorkForm | None = None
        self.title, self.subtitle = label(size=fonts.PANE_TITLE, weight=fonts.STRONG), label(tone="quiet")
        self.figures = Figures()
        self.quantity = QuantityEdit()
        self.quantity.setMaximumWidth(FIELD_WIDTH)
        self.quantity.changed.connect(self._typed)
        self.notes = Notes("info-circle", "quiet", "quiet")
        make = AffectedColumns(desk.formats)
        columns = [
            make.customer(),
            make.order(),
            make.product(150),
            make.gets(),
            make.has_then(),
            make.expected(),
            make.promised(),
            make.then(),
        ]
        self.touched = PreviewModel(columns, parent=self)
        name = tr("Whose dates move") if self.is_service else tr("Who gets it")
        self.head = PreviewHead(name)
        table = preview_table(self.touched, name)
        stretch(table, "product")
        self.box = Boxed(table, least=2)
        self._arrange()
        desk.jobs.read(work_form, line_id, done=self._fill, failed=self.show_error)

    def _arrange(self) -> None:
        above: tuple[QWidget, ...] = (self.title, self.subtitle, self.figures)
        for widget in above:
            self.body.addWidget(widget)
        words = tr("Done now") if self.is_service else tr("Finished now")
        self.body.addLayout(field_row([(words, self.quantity)]))
        below: tuple[QWidget, ...] = (self.notes, self.head, self.box)
        for each in below:
            self.body.addWidget(each)
        self.body.addStretch()
        self.set_act(self.windowTitle(), enabled=False)
        self.resize(WIDTH, 460)

    def _fill(self, form: WorkForm) -> None:
        self.form = form
        text = self.desk.formats.quantity_text
        self.title.setText(form.product)
        self.subtitle.setText("  ·  ".join(each for each in (form.sku, form.order, form.customer) if each))
        figures = [(tr("Open"), text(form.open), "")]
        if not self.is_service:
            figures += [(tr("Reserved"), text(form.reserved), ""), (tr("To make"), text(form.short), "")]
        if form.resource:
            left = capacity_text(quantity_of(form.left), form.resource_unit)
            figures.append((tr("Left this week"), left, ""))
        self.figures.show_figures(figures)
        self.quantity.decimals = form.decimals
        self.quantity.set_value(quantity_of(form.open if self.is_service else form.short))
        self.hint.setText(self._hint())
        self.quantity.setFocus()
        self.quantity.selectAll()
        self._typed()
        self.filled.emit()

    def _hint(self) -> str:
        if self.is_service:
            return tr("What is done counts as shipped.")
        return tr("This order is served first; what is more goes to the queue.")

    # while one types

    def _amount(self) -> Decimal:
        quantity = self.quantity.value()
        if not quantity:
            raise InvalidInput(tr("Nothing is to be done with 0 pieces."), tr("Type how many."))
        return quantity

    def _typed(self, *, keeps_error: bool = False) -> None:
        if self.form is None:
            return
        self._fingerprint = ""
        try:
            quantity = self._amount()
        except InvalidInput as error:
            self.try_nothing()
            self.notes.say([])
            self.set_act(self.windowTitle(), enabled=False)
            self.show_error(error, self.quantity)
            return
        self.set_act(self._act(quantity))
        self.notes.say(self._takes(quantity))
        fn = done if self.is_service else finish
        self.try_out(outlook, fn, self._line_id, quantity, keeps_error=keeps_error)

    def _act(self, quantity: Decimal) -> str:
        pieces = wording.quantity_text(quantity)
        if self.is_service:
            return tr("{pieces} done", pieces=pieces)
        return ntr("Finish {pieces} piece", "Finish {pieces} pieces", quantity, pieces=pieces)

    def _takes(self, quantity: Decimal) -> list[str]:
        form = self.form
        if form is None or not form.resource:
            return []
        takes = (quantity * quantity_of(form.effort)).normalize()
        amount = capacity_text(takes, form.resource_unit)
        return [
            tr("It takes {amount} of {resource}, booked this week.", amount=amount, resource=form.resource)
        ]

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.set_old(old=old)

    def show_preview(self, answer: Outlook[Any]) -> None:
        self._fingerprint = answer.fingerprint
        shown = [each for each in answer.affected if each.gets or (each.moves and each.open)]
        self.touched.set_rows(affected.row_of(each) for each in shown)
        self.box.setVisible(bool(shown))
        if self.is_service:
            self.head.say("" if shown else tr("Nobody else's date moves."))
            return
        to_orders = affected.total(shown)
        orders = len({each.order_id for each in shown if each.gets > 0})
        rest = self._amount() - to_orders
        given = wording.quantity_text(to_orders)
        words = [ntr("{pieces} to {count} order", "{pieces} to {count} orders", orders, pieces=given)]
        if rest > 0:
            words.append(tr("{pieces} free on the shelf", pieces=wording.quantity_text(rest)))
        self.head.say(tr(", ").join(words))

    def show_preview_refused(self, error: ShopError) -> None:
        self.touched.set_rows([])
        self.set_act(self.windowTitle(), enabled=False)
        super().show_preview_refused(error)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.quantity

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)

    # done

    def submit(self) -> None:
        fn = done if self.is_service else finish
        self.write(as_shown(fn, self._fingerprint), self._line_id, self._amount())

    def finish(self, outcome: Any) -> None:
        form, pieces = self.form, wording.quantity_text(self._amount())
        if form is not None and self.is_service:
            words = tr("{pieces} of {sku} done for {order}.", pieces=pieces, sku=form.sku, order=form.order)
            self.desk.done(words, Undo(outcome.number, undo_whole_shipment, (outcome.shipment_id,)))
        elif form is not None:
            words = tr("{pieces} of {sku} finished.", pieces=pieces, sku=form.sku)
            title = tr("finishing {pieces} of {sku}", pieces=pieces, sku=form.sku)
            self.desk.done(words, Undo(title, undo_finish, (self._line_id, self._amount())))
        super().finish(outcome)


def ask(parent: QWidget | None, desk: Desk, line_id: int, kind: str) -> Any:
    """Finish or do what an order line waits for; the outcome, or None."""
    return WorkDialog(desk, line_id, kind, parent).ask()
