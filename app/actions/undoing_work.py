"""Goods that were called finished by mistake leave the books again (R30)."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.capacity_used import give_back_newest
from app.actions.documents import open_line, record
from app.actions.settling import Move, Settled, settle
from app.errors import AlreadyDone, Refused
from app.language import tr
from app.quantities import units
from app.state_words import move_text
from app.wording import quantity_text
from db.rows import fetch, fetch_one
from db.terms import MoveKind


def undo_finish(session: Session, line_id: int, quantity: Decimal) -> Settled:
    """Take back what was finished last for a line; Refused where goods left the shelf since (R15, R30)."""
    line, touch = open_line(session, line_id)
    sql = "SELECT id, quantity FROM stock_moves WHERE order_line_id = ? AND kind = ? ORDER BY id DESC LIMIT 1"
    newest = fetch_one(session, sql, (line_id, str(MoveKind.FINISHED)))
    if newest is None or newest[1] != units(quantity):
        raise AlreadyDone(
            tr("{quantity} finished are already taken back.", quantity=quantity_text(quantity)),
            tr("Reload the list."),
        )
    _refuse_if_goods_left(session, line.pool_id, newest[0])
    touch.moves.append(Move(line.pool_id, -units(quantity), MoveKind.FINISHED, order_line_id=line_id))
    touch.gives_back.append(line_id)
    give_back_newest(session, line_id)
    record(session, "finish_undone", line_id=line_id, pool_id=line.pool_id, quantity=-quantity)
    return settle(session, touch)


def _refuse_if_goods_left(session: Session, pool_id: int, move_id: int) -> None:
    rows = fetch(
        session,
        "SELECT kind, reference FROM stock_moves WHERE pool_id = ? AND id > ? AND quantity < 0"
        " ORDER BY id DESC LIMIT 5",
        (pool_id, move_id),
    )
    if rows:
        gone = dict.fromkeys(f"{move_text(kind)} {number}".strip() for kind, number in rows)
        raise Refused(
            tr("Goods left the shelf since: {moves}.", moves=tr(", ").join(gone)),
            tr("Count the product if the shelf says otherwise."),
        )
