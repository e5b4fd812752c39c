"""Every case on both databases; afterwards the shop verifies and settling changes nothing (R5)."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from db.models.all import Base
from tests.databases import Server
from tests.scenarios.playing import play, proved
from tests.scenarios.world import Facts

HERE = Path(__file__).parent
CASES = [
    case for name in ("scenarios.json", "more.json") for case in json.loads((HERE / name).read_text("utf-8"))
]


@pytest.fixture(scope="module")
def server_place(postgresql_server: Server, postgresql_template: str) -> Iterator[str]:
    """One database for all cases: making one for each would take most of the time."""
    with postgresql_server.database(postgresql_template) as name:
        yield postgresql_server.url_of(name)


def empty(url: str) -> None:
    """Make the shop as new: the triggers that defend the ledger sleep while it is a replica's."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    deletions = "; ".join(
        f"DELETE FROM {table.name}" + (" WHERE id > 1" if table.name == "locations" else "")
        for table in reversed(Base.metadata.sorted_tables)
    )
    with psycopg.connect(address) as connection:
        connection.execute(f"SET session_replication_role = replica; {deletions}".encode())


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_on_sqlite(case: Facts, sqlite_place: str) -> None:
    assert play(sqlite_place, case, proved) == []


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_on_postgresql(case: Facts, server_place: str) -> None:
    empty(server_place)
    assert play(server_place, case, proved) == []
