"""Substitutes offered, vouchers and the rules that earn them, costs, order status pages, lines asked about."""

# Formulas and lists stay on the line on which the database shows them.
# ruff: noqa: E501

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.rebuild import rebuild_table

revision = "0004"
down_revision = "0003"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COSTS = "kind IN ('freight', 'handling', 'storage', 'voucher', 'margin', 'other')"


def upgrade() -> None:
    """New tables first, for payments point to vouchers."""
    _vouchers()
    _offers()
    _reward_rules()
    _voucher_moves()
    _status_pages()
    _asked_lines()
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        metadata = sa.MetaData()
        for name in ("locations", "order_lines", "products", "vouchers"):
            sa.Table(name, metadata, sa.Column("id", WHOLE, primary_key=True))
        for table in (
            _customers(metadata),
            _orders(metadata),
            _payments(metadata),
            _cancellations(metadata),
            _cost_entries(metadata),
            _unmet_demand(metadata),
        ):
            rebuild_table(connection, table)
    else:
        _alter()
    op.create_index("ix_shipments_shipped", "shipments", ["shipped_on", "id"])
    # Nothing is known of what they were to offer: such a letter could not be written.
    op.execute("UPDATE notices SET state = 'void' WHERE kind = 'substitute_offer' AND state = 'due'")
    for statement in _triggers(connection.dialect.name):
        connection.exec_driver_sql(statement)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _alter() -> None:
    for table, column in (("customers", "notice_per_part"), ("orders", "date_essential")):
        op.add_column(table, sa.Column(column, WHOLE, server_default="0", nullable=False))
        op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN (0, 1)")
    op.add_column("payments", sa.Column("voucher_id", WHOLE, nullable=True))
    op.create_foreign_key(op.f("fk_payments_voucher_id"), "payments", "vouchers", ["voucher_id"], ["id"])
    op.create_index("ix_payments_voucher_id", "payments", ["voucher_id"])
    op.add_column("cancellations", sa.Column("margin", WHOLE, server_default="0", nullable=False))
    op.add_column("cancellations", sa.Column("cause", WORDS, server_default="", nullable=False))
    op.alter_column("cost_entries", "kind", server_default="other")
    op.create_check_constraint(op.f("ck_cost_entries_kind"), "cost_entries", COSTS)
    op.create_index("ix_cost_entries_day", "cost_entries", ["cost_on", "id"])
    op.create_index("ix_unmet_demand_day", "unmet_demand", ["asked_on", "id"])
    op.add_column("unmet_demand", sa.Column("margin", WHOLE, server_default="0", nullable=False))
    for table in ("cost_entries", "unmet_demand"):
        for column in ("action_id", "cause"):
            op.add_column(table, sa.Column(column, WORDS, server_default="", nullable=False))
    op.add_column("cost_entries", sa.Column("reference", WORDS, server_default="", nullable=False))


