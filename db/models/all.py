"""Every mapped class, so that one import completes the metadata."""

from db.models import (
    catalogue,
    compensation,
    costs,
    imports,
    letters,
    notices,
    offers,
    orders,
    people,
    purchases,
    records,
    shipping,
    status_pages,
    stock,
)
from db.models.base import Base

metadata = Base.metadata

__all__ = [
    "catalogue",
    "compensation",
    "costs",
    "imports",
    "letters",
    "metadata",
    "notices",
    "offers",
    "orders",
    "people",
    "purchases",
    "records",
    "shipping",
    "status_pages",
    "stock",
]
