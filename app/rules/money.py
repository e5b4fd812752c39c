"""Values: quantity × price, rounded half up once."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


def line_value(quantity: Decimal, price: Decimal, discount: Decimal = Decimal(0)) -> Decimal:
    """Value of a line after a discount in percent."""
    return (quantity * price * (HUNDRED - discount) / HUNDRED).quantize(CENT, ROUND_HALF_UP)


def tax_within(value: Decimal, rate: Decimal) -> Decimal:
    """The tax that a value holds which includes `rate` percent."""
    return (value * rate / (HUNDRED + rate)).quantize(CENT, ROUND_HALF_UP)
