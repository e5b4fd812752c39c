"""Desks to list from; a kitchen shop, furnished once a run on each database and then copied."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest

from app.shop import Shop, clock_at, open_shop
from tests.databases import TODAY, Server
from tests.desks import Desk
from tests.kitchen import Kitchen, furnish


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """An empty desk, on SQLite and on PostgreSQL."""
    return Desk(shop)


@pytest.fixture
def sqlite_desk(sqlite_shop: Shop) -> Desk:
    """An empty desk on SQLite only."""
    return Desk(sqlite_shop)


def furnished(place: str) -> Kitchen:
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        return shop.write(furnish)


@pytest.fixture(scope="session")
def sqlite_kitchen(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kitchen]:
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("kitchen") / "shop.desk"))
    return path, furnished(str(path))


@pytest.fixture(scope="session")
def postgresql_kitchen(postgresql_server: Server, postgresql_template: str) -> Iterator[tuple[str, Kitchen]]:
    with postgresql_server.database(postgresql_template) as name:
        yield name, furnished(postgresql_server.url_of(name))


@pytest.fixture
def sqlite_place(request: pytest.FixtureRequest, sqlite_place: str) -> str:
    """The path of a shop of this test's own: the kitchen where it asks for that, else empty."""
    if "kitchen" in request.fixturenames:
        shutil.copy(request.getfixturevalue("sqlite_kitchen")[0], sqlite_place)
    return sqlite_place


@pytest.fixture
def postgresql_place(request: pytest.FixtureRequest, postgresql_server: Server) -> Iterator[str]:
    """The URL of a shop of this test's own: the kitchen where it asks for that, else empty."""
    if "kitchen" in request.fixturenames:
        template = request.getfixturevalue("postgresql_kitchen")[0]
    else:
        template = request.getfixturevalue("postgresql_template")
    with postgresql_server.database(template) as name:
        yield postgresql_server.url_of(name)


@pytest.fixture
def kitchen(request: pytest.FixtureRequest, place: str) -> Kitchen:
    """What was furnished, by names."""
    kind = "postgresql" if "://" in place else "sqlite"
    return deepcopy(request.getfixturevalue(f"{kind}_kitchen")[1])
