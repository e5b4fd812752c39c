"""What the navigation says of a page before one goes there, counted up to a bound."""

from dataclasses import dataclass

from app.language import ntr
from app.lists import backorders, notices, purchases
from app.lists.answers import Counted
from app.lists.today import needed
from app.lists.today_tasks import things_in
from app.sentences import count_text
from db.rows import Reader


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A number, '' for none, and the words for who cannot see it; `alarm`: the owner must act."""

    text: str
    said: str
    alarm: bool


def place_counts(session: Reader) -> dict[str, PlaceCount]:
    """What is to be done and told, waits or is overdue, as pages count it, by the key of the page."""
    things = things_in(needed(session))
    todo = _text(things)
    needs = ntr("{count} thing needs you", "{count} things need you", things.number, count=todo)
    waiting = backorders.LISTING.count(session)
    overdue = purchases.LISTING.count(session, "overdue")
    text = _text(waiting)
    lines = ntr("{count} line waits", "{count} lines wait", waiting.number, count=text)
    late = _text(overdue)
    said = ntr("{count} line overdue", "{count} lines overdue", overdue.number, count=late)
    letters = notices.LISTING.count(session)
    due = _text(letters)
    told = ntr("{count} customer to be told", "{count} customers to be told", letters.number, count=due)
    too_late = notices.LISTING.count(session, "overdue").number if due else 0
    return {
        "today": PlaceCount(todo, needs if todo else "", alarm=False),
        "backorders": PlaceCount(text, lines if text else "", alarm=False),
        "purchases": PlaceCount(late, said if late else "", alarm=bool(late)),
        "notices": PlaceCount(due, told if due else "", alarm=bool(too_late)),
    }


def _text(counted: Counted) -> str:
    return count_text(counted.number, counted.more) if counted.number else ""
