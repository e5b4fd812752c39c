"""Purchases of an import that is taken back: as if nobody had bought."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.actions.documents import record
from app.importing.numbers import taken_numbers
from app.importing.storing import settle_pools
from app.language import tr
from app.progress import Progress
from app.quantities import quantity_of
from db.rows import fetch, run, run_many
from db.terms import PurchaseState

_LINES = "SELECT id FROM purchase_lines WHERE purchase_id BETWEEN ? AND ?"
_HISTORY = "SELECT purchase_line_id FROM history UNION ALL SELECT purchase_line_id FROM eta_changes"


def take_back_purchases(session: Session, spans: Sequence[tuple[int, int]]) -> None:
    """Nothing of them comes any more; those that the history names stay, cancelled, under another number.

    The numbers are free again. Nothing may have been received on them since.
    """
    for span in spans:
        pools = {
            row[0]
            for row in fetch(
                session, "SELECT pool_id FROM purchase_lines WHERE purchase_id BETWEEN ? AND ?", span
            )
        }
        run(
            session,
            "DELETE FROM receipt_lines WHERE receipt_id IN"
            " (SELECT id FROM receipts WHERE purchase_id BETWEEN ? AND ?)",
            span,
        )
        run(session, "DELETE FROM receipts WHERE purchase_id BETWEEN ? AND ?", span)
        run(session, f"DELETE FROM pegs WHERE purchase_line_id IN ({_LINES})", span)
        run(
            session,
            "DELETE FROM purchase_lines WHERE purchase_id BETWEEN ? AND ?"
            f" AND id NOT IN (SELECT purchase_line_id FROM ({_HISTORY}) t"
            " WHERE purchase_line_id IS NOT NULL)",
            span,
        )
        _cancel(session, span)
        run(
            session,
            "DELETE FROM purchases WHERE id BETWEEN ? AND ?"
            " AND id NOT IN (SELECT purchase_id FROM purchase_lines)",
            span,
        )
        session.expire_all()
        settle_pools(session, pools, Progress())


def _cancel(session: Session, span: tuple[int, int]) -> None:
    sql = "SELECT id, pool_id, ordered FROM purchase_lines WHERE purchase_id BETWEEN ? AND ?"
    for line_id, pool_id, ordered in fetch(session, sql, span):
        record(
            session,
            "taken_back",
            purchase_line_id=line_id,
            pool_id=pool_id,
            quantity=quantity_of(ordered),
            what="imported",
        )
    run(
        session,
        "UPDATE purchase_lines SET state = ?, received = 0, closed = 0 WHERE purchase_id BETWEEN ? AND ?",
        (str(PurchaseState.CANCELLED), *span),
    )
    kept = fetch(
        session,
        "SELECT id, number FROM purchases WHERE id BETWEEN ? AND ?"
        " AND id IN (SELECT purchase_id FROM purchase_lines)",
        span,
    )
    names = [(free_number(session, "purchases", number), row_id) for row_id, number in kept]
    run_many(
        session,
        f"UPDATE purchases SET state = '{PurchaseState.CANCELLED}', number = ? WHERE id = ?",
        names,
    )


def free_number(session: Session, table: str, number: str) -> str:
    """A number for a paper that was taken back, so that its own may come in again."""
    count, name = 1, tr("{number} (taken back)", number=number)
    while taken_numbers(session, table, [name]):
        count += 1
        name = tr("{number} (taken back {count})", number=number, count=count)
    return name
