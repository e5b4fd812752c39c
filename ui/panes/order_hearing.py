"""What a customer says or is offered about an order: steps beside those that move goods."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.lists.order_detail import LineDetail, OrderDetail
from ui.common.page import Desk
from ui.common.steps import Step


def may_answer(order: OrderDetail) -> bool:
    """Whether a customer may have something to say about what is open."""
    return order.state == "open" and any(line.open for line in order.lines)


def hearing_steps(order: OrderDetail, chosen: LineDetail | None, page: QWidget, desk: Desk) -> list[Step]:
    """Of the chosen line where it lacks goods, else of the first that does."""
    steps = []
    if may_answer(order):
        steps.append(Step(tr("Record answer…"), partial(record_answer, order, page, desk)))
    lacking = [each for each in order.lines if each.kind == "stocked" and each.backordered]
    if lacking and order.customer_id is not None and not order.on_hold:
        line = chosen if chosen in lacking else lacking[0]
        steps.append(Step(tr("Suggest substitutes…"), partial(_suggest, line, page, desk)))
    return steps


def record_answer(order: OrderDetail, page: QWidget, desk: Desk) -> None:
    """What the customer says of what is open."""
    from ui.dialogs import answer

    answer.ask_of_order(page.window(), desk, order.id)


def _suggest(line: LineDetail | None, page: QWidget, desk: Desk) -> None:
    from ui.dialogs import substitutes

    if line is not None:
        substitutes.ask(page.window(), desk, line.id)
