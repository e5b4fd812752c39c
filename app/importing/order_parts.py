"""What of each imported line is demand, cancelled and shipped, and the state that gives its order."""

from array import array
from collections.abc import Iterator

from app.importing.order_columns import counts
from app.importing.order_rows import OrderRows, Rest
from app.language import tr
from db.terms import OrderState

_STATES = tuple(map(str, OrderState))
# Where no line of an order is taken.
_NONE = -1


class Parts:
    """Per line what is demanded (0: nothing), cancelled and shipped, in thousandths; per order its state."""

    def __init__(self, rows: OrderRows) -> None:
        self.demanded, self.cancelled, self.shipped = (array("q") for _ in range(3))
        self._states = array("b", [_NONE]) * len(rows.numbers)
        if rows.tells_parts or rows.cancelled or any(rows.past) or rows.source.table.has("state"):
            self._divide(rows)
        else:
            self._take_as_open(rows)

    def state(self, order: int) -> str:
        """Of an order that has lines."""
        return _STATES[self._states[order]]

    def orders(self) -> Iterator[int]:
        """The places of the orders that have lines."""
        return (order for order, state in enumerate(self._states) if state != _NONE)

    def _take_as_open(self, rows: OrderRows) -> None:
        """Nothing is said of them but what was ordered."""
        self.demanded = array("q", rows.lines.quantity)
        self.cancelled, self.shipped = counts(len(rows.lines)), counts(len(rows.lines))
        is_open = _STATES.index(OrderState.OPEN)
        for order in rows.lines.order:
            self._states[order] = is_open

    def _divide(self, rows: OrderRows) -> None:
        offers = _offers(rows)
        left, sent = counts(len(rows.numbers)), counts(len(rows.numbers))
        lines, rests = rows.lines, rows.rests.at
        stated, stage = _Stated(rows), tr("Checking {file}", file=rows.source.file)
        for line, order, quantity, rest in zip(
            rows.source.progress.over(lines.line, stage, len(lines)),
            lines.order,
            lines.quantity,
            lines.rest,
            strict=True,
        ):
            if order in offers:
                demanded, cancelled, shipped = 0, 0, 0
            else:
                demanded = quantity
                cancelled, shipped = stated.parts(line, order, quantity, rests[rest])
            self.demanded.append(demanded)
            self.cancelled.append(cancelled)
            self.shipped.append(shipped)
            left[order] += demanded - cancelled - shipped
            sent[order] += shipped
            self._states[order] = 0
        for order in self.orders():
            state = offers.get(order) or _state(left[order], sent[order])
            self._states[order] = _STATES.index(state)


class _Stated:
    """What the file says of each line, or the state of its order where it says no more."""

    def __init__(self, rows: OrderRows) -> None:
        self.rows = rows
        self._heads = not rows.tells_parts and rows.source.table.has("state")

    def parts(self, line: int, order: int, quantity: int, rest: Rest) -> tuple[int, int]:
        rows, cancelled = self.rows, rest.cancelled
        if rows.cancelled:
            cancelled += sum(cancel.quantity for cancel in rows.cancelled.get(line, ()))
        if rows.past[order]:
            return cancelled, quantity - cancelled
        if self._heads:
            state = rows.heads[order].state
            if state == OrderState.DONE:
                return cancelled, quantity - cancelled
            if state == OrderState.CANCELLED:
                return quantity, 0
        return cancelled, rest.shipped


def _offers(rows: OrderRows) -> dict[int, str]:
    """Quotes, and those that were cancelled as such: nothing of them was ever demand."""
    if not rows.source.table.has("state"):
        return {}
    stage = tr("Checking {file}", file=rows.source.file)
    stated = {
        order: head.state
        for order, head in enumerate(rows.source.progress.over(rows.heads, stage))
        if head.state == OrderState.QUOTE or (head.state == OrderState.CANCELLED and rows.tells_parts)
    }
    if stated and rows.tells_parts:
        for order, place in zip(rows.lines.order, rows.lines.rest, strict=True):
            rest = rows.rests[place]
            if rest.cancelled or rest.shipped:
                stated.pop(order, None)
    return stated


def _state(left: int, shipped: int) -> str:
    if left:
        return str(OrderState.OPEN)
    return str(OrderState.DONE if shipped else OrderState.CANCELLED)
