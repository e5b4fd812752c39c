"""Shopify's order export: a row a line; later rows of an order leave the order's own columns blank.

A discount on the whole order and taxes on top stand there in sums only. Here they are borne by the lines, as
Shopify itself shares them out, so that lines and shipping come to the order's total. A line without a SKU
goes by its name, for the file has nothing else. The location is the till's, not where the goods lie, and is
not read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from app.file_formats.foreign_cells import code, is_no, joined, lasting_key
from app.file_formats.layout import Column, Layout
from app.file_formats.order_amounts import amount, amount_text, borne, unit_price
from app.file_formats.text_cells import folded
from app.file_formats.translating import Format, Part, Refuse, Row
from app.language import tr

_HEAD = (
    "Created at",
    "Financial Status",
    "Paid at",
    "Fulfillment Status",
    "Fulfilled at",
    "Cancelled at",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Refunded Amount",
    "Outstanding Balance",
    "Tax 1 Name",
    "Tax 2 Name",
    "Source",
    "Payment Method",
    "Notes",
    "Email",
    "Phone",
    "Billing Name",
    "Shipping Name",
)
_PLACE = ("Name", "Company", "Address1", "Address2", "Zip", "City", "Province", "Country", "Phone")
_LINE = (
    "Lineitem sku",
    "Lineitem name",
    "Lineitem quantity",
    "Lineitem price",
    "Lineitem discount",
    "Lineitem taxable",
    "Lineitem fulfillment status",
)
_REQUIRED = frozenset(
    (
        *("Name", "Created at", "Financial Status", "Fulfillment Status", "Total"),
        *("Lineitem name", "Lineitem quantity", "Lineitem price"),
    )
)
_SOURCES = {
    "order": "Name",
    "ordered_on": "Created at",
    "customer_name": "Billing Name",
    "customer_email": "Email",
    "customer_phone": "Phone",
    "channel": "Source",
    "delivery_name": "Shipping Name",
    "delivery_street": "Shipping Address1",
    "delivery_postcode": "Shipping Zip",
    "delivery_city": "Shipping City",
    "delivery_region": "Shipping Province",
    "delivery_country": "Shipping Country",
    "shipping_charge": "Shipping",
    "currency": "Currency",
    "paid": "Total",
    "paid_on": "Paid at",
    "paid_way": "Payment Method",
    "refunded": "Refunded Amount",
    "note": "Notes",
    "sku": "Lineitem sku",
    "text": "Lineitem name",
    "quantity": "Lineitem quantity",
    "price": "Lineitem price",
    "tax_rate": "Tax 1 Name",
    "shipped": "Lineitem quantity",
    "shipped_on": "Fulfilled at",
    "cancelled": "Lineitem quantity",
    "cancelled_on": "Cancelled at",
}
_PERCENT = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,3})?) ?%")


class _Refused(Exception):
    """Header and reason: the whole order stays out."""


class _Head(NamedTuple):
    """An order's own columns, in the order of _HEAD."""

    created: str
    financial: str
    paid_at: str
    fulfilment: str
    fulfilled_at: str
    cancelled_at: str
    currency: str
    subtotal: str
    shipping: str
    taxes: str
    total: str
    refunded: str
    outstanding: str
    tax_1: str
    tax_2: str
    source: str
    way: str
    notes: str
    email: str
    phone: str
    billing_name: str
    shipping_name: str


@lru_cache(1_024)
def _money_state(word: str) -> str:
    """paid, partly, refunded, partly refunded or nothing."""
    found = {
        "paid": "paid",
        "partially_paid": "partly",
        "refunded": "refunded",
        "partially_refunded": "partly refunded",
        **dict.fromkeys(("", "pending", "authorized", "voided", "expired", "unpaid"), "nothing"),
    }.get(folded(word))
    if found is None:
        raise _Refused("Financial Status", tr("It is no state of payment that Shopify is known to write."))
    return found


