"""Stock back to where else the goods are sold: files that shop systems and tills take in."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TextIO, TypeVar

from sqlalchemy.orm import Session

from app.errors import FileRefused, InvalidInput
from app.file_formats.defusing import defused
from app.file_formats.forms import units
from app.file_formats.headers import normalised
from app.file_formats.options import ReadingOptions
from app.file_formats.records import open_records
from app.file_formats.replacing import replacing
from app.file_formats.writing import LINE_END
from app.language import tr
from db.rows import fetch

_QUANTITY = units(3)
Key = tuple[str, str]
"""SKU and location."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A product at a location, in thousandths; `free` is what nobody has reserved."""

    sku: str
    name: str
    location: str
    on_hand: int
    free: int
    backorders: str


@dataclass(frozen=True, slots=True)
class Onto:
    """The other program's own export, whose quantities are to be written anew: header and rows."""

    file: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    def place(self, *names: str) -> int:
        """Where the first of these headers stands; FileRefused where none does."""
        wanted = list(map(normalised, names))
        found = [place for place, name in enumerate(self.header) if normalised(name) in wanted]
        if not found:
            raise FileRefused(
                tr("{file} has no column for: {fields}", file=self.file, fields=names[0]),
                tr("Export it again from the program it comes from."),
            )
        return found[0]


@dataclass(slots=True)
class StockWritten:
    """How many rows were written, and what of the other program's file this shop does not know."""

    rows: int = 0
    unknown: list[str] = field(default_factory=list)


Found = TypeVar("Found")
Rows = Iterator[Sequence[str]]
Writer = Callable[[Sequence[Shelf], StockWritten], Rows]
OntoWriter = Callable[[Sequence[Shelf], Onto, StockWritten], Rows]


def export_stock(
    session: Session, name: str, target: Path | TextIO, onto: Path | None = None
) -> StockWritten:
    """Write the stock as the program of this name takes it in, onto its own export where that is given.

    InvalidInput names the programs there are. Shopify is told what lies there, for it takes off itself what
    is ordered; the others what nobody has reserved.
    """
    if name not in PROGRAMS:
        raise InvalidInput(
            tr("There is no file of stock for “{name}”.", name=name),
            tr("Choose one of: {choices}", choices=", ".join(PROGRAMS)),
        )
    plain, filled = PROGRAMS[name]
    shelves, done = _shelves(session), StockWritten()
    rows = plain(shelves, done) if onto is None else filled(shelves, _read(onto), done)
    if isinstance(target, Path):
        with replacing(target) as stream:
            _write(stream, rows)
    else:
        _write(target, rows)
    return done


def _shelves(session: Session) -> list[Shelf]:
    rows = fetch(
        session,
        "SELECT p.sku, p.name, a.name, s.on_hand, s.on_hand - s.reserved, p.backorders FROM stock_levels s"
        " JOIN products p ON p.id = s.product_id JOIN locations a ON a.id = s.location_id"
        " WHERE p.active = 1 AND p.kind <> 'service' ORDER BY p.sku, a.id",
    )
    return [Shelf(*row) for row in rows]


def _read(path: Path) -> Onto:
    records = open_records(path, ReadingOptions(), lambda header: sum(map(bool, header)))
    return Onto(path.name, records.header, [cells for _, cells in records.rows()])


def _write(stream: TextIO, rows: Iterable[Sequence[str]]) -> None:
    csv.writer(stream, lineterminator=LINE_END).writerows(rows)


def _shopify(shelves: Sequence[Shelf], done: StockWritten) -> Rows:
    """Without their export the handles are not known: Shopify's import needs them, and goes by them."""
    yield (
        *("Handle", "Title", "Option1 Name", "Option1 Value", "SKU", "Location"),
        *("On hand (current)", "On hand (new)"),
    )
    for shelf in shelves:
        done.rows += 1
        on_hand = _QUANTITY(shelf.on_hand)
        yield "", defused(shelf.name), "", "", defused(shelf.sku), defused(shelf.location), "", on_hand


def _shopify_onto(shelves: Sequence[Shelf], onto: Onto, done: StockWritten) -> Rows:
    sku, location = onto.place("SKU"), onto.place("Location")
    new = onto.place("On hand (new)", "On hand")
    known = {(shelf.sku, normalised(shelf.location)): shelf for shelf in shelves}
    return _filled(
        onto,
        done,
        lambda cells: known.get((_code(cells[sku]), normalised(cells[location]))),
        lambda shelf: {new: _QUANTITY(shelf.on_hand)},
        sku,
    )


