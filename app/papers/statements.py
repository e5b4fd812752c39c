"""Statements of customers: what left at its value, what was paid and given back, by currency and day."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.actions.context import today
from app.codes import grouped
from app.documents.statement import Account, Entry, OpenOrder, OpenVoucher, Statement, statement
from app.errors import InvalidInput, NotFound
from app.language import tr
from app.letters.people import customers
from app.lists.lines import calendar_of
from app.lists.orders import sums_of
from app.papers.posting import Paper, desk_of
from app.quantities import quantity_of
from app.rules.money import line_value
from app.settings import shop_settings
from app.state_words import way_text
from app.voucher_words import worth_text
from db.rows import Reader, fetch
from db.stored import day_of, from_units

NOTHING = Decimal(0)


class _Booked(NamedTuple):
    day: int
    currency: str
    what: str
    amount: Decimal


def statement_of(session: Reader, customer_id: int, first: date, last: date | None = None) -> Paper:
    """One customer's, up to today where no last day is named."""
    last = last or today(session)
    if last < first:
        raise InvalidInput(
            tr("The last day is before the first."), tr("Choose the days the other way."), "last"
        )
    person = customers(session, [customer_id]).get(customer_id)
    if person is None:
        raise NotFound(tr("This customer no longer exists."), tr("Reload the list."))
    desk = desk_of(session)
    with desk.speaking(person):
        paper = Statement(
            language=desk.tongue(person),
            sender=desk.sender,
            recipient=desk.address(person),
            place_date=desk.date_for(person),
            first=first,
            last=last,
            accounts=_accounts(_booked(session, customer_id), first, last),
            orders=_open_orders(session, customer_id),
            vouchers=_open_vouchers(session, customer_id),
            customer=person.number,
            country=person.country,
        )
        return Paper(statement(paper), desk.layout(person.country))


def _accounts(booked: list[_Booked], first: date, last: date) -> tuple[Account, ...]:
    opening: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for each in sorted(booked, key=lambda each: each.day):
        if each.day < first.toordinal():
            opening[each.currency] += each.amount
        elif each.day <= last.toordinal():
            entry = Entry(date.fromordinal(each.day), each.what, each.amount)
            entries[each.currency].append(entry)
    known = sorted({*entries, *(currency for currency, amount in opening.items() if amount)})
    return tuple(Account(each, opening[each], tuple(entries[each])) for each in known)


def _booked(session: Reader, customer_id: int) -> list[_Booked]:
    """All that ever changed what he owes."""
    return [*_shipped(session, customer_id), *_returned(session, customer_id), *_paid(session, customer_id)]


def _shipped(session: Reader, customer_id: int) -> list[_Booked]:
    """Each parcel at its value; what an order charges for shipping goes with its first."""
    sql = (
        "SELECT s.id, s.number, s.shipped_on, o.id, o.number, o.currency, o.shipping_charge, l.id, l.price,"
        " l.discount, d.quantity - d.undone FROM shipments s JOIN orders o ON o.id = s.order_id"
        " JOIN shipment_lines d ON d.shipment_id = s.id AND d.quantity > d.undone"
        " JOIN order_lines l ON l.id = d.order_line_id WHERE o.customer_id = ? ORDER BY s.shipped_on, s.id"
    )
    left: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    parcels: dict[int, _Booked] = {}
    charged: set[int] = set()
    ours = shop_settings(session).currency
    for row in fetch(session, sql, (customer_id,)):
        shipment_id, number, day, order_id, order, currency, charge, line_id, price, discount, units = row
        # Parts of a line add up to its value, rounded once.
        terms = (from_units(price, 4), from_units(discount, 3))
        before, left[line_id] = left[line_id], left[line_id] + quantity_of(units)
        amount = line_value(left[line_id], *terms) - line_value(before, *terms)
        if order_id not in charged:
            charged.add(order_id)
            amount += from_units(charge, 2)
        what = tr("{number} for order {order}", number=number, order=order)
        known = parcels.get(shipment_id) or _Booked(day, currency or ours, what, NOTHING)
        parcels[shipment_id] = known._replace(amount=known.amount + amount)
    return list(parcels.values())


def _returned(session: Reader, customer_id: int) -> list[_Booked]:
    """What came back and is not replaced."""
    sql = (
        "SELECT r.number, r.returned_on, o.currency, o.number, r.quantity - r.undone, l.price, l.discount"
        " FROM returns r JOIN order_lines l ON l.id = r.order_line_id JOIN orders o ON o.id = l.order_id"
        " WHERE o.customer_id = ? AND r.quantity > r.undone AND r.replacement_line_id IS NULL ORDER BY r.id"
    )
    ours = shop_settings(session).currency
    return [
        _Booked(
            day,
            currency or ours,
            tr("Return {number} of order {order}", number=number, order=order),
            -line_value(quantity_of(units), from_units(price, 4), from_units(discount, 3)),
        )
        for number, day, currency, order, units, price, discount in fetch(session, sql, (customer_id,))
    ]


def _paid(session: Reader, customer_id: int) -> list[_Booked]:
    sql = (
        "SELECT p.paid_on, o.currency, o.number, p.kind, p.way, p.amount FROM payments p"
        " JOIN orders o ON o.id = p.order_id WHERE o.customer_id = ? ORDER BY p.id"
    )
    ours = shop_settings(session).currency
    found = []
    for day, currency, order, kind, way, units in fetch(session, sql, (customer_id,)):
        facts = {"order": order, "way": way_text(way)}
        if kind == "refund":
            words = tr("Refund for {order}, {way}", **facts) if way else tr("Refund for {order}", **facts)
        elif kind == "deposit":
            words = tr("Deposit for {order}, {way}", **facts) if way else tr("Deposit for {order}", **facts)
        else:
            words = tr("Payment for {order}, {way}", **facts) if way else tr("Payment for {order}", **facts)
        amount = from_units(units, 2)
        found.append(_Booked(day, currency or ours, words, amount if kind == "refund" else -amount))
    return found


def _open_orders(session: Reader, customer_id: int) -> tuple[OpenOrder, ...]:
    sql = (
        "SELECT id, number, ordered_on, currency, shipping_charge FROM orders WHERE customer_id = ?"
        " AND state = 'open' ORDER BY id"
    )
    rows = fetch(session, sql, (customer_id,))
    sums = sums_of(session, [row[0] for row in rows], calendar_of(session))
    left: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    lines = (
        "SELECT l.order_id, l.shipped, l.price, l.discount FROM order_lines l JOIN orders o"
        " ON o.id = l.order_id WHERE o.customer_id = ? AND o.state = 'open' AND l.shipped > 0"
    )
    for order_id, units, price, discount in fetch(session, lines, (customer_id,)):
        left[order_id] += line_value(quantity_of(units), from_units(price, 4), from_units(discount, 3))
    ours = shop_settings(session).currency
    return tuple(
        OpenOrder(
            number,
            date.fromordinal(day),
            currency or ours,
            from_units(sums[order_id].worth + charge, 2),
            left[order_id],
            from_units(sums[order_id].paid, 2),
        )
        for order_id, number, day, currency, charge in rows
    )


def _open_vouchers(session: Reader, customer_id: int) -> tuple[OpenVoucher, ...]:
    sql = (
        "SELECT code, unit, balance, currency, expires_on FROM vouchers WHERE customer_id = ?"
        " AND state = 'open' ORDER BY id"
    )
    return tuple(
        OpenVoucher(grouped(code), worth_text(unit, balance, currency), day_of(until))
        for code, unit, balance, currency, until in fetch(session, sql, (customer_id,))
    )
