"""Etsy's sold order items: a row a line. What an order cost beside its goods stands on every row of it.

A line's coupon is borne by its price. Taxes that Etsy collects and hands on are nobody's income here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import groupby
from typing import NamedTuple

from app.file_formats.foreign_cells import code, joined, lasting_key, with_options
from app.file_formats.layout import Column, Layout
from app.file_formats.order_amounts import amount_text, unit_price
from app.file_formats.platform_orders import (
    Unclear,
    count_in,
    money_in,
    order_by_order,
    remarks,
    seen,
    taking,
)
from app.file_formats.text_cells import folded
from app.file_formats.translating import Format, Part, Row
from app.language import tr

_TAKEN = (
    *("Order ID", "Sale Date", "Buyer", "Currency", "Order Shipping", "Shipping Discount", "Date Paid"),
    *(
        "Ship Name",
        "Ship Address1",
        "Ship Address2",
        "Ship City",
        "Ship State",
        "Ship Zipcode",
        "Ship Country",
    ),
    *("Order Type", "SKU", "Listing ID", "Item Name", "Variations", "Quantity", "Price", "Discount Amount"),
    *("Date Shipped", "Listings Type"),
)
_SOURCES = {
    "order": "Order ID",
    "ordered_on": "Sale Date",
    "customer": "Buyer",
    "customer_name": "Ship Name",
    "channel": "",
    "delivery_name": "Ship Name",
    "delivery_street": "Ship Address1",
    "delivery_postcode": "Ship Zipcode",
    "delivery_city": "Ship City",
    "delivery_region": "Ship State",
    "delivery_country": "Ship Country",
    "shipping_charge": "Order Shipping",
    "currency": "Currency",
    "paid": "Date Paid",
    "paid_on": "Date Paid",
    "note": "Variations",
    "sku": "SKU",
    "text": "Item Name",
    "quantity": "Quantity",
    "price": "Price",
    "shipped": "Date Shipped",
    "shipped_on": "Date Shipped",
}
# Ann Lee (annlee88): what stands in brackets lasts.
_MEMBER = re.compile(r".*\(([^()]+)\)")
_VARIATION = re.compile(r",(?=[^,:]+:)")
_PERSONAL = "personalization"
_GUEST = frozenset(("", "guest", "anonymous"))


class _Line(NamedTuple):
    """A row of an order; `worth` in ten-thousandths."""

    sku: str
    text: str
    personal: str
    quantity: int
    worth: int
    shipped_on: str


@lru_cache(4_096)
def _variations(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Values of the options, and what the buyer had put on it, which makes no other product of it."""
    values: list[str] = []
    personal: list[str] = []
    for each in _VARIATION.split(unescape(code(cell))):
        name, _, value = each.partition(":")
        (personal if folded(name) == _PERSONAL else values).append(value.strip() or name.strip())
    return tuple(filter(None, values)), tuple(filter(None, personal))


def _member(buyer: str) -> str:
    match = _MEMBER.fullmatch(code(buyer))
    name = seen(match[1] if match else buyer)
    return "" if name.casefold() in _GUEST else name


class _Orders:
    def __init__(self, layout: Layout) -> None:
        self.number = layout.place("Order ID") or 0
        self._take = taking(layout, _TAKEN)

    def groups(self, raw: Iterable[Row]) -> Iterator[Sequence[Row]]:
        filled = (each for each in raw if any(map(str.strip, each[1])))
        return (list(rows) for _, rows in groupby(filled, lambda row: code(row[1][self.number])))

    def made(self, rows: Sequence[Row]) -> Iterator[Row]:
        taken = [self._take(row) for _, row in rows]
        number, sold, buyer, currency, *_ = taken[0]
        paid_on, name, first, second, city, region, postcode, country = taken[0][6:14]
        shipping = self._once(taken, 4, "Order Shipping") - self._once(taken, 5, "Shipping Discount")
        lines = [_line(cells) for cells in taken]
        total = sum(line.worth for line in lines) + max(0, shipping)
        head = (
            code(number),
            code(sold),
            _member(buyer),
            seen(name),
            "Etsy",
            code(name),
            joined(unescape(first), unescape(second)),
            code(postcode),
            code(city),
            code(region),
            code(country),
            amount_text(max(0, shipping)),
            code(currency),
            amount_text(total if paid_on.strip() else 0),
            code(paid_on),
            remarks(*(line.personal for line in lines)),
        )
        for (at, _), line in zip(rows, lines, strict=True):
            whole = str(line.quantity)
            price = unit_price(line.worth, line.quantity)
            shipped = whole if line.shipped_on else ""
            yield at, (*head, line.sku, line.text, whole, price, shipped, line.shipped_on)

    @staticmethod
    def _once(rows: Sequence[Sequence[str]], place: int, column: str) -> int:
        """An amount of the whole order: on its first row, or on each."""
        told = {money_in(row[place], column) for row in rows if row[place].strip()} - {0}
        if len(told) > 1:
            raise Unclear(column, tr("An earlier row of the same order says something else."))
        return told.pop() if told else 0


def _line(cells: Sequence[str]) -> _Line:
    sold, paid_on = code(cells[1]), code(cells[6])
    place, sku, listing, name, variations, quantity, price, off, shipped_on, kind = cells[14:]
    values, personal = _variations(variations)
    count = count_in(quantity, "Quantity")
    worth = count * money_in(price, "Price") - money_in(off, "Discount Amount")
    if worth < 0:
        raise Unclear("Discount Amount", tr("It is below {least}.", least="0"))
    # Handed over at the stall, or downloaded once it was paid: nothing is left to send.
    if not (sent := code(shipped_on)) and folded(place) in ("inperson", "in_person"):
        sent = sold
    if not sent and folded(kind) == "digital":
        sent = paid_on
    title, text = _named(name, values)
    return _Line(
        code(sku) or lasting_key(code(listing) or title, *values),
        text,
        ", ".join(personal),
        count,
        worth,
        sent,
    )


@lru_cache(4_096)
def _named(name: str, values: tuple[str, ...]) -> tuple[str, str]:
    """The listing's title, and that of its variant."""
    title = unescape(code(name))
    return title, with_options(title, values)


def _parts(layout: Layout) -> list[Part]:
    orders = _Orders(layout)
    sources = {ours: layout.title(theirs) if theirs else "" for ours, theirs in _SOURCES.items()}
    return [Part("orders", sources, order_by_order(layout, orders.groups, orders.made), orders.number)]


_REQUIRED = frozenset(("Order ID", "Sale Date", "Item Name", "Quantity", "Price"))

FORMAT = Format(
    "etsy-orders",
    lambda: tr("Etsy: sold order items"),
    (
        *(Column(key, (), key in _REQUIRED) for key in _TAKEN),
        # Told apart by it; Etsy's other report of orders has no lines.
        Column("Transaction ID"),
    ),
    marks=("Sale Date", "Item Name", "Listing ID", "Transaction ID", "Order ID"),
    parts=_parts,
    decimal=".",
    day_order="mdy",
)
