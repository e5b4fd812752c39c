"""What files bring, and what becomes of it."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from app.language import ntr, tr


class Thing(StrEnum):
    """What imports create, change and cancel."""

    PRODUCTS = "products"
    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"
    LOCATIONS = "locations"
    RESOURCES = "resources"
    COUNTS = "counts"
    ORDERS = "orders"
    ORDER_LINES = "order_lines"
    CANCELLATIONS = "cancellations"
    PURCHASES = "purchases"
    PURCHASE_LINES = "purchase_lines"


class Fate(StrEnum):
    """What becomes of a thing that a file names."""

    CREATED = "created"
    CHANGED = "changed"
    LEFT = "left"


class Detail(NamedTuple):
    """One thing, or one field of it: `before` and `after` as files write them, '' for what is created."""

    thing: Thing
    fate: Fate
    key: str
    name: str = ""
    field: str = ""
    before: str = ""
    after: str = ""


def listed(counts: dict[str, int]) -> str:
    """How many of each in words; empty where nothing counts."""
    return tr(", ").join(_THINGS[Thing(thing)](count) for thing, count in counts.items() if count)


_THINGS: dict[Thing, Callable[[int], str]] = {
    Thing.PRODUCTS: lambda count: ntr("{count} product", "{count} products", count),
    Thing.CUSTOMERS: lambda count: ntr("{count} customer", "{count} customers", count),
    Thing.SUPPLIERS: lambda count: ntr("{count} supplier", "{count} suppliers", count),
    Thing.LOCATIONS: lambda count: ntr("{count} location", "{count} locations", count),
    Thing.RESOURCES: lambda count: ntr("{count} resource", "{count} resources", count),
    Thing.COUNTS: lambda count: ntr("{count} count", "{count} counts", count),
    Thing.ORDERS: lambda count: ntr("{count} order", "{count} orders", count),
    Thing.ORDER_LINES: lambda count: ntr("{count} order line", "{count} order lines", count),
    Thing.CANCELLATIONS: lambda count: ntr("{count} cancellation", "{count} cancellations", count),
    Thing.PURCHASES: lambda count: ntr("{count} purchase", "{count} purchases", count),
    Thing.PURCHASE_LINES: lambda count: ntr("{count} purchase line", "{count} purchase lines", count),
}
