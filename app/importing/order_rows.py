"""The rows of a file of orders once folded: heads by order, lines by column."""

from array import array
from collections.abc import Callable
from typing import Any, NamedTuple

from app.file_formats.cell_types import UnreadableCell
from app.importing.order_columns import NO_PRICE, Lines
from app.importing.piles import Distinct, Pile
from app.importing.source import Source
from app.importing.who_ordered import Buyers, Named
from app.language import tr
from db.terms import OrderState


class Head(NamedTuple):
    """An order's own facts, in the order of ORDER_FIELDS after the number, then of BUYER_FIELDS."""

    ordered_on: int
    state: str | None
    customer: str
    customer_name: str
    customer_reference: str
    channel: str
    location: str
    wanted: tuple[int, int | None] | None
    priority: int | None
    ship_complete: int
    on_hold: int
    held_since: int | None
    hold_reason: str
    pick_up: int
    date_essential: int
    delivery_name: str
    delivery_street: str
    delivery_postcode: str
    delivery_city: str
    delivery_region: str
    delivery_country: str
    shipping_charge: int
    currency: str
    paid: int
    paid_on: int | None
    paid_way: str
    refunded: int
    payments: tuple[tuple[str, int, int, str, str], ...]
    note: str
    customer_email: str
    customer_phone: str


class Rest(NamedTuple):
    """What most lines do not say, in the order of LINE_FIELDS; lines that say the same share one."""

    discount: int
    tax_rate: int | None
    position: int | None
    line_location: str
    cancelled: int
    closed: int
    substituted: int
    cancelled_on: int | None
    cancel_reason: str
    shipped: int
    shipped_on: int | None
    returned: int
    returned_on: int | None
    reserved: int
    promised: int | None
    first_promised: int | None
    hand_rank: int | None
    kept_off: int
    kept_off_since: int | None
    supply_cancelled: int
    split_from: int | None
    substitute_for: int | None


class Line(NamedTuple):
    """A line at hand: where it stands in the file, the places of its order and of its code of goods."""

    line: int
    order: int
    use: int
    text: str
    quantity: int
    price: int | None
    rest: Rest


class Cancel(NamedTuple):
    """A part of a line given up later in the file."""

    quantity: int
    day: int
    reason: str


class OrderRows:
    """What was read; orders go by their place among the heads."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.rejections = source.rejections.keyed_by("order")
        # Whether the file says itself what of a line is shipped and cancelled.
        self.tells_parts = source.table.has("shipped") or source.table.has("cancelled")
        before = source.options.history_before
        self._open_from = before.toordinal() if before else 0
        self.numbers: Distinct[str] = Distinct(str)
        self.heads: Pile[Head] = Pile(Head._make)
        self.texts: Pile[str] = Pile(str)
        self.rests: Pile[Rest] = Pile(Rest._make)
        self.lines = Lines()
        # By order: its day, and the place of who ordered among `named`.
        self.days = array("i")
        self.buyer_of = array("i")
        self.named: Distinct[Named] = Distinct(Named._make)
        # Orders that become history: demand on record, nothing open (--history-before).
        self.past = bytearray()
        # Rows with a quantity below zero, and what they cancel: by line of the file, by id of the shop's.
        self.cancels: list[Line] = []
        self.cancelled: dict[int, list[Cancel]] = {}
        self.cancelled_known: list[tuple[int, Cancel]] = []
        # Broken orders, with what is said of their rows that are good themselves.
        self.broken: dict[int, str] = {}
        self.buyers = Buyers(self.named)

    def place_of(self, number: str, facts: tuple[Any, ...]) -> int:
        """The order's place; its first row says what it is."""
        known = len(self.numbers)
        place = self.numbers.place_of(number)
        if place == known:
            self.heads.append(facts)
            head = Head._make(facts)
            named = head.customer, head.customer_name.strip(), head.customer_email
            self.days.append(head.ordered_on)
            self.buyer_of.append(self.named.place_of(named))
            self.past.append(head.ordered_on < self._open_from and head.state in (None, OrderState.OPEN))
        return place

    def add(self, line: int, order: int, use: int, text: str, rest: int, of: tuple[int, int | None]) -> None:
        """A line that may be taken; `rest` is a place, `of` its quantity and price."""
        quantity, price = of
        self.lines.add(
            line, order, use, self.texts.place_of(text), rest, quantity, NO_PRICE if price is None else price
        )

    def refuse_row(self, order: int, key: str, what: str) -> None:
        """The row in hand, and with it the order."""
        self.source.table.reject({key: what})
        self.break_order(order, self.rejections.latest)

    def refuse_head(self, order: int, facts: tuple[Any, ...]) -> None:
        """The row in hand says something else of its order than the first row did."""
        differing = [
            key for key, ours, its in zip(Head._fields, self.heads[order], facts, strict=True) if ours != its
        ]
        self.source.table.reject(
            {key: tr("An earlier row of the same order says something else.") for key in differing}
        )
        self.break_order(order, self.rejections.latest)

    def refuse(self, line: int, order: int, what: str, key: str = "", value: str = "") -> None:
        """A row read before, and with it the order."""
        self.rejections.add(line, what, key, value)
        self.break_order(order, line)

    def refuse_order(self, order: int, first: int, key: str, value: str, what: str) -> None:
        """An order as a whole, told at its first row; the others say the same."""
        self.rejections.add(first, what, key, value)
        self.broken.setdefault(order, what)

    def break_order(self, order: int, line: int) -> None:
        """The order stays out because of that row."""
        if order not in self.broken:
            self.broken[order] = tr("Line {line}, of the same order, cannot be taken.", line=line)

    def find_unread(self, read_number: Callable[[str], str]) -> None:
        """Break the orders of the rows that could not be read at all; after that no number is looked up."""
        stage = tr("Checking {file}", file=self.source.file)
        for line, cell in self.source.progress.over(self.rejections.unread(), stage):
            try:
                order = self.numbers.find(read_number(cell))
            except UnreadableCell:
                continue
            if order is not None:
                self.break_order(order, line)
        for pile in (self.numbers, self.named, self.heads, self.texts, self.rests):
            pile.close()

    def refuse_broken(self) -> None:
        """The other rows of broken orders, and then only whole orders are left in `lines`."""
        if self.rejections:
            stage = tr("Checking {file}", file=self.source.file)
            watched = self.source.progress.over(self.lines.line, stage, len(self.lines))
            for line, order in zip(watched, self.lines.order, strict=True):
                if order in self.broken and line not in self.rejections:
                    self.rejections.add(line, self.broken[order])
            self.drop_refused()

    def drop_refused(self) -> None:
        """Forget the lines and cancellations that are refused."""
        self.lines.keep(line not in self.rejections for line in self.lines.line)
        self.cancels = [line for line in self.cancels if line.line not in self.rejections]