def _triggers(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER voucher_moves_no_{act.lower()} BEFORE {act} ON voucher_moves\n"
            "BEGIN SELECT RAISE(ABORT, 'voucher_moves is append-only'); END"
            for act in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE TRIGGER voucher_moves_no_change BEFORE UPDATE OR DELETE ON voucher_moves"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER voucher_moves_no_truncate BEFORE TRUNCATE ON voucher_moves"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def _vouchers() -> None:
    op.create_table(
        "vouchers",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", WORDS, server_default="", nullable=False),
        sa.Column("state", WORDS, server_default="open", nullable=False),
        sa.Column("customer_id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=True),
        sa.Column("notice_id", WHOLE, nullable=True),
        sa.Column("days_late", WHOLE, server_default="0", nullable=False),
        sa.Column("unit", WORDS, server_default="money", nullable=False),
        sa.Column("currency", WORDS, server_default="", nullable=False),
        sa.Column("issued", WHOLE, server_default="0", nullable=False),
        sa.Column("balance", WHOLE, server_default="0", nullable=False),
        sa.Column("issued_on", WHOLE, nullable=False),
        sa.Column("expires_on", WHOLE, nullable=True),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.CheckConstraint("unit IN ('money', 'points')", name=op.f("ck_vouchers_unit")),
        sa.CheckConstraint(
            "state IN ('declined', 'open', 'used', 'lapsed', 'reversed')", name=op.f("ck_vouchers_state")
        ),
        sa.CheckConstraint("issued >= 0 AND balance BETWEEN 0 AND issued", name=op.f("ck_vouchers_balance")),
        sa.CheckConstraint("balance = 0 OR state = 'open'", name=op.f("ck_vouchers_worth")),
        sa.CheckConstraint("days_late >= 0", name=op.f("ck_vouchers_days_late")),
        sa.UniqueConstraint("code", name=op.f("uq_vouchers_code")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_vouchers_customer_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_vouchers_order_line_id")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_vouchers_notice_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_vouchers_customer_id", "vouchers", ["customer_id"])
    op.create_index("ix_vouchers_expiry", "vouchers", ["expires_on", "id"], **_where("state = 'open'"))
    op.create_index("ix_vouchers_issued", "vouchers", ["issued_on", "id"])
    op.create_index("ix_vouchers_notice_id", "vouchers", ["notice_id"])
    op.create_index("ix_vouchers_order_line_id", "vouchers", ["order_line_id"])


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("pool_id", WHOLE, nullable=False),
        sa.Column("notice_id", WHOLE, nullable=True),
        sa.Column("state", WORDS, server_default="open", nullable=False),
        sa.Column("ratio", WHOLE, server_default="1000", nullable=False),
        sa.Column("price", WHOLE, server_default="0", nullable=False),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("set_aside", WHOLE, server_default="0", nullable=False),
        sa.Column("offered_on", WHOLE, nullable=False),
        sa.Column("from_on", WHOLE, nullable=True),
        sa.Column("reply_by", WHOLE, nullable=True),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'lapsed', 'void')", name=op.f("ck_offers_state")
        ),
        sa.CheckConstraint("quantity > 0 AND ratio > 0 AND price >= 0", name=op.f("ck_offers_offered")),
        sa.CheckConstraint("set_aside BETWEEN 0 AND quantity", name=op.f("ck_offers_set_aside")),
        sa.CheckConstraint("set_aside = 0 OR state = 'open'", name=op.f("ck_offers_kept")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_offers_order_line_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_offers_product_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["stock_levels.id"], name=op.f("fk_offers_pool_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_offers_notice_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_offers_line", "offers", ["order_line_id", "id"])
    op.create_index("ix_offers_notice_id", "offers", ["notice_id"])
    op.create_index("ix_offers_pool_id", "offers", ["pool_id"])
    op.create_index("ix_offers_product_id", "offers", ["product_id"])
    op.create_index("ix_offers_reply_by", "offers", ["reply_by", "id"], **_where("state = 'open'"))
    op.create_index("ix_offers_set_aside", "offers", ["pool_id", "id"], **_where("set_aside > 0"))
    op.create_index(
        "uq_offers_line", "offers", ["order_line_id", "product_id"], unique=True, **_where("state = 'open'")
    )


def _reward_rules() -> None:
    op.create_table(
        "reward_rules",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("position", WHOLE, server_default="0", nullable=False),
        sa.Column("days_late", WHOLE, server_default="1", nullable=False),
        sa.Column("order_value", WHOLE, server_default="0", nullable=False),
        sa.Column("priority", WHOLE, nullable=True),
        sa.Column("kind", WORDS, server_default="percent", nullable=False),
        sa.Column("figure", WHOLE, server_default="0", nullable=False),
        sa.Column("most", WHOLE, nullable=True),
        sa.Column("active", WHOLE, server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_rules")),
        sa.CheckConstraint("kind IN ('percent', 'amount', 'points')", name=op.f("ck_reward_rules_kind")),
        sa.CheckConstraint("days_late > 0 AND order_value >= 0", name=op.f("ck_reward_rules_from")),
        sa.CheckConstraint("figure > 0 AND (most IS NULL OR most > 0)", name=op.f("ck_reward_rules_figure")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_reward_rules_active")),
        sqlite_strict=True,
    )


def _voucher_moves() -> None:
    op.create_table(
        "voucher_moves",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("voucher_id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="issued", nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("order_id", WHOLE, nullable=True),
        sa.Column("moved_on", WHOLE, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_moves")),
        sa.CheckConstraint(
            "kind IN ('issued', 'topped_up', 'redeemed', 'given_back', 'lapsed', 'revived', 'reversed')",
            name=op.f("ck_voucher_moves_kind"),
        ),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_voucher_moves_amount")),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_voucher_moves_voucher_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_voucher_moves_order_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_voucher_moves_moved", "voucher_moves", ["moved_on", "id"])
    op.create_index("ix_voucher_moves_order_id", "voucher_moves", ["order_id"])
    op.create_index("ix_voucher_moves_voucher_id", "voucher_moves", ["voucher_id"])


def _status_pages() -> None:
    op.create_table(
        "status_pages",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("token", WORDS, server_default="", nullable=False),
        sa.Column("ended_on", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_pages")),
        sa.UniqueConstraint("order_id", name=op.f("uq_status_pages_order_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_status_pages_order_id")),
        sa.UniqueConstraint("token", name=op.f("uq_status_pages_token")),
        sqlite_strict=True,
    )
    op.create_index("ix_status_pages_ended_on", "status_pages", ["ended_on"])


def _asked_lines() -> None:
    op.create_table(
        "asked_lines",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("purchase_line_id", WHOLE, nullable=False),
        sa.Column("letter_id", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_lines")),
        sa.UniqueConstraint(
            "purchase_line_id", "letter_id", name=op.f("uq_asked_lines_purchase_line_id_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_lines.id"], name=op.f("fk_asked_lines_purchase_line_id")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_asked_lines_letter_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_asked_lines_letter_id", "asked_lines", ["letter_id"])


def _customers(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "customers",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("name", WORDS, server_default="", nullable=False),
        sa.Column("name_key", WORDS, server_default="", nullable=False),
        sa.Column("street", WORDS, server_default="", nullable=False),
        sa.Column("postcode", WORDS, server_default="", nullable=False),
        sa.Column("city", WORDS, server_default="", nullable=False),
        sa.Column("region", WORDS, server_default="", nullable=False),
        sa.Column("country", WORDS, server_default="", nullable=False),
        sa.Column("email", WORDS, server_default="", nullable=False),
        sa.Column("phone", WORDS, server_default="", nullable=False),
        sa.Column("language", WORDS, server_default="", nullable=False),
        sa.Column("priority", WHOLE, server_default="0", nullable=False),
        sa.Column("backorders", WORDS, server_default="always", nullable=False),
        sa.Column("notice_channel", WORDS, server_default="letter", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("active", WHOLE, server_default="1", nullable=False),
        sa.Column("email_refused", WHOLE, server_default="0", nullable=False),
        sa.Column("notice_per_part", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.CheckConstraint("backorders IN ('always', 'ask', 'never')", name=op.f("ck_customers_backorders")),
        sa.CheckConstraint(
            "notice_channel IN ('letter', 'mail', 'phone', 'none')", name=op.f("ck_customers_notice_channel")
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_customers_active")),
        sa.CheckConstraint("email_refused IN (0, 1)", name=op.f("ck_customers_email_refused")),
        sa.CheckConstraint("notice_per_part IN (0, 1)", name=op.f("ck_customers_notice_per_part")),
        sa.UniqueConstraint("number", name=op.f("uq_customers_number")),
        sa.Index("ix_customers_name", "name_key", "id"),
        sqlite_strict=True,
    )


def _orders(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "orders",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("state", WORDS, server_default="quote", nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("customer_reference", WORDS, server_default="", nullable=False),
        sa.Column("channel", WORDS, server_default="", nullable=False),
        sa.Column("location_id", WHOLE, nullable=False),
        sa.Column("ordered_on", WHOLE, nullable=False),
        sa.Column("wanted_on", WHOLE, nullable=True),
        sa.Column("wanted_minute", WHOLE, nullable=True),
        sa.Column("priority", WHOLE, nullable=True),
        sa.Column("ship_complete", WHOLE, server_default="0", nullable=False),
        sa.Column("on_hold", WHOLE, server_default="0", nullable=False),
        sa.Column("held_since", WHOLE, nullable=True),
        sa.Column("hold_reason", WORDS, server_default="", nullable=False),
        sa.Column("pick_up", WHOLE, server_default="0", nullable=False),
        sa.Column("delivery_name", WORDS, server_default="", nullable=False),
        sa.Column("delivery_street", WORDS, server_default="", nullable=False),
        sa.Column("delivery_postcode", WORDS, server_default="", nullable=False),
        sa.Column("delivery_city", WORDS, server_default="", nullable=False),
        sa.Column("delivery_region", WORDS, server_default="", nullable=False),
        sa.Column("delivery_country", WORDS, server_default="", nullable=False),
        sa.Column("shipping_charge", WHOLE, server_default="0", nullable=False),
        sa.Column("currency", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("created_at", WHOLE, nullable=False),
        sa.Column("date_essential", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.CheckConstraint("state IN ('quote', 'open', 'done', 'cancelled')", name=op.f("ck_orders_state")),
        sa.CheckConstraint("ship_complete IN (0, 1)", name=op.f("ck_orders_ship_complete")),
        sa.CheckConstraint("on_hold IN (0, 1)", name=op.f("ck_orders_on_hold")),
        sa.CheckConstraint("pick_up IN (0, 1)", name=op.f("ck_orders_pick_up")),
        sa.CheckConstraint("date_essential IN (0, 1)", name=op.f("ck_orders_date_essential")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_orders_customer_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_orders_location_id")),
        sa.Index("ix_orders_customer_id", "customer_id"),
        sa.Index("ix_orders_on_hold", "held_since", "id", **_where("on_hold = 1")),
        sa.Index("ix_orders_ordered", "ordered_on", "id"),
        sa.Index("ix_orders_state", "state", "ordered_on", "id"),
        sqlite_strict=True,
    )


def _payments(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "payments",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="payment", nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("way", WORDS, server_default="", nullable=False),
        sa.Column("paid_on", WHOLE, nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("voucher_id", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.CheckConstraint("kind IN ('payment', 'deposit', 'refund')", name=op.f("ck_payments_kind")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id")),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_payments_voucher_id")),
        sa.Index("ix_payments_order_id", "order_id"),
        sa.Index("ix_payments_voucher_id", "voucher_id"),
        sqlite_strict=True,
    )


def _cancellations(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "cancellations",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="cancelled", nullable=False),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("undone", WHOLE, server_default="0", nullable=False),
        sa.Column("reason", WORDS, server_default="", nullable=False),
        sa.Column("cancelled_on", WHOLE, nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("margin", WHOLE, server_default="0", nullable=False),
        sa.Column("cause", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancellations")),
        sa.CheckConstraint(
            "kind IN ('cancelled', 'closed', 'substituted')", name=op.f("ck_cancellations_kind")
        ),
        sa.CheckConstraint(
            "quantity > 0 AND undone BETWEEN 0 AND quantity", name=op.f("ck_cancellations_quantity")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_cancellations_order_line_id")
        ),
        sa.Index("ix_cancellations_order_line_id", "order_line_id"),
        sqlite_strict=True,
    )


def _cost_entries(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "cost_entries",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="other", nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("computed", WHOLE, server_default="0", nullable=False),
        sa.Column("cost_on", WHOLE, nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("cause", WORDS, server_default="", nullable=False),
        sa.Column("reference", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_entries")),
        sa.CheckConstraint(COSTS, name=op.f("ck_cost_entries_kind")),
        sa.CheckConstraint("computed IN (0, 1)", name=op.f("ck_cost_entries_computed")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_cost_entries_order_line_id")
        ),
        sa.Index("ix_cost_entries_day", "cost_on", "id"),
        sa.Index("ix_cost_entries_order_line_id", "order_line_id"),
        sqlite_strict=True,
    )


def _unmet_demand(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "unmet_demand",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("order_line_id", WHOLE, nullable=True),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("asked_on", WHOLE, nullable=False),
        sa.Column("reason", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("margin", WHOLE, server_default="0", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("cause", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_demand")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_unmet_demand_quantity")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_unmet_demand_product_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_unmet_demand_customer_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_unmet_demand_order_line_id")
        ),
        sa.Index("ix_unmet_demand_customer_id", "customer_id"),
        sa.Index("ix_unmet_demand_day", "asked_on", "id"),
        sa.Index("ix_unmet_demand_order_line_id", "order_line_id"),
        sa.Index("ix_unmet_demand_product_id", "product_id"),
        sqlite_strict=True,
    )
