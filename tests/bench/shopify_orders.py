"""Orders as Shopify exports them, as many as wanted."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

TODAY = date(2026, 11, 23)
HEADERS = (
    "Name Email Financial_Status Paid_at Fulfillment_Status Fulfilled_at Accepts_Marketing Currency"
    " Subtotal Shipping Taxes Total Discount_Code Discount_Amount Shipping_Method Created_at"
    " Lineitem_quantity Lineitem_name Lineitem_price Lineitem_compare_at_price Lineitem_sku"
    " Lineitem_requires_shipping Lineitem_taxable Lineitem_fulfillment_status Billing_Name"
    " Billing_Address1 Billing_Address2 Billing_City Billing_Zip Billing_Country Billing_Phone"
    " Shipping_Name Shipping_Address1 Shipping_Address2 Shipping_City Shipping_Zip Shipping_Country"
    " Shipping_Phone Notes Cancelled_at Payment_Method Payment_Reference Refunded_Amount Vendor"
    " Outstanding_Balance Employee Location Device_ID Id Tags Risk_Level Source Lineitem_discount"
    " Tax_1_Name Tax_1_Value Phone"
)
TITLES = tuple(title.replace("_", " ") for title in HEADERS.split())
LINES_AN_ORDER = 4


def write_file(path: Path, lines: int) -> None:
    """Orders of four lines; all but the first line of an order leave the order's own cells blank."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(TITLES)
        for order in range(lines // LINES_AN_ORDER):
            for cells in _rows(order, max(1, lines // 40)):
                writer.writerow([cells.get(title, "") for title in TITLES])


def _rows(order: int, customers: int) -> Iterator[dict[str, str]]:
    rows = [_line(order, order * LINES_AN_ORDER + number) for number in range(LINES_AN_ORDER)]
    subtotal = sum(Decimal(row["Lineitem price"]) * int(row["Lineitem quantity"]) for row in rows)
    rows[0] |= _head(order, order * 7919 % customers, subtotal)
    yield from rows


def _head(order: int, buyer: int, subtotal: Decimal) -> dict[str, str]:
    """Half of the orders have left."""
    sent, day = order % 2 == 0, TODAY - timedelta(order * 31 % 120)
    return {
        "Financial Status": "paid",
        "Paid at": f"{day} 10:20:31 +0100",
        "Fulfillment Status": "fulfilled" if sent else "unfulfilled",
        "Fulfilled at": f"{day + timedelta(1)} 09:00:00 +0100" if sent else "",
        "Currency": "EUR",
        "Subtotal": f"{subtotal:.2f}",
        "Shipping": "4.90",
        "Taxes": "0.00",
        "Total": f"{subtotal + Decimal('4.90'):.2f}",
        "Billing Name": f"Buyer {buyer}",
        "Shipping Name": f"Buyer {buyer}",
        "Shipping Address1": f"Elm Street {buyer % 200}",
        "Shipping City": "Springfield",
        "Shipping Zip": f"{buyer % 90_000 + 10_000}",
        "Shipping Country": "US",
        "Payment Method": "card",
        "Refunded Amount": "0.00",
        "Outstanding Balance": "0.00",
        "Id": str(5_000_000_000 + order),
        "Phone": f"+1 555 {buyer:06}",
    }


def _line(order: int, line: int) -> dict[str, str]:
    product = line * 7919 % 2_000
    return {
        "Name": f"#{order + 1001}",
        "Email": f"buyer{order % 97}@example.com",
        "Created at": f"{TODAY - timedelta(order * 31 % 120)} 10:20:30 +0100",
        "Lineitem quantity": str(line % 9 + 1),
        "Lineitem name": f"Product number {product}",
        "Lineitem price": f"{product % 90 + 10}.{product % 10}0",
        "Lineitem sku": f"SKU-{product:05}",
        "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "fulfilled" if order % 2 == 0 else "pending",
        "Lineitem discount": "0.00",
    }
