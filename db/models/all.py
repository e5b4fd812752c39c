"""Every mapped class, so that one import completes the metadata."""

from db.models import catalogue, letters, notices, orders, people, purchases, records, shipping, stock
from db.models.base import Base

metadata = Base.metadata

__all__ = [
    "catalogue",
    "letters",
    "metadata",
    "notices",
    "orders",
    "people",
    "purchases",
    "records",
    "shipping",
    "stock",
]
