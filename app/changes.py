"""What a write touched: the one thing a window needs to know to reload."""

from dataclasses import dataclass, field
from enum import StrEnum


class Area(StrEnum):
    """A part of the shop that a page shows."""

    STOCK = "stock"
    ORDERS = "orders"
    BACKORDERS = "backorders"
    PURCHASES = "purchases"
    PRODUCTS = "products"
    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"
    RESOURCES = "resources"
    NOTICES = "notices"
    COSTS = "costs"
    HISTORY = "history"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Changed:
    """The areas that one committed write touched, with the id of the action that did it."""

    areas: frozenset[Area] = field(default_factory=frozenset)
    action_id: str = ""
