"""A pool's supply and demand as the time line draws them, and as the rows of the table beside it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import wording
from app.language import ntr, tr
from app.lists.pools import ON_THE_SHELF, PoolDetail, SupplyRow
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.time_line import Box, Ribbon, Seat
from ui.panes.backorder_rows import told

if TYPE_CHECKING:
    from ui.panes.what_if import WhatIf
    from ui.panes.what_if_steps import Coming

SHOWN_SEATS = 12
SHOWN_BOXES = 7
SHELF, MISSING = ("shelf", 0), ("missing", 0)


@dataclass(frozen=True, slots=True)
class Share:
    """So many thousandths for a waiting line, and what of; `source` is the key of a box."""

    row: Row
    source: tuple[str, int]
    quantity: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the time line shows, and what it leaves out."""

    boxes: tuple[Box, ...]
    seats: tuple[Seat, ...]
    ribbons: tuple[Ribbon, ...]
    more: str


def shares_of(detail: PoolDetail) -> list[Share]:
    """Who gets what of which supply, in rank; what nobody has ordered comes last of a line."""
    shares = []
    for row in detail.lines:
        own = [peg for peg in detail.pegs if peg.line_id == row[0]]
        shares += [Share(row, (peg.kind, peg.key), peg.quantity) for peg in own]
        covered = sum(peg.quantity for peg in own if peg.kind != "shelf")
        missing = told(row, "short") - covered
        stopped = told(row, "on_hold") or told(row, "kept_off") or told(row, "reason") in ON_THE_SHELF
        if missing > 0 and not stopped:
            shares.append(Share(row, MISSING, missing))
    return shares


def drawing(detail: PoolDetail, line_id: int, formats: Formats, what_if: "WhatIf | None" = None) -> Drawing:
    """The first of the queue and the chosen line, with what comes, or is supposed to come, for them."""
    shares = shares_of(detail)
    rows = list(detail.lines[:SHOWN_SEATS])
    if line_id not in {row[0] for row in rows}:
        rows[SHOWN_SEATS - 1 :] = [row for row in detail.lines if row[0] == line_id]
    left_out = len(detail.lines) - len(rows)
    more = ntr("and {count} other", "and {count} others", left_out) if left_out else ""
    if detail.more_lines:
        more = tr("and more than {count} others", count=left_out)
    ids = {row[0] for row in rows}
    ribbons = tuple(Ribbon(each.source, each.row[0], each.quantity) for each in shares if each.row[0] in ids)
    boxes = _boxes(detail, {each.box for each in ribbons}, formats, what_if)
    return Drawing(boxes, tuple(_seat(row, formats, what_if) for row in rows), ribbons, more)


def _seat(row: Row, formats: Formats, what_if: "WhatIf | None") -> Seat:
    icon = "player-pause" if told(row, "on_hold") else "hand-stop" if told(row, "kept_off") else ""
    quantity = formats.quantity_text(told(row, "short") + told(row, "reserved"))
    name = str(told(row, "customer") or told(row, "order"))
    aside, tone = _waits(row[0], what_if)
    return Seat(row[0], str(told(row, "rank") or ""), name, quantity, icon, aside, tone)


def _waits(line_id: object, what_if: "WhatIf | None") -> tuple[str, str]:
    """'+14 days' of a line that a supposition moves."""
    change = what_if.changes.get(line_id) if what_if and isinstance(line_id, int) else None
    if change is None or not change.moves:
        return "", ""
    if change.after.day is None:
        return tr("no date"), "bad"
    if not change.days:
        return "", ""
    days = wording.days_text(abs(change.days))
    return (f"+{days}", "warn") if change.days > 0 else (f"−{days}", "good")


def _boxes(
    detail: PoolDetail, linked: set[object], formats: Formats, what_if: "WhatIf | None"
) -> tuple[Box, ...]:
    """By date; those that nobody shown gets anything of give way where there are many."""
    boxes = [_box(each, formats, _tried(each, what_if)) for each in detail.supplies]
    if detail.head.on_hand:
        boxes.insert(0, _shelf(detail, formats))
    missing = detail.missing
    if len(boxes) + bool(missing) > SHOWN_BOXES:
        boxes = [each for each in boxes if each.key in linked][: SHOWN_BOXES - bool(missing)]
    if missing:
        made = detail.head.kind != "stocked"
        note = wording.lead_time_text(detail.lead_days) if detail.lead_days and not made else ""
        title = tr("No free week") if made else tr("Not ordered")
        boxes.append(Box(MISSING, title, formats.quantity_text(missing), note, is_missing=True))
    return tuple(boxes)


