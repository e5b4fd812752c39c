"""What hangs on imported orders: payments, promises, cancellations, shipments, returns, history.

Goods that left before the shop moved in have a shipment of their own, noted 'moved in', but no ledger row:
the stock that this shop counts never held them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, who
from app.importing.order_ids import Ids
from app.importing.order_parts import Parts
from app.importing.order_rows import Cancel, Head, Line, OrderRows
from app.importing.storing import MOVED_IN, write_history
from db.bulk import insert_rows, next_ids
from db.stored import to_microseconds
from db.terms import CancellationKind, Condition, OrderState, PaymentKind

Row = tuple[Any, ...]


def write_papers(
    session: Session, rows: OrderRows, parts: list[Parts], states: dict[int, str], ids: Ids
) -> None:
    """All of them, after the orders and lines."""
    lines = list(zip(ids.lines, rows.lines, parts, strict=True))
    insert_rows(
        session, "payments", "order_id, kind, amount, paid_on, way, note", _payments(rows, ids.orders)
    )
    if rows.source.table.has("promised") or rows.source.table.has("first_promised"):
        _write_promises(session, rows, lines)
    action = action_id(session)
    insert_rows(
        session,
        "cancellations",
        "order_line_id, kind, quantity, reason, cancelled_on, action_id",
        ((*row, action) for row in _cancellations(rows, lines)),
    )
    _write_shipments(session, rows, lines, ids)
    if rows.source.table.has("returned"):
        _write_returns(session, rows, lines)
    write_history(session, "imported", _open_lines(rows, states, ids), {"file": rows.source.file})


def _payments(rows: OrderRows, orders: dict[int, int]) -> Iterator[Row]:
    for order, row_id in orders.items():
        head = rows.heads[order]
        for part in head.payments or _summed(head):
            yield row_id, *part


def _summed(head: Head) -> Iterator[Row]:
    """(kind, amount, day, way, note) where the file has only sums."""
    on = head.paid_on or head.ordered_on
    if head.paid:
        yield str(PaymentKind.PAYMENT), head.paid, on, head.paid_way, ""
    if head.refunded:
        yield str(PaymentKind.REFUND), head.refunded, on, head.paid_way, ""


def _write_promises(session: Session, rows: OrderRows, lines: Sequence[tuple[int, Line, Parts]]) -> None:
    """The first promise apart, and the one that holds where it is another."""
    told = rows.source.table.has("promised")

    def promises() -> Iterator[Row]:
        for line_id, line, _ in lines:
            rest = line.rest
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


def _cancellations(rows: OrderRows, lines: Sequence[tuple[int, Line, Parts]]) -> Iterator[Row]:
    """(line, kind, quantity, reason, day)."""
    for line_id, line, part in lines:
        if not part.cancelled:
            continue
        rest, later = line.rest, rows.cancelled.get(line.line, ())
        on = rest.cancelled_on or rows.heads[line.order].ordered_on
        own = part.cancelled - sum(cancel.quantity for cancel in later)
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


def _write_shipments(
    session: Session, rows: OrderRows, lines: Sequence[tuple[int, Line, Parts]], ids: Ids
) -> None:
    """One per order and day, named after the order."""
    left = [
        ((line.order, line.rest.shipped_on or rows.heads[line.order].ordered_on), line_id, part.shipped)
        for line_id, line, part in lines
        if part.shipped
    ]
    papers = list(dict.fromkeys(paper for paper, _, _ in left))
    numbers: dict[int, int] = {}
    made = dict(zip(papers, next_ids(session, "shipments", len(papers)), strict=True))

    def shipments() -> Iterator[Row]:
        for (order, day), row_id in made.items():
            count = numbers[order] = numbers.get(order, 0) + 1
            yield row_id, f"{rows.numbers[order]}/{count}", ids.orders[order], day, MOVED_IN

    insert_rows(session, "shipments", "id, number, order_id, shipped_on, note", shipments())
    insert_rows(
        session,
        "shipment_lines",
        "shipment_id, order_line_id, quantity",
        ((made[paper], line_id, quantity) for paper, line_id, quantity in left),
    )


def _write_returns(session: Session, rows: OrderRows, lines: Sequence[tuple[int, Line, Parts]]) -> None:
    insert_rows(
        session,
        "returns",
        "number, order_line_id, quantity, condition, returned_on, reason",
        (
            (
                f"{rows.numbers[line.order]}/{line_id}",
                line_id,
                line.rest.returned,
                str(Condition.SALEABLE),
                line.rest.returned_on or rows.heads[line.order].ordered_on,
                MOVED_IN,
            )
            for line_id, line, _ in lines
            if line.rest.returned
        ),
    )


def _open_lines(rows: OrderRows, states: dict[int, str], ids: Ids) -> Iterator[tuple[int, int, None, int]]:
    """What is open or may become so; of the past the order itself is the history."""
    for pool_id, line_id, line in zip(ids.pools, ids.lines, rows.lines, strict=True):
        if states[line.order] in (OrderState.OPEN, OrderState.QUOTE):
            yield pool_id, line_id, None, line.quantity
