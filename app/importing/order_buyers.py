"""Who ordered: customers by number, else by a name that only one of them has, else created."""

import re

from app.importing.known import Buyer
from app.importing.order_rows import Head, NewBuyer, OrderRows
from app.language import tr
from app.names import key_of

# A spreadsheet's number where an id should stand: 17850.0.
_AS_NUMBER = re.compile(r"[0-9]+\.0")

Found = Buyer | NewBuyer | str | None


def name_buyers(rows: OrderRows) -> None:
    """Find or plan the customer of every order, and break the orders whose customer is not known."""
    _strip_point_zero(rows)
    found: dict[tuple[str, str], Found] = {}
    wrong: dict[int, str] = {}
    for order, head in enumerate(rows.heads):
        named = (head.customer, head.customer_name.strip())
        if named not in found:
            found[named] = _buyer(rows, head)
        buyer = found[named]
        if isinstance(buyer, str):
            wrong[order] = buyer
            rows.buyers.append(None)
        else:
            rows.buyers.append(buyer)
            if isinstance(buyer, NewBuyer) and head.ordered_on >= buyer.head.ordered_on:
                buyer.head = head
    if wrong:
        _refuse(rows, wrong)


def _refuse(rows: OrderRows, wrong: dict[int, str]) -> None:
    for line in rows.lines:
        if line.order in wrong:
            head = rows.heads[line.order]
            rows.refuse(line, wrong[line.order], "customer", head.customer or head.customer_name)


def _buyer(rows: OrderRows, head: Head) -> Found:
    """The customer, None where the row names none, or what is wrong with it."""
    known, number, name = rows.source.known, head.customer, head.customer_name.strip()
    if not number and not name:
        return None
    if number in known.customers:
        return known.customers[number]
    if not number:
        numbers = known.numbers_by_name.get(key_of(name), [])
        if len(numbers) == 1:
            return known.customers[numbers[0]]
        if numbers:
            return tr("{count} customers are called {name}; give the number.", count=len(numbers), name=name)
    # A name can never be taken for a number: numbers hold no line break.
    key = number or f"\n{key_of(name)}"
    if key not in rows.new_buyers:
        if not rows.source.options.create_customers:
            return tr("There is no customer {name} (--create-customers makes it).", name=number or name)
        rows.new_buyers[key] = NewBuyer(number, name or number, head)
    return rows.new_buyers[key]


def _strip_point_zero(rows: OrderRows) -> None:
    """Ids that all read like 17850.0 went through a spreadsheet's numbers; the shop's own spelling wins."""
    ids = {head.customer for head in rows.heads if head.customer}
    if not ids or not all(map(_AS_NUMBER.fullmatch, ids)) or ids & rows.source.known.customers.keys():
        return
    rows.heads = [
        head._replace(customer=head.customer.removesuffix(".0")) if head.customer else head
        for head in rows.heads
    ]
    example = min(ids)
    rows.source.notes.append(
        tr(
            "All customer numbers end in .0, as of a spreadsheet; that was left out: {before} is {after}.",
            before=example,
            after=example.removesuffix(".0"),
        )
    )
