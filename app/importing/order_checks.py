"""What a line and an order must be to stand in the books."""

from collections import defaultdict

from app.importing.numbers import taken_numbers
from app.importing.order_rows import Head, Line, OrderRows
from app.language import tr
from db.terms import OrderState


def check_line(line: Line) -> tuple[str, str] | None:
    """(field, what is wrong) of a line, or None."""
    rest, quantity = line.rest, line.quantity
    if quantity == 0:
        return "quantity", tr("It must be more than 0.")
    if rest.cancelled + rest.shipped > quantity:
        return "shipped", tr("More is shipped and cancelled than was ordered.")
    if rest.returned > rest.shipped:
        return "returned", tr("More came back than was shipped.")
    if rest.closed + rest.substituted > rest.cancelled:
        return "cancelled", tr("More is closed and substituted than cancelled.")
    if rest.reserved > quantity - rest.cancelled - rest.shipped:
        return "reserved", tr("More is reserved than is open.")
    if rest.discount > 100_000:
        return "discount", tr("It is above 100 percent.")
    return None


def check_orders(rows: OrderRows) -> None:
    """Refuse the orders that exist, that end in two ways, or whose money does not add up."""
    by_order = _Sums(rows)
    taken = rows.source.shop.read(taken_numbers, "orders", [rows.numbers[order] for order in by_order.orders])
    for order in by_order.orders:
        head, first = rows.heads[order], by_order.first[order]
        if rows.numbers[order] in taken:
            what = tr("There is already an order {number}.", number=rows.numbers[order])
            rows.refuse_order(order, first, "order", rows.numbers[order], what)
        for key, what in _wrong_heads(rows, head, by_order, order):
            rows.refuse_order(order, first, key, "", what)
    if rows.source.table.has("position"):
        _check_positions(rows)


class _Sums:
    """Per order: its first line, what of it is neither shipped nor cancelled, and whether either is told."""

    def __init__(self, rows: OrderRows) -> None:
        self.first: dict[int, Line] = {}
        self.left: dict[int, int] = defaultdict(int)
        self.moved: dict[int, int] = defaultdict(int)
        for line in rows.lines:
            self.first.setdefault(line.order, line)
            moved = line.rest.shipped + line.rest.cancelled
            self.left[line.order] += line.quantity - moved
            self.moved[line.order] += moved

    @property
    def orders(self) -> list[int]:
        return list(self.first)


def _wrong_heads(rows: OrderRows, head: Head, sums: _Sums, order: int) -> list[tuple[str, str]]:
    wrong = []
    told = rows.tells_parts
    if head.state == OrderState.DONE and told and sums.left[order]:
        wrong.append(("state", tr("It is done, but a part of it is neither shipped nor cancelled.")))
    if head.state == OrderState.CANCELLED and told and sums.left[order] and sums.moved[order]:
        wrong.append(("state", tr("It is cancelled, but a part of it is neither shipped nor cancelled.")))
    if head.state == OrderState.QUOTE and sums.moved[order]:
        wrong.append(("state", tr("It is a quote, but a part of it is shipped or cancelled.")))
    if head.payments:
        refunded = sum(part[1] for part in head.payments if part[0] == "refund")
        paid = sum(part[1] for part in head.payments) - refunded
        if head.paid and (paid, refunded) != (head.paid, head.refunded):
            wrong.append(("payments", tr("The payments do not add up to what is paid and refunded.")))
    elif head.refunded > head.paid:
        wrong.append(("refunded", tr("More is refunded than was paid.")))
    return wrong


def _check_positions(rows: OrderRows) -> None:
    """Every line of an order has its own place, and what it names as its origin is a line before it."""
    seen: set[tuple[int, int]] = set()
    for line in rows.lines:
        place = line.rest.position
        if place is None:
            rows.refuse(line, tr("A blank among lines that have a position."), "position")
            continue
        if (line.order, place) in seen:
            rows.refuse(line, tr("Two lines of the order have this position."), "position", str(place))
        seen.add((line.order, place))
    for line in rows.lines:
        for key, origin in (
            ("split_from", line.rest.split_from),
            ("substitute_for", line.rest.substitute_for),
        ):
            if origin is not None and ((line.order, origin) not in seen or origin == line.rest.position):
                rows.refuse(line, tr("The order has no other line with this position."), key, str(origin))
