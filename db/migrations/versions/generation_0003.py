"""Notices, letters, mails and answers; what told a promise; addresses that refuse mail."""

# Formulas and lists stay on the line on which the database shows them.
# ruff: noqa: E501

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.rebuild import rebuild_table

revision = "0003"
down_revision = "0002"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

LETTERS_KEEP = "id, code, kind, customer_id, supplier_id, channel, language, subject, text, address, email, sent_at, sent_on, reply_by, who, action_id, pdf"


def upgrade() -> None:
    """New tables first, for promises point to letters."""
    _letters()
    _notices()
    _mails()
    _consents()
    _answers()
    _letter_texts()
    _shop_files()
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        metadata = sa.MetaData()
        for name in ("order_lines", "letters"):
            sa.Table(name, metadata, sa.Column("id", WHOLE, primary_key=True))
        for table in (_customers(metadata), _suppliers(metadata), _promises(metadata)):
            rebuild_table(connection, table)
    else:
        _alter()
    op.create_index("ix_orders_on_hold", "orders", ["held_since", "id"], **_where("on_hold = 1"))
    op.create_index(
        "ix_order_lines_held",
        "order_lines",
        ["id"],
        **_where("ship_complete = 1 AND waiting = 1 AND reserved > 0"),
    )
    for statement in _triggers(connection.dialect.name):
        connection.exec_driver_sql(statement)
    # The next day that begins, this one even, looks at every line: notices of what is late now fall due.
    connection.exec_driver_sql("DELETE FROM settings WHERE key = 'settled_on'")


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _alter() -> None:
    for table in ("customers", "suppliers"):
        op.add_column(table, sa.Column("email_refused", WHOLE, server_default="0", nullable=False))
        op.create_check_constraint(op.f(f"ck_{table}_email_refused"), table, "email_refused IN (0, 1)")
    op.add_column("promises", sa.Column("letter_id", WHOLE, nullable=True))
    op.create_foreign_key(op.f("fk_promises_letter_id"), "promises", "letters", ["letter_id"], ["id"])
    op.create_index("ix_promises_letter_id", "promises", ["letter_id"])


