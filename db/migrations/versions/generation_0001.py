"""The first schema."""

# Formulas and lists stay on the line on which the database shows them.
# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

APPEND_ONLY = ("promises", "eta_changes", "history", "stock_moves")

REFUSE_CHANGE = """\
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"""


def upgrade() -> None:
    """Create every table, parents first, and defend the ledgers."""
    _actions()
    _customers()
    _document_numbers()
    _locations()
    _number_series()
    _resources()
    _settings()
    _suppliers()
    _counts()
    _orders()
    _products()
    _purchases()
    _resource_blocks()
    _resource_weeks()
    _payments()
    _receipts()
    _shipments()
    _stock_levels()
    _substitutes()
    _supplier_products()
    _count_lines()
    _order_lines()
    _transfers()
    _cancellations()
    _cost_entries()
    _promises()
    _purchase_lines()
    _resource_uses()
    _returns()
    _shipment_lines()
    _unmet_demand()
    _eta_changes()
    _history()
    _pegs()
    _receipt_lines()
    _stock_moves()
    _defend()


def _defend() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(REFUSE_CHANGE.replace("%", "%%"))
    for table in APPEND_ONLY:
        for statement in _triggers(table, connection.dialect.name):
            connection.exec_driver_sql(statement)


def _triggers(table: str, dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}\n"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, server_default="", nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("outcome", WORDS, nullable=True),
        sa.Column("areas", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sqlite_strict=True,
    )


def _customers() -> None:
    op.create_table(
        "customers",
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.CheckConstraint("backorders IN ('always', 'ask', 'never')", name=op.f("ck_customers_backorders")),
        sa.CheckConstraint(
            "notice_channel IN ('letter', 'mail', 'phone', 'none')", name=op.f("ck_customers_notice_channel")
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_customers_active")),
        sa.UniqueConstraint("number", name=op.f("uq_customers_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_customers_name"), "customers", ["name_key", "id"], unique=False)


def _document_numbers() -> None:
    op.create_table(
        "document_numbers",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="", nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_numbers")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_document_numbers_kind_number")),
        sqlite_strict=True,
    )


