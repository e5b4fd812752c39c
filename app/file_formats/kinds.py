"""The kinds of files that come in and go out, by the name that the command line and the window use."""

from types import MappingProxyType

from app.file_formats import customers, orders, products, purchases, stock, suppliers

KINDS = MappingProxyType(
    {
        "products": products.FIELDS,
        "customers": customers.FIELDS,
        "suppliers": suppliers.FIELDS,
        "stock": stock.FIELDS,
        "orders": orders.FIELDS,
        "purchases": purchases.FIELDS,
    }
)

READ = MappingProxyType({**KINDS, "orders": orders.READ_FIELDS})
"""Of each kind what is read: more than is written, where files of others say more."""
