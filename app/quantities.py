"""Quantities between people, who write decimals, and the plan, which counts thousandths."""

from decimal import Decimal


def units(quantity: Decimal) -> int:
    """Thousandths, as the plan counts; ValueError for more than three decimals."""
    scaled = quantity.scaleb(3)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{quantity} has more than three decimals")
    return whole


def quantity_of(thousandths: int) -> Decimal:
    """The Decimal of thousandths."""
    return Decimal(thousandths).scaleb(-3)