def _locations() -> None:
    op.create_table(
        "locations",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", WORDS, server_default="", nullable=False),
        sa.Column("name_key", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("name_key", name=op.f("uq_locations_name_key")),
        sqlite_strict=True,
    )


def _number_series() -> None:
    op.create_table(
        "number_series",
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("prefix", WORDS, server_default="", nullable=False),
        sa.Column("next", WHOLE, server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_number_series")),
        sqlite_strict=True,
    )


def _resources() -> None:
    op.create_table(
        "resources",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", WORDS, server_default="", nullable=False),
        sa.Column("name_key", WORDS, server_default="", nullable=False),
        sa.Column("unit", WORDS, server_default="", nullable=False),
        sa.Column("active", WHOLE, server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_resources_active")),
        sa.UniqueConstraint("name_key", name=op.f("uq_resources_name_key")),
        sqlite_strict=True,
    )


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
        sqlite_strict=True,
    )


def _suppliers() -> None:
    op.create_table(
        "suppliers",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", WORDS, server_default="", nullable=False),
        sa.Column("name_key", WORDS, server_default="", nullable=False),
        sa.Column("contact", WORDS, server_default="", nullable=False),
        sa.Column("street", WORDS, server_default="", nullable=False),
        sa.Column("postcode", WORDS, server_default="", nullable=False),
        sa.Column("city", WORDS, server_default="", nullable=False),
        sa.Column("region", WORDS, server_default="", nullable=False),
        sa.Column("country", WORDS, server_default="", nullable=False),
        sa.Column("email", WORDS, server_default="", nullable=False),
        sa.Column("phone", WORDS, server_default="", nullable=False),
        sa.Column("language", WORDS, server_default="", nullable=False),
        sa.Column("currency", WORDS, server_default="", nullable=False),
        sa.Column("lead_days", WHOLE, nullable=True),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("active", WHOLE, server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_suppliers_active")),
        sa.UniqueConstraint("name_key", name=op.f("uq_suppliers_name_key")),
        sqlite_strict=True,
    )


def _counts() -> None:
    op.create_table(
        "counts",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("location_id", WHOLE, nullable=False),
        sa.Column("counted_on", WHOLE, nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counts")),
        sa.UniqueConstraint("number", name=op.f("uq_counts_number")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_counts_location_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_counts_location_id"), "counts", ["location_id"], unique=False)


def _orders() -> None:
    op.create_table(
        "orders",
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.CheckConstraint("state IN ('quote', 'open', 'done', 'cancelled')", name=op.f("ck_orders_state")),
        sa.CheckConstraint("ship_complete IN (0, 1)", name=op.f("ck_orders_ship_complete")),
        sa.CheckConstraint("on_hold IN (0, 1)", name=op.f("ck_orders_on_hold")),
        sa.CheckConstraint("pick_up IN (0, 1)", name=op.f("ck_orders_pick_up")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_orders_customer_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_orders_location_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_orders_customer_id"), "orders", ["customer_id"], unique=False)
    op.create_index(op.f("ix_orders_ordered"), "orders", ["ordered_on", "id"], unique=False)
    op.create_index(op.f("ix_orders_state"), "orders", ["state", "ordered_on", "id"], unique=False)


def _products() -> None:
    op.create_table(
        "products",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sku", WORDS, server_default="", nullable=False),
        sa.Column("sku_key", WORDS, server_default="", nullable=False),
        sa.Column("name", WORDS, server_default="", nullable=False),
        sa.Column("name_key", WORDS, server_default="", nullable=False),
        sa.Column("kind", WORDS, server_default="stocked", nullable=False),
        sa.Column("unit", WORDS, server_default="", nullable=False),
        sa.Column("decimals", WHOLE, server_default="0", nullable=False),
        sa.Column("price", WHOLE, server_default="0", nullable=False),
        sa.Column("tax_rate", WHOLE, server_default="0", nullable=False),
        sa.Column("cost", WHOLE, server_default="0", nullable=False),
        sa.Column("barcode", WORDS, server_default="", nullable=False),
        sa.Column("category", WORDS, server_default="", nullable=False),
        sa.Column("tags", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("minimum", WHOLE, nullable=True),
        sa.Column("maximum", WHOLE, nullable=True),
        sa.Column("backorders", WORDS, server_default="always", nullable=False),
        sa.Column("backorder_limit", WHOLE, nullable=True),
        sa.Column("resource_id", WHOLE, nullable=True),
        sa.Column("effort", WHOLE, server_default="1000", nullable=False),
        sa.Column("active", WHOLE, server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.CheckConstraint("kind IN ('stocked', 'made', 'service')", name=op.f("ck_products_kind")),
        sa.CheckConstraint("backorders IN ('always', 'ask', 'never')", name=op.f("ck_products_backorders")),
        sa.CheckConstraint("decimals BETWEEN 0 AND 3", name=op.f("ck_products_decimals")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_products_active")),
        sa.UniqueConstraint("sku", name=op.f("uq_products_sku")),
        sa.UniqueConstraint("sku_key", name=op.f("uq_products_sku_key")),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_products_resource_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_products_barcode"), "products", ["barcode"], unique=False)
    op.create_index(op.f("ix_products_name"), "products", ["name_key", "id"], unique=False)
    op.create_index(op.f("ix_products_resource_id"), "products", ["resource_id"], unique=False)


def _purchases() -> None:
    op.create_table(
        "purchases",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("state", WORDS, server_default="draft", nullable=False),
        sa.Column("supplier_id", WHOLE, nullable=True),
        sa.Column("location_id", WHOLE, nullable=False),
        sa.Column("supplier_reference", WORDS, server_default="", nullable=False),
        sa.Column("ordered_on", WHOLE, nullable=False),
        sa.Column("sent_on", WHOLE, nullable=True),
        sa.Column("confirmed_on", WHOLE, nullable=True),
        sa.Column("freight", WHOLE, server_default="0", nullable=False),
        sa.Column("currency", WORDS, server_default="", nullable=False),
        sa.Column("suggested", WHOLE, server_default="0", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchases")),
        sa.CheckConstraint(
            "state IN ('draft', 'confirmed', 'done', 'cancelled')", name=op.f("ck_purchases_state")
        ),
        sa.CheckConstraint("suggested IN (0, 1)", name=op.f("ck_purchases_suggested")),
        sa.UniqueConstraint("number", name=op.f("uq_purchases_number")),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_purchases_supplier_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_purchases_location_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_purchases_ordered"), "purchases", ["ordered_on", "id"], unique=False)
    op.create_index(op.f("ix_purchases_supplier_id"), "purchases", ["supplier_id"], unique=False)


def _resource_blocks() -> None:
    op.create_table(
        "resource_blocks",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("resource_id", WHOLE, nullable=False),
        sa.Column("first_day", WHOLE, nullable=False),
        sa.Column("last_day", WHOLE, nullable=False),
        sa.Column("cause", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_blocks")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_resource_blocks_days")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_resource_blocks_resource_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_resource_blocks_resource_id"), "resource_blocks", ["resource_id"], unique=False)


def _resource_weeks() -> None:
    op.create_table(
        "resource_weeks",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("resource_id", WHOLE, nullable=False),
        sa.Column("monday", WHOLE, nullable=False),
        sa.Column("per_week", WHOLE, server_default="0", nullable=False),
        sa.Column("cause", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_weeks")),
        sa.UniqueConstraint("resource_id", "monday", name=op.f("uq_resource_weeks_resource_id_monday")),
        sa.CheckConstraint("per_week >= 0", name=op.f("ck_resource_weeks_per_week")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_resource_weeks_resource_id")
        ),
        sqlite_strict=True,
    )


def _payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="payment", nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("way", WORDS, server_default="", nullable=False),
        sa.Column("paid_on", WHOLE, nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.CheckConstraint("kind IN ('payment', 'deposit', 'refund')", name=op.f("ck_payments_kind")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payments_order_id"), "payments", ["order_id"], unique=False)


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("purchase_id", WHOLE, nullable=True),
        sa.Column("supplier_id", WHOLE, nullable=True),
        sa.Column("received_on", WHOLE, nullable=False),
        sa.Column("delivery_note", WORDS, server_default="", nullable=False),
        sa.Column("freight", WHOLE, server_default="0", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("number", name=op.f("uq_receipts_number")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_receipts_purchase_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_receipts_supplier_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_receipts_purchase_id"), "receipts", ["purchase_id"], unique=False)
    op.create_index(op.f("ix_receipts_supplier_id"), "receipts", ["supplier_id"], unique=False)


def _shipments() -> None:
    op.create_table(
        "shipments",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("shipped_on", WHOLE, nullable=False),
        sa.Column("carrier", WORDS, server_default="", nullable=False),
        sa.Column("tracking", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipments")),
        sa.UniqueConstraint("number", name=op.f("uq_shipments_number")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_shipments_order_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_shipments_order_id"), "shipments", ["order_id"], unique=False)


def _stock_levels() -> None:
    op.create_table(
        "stock_levels",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("location_id", WHOLE, nullable=False),
        sa.Column("on_hand", WHOLE, server_default="0", nullable=False),
        sa.Column("reserved", WHOLE, server_default="0", nullable=False),
        sa.Column("available", WHOLE, sa.Computed("on_hand - reserved", persisted=True), nullable=False),
        sa.Column("incoming", WHOLE, server_default="0", nullable=False),
        sa.Column("backordered", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_levels")),
        sa.UniqueConstraint("product_id", "location_id", name=op.f("uq_stock_levels_product_id_location_id")),
        sa.CheckConstraint("reserved >= 0 AND on_hand >= reserved", name=op.f("ck_stock_levels_reserved")),
        sa.CheckConstraint("incoming >= 0 AND backordered >= 0", name=op.f("ck_stock_levels_caches")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_stock_levels_product_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_stock_levels_location_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stock_levels_location_id"), "stock_levels", ["location_id"], unique=False)


def _substitutes() -> None:
    op.create_table(
        "substitutes",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("substitute_id", WHOLE, nullable=False),
        sa.Column("ratio", WHOLE, server_default="1000", nullable=False),
        sa.Column("rank", WHOLE, server_default="0", nullable=False),
        sa.Column("two_way", WHOLE, server_default="0", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitutes")),
        sa.UniqueConstraint(
            "product_id", "substitute_id", name=op.f("uq_substitutes_product_id_substitute_id")
        ),
        sa.CheckConstraint("product_id <> substitute_id", name=op.f("ck_substitutes_other")),
        sa.CheckConstraint("ratio > 0", name=op.f("ck_substitutes_ratio")),
        sa.CheckConstraint("two_way IN (0, 1)", name=op.f("ck_substitutes_two_way")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_substitutes_product_id")),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["products.id"], name=op.f("fk_substitutes_substitute_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_substitutes_substitute_id"), "substitutes", ["substitute_id"], unique=False)


def _supplier_products() -> None:
    op.create_table(
        "supplier_products",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("supplier_id", WHOLE, nullable=False),
        sa.Column("their_sku", WORDS, server_default="", nullable=False),
        sa.Column("cost", WHOLE, server_default="0", nullable=False),
        sa.Column("lead_days", WHOLE, nullable=True),
        sa.Column("minimum", WHOLE, server_default="0", nullable=False),
        sa.Column("pack", WHOLE, server_default="0", nullable=False),
        sa.Column("preferred", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_products")),
        sa.UniqueConstraint(
            "product_id", "supplier_id", name=op.f("uq_supplier_products_product_id_supplier_id")
        ),
        sa.CheckConstraint("preferred IN (0, 1)", name=op.f("ck_supplier_products_preferred")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_supplier_products_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_products_supplier_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_supplier_products_supplier_id"), "supplier_products", ["supplier_id"], unique=False
    )


def _count_lines() -> None:
    op.create_table(
        "count_lines",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("count_id", WHOLE, nullable=False),
        sa.Column("pool_id", WHOLE, nullable=False),
        sa.Column("expected", WHOLE, server_default="0", nullable=False),
        sa.Column("counted", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_lines")),
        sa.ForeignKeyConstraint(["count_id"], ["counts.id"], name=op.f("fk_count_lines_count_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["stock_levels.id"], name=op.f("fk_count_lines_pool_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_count_lines_count_id"), "count_lines", ["count_id"], unique=False)
    op.create_index(op.f("ix_count_lines_pool_id"), "count_lines", ["pool_id"], unique=False)


def _order_lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("position", WHOLE, server_default="0", nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("pool_id", WHOLE, nullable=False),
        sa.Column("text", WORDS, server_default="", nullable=False),
        sa.Column("price", WHOLE, server_default="0", nullable=False),
        sa.Column("discount", WHOLE, server_default="0", nullable=False),
        sa.Column("tax_rate", WHOLE, server_default="0", nullable=False),
        sa.Column("ordered", WHOLE, server_default="0", nullable=False),
        sa.Column("demanded", WHOLE, server_default="0", nullable=False),
        sa.Column("cancelled", WHOLE, server_default="0", nullable=False),
        sa.Column("shipped", WHOLE, server_default="0", nullable=False),
        sa.Column("returned", WHOLE, server_default="0", nullable=False),
        sa.Column("reserved", WHOLE, server_default="0", nullable=False),
        sa.Column(
            "open", WHOLE, sa.Computed("demanded - cancelled - shipped", persisted=True), nullable=False
        ),
        sa.Column(
            "backordered",
            WHOLE,
            sa.Computed("demanded - cancelled - shipped - reserved", persisted=True),
            nullable=False,
        ),
        sa.Column("state", WORDS, server_default="quote", nullable=False),
        sa.Column("on_hold", WHOLE, server_default="0", nullable=False),
        sa.Column("ship_complete", WHOLE, server_default="0", nullable=False),
        sa.Column("hand_rank", WHOLE, server_default="1000000000", nullable=False),
        sa.Column("precedence", WHOLE, server_default="0", nullable=False),
        sa.Column("due", WHOLE, server_default="0", nullable=False),
        sa.Column("ordered_on", WHOLE, nullable=False),
        sa.Column("wanted_on", WHOLE, nullable=True),
        sa.Column("removed", WHOLE, server_default="0", nullable=False),
        sa.Column("kept_off", WHOLE, server_default="0", nullable=False),
        sa.Column("kept_off_since", WHOLE, nullable=True),
        sa.Column("waiting", WHOLE, server_default="0", nullable=False),
        sa.Column("expected_on", WHOLE, nullable=True),
        sa.Column("estimate_days", WHOLE, nullable=True),
        sa.Column("not_before", WHOLE, nullable=True),
        sa.Column("promised_on", WHOLE, nullable=True),
        sa.Column("first_promised_on", WHOLE, nullable=True),
        sa.Column("reason", WORDS, server_default="", nullable=False),
        sa.Column("reason_facts", WORDS, nullable=True),
        sa.Column("supply_cancelled", WHOLE, server_default="0", nullable=False),
        sa.Column(
            "expected_key",
            WHOLE,
            sa.Computed("coalesce(expected_on, 3652059)", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "promised_key",
            WHOLE,
            sa.Computed("coalesce(promised_on, 3652059)", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "slip_key",
            WHOLE,
            sa.Computed(
                "CASE WHEN promised_on IS NULL OR on_hold = 1 OR kept_off = 1 THEN -1000000 WHEN expected_on IS NULL THEN 1000000 ELSE expected_on - promised_on END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "value_key",
            WHOLE,
            sa.Computed(
                "CASE WHEN demanded - cancelled - shipped - reserved <= 900000000000000000 / (abs(price) + 1) THEN (demanded - cancelled - shipped - reserved) * price / 10000 * (100000 - discount) ELSE 9000000000000000000 END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column("split_from_id", WHOLE, nullable=True),
        sa.Column("substitute_for_id", WHOLE, nullable=True),
        sa.Column("updated_by", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
        sa.CheckConstraint(
            "state IN ('quote', 'open', 'done', 'cancelled')", name=op.f("ck_order_lines_state")
        ),
        sa.CheckConstraint("on_hold IN (0, 1)", name=op.f("ck_order_lines_on_hold")),
        sa.CheckConstraint("ship_complete IN (0, 1)", name=op.f("ck_order_lines_ship_complete")),
        sa.CheckConstraint("kept_off IN (0, 1)", name=op.f("ck_order_lines_kept_off")),
        sa.CheckConstraint("waiting IN (0, 1)", name=op.f("ck_order_lines_waiting")),
        sa.CheckConstraint("supply_cancelled IN (0, 1)", name=op.f("ck_order_lines_supply_cancelled")),
        sa.CheckConstraint("removed IN (0, 1)", name=op.f("ck_order_lines_removed")),
        sa.CheckConstraint("ordered > 0 AND demanded IN (0, ordered)", name=op.f("ck_order_lines_ordered")),
        sa.CheckConstraint(
            "cancelled >= 0 AND shipped >= 0 AND returned BETWEEN 0 AND shipped",
            name=op.f("ck_order_lines_parts"),
        ),
        sa.CheckConstraint(
            "reserved >= 0 AND demanded - cancelled - shipped - reserved >= 0",
            name=op.f("ck_order_lines_adds_up"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_order_lines_product_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["stock_levels.id"], name=op.f("fk_order_lines_pool_id")),
        sa.ForeignKeyConstraint(
            ["split_from_id"], ["order_lines.id"], name=op.f("fk_order_lines_split_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["substitute_for_id"], ["order_lines.id"], name=op.f("fk_order_lines_substitute_for_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_order_lines_age"),
        "order_lines",
        ["ordered_on", "id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0"),
        postgresql_where=sa.text("backordered > 0"),
    )
    op.create_index(
        op.f("ix_order_lines_complete"),
        "order_lines",
        ["pool_id", "order_id"],
        unique=False,
        sqlite_where=sa.text("ship_complete = 1 AND open > 0"),
        postgresql_where=sa.text("ship_complete = 1 AND open > 0"),
    )
    op.create_index(
        op.f("ix_order_lines_expected"),
        "order_lines",
        ["expected_key", "id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0"),
        postgresql_where=sa.text("backordered > 0"),
    )
    op.create_index(op.f("ix_order_lines_order"), "order_lines", ["order_id", "position"], unique=False)
    op.create_index(
        op.f("ix_order_lines_order_queue"),
        "order_lines",
        ["order_id", "id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0"),
        postgresql_where=sa.text("backordered > 0"),
    )
    op.create_index(op.f("ix_order_lines_pool_id"), "order_lines", ["pool_id"], unique=False)
    op.create_index(op.f("ix_order_lines_product"), "order_lines", ["product_id", "id"], unique=False)
    op.create_index(
        op.f("ix_order_lines_promised"),
        "order_lines",
        ["promised_key", "id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0"),
        postgresql_where=sa.text("backordered > 0"),
    )
    op.create_index(
        op.f("ix_order_lines_queue"),
        "order_lines",
        ["pool_id", "hand_rank", "precedence", "due", "ordered_on", "id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0"),
        postgresql_where=sa.text("backordered > 0"),
    )
    op.create_index(
        op.f("ix_order_lines_reserved"),
        "order_lines",
        ["pool_id", "hand_rank", "precedence", "due", "ordered_on", "id"],
        unique=False,
        sqlite_where=sa.text("reserved > 0"),
        postgresql_where=sa.text("reserved > 0"),
    )
    op.create_index(
        op.f("ix_order_lines_short"),
        "order_lines",
        ["backordered", "id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0"),
        postgresql_where=sa.text("backordered > 0"),
    )
    op.create_index(
        op.f("ix_order_lines_slip"),
        "order_lines",
        ["slip_key", "id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0"),
        postgresql_where=sa.text("backordered > 0"),
    )
    op.create_index(
        op.f("ix_order_lines_stopped"),
        "order_lines",
        ["pool_id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0 AND (on_hold = 1 OR kept_off = 1)"),
        postgresql_where=sa.text("backordered > 0 AND (on_hold = 1 OR kept_off = 1)"),
    )
    op.create_index(
        op.f("ix_order_lines_supply_cancelled"),
        "order_lines",
        ["pool_id"],
        unique=False,
        sqlite_where=sa.text("supply_cancelled = 1"),
        postgresql_where=sa.text("supply_cancelled = 1"),
    )
    op.create_index(
        op.f("ix_order_lines_value"),
        "order_lines",
        ["value_key", "id"],
        unique=False,
        sqlite_where=sa.text("backordered > 0"),
        postgresql_where=sa.text("backordered > 0"),
    )


def _transfers() -> None:
    op.create_table(
        "transfers",
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
        sa.UniqueConstraint("number", name=op.f("uq_transfers_number")),
        sa.ForeignKeyConstraint(
            ["from_pool_id"], ["stock_levels.id"], name=op.f("fk_transfers_from_pool_id")
        ),
        sa.ForeignKeyConstraint(["to_pool_id"], ["stock_levels.id"], name=op.f("fk_transfers_to_pool_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_transfers_from_pool_id"), "transfers", ["from_pool_id"], unique=False)
    op.create_index(
        op.f("ix_transfers_open"),
        "transfers",
        ["to_pool_id"],
        unique=False,
        sqlite_where=sa.text("incoming > 0"),
        postgresql_where=sa.text("incoming > 0"),
    )


def _cancellations() -> None:
    op.create_table(
        "cancellations",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="cancelled", nullable=False),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("undone", WHOLE, server_default="0", nullable=False),
        sa.Column("reason", WORDS, server_default="", nullable=False),
        sa.Column("cancelled_on", WHOLE, nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
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
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_cancellations_order_line_id"), "cancellations", ["order_line_id"], unique=False)


def _cost_entries() -> None:
    op.create_table(
        "cost_entries",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="", nullable=False),
        sa.Column("amount", WHOLE, nullable=False),
        sa.Column("computed", WHOLE, server_default="0", nullable=False),
        sa.Column("cost_on", WHOLE, nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_entries")),
        sa.CheckConstraint("computed IN (0, 1)", name=op.f("ck_cost_entries_computed")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_cost_entries_order_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_cost_entries_order_line_id"), "cost_entries", ["order_line_id"], unique=False)


def _promises() -> None:
    op.create_table(
        "promises",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("promised_on", WHOLE, nullable=True),
        sa.Column("estimate", WHOLE, server_default="0", nullable=False),
        sa.Column("first", WHOLE, server_default="0", nullable=False),
        sa.Column("cause", WORDS, server_default="", nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
        sa.CheckConstraint("first IN (0, 1)", name=op.f("ck_promises_first")),
        sa.CheckConstraint("estimate IN (0, 1)", name=op.f("ck_promises_estimate")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_promises_order_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_promises_order_line_id"), "promises", ["order_line_id"], unique=False)


def _purchase_lines() -> None:
    op.create_table(
        "purchase_lines",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("purchase_id", WHOLE, nullable=False),
        sa.Column("position", WHOLE, server_default="0", nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("pool_id", WHOLE, nullable=False),
        sa.Column("ordered", WHOLE, server_default="0", nullable=False),
        sa.Column("received", WHOLE, server_default="0", nullable=False),
        sa.Column("closed", WHOLE, server_default="0", nullable=False),
        sa.Column("cost", WHOLE, server_default="0", nullable=False),
        sa.Column("state", WORDS, server_default="draft", nullable=False),
        sa.Column(
            "incoming",
            WHOLE,
            sa.Computed(
                "CASE WHEN state = 'confirmed' AND ordered > received + closed THEN ordered - received - closed ELSE 0 END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column("eta", WHOLE, nullable=True),
        sa.Column("first_eta", WHOLE, nullable=True),
        sa.Column("for_line_id", WHOLE, nullable=True),
        sa.Column("no_longer_needed", WHOLE, server_default="0", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_lines")),
        sa.CheckConstraint(
            "state IN ('draft', 'confirmed', 'done', 'cancelled')", name=op.f("ck_purchase_lines_state")
        ),
        sa.CheckConstraint(
            "ordered > 0 AND received >= 0 AND closed >= 0", name=op.f("ck_purchase_lines_parts")
        ),
        sa.CheckConstraint("no_longer_needed IN (0, 1)", name=op.f("ck_purchase_lines_no_longer_needed")),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_purchase_lines_purchase_id")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_purchase_lines_product_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["stock_levels.id"], name=op.f("fk_purchase_lines_pool_id")),
        sa.ForeignKeyConstraint(
            ["for_line_id"], ["order_lines.id"], name=op.f("fk_purchase_lines_for_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchase_lines_earmark"),
        "purchase_lines",
        ["for_line_id"],
        unique=False,
        sqlite_where=sa.text("for_line_id IS NOT NULL"),
        postgresql_where=sa.text("for_line_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_purchase_lines_overdue"),
        "purchase_lines",
        ["eta", "id"],
        unique=False,
        sqlite_where=sa.text("incoming > 0"),
        postgresql_where=sa.text("incoming > 0"),
    )
    op.create_index(op.f("ix_purchase_lines_pool_id"), "purchase_lines", ["pool_id"], unique=False)
    op.create_index(op.f("ix_purchase_lines_product_id"), "purchase_lines", ["product_id"], unique=False)
    op.create_index(
        op.f("ix_purchase_lines_purchase"), "purchase_lines", ["purchase_id", "position"], unique=False
    )
    op.create_index(
        op.f("ix_purchase_lines_supply"),
        "purchase_lines",
        ["pool_id", "eta", "id"],
        unique=False,
        sqlite_where=sa.text("incoming > 0"),
        postgresql_where=sa.text("incoming > 0"),
    )


def _resource_uses() -> None:
    op.create_table(
        "resource_uses",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("resource_id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=True),
        sa.Column("used_on", WHOLE, nullable=False),
        sa.Column("effort", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_uses")),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_resource_uses_resource_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_resource_uses_order_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_resource_uses_day"), "resource_uses", ["resource_id", "used_on"], unique=False)
    op.create_index(op.f("ix_resource_uses_order_line_id"), "resource_uses", ["order_line_id"], unique=False)


def _returns() -> None:
    op.create_table(
        "returns",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", WORDS, server_default="", nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("condition", WORDS, server_default="saleable", nullable=False),
        sa.Column("returned_on", WHOLE, nullable=False),
        sa.Column("reason", WORDS, server_default="", nullable=False),
        sa.Column("replacement_line_id", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.CheckConstraint("condition IN ('saleable', 'damaged')", name=op.f("ck_returns_condition")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_returns_quantity")),
        sa.UniqueConstraint("number", name=op.f("uq_returns_number")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_returns_order_line_id")),
        sa.ForeignKeyConstraint(
            ["replacement_line_id"], ["order_lines.id"], name=op.f("fk_returns_replacement_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_returns_order_line_id"), "returns", ["order_line_id"], unique=False)


def _shipment_lines() -> None:
    op.create_table(
        "shipment_lines",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("shipment_id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("undone", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment_lines")),
        sa.CheckConstraint(
            "quantity > 0 AND undone BETWEEN 0 AND quantity", name=op.f("ck_shipment_lines_quantity")
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipments.id"], name=op.f("fk_shipment_lines_shipment_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_shipment_lines_order_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_shipment_lines_order_line_id"), "shipment_lines", ["order_line_id"], unique=False
    )
    op.create_index(op.f("ix_shipment_lines_shipment_id"), "shipment_lines", ["shipment_id"], unique=False)


def _unmet_demand() -> None:
    op.create_table(
        "unmet_demand",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("order_line_id", WHOLE, nullable=True),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("asked_on", WHOLE, nullable=False),
        sa.Column("reason", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_demand")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_unmet_demand_quantity")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_unmet_demand_product_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_unmet_demand_customer_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_unmet_demand_order_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_unmet_demand_customer_id"), "unmet_demand", ["customer_id"], unique=False)
    op.create_index(op.f("ix_unmet_demand_order_line_id"), "unmet_demand", ["order_line_id"], unique=False)
    op.create_index(op.f("ix_unmet_demand_product_id"), "unmet_demand", ["product_id"], unique=False)


def _eta_changes() -> None:
    op.create_table(
        "eta_changes",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("purchase_line_id", WHOLE, nullable=False),
        sa.Column("old_eta", WHOLE, nullable=True),
        sa.Column("new_eta", WHOLE, nullable=True),
        sa.Column("cause", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eta_changes")),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_lines.id"], name=op.f("fk_eta_changes_purchase_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_eta_changes_purchase_line_id"), "eta_changes", ["purchase_line_id"], unique=False
    )


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("kind", WORDS, server_default="", nullable=False),
        sa.Column("pool_id", WHOLE, nullable=True),
        sa.Column("order_line_id", WHOLE, nullable=True),
        sa.Column("purchase_line_id", WHOLE, nullable=True),
        sa.Column("quantity", WHOLE, nullable=True),
        sa.Column("old_day", WHOLE, nullable=True),
        sa.Column("new_day", WHOLE, nullable=True),
        sa.Column("facts", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sa.ForeignKeyConstraint(["pool_id"], ["stock_levels.id"], name=op.f("fk_history_pool_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_history_order_line_id")),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_lines.id"], name=op.f("fk_history_purchase_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_history_line"),
        "history",
        ["order_line_id", "id"],
        unique=False,
        sqlite_where=sa.text("order_line_id IS NOT NULL"),
        postgresql_where=sa.text("order_line_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_history_pool"),
        "history",
        ["pool_id", "id"],
        unique=False,
        sqlite_where=sa.text("pool_id IS NOT NULL"),
        postgresql_where=sa.text("pool_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_history_purchase"),
        "history",
        ["purchase_line_id", "id"],
        unique=False,
        sqlite_where=sa.text("purchase_line_id IS NOT NULL"),
        postgresql_where=sa.text("purchase_line_id IS NOT NULL"),
    )


def _pegs() -> None:
    op.create_table(
        "pegs",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("pool_id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("purchase_line_id", WHOLE, nullable=True),
        sa.Column("transfer_id", WHOLE, nullable=True),
        sa.Column("resource_id", WHOLE, nullable=True),
        sa.Column("week", WHOLE, nullable=True),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("comes_on", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pegs")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_pegs_quantity")),
        sa.ForeignKeyConstraint(["pool_id"], ["stock_levels.id"], name=op.f("fk_pegs_pool_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_pegs_order_line_id")),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_lines.id"], name=op.f("fk_pegs_purchase_line_id")
        ),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_pegs_transfer_id")),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_pegs_resource_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_pegs_order_line_id"), "pegs", ["order_line_id"], unique=False)
    op.create_index(op.f("ix_pegs_pool_id"), "pegs", ["pool_id"], unique=False)
    op.create_index(
        op.f("ix_pegs_purchase_line"),
        "pegs",
        ["purchase_line_id"],
        unique=False,
        sqlite_where=sa.text("purchase_line_id IS NOT NULL"),
        postgresql_where=sa.text("purchase_line_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_pegs_transfer"),
        "pegs",
        ["transfer_id"],
        unique=False,
        sqlite_where=sa.text("transfer_id IS NOT NULL"),
        postgresql_where=sa.text("transfer_id IS NOT NULL"),
    )


def _receipt_lines() -> None:
    op.create_table(
        "receipt_lines",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("receipt_id", WHOLE, nullable=False),
        sa.Column("purchase_line_id", WHOLE, nullable=True),
        sa.Column("pool_id", WHOLE, nullable=False),
        sa.Column("accepted", WHOLE, server_default="0", nullable=False),
        sa.Column("rejected", WHOLE, server_default="0", nullable=False),
        sa.Column("reject_reason", WORDS, server_default="", nullable=False),
        sa.Column("no_replacement", WHOLE, server_default="0", nullable=False),
        sa.Column("undone", WHOLE, server_default="0", nullable=False),
        sa.Column("cost", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_lines")),
        sa.CheckConstraint(
            "accepted >= 0 AND rejected >= 0 AND undone BETWEEN 0 AND accepted",
            name=op.f("ck_receipt_lines_parts"),
        ),
        sa.CheckConstraint("no_replacement IN (0, 1)", name=op.f("ck_receipt_lines_no_replacement")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_lines_receipt_id")),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_lines.id"], name=op.f("fk_receipt_lines_purchase_line_id")
        ),
        sa.ForeignKeyConstraint(["pool_id"], ["stock_levels.id"], name=op.f("fk_receipt_lines_pool_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_receipt_lines_pool_id"), "receipt_lines", ["pool_id"], unique=False)
    op.create_index(
        op.f("ix_receipt_lines_purchase_line_id"), "receipt_lines", ["purchase_line_id"], unique=False
    )
    op.create_index(op.f("ix_receipt_lines_receipt_id"), "receipt_lines", ["receipt_id"], unique=False)


def _stock_moves() -> None:
    op.create_table(
        "stock_moves",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("pool_id", WHOLE, nullable=False),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("kind", WORDS, server_default="", nullable=False),
        sa.Column("reference", WORDS, server_default="", nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=True),
        sa.Column("purchase_line_id", WHOLE, nullable=True),
        sa.Column("cost", WHOLE, nullable=True),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_moves")),
        sa.CheckConstraint(
            "kind IN ('receipt', 'receipt_undone', 'shipment', 'shipment_undone', 'count', 'issue', 'sale', 'return', 'write_off', 'transfer_out', 'transfer_in', 'finished')",
            name=op.f("ck_stock_moves_kind"),
        ),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_stock_moves_quantity")),
        sa.ForeignKeyConstraint(["pool_id"], ["stock_levels.id"], name=op.f("fk_stock_moves_pool_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_stock_moves_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_lines.id"], name=op.f("fk_stock_moves_purchase_line_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stock_moves_pool_id"), "stock_moves", ["pool_id"], unique=False)
    op.create_index(op.f("ix_stock_moves_reference"), "stock_moves", ["reference"], unique=False)
