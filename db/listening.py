"""Hear of actions that other processes committed."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

from db.driver_errors import was_locked
from db.place import FilePlace, Place, absolute
from db.sqlite_file import file_address

if TYPE_CHECKING:
    from sqlalchemy import Engine

CHANNEL = "desk"
"""PostgreSQL's channel; each write notifies it with its action id and areas: 'ID area area'."""

News = list[tuple[str, list[str]]]


_LATER = "SELECT rowid, id, areas FROM actions WHERE rowid > ? ORDER BY rowid"


class Listening(Protocol):
    """A connection of its own; `news` is (action id, areas) of what was committed since it was last asked."""

    def news(self) -> News: ...

    def close(self) -> None: ...


def listening_to(place: Place, engine: "Callable[[], Engine]") -> Listening:
    """Begin to listen: what was committed before is no news."""
    return _File(place) if isinstance(place, FilePlace) else _Server(engine())


class _File:
    def __init__(self, place: FilePlace) -> None:
        self._connection = sqlite3.connect(
            file_address(absolute(place)), uri=True, timeout=0, isolation_level=None, check_same_thread=False
        )
        self._version = 0
        self._last = 0
        self.news()

    def news(self) -> News:
        """Asks for no rows while nobody committed; says nothing while somebody is just committing."""
        try:
            (version,) = self._fetch("PRAGMA data_version")[0]
            if version == self._version:
                return []
            rows = self._fetch(_LATER, self._last)
        except sqlite3.OperationalError as error:
            if was_locked(error):
                return []
            raise
        self._version = version
        self._last = rows[-1][0] if rows else self._last
        return [(action_id, json.loads(areas)) for _, action_id, areas in rows]

    def _fetch(self, sql: str, *values: int) -> list[Any]:
        with closing(self._connection.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def close(self) -> None:
        self._connection.close()


class _Server:
    def __init__(self, engine: "Engine") -> None:
        self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        self._driver: Any = self._connection.connection.driver_connection

    def news(self) -> News:
        """What arrived on the channel, without waiting.

        The question is for the answer's sake: of a connection that broke one would hear nothing, for ever.
        """
        self._driver.execute("SELECT 1")
        heard = [notify.payload.split(" ") for notify in self._driver.notifies(timeout=0)]
        return [(action_id, areas) for action_id, *areas in heard]

    def close(self) -> None:
        # Not back into the pool: it would go on listening there. It may be broken, too.
        self._connection.invalidate()
        self._connection.close()