def _woocommerce(shelves: Sequence[Shelf], done: StockWritten) -> Rows:
    yield "SKU", "Name", "In stock?", "Stock", "Backorders allowed?"
    for shelf in _summed(shelves):
        done.rows += 1
        free = _QUANTITY(max(0, shelf.free))
        yield defused(shelf.sku), defused(shelf.name), _one(shelf), free, _WOO[shelf.backorders]


def _woocommerce_onto(shelves: Sequence[Shelf], onto: Onto, done: StockWritten) -> Rows:
    sku, stock = onto.place("SKU"), onto.place("Stock", "库存")
    is_there = onto.place("In stock?", "有货？", "有库存？", "有库存吗？")
    known = {shelf.sku: shelf for shelf in _summed(shelves)}
    return _filled(
        onto,
        done,
        lambda cells: known.get(_code(cells[sku])),
        lambda shelf: {stock: _QUANTITY(max(0, shelf.free)), is_there: _one(shelf)},
        sku,
    )


def _square(shelves: Sequence[Shelf], done: StockWritten) -> Rows:
    places = list(dict.fromkeys(shelf.location for shelf in shelves))
    yield "Token", "Item Name", "Variation Name", "SKU", *(f"New Quantity {place}" for place in places)
    known = {(shelf.sku, shelf.location): shelf for shelf in shelves}
    for each in _summed(shelves):
        done.rows += 1
        cells = (known.get((each.sku, place)) for place in places)
        free = (_QUANTITY(max(0, shelf.free)) if shelf else "" for shelf in cells)
        yield "", defused(each.name), "", defused(each.sku), *free


def _square_onto(shelves: Sequence[Shelf], onto: Onto, done: StockWritten) -> Rows:
    sku = onto.place("SKU")
    prefix = normalised("New Quantity ")
    places = {
        place: normalised(title)[len(prefix) :].strip()
        for place, title in enumerate(onto.header)
        if normalised(title).startswith(prefix)
    }
    by_sku: dict[str, dict[str, Shelf]] = {}
    for shelf in shelves:
        by_sku.setdefault(shelf.sku, {})[normalised(shelf.location)] = shelf

    def quantities(found: dict[str, Shelf]) -> dict[int, str]:
        return {at: _QUANTITY(max(0, found[place].free)) for at, place in places.items() if place in found}

    return _filled(onto, done, lambda cells: by_sku.get(_code(cells[sku])), quantities, sku)


def _filled(
    onto: Onto,
    done: StockWritten,
    find: Callable[[Sequence[str]], Found | None],
    cells_of: Callable[[Found], dict[int, str]],
    sku: int,
) -> Rows:
    yield onto.header
    for row in onto.rows:
        cells = [*row, *[""] * (len(onto.header) - len(row))]
        found = find(cells)
        if found is None:
            if _code(cells[sku]):
                done.unknown.append(_code(cells[sku]))
        else:
            done.rows += 1
            for place, text in cells_of(found).items():
                cells[place] = text
        yield cells


def _summed(shelves: Sequence[Shelf]) -> list[Shelf]:
    """Each product once, with what lies at all places."""
    sums: dict[str, Shelf] = {}
    for each in shelves:
        at = sums.get(each.sku)
        on_hand, free = (at.on_hand, at.free) if at else (0, 0)
        sums[each.sku] = Shelf(
            each.sku, each.name, "", on_hand + each.on_hand, free + max(0, each.free), each.backorders
        )
    return list(sums.values())


def _one(shelf: Shelf) -> str:
    return "1" if shelf.free > 0 else "0"


def _code(cell: str) -> str:
    """A SKU as the other program's file spells it, freed of what keeps spreadsheets off it."""
    text = cell.strip().removeprefix("'")
    return text[2:-1] if text.startswith('="') and text.endswith('"') else text


# What WooCommerce calls the backorder policy.
_WOO = {"always": "1", "ask": "notify", "never": "0"}

PROGRAMS: MappingProxyType[str, tuple[Writer, OntoWriter]] = MappingProxyType(
    {
        "shopify-inventory": (_shopify, _shopify_onto),
        "woocommerce-stock": (_woocommerce, _woocommerce_onto),
        "square-stock": (_square, _square_onto),
    }
)
