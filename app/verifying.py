"""Recompute all that is derivable, and name each break.

Sums and copies are compared in SQL (laws/), so that a shop of a million lines is read once per law; what a
fresh plan would say is compared some pools at a time (replanning.py).
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actions.context import today
from app.language import tr
from app.law_words import line_text
from app.laws.every import LAWS
from app.laws.law import LINE, LINES, BreakKind
from app.replanning import Differences, differences
from app.wording import thousandths_text
from db.rows import fetch, fetch_for

MOST = 1_000
"""Breaks of one law that are named; of more it is only told that there are."""


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that does not hold, in a sentence."""

    kind: BreakKind
    what: str


def verify(session: Session) -> list[Break]:
    """Every break of the shop's own laws, none if all is well; it writes nothing."""
    found = []
    for law in LAWS:
        sql = law.sql.replace("{today}", str(today(session).toordinal()))
        rows = fetch(session, f"{sql} LIMIT {MOST + 1}")
        found += [Break(law.kind, law.say(*row)) for row in rows[:MOST]]
        if len(rows) > MOST:
            found.append(Break(law.kind, tr("There are more of the same kind.")))
    return found + _unsettled(session)


def _unsettled(session: Session) -> list[Break]:
    """Lines of which settling would change something."""
    found = list(differences(session, MOST + 1))
    names = _names(session, [each.line_id for each in found[:MOST]])
    breaks = [Break(BreakKind.UNSETTLED, _would_change(names[each.line_id], each)) for each in found[:MOST]]
    if len(found) > MOST:
        breaks.append(Break(BreakKind.UNSETTLED, tr("There are more of the same kind.")))
    return breaks


def _names(session: Session, line_ids: list[int]) -> dict[int, str]:
    sql = f"SELECT l.id, {LINE} FROM {LINES} WHERE l.id IN ({{ids}})"
    return {row[0]: line_text(*row[1:]) for row in fetch_for(session, sql, line_ids)}


def _would_change(line: str, found: Differences) -> str:
    if found.reserved:
        text = thousandths_text(abs(found.reserved))
        if found.reserved > 0:
            return tr("{line}: settling would reserve {quantity} more.", line=line, quantity=text)
        return tr("{line}: settling would take {quantity} back.", line=line, quantity=text)
    if found.dated:
        return tr("{line}: settling would change the expected date.", line=line)
    if found.pegged:
        return tr("{line}: settling would tie it to other supply.", line=line)
    return tr("{line}: settling would change the reason it waits.", line=line)
