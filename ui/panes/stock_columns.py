"""The columns of the list of stock, its groups by product, and what is changed in their cells."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.actions.stock_limits import set_limits
from app.language import tr
from app.lists.stock import LISTING
from app.quantities import quantity_of
from ui.common.cells import Cell, Column, Editor, GroupHead, Grouping, Row, Written
from ui.common.format import Formats
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import with_widths
from ui.common.page import Desk

KEYS = (
    "sku",
    "name",
    "location",
    "on_hand",
    "reserved",
    "available",
    "incoming",
    "next_delivery",
    "backordered",
    "projected",
    "minimum",
    "maximum",
)
WIDTHS = {
    "sku": 74,
    "name": 172,
    "location": 66,
    "on_hand": 62,
    "reserved": 64,
    "available": 66,
    "incoming": 66,
    "next_delivery": 90,
    "backordered": 86,
    "projected": 78,
    "minimum": 72,
    "maximum": 76,
}
HIDDEN = ("location", "maximum")
"""Columns that are there to be chosen."""
FIGURES = ("on_hand", "reserved", "available", "incoming", "backordered")
EDITED = ("minimum", "maximum")


def stock_columns(desk: Desk, place_of: Callable[[Row], str], day: int | None = None) -> list[Column]:
    """Zeros quiet, what is below its minimum marked; `day` is the one that 'projected' looks at.

    `place_of` is what stands beside a product's name.
    """
    formats = desk.formats
    value = {key: value_of(LISTING, key) for key in (*KEYS, "kind", "decimals", "active")}

    def figure(key: str) -> Callable[[Row], Cell]:
        def cell(row: Row) -> Cell:
            if not value[key](row):
                is_service = value["kind"](row) == "service"
                return Cell(said=tr("none")) if is_service else formats.quantity(0, tone="quiet")
            return formats.quantity(value[key](row))

        return cell

    def few(row: Row) -> Cell:
        """Nothing where there is nothing to say."""
        return formats.quantity(value["incoming"](row)) if value["incoming"](row) else Cell(said=tr("none"))

    def waits(row: Row) -> Cell:
        waiting = value["backordered"](row)
        return formats.quantity(waiting, strong=True) if waiting else Cell(said=tr("none"))

    def comes(row: Row) -> Cell:
        day = value["next_delivery"](row)
        late = day is not None and formats.today is not None and day < formats.today.toordinal()
        return formats.day(day, tone="bad" if late else "", unknown=bool(value["incoming"](row)))

    def limit(key: str) -> Callable[[Row], Cell]:
        return lambda row: formats.quantity(value[key](row), tone="quiet")

    def name(row: Row) -> Cell:
        text = value["name"](row)
        if value["active"](row):
            return Cell(text, code=place_of(row), tip=text)
        return Cell(text, "quiet", code=place_of(row), said=f"{text}, {tr('Not active')}", tip=text)

    cells = {
        "name": name,
        **{key: figure(key) for key in ("on_hand", "reserved", "available")},
        "incoming": few,
        "backordered": waits,
        "next_delivery": comes,
        "projected": _projected(formats),
        **{key: limit(key) for key in EDITED},
    }
    columns = with_widths(columns_of(LISTING, formats, KEYS, cells), WIDTHS)
    return [replace(_finished(each, desk, day), shown=each.key not in HIDDEN) for each in columns]


def _projected(formats: Formats) -> Callable[[Row], Cell]:
    projected, minimum = value_of(LISTING, "projected"), value_of(LISTING, "minimum")

    def cell(row: Row) -> Cell:
        free = projected(row)
        text = formats.quantity_text(free)
        if free < 0:
            words = tr("{quantity} still wait then", quantity=formats.quantity_text(-free))
            return Cell(text, "bad", strong=True, tip=words, said=words)
        least = minimum(row)
        if least is not None and free < least:
            words = tr("Below the minimum of {quantity}.", quantity=formats.quantity_text(least))
            return Cell(text, "warn", strong=True, icon="alert-triangle", tip=words, said=f"{text}, {words}")
        return Cell(text, "quiet" if not free else "")

    return cell


def _finished(column: Column, desk: Desk, day: int | None) -> Column:
    if column.key in EDITED:
        return replace(column, editor=_limit_editor(column.key), write=_writing(column.key))
    if column.key == "projected" and day is not None:
        return replace(column, title=tr("Free {day}", day=desk.formats.day(day).text))
    return column


def _limit_editor(key: str) -> Editor:
    value, decimals = value_of(LISTING, key), value_of(LISTING, "decimals")

    def held(row: Row) -> Decimal | None:
        units = value(row)
        return None if units is None else quantity_of(units)

    return Editor("quantity", held, decimals=decimals, optional=True)


def _writing(key: str) -> Callable[[Row, Any], Written]:
    editor, product_id = _limit_editor(key), value_of(LISTING, "product_id")

    def written(row: Row, value: Any) -> Written:
        return set_limits, (product_id(row), {key: editor.value(row)}, {key: value})

    return written


def by_product(desk: Desk) -> Grouping:
    """A product's places together, with what all of them have."""
    formats = desk.formats
    keys = ("product_id", "name", "sku", *(f"all_{key}" for key in FIGURES))
    value = {key: value_of(LISTING, key) for key in keys}

    def head(row: Row) -> GroupHead:
        figures = {key: formats.quantity_text(value[f"all_{key}"](row)) for key in FIGURES}
        return GroupHead(value["name"](row), value["sku"](row), figures)

    return Grouping(key=value["product_id"], head=head, title_at="sku", notes_at="projected")
