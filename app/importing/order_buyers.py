"""Who ordered: customers by number, else by e-mail, else by a name that only one has, else created."""

import re

from app.flags import flag
from app.importing.known import Buyer, Known
from app.importing.order_rows import Named, NewBuyer, OrderRows
from app.language import tr
from app.names import key_of

# A spreadsheet's number where an id should stand: 17850.0.
_AS_NUMBER = re.compile(r"[0-9]+\.0")

Found = Buyer | NewBuyer | str | None


def name_buyers(rows: OrderRows) -> None:
    """Find or plan the customer of every order, and break the orders whose customer is not known."""
    known = rows.source.known
    with_email = {number for numbers in known.numbers_by_email.values() for number in numbers}
    wrong: dict[int, tuple[str, str]] = {}
    for place, named in enumerate(_without_point_zero(rows)):
        buyer = _buyer(rows, named, with_email)
        if isinstance(buyer, str):
            wrong[place] = buyer, named.number or named.email or named.name
            buyer = None
        rows.buyers.append(buyer)
    _find_latest(rows)
    _number_new(rows)
    if wrong:
        _refuse(rows, wrong)


def _find_latest(rows: OrderRows) -> None:
    """The order whose address a new customer gets."""
    days = rows.days
    for order, place in enumerate(rows.buyer_of):
        buyer = rows.buyers[place]
        if isinstance(buyer, NewBuyer) and (buyer.order < 0 or days[order] >= days[buyer.order]):
            buyer.order = order


def _number_new(rows: OrderRows) -> None:
    """Those whom the file gives no number."""
    known = rows.source.known.customers
    taken = {*known, *(buyer.number for buyer in rows.new_buyers.values())}
    number = max((buyer.id for buyer in known.values()), default=0) + 1001
    for buyer in rows.new_buyers.values():
        if not buyer.number:
            while f"C-{number}" in taken:
                number += 1
            buyer.number = f"C-{number}"
            number += 1


def _refuse(rows: OrderRows, wrong: dict[int, tuple[str, str]]) -> None:
    stage = tr("Checking {file}", file=rows.source.file)
    watched = rows.source.progress.over(rows.lines.line, stage, len(rows.lines))
    for line, order in zip(watched, rows.lines.order, strict=True):
        place = rows.buyer_of[order]
        if place in wrong:
            what, value = wrong[place]
            rows.refuse(line, order, what, "customer", value)


def _buyer(rows: OrderRows, named: Named, with_email: set[str]) -> Found:
    """The customer, None where the row names none, or what is wrong with it."""
    known, (number, name, email) = rows.source.known, named
    if not (number or name or email):
        return None
    if number in known.customers:
        return known.customers[number]
    if not number:
        found = _by_address_or_name(known, name, email, with_email)
        if found is not None:
            return found
    # A name or an address can never be taken for a number: numbers hold no line break.
    key = number or (f"\n@{key_of(email)}" if email else f"\n{key_of(name)}")
    if key not in rows.new_buyers:
        if not rows.source.options.create_customers:
            called = number or name or email
            return tr("There is no customer {name}{flag}.", name=called, flag=flag("--create-customers"))
        rows.new_buyers[key] = NewBuyer(number, name or number or email, email)
    return rows.new_buyers[key]


def _by_address_or_name(known: Known, name: str, email: str, with_email: set[str]) -> Buyer | str | None:
    numbers = known.numbers_by_email.get(key_of(email), []) if email else []
    if len(numbers) > 1:
        return tr(
            "{count} customers have the e-mail address {email}; give the number.",
            count=len(numbers),
            email=email,
        )
    if not numbers and name:
        numbers = known.numbers_by_name.get(key_of(name), [])
        if email:
            # Who has another address is somebody else of that name.
            numbers = [each for each in numbers if each not in with_email]
    if len(numbers) > 1:
        return tr("{count} customers are called {name}; give the number.", count=len(numbers), name=name)
    return known.customers[numbers[0]] if numbers else None


def _without_point_zero(rows: OrderRows) -> list[Named]:
    """Ids that all read like 17850.0 went through a spreadsheet's numbers; the shop's own spelling wins."""
    found = list(rows.named)
    ids = {named.number for named in found if named.number}
    if not ids or not all(map(_AS_NUMBER.fullmatch, ids)) or ids & rows.source.known.customers.keys():
        return found
    example = min(ids)
    rows.source.notes.append(
        tr(
            "All customer numbers end in .0, as of a spreadsheet; that was left out: {before} is {after}.",
            before=example,
            after=example.removesuffix(".0"),
        )
    )
    return [named._replace(number=named.number.removesuffix(".0")) for named in found]