@lru_cache(1_024)
def _sent(word: str) -> str:
    """all, part, none, or restocked: none of it, and it is no longer wanted."""
    found = {
        "fulfilled": "all",
        **dict.fromkeys(("partial", "partially_fulfilled"), "part"),
        **dict.fromkeys(("", "unfulfilled", "pending", "open", "scheduled", "on_hold"), "none"),
        **dict.fromkeys(("in_progress", "not_eligible", "request_declined"), "none"),
        "restocked": "restocked",
    }.get(folded(word))
    if found is None:
        raise _Refused("Fulfillment Status", tr("It is no state of delivery that Shopify is known to write."))
    return found


_is_untaxed = lru_cache(1_024)(is_no)


@lru_cache(1_024)
def _rate(tax: str, other: str, taxes: str) -> str:
    """Percent of the only tax; blank where several are added, for the file does not say on which line."""
    match = _PERCENT.search(tax)
    if match and not other.strip():
        return match[1]
    return "0" if not tax.strip() and amount(taxes) == 0 and taxes.strip() else ""


@lru_cache(8_192)
def _amount(header: str, cell: str) -> int:
    value = amount(cell)
    if value is None:
        raise _Refused(header, tr("It is not a plain number."))
    return value


class _Orders:
    """Makes the rows of one order after the other."""

    def __init__(self, layout: Layout) -> None:
        self._width = len(layout.header)
        self._lacks = False
        self.number = layout.place("Name") or 0
        self._head = self._picker(layout, _HEAD)
        self._shipping = self._picker(layout, [f"Shipping {each}" for each in _PLACE])
        self._billing = self._picker(layout, [f"Billing {each}" for each in _PLACE])
        self._line = self._picker(layout, _LINE)
        self._title = layout.title

    def rows(self, raw: Iterable[Row], refuse: Refuse) -> Iterator[Row]:
        if self._lacks:
            # A cell that stands for the columns that the file has not.
            raw = ((line, [*row[: self._width], ""]) for line, row in raw)
        number = self.number
        for _, group in groupby(raw, lambda row: row[1][number]):
            rows = list(group)
            try:
                yield from self._order(rows)
            except _Refused as reason:
                header, what = reason.args
                for line, row in rows:
                    refuse(line, row, self._title(header), what)

    def _order(self, rows: Sequence[Row]) -> Iterator[Row]:
        first = rows[0][1]
        if not first[self.number].strip() and not any(map(str.strip, first)):
            return
        head = _Head._make(self._head(first))
        lines = [self._line(row) for _, row in rows]
        prices, shipping = _prices(head, lines)
        facts = (first[self.number], *self._facts(head, first), shipping, *_payment(head), head.notes)
        rate = _rate(head.tax_1, head.tax_2, head.taxes)
        for (line, _), cells, price, moved in zip(rows, lines, prices, _moved(head, lines), strict=True):
            sku, name, quantity, _, _, taxable, _ = cells
            tax_rate = "0" if rate and _is_untaxed(taxable) else rate
            yield line, (*facts, code(sku) or lasting_key(name), name, quantity, price, tax_rate, *moved)

    def _facts(self, head: _Head, first: Sequence[str]) -> tuple[str, ...]:
        place = self._shipping(first)
        if not (place[0] or place[2]):
            place = self._billing(first)
        name, company, street, more, postcode, city, region, country, phone = place
        return (
            head.created,
            head.billing_name or head.shipping_name,
            code(head.email),
            code(head.phone or phone),
            head.source,
            name or company,
            joined(company if name else "", street, more) if company or more else street,
            code(postcode),
            city,
            region,
            country,
        )

    def _picker(self, layout: Layout, keys: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        places = [layout.place(key) for key in keys]
        self._lacks = self._lacks or None in places
        return itemgetter(*(self._width if place is None else place for place in places))


def _prices(head: _Head, lines: Sequence[Sequence[str]]) -> tuple[list[str], str]:
    """What a unit of each line comes to, and the shipping charge; together the order's total."""
    total, shipping = _amount("Total", head.total), _amount("Shipping", head.shipping)
    net = _amount("Subtotal", head.subtotal) if head.subtotal else total - shipping
    worth, is_plain = [], net == total - shipping
    for _, _, quantity, price, off, _, _ in lines:
        less = _amount("Lineitem discount", off)
        is_plain = is_plain and not less
        worth.append(max(0, _whole(quantity) * _amount("Lineitem price", price) - less))
    if is_plain and sum(worth) == net:
        return [line[3] for line in lines], head.shipping
    worth = borne(worth, [not _is_untaxed(line[5]) for line in lines], total, shipping, net)
    units = [
        unit_price(each, count) if (count := _whole(line[2])) else line[3]
        for each, line in zip(worth, lines, strict=True)
    ]
    return units, amount_text(max(0, total - sum(worth)))


@lru_cache(1_024)
def _whole(cell: str) -> int:
    """Shopify sells whole numbers."""
    text = cell.strip()
    if not text.isdecimal() or len(text) > 9:
        raise _Refused("Lineitem quantity", tr("It must be a whole number."))
    return int(text)


def _payment(head: _Head) -> tuple[str, str, str, str, str]:
    """Currency, then what was paid, when and how, and what of it was given back."""
    state = _money_state(head.financial)
    if state == "nothing":
        return head.currency, "", "", "", ""
    if state == "partly" and not head.outstanding.strip():
        raise _Refused("Financial Status", tr("A part is paid, but the file does not say how much."))
    owed = _amount("Outstanding Balance", head.outstanding) if state in ("paid", "partly") else 0
    total = _amount("Total", head.total)
    paid = amount_text(total - owed) if owed > 0 else head.total
    if state in ("paid", "partly"):
        return head.currency, paid, head.paid_at, head.way, head.refunded
    if not _amount("Refunded Amount", head.refunded):
        if state == "partly refunded":
            raise _Refused("Financial Status", tr("A part is refunded, but the file does not say how much."))
        return head.currency, paid, head.paid_at, head.way, paid
    return head.currency, paid, head.paid_at, head.way, head.refunded


def _moved(head: _Head, lines: Sequence[Sequence[str]]) -> list[tuple[str, str, str, str]]:
    """Of each line what was shipped and when, what was cancelled and when."""
    money, order = _money_state(head.financial), _sent(head.fulfilment)
    # Nothing more will be sent: of an order that is fulfilled as a whole the other lines were removed, and
    # who has all his money back gets nothing.
    ended = bool(head.cancelled_at) or order in ("all", "restocked") or money == "refunded"
    moved, is_open = [], False
    for line in lines:
        sent = _sent(line[6]) if line[6] else order
        if sent == "part":
            raise _Refused(
                "Lineitem fulfillment status",
                tr("A part of it was sent, but the file does not say how much."),
            )
        if sent == "all":
            moved.append((line[2], head.fulfilled_at, "", ""))
        elif ended or sent == "restocked":
            moved.append(("", "", line[2], head.cancelled_at))
        else:
            is_open = True
            moved.append(("", "", "", ""))
    if is_open and money == "partly refunded":
        raise _Refused(
            "Refunded Amount",
            tr("A part was refunded, but the file does not say which goods are no longer wanted."),
        )
    return moved


def _parts(layout: Layout) -> list[Part]:
    orders = _Orders(layout)
    sources = {ours: layout.title(theirs) for ours, theirs in _SOURCES.items()}
    return [Part("orders", sources, orders.rows, belongs=orders.number)]


_ALIASES = {"Cancelled at": ("Canceled at",)}
_PLACES = (f"{side} {each}" for side in ("Billing", "Shipping") for each in _PLACE)
_COLUMNS = dict.fromkeys(("Name", *_HEAD, *_PLACES, *_LINE))

FORMAT = Format(
    "shopify-orders",
    lambda: tr("Shopify: orders"),
    tuple(Column(key, _ALIASES.get(key, ()), key in _REQUIRED) for key in _COLUMNS),
    marks=("Name", "Financial Status", "Fulfillment Status", "Lineitem name", "Lineitem quantity"),
    parts=_parts,
    decimal=".",
)
