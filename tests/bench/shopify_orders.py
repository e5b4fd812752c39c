"""Orders as Shopify exports them: a file as large as wanted, and the least that a format of it does."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Made, Part, Refuse, Row, carried_down, picking

TODAY = date(2026, 11, 23)
HEADERS = (
    "Name Email Financial_Status Paid_at Fulfillment_Status Fulfilled_at Accepts_Marketing Currency Subtotal"
    " Shipping Taxes Total Discount_Code Discount_Amount Shipping_Method Created_at Lineitem_quantity"
    " Lineitem_name Lineitem_price Lineitem_compare_at_price Lineitem_sku Lineitem_requires_shipping"
    " Lineitem_taxable Lineitem_fulfillment_status Billing_Name Billing_Street Billing_City Billing_Zip"
    " Billing_Country Billing_Phone Shipping_Name Shipping_Street Shipping_City Shipping_Zip Shipping_Country"
    " Shipping_Phone Notes Cancelled_at Payment_Method Payment_Reference Refunded_Amount Vendor"
    " Outstanding_Balance Employee Location Device_ID Id Tags Risk_Level Source Lineitem_discount Tax_1_Name"
    " Tax_1_Value Phone"
)
TITLES = tuple(title.replace("_", " ") for title in HEADERS.split())
_OF_LINE = ("Name", "Email", "Created at", *(title for title in TITLES if title.startswith("Lineitem")))
_CELLS = {
    "order": "Name",
    "ordered_on": Made("Created at", lambda cell: cell[:10]),
    "customer_email": "Email",
    "customer_name": "Billing Name",
    "customer_phone": "Phone",
    "delivery_name": "Shipping Name",
    "delivery_street": "Shipping Street",
    "delivery_city": "Shipping City",
    "delivery_postcode": "Shipping Zip",
    "delivery_country": "Shipping Country",
    "shipping_charge": "Shipping",
    "currency": "Currency",
    "note": "Notes",
    "sku": "Lineitem sku",
    "text": "Lineitem name",
    "quantity": "Lineitem quantity",
    "price": "Lineitem price",
}
_HEAD_CELLS = tuple(_CELLS).index("sku")


def write_file(path: Path, lines: int) -> None:
    """Orders of four lines; all but the first line of an order leave the order's own cells blank."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(TITLES)
        for line in range(lines):
            cells = _cells(line, max(1, lines // 40))
            first = line % 4 == 0
            writer.writerow([cells.get(title, "") if first or title in _OF_LINE else "" for title in TITLES])


def _cells(line: int, customers: int) -> dict[str, str]:
    order, product = line // 4, line * 7919 % 2_000
    buyer = order * 7919 % customers
    return {
        "Name": f"#{order + 1001}",
        "Email": f"buyer{buyer}@example.com",
        "Financial Status": "paid",
        "Currency": "EUR",
        "Subtotal": "40.00",
        "Shipping": "4.90",
        "Total": "44.90",
        "Created at": f"{TODAY - timedelta(order * 31 % 120)} 10:20:30 +0100",
        "Lineitem quantity": str(line % 9 + 1),
        "Lineitem name": f"Product number {product}",
        "Lineitem price": f"{product % 90 + 10}.{product % 10}0",
        "Lineitem sku": f"SKU-{product:05}",
        "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "pending",
        "Billing Name": f"Buyer {buyer}",
        "Shipping Name": f"Buyer {buyer}",
        "Shipping Street": f"Elm Street {buyer % 200}",
        "Shipping City": "Springfield",
        "Shipping Zip": f"{buyer % 90_000 + 10_000}",
        "Shipping Country": "US",
        "Phone": f"+1 555 {buyer:06}",
        "Id": str(5_000_000_000 + order),
    }


def _parts(layout: Layout) -> list[Part]:
    picked = picking("orders", layout, _CELLS, belongs="Name")

    def rows(raw: Iterable[Row], refuse: Refuse) -> Iterator[Row]:
        return carried_down(picked.rows(raw, refuse), 0, range(1, _HEAD_CELLS))

    return [Part(picked.kind, picked.sources, rows, picked.belongs)]


FORMAT = Format(
    "bench-shopify-orders",
    lambda: "Shopify",
    tuple(Column(title) for title in TITLES),
    marks=("Name", "Lineitem name"),
    parts=_parts,
    decimal=".",
)
