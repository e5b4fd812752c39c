"""What lies where, as files of stock for other programs tell it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy.orm import Session

from app.language import tr
from db.rows import fetch

_NAMED = 10


@dataclass(frozen=True, slots=True)
class Shelf:
    """A product at a location, in thousandths; `free` is what nobody has reserved."""

    sku: str
    name: str
    location: str
    on_hand: int
    free: int
    backorders: str


@dataclass(slots=True)
class StockWritten:
    """How many rows were written, and what of the other program's file stayed as it was, and why.

    Codes that the shop does not know, locations likewise, codes that the file has more than once, and those
    of which their parents hold the stock.
    """

    rows: int = 0
    unknown: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    repeated: dict[str, None] = field(default_factory=dict)
    shared: dict[str, None] = field(default_factory=dict)

    def remarks(self) -> list[str]:
        """A sentence for each reason."""
        told = []
        if self.unknown:
            told.append(tr("Not known here, and left as they were: {skus}.", skus=_some(self.unknown)))
        if self.places:
            told.append(
                tr(
                    "No location here has this name, and its rows were left: {names}.",
                    names=_some(self.places),
                )
            )
        if self.repeated:
            told.append(
                tr("In the file more than once, and left as they were: {skus}.", skus=_some(self.repeated))
            )
        if self.shared:
            told.append(
                tr(
                    "Counted with their parents there, and left as they were: {skus}.",
                    skus=_some(self.shared),
                )
            )
        return told


def shelves(session: Session) -> list[Shelf]:
    """Every product that is sold and lies, or once lay, somewhere, in the order of SKUs."""
    rows = fetch(
        session,
        "SELECT p.sku, p.name, a.name, s.on_hand, s.on_hand - s.reserved, p.backorders FROM stock_levels s"
        " JOIN products p ON p.id = s.product_id JOIN locations a ON a.id = s.location_id"
        " WHERE p.active = 1 AND p.kind <> 'service' ORDER BY p.sku, a.id",
    )
    return [Shelf(*row) for row in rows]


def summed(several: Iterable[Shelf]) -> list[Shelf]:
    """Each product once, with what lies at all places; what is lacking at one is not taken off the others."""
    sums: dict[str, Shelf] = {}
    for each in several:
        at = sums.get(each.sku)
        on_hand, free = (at.on_hand, at.free) if at else (0, 0)
        sums[each.sku] = Shelf(
            each.sku, each.name, "", on_hand + each.on_hand, free + max(0, each.free), each.backorders
        )
    return list(sums.values())


def _some(names: Collection[str]) -> str:
    shown = ", ".join(islice(names, _NAMED))
    more = len(names) - _NAMED
    if more <= 0:
        return shown
    return tr("{names} and {count} more", names=shown, count=more)