def _triggers(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER letters_no_{act.split()[0].lower()} BEFORE {act} ON letters\n"
            "BEGIN SELECT RAISE(ABORT, 'letters is append-only'); END"
            for act in (f"UPDATE OF {LETTERS_KEEP}", "DELETE")
        ]
    return [
        f"CREATE TRIGGER letters_no_change BEFORE UPDATE OF {LETTERS_KEEP} OR DELETE ON letters"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER letters_no_truncate BEFORE TRUNCATE ON letters"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", WORDS, server_default="", nullable=False),
        sa.Column("kind", WORDS, server_default="delay", nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("supplier_id", WHOLE, nullable=True),
        sa.Column("channel", WORDS, server_default="letter", nullable=False),
        sa.Column("language", WORDS, server_default="", nullable=False),
        sa.Column("subject", WORDS, server_default="", nullable=False),
        sa.Column("text", WORDS, server_default="", nullable=False),
        sa.Column("address", WORDS, server_default="", nullable=False),
        sa.Column("email", WORDS, server_default="", nullable=False),
        sa.Column("sent_at", WHOLE, nullable=False),
        sa.Column("sent_on", WHOLE, nullable=False),
        sa.Column("reply_by", WHOLE, nullable=True),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("reprints", WHOLE, server_default="0", nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.CheckConstraint(
            "kind IN ('confirmation', 'delay', 'renewed_delay', 'date_gone', 'substitute_offer', 'arrived', 'shipped', 'part_shipment', 'cancellation', 'refund', 'voucher', 'chaser')",
            name=op.f("ck_letters_kind"),
        ),
        sa.CheckConstraint("channel IN ('letter', 'mail', 'phone', 'none')", name=op.f("ck_letters_channel")),
        sa.CheckConstraint("customer_id IS NULL OR supplier_id IS NULL", name=op.f("ck_letters_recipient")),
        sa.CheckConstraint("reprints >= 0", name=op.f("ck_letters_reprints")),
        sa.UniqueConstraint("code", name=op.f("uq_letters_code")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_letters_customer_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_letters_supplier_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_letters_customer_id", "letters", ["customer_id"])
    op.create_index("ix_letters_sent", "letters", ["sent_on", "id"])
    op.create_index("ix_letters_supplier_id", "letters", ["supplier_id"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="delay", nullable=False),
        sa.Column("state", WORDS, server_default="due", nullable=False),
        sa.Column("customer_id", WHOLE, nullable=True),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=True),
        sa.Column("old_on", WHOLE, nullable=True),
        sa.Column("new_on", WHOLE, nullable=True),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("amount", WHOLE, server_default="0", nullable=False),
        sa.Column("facts", WORDS, nullable=True),
        sa.Column("due_on", WHOLE, nullable=False),
        sa.Column("due_by", WHOLE, nullable=True),
        sa.Column("pending", WHOLE, server_default="0", nullable=False),
        sa.Column("letter_id", WHOLE, nullable=True),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.CheckConstraint(
            "kind IN ('confirmation', 'delay', 'renewed_delay', 'date_gone', 'substitute_offer', 'arrived', 'shipped', 'part_shipment', 'cancellation', 'refund', 'voucher')",
            name=op.f("ck_notices_kind"),
        ),
        sa.CheckConstraint("state IN ('due', 'sent', 'void')", name=op.f("ck_notices_state")),
        sa.CheckConstraint("pending IN (0, 1)", name=op.f("ck_notices_pending")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_notices_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_notices_order_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_notices_order_line_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_notices_letter_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_notices_kind", "notices", ["kind", "due_by", "id"], **_where("state = 'due'"))
    op.create_index("ix_notices_due", "notices", ["customer_id", "id"], **_where("state = 'due'"))
    op.create_index("ix_notices_letter", "notices", ["letter_id"], **_where("letter_id IS NOT NULL"))
    op.create_index(
        "ix_notices_line", "notices", ["order_line_id", "id"], **_where("order_line_id IS NOT NULL")
    )
    op.create_index("ix_notices_order", "notices", ["order_id", "id"])
    op.create_index("ix_notices_pending", "notices", ["kind", "due_by", "id"], **_where("pending = 1"))
    op.create_index(
        "uq_notices_line",
        "notices",
        ["order_line_id", "kind"],
        unique=True,
        **_where("state = 'due' AND order_line_id IS NOT NULL"),
    )
    op.create_index(
        "uq_notices_order",
        "notices",
        ["order_id", "kind"],
        unique=True,
        **_where("state = 'due' AND order_line_id IS NULL"),
    )


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("letter_id", WHOLE, nullable=False),
        sa.Column("message_id", WORDS, server_default="", nullable=False),
        sa.Column("address", WORDS, server_default="", nullable=False),
        sa.Column("state", WORDS, server_default="queued", nullable=False),
        sa.Column("tries", WHOLE, server_default="0", nullable=False),
        sa.Column("next_try_at", WHOLE, nullable=True),
        sa.Column("tried_at", WHOLE, nullable=True),
        sa.Column("sent_at", WHOLE, nullable=True),
        sa.Column("problem", WORDS, server_default="", nullable=False),
        sa.Column("created_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'refused', 'failed', 'perhaps')",
            name=op.f("ck_mails_state"),
        ),
        sa.UniqueConstraint("letter_id", name=op.f("uq_mails_letter_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_mails_letter_id")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mails_message_id")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_mails_troubled", "mails", ["state", "id"], **_where("state IN ('refused', 'failed', 'perhaps')")
    )
    op.create_index(
        "ix_mails_waiting", "mails", ["next_try_at", "id"], **_where("state IN ('queued', 'sending')")
    )


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("letter_id", WHOLE, nullable=False),
        sa.Column("state", WORDS, server_default="awaited", nullable=False),
        sa.Column("silence", WORDS, server_default="ask", nullable=False),
        sa.Column("promised_by", WHOLE, nullable=True),
        sa.Column("notice_by", WHOLE, nullable=True),
        sa.Column("consent_by", WHOLE, nullable=True),
        sa.Column("cancels_on", WHOLE, nullable=True),
        sa.Column("refund_by", WHOLE, nullable=True),
        sa.Column("renewed", WHOLE, server_default="0", nullable=False),
        sa.Column("definite", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.CheckConstraint(
            "state IN ('awaited', 'answered', 'lapsed', 'void')", name=op.f("ck_consents_state")
        ),
        sa.CheckConstraint("silence IN ('consent', 'cancel', 'ask')", name=op.f("ck_consents_silence")),
        sa.CheckConstraint("renewed IN (0, 1)", name=op.f("ck_consents_renewed")),
        sa.CheckConstraint("definite IN (0, 1)", name=op.f("ck_consents_definite")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_consents_order_line_id")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_consents_letter_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_consents_awaited", "consents", ["consent_by", "id"], **_where("state = 'awaited'"))
    op.create_index("ix_consents_letter_id", "consents", ["letter_id"])
    op.create_index("ix_consents_order_line_id", "consents", ["order_line_id"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("letter_id", WHOLE, nullable=True),
        sa.Column("kind", WORDS, server_default="waits", nullable=False),
        sa.Column("waits_until", WHOLE, nullable=True),
        sa.Column("quantity", WHOLE, server_default="0", nullable=False),
        sa.Column("way", WORDS, server_default="phone", nullable=False),
        sa.Column("answered_on", WHOLE, nullable=False),
        sa.Column("note", WORDS, server_default="", nullable=False),
        sa.Column("facts", WORDS, nullable=True),
        sa.Column("undone", WHOLE, server_default="0", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.CheckConstraint(
            "kind IN ('waits', 'substitute', 'part', 'cancels', 'none')", name=op.f("ck_answers_kind")
        ),
        sa.CheckConstraint("way IN ('phone', 'paper', 'mail', 'shop')", name=op.f("ck_answers_way")),
        sa.CheckConstraint("undone IN (0, 1)", name=op.f("ck_answers_undone")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_answers_order_line_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_answers_letter_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_answers_letter_id", "answers", ["letter_id"])
    op.create_index("ix_answers_order_line_id", "answers", ["order_line_id"])


def _letter_texts() -> None:
    op.create_table(
        "letter_texts",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", WORDS, server_default="", nullable=False),
        sa.Column("language", WORDS, server_default="", nullable=False),
        sa.Column("subject", WORDS, server_default="", nullable=False),
        sa.Column("body", WORDS, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_texts")),
        sa.UniqueConstraint("kind", "language", name=op.f("uq_letter_texts_kind_language")),
        sqlite_strict=True,
    )


def _shop_files() -> None:
    op.create_table(
        "shop_files",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", WORDS, server_default="", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_files")),
        sa.UniqueConstraint("name", name=op.f("uq_shop_files_name")),
        sqlite_strict=True,
    )


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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.CheckConstraint("backorders IN ('always', 'ask', 'never')", name=op.f("ck_customers_backorders")),
        sa.CheckConstraint(
            "notice_channel IN ('letter', 'mail', 'phone', 'none')", name=op.f("ck_customers_notice_channel")
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_customers_active")),
        sa.CheckConstraint("email_refused IN (0, 1)", name=op.f("ck_customers_email_refused")),
        sa.UniqueConstraint("number", name=op.f("uq_customers_number")),
        sa.Index("ix_customers_name", "name_key", "id"),
        sqlite_strict=True,
    )


def _suppliers(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "suppliers",
        metadata,
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
        sa.Column("email_refused", WHOLE, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_suppliers_active")),
        sa.CheckConstraint("email_refused IN (0, 1)", name=op.f("ck_suppliers_email_refused")),
        sa.UniqueConstraint("name_key", name=op.f("uq_suppliers_name_key")),
        sqlite_strict=True,
    )


def _promises(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "promises",
        metadata,
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("order_line_id", WHOLE, nullable=False),
        sa.Column("promised_on", WHOLE, nullable=True),
        sa.Column("estimate", WHOLE, server_default="0", nullable=False),
        sa.Column("first", WHOLE, server_default="0", nullable=False),
        sa.Column("cause", WORDS, server_default="", nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("who", WORDS, server_default="", nullable=False),
        sa.Column("action_id", WORDS, server_default="", nullable=False),
        sa.Column("letter_id", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
        sa.CheckConstraint("first IN (0, 1)", name=op.f("ck_promises_first")),
        sa.CheckConstraint("estimate IN (0, 1)", name=op.f("ck_promises_estimate")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_promises_order_line_id")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_promises_letter_id")),
        sa.Index("ix_promises_letter_id", "letter_id"),
        sa.Index("ix_promises_order_line_id", "order_line_id"),
        sqlite_strict=True,
    )
