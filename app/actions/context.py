"""What every action may ask of its session: the day, the hour, who acts, and under which action id."""

from datetime import date, datetime
from typing import cast

from app.changes import Area
from db.rows import Reader


def today(session: Reader) -> date:
    """The shop's business day."""
    return cast(date, session.info["today"])


def now(session: Reader) -> datetime:
    """The moment of this action, in UTC."""
    return cast(datetime, session.info["now"])


def who(session: Reader) -> str:
    """Who acts."""
    return cast(str, session.info["who"])


def action_id(session: Reader) -> str:
    """The UUID under which this write is stored."""
    return cast(str, session.info["action_id"])


def touched(session: Reader, *areas: Area) -> None:
    """Note that the write changed these areas."""
    session.info["changed"].update(areas)
