"""What builds on an import: as long as anything does, it is not taken back."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Refused
from app.happenings import Happening, happening_text
from app.importing.kept_runs import KeptRun
from app.importing.orders_since import FOLLOWS
from app.importing.past_runs import changed_since
from app.importing.product_changes import cannot_change
from app.importing.runs import pointing
from app.language import tr
from app.sentences import read_facts
from db.rows import fetch, fetch_one

# What people edit of what an import makes.
_EDITED = ("products", "customers", "suppliers", "supplier_products", "resources", "locations", "purchases")


def refuse_if_built_on(session: Session, kept: KeptRun) -> None:
    """Refused names the first thing that does: it came since, or was changed by hand."""
    _refuse_pointed_to(session, kept)
    _refuse_altered(session, kept)
    for table, row_id in _edited(session, kept):
        if table in _EDITED and any(first <= row_id <= last for first, last in kept.spans(table)):
            raise _changed(_name(session, table, row_id))
    _refuse_worked_on(session, kept)


def _edited(session: Session, kept: KeptRun) -> Iterator[tuple[str, int]]:
    """(table, id) of what was edited since, as the history tells it."""
    rows = fetch(
        session,
        "SELECT facts FROM history WHERE id > ? AND action_id <> ? AND kind IN"
        " ('edited', 'delivers', 'no_longer_delivers', 'capacity_changed', 'put_out_of_use', 'used_again')"
        " ORDER BY id",
        (kept.marks.get("history", 0), kept.action),
    )
    for (stored,) in rows:
        facts = read_facts(stored)
        if "resource" in facts:
            yield "resources", int(facts["resource"])
        elif "id" in facts:
            yield str(facts.get("what")), int(facts["id"])


def _refuse_worked_on(session: Session, kept: KeptRun) -> None:
    """Purchases whose lines have a history since."""
    listed = ", ".join(f"'{kind}'" for kind in sorted(FOLLOWS))
    for span in kept.spans("purchases"):
        row = fetch_one(
            session,
            "SELECT p.number, h.kind, h.quantity, h.old_day, h.new_day, h.facts FROM history h"
            " JOIN purchase_lines l ON l.id = h.purchase_line_id JOIN purchases p ON p.id = l.purchase_id"
            " WHERE h.id > ? AND h.action_id <> ? AND l.purchase_id BETWEEN ? AND ?"
            f" AND h.kind NOT IN ({listed}) ORDER BY h.id LIMIT 1",
            (kept.marks.get("history", 0), kept.action, *span),
        )
        if row is not None:
            number, kind, quantity, old_day, new_day, facts = row
            what = happening_text(Happening(kind, quantity, old_day, new_day, facts, supply=number))
            raise Refused(
                tr(
                    "{number} has changed since the import: {what}.",
                    number=number,
                    what=what.removeprefix(number).strip(),
                ),
                tr("Take that back first, or mend what the import brought by hand."),
            )


def _refuse_pointed_to(session: Session, kept: KeptRun) -> None:
    """Rows that came after it and point to what it made, be it by way of a line or a pool."""
    for table, column, target in pointing():
        for made, within in _WITHIN.get(target, {}).items():
            for first, last in kept.spans(made):
                sql = (
                    f"SELECT min(t.id) FROM {table} t WHERE t.id > ? AND t.{column} IN"
                    f" (SELECT id FROM {target} WHERE {within} BETWEEN ? AND ?){_not_aside(table)}"
                )
                found = fetch_one(session, sql, (kept.marks.get(table, 0), first, last))
                if found is not None and found[0] is not None:
                    raise _built_on(table)
    if any(changed_since(session, kept.id, table, *span) for table in _EDITED for span in kept.spans(table)):
        raise _built_on("import_runs")
    for first, last in kept.spans("counts"):
        sql = (
            "SELECT 1 FROM stock_moves t WHERE t.id > ? AND t.pool_id IN"
            " (SELECT pool_id FROM count_lines WHERE count_id BETWEEN ? AND ?)"
            f"{_not_aside('stock_moves')} LIMIT 1"
        )
        if fetch_one(session, sql, (kept.marks.get("stock_moves", 0), first, last)) is not None:
            raise _built_on("stock_moves")


# What is left of papers of imports that were taken back: the column that tells the paper.
_PAPERS = {
    "counts": ("counts", "id"),
    "count_lines": ("counts", "count_id"),
    "orders": ("orders", "id"),
    "order_lines": ("orders", "order_id"),
    "purchases": ("purchases", "id"),
    "purchase_lines": ("purchases", "purchase_id"),
}


def _not_aside(table: str) -> str:
    """The condition that a row is none of those; `t` is the table."""
    aside = "SELECT 1 FROM import_rows x WHERE x.act = 'put_aside' AND x.of_table ="
    if table == "stock_moves":
        counts = "SELECT c.number FROM counts c JOIN import_rows x ON x.act = 'put_aside'"
        spans = "x.of_table = 'counts' AND c.id BETWEEN x.first_id AND x.last_id"
        return f" AND t.reference NOT IN ({counts} AND {spans})"
    if table not in _PAPERS:
        return ""
    paper, column = _PAPERS[table]
    return f" AND NOT EXISTS ({aside} '{paper}' AND t.{column} BETWEEN x.first_id AND x.last_id)"


# Where the rows of a table that an import made are found: the column by which, by the table it tells of.
_WITHIN = {
    "products": {"products": "id"},
    "customers": {"customers": "id"},
    "suppliers": {"suppliers": "id"},
    "resources": {"resources": "id"},
    "locations": {"locations": "id"},
    "stock_levels": {"products": "product_id", "locations": "location_id"},
    "orders": {"orders": "id"},
    "order_lines": {"orders": "order_id"},
    "purchases": {"purchases": "id"},
    "purchase_lines": {"purchases": "purchase_id"},
}


def _built_on(table: str) -> Refused:
    return Refused(
        tr("The import cannot be taken back: {what} that came since builds on it.", what=_what(table)),
        tr("Take that back first, or mend what the import brought by hand."),
    )


def _what(table: str) -> str:
    return {
        "orders": tr("an order"),
        "order_lines": tr("an order"),
        "purchases": tr("a purchase"),
        "purchase_lines": tr("a purchase"),
        "products": tr("a product"),
        "supplier_products": tr("a product"),
        "substitutes": tr("a substitute"),
        "shipments": tr("a shipment"),
        "shipment_lines": tr("a shipment"),
        "receipts": tr("a receipt"),
        "receipt_lines": tr("a receipt"),
        "counts": tr("a count"),
        "count_lines": tr("a count"),
        "transfers": tr("a transfer"),
        "payments": tr("a payment"),
        "promises": tr("a promise"),
        "cancellations": tr("a cancellation"),
        "returns": tr("a return"),
        "letters": tr("a letter"),
        "vouchers": tr("a voucher"),
        "voucher_moves": tr("a voucher"),
        "offers": tr("an offer"),
        "unmet_demand": tr("a lost sale"),
        "stock_moves": tr("a stock move"),
        "import_runs": tr("an import"),
        "eta_changes": tr("another date"),
        "asked_lines": tr("a question to the supplier"),
        "resource_weeks": tr("a change of capacity"),
        "resource_blocks": tr("a change of capacity"),
    }.get(table, tr("something"))


def _refuse_altered(session: Session, kept: KeptRun) -> None:
    """What it changed must hold what it left there, and may be again what it was."""
    for table, row_id, facts in kept.changed:
        columns = sorted(facts)
        row = fetch_one(session, f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,))
        if row is None or list(row) != [facts[column][1] for column in columns]:
            raise _changed(_name(session, table, row_id))
        if table == "products" and {"kind", "decimals"} & facts.keys():
            _refuse_in_use(session, row_id, facts)


def _refuse_in_use(session: Session, product_id: int, facts: Mapping[str, list[Any]]) -> None:
    """It got a kind or a unit that what came since relies on."""
    sql = "SELECT kind, decimals FROM products WHERE id = ?"
    [(kind, decimals)] = fetch(session, sql, (product_id,))
    before = {column: old for column, (old, _) in facts.items() if column in ("kind", "decimals")}
    if cannot_change(session, product_id, {"kind": kind, "decimals": decimals}, before):
        raise Refused(
            tr(
                "{name} is used as the import made it; it cannot be taken back.",
                name=_name(session, "products", product_id),
            ),
            tr("Change by hand what the import brought."),
        )


def _changed(name: str) -> Refused:
    return Refused(
        tr("{name} was changed since the import; it cannot be taken back.", name=name),
        tr("Change by hand what the import brought."),
    )


def _name(session: Session, table: str, row_id: int) -> str:
    column = {"products": "sku", "customers": "number", "purchases": "number"}.get(table, "name")
    if table == "supplier_products":
        table, column = "products", "sku"
        found = fetch_one(session, "SELECT product_id FROM supplier_products WHERE id = ?", (row_id,))
        row_id = found[0] if found else 0
    found = fetch_one(session, f"SELECT {column} FROM {table} WHERE id = ?", (row_id,))
    return str(found[0]) if found else tr("Something")
