"""Where a shop lives: a file, or a database on a PostgreSQL server."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.problems import DatabaseProblem, ProblemKind

if TYPE_CHECKING:
    from sqlalchemy import URL

SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
SECRETS = ("password", "sslpassword")


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A shop in a file of its own."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A shop on a server; written out it never shows the password."""

    url: "URL"

    def __str__(self) -> str:
        return self.url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)

    def __repr__(self) -> str:
        return f"ServerPlace({self})"

    @property
    def password(self) -> str:
        """What opens the server's door, '' where the address names none."""
        return str(self.url.password or "")

    def without_password(self) -> str:
        """The address as it may be stored: no secret in it, all else as it was given."""
        url = self.url.set(drivername="postgresql").difference_update_query(SECRETS)
        return url._replace(password=None).render_as_string(hide_password=False)

    def with_password(self, password: str) -> str:
        """The address that opens the shop; not to be shown or stored."""
        url = self.url.set(drivername="postgresql", password=password)
        return url.render_as_string(hide_password=False)

    @property
    def names_database(self) -> bool:
        """Whether the address itself says which database is meant."""
        return bool(self.url.database or {"dbname", "service"} & self.url.query.keys())

    @property
    def database(self) -> str:
        """The database's name; where the URL names none, the server takes the user's name."""
        return self.url.database or self.url.username or ""


Place = FilePlace | ServerPlace


def place_of(where: str | Path) -> Place:
    """What `where` names: a PostgreSQL URL, else a file."""
    if isinstance(where, str) and where.lower().startswith(SCHEMES):
        return _server(where)
    # A misspelt or foreign scheme is no file name, and what follows may hold a password.
    if isinstance(where, str) and re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/{1,2}[^/]*@", where):
        raise DatabaseProblem(ProblemKind.BAD_URL)
    return FilePlace(Path(where).expanduser())


def absolute(place: FilePlace) -> str:
    """The file's full path, symbolic links kept."""
    return os.path.abspath(place.path)


def _server(where: str) -> ServerPlace:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    # The parser quotes what it cannot read, password included: nothing of its message goes on.
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        url = None
    if url is None:
        raise DatabaseProblem(ProblemKind.BAD_URL)
    url = url.set(drivername="postgresql+psycopg")
    if isinstance(password := url.query.get("password"), str):
        url = url.difference_update_query(["password"]).set(password=password)
    return ServerPlace(url)
