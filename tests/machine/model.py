"""What a shop's figures must be after any actions, kept by plain sums: no rank, no reservation, no date."""

from dataclasses import dataclass, field
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass
class LineModel:
    """An order line; `closed` of what is cancelled can be reopened."""

    order: int
    pool: int
    ordered: Decimal
    is_service: bool = False
    cancelled: Decimal = NOTHING
    closed: Decimal = NOTHING
    shipped: Decimal = NOTHING
    returned: Decimal = NOTHING
    removed: bool = False

    @property
    def open(self) -> Decimal:
        return NOTHING if self.removed else self.ordered - self.cancelled - self.shipped


@dataclass
class OrderModel:
    """An order's own switches."""

    is_quote: bool = False
    on_hold: bool = False
    is_cancelled_quote: bool = False


@dataclass
class SupplyModel:
    """A purchase line."""

    pool: int
    ordered: Decimal
    state: str
    purchase: int
    earmarked: bool = False
    received: Decimal = NOTHING
    closed: Decimal = NOTHING

    @property
    def incoming(self) -> Decimal:
        if self.state != "confirmed":
            return NOTHING
        return max(NOTHING, self.ordered - self.received - self.closed)


@dataclass
class TransferModel:
    """Goods between two pools; `closed` of them came back or were lost."""

    origin: int
    target: int
    quantity: Decimal
    received: Decimal = NOTHING
    closed: Decimal = NOTHING

    @property
    def incoming(self) -> Decimal:
        return self.quantity - self.received - self.closed


@dataclass
class ShopModel:
    """All of it, by the database's ids; documents are (number, line, quantity not undone)."""

    on_hand: dict[int, Decimal] = field(default_factory=dict)
    orders: dict[int, OrderModel] = field(default_factory=dict)
    lines: dict[int, LineModel] = field(default_factory=dict)
    supplies: dict[int, SupplyModel] = field(default_factory=dict)
    transfers: dict[int, TransferModel] = field(default_factory=dict)
    shipments: list[tuple[str, int]] = field(default_factory=list)
    receipts: list[tuple[str, int]] = field(default_factory=list)

    def lines_of(self, order_id: int) -> list[LineModel]:
        return [line for line in self.lines.values() if line.order == order_id and not line.removed]

    def demanded(self, line: LineModel) -> Decimal:
        """Open, unless it is a quote's."""
        return NOTHING if self.orders[line.order].is_quote else line.open
