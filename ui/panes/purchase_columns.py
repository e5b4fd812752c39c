"""The columns of the list of purchases, and its groups by purchase."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.language import ntr, tr
from app.lists.purchases import LISTING
from app.wording import days_text
from ui.common.cells import Cell, Column, GroupHead, Grouping, Row
from ui.common.format import Formats
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import with_widths
from ui.panes.purchase_pane import state_cell

KEYS = (
    "number",
    "supplier",
    "product",
    "received",
    "eta",
    "state",
    "cost",
    "for_order",
)
WIDTHS = {
    "number": 72,
    "supplier": 104,
    "product": 164,
    "received": 92,
    "state": 106,
    "cost": 72,
    "for_order": 72,
}


def purchase_columns(formats: Formats) -> list[Column]:
    """The list's columns; the ETA says what it was first, the state what is wrong."""
    cells = _Cells(formats)
    drawn = {
        "product": cells.product,
        "supplier": cells.supplier,
        "received": cells.received,
        "eta": cells.eta,
        "state": cells.state,
        "for_order": cells.for_order,
        "cost": cells.cost,
    }
    widths = {**WIDTHS, "eta": 2 * formats.day_width(estimates=False) + 18}
    columns = with_widths(columns_of(LISTING, formats, KEYS, drawn), widths)
    titles = {"received": tr("Came")}
    return [replace(each, title=titles.get(each.key, each.title)) for each in columns]


def told(row: Row, key: str) -> Any:
    """One value of a row of the list."""
    return row[LISTING.place(key)]


def numbers_of(rows: Mapping[int, Row]) -> tuple[dict[int, str], list[int]]:
    """The numbers of purchases by their id, and those that nobody has sent yet."""
    unsent = [
        key for key, row in rows.items() if told(row, "sent_on") is None and told(row, "state") != "done"
    ]
    return {key: told(row, "number") for key, row in rows.items()}, unsent


class _Cells:
    """Cells that need more than their own value."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats

    def product(self, row: Row) -> Cell:
        name, sku = told(row, "product"), told(row, "sku")
        return Cell(name, code=sku, tip=f"{name}  {sku}")

    def supplier(self, row: Row) -> Cell:
        return self._formats.text(told(row, "supplier"))

    def received(self, row: Row) -> Cell:
        came, ordered = map(self._formats.quantity_text, (told(row, "received"), told(row, "ordered")))
        return Cell(tr("{came} of {ordered}", came=came, ordered=ordered))

    def eta(self, row: Row) -> Cell:
        eta, first, incoming = (told(row, key) for key in ("eta", "first_eta", "incoming"))
        if eta is None:
            return self._formats.day(None, unknown=bool(incoming))
        tone = "bad" if told(row, "overdue") else ""
        return self._formats.day(eta, tone=tone, before=first if incoming and first != eta else None)

    def state(self, row: Row) -> Cell:
        asked = self._asked(row)
        if told(row, "overdue"):
            late = tr("{days} overdue", days=days_text(told(row, "overdue")))
            late = tr("{sentence}, {more}", sentence=late, more=asked) if asked else late
            return Cell(tr("Overdue"), "bad", icon="alert-triangle", chip=True, said=late, tip=late)
        if told(row, "incoming") and told(row, "eta") is None:
            return Cell(tr("No date"), "bad", icon="help-circle", chip=True, tip=asked)
        if told(row, "state") == "confirmed" and not told(row, "incoming"):
            return state_cell("done")
        return state_cell(told(row, "state"))

    def _asked(self, row: Row) -> str:
        if told(row, "asked_on") is None:
            return ""
        day = self._formats.day(told(row, "asked_on")).text
        return ntr("asked on {day}", "asked {count} times, last on {day}", told(row, "asked"), day=day)

    def for_order(self, row: Row) -> Cell:
        order = told(row, "for_order")
        if told(row, "no_longer_needed"):
            tip = tr("No longer needed for {order}.", order=order)
            return Cell(order, "warn", tip=tip, said=tip)
        return Cell(order, "quiet")

    def cost(self, row: Row) -> Cell:
        return self._formats.in_currency(told(row, "currency")).price(told(row, "cost"), tone="quiet")


def by_purchase(formats: Formats) -> Grouping:
    """Groups of one purchase's lines."""
    key, number, supplier = (value_of(LISTING, each) for each in ("purchase_id", "number", "supplier"))
    ordered_on = value_of(LISTING, "ordered_on")

    def head(row: Row) -> GroupHead:
        note = tr("ordered {day}", day=formats.day(ordered_on(row)).text)
        return GroupHead(f"{number(row)}  {supplier(row)}".strip(), "", {}, ((note, ""),))

    return Grouping(key=key, head=head, title_at="product", notes_at="eta")
