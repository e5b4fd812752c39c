"""Shops to test on: made once a run on each kind of database, then copied for every test.

The shop is imported when the first one is made, so that tests of the pure rules start at once.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests import engines

if TYPE_CHECKING:
    from app.shop import Shop

SERVER_VARIABLE = "BACKORDER_DESK_TEST_POSTGRESQL"
TODAY = date(2026, 11, 23)
"""A Monday."""

portable = pytest.mark.databases("sqlite")
"""On SQLite only: what it asks of the database, other tests ask of PostgreSQL."""

on_both = pytest.mark.databases("first case")
"""Among portable ones: the first case runs on PostgreSQL too, as it does of tests that are not marked."""

every_case_on_both = pytest.mark.databases("every case")
"""Each case asks something else of the database."""

_numbers = count(1)

engines.share()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "databases(which): portable, on_both, every_case_on_both of tests/databases.py"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what would only say again to PostgreSQL what it was told before."""
    seen: set[object] = set()
    items[:] = [item for item in items if _tells_more(item, seen)]


def _tells_more(item: pytest.Item, seen: set[object]) -> bool:
    case = getattr(item, "callspec", None)
    if case is None or case.params.get("place") != "postgresql":
        return True
    mark = item.get_closest_marker("databases")
    which = mark.args[0] if mark else "first case"
    test = item.nodeid.partition("[")[0]
    is_first = test not in seen
    seen.add(test)
    return bool(which == "every case" or (which == "first case" and is_first))


class Server:
    """A PostgreSQL server on which tests may create and drop databases."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)

    def create(self, template: str = "template0") -> str:
        """The name of a new database, a copy of `template`, to which nobody may be connected."""
        name = f"backorder_desk_test_{os.getpid()}_{next(_numbers)}"
        # Since 15 the default writes every page to the log first; to copy the files takes a third of that.
        how = " STRATEGY FILE_COPY" if self._version >= 150000 else ""
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{how}')
        return name

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def url_of(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The name of a new database that is dropped in the end."""
        name = self.create(template)
        try:
            yield name
        finally:
            self.drop(name)

    def close(self) -> None:
        """Whose databases are dropped."""
        self._connection.close()

    @cached_property
    def _version(self) -> int:
        return self._connection.info.server_version

    def _execute(self, statement: str) -> None:
        self._connection.execute(statement.encode())

    @cached_property
    def _connection(self) -> psycopg.Connection:
        """One for all: to open another costs the server a process."""
        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """Skips where no server is named; in CI that is a failure."""
    url = os.environ.get(SERVER_VARIABLE)
    if url:
        with closing(Server(url)) as server:
            yield server
        return
    reason = f"{SERVER_VARIABLE} names no PostgreSQL server (bash .ci/postgresql start prints one)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from app.shop import create_shop

    path = tmp_path_factory.mktemp("template") / "shop.desk"
    create_shop(path).close()
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: Server) -> Iterator[str]:
    from app.shop import create_shop

    with postgresql_server.database() as name:
        create_shop(postgresql_server.url_of(name)).close()
        yield name


@pytest.fixture
def sqlite_place(sqlite_template: Path, tmp_path: Path) -> str:
    """The path of an empty shop of this test's own."""
    return str(shutil.copy(sqlite_template, tmp_path / "shop.desk"))


@pytest.fixture
def postgresql_place(postgresql_server: Server, postgresql_template: str) -> Iterator[str]:
    """The URL of an empty shop of this test's own."""
    with postgresql_server.database(postgresql_template) as name:
        yield postgresql_server.url_of(name)


@pytest.fixture
def postgresql_database(postgresql_server: Server) -> Iterator[str]:
    """The URL of a database without any table."""
    with postgresql_server.database() as name:
        yield postgresql_server.url_of(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> str:
    """An empty shop's path, then one's URL: the test runs on both databases."""
    return str(request.getfixturevalue(f"{request.param}_place"))


@pytest.fixture
def today() -> date:
    """The day that `shop` takes for today; a test or module may have its own."""
    return TODAY


@pytest.fixture
def shop(place: str, today: date) -> Iterator["Shop"]:
    """An open empty shop; the test runs on both databases."""
    from app.shop import clock_at, open_shop

    with closing(open_shop(place, clock=clock_at(today))) as opened:
        yield opened


@pytest.fixture
def sqlite_shop(sqlite_place: str, today: date) -> Iterator["Shop"]:
    """An open empty shop on SQLite only, for what does not depend on the database."""
    from app.shop import clock_at, open_shop

    with closing(open_shop(sqlite_place, clock=clock_at(today))) as opened:
        yield opened


@pytest.fixture
def postgresql_shop(postgresql_place: str, today: date) -> Iterator["Shop"]:
    """An open empty shop on PostgreSQL only."""
    from app.shop import clock_at, open_shop

    with closing(open_shop(postgresql_place, clock=clock_at(today))) as opened:
        yield opened


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only the administrator can mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
