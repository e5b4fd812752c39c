"""Papers of several lines share a number, returns can be undone, filters are found in indexes."""

import sqlalchemy as sa
from alembic import op

from db.rebuild import rebuild_table

revision = "0002"
down_revision = "0001"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

QUEUE = {
    "ix_order_lines_age": ["ordered_on", "id", "expected_key", "slip_key"],
    "ix_order_lines_expected": ["expected_key", "id", "slip_key"],
    "ix_order_lines_order_queue": ["order_id", "id", "expected_key", "slip_key"],
    "ix_order_lines_promised": ["promised_key", "id", "expected_key", "slip_key"],
    "ix_order_lines_short": ["backordered", "id", "expected_key", "slip_key"],
    "ix_order_lines_slip": ["slip_key", "id", "expected_key"],
    "ix_order_lines_value": ["value_key", "id", "expected_key", "slip_key"],
}
TRANSFERS_NUMBER = "uq_transfers_number_to_pool_id"
RETURNS_NUMBER = "uq_returns_number_order_line_id_condition"
RETURNED = "quantity > 0 AND undone BETWEEN 0 AND quantity"


def upgrade() -> None:
    """Numbers and returns as tables need it, then the indexes."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        metadata = sa.MetaData()
        for name in ("stock_levels", "order_lines"):
            sa.Table(name, metadata, sa.Column("id", WHOLE, primary_key=True))
        rebuild_table(connection, _transfers(metadata))
        rebuild_table(connection, _returns(metadata))
    else:
        _alter()
    waiting = sa.text("backordered > 0")
    for name, columns in QUEUE.items():
        op.drop_index(name, "order_lines")
        op.create_index(name, "order_lines", columns, sqlite_where=waiting, postgresql_where=waiting)
    op.create_index("ix_history_at", "history", ["at", "id"])
    op.create_index("ix_history_kind", "history", ["kind", "id"])


def _alter() -> None:
    op.drop_constraint(op.f("uq_transfers_number"), "transfers")
    op.create_unique_constraint(op.f(TRANSFERS_NUMBER), "transfers", ["number", "to_pool_id"])
    op.add_column("returns", sa.Column("undone", WHOLE, server_default="0", nullable=False))
    op.drop_constraint(op.f("ck_returns_quantity"), "returns")
    op.create_check_constraint(op.f("ck_returns_quantity"), "returns", RETURNED)
    op.drop_constraint(op.f("uq_returns_number"), "returns")
    op.create_unique_constraint(op.f(RETURNS_NUMBER), "returns", ["number", "order_line_id", "condition"])


def _transfers(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "transfers",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("from_pool_id", WHOLE, nullable=False),
        sa.Column("to_pool_id", WHOLE, nullable=False),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("received", WHOLE, server_default="0", nullable=False),
        sa.Column("closed", WHOLE, server_default="0", nullable=False),
        sa.Column(
            "incoming", WHOLE, sa.Computed("quantity - received - closed", persisted=True), nullable=False
        ),
        sa.Column("sent_on", WHOLE, nullable=False),
        sa.Column("eta", WHOLE, nullable=True),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sa.CheckConstraint("from_pool_id <> to_pool_id", name=op.f("ck_transfers_pools")),
        sa.CheckConstraint(
            "quantity > 0 AND received BETWEEN 0 AND quantity", name=op.f("ck_transfers_quantity")
        ),
        sa.UniqueConstraint("number", "to_pool_id", name=op.f(TRANSFERS_NUMBER)),
        sa.ForeignKeyConstraint(
            ["from_pool_id"], ["stock_levels.id"], name=op.f("fk_transfers_from_pool_id")
        ),
        sa.ForeignKeyConstraint(["to_pool_id"], ["stock_levels.id"], name=op.f("fk_transfers_to_pool_id")),
        sa.Index("ix_transfers_from_pool_id", "from_pool_id"),
        sa.Index("ix_transfers_open", "to_pool_id", sqlite_where=sa.text("incoming > 0")),
        sqlite_strict=True,
    )


def _returns(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "returns",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("condition", WORDS, server_default="saleable", nullable=False),
        sa.Column("returned_on", WHOLE, nullable=False),
        sa.Column("reason", WORDS, server_default="", nullable=False),
        sa.Column("replacement_line_id", WHOLE, nullable=True),
        sa.Column("undone", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.CheckConstraint("condition IN ('saleable', 'damaged')", name=op.f("ck_returns_condition")),
        sa.CheckConstraint(RETURNED, name=op.f("ck_returns_quantity")),
        sa.UniqueConstraint("number", "order_line_id", "condition", name=op.f(RETURNS_NUMBER)),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_returns_order_line_id")),
        sa.ForeignKeyConstraint(
            ["replacement_line_id"], ["order_lines.id"], name=op.f("fk_returns_replacement_line_id")
        ),
        sa.Index("ix_returns_order_line_id", "order_line_id"),
        sqlite_strict=True,
    )
