"""Rows with a quantity below zero: each cancels the latest earlier line of its customer and product.

A line with enough left is taken before several that only together have enough, an open order's before a
past one's, the latest first. What matches nothing is refused alone; nothing is cancelled in part.
"""

from collections import defaultdict

from app.file_formats.forms import units
from app.importing.order_rows import Cancel, Line, OrderRows
from app.language import tr

Sought = tuple[str, str]


def match_cancellations(rows: OrderRows) -> None:
    """Fill `rows.cancelled`, or refuse the rows."""
    if not rows.cancels:
        return
    found = _candidates(rows, {_sought(rows, line) for line in rows.cancels})
    left = {line.line: _left(rows, line) for lines in found.values() for line in lines}
    for cancel in sorted(rows.cancels, key=lambda line: (rows.heads[line.order].ordered_on, line.line)):
        head = rows.heads[cancel.order]
        if not head.customer and not head.customer_name:
            rows.rejections.add(
                cancel.line, tr("It names no customer, so what it cancels is not known."), "customer"
            )
            continue
        parts = _parts(rows, cancel, found[_sought(rows, cancel)], left)
        if not parts:
            rows.rejections.add(
                cancel.line,
                tr("No earlier order of this customer and product has that much to cancel."),
                "quantity",
                units(3)(cancel.quantity),
            )
        for line, quantity in parts:
            left[line.line] -= quantity
            reason = rows.numbers[cancel.order]
            rows.cancelled.setdefault(line.line, []).append(Cancel(quantity, head.ordered_on, reason))


def _sought(rows: OrderRows, line: Line) -> Sought:
    head = rows.heads[line.order]
    return head.customer or head.customer_name, line.sku


def _candidates(rows: OrderRows, sought: set[Sought]) -> dict[Sought, list[Line]]:
    found: dict[Sought, list[Line]] = defaultdict(list)
    for line in rows.lines:
        key = _sought(rows, line)
        if key in sought:
            found[key].append(line)
    return found


def _left(rows: OrderRows, line: Line) -> int:
    """What can still be cancelled of a line; of a past one all, for it left only as far as it was not."""
    shipped = 0 if rows.is_past(line.order) else line.rest.shipped
    return line.quantity - line.rest.cancelled - shipped


def _parts(
    rows: OrderRows, cancel: Line, candidates: list[Line], left: dict[int, int]
) -> list[tuple[Line, int]]:
    """(line, quantity) that the row cancels; empty where that much was never ordered before it."""
    wanted = -cancel.quantity
    day = rows.heads[cancel.order].ordered_on
    earlier = [
        line
        for line in candidates
        if left[line.line] > 0 and (rows.heads[line.order].ordered_on, line.line) < (day, cancel.line)
    ]
    earlier.sort(
        key=lambda line: (not rows.is_past(line.order), rows.heads[line.order].ordered_on, line.line),
        reverse=True,
    )
    enough = next((line for line in earlier if left[line.line] >= wanted), None)
    if enough is not None:
        return [(enough, wanted)]
    parts = []
    for line in earlier:
        part = min(wanted, left[line.line])
        parts.append((line, part))
        wanted -= part
        if not wanted:
            return parts
    return []
