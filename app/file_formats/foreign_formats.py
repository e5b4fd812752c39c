"""The formats of other programs that come in."""

from types import MappingProxyType

from app.file_formats.foreign import (
    shopify_customers,
    shopify_inventory,
    shopify_orders,
    shopify_products,
    square_items,
    woocommerce_products,
)
from app.file_formats.translating import Format

FORMATS: tuple[Format, ...] = (
    shopify_products.FORMAT,
    shopify_inventory.FORMAT,
    shopify_orders.FORMAT,
    shopify_customers.FORMAT,
    woocommerce_products.FORMAT,
    square_items.FORMAT,
)
BY_NAME = MappingProxyType({each.name: each for each in FORMATS})
