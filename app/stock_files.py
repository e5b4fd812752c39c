"""Stock back to where else the goods are sold: files that shop systems and tills take in."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.file_formats.defusing import defused
from app.file_formats.foreign import shopify_inventory, square_items, woocommerce_products
from app.file_formats.forms import units
from app.file_formats.naming import check_name
from app.file_formats.replacing import replacing, write_file
from app.file_formats.writing import LINE_END
from app.importing.known import read_known
from app.language import tr
from app.stock_onto import Theirs, filled
from app.stock_shelves import Shelf, StockWritten, shelves, summed

Rows = Iterator[Sequence[str]]
Writer = Callable[[Sequence[Shelf], StockWritten], Rows]
_QUANTITY = units(3)


def export_stock(
    session: Session, name: str, target: Path | TextIO, onto: Path | None = None
) -> StockWritten:
    """Write the stock as the program of this name takes it in, onto its own export where that is given.

    InvalidInput names the programs there are, and refuses a file's name that promises something else.
    Shopify is told what lies there, for it takes off itself what is ordered; the others what nobody has
    reserved.
    """
    if name not in PROGRAMS:
        raise InvalidInput(
            tr("There is no file of stock for “{name}”.", name=name),
            tr("Choose one of: {choices}", choices=", ".join(PROGRAMS)),
        )
    if isinstance(target, Path):
        check_name(target)
    plain, theirs = PROGRAMS[name]
    stock, done = shelves(session), StockWritten()
    if onto is not None:
        _put(target, filled(onto, theirs, stock, read_known(session), done))
    elif isinstance(target, Path):
        with replacing(target) as stream:
            csv.writer(stream, lineterminator=LINE_END).writerows(plain(stock, done))
    else:
        csv.writer(target, lineterminator=LINE_END).writerows(plain(stock, done))
    return done


def _put(target: Path | TextIO, content: bytes) -> None:
    """Their file goes out in their encoding, wherever to."""
    if isinstance(target, Path):
        write_file(target, content)
        return
    target.flush()
    target.buffer.write(content)


def _shopify(stock: Sequence[Shelf], done: StockWritten) -> Rows:
    """Without their export the handles are not known: Shopify's import needs them, and goes by them."""
    yield (
        *("Handle", "Title", "Option1 Name", "Option1 Value", "SKU", "Location"),
        *("On hand (current)", "On hand (new)"),
    )
    for shelf in stock:
        done.rows += 1
        yield "", defused(shelf.name), "", "", defused(shelf.sku), defused(shelf.location), "", _lying(shelf)


def _woocommerce(stock: Sequence[Shelf], done: StockWritten) -> Rows:
    yield "SKU", "Name", "In stock?", "Stock", "Backorders allowed?"
    for shelf in summed(stock):
        done.rows += 1
        free = _free_pieces(shelf)
        yield defused(shelf.sku), defused(shelf.name), _is_there(shelf, ""), free, _WOO[shelf.backorders]


def _square(stock: Sequence[Shelf], done: StockWritten) -> Rows:
    places = list(dict.fromkeys(shelf.location for shelf in stock))
    yield "Token", "Item Name", "Variation Name", "SKU", *(f"New Quantity {place}" for place in places)
    known = {(shelf.sku, shelf.location): shelf for shelf in stock}
    for each in summed(stock):
        done.rows += 1
        cells = (known.get((each.sku, place)) for place in places)
        yield (
            "",
            defused(each.name),
            "",
            defused(each.sku),
            *(_free(shelf) if shelf else "" for shelf in cells),
        )


# Shopify and WooCommerce count in whole pieces: what is left of one cannot be promised there.
def _lying(shelf: Shelf) -> str:
    return str(max(0, shelf.on_hand) // 1000)


def _free_pieces(shelf: Shelf) -> str:
    return str(max(0, shelf.free) // 1000)


def _free(shelf: Shelf) -> str:
    return _QUANTITY(max(0, shelf.free))


def _is_there(shelf: Shelf, now: str) -> str:
    """Of what is backordered while nothing is free, WooCommerce knows best what it says then."""
    if shelf.free >= 1000:
        return "1"
    return "0" if shelf.backorders == "never" else now or "0"


# What WooCommerce calls the backorder policy.
_WOO = {"always": "1", "ask": "notify", "never": "0"}

PROGRAMS: MappingProxyType[str, tuple[Writer, Theirs]] = MappingProxyType(
    {
        "shopify-inventory": (
            _shopify,
            Theirs(
                shopify_inventory.FORMAT,
                ("SKU", "Location"),
                "On hand (current)",
                ("On hand (new)", "On hand"),
                _lying,
            ),
        ),
        "woocommerce-stock": (
            _woocommerce,
            Theirs(
                woocommerce_products.FORMAT,
                ("SKU",),
                "Stock",
                ("Stock", "库存"),
                _free_pieces,
                {"In stock?": _is_there},
            ),
        ),
        "square-stock": (
            _square,
            Theirs(square_items.FORMAT, ("SKU",), "Current Quantity", ("New Quantity",), _free),
        ),
    }
)
