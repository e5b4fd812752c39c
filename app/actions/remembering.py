"""How lines stood before a write: for previews, which tell both, and for taking an act back."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from db.rows import Reader, fetch_for

_KEY = "lines before"


class StoredLine(NamedTuple):
    """What the queue stores of a line: thousandths, ordinals, 0 and 1."""

    id: int
    order_id: int
    pool_id: int
    hand_rank: int
    precedence: int
    due: int
    ordered_on: int
    open: int
    reserved: int
    promised_on: int | None
    kept_off: int
    kept_off_since: int | None
    on_hold: int
    supply_cancelled: int
    waiting: int
    expected_on: int | None
    estimate_days: int | None
    not_before: int | None
    reason: str
    reason_facts: str | None

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Its place among the lines of its pool (R2)."""
        return (self.hand_rank, self.precedence, self.due, self.ordered_on, self.id)

    @property
    def waits(self) -> bool:
        """Whether it stands in the queue."""
        return self.open > self.reserved


_FIELDS = ", ".join(StoredLine._fields)


class Memory:
    """Lines of the pools that a write locked, as they were before it."""

    def __init__(self) -> None:
        self.pools: set[int] = set()
        self.lines: dict[int, StoredLine] = {}
        self.holds: dict[int, tuple[int, str]] = {}
        """Since when, and why, by order on hold."""


def start_remembering(session: Reader) -> Memory:
    """From now on whoever locks pools first keeps how their lines stand."""
    memory: Memory = session.info.setdefault(_KEY, Memory())
    return memory


def remember(session: Reader, pools: Iterable[int]) -> None:
    """Keep how the lines of these pools stand, if anybody asked for it and it is not known yet."""
    memory: Memory | None = session.info.get(_KEY)
    if memory is None:
        return
    fresh = set(pools) - memory.pools
    memory.pools |= fresh
    found = open_lines_of(session, fresh)
    memory.lines |= found
    held = {line.order_id for line in found.values() if line.on_hold} - memory.holds.keys()
    if held:
        sql = "SELECT id, held_since, hold_reason FROM orders WHERE id IN ({ids}) AND on_hold = 1"
        memory.holds |= {row[0]: (row[1], row[2]) for row in fetch_for(session, sql, sorted(held))}


def open_lines_of(session: Reader, pools: Iterable[int]) -> dict[int, StoredLine]:
    """Lines that wait or hold something there, by id."""
    ids = sorted(pools)
    found: dict[int, StoredLine] = {}
    for condition in ("backordered > 0", "reserved > 0"):
        rows = fetch_for(
            session, f"SELECT {_FIELDS} FROM order_lines WHERE pool_id IN ({{ids}}) AND {condition}", ids
        )
        found |= {row[0]: StoredLine._make(row) for row in rows}
    return found


def stored_lines(session: Reader, line_ids: Iterable[int]) -> dict[int, StoredLine]:
    """How these lines stand now, by id."""
    rows: list[Any] = fetch_for(
        session, f"SELECT {_FIELDS} FROM order_lines WHERE id IN ({{ids}})", sorted(line_ids)
    )
    return {row[0]: StoredLine._make(row) for row in rows}


def places_in_queue(lines: Iterable[StoredLine]) -> dict[int, int]:
    """The rank of each line that waits (from 1), pool by pool."""
    counted: dict[int, int] = {}
    places = {}
    for line in sorted((each for each in lines if each.waits), key=lambda each: each.rank):
        counted[line.pool_id] = places[line.id] = counted.get(line.pool_id, 0) + 1
    return places
