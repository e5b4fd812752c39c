"""The queue as columns and groups: by product in rank, by customer, or in another order without groups."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app import wording
from app.language import ntr, tr
from app.lists.backorders import LISTING
from app.lists.pools import PoolHead
from app.sentences import long_reason, short_reason
from ui.common.cells import Cell, Column, GroupHead, Grouping, Row
from ui.common.format import Formats
from ui.common.list_source import CellOf, columns_of
from ui.panes.backorder_source import QueueSource

if TYPE_CHECKING:
    from app.actions.outlooks import Affected
    from app.queue_views import LinePane

BY_RANK, BY_CUSTOMER = "queue", "customer"
FLAT = "flat"
"""The shape of all other orders."""
KEYS = (
    *("rank", "customer", "product", "sku", "order", "short", "reserved", "ordered_on", "age"),
    *("value", "wanted", "expected", "promised", "slip", "status", "reason"),
)
"""All columns, in the order of the picture; the age is the list's own only in what it sorts by."""
EXTRA = ("sku", "reserved", "ordered_on", "wanted")
"""Columns that are shown where the reader wants them, or sorts by them."""
ROOMY = ("age", "value")
"""Columns that are shown where there is room for them."""
FAR = 2**31
"""A rank below all others, where it is not known how many there are."""
WIDTHS = {
    "rank": 36,
    "customer": 150,
    "product": 170,
    "order": 70,
    "short": 47,
    "age": 70,
    "value": 84,
    "expected": 75,
    "promised": 74,
    "slip": 70,
    "status": 148,
    "reason": 80,
}
NARROW = {BY_CUSTOMER: {"product": 150}, FLAT: {"customer": 128, "product": 140, "ordered_on": 92}}
"""Where there is no room to spare, by shape."""
WIDTHS_IF = {"rank": 60, "customer": 138, "short": 66, "slip": 116, "status": 146}
"""While one supposes, old values stand beside new ones."""


def told(row: Row, key: str) -> Any:
    """One value of a row of the list."""
    return row[LISTING.place(key)]


def is_bought(row: Row, pane: "LinePane") -> bool:
    """Whether buying would serve the line: goods from a shelf, and the line is not stopped by hand."""
    stopped = told(row, "on_hold") or told(row, "kept_off")
    return pane.detail.head.kind == "stocked" and not stopped


