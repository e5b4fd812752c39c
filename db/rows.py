"""Plain rows: SQL with `?` placeholders over whole numbers and text, alike on SQLite and PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Protocol, TypeVar

# Ids that one statement names in a list; SQLite reads no statement above 1,000,000 bytes.
CHUNK = 20_000

ASK = "ask"
"""Key in the session's info of what long work calls now and then; it raises where nobody wants the work."""

# Rows between two calls of it.
_PORTION = 4_096

T = TypeVar("T")
Params = Sequence[Any]


class Reader(Protocol):
    """What rows are read through: a session of SQLAlchemy's, or of db.plain."""

    @property
    def info(self) -> dict[Any, Any]: ...

    def connection(self) -> Any: ...

    def get_bind(self) -> Any: ...


@lru_cache(maxsize=512)
def _for_psycopg(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


def _spelled(session: Reader, sql: str) -> str:
    return _for_psycopg(sql) if is_postgresql(session) else sql


def is_postgresql(session: Reader) -> bool:
    """Whether the session speaks to PostgreSQL."""
    return bool(session.get_bind().dialect.name == "postgresql")


def _executed(session: Reader, sql: str, params: Params) -> Any:
    if ASK in session.info:
        session.info[ASK]()
    return session.connection().exec_driver_sql(_spelled(session, sql), tuple(params))


def fetch(session: Reader, sql: str, params: Params = ()) -> list[Any]:
    """All rows as tuples of whole numbers and text."""
    result = _executed(session, sql, params)
    ask: Callable[[], None] | None = session.info.get(ASK)
    if ask is None:
        return list(result.fetchall())
    rows: list[Any] = []
    while block := result.fetchmany(_PORTION):
        ask()
        rows += block
    return rows


def fetch_wide(session: Reader, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
    """As `fetch`, past SQLAlchemy: for many columns its description of each takes longer than the rows."""
    cursor = session.connection().connection.cursor()
    try:
        cursor.execute(_spelled(session, sql), tuple(params))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
    finally:
        cursor.close()


def fetch_one(session: Reader, sql: str, params: Params = ()) -> Any | None:
    """The first row, or None."""
    return _executed(session, sql, params).first()


def value(session: Reader, sql: str, params: Params = ()) -> Any | None:
    """The first column of the first row, or None."""
    row = fetch_one(session, sql, params)
    return None if row is None else row[0]


def fetch_for(session: Reader, sql: str, ids: Iterable[int], params: Params = ()) -> list[Any]:
    """Rows of a statement whose `{ids}` stands for a list of ids, in as many statements as it takes."""
    listed = list(ids)
    rows: list[Any] = []
    for start in range(0, len(listed), CHUNK):
        part = ",".join(map(str, listed[start : start + CHUNK]))
        rows += fetch(session, sql.replace("{ids}", part), params)
    return rows


def run(session: Reader, sql: str, params: Params = ()) -> int:
    """Execute, and tell how many rows it touched."""
    return int(_executed(session, sql, params).rowcount)


def run_many(session: Reader, sql: str, rows: Sequence[Params]) -> None:
    """Execute once per row of parameters."""
    # In portions: what is handed to a driver it copies, and until it is done nobody can be asked.
    for start in range(0, len(rows), _PORTION):
        if ASK in session.info:
            session.info[ASK]()
        session.connection().exec_driver_sql(_spelled(session, sql), list(rows[start : start + _PORTION]))


def asking(session: Reader, rows: Iterable[T]) -> Iterable[T]:
    """The rows one by one; now and then it is asked whether the session's work is still wanted."""
    ask: Callable[[], None] | None = session.info.get(ASK)
    return rows if ask is None else _asking(rows, ask)


def _asking(rows: Iterable[T], ask: Callable[[], None]) -> Iterator[T]:
    left = iter(rows)
    while block := list(islice(left, _PORTION)):
        ask()
        yield from block
