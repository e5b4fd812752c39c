"""What a count comes to, and what to take back for it, in sentences."""

from collections.abc import Sequence
from decimal import Decimal

from app import wording
from app.actions.outlooks import Affected
from app.actions.stocktaking import LostAside
from app.language import ntr, tr

NAMED = 6


def put_aside(moved: Sequence[Affected], from_offers: Sequence[LostAside] = ()) -> list[str]:
    """What to take back from the goods that are put aside, and from whom (R20); offers give back first."""
    taken = [_named(each.quantity, each.sku, each.order, each.customer) for each in from_offers]
    taken += [_named(-each.gets, each.sku, each.order, each.customer) for each in moved if each.gets < 0]
    if not taken:
        return []
    more = len(taken) - NAMED
    named = [*taken[:NAMED], *([ntr("{count} more", "{count} more", more)] if more > 0 else [])]
    return [tr("Take back from what is put aside: {goods}.", goods=tr(", ").join(named))]


def _named(quantity: Decimal, sku: str, order: str, customer: str) -> str:
    return tr(
        "{quantity} {sku} of {order} ({customer})",
        quantity=wording.quantity_text(quantity),
        sku=sku,
        order=order,
        customer=customer or tr("no customer"),
    )


def summed(differences: Sequence[Decimal], moved: Sequence[Affected]) -> str:
    """'2 fewer than in the books. 1 order gives goods back.'"""
    more = sum((each for each in differences if each > 0), Decimal(0))
    fewer = -sum((each for each in differences if each < 0), Decimal(0))
    said = []
    if more:
        said.append(tr("{quantity} more than in the books.", quantity=wording.quantity_text(more)))
    if fewer:
        said.append(tr("{quantity} fewer than in the books.", quantity=wording.quantity_text(fewer)))
    if not said:
        return tr("As in the books.")
    gain = len({each.order_id for each in moved if each.gets > 0})
    lose = len({each.order_id for each in moved if each.gets < 0})
    if gain:
        said.append(ntr("{count} order gets goods.", "{count} orders get goods.", gain))
    if lose:
        said.append(ntr("{count} order gives goods back.", "{count} orders give goods back.", lose))
    return " ".join(said)
