"""Actions as they are stored with what they did: the same id again returns the first outcome."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.changes import Area, Changed
from app.outcomes import action_name, restored, stored
from db.listening import CHANNEL
from db.rows import fetch, fetch_one, is_postgresql, run
from db.stored import to_json, to_microseconds

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

R = TypeVar("R")


def record(session: "Session", kind: str, outcome: object, changed: Changed) -> None:
    """Keep the outcome with its action id and tell other tills, within the transaction."""
    session.flush()
    keep_noticed(session)
    areas = sorted(changed.areas)
    run(
        session,
        "INSERT INTO actions (id, kind, at, who, outcome, areas) VALUES (?, ?, ?, ?, ?, ?)",
        (
            changed.action_id,
            kind,
            to_microseconds(session.info["now"]),
            session.info["who"],
            to_json(stored(outcome)),
            to_json(areas),
        ),
    )
    if is_postgresql(session):
        fetch(session, "SELECT pg_notify(?, ?)", (CHANNEL, " ".join((changed.action_id, *areas))))


def keep_noticed(session: "Session") -> None:
    """One row of history for all notices that the write made due or void: lines tell their own dates."""
    noticed = {state: dict(kinds) for state, kinds in session.info.pop("noticed", {}).items() if kinds}
    if noticed:
        run(
            session,
            "INSERT INTO history (at, action_id, who, kind, facts) VALUES (?, ?, ?, 'noticed', ?)",
            (
                to_microseconds(session.info["now"]),
                session.info["action_id"],
                session.info["who"],
                to_json(noticed),
            ),
        )


def first_outcome(session: "Session", fn: Callable[..., R], action_id: str) -> tuple[R, Changed] | None:
    """What the action with this id returned and changed; None where nothing was done under it."""
    row = fetch_one(session, "SELECT kind, outcome, areas FROM actions WHERE id = ?", (action_id,))
    if row is None:
        return None
    kind, outcome, areas = row
    if kind != action_name(fn):
        raise ValueError(f"the action was {kind}, not {action_name(fn)}")
    first: R = restored(fn, json.loads(outcome))
    return first, Changed(frozenset(map(Area, json.loads(areas))), action_id)
