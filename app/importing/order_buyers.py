"""Who ordered: customers by number, else by e-mail, else by a name that only one has, else created."""

import re
from collections.abc import Iterator

from app.flags import flag
from app.importing.known import Buyer, Known
from app.importing.order_rows import OrderRows
from app.importing.who_ordered import NO_NUMBER, Named
from app.language import tr
from app.names import key_of

# A spreadsheet's number where an id should stand: 17850.0.
_AS_NUMBER = re.compile(r"[0-9]+\.0")

Found = Buyer | str | None
"""One there is, the key of one to create, or nobody."""


class _Unknown(Exception):
    """Why the customer is not known."""


def name_buyers(rows: OrderRows) -> None:
    """Find or plan the customer of every order, and break the orders whose customer is not known."""
    known, buyers, stage = rows.source.known, rows.buyers, tr("Checking {file}", file=rows.source.file)
    with_email = {number for numbers in known.numbers_by_email.values() for number in numbers}
    wrong: dict[int, tuple[str, str]] = {}
    named_so = rows.source.progress.over(_without_point_zero(rows), stage)
    for place, named in enumerate(named_so):
        try:
            buyers.add(_buyer(rows, named, with_email))
        except _Unknown as reason:
            buyers.add(None)
            wrong[place] = str(reason), named.number or named.email or named.name
    for order, name in enumerate(rows.source.progress.over(rows.buyer_of, stage)):
        buyers.ordered(name, order, rows.days)
    start = max((buyer.id for buyer in known.customers.values()), default=0) + 1001
    buyers.number(rows.source.progress.over(range(len(buyers)), stage), start, known.customers)
    if wrong:
        _refuse(rows, wrong)


def _refuse(rows: OrderRows, wrong: dict[int, tuple[str, str]]) -> None:
    stage = tr("Checking {file}", file=rows.source.file)
    watched = rows.source.progress.over(rows.lines.line, stage, len(rows.lines))
    for line, order in zip(watched, rows.lines.order, strict=True):
        place = rows.buyer_of[order]
        if place in wrong:
            what, value = wrong[place]
            rows.refuse(line, order, what, "customer", value)


def _buyer(rows: OrderRows, named: Named, with_email: set[str]) -> Found:
    """Nobody where the row names none."""
    known, (number, name, email) = rows.source.known, named
    if not (number or name or email):
        return None
    if number in known.customers:
        return known.customers[number]
    if not number:
        found = _by_address_or_name(known, name, email, with_email)
        if found is not None:
            return found
    if not rows.source.options.create_customers:
        called = number or name or email
        raise _Unknown(tr("There is no customer {name}{flag}.", name=called, flag=flag("--create-customers")))
    return number or (f"{NO_NUMBER}@{key_of(email)}" if email else f"{NO_NUMBER}{key_of(name)}")


def _by_address_or_name(known: Known, name: str, email: str, with_email: set[str]) -> Buyer | None:
    numbers = known.numbers_by_email.get(key_of(email), []) if email else []
    if len(numbers) > 1:
        raise _Unknown(
            tr(
                "{count} customers have the e-mail address {email}; give the number.",
                count=len(numbers),
                email=email,
            )
        )
    if not numbers and name:
        numbers = known.numbers_by_name.get(key_of(name), [])
        if email:
            # Who has another address is somebody else of that name.
            numbers = [each for each in numbers if each not in with_email]
    if len(numbers) > 1:
        raise _Unknown(
            tr("{count} customers are called {name}; give the number.", count=len(numbers), name=name)
        )
    return known.customers[numbers[0]] if numbers else None


def _without_point_zero(rows: OrderRows) -> Iterator[Named]:
    """Ids that all read like 17850.0 went through a spreadsheet's numbers; the shop's own spelling wins."""
    example = _example_of_point_zero(rows)
    if not example:
        return iter(rows.named)
    rows.source.notes.append(
        tr(
            "All customer numbers end in .0, as of a spreadsheet; that was left out: {before} is {after}.",
            before=example,
            after=example.removesuffix(".0"),
        )
    )
    return (named._replace(number=named.number.removesuffix(".0")) for named in rows.named)


def _example_of_point_zero(rows: OrderRows) -> str:
    """The first of such numbers; '' where one is none, or is the number of a customer."""
    example, known = "", rows.source.known.customers
    stage = tr("Checking {file}", file=rows.source.file)
    for number, _, _ in rows.source.progress.over(rows.named, stage):
        if number:
            if not _AS_NUMBER.fullmatch(number) or number in known:
                return ""
            example = min(example or number, number)
    return example
