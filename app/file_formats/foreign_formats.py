"""The formats of other programs that come in."""

from types import MappingProxyType

from app.file_formats.foreign import (
    etsy_orders,
    inflow_customers,
    inflow_products,
    inflow_stock,
    loyverse_items,
    odoo_variants,
    pinduoduo_orders,
    quickbooks_items,
    shopify_customers,
    shopify_inventory,
    shopify_orders,
    shopify_products,
    square_items,
    taobao_orders,
    woocommerce_products,
    zoho_items,
)
from app.file_formats.translating import Format

FORMATS: tuple[Format, ...] = (
    shopify_products.FORMAT,
    shopify_inventory.FORMAT,
    shopify_orders.FORMAT,
    shopify_customers.FORMAT,
    woocommerce_products.FORMAT,
    square_items.FORMAT,
    quickbooks_items.FORMAT,
    zoho_items.FORMAT,
    odoo_variants.FORMAT,
    inflow_products.FORMAT,
    inflow_stock.FORMAT,
    inflow_customers.FORMAT,
    etsy_orders.FORMAT,
    loyverse_items.FORMAT,
    taobao_orders.FORMAT,
    pinduoduo_orders.FORMAT,
)
BY_NAME = MappingProxyType({each.name: each for each in FORMATS})
