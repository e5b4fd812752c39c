"""What somebody has just entered, as the boxes of dialogs take it."""

from app.lists.finding import (
    FoundCustomer,
    FoundProduct,
    FoundSupplier,
    find_customers,
    find_products,
    find_suppliers,
)
from db.rows import Reader, value


def found_product(session: Reader, product_id: int) -> FoundProduct | None:
    """None where it is gone or not offered."""
    sku = value(session, "SELECT sku FROM products WHERE id = ?", (product_id,))
    return next((each for each in find_products(session, sku or "") if each.id == product_id), None)


def found_customer(session: Reader, customer_id: int) -> FoundCustomer | None:
    """None where he is gone or not offered."""
    number = value(session, "SELECT number FROM customers WHERE id = ?", (customer_id,))
    return next((each for each in find_customers(session, number or "") if each.id == customer_id), None)


def found_supplier(session: Reader, supplier_id: int) -> FoundSupplier | None:
    """None where he is gone or not offered."""
    name = value(session, "SELECT name FROM suppliers WHERE id = ?", (supplier_id,))
    return next((each for each in find_suppliers(session, name or "") if each.id == supplier_id), None)


def first_pool(session: Reader, product_id: int) -> int | None:
    """Where a product lies in the list of stock; None for what lies nowhere."""
    found = value(session, "SELECT min(id) FROM stock_levels WHERE product_id = ?", (product_id,))
    return None if found is None else int(found)
