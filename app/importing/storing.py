"""What storing files of several kinds shares: places, pools, goods that moved before the shop moved in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, touched, who
from app.actions.pools import MAIN
from app.actions.settling import begin, settle
from app.changes import Area
from app.importing.runs import run_of
from app.importing.things import Detail, Fate, Thing
from app.language import tr
from app.names import key_of
from app.progress import Progress
from db.bulk import insert_rows, next_ids
from db.rows import fetch, fetch_for, run, run_many, value
from db.stored import to_json, to_microseconds

MOVED_IN = "moved in"
"""Note of shipments and receipts posted before the shop moved in: they moved no stock of this ledger."""

POOLS_AT_ONCE = 2_000
# Larger ones are no quicker and take more memory.
LINES_AT_ONCE = 2_000
# Where complete orders tie pools together: each portion plans what hangs on it too, so few are better.
LINES_TIED = 50_000
# Whose waiting lines one statement counts.
POOLS_COUNTED = 100
Pair = tuple[int, int]


def location_ids(session: Session, names: Iterable[str]) -> tuple[dict[str, int], int]:
    """(id of each name, how many were made); '' is the location that every shop has."""
    known = {key: row_id for row_id, key in fetch(session, "SELECT id, name_key FROM locations")}
    ids = {"": min(known.values())}
    fresh = {key_of(name): name for name in names if name and key_of(name) not in known}
    rows = [
        (row_id, name, key)
        for row_id, (key, name) in zip(next_ids(session, "locations", len(fresh)), fresh.items(), strict=True)
    ]
    insert_rows(session, "locations", "id, name, name_key", rows)
    run_of(session).made("locations", [row[0] for row in rows])
    known.update({key: row_id for row_id, _, key in rows})
    ids.update({name: known[key_of(name)] for name in names if name})
    return ids, len(fresh)


def name_first_location(session: Session, names: Sequence[str]) -> tuple[str, str] | None:
    """(old, new name) of the one location that every shop begins with, if nothing lies there and nobody has
    named it: it becomes the first that a count names. Orders that name none are served from there, and not
    from a place where goods never lay.
    """
    [first, *others] = fetch(session, "SELECT id, name, name_key FROM locations ORDER BY id")
    row_id, name, key = first
    if others or name != MAIN or not names or {"", key} & set(map(key_of, names)):
        return None
    if fetch(session, "SELECT 1 FROM stock_levels WHERE on_hand <> 0 LIMIT 1"):
        return None
    after = {"name": names[0], "name_key": key_of(names[0])}
    run(session, "UPDATE locations SET name = ?, name_key = ? WHERE id = ?", (*after.values(), row_id))
    run_of(session).altered("locations", row_id, {"name": name, "name_key": key}, after)
    run_of(session).tell_changed(
        [Detail(Thing.LOCATIONS, Fate.CHANGED, name, field="name", before=name, after=names[0])]
    )
    return name, names[0]


def pool_ids(session: Session, pairs: set[Pair]) -> dict[Pair, int]:
    """The pool of each (product, location); missing ones are made."""
    run_many(
        session,
        "INSERT INTO stock_levels (product_id, location_id) VALUES (?, ?)"
        " ON CONFLICT (product_id, location_id) DO NOTHING",
        sorted(pairs - _pools(session, pairs).keys()),
    )
    return _pools(session, pairs)


def _pools(session: Session, pairs: set[Pair]) -> dict[Pair, int]:
    sql = "SELECT product_id, location_id, id FROM stock_levels WHERE product_id IN ({ids})"
    rows = fetch_for(session, sql, {product_id for product_id, _ in pairs})
    return {(product_id, location_id): pool_id for product_id, location_id, pool_id in rows}


def settle_pools(
    session: Session,
    pools: Iterable[int],
    progress: Progress,
    *,
    directed: Mapping[int, Mapping[int, int]] | None = None,
) -> None:
    """Settle many pools, some at a time; `directed` gives, by pool, the units that lines held before."""
    ordered, done = sorted(pools), 0
    for part in portions(session, ordered):
        progress.at(tr("Planning who gets what"), done, len(ordered))
        done += len(part)
        touch = begin(session, part)
        for pool_id in touch.pools:
            touch.directed.update((directed or {}).get(pool_id, {}))
        settle(session, touch)
        # Nobody asks an import what each line gained: of a million lines it would not fit.
        session.info.pop("settled", None)


def portions(session: Session, pools: Sequence[int]) -> Iterator[list[int]]:
    """The pools, as many at a time as memory bears: a plan holds all lines that wait in them."""
    sql = (
        "SELECT pool_id, count(*) FROM order_lines"
        " WHERE backordered > 0 AND pool_id IN ({ids}) GROUP BY pool_id"
    )
    tied = "SELECT 1 FROM order_lines WHERE ship_complete = 1 AND open > 0 LIMIT 1"
    most = LINES_AT_ONCE if value(session, tied) is None else LINES_TIED
    part: list[int] = []
    lines = 0
    for start in range(0, len(pools), POOLS_COUNTED):
        some = pools[start : start + POOLS_COUNTED]
        waiting = dict(map(tuple, fetch_for(session, sql, some)))
        for pool_id in some:
            part.append(pool_id)
            lines += waiting.get(pool_id, 0)
            if len(part) == POOLS_AT_ONCE or lines >= most:
                yield part
                part, lines = [], 0
    if part:
        yield part


def write_history(
    session: Session,
    kind: str,
    rows: Iterable[tuple[int, int | None, int | None, int]],
    facts: Mapping[str, str],
) -> None:
    """(pool, order line, purchase line, thousandths) of what a file brought."""
    at, action, name, told = to_microseconds(now(session)), action_id(session), who(session), to_json(facts)
    insert_rows(
        session,
        "history",
        "at, action_id, who, kind, pool_id, order_line_id, purchase_line_id, quantity, facts",
        ((at, action, name, kind, *row, told) for row in rows),
    )


def touch_areas(session: Session, areas: Sequence[Area]) -> None:
    """After plain rows: what the session has read of them is stale."""
    touched(session, *areas)
    session.expire_all()
