"""The columns of the list of orders."""

from app.language import tr
from app.lists.orders import LISTING
from app.state_words import order_state_text
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import with_widths

KEYS = (
    "number",
    "customer",
    "ordered_on",
    "wanted",
    "lines",
    "waiting",
    "total",
    "due",
    "expected",
    "status",
)
WIDTHS = {"number": 72, "customer": 146, "lines": 42, "waiting": 58, "total": 88, "due": 88, "status": 140}
DAYS = {"ordered_on": 90, "wanted": 64, "expected": 72}


def order_columns(formats: Formats) -> list[Column]:
    """The list's columns, with the state's word where no line is open."""
    customer, priority = value_of(LISTING, "customer"), value_of(LISTING, "priority")
    status, state = value_of(LISTING, "status"), value_of(LISTING, "state")
    waiting, due, currency = (value_of(LISTING, key) for key in ("waiting", "due", "currency"))
    expected, total = value_of(LISTING, "expected"), value_of(LISTING, "total")

    def who(row: Row) -> Cell:
        return Cell(customer(row), marks=("flag",) if priority(row) > 0 else (), tip=customer(row))

    def stands(row: Row) -> Cell:
        if status(row):
            return formats.status(status(row))
        return Cell(order_state_text(state(row)), "quiet")

    def waits(row: Row) -> Cell:
        return formats.count(waiting(row)) if waiting(row) else Cell(said=tr("none"))

    def owes(row: Row) -> Cell:
        return (
            formats.in_currency(currency(row)).money(due(row)) if due(row) else Cell(said=tr("nothing due"))
        )

    cells = {
        "customer": who,
        "status": stands,
        "waiting": waits,
        "due": owes,
        "total": lambda row: formats.in_currency(currency(row)).money(total(row)),
        "expected": lambda row: formats.day(
            expected(row), unknown=status(row) not in ("", "on_hold", "kept_off")
        ),
    }
    days = {key: max(least, formats.day_width(estimates=False)) for key, least in DAYS.items()}
    return with_widths(columns_of(LISTING, formats, KEYS, cells), WIDTHS | days)
