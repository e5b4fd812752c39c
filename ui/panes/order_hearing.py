"""What a customer says or is offered about an order: steps beside those that move goods."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.lists.order_detail import LineDetail, OrderDetail
from ui.common.page import Desk
from ui.common.steps import Step


def hearing_steps(order: OrderDetail, chosen: LineDetail | None, page: QWidget, desk: Desk) -> list[Step]:
    """Those that can be taken now."""
    titles = {"answer": tr("Record answer…"), "substitutes": tr("Suggest substitutes…")}
    acts = ((title, hearing(key, order, chosen, page, desk)) for key, title in titles.items())
    return [Step(title, act) for title, act in acts if act is not None]


def hearing(
    key: str, order: OrderDetail, chosen: LineDetail | None, page: QWidget, desk: Desk
) -> Callable[[], object] | None:
    """What the command does; substitutes are for the chosen line where it lacks goods, else the first."""
    if key == "answer":
        may_answer = order.state == "open" and any(line.open for line in order.lines)
        return partial(_record_answer, order, page, desk) if may_answer else None
    lacking = [each for each in order.lines if each.kind == "stocked" and each.backordered]
    if not lacking or order.on_hold:
        return None
    return partial(_suggest, chosen if chosen in lacking else lacking[0], page, desk)


def _record_answer(order: OrderDetail, page: QWidget, desk: Desk) -> None:
    """What the customer says of what is open."""
    from ui.dialogs import answer

    answer.ask_of_order(page.window(), desk, order.id)


def _suggest(line: LineDetail, page: QWidget, desk: Desk) -> None:
    from ui.dialogs import substitutes

    substitutes.ask(page.window(), desk, line.id)
