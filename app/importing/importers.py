"""The kinds of files that the shop takes in, in the order in which one builds on the other."""

from types import MappingProxyType

from app.importing.orders import ORDERS
from app.importing.people import CUSTOMERS, SUPPLIERS
from app.importing.products import PRODUCTS
from app.importing.purchases import PURCHASES
from app.importing.source import Importer
from app.importing.stock import STOCK

IMPORTERS: MappingProxyType[str, Importer] = MappingProxyType(
    {
        "suppliers": SUPPLIERS,
        "products": PRODUCTS,
        "customers": CUSTOMERS,
        "stock": STOCK,
        "purchases": PURCHASES,
        "orders": ORDERS,
    }
)
