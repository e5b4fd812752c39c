"""Shopify's inventory export: how much of each variant lies at which location."""

from collections.abc import Iterable, Iterator

from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Part, Refuse, Row, picking
from app.language import tr

NOT_STOCKED = "not stocked"


def _parts(layout: Layout) -> list[Part]:
    on_hand = "On hand (current)" if "On hand (current)" in layout else "On hand"
    picked = picking("stock", layout, {"sku": "SKU", "location": "Location", "on_hand": on_hand})
    place = layout.place(on_hand)

    def rows(raw: Iterable[Row], refuse: Refuse) -> Iterator[Row]:
        stocked = (row for row in raw if row[1][place or 0].strip().casefold() != NOT_STOCKED)
        return picked.rows(stocked, refuse)

    return [Part(picked.kind, picked.sources, rows)]


FORMAT = Format(
    "shopify-inventory",
    lambda: tr("Shopify: inventory"),
    (
        Column("Handle"),
        Column("Title"),
        Column("SKU", required=True),
        Column("Location", required=True),
        Column("On hand (current)"),
        Column("On hand"),
    ),
    marks=("Handle", "SKU", "Location"),
    parts=_parts,
    decimal=".",
)
