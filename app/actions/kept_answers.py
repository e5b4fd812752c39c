"""Answers as they are kept: with each what its outcome was, so that it can be taken back (R23)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import action_id
from app.actions.promises import Promised
from app.actions.shipping import Shipped
from app.sentences import read_facts
from db.models.notices import Answer
from db.rows import Reader, fetch, fetch_one, run, value
from db.stored import to_json
from db.terms import AnswerKind, ConsentState


@dataclass(frozen=True, slots=True)
class Done:
    """What an answer brought about; `was_complete`: its order was to leave whole, and is no longer."""

    promised: Promised | None = None
    new_line_id: int | None = None
    shipped: Shipped | None = None
    was_complete: bool = False


def keep_answer(session: Session, answer: Answer, act: Callable[[], Done], **facts: Any) -> tuple[int, Done]:
    """Write the answer, await no other, and do `act`; with the id goes what came of it."""
    line_id = answer.order_line_id
    answer.action_id = action_id(session)
    session.add(answer)
    session.flush()
    answer_id, kind = answer.id, answer.kind
    order_id = int(value(session, "SELECT order_id FROM order_lines WHERE id = ?", (line_id,)) or 0)
    facts["asked"] = _end_asking(session, line_id, kind)
    notices, offers = _rows(session, _NOTICES, order_id), _rows(session, _OFFERS, line_id)
    done = act()
    session.flush()
    facts["notices"] = _moved(notices, _rows(session, f"{_NOTICE} WHERE order_id = ?", order_id))
    facts["offers"] = _moved(offers, _rows(session, f"{_OFFER} WHERE order_line_id = ?", line_id))
    told = facts | _outcome(done)
    stored = to_json({key: fact for key, fact in told.items() if fact})
    run(session, "UPDATE answers SET facts = ? WHERE id = ?", (stored, answer_id))
    session.expire_all()
    return answer_id, done


def copy_asked(session: Reader, line_id: int, part_id: int) -> None:
    """What was asked of a line, and answered, counts for a part split off from it."""
    columns = (
        "letter_id, state, silence, promised_by, notice_by, consent_by, cancels_on, refund_by, renewed,"
        " definite"
    )
    run(
        session,
        f"INSERT INTO consents (order_line_id, {columns}) SELECT ?, {columns} FROM consents"
        " WHERE order_line_id = ? ORDER BY id",
        (part_id, line_id),
    )
    columns = "letter_id, kind, waits_until, quantity, way, answered_on, note, undone, action_id"
    sql = "SELECT id, facts FROM answers WHERE order_line_id = ? AND undone = 0 ORDER BY id"
    for answer_id, stored in fetch(session, sql, (line_id,)):
        known = read_facts(stored)
        facts = {"of": known.get("of", answer_id)} | {
            key: known[key] for key in ("asked", "promised") if key in known
        }
        run(
            session,
            f"INSERT INTO answers (order_line_id, facts, {columns}) SELECT ?, ?, {columns} FROM answers"
            " WHERE id = ?",
            (part_id, to_json(facts), answer_id),
        )


def _end_asking(session: Session, line_id: int, kind: str) -> int | None:
    """The letter whose answer is awaited no longer."""
    row = fetch_one(
        session,
        "SELECT id, letter_id FROM consents WHERE order_line_id = ? AND state = 'awaited'"
        " ORDER BY id DESC LIMIT 1",
        (line_id,),
    )
    if row is None:
        return None
    state = ConsentState.LAPSED if kind == AnswerKind.NONE else ConsentState.ANSWERED
    run(session, "UPDATE consents SET state = ? WHERE id = ?", (str(state), row[0]))
    return int(row[1])


def _outcome(done: Done) -> dict[str, Any]:
    told = done.promised
    return {
        "promised": told and [*map(_ordinal, (told.before, told.after)), told.estimate],
        "instead": done.new_line_id,
        "shipment": done.shipped and done.shipped.shipment_id,
        "complete": done.was_complete,
    }


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


_NOTICE = "SELECT id, state, due_by, pending, facts FROM notices"
_NOTICES = f"{_NOTICE} WHERE order_id = ? AND (state = 'due' OR pending = 1)"
_OFFER = "SELECT id, state, quantity, set_aside FROM offers"
_OFFERS = f"{_OFFER} WHERE order_line_id = ? AND state = 'open'"


def _rows(session: Reader, sql: str, of: int) -> dict[int, list[Any]]:
    """What is due or offered, by id."""
    return {row[0]: list(row) for row in fetch(session, sql, (of,))}


def _moved(before: dict[int, list[Any]], after: dict[int, list[Any]]) -> list[list[Any]]:
    """Those that stand otherwise now, as they stood."""
    return [row for row_id, row in before.items() if after.get(row_id) != row]
