"""Orders that were read and found good: written as plain rows, then the pools of the open ones settle."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_line
from app.actions.snapshot import lock_pools
from app.changes import Area
from app.errors import PlanChanged
from app.importing.known import Buyer, Item, Known
from app.importing.numbers import advance_series, taken_numbers
from app.importing.options import Stored
from app.importing.order_goods import Goods
from app.importing.order_ids import make_ids
from app.importing.order_papers import write_papers
from app.importing.order_parts import Parts
from app.importing.order_rows import OrderRows
from app.importing.order_storing import Storing
from app.importing.order_telling import tell_orders
from app.importing.order_writing import write_lines, write_orders
from app.importing.storing import settle_pools, touch_areas
from app.importing.things import Thing
from app.language import tr
from app.progress import Progress
from app.quantities import quantity_of
from db.terms import OrderState


@dataclass(slots=True)
class OrdersPlan:
    """Whole orders only; the lines in the order of the file, which is the order of entry."""

    rows: OrderRows
    goods: Goods
    parts: Parts

    @classmethod
    def of(cls, rows: OrderRows, goods: Goods) -> "OrdersPlan":
        """Decides of each line what left and what is open, and so each order's state."""
        return cls(rows, goods, Parts(rows))

    def foresee(self, known: Known) -> None:
        """Customers and products that this file makes are there for the next."""
        for use in self.goods.created:
            item = Item(0, use.sku, use.decimals, "stocked", use.price, 0, 0)
            known.foresee_product(item, use.barcode)
        numbers = [self.rows.numbers[order] for order in self.parts.orders()]
        known.coming.append(("orders", self.rows.source.file, numbers))
        for buyer in self.rows.buyers:
            known.foresee_customer(Buyer(0, buyer.number, 0), buyer.name, buyer.email)

    def store(self, session: Session, progress: Progress) -> Stored:
        """Write all of it, then settle."""
        rows, parts = self.rows, self.parts
        stage = tr("Storing {file}", file=rows.source.file)
        _refuse_taken(session, rows, parts, progress)
        progress.at(stage)
        ids = make_ids(session, rows, self.goods, parts, progress)
        storing = Storing(rows, self.goods, parts, ids, progress)
        held = _Held(storing)
        storing.still_wanted()
        lock_pools(session, held)
        write_orders(session, storing)
        write_lines(session, storing)
        write_papers(session, storing)
        storing.still_wanted()
        tell_orders(session, storing)
        orders = storing.looked_at(parts.orders())
        advance_series(session, "order", (rows.numbers[order] for order in orders))
        settle_pools(session, held, progress, directed=held)
        for line_id, cancel in progress.over(rows.cancelled_known, stage, len(rows.cancelled_known), step=10):
            cancel_line(session, line_id, quantity_of(cancel.quantity), reason=cancel.reason)
        touch_areas(session, tuple(Area))
        ids.created[Thing.ORDERS] = sum(1 for _ in parts.orders())
        ids.created[Thing.ORDER_LINES] = len(rows.lines)
        ids.created[Thing.CANCELLATIONS] = sum(map(len, rows.cancelled.values())) + len(rows.cancelled_known)
        return Stored(ids.created)


class _Held(Mapping[int, Mapping[int, int]]):
    """By pool of an open line: the units that its lines held before, looked up when it is settled."""

    def __init__(self, storing: Storing) -> None:
        self._storing = storing
        # Places of the lines that held something.
        self._lines: dict[int, array[int]] = {}
        lines, rests = storing.rows.lines, storing.rows.rests.at
        told = storing.rows.source.table.has("reserved")
        for place, (pool_id, order, rest) in enumerate(
            zip(storing.ids.pools, storing.looked_at(lines.order), lines.rest, strict=True)
        ):
            if storing.parts.state(order) == OrderState.OPEN:
                held = self._lines.get(pool_id)
                if held is None:
                    held = self._lines[pool_id] = array("i")
                if told and rests[rest].reserved:
                    held.append(place)

    def __getitem__(self, pool_id: int) -> Mapping[int, int]:
        rows, ids = self._storing.rows, self._storing.ids
        return {
            ids.lines[place]: rows.rests[rows.lines.rest[place]].reserved for place in self._lines[pool_id]
        }

    def __iter__(self) -> Iterator[int]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _refuse_taken(session: Session, rows: OrderRows, parts: Parts, progress: Progress) -> None:
    numbers = (rows.numbers[order] for order in parts.orders())
    taken = taken_numbers(session, "orders", numbers, progress, len(rows.numbers))
    if taken:
        raise PlanChanged(
            tr("Order {number} was entered while the file was read.", number=min(taken)),
            tr("Import the file again."),
        )
