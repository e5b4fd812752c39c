"""The rows of a file of purchases once folded."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.file_formats.cell_types import UnreadableCell
from app.importing.source import Source
from app.language import tr
from app.names import key_of
from db.rows import fetch

_AT_ONCE = 500


class PurchaseHead(NamedTuple):
    """A purchase's own facts, in the order of PURCHASE_FIELDS after the number."""

    supplier: str
    ordered_on: int | None
    state: str
    location: str
    supplier_reference: str
    sent_on: int | None
    confirmed_on: int | None
    freight: int
    currency: str
    suggested: int
    note: str


class PurchaseLine(NamedTuple):
    """`line` is where it stands in the file, `purchase` the place of its purchase; then as LINE_FIELDS."""

    line: int
    purchase: int
    sku: str
    quantity: int
    position: int | None
    line_location: str
    received: int
    received_on: int | None
    closed: int
    cost: int | None
    eta: int | None
    first_eta: int | None
    for_order: str
    for_position: int | None
    no_longer_needed: int
    line_note: str


class OrderLineKey(NamedTuple):
    """An order line as an earmark names it."""

    id: int
    order: str
    position: int
    product_id: int
    location_id: int


class PurchaseRows:
    """What was read; `earmarks` gives the order line of a file line that was bought for one."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.rejections = source.rejections.keyed_by("purchase")
        self.index: dict[str, int] = {}
        self.numbers: list[str] = []
        self.heads: list[PurchaseHead] = []
        self.lines: list[PurchaseLine] = []
        self.earmarks: dict[int, int] = {}
        self._broken: dict[int, str] = {}

    def refuse_row(self, purchase: int, problems: dict[str, str]) -> None:
        """The row in hand, and with it the purchase."""
        self.source.table.reject(problems)
        self._break(purchase, self.rejections.latest)

    def refuse(self, line: PurchaseLine, key: str, value: str, what: str) -> None:
        """A row read before, and with it the purchase."""
        self.rejections.add(line.line, what, key, value)
        self._break(line.purchase, line.line)

    def find_unread(self, read_number: Callable[[str], str]) -> None:
        """Break the purchases of the rows that could not be read at all."""
        for line, cell in self.rejections.unread():
            try:
                purchase = self.index.get(read_number(cell))
            except UnreadableCell:
                continue
            if purchase is not None:
                self._break(purchase, line)

    def find_earmarks(self) -> None:
        """The order lines that purchase lines were bought for, of the same product and location."""
        wanted = {line.for_order for line in self.lines if line.for_order}
        found: dict[str, list[OrderLineKey]] = {}
        for each in self.source.shop.read(_order_lines, sorted(wanted)) if wanted else ():
            found.setdefault(each.order, []).append(each)
        for line in self.lines:
            if line.for_order:
                match = self._earmark(line, found.get(line.for_order, ()))
                if match is None:
                    what = tr("No line of this order waits for that product and location.")
                    self.refuse(line, "for_order", line.for_order, what)
                else:
                    self.earmarks[line.line] = match.id

    def refuse_broken(self) -> None:
        """The other rows of broken purchases; then only whole ones are left."""
        for line in self.lines:
            if line.purchase in self._broken and line.line not in self.rejections:
                self.rejections.add(line.line, self._broken[line.purchase])
        self.lines = [line for line in self.lines if line.line not in self.rejections]

    def place(self, line: PurchaseLine) -> str:
        """The name of its location; '' where every shop has one."""
        return line.line_location or self.heads[line.purchase].location

    def _earmark(self, line: PurchaseLine, candidates: Iterable[OrderLineKey]) -> OrderLineKey | None:
        known = self.source.known
        product_id = known.products[line.sku].id
        place = self.place(line)
        location_id = known.locations.get(key_of(place)) if place else known.main_location
        return next(
            (
                each
                for each in candidates
                if (each.product_id, each.location_id) == (product_id, location_id)
                and line.for_position in (None, each.position)
            ),
            None,
        )

    def _break(self, purchase: int, line: int) -> None:
        self._broken.setdefault(
            purchase, tr("Line {line}, of the same purchase, cannot be taken.", line=line)
        )


def _order_lines(session: Session, orders: list[str]) -> list[OrderLineKey]:
    rows: list[Any] = []
    for start in range(0, len(orders), _AT_ONCE):
        part = orders[start : start + _AT_ONCE]
        rows += fetch(
            session,
            "SELECT l.id, o.number, l.position, l.product_id, s.location_id FROM order_lines l"
            " JOIN orders o ON o.id = l.order_id JOIN stock_levels s ON s.id = l.pool_id"
            f" WHERE l.removed = 0 AND o.number IN ({', '.join('?' * len(part))}) ORDER BY l.position, l.id",
            part,
        )
    return list(map(OrderLineKey._make, rows))
