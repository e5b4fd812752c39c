"""What other programs tell of an order in sums, borne by its lines: our prices hold discount and tax.

Amounts are whole numbers of ten-thousandths.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.file_formats.forms import units

CENT = 100
_AMOUNT = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]{1,4}))?")
_TEXT = units(4, 2)


@lru_cache(8_192)
def amount(cell: str) -> int | None:
    """Blank is nothing; None where it is no plain number."""
    text = cell.strip()
    if not text:
        return 0
    match = _AMOUNT.fullmatch(text)
    # 1,234 may be a thousand: nobody but our own reader decides that.
    if match is None or ("," in text and len(match[3]) > 2):
        return None
    whole = int(match[2]) * 10_000 + int((match[3] or "").ljust(4, "0"))
    return -whole if match[1] else whole


@lru_cache(8_192)
def amount_text(value: int) -> str:
    """With two decimals, or as many more as it has."""
    return _TEXT(value)


def shared_out(whole: int, weights: Sequence[int]) -> list[int]:
    """The whole in proportion, each share in full cents; what rounding leaves goes where it cut off most."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    cents = whole // CENT
    shares = [cents * weight // total for weight in weights]
    cut = sorted(range(len(weights)), key=lambda at: (-(cents * weights[at] % total), at))
    for at in cut[: cents - sum(shares)]:
        shares[at] += 1
    return [share * CENT for share in shares]


def borne(worth: Sequence[int], taxed: Sequence[bool], total: int, shipping: int, net: int) -> list[int]:
    """What the lines are worth together with their shares of what the order tells in sums.

    `net` is what all of them come to after discounts. What the total has beyond that and the shipping is tax
    on top, borne by the taxed lines. What no line can bear is left to the shipping.
    """
    if not any(worth):
        return [0] * len(worth)
    net = max(0, min(net, total))
    shares = list(worth) if sum(worth) == net else shared_out(net, worth)
    on_top = max(0, total - shipping - net)
    if not on_top:
        return shares
    bearing = [share if is_taxed else 0 for share, is_taxed in zip(shares, taxed, strict=True)]
    taxes = shared_out(on_top, bearing if any(bearing) else worth)
    return [share + tax for share, tax in zip(shares, taxes, strict=True)]


def unit_price(worth: int, quantity: int) -> str:
    """With which so many come to the worth, to the cent as long as they are fewer than a hundred."""
    return amount_text((2 * worth + quantity) // (2 * quantity))
