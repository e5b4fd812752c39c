"""The shop: the door to its database. Each act is one session, one transaction, one commit, one Changed."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar, cast
from uuid import UUID, uuid4

from app.changes import Area, Changed
from app.database_refusals import refusal
from app.enduring import Attempt, enduring
from app.hearing import Hearing
from app.kept import Kept
from app.outcomes import action_name
from app.racing import repeating
from app.recorded import first_outcome, record
from db.driver_errors import is_driver_error, problem_of, was_locked
from db.listening import listening_to
from db.place import FilePlace, Place, place_of
from db.plain import MoreThanRowsError, PlainFile, plain_file
from db.problems import LOST, DatabaseProblem
from db.sqlite_file import BUSY_SECONDS, Begin

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

P = ParamSpec("P")
R = TypeVar("R")

Clock = Callable[[], datetime]
Listener = Callable[[Changed], None]


def wall_clock() -> datetime:
    """The moment, in the machine's own time zone."""
    return datetime.now(UTC).astimezone()


def clock_at(day: date) -> Clock:
    """A clock that stands at nine in the morning of `day`."""
    return lambda: datetime.combine(day, time(9), UTC)


class Shop:
    """An open shop, for any number of threads.

    The `clock`'s date in its own time zone is the business day; `who` is stored with each action;
    `copy_of_old` is where the file as it was lies if opening had to migrate it.
    """

    def __init__(
        self,
        place: Place,
        clock: Clock,
        who: str,
        *,
        engine: "Callable[[], Engine]",
        plain: PlainFile | None = None,
    ) -> None:
        self.place = place
        self.clock = clock
        self.who = who or getpass.getuser()
        self.copy_of_old: Path | None = None
        self._make_engine = engine
        # Without a plain reader there is an engine already, and closing gives its connections back.
        self._made: Engine | None = None if plain is not None else engine()
        self._making = Lock()
        self._plain = plain
        self._listeners: list[Listener] = []
        self._hearing = Hearing(lambda: listening_to(self.place, lambda: self._engine))
        self._committing: set[str] = set()
        self._kept = Kept()

    def read(self, fn: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What `fn(session, …)` finds, all of it at one moment; it cannot write."""
        with self._door():
            if self._plain is not None and self._made is None:
                with suppress(MoreThanRowsError), self._plain.reading(self._facts("")) as rows:
                    return fn(cast("Session", rows), *args, **kwargs)
            with self._session(Begin.READ, "") as session:
                return fn(session, *args, **kwargs)

    def write(
        self, fn: Callable[..., R], /, *args: Any, action_id: str | UUID | None = None, **kwargs: Any
    ) -> R:
        """Run `fn(session, …)` and commit; the same action id again only returns the first outcome.

        `fn` may be run more than once, in a fresh transaction each time. Listeners hear after the commit.
        """
        outcome: R
        first = Attempt(str(action_id or uuid4()), looks_up=action_id is not None)

        def run(attempt: Attempt) -> tuple[R, Changed | None]:
            return repeating(lambda: self._attempt(fn, args, kwargs, attempt))

        with self._door():
            outcome, changed = enduring(run, first, self._is_lost, self.place)
        if changed is not None:
            self._tell(changed)
        return outcome

    def preview(self, fn: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What `write` would return, with nothing kept of it and nobody told."""

        def trial(begin: Begin) -> R:
            with self._session(begin, str(uuid4())) as session:
                return fn(session, *args, **kwargs)

        with self._door():
            try:
                return repeating(lambda: trial(Begin.TRIAL))
            except Exception as error:
                # SQLite does not let a reader wait for the write lock: wait for it first, then run again.
                if not (is_driver_error(error) and was_locked(error)):
                    raise
            return trial(Begin.WRITE)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each committed write, on the thread that wrote or polled; returns its end."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def poll(self) -> None:
        """Tell the listeners what other processes committed since the last poll; one thread at a time.

        After a poll that failed, the next that succeeds tells that anything may have changed.
        """
        with self._door():
            news = self._hearing.news()
        if news is None:
            self._tell(Changed(frozenset(Area)))
            return
        for action_id, areas in news:
            self._tell(Changed(frozenset(map(Area, areas)), action_id))

    def close(self) -> None:
        """Give every connection back; the shop cannot be used any more."""
        self._hearing.close()
        if self._plain is not None:
            self._plain.close()
        if self._made is not None:
            self._made.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _attempt(
        self, fn: Callable[..., R], args: Any, kwargs: Any, attempt: Attempt
    ) -> tuple[R, Changed | None]:
        known, attempt.committing = attempt.action_id, False
        with self._session(Begin.WRITE, known) as session:
            first = first_outcome(session, fn, known) if attempt.looks_up else None
            if first is not None:
                untold = known in self._committing
                self._committing.discard(known)
                return first[0], first[1] if untold else None
            outcome = fn(session, *args, **kwargs)
            changed = Changed(frozenset(session.info["changed"]), known)
            record(session, action_name(fn), outcome, changed)
            self._hearing.leave_out(known)
            attempt.committing = True
            self._committing.add(known)
            session.commit()
            self._committing.discard(known)
        return outcome, changed

    def _is_lost(self, error: Exception) -> bool:
        return is_driver_error(error) and problem_of(error, self.place).kind in LOST

    @contextmanager
    def _session(self, begin: Begin, action_id: str) -> "Iterator[Session]":
        """A session whose transaction has begun; what is not committed is rolled back."""
        from sqlalchemy.orm import Session

        from db.engine import beginning

        facts = self._facts(action_id)
        with Session(beginning(self._engine, begin), expire_on_commit=False, info=facts) as session:
            session.connection()
            yield session

    def _facts(self, action_id: str) -> dict[str, Any]:
        """What the code inside a session knows of its caller."""
        moment = self.clock()
        return {
            "today": moment.date(),
            "now": moment.astimezone(UTC),
            "who": self.who,
            "action_id": action_id,
            "changed": set(),
            "kept": self._kept,
        }

    @property
    def _engine(self) -> "Engine":
        """Made when more is asked for than rows of a file: importing SQLAlchemy takes its time."""
        with self._making:
            if self._made is None:
                self._made = self._make_engine()
            return self._made

    @contextmanager
    def _door(self) -> Iterator[None]:
        with _refusing(self.place):
            yield

    def _tell(self, changed: Changed) -> None:
        self._kept.hear(changed.areas)
        for listener in tuple(self._listeners):
            listener(changed)


def create_shop(
    where: str | Path, *, clock: Clock = wall_clock, who: str = "", busy_seconds: float = BUSY_SECONDS
) -> Shop:
    """A new shop with one location, in a file that does not exist yet or an empty database on a server."""
    with _refusing(None):
        place = place_of(where)
    from db.opening import create_database

    with _refusing(place):
        engine = create_database(place, _furnish, busy_seconds=busy_seconds)
    return Shop(place, clock, who, engine=lambda: engine)


def open_shop(
    where: str | Path, *, clock: Clock = wall_clock, who: str = "", busy_seconds: float = BUSY_SECONDS
) -> Shop:
    """An existing shop; an older one is copied, then brought up to this version."""
    with _refusing(None):
        place = place_of(where)
    with _refusing(place):
        plain = plain_file(place, busy_seconds) if isinstance(place, FilePlace) else None
        if plain is not None:
            return Shop(place, clock, who, engine=lambda: _engine_for(place, busy_seconds), plain=plain)
        from db.opening import open_database

        engine, copy = open_database(place, busy_seconds=busy_seconds)
    shop = Shop(place, clock, who, engine=lambda: engine)
    shop.copy_of_old = copy
    return shop


def _engine_for(place: Place, busy_seconds: float) -> "Engine":
    from db.engine import engine_for

    return engine_for(place, busy_seconds=busy_seconds)


def _furnish(connection: "Connection") -> None:
    connection.exec_driver_sql("INSERT INTO locations (name, name_key) VALUES ('Main', 'main')")


@contextmanager
def _refusing(place: Place | None) -> Iterator[None]:
    """Tell what is wrong with the database as a ShopError; nobody sees a driver's error."""
    try:
        yield
    except DatabaseProblem as problem:
        raise refusal(problem) from problem
    except Exception as error:
        if place is None or not is_driver_error(error):
            raise
        raise refusal(problem_of(error, place)) from error
