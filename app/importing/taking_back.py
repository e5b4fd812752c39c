"""An import is taken back as long as nothing builds on it: what it made goes, what it changed is as before.

What the history names can never go: products, customers and suppliers are put aside then, and come to life
again when a file names them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import now, touched
from app.actions.stocktaking import undo_count
from app.changes import Area
from app.errors import NotFound, Refused
from app.importing.past_runs import changed_since
from app.importing.people import dated_by, rank_lines_anew
from app.importing.runs import lower_marks, pointing
from app.importing.storing import settle_pools
from app.importing.taking_back_orders import take_back_orders
from app.importing.taking_back_purchases import take_back_purchases
from app.language import tr
from app.progress import Progress
from app.sentences import read_facts
from db.bulk import insert_rows
from db.models.all import metadata
from db.rows import fetch, fetch_for, fetch_one, run, run_many, value
from db.stored import to_microseconds
from db.terms import ImportAct

Span = tuple[int, int]
"""First and last id."""

# From what builds on others to what others build on.
_KEYED = ("supplier_products", "products", "customers", "suppliers", "resources", "locations")
_OWNED = {
    "products": (
        "DELETE FROM supplier_products WHERE product_id IN ({ids})",
        "DELETE FROM stock_levels WHERE product_id IN ({ids})",
    ),
    "suppliers": ("DELETE FROM supplier_products WHERE supplier_id IN ({ids})",),
    "resources": ("DELETE FROM resource_weeks WHERE resource_id IN ({ids})",),
}
_OWNED_TABLES = frozenset(("supplier_products", "stock_levels", "resource_weeks"))
_PUT_ASIDE = frozenset(("products", "customers", "suppliers"))


@dataclass(slots=True)
class TakenBack:
    """The files, and how many rows went, were put aside, and are as they were before."""

    files: tuple[str, ...]
    gone: int = 0
    aside: int = 0
    restored: int = 0


@dataclass(slots=True)
class _Run:
    """What is kept of a run."""

    id: int
    created: dict[str, list[Span]] = field(default_factory=dict)
    changed: list[tuple[str, int, dict[str, list[Any]]]] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)

    def spans(self, table: str) -> list[Span]:
        """Of what it made in a table."""
        return self.created.get(table, [])


def take_back_import(session: Session, run_id: int, progress: Progress | None = None) -> TakenBack:
    """Undo a run; Refused names the first thing that builds on it, and then nothing is changed."""
    progress = progress or Progress()
    files = tuple(row[0] for row in fetch(session, _FILES, (run_id,)))
    kept = _read(session, run_id)
    for span in kept.spans("orders"):
        take_back_orders(session, *span, progress)
    progress.at(tr("Looking for what builds on it"))
    _refuse_built_on(session, kept)
    _refuse_altered(session, kept)
    done = TakenBack(files)
    take_back_purchases(session, kept.spans("purchases"))
    _book_back(session, kept, progress)
    for table in ("counts", "purchases", "orders"):
        _put_aside(session, run_id, table, kept.spans(table))
    done.restored = _restore(session, kept)
    for table in _KEYED:
        for span in kept.spans(table):
            progress.at(tr("Taking back what was made"))
            _remove(session, run_id, table, span, done)
    _settle(session, kept, progress)
    run(
        session,
        "UPDATE import_runs SET undone_at = ? WHERE id = ?",
        (to_microseconds(now(session)), run_id),
    )
    run(session, "DELETE FROM import_rows WHERE run_id = ? AND act <> 'put_aside'", (run_id,))
    lower_marks(session)
    touched(session, *Area)
    session.expire_all()
    return done


def _book_back(session: Session, kept: _Run, progress: Progress) -> None:
    """By counts of its own, which are of the same run."""
    last = int(value(session, "SELECT max(id) FROM counts") or 0)
    for span in kept.spans("counts"):
        for (number,) in fetch(
            session, "SELECT number FROM counts WHERE id BETWEEN ? AND ? ORDER BY id", span
        ):
            progress.at(tr("Booking the counts back"))
            undo_count(session, number)
    session.flush()
    fresh = [row[0] for row in fetch(session, "SELECT id FROM counts WHERE id > ? ORDER BY id", (last,))]
    _put_aside(session, kept.id, "counts", [(row_id, row_id) for row_id in fresh])


def _put_aside(session: Session, run_id: int, table: str, spans: Iterable[Span]) -> None:
    """Known as what an import left behind that is not there any more."""
    rows = [(run_id, table, str(ImportAct.PUT_ASIDE), *span) for span in spans]
    insert_rows(session, "import_rows", "run_id, of_table, act, first_id, last_id", rows)


_FILES = "SELECT name FROM import_files WHERE run_id = ? ORDER BY id"


def _read(session: Session, run_id: int) -> _Run:
    row = fetch_one(session, "SELECT undone_at, marks FROM import_runs WHERE id = ?", (run_id,))
    if row is None:
        raise NotFound(tr("There is no such import."), tr("Reload the list."))
    if row[0] is not None:
        raise Refused(tr("This import was taken back already."), tr("Reload the list."))
    kept = _Run(run_id, marks=read_facts(row[1]))
    rows = fetch(
        session,
        "SELECT of_table, act, first_id, last_id, facts FROM import_rows WHERE run_id = ? ORDER BY id",
        (run_id,),
    )
    if not rows:
        raise Refused(
            tr("What this import changed is not kept any more."),
            tr("Only the latest imports can be taken back; mend the rest by hand."),
        )
    for table, act, first, last, facts in rows:
        if act == ImportAct.CREATED:
            kept.created.setdefault(table, []).append((first, last))
        else:
            kept.changed.append((table, first, read_facts(facts)))
    return kept


def _refuse_built_on(session: Session, kept: _Run) -> None:
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
    if any(changed_since(session, kept.id, table, *span) for table in _KEYED for span in kept.spans(table)):
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
    }.get(table, tr("something"))


def _refuse_altered(session: Session, kept: _Run) -> None:
    """What it changed must hold what it left there."""
    for table, row_id, facts in kept.changed:
        columns = sorted(facts)
        now_there = fetch_one(session, f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,))
        if now_there is None or list(now_there) != [facts[column][1] for column in columns]:
            raise Refused(
                tr(
                    "{name} was changed since the import; it cannot be taken back.",
                    name=_name(session, table, row_id),
                ),
                tr("Change by hand what the import brought."),
            )


def _name(session: Session, table: str, row_id: int) -> str:
    column = {"products": "sku", "customers": "number"}.get(table, "name")
    if table == "supplier_products":
        table, column = "products", "sku"
        found = fetch_one(session, "SELECT product_id FROM supplier_products WHERE id = ?", (row_id,))
        row_id = found[0] if found else 0
    found = fetch_one(session, f"SELECT {column} FROM {table} WHERE id = ?", (row_id,))
    return str(found[0]) if found else tr("Something")


def _restore(session: Session, kept: _Run) -> int:
    by_columns: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for table, row_id, facts in kept.changed:
        columns = tuple(sorted(facts))
        row = (*(facts[column][0] for column in columns), row_id)
        by_columns.setdefault((table, columns), []).append(row)
    for (table, columns), rows in by_columns.items():
        sets = ", ".join(f"{column} = ?" for column in columns)
        run_many(session, f"UPDATE {table} SET {sets} WHERE id = ?", rows)
    return len(kept.changed)


def _remove(session: Session, run_id: int, table: str, span: Span, done: TakenBack) -> None:
    """Delete what nothing names, put the others aside."""
    ids = {row[0] for row in fetch(session, f"SELECT id FROM {table} WHERE id BETWEEN ? AND ?", span)}
    named = ids & _named(session, table, span)
    free = sorted(ids - named)
    for statement in (*_OWNED.get(table, ()), f"DELETE FROM {table} WHERE id IN ({{ids}})"):
        _run_for(session, statement, free)
    done.gone += len(free)
    if table in _PUT_ASIDE and named:
        _run_for(session, f"UPDATE {table} SET active = 0 WHERE id IN ({{ids}})", sorted(named))
        _put_aside(session, run_id, table, [(row_id, row_id) for row_id in sorted(named)])
        done.aside += len(named)


def _named(session: Session, table: str, span: Span) -> set[int]:
    """Ids within the span that any row names, history too."""
    found: set[int] = set()
    for each in metadata.sorted_tables:
        if each.name in _OWNED_TABLES:
            continue
        for key in each.foreign_keys:
            column, target = key.parent.name, key.column.table.name
            if target == table:
                sql = f"SELECT DISTINCT {column} FROM {each.name} WHERE {column} BETWEEN ? AND ?"
            elif target == "stock_levels" and table in ("products", "locations"):
                of = "product_id" if table == "products" else "location_id"
                sql = (
                    f"SELECT DISTINCT s.{of} FROM stock_levels s JOIN {each.name} x ON x.{column} = s.id"
                    f" WHERE s.{of} BETWEEN ? AND ?"
                )
            else:
                continue
            found.update(row[0] for row in fetch(session, sql, span))
    return found


def _run_for(session: Session, statement: str, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), 5_000):
        part = ids[start : start + 5_000]
        run(session, statement.format(ids=", ".join(map(str, part))))


def _settle(session: Session, kept: _Run, progress: Progress) -> None:
    """Who waits is ranked and dated by what stands there again."""
    changed: dict[str, list[int]] = {}
    for table, row_id, _ in kept.changed:
        changed.setdefault(table, []).append(row_id)
    pools = rank_lines_anew(session, changed.get("customers", ()))
    pools |= dated_by(session, changed.get("suppliers", ()))
    pools |= _waiting(session, changed.get("products", ()))
    settle_pools(session, pools, progress)


def _waiting(session: Session, products: Iterable[int]) -> set[int]:
    rows = fetch_for(
        session,
        "SELECT id FROM stock_levels WHERE product_id IN ({ids}) AND backordered > 0",
        products,
    )
    return {row[0] for row in rows}
