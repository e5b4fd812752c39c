"""Counts: what lies where. The difference to the books is booked, as counting by hand does (R20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.documents import number_for
from app.actions.fields import LOCATION
from app.actions.settling import Move, Settled, begin, settle
from app.actions.snapshot import lock_pools, read_levels
from app.changes import Area
from app.file_formats import stock
from app.file_formats.fields import Field
from app.file_formats.forms import units
from app.file_formats.text_cells import identifier
from app.importing.known import Known
from app.importing.options import Stored
from app.importing.runs import run_of
from app.importing.source import Source
from app.importing.stored_fields import stored
from app.importing.storing import (
    location_ids,
    name_first_location,
    pool_ids,
    portions,
    touch_areas,
    write_history,
)
from app.importing.things import Detail, Fate, Thing
from app.language import tr
from app.names import key_of
from app.progress import Progress
from db.bulk import insert_rows, next_ids
from db.rows import fetch_for
from db.terms import MoveKind, ProductKind

_NAMED = 20
# Other programs' files may know their goods by it alone.
BARCODE = Field("barcode", identifier(), default="")


@dataclass(slots=True)
class StockPlan:
    """Counted thousandths by (SKU, key of the location)."""

    source: Source
    counted: dict[tuple[str, str], int] = field(default_factory=dict)
    # The location as the file first spells it, by its key.
    places: dict[str, str] = field(default_factory=dict)

    def foresee(self, known: Known) -> None:
        """Purchases and orders in the same write may name the places."""
        for place in self.places:
            known.locations.setdefault(place, 0)

    def store(self, session: Session, progress: Progress) -> Stored:
        """A sheet per location; lines give back from the lowest rank up where less is there than reserved."""
        named = name_first_location(session, list(self.places.values()))
        locations, created = location_ids(session, self.places.values())
        products = self.source.known.products
        pairs = {
            (products[sku].id, locations[self.places[place]]): quantity
            for (sku, place), quantity in self.counted.items()
        }
        pools = pool_ids(session, set(pairs))
        lock_pools(session, pools.values())
        counted = {pools[pair]: quantity for pair, quantity in pairs.items()}
        sheets = {pools[pair]: pair[1] for pair in pairs}
        numbers = self._write_sheets(session, counted, sheets)
        lost = self._book(
            session, counted, {pool: numbers[place] for pool, place in sheets.items()}, progress
        )
        touch_areas(session, (Area.STOCK, Area.BACKORDERS, Area.ORDERS))
        return Stored(
            {Thing.COUNTS: len(counted), Thing.LOCATIONS: created},
            {Thing.LOCATIONS: int(named is not None)},
            notes=(*_named(named), *_taken_back(session, lost)),
        )

    def _write_sheets(
        self, session: Session, counted: dict[int, int], sheets: dict[int, int]
    ) -> dict[int, str]:
        """Number of the sheet of each location."""
        levels = read_levels(session, counted)
        self._tell(session, {pool: level.on_hand for pool, level in levels.items()}, counted)
        places = sorted(set(sheets.values()))
        ids = dict(zip(places, next_ids(session, "counts", len(places)), strict=True))
        run_of(session).made("counts", ids.values())
        numbers = {place: number_for(session, "count", None) for place in places}
        day = today(session).toordinal()
        insert_rows(
            session,
            "counts",
            "id, number, location_id, counted_on, note",
            [(ids[place], numbers[place], place, day, self.source.file) for place in places],
        )
        insert_rows(
            session,
            "count_lines",
            "count_id, pool_id, expected, counted",
            [(ids[sheets[pool]], pool, levels[pool].on_hand, quantity) for pool, quantity in counted.items()],
        )
        return numbers

    def _tell(self, session: Session, before: Mapping[int, int], counted: Mapping[int, int]) -> None:
        rows = fetch_for(
            session,
            "SELECT s.id, p.sku, p.name, a.name FROM stock_levels s JOIN products p ON p.id = s.product_id"
            " JOIN locations a ON a.id = s.location_id WHERE s.id IN ({ids}) ORDER BY s.id",
            counted,
        )
        run, form = run_of(session), units(3)
        for pool, sku, name, place in rows:
            fate = Fate.LEFT if before[pool] == counted[pool] else Fate.CHANGED
            told = Detail(Thing.COUNTS, fate, sku, name, place, form(before[pool]), form(counted[pool]))
            run.tell(told)

    def _book(
        self, session: Session, counted: dict[int, int], numbers: dict[int, str], progress: Progress
    ) -> Settled:
        ordered, whole = sorted(counted), Settled()
        done = 0
        for chunk in portions(session, ordered):
            progress.at(tr("Planning who gets what"), done, len(ordered))
            done += len(chunk)
            touch = begin(session, chunk)
            levels = read_levels(session, chunk)
            differences = {pool: counted[pool] - levels[pool].on_hand for pool in chunk}
            touch.moves += [
                Move(pool, quantity, MoveKind.COUNT, numbers[pool], note=self.source.file)
                for pool, quantity in differences.items()
            ]
            write_history(
                session,
                "counted",
                ((pool, None, None, quantity) for pool, quantity in differences.items()),
                {"file": self.source.file},
            )
            whole.lost.update(settle(session, touch).lost)
        return whole


class _Stock:
    fields: Sequence[Field] = (*stored(stock.FIELDS, LOCATION), BARCODE)
    once = False
    may_lack = frozenset(("sku",))

    def read(self, source: Source) -> StockPlan:
        """Each product at each location once."""
        plan, lines = StockPlan(source), dict[tuple[str, str], int]()
        main = next(
            key for key, row_id in source.known.locations.items() if row_id == source.known.main_location
        )
        for line, called, location, on_hand, barcode in source.rows():
            sku = source.known.sku_for(called, barcode)
            wrong = _wrong(source, sku, on_hand)
            if wrong:
                source.table.reject(dict([wrong]))
                continue
            if source.known.products[sku].kind == ProductKind.SERVICE:
                continue
            place = key_of(location) or main
            pair = (sku, place)
            if pair in lines:
                source.table.reject({"sku": tr("Line {line} counts it already.", line=lines[pair])})
                continue
            lines[pair] = line
            plan.places.setdefault(place, location)
            plan.counted[pair] = on_hand
        return plan


STOCK = _Stock()


def _wrong(source: Source, sku: str, on_hand: int) -> tuple[str, str] | None:
    item = source.known.products.get(sku)
    if item is None:
        like = source.known.sku_by_key.get(key_of(sku))
        if like is not None:
            return "sku", tr("{sku} reads like {other}, but is not spelled the same.", sku=sku, other=like)
        return "sku", tr("There is no product {sku}.", sku=sku)
    # Of a service there is always nothing, and so an export says.
    if item.kind == ProductKind.SERVICE and on_hand:
        return "sku", tr("{sku} is a service and has no stock.", sku=sku)
    if on_hand % 10 ** (3 - item.decimals):
        if item.decimals == 0:
            return "on_hand", tr("{sku} is not divisible.", sku=sku)
        return "on_hand", tr("{sku} has at most {decimals} decimals.", sku=sku, decimals=item.decimals)
    return None


def _named(names: tuple[str, str] | None) -> tuple[str, ...]:
    if names is None:
        return ()
    said = tr(
        "‘{old}’ is called ‘{new}’ from now on: orders that name no place are served from there.",
        old=names[0],
        new=names[1],
    )
    return (said,)


def _taken_back(session: Session, settled: Settled) -> tuple[str, ...]:
    """From whom the count took reservations (R20), the first of them by name."""
    rows = fetch_for(
        session,
        "SELECT l.id, o.number, p.sku FROM order_lines l JOIN orders o ON o.id = l.order_id"
        " JOIN products p ON p.id = l.product_id WHERE l.id IN ({ids}) ORDER BY l.id",
        settled.lost,
    )
    told = [
        tr(
            "Less is there than was reserved: order {number} gives back {quantity} of {sku}.",
            number=number,
            quantity=units(3)(settled.lost[line_id]),
            sku=sku,
        )
        for line_id, number, sku in rows[:_NAMED]
    ]
    if len(rows) > _NAMED:
        told.append(tr("… and {count} lines more give back.", count=len(rows) - _NAMED))
    return tuple(told)