def _shelf(detail: PoolDetail, formats: Formats) -> Box:
    free = formats.quantity_text(detail.head.available)
    note = tr("{quantity} free", quantity=free) if detail.head.available else tr("all reserved")
    return Box(SHELF, tr("On the shelf"), formats.quantity_text(detail.head.on_hand), note)


def _tried(supply: SupplyRow, what_if: "WhatIf | None") -> "Coming | None":
    return what_if.coming(supply.key) if what_if and supply.kind == "purchase" else None


def _box(supply: SupplyRow, formats: Formats, was: "Coming | None") -> Box:
    aside, tone = _aside(supply, formats)
    key = (supply.kind, supply.key)
    quantity = formats.quantity_text(supply.quantity)
    if was is not None:
        day = None if was.day is None else was.day.toordinal()
        if day != supply.on:
            old = wording.day_text(was.day, today=formats.today) if was.day else tr("no date")
            aside, tone = tr("not {day}", day=old), "accent"
        if quantity != wording.quantity_text(was.quantity):
            quantity = f"{wording.quantity_text(was.quantity)} → {quantity}"
    return Box(key, _when(supply), quantity, supply.number, aside, tone)


def _when(supply: SupplyRow) -> str:
    if supply.on is None:
        return tr("No date")
    return wording.day_text(supply.on, weekday=supply.kind != "week")


def _aside(supply: SupplyRow, formats: Formats) -> tuple[str, str]:
    """'was 4 Dec', 'overdue' or 'in 9 days'; that it takes the week."""
    if supply.on is None or formats.today is None:
        return "", ""
    if supply.kind == "week":
        return tr("that week"), "quiet"
    days = supply.on - formats.today.toordinal()
    if days < 0:
        return tr("overdue"), "bad"
    if supply.was is not None:
        return tr(
            "was {day}", day=wording.day_text(supply.was)
        ), "warn" if supply.was < supply.on else "quiet"
    return (tr("in {days}", days=wording.days_text(days)) if days else tr("today")), "quiet"


def table_columns(formats: Formats) -> list[Column]:
    """Columns over `table_rows`."""
    return [
        Column("rank", "#", lambda row: Cell(str(row[1]), "quiet"), 28),
        Column("customer", tr("Customer"), lambda row: formats.text(row[2], strong=bool(row[6])), 126),
        Column("supply", tr("Supply"), lambda row: Cell(str(row[3]), str(row[4]), tip=str(row[3])), 138),
        Column("pieces", tr("Pieces"), lambda row: _pieces(row, formats), 56, right=True),
    ]


def _pieces(row: Row, formats: Formats) -> Cell:
    return Cell() if row[5] is None else formats.quantity(row[5])


def table_rows(detail: PoolDetail, line_id: int) -> list[Row]:
    """(number, rank, customer, supply, its tone, thousandths, whether it is the chosen line's).

    One of each ribbon, and of lines without one.
    """
    supplies = {(each.kind, each.key): each for each in detail.supplies}
    shares = shares_of(detail)
    rows: list[Row] = []
    for line in detail.lines:
        head = (told(line, "rank") or "", told(line, "customer") or told(line, "order"))
        own = [each for each in shares if each.row[0] == line[0]]
        for share in own:
            words, tone = _source(share.source, supplies)
            rows.append((len(rows), *head, words, tone, share.quantity, line[0] == line_id))
        if not own:
            short = told(line, "short")
            rows.append((len(rows), *head, tr("nothing now"), "quiet", short, line[0] == line_id))
    if detail.more_lines:
        more = tr("and more than {count} others", count=len(detail.lines))
        rows.append((len(rows), "", more, "", "", None, False))
    return rows


def _source(key: tuple[str, int], supplies: dict[tuple[str, int], SupplyRow]) -> tuple[str, str]:
    if key == SHELF:
        return tr("On the shelf"), ""
    supply = supplies.get(key)
    if supply is None:
        return tr("Not ordered"), "bad"
    day = _when(supply) if supply.on is None else wording.day_text(supply.on)
    return tr("{supply}, {day}", supply=supply.number, day=day), ""
