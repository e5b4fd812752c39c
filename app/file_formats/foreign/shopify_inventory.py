"""Shopify's inventory export: how much of each variant lies at which location."""

from collections.abc import Iterable, Iterator, Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import at_least_zero, code, line_item_key, one_line
from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Part, Row
from app.language import tr

NOT_STOCKED = "not stocked"
_OPTIONS = ("Option1 Value", "Option2 Value", "Option3 Value")
_DEFAULT = "Default Title"


def _parts(layout: Layout) -> list[Part]:
    sku, handle, title = (cell_of(layout, key) for key in ("SKU", "Handle", "Title"))
    options = [cell_of(layout, key) for key in _OPTIONS]
    on_hand = cell_of(layout, "On hand (current)")

    def key(row: Sequence[str]) -> str:
        values = (value for option in options if (value := option(row)) != _DEFAULT)
        return code(sku(row)) or line_item_key(title(row) or handle(row), values)

    def stocked(rows: Iterable[Row]) -> Iterator[Row]:
        return (row for row in rows if on_hand(row[1]).strip().casefold() not in ("", NOT_STOCKED))

    cells = {
        "sku": Composed(key, layout.title("SKU")),
        "location": first_of(layout, "Location", change=one_line),
        "on_hand": first_of(layout, "On hand (current)", change=at_least_zero),
    }
    return [composing("stock", cells, stocked)]


FORMAT = Format(
    "shopify-inventory",
    lambda: tr("Shopify: inventory"),
    (
        Column("Handle", required=True),
        Column("Title"),
        Column("Option1 Value"),
        Column("Option2 Value"),
        Column("Option3 Value"),
        Column("SKU", required=True),
        Column("Location", required=True),
        Column("On hand (current)", ("On hand",), required=True),
    ),
    marks=("Handle", "SKU", "Location", "On hand (current)"),
    parts=_parts,
    decimal=".",
)