class Shapes:
    """Which columns and groups go with an order of the list."""

    def __init__(self, formats: Formats, source: QueueSource) -> None:
        self._formats = formats
        self._source = source

    def columns(self, sort: str, *, roomy: bool = False) -> list[Column]:
        """In the order of the picture, with all that can be shown; what was sorted by is shown."""
        sort = sort or BY_RANK
        what_if = self._source.looking.what_if is not None
        hidden = self._hidden(sort, roomy=roomy, what_if=what_if)
        stored = [key for key in KEYS if key != "age"]
        columns = columns_of(LISTING, self._formats, stored, self._cells())
        made = {column.key: column for column in columns}
        if what_if:
            made["slip"] = replace(made["slip"], title=tr("Waits"))
        made["age"] = Column("age", tr("Age"), self._age, right=True, sort="age")
        widths = self._widths(what_if=what_if) | ({} if roomy else NARROW.get(self._shape(sort), {}))
        return [
            replace(
                made[key],
                width=widths.get(key, made[key].width),
                shown=key not in hidden or (sort != BY_CUSTOMER and key != "age" and made[key].sort == sort),
            )
            for key in KEYS
        ]

    def _hidden(self, sort: str, *, roomy: bool, what_if: bool) -> set[str]:
        """What the group's head says already, and what there is no room for."""
        shape = self._shape(sort)
        hidden = {*EXTRA, *(() if roomy else ROOMY)}
        hidden |= {"": {"product"}, BY_CUSTOMER: {"customer"}}.get(shape, set())
        if not roomy and shape == FLAT:
            hidden |= {"rank", "reason"}
        elif not roomy and what_if:
            hidden.add("reason")
        return hidden

    def _cells(self) -> dict[str, CellOf]:
        return {
            "rank": self._rank,
            "customer": self._customer,
            "product": lambda row: self._formats.text(told(row, "product")),
            "order": lambda row: Cell(str(told(row, "order")), "quiet"),
            "short": self._short,
            "expected": self._expected,
            "promised": lambda row: self._formats.day(told(row, "promised"), tone="quiet"),
            "slip": self._slip,
            "reason": _reason_cell,
        }

    def name(self, sort: str) -> str:
        """Under which the columns chosen for this order are remembered."""
        shape = self._shape(sort)
        if self._source.looking.what_if is not None:
            return f"{shape}-what-if".removeprefix("-")
        return shape

    def _shape(self, sort: str) -> str:
        return {"": "", BY_RANK: "", BY_CUSTOMER: BY_CUSTOMER}.get(sort, FLAT)

    def _widths(self, *, what_if: bool) -> dict[str, int]:
        day = self._formats.day_width()
        widths = {
            **WIDTHS,
            "expected": max(WIDTHS["expected"], day),
            "promised": max(WIDTHS["promised"], day - 12),
        }
        if what_if:
            widths |= {"expected": 2 * day + 4, **WIDTHS_IF}
        return widths

    def grouping(self, sort: str) -> Grouping | None:
        """By product in rank, by customer; none in other orders."""
        if sort in ("", BY_RANK):
            return Grouping(
                lambda row: told(row, "pool_id"), self._pool_head, title_at="customer", notes_at="expected"
            )
        if sort == BY_CUSTOMER:
            return Grouping(_customer_key, self._customer_head, title_at="product", notes_at="expected")
        return None

    # cells

    def _change(self, row: Row) -> "Affected | None":
        """What is supposed of this line."""
        return self._source.looking.changes.get(told(row, "id"))

    def _rank(self, row: Row) -> Cell:
        rank = told(row, "rank")
        if rank is None:
            return Cell("", "quiet")
        was = self._source.looking.places.get(told(row, "id"), rank)
        return Cell(str(rank), strong=True, before=str(was)) if was != rank else Cell(str(rank), "quiet")

    def _short(self, row: Row) -> Cell:
        cell, change = self._formats.quantity(told(row, "short")), self._change(row)
        if change is None or not change.gets:
            return cell
        before = self._formats.quantity_text(change.before.open - change.before.reserved)
        return replace(cell, strong=True, before=before)

    def _age(self, row: Row) -> Cell:
        return Cell(self._age_text(told(row, "ordered_on")), "quiet")

    def _age_text(self, ordered_on: int) -> str:
        today = self._formats.today or date.today()  # noqa: DTZ011
        return wording.days_text(max(0, today.toordinal() - ordered_on))

    def _slip(self, row: Row) -> Cell:
        if self._source.looking.what_if is None:
            return self._formats.slip(told(row, "slip"))
        from ui.dialogs.affected import waits_cell

        change = self._change(row)
        return Cell() if change is None else waits_cell(change)

    def _customer(self, row: Row) -> Cell:
        marks = (("flag",) if told(row, "priority") else ()) + (("pinned",) if told(row, "pinned") else ())
        name = str(told(row, "customer"))
        words = [name]
        if told(row, "priority"):
            words.append(tr("high priority"))
        if told(row, "pinned"):
            words.append(tr("ranked by hand"))
        return Cell(name, marks=marks, said=", ".join(words), tip=", ".join(words))

    def _expected(self, row: Row) -> Cell:
        if told(row, "on_hold") or told(row, "kept_off"):
            return Cell()
        estimate = told(row, "expected") is None and told(row, "estimate") is not None
        day = told(row, "estimate") if estimate else told(row, "expected")
        cell = self._formats.day(day, estimate=estimate, unknown=True)
        change = self._change(row)
        if change is None or (change.before.day, change.before.estimate) == (
            change.after.day,
            change.after.estimate,
        ):
            return cell
        old = self._formats.day(change.before.day, estimate=change.before.estimate, unknown=True)
        return replace(cell, strong=True, before=old.text, said=f"{old.spoken()} → {cell.spoken()}")

    # groups

    def _pool_head(self, row: Row) -> GroupHead:
        head = self._source.pools.get(told(row, "pool_id"))
        if head is None:
            return GroupHead(str(told(row, "product")), str(told(row, "sku")))
        code = f"{head.sku}  ·  {head.location}" if self._source.several_places else head.sku
        text = self._formats.quantity_text
        figures = {"short": text(head.backordered), **self._worth(head.pool_id)}
        return GroupHead(head.name, code, figures, pool_notes(head, text))

    def _worth(self, key: int) -> dict[str, str]:
        """Totals under the columns that show each line's own."""
        worth = self._source.worth.get(key)
        if worth is None:
            return {}
        figures = {"age": self._age_text(worth.oldest)}
        if len(worth.values) == 1:
            [(currency, amount)] = worth.values
            figures["value"] = wording.hundredths_text(amount, currency)
        return figures

    def _customer_head(self, row: Row) -> GroupHead:
        head = self._source.customers.get(told(row, "customer_id"))
        if head is None:
            return GroupHead(str(told(row, "customer")) or str(told(row, "order")))
        notes = (
            (ntr("{count} line", "{count} lines", head.lines), ""),
            (ntr("{count} order", "{count} orders", head.orders), ""),
        )
        figures = {
            "short": self._formats.quantity_text(head.short),
            **self._worth(told(row, "customer_id")),
        }
        return GroupHead(str(told(row, "customer")), figures=figures, notes=notes)


def _customer_key(row: Row) -> tuple[str, Any]:
    """Sales without a customer have nothing but their order in common."""
    known = told(row, "customer_id")
    return ("order", told(row, "order_id")) if known is None else ("customer", known)


def _reason_cell(row: Row) -> Cell:
    reason, facts = str(told(row, "reason")), told(row, "reason_facts")
    missed = told(row, "promised") if told(row, "slip") else None
    return Cell(short_reason(reason, facts, missed=missed), "quiet", tip=long_reason(reason, facts))


def pool_notes(head: PoolHead, text: Callable[[object], str]) -> tuple[tuple[str, str], ...]:
    """What there is and what comes; in red what nobody has ordered."""
    if head.kind != "stocked":
        return _capacity_notes(head)
    on_hand, available = text(head.on_hand), text(head.available)
    here = tr("{on_hand} on hand, {available} available", on_hand=on_hand, available=available)
    notes = [(here if head.on_hand else tr("{quantity} on hand", quantity=on_hand), "")]
    coming = tr("{quantity} incoming", quantity=text(head.incoming))
    notes.append((coming if head.incoming else tr("nothing incoming"), ""))
    if head.supply_cancelled:
        notes.append((tr("supply cancelled"), "bad"))
    elif head.not_ordered:
        notes.append((tr("{quantity} not ordered", quantity=text(head.not_ordered)), "bad"))
    return tuple(notes)


def _capacity_notes(head: PoolHead) -> tuple[tuple[str, str], ...]:
    kind = tr("service") if head.kind == "service" else tr("made to order")
    if not head.resource:
        return ((kind, ""),)
    if head.free_from is None:
        return (kind, ""), (tr("{resource}: no free week", resource=head.resource), "bad")
    day = wording.day_text(head.free_from)
    return (kind, ""), (tr("{resource} free from {day}", resource=head.resource, day=day), "")
