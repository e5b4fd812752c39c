"""What a customer ordered, got and paid in a period, and where that leaves both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.documents.blocks import Table, Text
from app.documents.letter import Block, Letter
from app.documents.letterhead import Sender
from app.documents.words import signed_by
from app.language import speaking, tr
from app.wording import day_text, money_text


@dataclass(frozen=True, slots=True)
class Entry:
    """One day's change: above zero what the customer owes more, below what he owes less."""

    day: date
    what: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """In one currency; `opening` is what was owed before the first day."""

    currency: str
    opening: Decimal
    entries: tuple[Entry, ...]

    @property
    def closing(self) -> Decimal:
        """What is owed at the end; below zero what the customer has paid ahead."""
        return self.opening + sum((each.amount for each in self.entries), Decimal(0))


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """Of what is ordered so much has left and so much is paid."""

    number: str
    ordered_on: date
    currency: str
    worth: Decimal
    shipped: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class OpenVoucher:
    """With what is left on it, in words."""

    code: str
    worth: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Statement:
    """From `first` to `last`, both within."""

    language: str
    sender: Sender
    recipient: tuple[str, ...]
    place_date: str
    first: date
    last: date
    accounts: tuple[Account, ...]
    orders: tuple[OpenOrder, ...] = ()
    vouchers: tuple[OpenVoucher, ...] = ()
    customer: str = ""
    country: str = ""


def statement(paper: Statement) -> Letter:
    """As a letter."""
    with speaking(paper.language):
        return Letter(
            language=paper.language,
            sender=paper.sender,
            recipient=paper.recipient,
            place_date=paper.place_date,
            subject=tr("Statement from {first} to {last}", first=_day(paper.first), last=_day(paper.last)),
            blocks=tuple(_blocks(paper)),
            references=((tr("Customer"), paper.customer),) if paper.customer else (),
            country=paper.country,
        )


def _day(day: date) -> str:
    return day_text(day, year=True)


def _blocks(paper: Statement) -> list[Block]:
    blocks: list[Block] = []
    for account in paper.accounts:
        blocks += [_account(account, paper), Text(_closing(account), strong=True, indented=False)]
    if not paper.accounts:
        blocks.append(Text(tr("In this period nothing left and nothing was paid.")))
    if paper.orders:
        blocks += [Text(tr("Open orders"), strong=True, indented=False), _orders(paper.orders)]
    if paper.vouchers:
        blocks += [Text(tr("Your vouchers"), strong=True, indented=False), _vouchers(paper.vouchers)]
    return [*blocks, signed_by(paper.sender.name)]


def _account(account: Account, paper: Statement) -> Table:
    columns = (
        (tr("Day"), 18.0, False),
        (tr("What"), 46.0, False),
        (tr("Amount"), 18.0, True),
        (tr("Balance"), 18.0, True),
    )
    balance = account.opening
    rows = [(_day(paper.first), tr("Balance before"), "", money_text(balance, account.currency))]
    for each in account.entries:
        balance += each.amount
        amounts = (money_text(each.amount, account.currency), money_text(balance, account.currency))
        rows.append((_day(each.day), each.what, *amounts))
    return Table(columns, tuple(rows))


def _closing(account: Account) -> str:
    amount = money_text(abs(account.closing), account.currency)
    if account.closing > 0:
        return tr("To pay: {amount}", amount=amount)
    if account.closing < 0:
        return tr("Paid ahead: {amount}", amount=amount)
    return tr("Nothing is left to pay.")


def _orders(orders: Sequence[OpenOrder]) -> Table:
    columns = (
        (tr("Order"), 22.0, False),
        (tr("Ordered on"), 21.0, False),
        (tr("Value"), 19.0, True),
        (tr("Shipped"), 19.0, True),
        (tr("Paid"), 19.0, True),
    )
    return Table(
        columns,
        tuple(
            (
                each.number,
                _day(each.ordered_on),
                *(money_text(amount, each.currency) for amount in (each.worth, each.shipped, each.paid)),
            )
            for each in orders
        ),
    )


def _vouchers(vouchers: Sequence[OpenVoucher]) -> Table:
    columns = ((tr("Code"), 40.0, False), (tr("Valid until"), 30.0, False), (tr("Worth"), 30.0, True))
    return Table(
        columns, tuple((each.code, _day(each.until) if each.until else "–", each.worth) for each in vouchers)
    )
