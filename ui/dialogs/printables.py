"""What can be printed: each paper with its title, and how it is read and drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.language import tr
from app.letters.words import named
from app.lists.order_detail import OrderDetail
from app.lists.purchase_detail import PurchaseDetail
from app.papers.confirmations import confirmations
from app.papers.picks import orders_ready, picks, picks_pdf
from app.papers.posting import Paper, pdf_of
from app.papers.purchase_orders import purchase_orders
from app.papers.put_aside import order_labels, receipt_labels, receipt_orders
from app.papers.slips import reserved_slips, shipment_slips
from app.papers.statements import statement_of
from app.papers.vouchers import vouchers

LABELS = "labels"
MOST_SLIPS = 5
"""Shipments of an order that are offered, the newest first."""
Ids = Callable[[Any], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Printable:
    """Read through a session, drawn without one; labels are drawn by the dialog, which knows the paper.

    `unsent` are purchases that are offered to be marked as sent.
    """

    key: str
    title: str
    file_name: str
    read: Callable[[Any], Any]
    draw: Callable[[Any], bytes] = pdf_of
    unsent: tuple[int, ...] = ()


def confirmation(order_ids: Sequence[int], name: str) -> Printable:
    """What was ordered; `name` is in the file's name."""
    title = tr("Order confirmation")
    return Printable(
        "confirmation", title, f"{title} {name}", lambda session: confirmations(session, order_ids)
    )


def shipped(shipment_ids: Sequence[int], name: str) -> Printable:
    """The slip of parcels that left."""
    title = tr("Packing slip {number}", number=name)
    return Printable(f"slip {name}", title, title, lambda session: shipment_slips(session, shipment_ids))


def about_to_leave(ids: Ids, name: str = "") -> list[Printable]:
    """What one needs to pack: the walk, the slips, the labels."""
    walk, slip, labels = tr("Pick list"), tr("Packing slip of what is reserved"), tr("Put-aside labels")
    return [
        Printable("picks", walk, _file(walk, name), lambda session: picks(session, ids(session)), picks_pdf),
        Printable("slip", slip, _file(slip, name), lambda session: reserved_slips(session, ids(session))),
        Printable(LABELS, labels, _file(labels, name), lambda session: order_labels(session, ids(session))),
    ]


def of_orders(order_ids: Sequence[int]) -> list[Printable]:
    """What several orders need at once, the walk to the shelves first."""
    return [*about_to_leave(lambda _: order_ids), confirmation(order_ids, "")]


def of_order(order: OrderDetail) -> list[Printable]:
    """The confirmation, the slips of what left, and what one needs to pack what is reserved."""
    papers = [confirmation([order.id], order.number)]
    posted = [each for each in reversed(order.shipments) if each.quantity]
    papers += [shipped([each.id], each.number) for each in posted[:MOST_SLIPS]]
    if any(line.reserved for line in order.lines):
        papers += about_to_leave(lambda _: [order.id], order.number)
    return papers


def ready() -> list[Printable]:
    """Of all orders that can leave."""
    return about_to_leave(orders_ready)


def received(receipt_id: int, name: str) -> list[Printable]:
    """For goods that just came (R14): labels first."""

    def ids(session: Any) -> Sequence[int]:
        return receipt_orders(session, receipt_id)

    *rest, labels = about_to_leave(ids, name)
    return [replace(labels, read=lambda session: receipt_labels(session, receipt_id)), *rest]


def bought(numbers: Mapping[int, str], unsent: Sequence[int]) -> Printable:
    """What goes to suppliers: one purchase by its id and number, or several in one."""
    title = tr("Purchase order") if len(numbers) == 1 else tr("Purchase orders")
    return Printable(
        "purchase",
        title,
        f"{title} {named(list(numbers.values()))}",
        lambda session: purchase_orders(session, list(numbers)),
        unsent=tuple(unsent),
    )


def of_vouchers(voucher_ids: Sequence[int], name: str = "") -> Printable:
    """To hand over, or to send."""
    title = tr("Voucher")
    return Printable("voucher", title, _file(title, name), lambda session: vouchers(session, voucher_ids))


def accounts_of(customer_id: int, name: str, today: date) -> list[Printable]:
    """What a customer got and paid in each of the usual periods."""
    month = today.replace(day=1)
    before = (month - timedelta(1)).replace(day=1)
    year = today.replace(month=1, day=1)
    periods = (
        ("quarter", tr("Statement of the last 90 days"), today - timedelta(90), today),
        ("month", tr("Statement of this month"), month, today),
        ("last-month", tr("Statement of last month"), before, month - timedelta(1)),
        ("year", tr("Statement of this year"), year, today),
        ("last-year", tr("Statement of last year"), year.replace(year=year.year - 1), year - timedelta(1)),
    )
    return [
        Printable(key, title, _file(title, name), partial(_account, customer_id, first, last))
        for key, title, first, last in periods
    ]


def _account(customer_id: int, first: date, last: date, session: Any) -> list[Paper]:
    return [statement_of(session, customer_id, first, last)]


def of_purchase(purchase: PurchaseDetail) -> list[Printable]:
    """What goes to the supplier, and what goes with the goods of the newest receipt."""
    is_sent = purchase.sent_on is not None or purchase.state in ("done", "cancelled")
    papers = [bought({purchase.id: purchase.number}, [] if is_sent else [purchase.id])]
    latest = next((each for each in purchase.receipts if each.accepted), None)
    return papers if latest is None else [*papers, *received(latest.id, latest.number)]


def _file(title: str, name: str) -> str:
    return f"{title} {name}".strip()
