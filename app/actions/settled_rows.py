"""What a plan changes, as rows: lines, pegs, the ledger, levels and history.

Only settling writes these; nothing here decides.
"""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, who
from app.actions.snapshot import Level
from app.rules.reasons import Outcome
from app.rules.snapshot import Line, Peg, Snapshot
from db.rows import asking, fetch_for, run_many
from db.stored import to_json, to_microseconds

if TYPE_CHECKING:
    from app.actions.settling import Move, Settled


def write_lines(session: Session, snapshot: Snapshot, settled: "Settled") -> list[int]:
    """Update the lines whose plan differs from what is stored, and say in `settled` how; their ids."""
    lines = {line.id: line for line in snapshot.lines}
    texts: dict[Any, str | None] = {}
    changed = []
    history: list[tuple[Any, ...]] = []
    for each in asking(session, settled.outcomes):
        line = lines[each.line_id]
        told = _json(each.facts, texts)
        row = (
            each.reserved,
            each.expected_on,
            each.estimate_days,
            each.not_before,
            int(each.waiting),
            str(each.reason),
            told,
            int(each.supply_cancelled),
            line.id,
        )
        if row == _as_stored(line):
            continue
        changed.append(row)
        units = each.reserved - line.reserved
        if units > 0:
            settled.gained[line.id] = units
            history.append(("reserved", line.pool_id, line.id, units))
        elif units < 0:
            settled.lost[line.id] = -units
            history.append(("unreserved", line.pool_id, line.id, units))
        if each.expected_on != line.expected_on:
            settled.dates.append((line.id, line.expected_on, each.expected_on))
            history.append(("expected", line.pool_id, line.id, None, line.expected_on, each.expected_on))
    run_many(
        session,
        "UPDATE order_lines SET reserved = ?, expected_on = ?, estimate_days = ?, not_before = ?,"
        " waiting = ?, reason = ?, reason_facts = ?, supply_cancelled = ? WHERE id = ?",
        changed,
    )
    write_history(session, history)
    return [row[-1] for row in changed]


def _as_stored(line: Line) -> tuple[Any, ...]:
    return (
        line.reserved,
        line.expected_on,
        line.estimate_days,
        line.not_before,
        line.waiting,
        line.reason,
        line.reason_facts,
        line.supply_cancelled,
        line.id,
    )


def _json(facts: dict[str, Any] | None, texts: dict[Any, str | None]) -> str | None:
    if facts is None:
        return None
    key = tuple(facts.items())
    try:
        return texts[key]
    except KeyError:
        texts[key] = text = to_json(facts)
        return text
    except TypeError:  # a list among the facts cannot be a key
        return to_json(facts)


def write_history(session: Session, rows: list[tuple[Any, ...]]) -> None:
    """Rows of (kind, pool, line, units) or (kind, pool, line, units, old day, new day)."""
    at, action, name = to_microseconds(now(session)), action_id(session), who(session)
    run_many(
        session,
        "INSERT INTO history (at, action_id, who, kind, pool_id, order_line_id, quantity, old_day, new_day)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(at, action, name, *row, None, None) if len(row) == 4 else (at, action, name, *row) for row in rows],
    )


def write_pegs(session: Session, pools: set[int], snapshot: Snapshot, outcomes: list[Outcome]) -> None:
    """Replace the pegs of lines that have others now."""
    sql = (
        "SELECT id, pool_id, order_line_id, purchase_line_id, transfer_id, resource_id, week, quantity,"
        " comes_on FROM pegs WHERE pool_id IN ({ids}) ORDER BY id"
    )
    old: dict[int, list[Any]] = defaultdict(list)
    for row in fetch_for(session, sql, pools):
        old[row[2]].append(row)
    pool_of = {line.id: line.pool_id for line in snapshot.lines}
    new = {
        each.line_id: [_peg_row(pool_of[each.line_id], each.line_id, peg) for peg in each.pegs]
        for each in outcomes
        if each.pegs
    }
    gone = []
    for line_id, rows in old.items():
        if [tuple(row[1:]) for row in rows] == new.get(line_id):
            del new[line_id]
        else:
            gone += [(row[0],) for row in rows]
    run_many(session, "DELETE FROM pegs WHERE id = ?", gone)
    run_many(
        session,
        "INSERT INTO pegs (pool_id, order_line_id, purchase_line_id, transfer_id, resource_id, week,"
        " quantity, comes_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [row for rows in new.values() for row in rows],
    )


def _peg_row(pool_id: int, line_id: int, peg: Peg) -> tuple[Any, ...]:
    source = (
        peg.id if peg.kind == "purchase" else None,
        peg.id if peg.kind == "transfer" else None,
        peg.id if peg.kind == "week" else None,
    )
    return (pool_id, line_id, *source, peg.week, peg.quantity, peg.comes_on)


def write_moves(session: Session, moves: "list[Move]") -> None:
    """Append to the ledger; moves of nothing are left out."""
    at, action, name = to_microseconds(now(session)), action_id(session), who(session)
    run_many(
        session,
        "INSERT INTO stock_moves (pool_id, quantity, kind, reference, order_line_id, purchase_line_id, cost,"
        " note, at, who, action_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                move.pool_id,
                move.quantity,
                str(move.kind),
                move.reference,
                move.order_line_id,
                move.purchase_line_id,
                move.cost,
                move.note,
                at,
                name,
                action,
            )
            for move in moves
            if move.quantity
        ],
    )


def write_levels(session: Session, before: dict[int, Level], after: dict[int, Level]) -> None:
    """Update the caches of pools that differ."""
    run_many(
        session,
        "UPDATE stock_levels SET on_hand = ?, reserved = ?, incoming = ?, backordered = ? WHERE id = ?",
        [
            (level.on_hand, level.reserved, level.incoming, level.backordered, pool_id)
            for pool_id, level in after.items()
            if level != before[pool_id]
        ],
    )
