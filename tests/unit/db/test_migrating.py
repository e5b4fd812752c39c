import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import db.migrating
from db import schema
from db.migrating import SCRIPTS
from db.opening import open_database
from db.place import FilePlace, place_of
from db.problems import DatabaseProblem, ProblemKind

NOW, NEXT = schema.GENERATION, schema.GENERATION + 1
HEAD = f"""
from alembic import op
revision = "{schema.revision(NEXT)}"
down_revision = "{schema.revision(NOW)}"
"""
ADDS_A_COLUMN = """
def upgrade():
    op.execute("ALTER TABLE locations ADD COLUMN colour TEXT DEFAULT 'red'")
"""
FAILS_HALFWAY = (
    ADDS_A_COLUMN
    + """
    raise ValueError("no colours today")
"""
)
LEAVES_ORPHANS = """
def upgrade():
    op.execute("DELETE FROM locations")
"""


@pytest.fixture
def next_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where to write the migration to one generation more, which the program now takes for the newest."""
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS / "versions", scripts / "versions")
    monkeypatch.setattr(db.migrating, "SCRIPTS", scripts)
    monkeypatch.setattr(schema, "GENERATION", NEXT)
    return scripts / "versions" / f"generation_{schema.revision(NEXT)}.py"


def generation_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def columns_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(locations)")]


def test_an_older_shop_is_migrated_when_opened(place: str, next_generation: Path) -> None:
    next_generation.write_text(HEAD + ADDS_A_COLUMN)

    engine, _ = open_database(place_of(place))

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT colour FROM locations").scalar() == "red"
        assert schema.generation_of(connection) == NEXT
    engine.dispose()


def test_it_is_migrated_once(place: str, next_generation: Path) -> None:
    next_generation.write_text(HEAD + ADDS_A_COLUMN)
    open_database(place_of(place))[0].dispose()

    engine, copy = open_database(place_of(place))
    engine.dispose()

    assert copy is None


def test_the_file_as_it_was_lies_beside_it(sqlite_place: str, next_generation: Path) -> None:
    next_generation.write_text(HEAD + ADDS_A_COLUMN)

    engine, copy = open_database(place_of(sqlite_place))
    engine.dispose()

    assert copy is not None
    assert generation_in(copy) == NOW
    assert "colour" not in columns_in(copy)
    assert generation_in(Path(sqlite_place)) == NEXT


@pytest.mark.parametrize(
    ("script", "said"),
    [(FAILS_HALFWAY, "no colours today"), (LEAVES_ORPHANS, "points to no row of locations")],
)
def test_a_migration_that_fails_leaves_the_old_shop(
    sqlite_place: str, next_generation: Path, script: str, said: str
) -> None:
    path = Path(sqlite_place)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO products (id, sku, sku_key, name) VALUES (1, 'A', 'a', 'A')")
        connection.execute("INSERT INTO stock_levels (product_id, location_id) VALUES (1, 1)")
    next_generation.write_text(HEAD + script)

    with pytest.raises(DatabaseProblem) as caught:
        open_database(FilePlace(path))

    assert caught.value.kind is ProblemKind.MIGRATION_FAILED
    assert said in caught.value.facts["said"]
    assert generation_in(path) == NOW
    assert "colour" not in columns_in(path)
    assert generation_in(Path(caught.value.facts["backup"])) == NOW


def test_a_migration_that_fails_on_a_server_leaves_the_old_shop(
    postgresql_place: str, next_generation: Path
) -> None:
    next_generation.write_text(HEAD + FAILS_HALFWAY)

    with pytest.raises(DatabaseProblem, match="migration_failed"):
        open_database(place_of(postgresql_place))

    next_generation.write_text(HEAD + ADDS_A_COLUMN)
    open_database(place_of(postgresql_place))[0].dispose()


def test_opening_a_shop_that_is_up_to_date_imports_neither_alembic_nor_the_other_driver(
    sqlite_place: str,
) -> None:
    script = (
        "import sys; from pathlib import Path; from db.opening import open_database;"
        "from db.place import FilePlace; open_database(FilePlace(Path(sys.argv[1])))[0].dispose();"
        "print(sorted({'alembic', 'psycopg'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[3]

    found = subprocess.run(
        [sys.executable, "-c", script, sqlite_place], cwd=root, capture_output=True, text=True, check=True
    )

    assert found.stdout == "[]\n"
