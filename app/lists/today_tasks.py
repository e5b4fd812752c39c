"""What a row of Today is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.lists.answers import Counted
from db.rows import Reader, fetch, value

SHOWN = 20
"""Rows of one kind."""
MOST = 1_000
"""Rows of one kind that are looked at, and counted."""


class TaskKind(StrEnum):
    """What is to be done, in the order of the page: deadlines, supply in trouble, what stands still."""

    SILENCE = "silence"
    ANSWER = "answer"
    NOTICE = "notice"
    REFUND = "refund"
    MAIL = "mail"
    SLIPPED = "slipped"
    OVERDUE = "overdue"
    CUT = "cut"
    HELD = "held"
    NOT_FETCHED = "not_fetched"
    ON_HOLD = "on_hold"


DEADLINES = (TaskKind.SILENCE, TaskKind.ANSWER, TaskKind.NOTICE, TaskKind.REFUND, TaskKind.MAIL)
SUPPLY = (TaskKind.SLIPPED, TaskKind.OVERDUE, TaskKind.CUT)
STANDING = (TaskKind.HELD, TaskKind.NOT_FETCHED, TaskKind.ON_HOLD)


@dataclass(frozen=True, slots=True)
class Name:
    """A customer who is concerned; `day` and `slip` (NO_SLIP: no date) where the row tells of dates."""

    name: str
    day: int | None = None
    slip: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One row; `day` is a deadline, or since when.

    `what` is a notice's kind, a product, a mail's state or the owner's own reason; `count` of what the kind
    names, `names` the first of them; `problem` keeps mail from going. Ids are what the dialog that the row
    opens asks for.
    """

    kind: TaskKind
    day: int | None = None
    what: str = ""
    order: str = ""
    customer: str = ""
    supplier: str = ""
    silence: str = ""
    quantity: int = 0
    amount: int = 0
    currency: str = ""
    count: int = 0
    more: bool = False
    names: tuple[Name, ...] = ()
    customers: int = 0
    problem: str = ""
    order_id: int | None = None
    line_id: int | None = None
    pool_id: int | None = None
    customer_id: int | None = None
    purchase_id: int | None = None
    supplier_id: int | None = None
    letter_id: int | None = None
    notice_id: int | None = None
    mail_id: int | None = None
    asks_supplier: bool = False
    """Whether nobody asked the supplier since his goods should have come."""


@dataclass(frozen=True, slots=True)
class Pile:
    """The rows of one kind, the most urgent first; `counted` tells how many there are."""

    kind: TaskKind
    tasks: tuple[Task, ...]
    counted: Counted

    @property
    def things(self) -> Counted:
        """How many things there are to do: late lines are one, however many."""
        return Counted(len(self.tasks)) if self.kind == TaskKind.SLIPPED else self.counted


def pile(kind: TaskKind, tasks: Sequence[Task], counted: Counted | None = None) -> Pile:
    """The first of them; without `counted` these are all."""
    return Pile(kind, tuple(tasks[:SHOWN]), counted or Counted(len(tasks)))


def counted(session: Reader, table: str, condition: str, *parameters: Any) -> Counted:
    """How many rows of a table, counted no further than MOST."""
    few = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {condition} LIMIT {MOST + 1}) AS few"
    number = int(value(session, few, parameters) or 0)
    return Counted(min(number, MOST), number > MOST)


def rows_of(session: Reader, sql: str, *parameters: Any, limit: int = SHOWN) -> list[Any]:
    """The first rows of a statement."""
    return fetch(session, f"{sql} LIMIT {limit}", parameters)


def things_in(piles: Iterable[Pile]) -> Counted:
    """How many things there are to do in all."""
    counts = [pile.things for pile in piles]
    return Counted(sum(each.number for each in counts), any(each.more for each in counts))
