"""Rows with a quantity below zero: each cancels the latest earlier line of its customer and product.

A line with enough left is taken before several that only together have enough, an open order's before a
past one's, the latest first, be it of the file or of the shop. What matches nothing is refused alone;
nothing is cancelled in part.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.file_formats.forms import units
from app.importing.order_goods import Goods
from app.importing.order_rows import Cancel, Line, OrderRows
from app.language import tr
from db.rows import fetch_for

# Rows whose candidates are looked through before the owner is asked whether to go on.
_STEP = 100

Sought = tuple[str, int]
"""Who, as the file names him, and the place of the code of goods."""


class Candidate(NamedTuple):
    """A line that may be cancelled, the best is the greatest; `key` is its line in the file, else its id."""

    is_open: bool
    ordered_on: int
    of_file: bool
    key: int


def match_cancellations(rows: OrderRows, goods: Goods) -> None:
    """Fill `rows.cancelled` and `rows.cancelled_known`, or refuse the rows."""
    if not rows.cancels:
        return
    who = [named.number or named.email or named.name for named in rows.named]
    seeking = _Seeking(rows, goods, who)
    sought = set(map(seeking.sought, rows.cancels))
    left: dict[Candidate, int] = {}
    found = _of_file(seeking, sought, left)
    for key, known in _of_shop(seeking, left).items():
        found[key] += known
    by_day = sorted(rows.cancels, key=lambda line: (rows.days[line.order], line.line))
    for cancel in rows.source.progress.over(by_day, _stage(rows), len(by_day), step=_STEP):
        if not seeking.sought(cancel)[0]:
            what = tr("It names no customer, so what it cancels is not known.")
            rows.rejections.add(cancel.line, what, "customer")
            continue
        parts = _parts(rows, cancel, found[seeking.sought(cancel)], left)
        if not parts:
            what = tr("No earlier order of this customer and product has that much to cancel.")
            rows.rejections.add(cancel.line, what, "quantity", units(3)(cancel.quantity))
        for candidate, quantity in parts:
            left[candidate] -= quantity
            _note(rows, cancel, candidate, quantity)


@dataclass(frozen=True, slots=True)
class _Seeking:
    """Lines by customer and product; `who` has the customers by the places of their names."""

    rows: OrderRows
    goods: Goods
    who: Sequence[str]

    def sought(self, line: Line) -> Sought:
        return self.who[self.rows.buyer_of[line.order]], line.use


def _stage(rows: OrderRows) -> str:
    return tr("Checking {file}", file=rows.source.file)


def _note(rows: OrderRows, cancel: Line, candidate: Candidate, quantity: int) -> None:
    part = Cancel(quantity, rows.days[cancel.order], rows.numbers[cancel.order])
    if candidate.of_file:
        rows.cancelled.setdefault(candidate.key, []).append(part)
    else:
        rows.cancelled_known.append((candidate.key, part))


def _of_file(
    seeking: _Seeking, sought: set[Sought], left: dict[Candidate, int]
) -> dict[Sought, list[Candidate]]:
    """What can still be cancelled of a past line is all: it left only as far as it was not cancelled."""
    found: dict[Sought, list[Candidate]] = defaultdict(list)
    rows, who = seeking.rows, seeking.who
    lines = rows.lines
    watched = rows.source.progress.over(lines.line, _stage(rows), len(lines))
    for line, order, use, quantity, place in zip(
        watched, lines.order, lines.use, lines.quantity, lines.rest, strict=True
    ):
        key = who[rows.buyer_of[order]], use
        if key in sought:
            past, rest = bool(rows.past[order]), rows.rests[place]
            candidate = Candidate(not past, rows.days[order], True, line)
            left[candidate] = quantity - rest.cancelled - (0 if past else rest.shipped)
            found[key].append(candidate)
    return found


def _of_shop(seeking: _Seeking, left: dict[Candidate, int]) -> dict[Sought, list[Candidate]]:
    """Open lines of orders that came in before."""
    rows = seeking.rows
    sought: dict[tuple[int, int], list[Sought]] = defaultdict(list)
    for cancel in rows.cancels:
        buyer = rows.buyers.known_at(rows.buyer_of[cancel.order])
        item = seeking.goods.by_place[cancel.use].item
        if buyer is not None and item is not None:
            sought[buyer.id, item.id].append(seeking.sought(cancel))
    found: dict[Sought, list[Candidate]] = defaultdict(list)
    for line_id, customer_id, product_id, is_open, ordered_on in (
        rows.source.shop.read(_open_lines, sorted({product_id for _, product_id in sought})) if sought else ()
    ):
        for key in set(sought.get((customer_id, product_id), ())):
            candidate = Candidate(True, ordered_on, False, line_id)
            left[candidate] = is_open
            found[key].append(candidate)
    return found


def _open_lines(session: Session, products: Sequence[int]) -> list[tuple[int, int, int, int, int]]:
    return fetch_for(
        session,
        "SELECT l.id, o.customer_id, l.product_id, l.open, l.ordered_on FROM order_lines l"
        " JOIN orders o ON o.id = l.order_id"
        " WHERE l.product_id IN ({ids}) AND l.open > 0 AND o.customer_id IS NOT NULL",
        products,
    )


def _parts(
    rows: OrderRows, cancel: Line, candidates: list[Candidate], left: dict[Candidate, int]
) -> list[tuple[Candidate, int]]:
    """(line, quantity) that the row cancels; empty where that much was never ordered before it."""
    wanted, day = -cancel.quantity, rows.days[cancel.order]
    earlier = sorted(
        (each for each in candidates if left[each] > 0 and _is_before(each, day, cancel.line)), reverse=True
    )
    enough = next((each for each in earlier if left[each] >= wanted), None)
    if enough is not None:
        return [(enough, wanted)]
    parts = []
    for each in earlier:
        part = min(wanted, left[each])
        parts.append((each, part))
        wanted -= part
        if not wanted:
            return parts
    return []


def _is_before(candidate: Candidate, day: int, line: int) -> bool:
    if candidate.of_file:
        return (candidate.ordered_on, candidate.key) < (day, line)
    return candidate.ordered_on <= day
