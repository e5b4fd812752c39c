"""What hangs on imported orders: payments, promises, cancellations, shipments, returns, history.

Goods that left before the shop moved in have a shipment of their own, noted 'moved in', but no ledger row:
the stock that this shop counts never held them.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, who
from app.importing.order_columns import counts
from app.importing.order_ids import made
from app.importing.order_rows import Cancel, Head, OrderRows, Rest
from app.importing.order_storing import Storing
from app.importing.storing import MOVED_IN, write_history
from db.bulk import insert_rows
from db.stored import to_microseconds
from db.terms import CancellationKind, Condition, OrderState, PaymentKind

Row = tuple[Any, ...]


def write_papers(session: Session, storing: Storing) -> None:
    """All of them, after the orders and lines."""
    table = storing.rows.source.table
    if table.has("paid") or table.has("payments") or table.has("refunded"):
        insert_rows(session, "payments", "order_id, kind, amount, paid_on, way, note", _payments(storing))
    if table.has("promised") or table.has("first_promised"):
        _write_promises(session, storing)
    action = action_id(session)
    if any(storing.parts.cancelled):
        insert_rows(
            session,
            "cancellations",
            "order_line_id, kind, quantity, reason, cancelled_on, action_id",
            ((*row, action) for row in _cancellations(storing)),
        )
    if any(storing.parts.shipped):
        _write_shipments(session, storing)
    if table.has("returned"):
        _write_returns(session, storing)
    write_history(session, "imported", _open_lines(storing), {"file": storing.rows.source.file})


def _payments(storing: Storing) -> Iterator[Row]:
    for order in storing.looked_at(storing.parts.orders()):
        head = storing.rows.heads[order]
        for part in head.payments or _summed(head):
            yield storing.ids.orders[order], *part


def _summed(head: Head) -> Iterator[Row]:
    """(kind, amount, day, way, note) where the file has only sums."""
    on = head.paid_on or head.ordered_on
    if head.paid:
        yield str(PaymentKind.PAYMENT), head.paid, on, head.paid_way, ""
    if head.refunded:
        yield str(PaymentKind.REFUND), head.refunded, on, head.paid_way, ""


def _rests(storing: Storing) -> Iterator[tuple[int, int, Rest]]:
    """(id, order, what few lines say) of each line."""
    lines, rests = storing.rows.lines, storing.rows.rests.at
    for row_id, order, place in zip(storing.ids.lines, storing.watched(lines.order), lines.rest, strict=True):
        yield row_id, order, rests[place]


def _write_promises(session: Session, storing: Storing) -> None:
    """The first promise apart, and the one that holds where it is another."""
    told = storing.rows.source.table.has("promised")

    def promises() -> Iterator[Row]:
        for line_id, _, rest in _rests(storing):
            first = rest.promised if rest.first_promised is None else rest.first_promised
            if first is not None:
                yield line_id, first, 1
                if told and rest.promised != first:
                    yield line_id, rest.promised, 0

    at, name, action = to_microseconds(now(session)), who(session), action_id(session)
    insert_rows(
        session,
        "promises",
        "order_line_id, promised_on, first, cause, at, who, action_id",
        ((*row, "import", at, name, action) for row in promises()),
    )


def _cancellations(storing: Storing) -> Iterator[Row]:
    """(line, kind, quantity, reason, day)."""
    rows = storing.rows
    for line, whole, (line_id, order, rest) in zip(
        rows.lines.line, storing.parts.cancelled, _rests(storing), strict=True
    ):
        if not whole:
            continue
        later = rows.cancelled.get(line, ())
        on = rest.cancelled_on or rows.days[order]
        own = whole - sum(cancel.quantity for cancel in later)
        kinds = (
            (CancellationKind.CANCELLED, own - rest.closed - rest.substituted),
            (CancellationKind.CLOSED, rest.closed),
            (CancellationKind.SUBSTITUTED, rest.substituted),
        )
        for kind, quantity in kinds:
            if quantity:
                yield line_id, str(kind), quantity, rest.cancel_reason, on
        yield from _cancelled_later(line_id, later)


def _cancelled_later(line_id: int, later: Sequence[Cancel]) -> Iterator[Row]:
    for cancel in later:
        yield line_id, str(CancellationKind.CANCELLED), cancel.quantity, cancel.reason, cancel.day


class _Shipments:
    """One per order and day, in the order in which the lines name them."""

    def __init__(self, storing: Storing) -> None:
        self.orders, self.days = array("i"), array("i")
        rows = storing.rows
        # Most orders left on one day: their shipment, counted from 1; those of further days apart.
        self._first = counts(len(rows.numbers))
        self._further: dict[tuple[int, int], int] = {}
        for order, place, shipped in zip(
            storing.looked_at(rows.lines.order), rows.lines.rest, storing.parts.shipped, strict=True
        ):
            if shipped:
                self._note(order, day_shipped(rows, order, place))

    def _note(self, order: int, day: int) -> None:
        if self.place(order, day) is not None:
            return
        if self._first[order]:
            self._further[order, day] = len(self.orders)
        else:
            self._first[order] = len(self.orders) + 1
        self.orders.append(order)
        self.days.append(day)

    def place(self, order: int, day: int) -> int | None:
        first = self._first[order] - 1
        if first >= 0 and self.days[first] == day:
            return first
        return self._further.get((order, day))


def day_shipped(rows: OrderRows, order: int, rest: int) -> int:
    """Of a line of the order, by the place of its rest."""
    return rows.rests[rest].shipped_on or rows.days[order]


def _write_shipments(session: Session, storing: Storing) -> None:
    """Named after the order."""
    rows, ids, papers = storing.rows, storing.ids, _Shipments(storing)
    made_ids = made(session, "shipments", len(papers.orders))
    numbered = array("i", bytes(4 * len(rows.numbers)))

    def shipments() -> Iterator[Row]:
        for row_id, order, day in zip(made_ids, storing.looked_at(papers.orders), papers.days, strict=True):
            numbered[order] += 1
            yield row_id, f"{rows.numbers[order]}/{numbered[order]}", ids.orders[order], day, MOVED_IN

    insert_rows(session, "shipments", "id, number, order_id, shipped_on, note", shipments())

    def lines() -> Iterator[Row]:
        for row_id, order, rest, shipped in zip(
            ids.lines,
            storing.watched(rows.lines.order),
            rows.lines.rest,
            storing.parts.shipped,
            strict=True,
        ):
            if shipped:
                place = papers.place(order, day_shipped(rows, order, rest))
                assert place is not None
                yield made_ids[place], row_id, shipped

    insert_rows(session, "shipment_lines", "shipment_id, order_line_id, quantity", lines())


def _write_returns(session: Session, storing: Storing) -> None:
    rows = storing.rows
    insert_rows(
        session,
        "returns",
        "number, order_line_id, quantity, condition, returned_on, reason",
        (
            (
                f"{rows.numbers[order]}/{line_id}",
                line_id,
                rest.returned,
                str(Condition.SALEABLE),
                rest.returned_on or rows.days[order],
                MOVED_IN,
            )
            for line_id, order, rest in _rests(storing)
            if rest.returned
        ),
    )


def _open_lines(storing: Storing) -> Iterator[tuple[int, int, None, int]]:
    """What is open or may become so; of the past the order itself is the history."""
    lines, parts = storing.rows.lines, storing.parts
    for pool_id, line_id, order, quantity in zip(
        storing.ids.pools, storing.ids.lines, storing.watched(lines.order), lines.quantity, strict=True
    ):
        if parts.state(order) in (OrderState.OPEN, OrderState.QUOTE):
            yield pool_id, line_id, None, quantity
