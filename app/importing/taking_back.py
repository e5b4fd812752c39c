"""An import is taken back as long as nothing builds on it: what it made goes, what it changed is as before.

What the history names can never go: products, customers and suppliers are put aside then, and come to life
again when a file names them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import now, touched
from app.actions.stocktaking import undo_count
from app.changes import Area
from app.importing.built_on import refuse_if_built_on
from app.importing.kept_runs import KeptRun, Span, kept_run
from app.importing.people import dated_by, rank_lines_anew
from app.importing.runs import lock_what_builds, lower_marks
from app.importing.storing import settle_pools
from app.importing.taking_back_orders import take_back_orders
from app.importing.taking_back_purchases import take_back_purchases
from app.language import tr
from app.progress import Progress
from db.bulk import insert_rows
from db.models.all import metadata
from db.rows import ASK, fetch, fetch_for, run, run_many, value
from db.stored import to_microseconds
from db.terms import ImportAct

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
_FILES = "SELECT name FROM import_files WHERE run_id = ? ORDER BY id"


@dataclass(slots=True)
class TakenBack:
    """The files, and how many rows went, were put aside, and are as they were before."""

    files: tuple[str, ...]
    gone: int = 0
    aside: int = 0
    restored: int = 0


def take_back_import(session: Session, run_id: int, progress: Progress | None = None) -> TakenBack:
    """Undo a run; Refused names the first thing that builds on it, and then nothing is changed."""
    progress = progress or Progress()
    session.info[ASK] = progress.ask
    # From here on nobody builds on it.
    lock_what_builds(session)
    files = tuple(row[0] for row in fetch(session, _FILES, (run_id,)))
    kept = kept_run(session, run_id)
    for span in kept.spans("orders"):
        take_back_orders(session, *span, progress)
    progress.at(tr("Looking for what builds on it"))
    refuse_if_built_on(session, kept)
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


def _book_back(session: Session, kept: KeptRun, progress: Progress) -> None:
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


def _restore(session: Session, kept: KeptRun) -> int:
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


def _settle(session: Session, kept: KeptRun, progress: Progress) -> None:
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
