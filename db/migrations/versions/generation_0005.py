"""Files that came in: what each run made and changed, to be taken back, and how files are read."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Files that were known by a number of their own become runs; what they made is not known any more."""
    _import_runs()
    _import_files()
    _import_rows()
    _import_presets()
    connection = op.get_bind()
    known = connection.exec_driver_sql(
        "SELECT number FROM document_numbers WHERE kind = 'import' ORDER BY id"
    ).fetchall()
    for (number,) in known:
        kind, digest, day = number.split(" ")
        at = datetime.fromisoformat(day).replace(tzinfo=UTC)
        run = sa.text("INSERT INTO import_runs (at, imported_on) VALUES (:at, :day) RETURNING id")
        known_at = {"at": int(at.timestamp()) * 1_000_000, "day": at.toordinal()}
        run_id = connection.execute(run, known_at).scalar_one()
        connection.execute(
            sa.text("INSERT INTO import_files (run_id, digest, format) VALUES (:id, :digest, :kind)"),
            {"id": run_id, "digest": digest, "kind": kind},
        )
    connection.exec_driver_sql("DELETE FROM document_numbers WHERE kind = 'import'")


def _import_runs() -> None:
    op.create_table(
        "import_runs",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("imported_on", WHOLE, nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("marks", WORDS, nullable=True),
        sa.Column("undone_at", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
        sqlite_strict=True,
    )


def _import_files() -> None:
    op.create_table(
        "import_files",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("run_id", WHOLE, nullable=False),
        sa.Column("name", WORDS, server_default="", nullable=False),
        sa.Column("digest", WORDS, server_default="", nullable=False),
        sa.Column("format", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_files")),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name=op.f("fk_import_files_run_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_import_files_digest", "import_files", ["digest", "format"])
    op.create_index("ix_import_files_run_id", "import_files", ["run_id"])


def _import_rows() -> None:
    op.create_table(
        "import_rows",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("run_id", WHOLE, nullable=False),
        sa.Column("of_table", WORDS, server_default="", nullable=False),
        sa.Column("act", WORDS, server_default="created", nullable=False),
        sa.Column("first_id", WHOLE, server_default="0", nullable=False),
        sa.Column("last_id", WHOLE, server_default="0", nullable=False),
        sa.Column("facts", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
        sa.CheckConstraint("act IN ('created', 'changed', 'put_aside')", name=op.f("ck_import_rows_act")),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name=op.f("fk_import_rows_run_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_import_rows_run_id", "import_rows", ["run_id"])


def _import_presets() -> None:
    op.create_table(
        "import_presets",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", WORDS, server_default="", nullable=False),
        sa.Column("shape", WORDS, server_default="", nullable=False),
        sa.Column("format", WORDS, server_default="", nullable=False),
        sa.Column("reading", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_presets")),
        sa.UniqueConstraint("name", name=op.f("uq_import_presets_name")),
        sqlite_strict=True,
    )
    op.create_index("ix_import_presets_shape", "import_presets", ["shape"])
