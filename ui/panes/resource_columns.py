"""The columns of the list of resources: capacity with its unit, zeros quiet or empty."""

from collections.abc import Callable
from dataclasses import replace

from app.language import tr
from app.lists.resources import LISTING
from app.quantities import quantity_of
from app.wording import capacity_text
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import with_widths

KEYS = ("name", "per_week", "taken", "free", "free_from", "waiting", "no_week", "blocked_from")
VALUE = {key: value_of(LISTING, key) for key in (*KEYS, "unit", "active", "blocked_to")}


def resource_columns(formats: Formats) -> list[Column]:
    """Those shown at first."""
    cells: dict[str, Callable[[Row], Cell]] = {
        "name": lambda row: _name(VALUE["name"](row), active=bool(VALUE["active"](row))),
        "per_week": lambda row: _amount(VALUE["per_week"](row), VALUE["unit"](row)),
        "taken": lambda row: _amount(VALUE["taken"](row)),
        "free": lambda row: _amount(VALUE["free"](row)),
        "free_from": lambda row: formats.day(VALUE["free_from"](row), unknown=True),
        "waiting": lambda row: _lines(formats, VALUE["waiting"](row)),
        "no_week": lambda row: _lines(formats, VALUE["no_week"](row), "bad"),
        "blocked_from": lambda row: _blocked(formats, VALUE["blocked_from"](row), VALUE["blocked_to"](row)),
    }
    columns = columns_of(LISTING, formats, KEYS, cells)
    widths = {"name": 160, "per_week": 72, "blocked_from": 2 * formats.day_width(estimates=False) + 24}
    blocks = replace(columns[-1], title=tr("Blocked"), right=False)
    return with_widths([*columns[:-1], blocks], widths)


def _name(name: str, *, active: bool) -> Cell:
    if active:
        return Cell(name, tip=name)
    words = tr("{name} (out of use)", name=name)
    return Cell(name, "quiet", icon="ban", said=words, tip=words)


def _amount(thousandths: int, unit: str = "") -> Cell:
    if not thousandths:
        return Cell("0", "quiet", said=tr("none"))
    return Cell(capacity_text(quantity_of(thousandths), unit))


def _lines(formats: Formats, count: int, tone: str = "") -> Cell:
    return formats.count(count, tone=tone) if count else Cell(said=tr("none"))


def _blocked(formats: Formats, first: int | None, last: int | None) -> Cell:
    """A block that runs today stands out."""
    if first is None:
        return Cell()
    days = (formats.day(first).text, formats.day(last).text)
    running = formats.today is not None and first <= formats.today.toordinal()
    words = days[0] if first == last else tr("{first} to {last}", first=days[0], last=days[1])
    return Cell(words, "warn" if running else "")
