"""Purchases that were read and found good: plain rows, then the pools they bring goods to settle.

What was received before the shop moved in has a receipt of its own, noted 'moved in', but no ledger row:
the goods are in the count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, who
from app.actions.snapshot import lock_pools
from app.changes import Area
from app.errors import PlanChanged
from app.importing.known import Known
from app.importing.numbers import advance_series, taken_numbers
from app.importing.options import Stored
from app.importing.purchase_rows import PurchaseHead, PurchaseLine, PurchaseRows
from app.importing.runs import run_of
from app.importing.storing import (
    MOVED_IN,
    location_ids,
    pool_ids,
    settle_pools,
    touch_areas,
    write_history,
)
from app.importing.things import Thing
from app.language import tr
from app.names import key_of
from app.progress import Progress
from app.settings import shop_settings
from db.bulk import insert_rows, next_ids
from db.stored import to_microseconds
from db.terms import EtaCause, PurchaseState

_PURCHASE_COLUMNS = (
    "id, number, state, supplier_id, location_id, supplier_reference, ordered_on, sent_on, "
    "confirmed_on, freight, currency, suggested, note"
)
_LINE_COLUMNS = (
    "id, purchase_id, position, product_id, pool_id, ordered, received, closed, cost, state, eta, "
    "first_eta, for_line_id, no_longer_needed, note"
)


@dataclass(slots=True)
class PurchasesPlan:
    """Whole purchases only."""

    rows: PurchaseRows

    def foresee(self, known: Known) -> None:
        """No other purchase may have their numbers."""
        numbers = [self.rows.numbers[place] for place in {line.purchase for line in self.rows.lines}]
        known.coming.append(("purchases", self.rows.source.file, numbers))

    def store(self, session: Session, progress: Progress) -> Stored:
        """Write all of it, then settle."""
        rows = self.rows
        places = list(dict.fromkeys(line.purchase for line in rows.lines))
        numbers = [rows.numbers[place] for place in places]
        taken = taken_numbers(session, "purchases", numbers)
        if taken:
            raise PlanChanged(
                tr("Purchase {number} was entered while the file was read.", number=min(taken)),
                tr("Import the file again."),
            )
        progress.at(tr("Storing {file}", file=rows.source.file))
        names = {rows.place(line) for line in rows.lines} | {rows.heads[place].location for place in places}
        locations, made = location_ids(session, names)
        pairs = [
            (rows.source.known.products[line.sku].id, locations[rows.place(line)]) for line in rows.lines
        ]
        by_pair = pool_ids(session, set(pairs))
        pools = [by_pair[pair] for pair in pairs]
        lock_pools(session, set(pools))
        purchases = dict(zip(places, next_ids(session, "purchases", len(places)), strict=True))
        line_ids = next_ids(session, "purchase_lines", len(rows.lines))
        run_of(session).made("purchases", purchases.values())
        states = self._states()
        insert_rows(
            session, "purchases", _PURCHASE_COLUMNS, self._purchases(session, purchases, states, locations)
        )
        insert_rows(
            session,
            "purchase_lines",
            _LINE_COLUMNS,
            self._lines(line_ids, pools, purchases, states),
        )
        self._write_papers(session, line_ids, pools, purchases, states)
        advance_series(session, "purchase", numbers)
        settle_pools(session, set(pools), progress)
        touch_areas(session, (Area.PURCHASES, Area.STOCK, Area.BACKORDERS))
        return Stored(
            {Thing.PURCHASES: len(places), Thing.PURCHASE_LINES: len(rows.lines), Thing.LOCATIONS: made}
        )

    def _states(self) -> dict[int, str]:
        """As the file says; a confirmed purchase of which nothing more comes is done."""
        coming = {
            line.purchase for line in self.rows.lines if self._received(line) + line.closed < line.quantity
        }
        return {
            place: PurchaseState.DONE.value
            if head.state == PurchaseState.CONFIRMED and place not in coming
            else head.state
            for place, head in enumerate(self.rows.heads)
        }

    def _received(self, line: PurchaseLine) -> int:
        """All of a done purchase, where the file does not say how much."""
        table, head = self.rows.source.table, self.rows.heads[line.purchase]
        if head.state == PurchaseState.DONE and not (table.has("received") or table.has("closed")):
            return line.quantity
        return line.received

    def _purchases(
        self,
        session: Session,
        purchases: Mapping[int, int],
        states: Mapping[int, str],
        locations: Mapping[str, int],
    ) -> Iterator[tuple[Any, ...]]:
        currency, day = shop_settings(session).currency, today(session).toordinal()
        dated = self.rows.source.table.has("confirmed_on")
        for place, row_id in purchases.items():
            head: PurchaseHead = self.rows.heads[place]
            ordered_on = head.ordered_on or day
            draft = states[place] == PurchaseState.DRAFT
            yield (
                row_id,
                self.rows.numbers[place],
                states[place],
                self.rows.source.known.suppliers[key_of(head.supplier)] if head.supplier else None,
                locations[head.location],
                head.supplier_reference,
                ordered_on,
                head.sent_on,
                head.confirmed_on if dated or draft else ordered_on,
                head.freight,
                head.currency or currency,
                head.suggested,
                head.note,
            )

    def _lines(
        self, line_ids: Any, pools: list[int], purchases: Mapping[int, int], states: Mapping[int, str]
    ) -> Iterator[tuple[Any, ...]]:
        counts: dict[int, int] = {}
        products = self.rows.source.known.products
        for row_id, pool_id, line in zip(line_ids, pools, self.rows.lines, strict=True):
            counts[line.purchase] = counts.get(line.purchase, 0) + 1
            item = products[line.sku]
            yield (
                row_id,
                purchases[line.purchase],
                line.position or counts[line.purchase],
                item.id,
                pool_id,
                line.quantity,
                self._received(line),
                line.closed,
                item.cost if line.cost is None else line.cost,
                states[line.purchase],
                line.eta,
                line.eta if line.first_eta is None else line.first_eta,
                self.rows.earmarks.get(line.line),
                line.no_longer_needed,
                line.line_note,
            )

    def _write_papers(
        self,
        session: Session,
        line_ids: Any,
        pools: list[int],
        purchases: Mapping[int, int],
        states: Mapping[int, str],
    ) -> None:
        lines = list(zip(line_ids, pools, self.rows.lines, strict=True))
        at, name, action = to_microseconds(now(session)), who(session), action_id(session)
        insert_rows(
            session,
            "eta_changes",
            "purchase_line_id, old_eta, new_eta, cause, note, at, who, action_id",
            [
                (row_id, line.first_eta, line.eta, str(EtaCause.OTHER), MOVED_IN, at, name, action)
                for row_id, _, line in lines
                if line.first_eta is not None and line.first_eta != line.eta
            ],
        )
        self._write_receipts(session, lines, purchases)
        confirmed = (
            (pool_id, None, row_id, line.quantity)
            for row_id, pool_id, line in lines
            if states[line.purchase] == PurchaseState.CONFIRMED
        )
        write_history(session, "imported", confirmed, {"file": self.rows.source.file})

    def _write_receipts(
        self, session: Session, lines: list[tuple[int, int, PurchaseLine]], purchases: Mapping[int, int]
    ) -> None:
        """One per purchase and day, named after the purchase."""
        came = [
            ((line.purchase, self._came_on(session, line)), row_id, pool_id, self._received(line))
            for row_id, pool_id, line in lines
            if self._received(line)
        ]
        made = dict.fromkeys(paper for paper, *_ in came)
        ids = dict(zip(made, next_ids(session, "receipts", len(made)), strict=True))
        counts: dict[int, int] = {}
        receipts = []
        for (place, day), row_id in ids.items():
            counts[place] = counts.get(place, 0) + 1
            number = f"{self.rows.numbers[place]}/{counts[place]}"
            supplier = self.rows.heads[place].supplier
            supplier_id = self.rows.source.known.suppliers[key_of(supplier)] if supplier else None
            receipts.append((row_id, number, purchases[place], supplier_id, day, MOVED_IN))
        insert_rows(session, "receipts", "id, number, purchase_id, supplier_id, received_on, note", receipts)
        insert_rows(
            session,
            "receipt_lines",
            "receipt_id, purchase_line_id, pool_id, accepted",
            [(ids[paper], row_id, pool_id, quantity) for paper, row_id, pool_id, quantity in came],
        )

    def _came_on(self, session: Session, line: PurchaseLine) -> int:
        head = self.rows.heads[line.purchase]
        return line.received_on or line.eta or head.ordered_on or today(session).toordinal()
