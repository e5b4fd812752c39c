"""Orders that were read and found good: written as plain rows, then the pools of the open ones settle."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_line
from app.actions.snapshot import lock_pools
from app.changes import Area
from app.errors import PlanChanged
from app.importing.known import Known
from app.importing.numbers import advance_series, taken_numbers
from app.importing.options import Stored
from app.importing.order_goods import Goods
from app.importing.order_ids import Ids, make_ids
from app.importing.order_papers import write_papers
from app.importing.order_parts import Parts, divide
from app.importing.order_rows import OrderRows
from app.importing.order_writing import write_lines, write_orders
from app.importing.storing import settle_pools, touch_areas
from app.importing.things import Thing
from app.language import tr
from app.progress import Progress
from app.quantities import quantity_of
from db.terms import OrderState

_STEPS = 4


@dataclass(slots=True)
class OrdersPlan:
    """Whole orders only; the lines in the order of the file, which is the order of entry."""

    rows: OrderRows
    goods: Goods
    # By place, of those that have lines.
    orders: list[int]
    parts: list[Parts]
    states: dict[int, str]

    @classmethod
    def of(cls, rows: OrderRows, goods: Goods) -> "OrdersPlan":
        """Decides of each line what left and what is open, and so each order's state."""
        parts, states = divide(rows)
        return cls(rows, goods, list(states), parts, states)

    def foresee(self, known: Known) -> None:
        """Nothing comes after orders."""

    def store(self, session: Session, progress: Progress) -> Stored:
        """Write all of it, then settle."""
        rows = self.rows
        _refuse_taken(session, [rows.numbers[order] for order in self.orders])
        stage = tr("Storing {file}", file=rows.source.file)
        progress.at(stage, 0, _STEPS)
        ids = make_ids(session, rows, self.goods, self.orders)
        waiting = self._waiting(ids)
        lock_pools(session, waiting)
        progress.at(stage, 1, _STEPS)
        write_orders(session, rows, self.states, ids)
        write_lines(session, rows, self.goods, self.parts, self.states, ids)
        progress.at(stage, 3, _STEPS)
        write_papers(session, rows, self.parts, self.states, ids)
        advance_series(session, "order", (rows.numbers[order] for order in self.orders))
        settle_pools(session, waiting, progress, directed=waiting)
        for line_id, cancel in rows.cancelled_known:
            cancel_line(session, line_id, quantity_of(cancel.quantity), reason=cancel.reason)
        touch_areas(session, tuple(Area))
        ids.created[Thing.ORDERS] = len(self.orders)
        ids.created[Thing.ORDER_LINES] = len(rows.lines)
        ids.created[Thing.CANCELLATIONS] = sum(map(len, rows.cancelled.values())) + len(rows.cancelled_known)
        return Stored(ids.created)

    def _waiting(self, ids: Ids) -> dict[int, dict[int, int]]:
        """By pool of an open line: what its lines held before."""
        held: dict[int, dict[int, int]] = defaultdict(dict)
        for line_id, pool_id, line in zip(ids.lines, ids.pools, self.rows.lines, strict=True):
            if self.states[line.order] == OrderState.OPEN:
                lines = held[pool_id]
                if line.rest.reserved:
                    lines[line_id] = line.rest.reserved
        return held


def _refuse_taken(session: Session, numbers: list[str]) -> None:
    taken = taken_numbers(session, "orders", numbers)
    if taken:
        raise PlanChanged(
            tr("Order {number} was entered while the file was read.", number=min(taken)),
            tr("Import the file again."),
        )
