"""What an order comes to: goods, shipping, the tax within, what is paid and due."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.rules.money import line_value, tax_within

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Priced:
    """A line as far as money goes; discount and tax in percent, the tax within the price."""

    quantity: Decimal
    price: Decimal
    discount: Decimal = NOTHING
    tax_rate: Decimal = NOTHING

    @property
    def value(self) -> Decimal:
        """Quantity × price less discount, rounded once."""
        return line_value(self.quantity, self.price, self.discount)


@dataclass(frozen=True, slots=True)
class Sums:
    """`tax` is within `total`; `due` is below zero where too much was paid."""

    goods: Decimal
    shipping: Decimal
    total: Decimal
    tax: Decimal
    paid: Decimal
    due: Decimal


def order_sums(lines: Sequence[Priced], shipping: Decimal = NOTHING, paid: Decimal = NOTHING) -> Sums:
    """Shipping is taxed as most of the goods' value is; tax is rounded once per rate."""
    by_rate: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in lines:
        by_rate[line.tax_rate] += line.value
    goods = sum(by_rate.values(), NOTHING)
    if by_rate:
        by_rate[max(by_rate, key=lambda rate: (by_rate[rate], rate))] += shipping
    tax = sum((tax_within(value, rate) for rate, value in by_rate.items()), NOTHING)
    total = goods + shipping
    return Sums(goods, shipping, total, tax, paid, total - paid)
