"""What a line and an order must be to stand in the books."""

from array import array

from app.importing.numbers import comes_twice, taken_numbers
from app.importing.order_columns import counts
from app.importing.order_rows import Head, OrderRows, Rest
from app.language import tr
from db.terms import OrderState

# Of positions: more digits than an order has lines.
_MOST_POSITIONS = 1_000_000_000_000


def check_line(quantity: int, rest: Rest) -> tuple[str, str] | None:
    """(field, what is wrong) of a line, or None."""
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


def is_plain(rest: Rest) -> bool:
    """Whether a line of any quantity may say this."""
    moved = rest.cancelled or rest.shipped or rest.returned or rest.closed or rest.substituted
    return not moved and not rest.reserved and rest.discount <= 100_000


def check_orders(rows: OrderRows) -> None:
    """Refuse the orders that exist, that end in two ways, or whose money does not add up."""
    sums, source = _Sums(rows), rows.source
    stage = tr("Checking {file}", file=source.file)
    orders = array("i", (order for order, first in enumerate(sums.first) if first))
    taken = source.shop.read(
        taken_numbers, "orders", map(rows.numbers.__getitem__, orders), source.progress, len(orders)
    )
    coming = source.known.files_of("orders", map(rows.numbers.__getitem__, orders))
    for order in source.progress.over(orders, stage, len(orders)):
        if rows.numbers[order] in taken:
            what = tr("There is already an order {number}.", number=rows.numbers[order])
            rows.refuse_order(order, sums.first[order], "order", rows.numbers[order], what)
        elif rows.numbers[order] in coming:
            what = comes_twice(rows.numbers[order], coming[rows.numbers[order]])
            rows.refuse_order(order, sums.first[order], "order", rows.numbers[order], what)
        for key, what in _wrong_heads(rows, rows.heads[order], sums, order):
            rows.refuse_order(order, sums.first[order], key, "", what)
    if source.table.has("position"):
        _check_positions(rows)


class _Sums:
    """Per order: its first line; where the file tells it, what of it is neither shipped nor cancelled, and
    what is either."""

    def __init__(self, rows: OrderRows) -> None:
        lines, rests = rows.lines, rows.rests.at
        told = rows.tells_parts
        self.first, self.left, self.moved = (counts(len(rows.numbers)) for _ in range(3))
        stage = tr("Checking {file}", file=rows.source.file)
        for line, order, quantity, place in zip(
            rows.source.progress.over(lines.line, stage, len(lines)),
            lines.order,
            lines.quantity,
            lines.rest,
            strict=True,
        ):
            if not self.first[order]:
                self.first[order] = line
            if told:
                self.left[order] += quantity
                rest = rests[place]
                moved = rest.shipped + rest.cancelled
                self.left[order] -= moved
                self.moved[order] += moved


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
    lines, rests = rows.lines, rows.rests.at
    # A whole number each, not a pair: there may be a million.
    seen: set[int] = set()
    stage = tr("Checking {file}", file=rows.source.file)
    watched = rows.source.progress.over(lines.line, stage, len(lines))
    for line, order, place in zip(watched, lines.order, lines.rest, strict=True):
        position = rests[place].position
        if position is None:
            rows.refuse(line, order, tr("A blank among lines that have a position."), "position")
            continue
        key = order * _MOST_POSITIONS + position
        if key in seen:
            rows.refuse(
                line, order, tr("Two lines of the order have this position."), "position", str(position)
            )
        seen.add(key)
    watched = rows.source.progress.over(lines.line, stage, len(lines))
    for line, order, place in zip(watched, lines.order, lines.rest, strict=True):
        rest = rests[place]
        for key_of_field, origin in (
            ("split_from", rest.split_from),
            ("substitute_for", rest.substitute_for),
        ):
            if origin is not None and (
                order * _MOST_POSITIONS + origin not in seen or origin == rest.position
            ):
                what = tr("The order has no other line with this position.")
                rows.refuse(line, order, what, key_of_field, str(origin))
