"""Goods go from one location to another: until they arrive they are supply of the place they go to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.documents import checked_quantity, number_for, record
from app.actions.pools import pool_of
from app.actions.settling import Move, Settled, Touch, begin, settle
from app.actions.stocktaking import refuse_beyond_available, stocked
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.language import tr
from app.quantities import quantity_of, units
from app.rules.snapshot import Cut
from app.wording import quantity_text
from db.models.catalogue import Location
from db.models.stock import Transfer
from db.rows import fetch_for, value
from db.terms import MoveKind

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class TransferDraft:
    """Goods (product, quantity) to be sent; `eta` None where nobody knows when they arrive."""

    from_location_id: int
    to_location_id: int
    goods: tuple[tuple[int, Decimal], ...]
    eta: date | None = None
    note: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """One transfer for each of the goods, in the draft's order, all under one number."""

    transfer_ids: tuple[int, ...]
    number: str


def send(session: Session, draft: TransferDraft) -> Sent:
    """Take goods off one shelf for another: only what is available there, as with all that leaves (R20)."""
    _check_places(session, draft)
    goods: dict[int, Decimal] = {}
    for product_id, quantity in draft.goods:
        goods[product_id] = goods.get(product_id, NOTHING) + quantity
    if not goods:
        raise InvalidInput(tr("Nothing to move."), tr("Add a product."))
    ends = {
        product_id: tuple(
            pool_of(session, product_id, place) for place in (draft.from_location_id, draft.to_location_id)
        )
        for product_id in goods
    }
    touch = begin(session, {pool_id for pair in ends.values() for pool_id in pair})
    number = number_for(session, "transfer", draft.number or None)
    sent: list[Transfer] = []
    for product_id, quantity in goods.items():
        product = stocked(session, product_id)
        from_pool, to_pool = ends[product_id]
        checked_quantity(product, quantity)
        refuse_beyond_available(session, product, from_pool, quantity)
        transfer = Transfer(
            number=number,
            from_pool_id=from_pool,
            to_pool_id=to_pool,
            quantity=quantity,
            sent_on=today(session),
            eta=draft.eta,
            note=draft.note,
        )
        session.add(transfer)
        session.flush()
        sent.append(transfer)
        _book_sent(session, transfer, touch)
    outcome = Sent(tuple(each.id for each in sent), number)
    settle(session, touch)
    return outcome


def _book_sent(session: Session, transfer: Transfer, touch: Touch) -> None:
    number, quantity, note = transfer.number, transfer.quantity, transfer.note
    touch.moves.append(
        Move(transfer.from_pool_id, -units(quantity), MoveKind.TRANSFER_OUT, number, note=note)
    )
    _record_sent(session, transfer, quantity)


def _record_sent(session: Session, transfer: Transfer, quantity: Decimal) -> None:
    number, eta = transfer.number, transfer.eta
    for pool_id, signed in ((transfer.from_pool_id, -quantity), (transfer.to_pool_id, quantity)):
        record(session, "transfer_sent", pool_id=pool_id, quantity=signed, new_day=eta, number=number)


def _check_places(session: Session, draft: TransferDraft) -> None:
    if draft.from_location_id == draft.to_location_id:
        raise InvalidInput(tr("The goods are there already."), tr("Choose another location to send them to."))
    for location_id in (draft.from_location_id, draft.to_location_id):
        if session.get(Location, location_id) is None:
            raise NotFound(tr("This location no longer exists."), tr("Choose another."))


def arrive(
    session: Session, arrived: Sequence[tuple[int, Decimal]], *, rest_is_lost: bool = False
) -> tuple[int, ...]:
    """Book (transfer, quantity) in where they were sent; what is lost on the way is supply no more.

    Returns the transfers that are over.
    """
    came: dict[int, Decimal] = {}
    for transfer_id, quantity in arrived:
        came[transfer_id] = came.get(transfer_id, NOTHING) + quantity
    transfers, touch = _open(session, came)
    if rest_is_lost:
        touch.cut |= _who_loses(session, touch, transfers)
    ended = []
    for transfer in transfers:
        quantity = came[transfer.id]
        _check_arrived(session, transfer, quantity, rest_is_lost=rest_is_lost)
        transfer.received += quantity
        lost = transfer.quantity - transfer.received - transfer.closed if rest_is_lost else NOTHING
        transfer.closed += lost
        if transfer.received + transfer.closed == transfer.quantity:
            ended.append(transfer.id)
        move = Move(transfer.to_pool_id, units(quantity), MoveKind.TRANSFER_IN, transfer.number)
        touch.moves.append(move)
        record(
            session,
            "transfer_arrived",
            pool_id=transfer.to_pool_id,
            quantity=quantity,
            number=transfer.number,
            lost=quantity_text(lost),
        )
    settle(session, touch)
    return tuple(ended)


def _check_arrived(session: Session, transfer: Transfer, quantity: Decimal, *, rest_is_lost: bool) -> None:
    product = stocked(session, _product_of(session, transfer))
    checked_quantity(product, quantity, zero=rest_is_lost)
    left = transfer.quantity - transfer.received - transfer.closed
    if not left:
        raise _over(session, transfer)
    if quantity > left:
        raise Refused(
            tr(
                "Only {quantity} {sku} of {number} are on their way.",
                quantity=quantity_text(left),
                sku=product.sku,
                number=transfer.number,
            ),
            tr("Count the shelf if more of it is there."),
        )


def _over(session: Session, transfer: Transfer) -> AlreadyDone:
    sku = stocked(session, _product_of(session, transfer)).sku
    title = tr("{sku} of {number} is no longer on its way.", sku=sku, number=transfer.number)
    return AlreadyDone(title, tr("It arrived or was sent back meanwhile."))


def undo_arrival(session: Session, transfer_id: int, quantity: Decimal) -> Settled:
    """What was booked in by mistake is on its way again; reservations go back from the lowest rank up."""
    [transfer], touch = _open(session, [transfer_id])
    checked_quantity(stocked(session, _product_of(session, transfer)), quantity)
    if quantity > transfer.received:
        raise Refused(
            tr("{number} did not bring that many.", number=transfer.number),
            tr("Undo no more than it brought."),
        )
    transfer.received -= quantity
    to_pool, number = transfer.to_pool_id, transfer.number
    touch.moves.append(Move(to_pool, -units(quantity), MoveKind.TRANSFER_IN, number))
    record(session, "transfer_arrival_undone", pool_id=to_pool, quantity=-quantity, number=number)
    return settle(session, touch)


def cancel_transfers(
    session: Session, transfer_ids: Sequence[int], *, reason: str = ""
) -> tuple[tuple[int, Decimal], ...]:
    """What is still on its way lies where it came from again; who waited for it is flagged (R16).

    Returns (transfer, quantity) of what went back.
    """
    transfers, touch = _open(session, transfer_ids)
    for transfer in transfers:
        if transfer.quantity == transfer.received + transfer.closed:
            raise _over(session, transfer)
    touch.cut |= _who_loses(session, touch, transfers)
    went_back = []
    for transfer in transfers:
        back = transfer.quantity - transfer.received - transfer.closed
        transfer.closed += back
        went_back.append((transfer.id, back))
        from_pool, to_pool, number = transfer.from_pool_id, transfer.to_pool_id, transfer.number
        touch.moves.append(Move(from_pool, units(back), MoveKind.TRANSFER_IN, number, note=reason))
        for pool_id, signed in ((from_pool, back), (to_pool, -back)):
            record(
                session, "transfer_cancelled", pool_id=pool_id, quantity=signed, number=number, reason=reason
            )
    settle(session, touch)
    return tuple(went_back)


def send_again(session: Session, went_back: Sequence[tuple[int, Decimal]]) -> Settled:
    """What was called back is on its way after all, as far as it is still available (R20)."""
    again = dict(went_back)
    transfers, touch = _open(session, again)
    for transfer in transfers:
        quantity, from_pool, number = again[transfer.id], transfer.from_pool_id, transfer.number
        product = stocked(session, _product_of(session, transfer))
        checked_quantity(product, quantity)
        if quantity > min(transfer.closed, _called_back(session, transfer)):
            raise AlreadyDone(tr("{number} is on its way again.", number=number), tr("Reload the list."))
        refuse_beyond_available(session, product, from_pool, quantity)
        transfer.closed -= quantity
        touch.moves.append(Move(from_pool, -units(quantity), MoveKind.TRANSFER_IN, number))
        _record_sent(session, transfer, quantity)
    return settle(session, touch)


def _called_back(session: Session, transfer: Transfer) -> Decimal:
    """What of it the ledger says came back to the place it left."""
    sql = "SELECT sum(quantity) FROM stock_moves WHERE reference = ? AND pool_id = ? AND kind = ?"
    given = (transfer.number, transfer.from_pool_id, str(MoveKind.TRANSFER_IN))
    return quantity_of(int(value(session, sql, given) or 0))


def set_arrival(session: Session, transfer_ids: Sequence[int], eta: date | None) -> Settled:
    """Another day for what is on its way; None where nobody knows it any more."""
    transfers, touch = _open(session, transfer_ids)
    for transfer in transfers:
        if transfer.quantity == transfer.received + transfer.closed:
            raise _over(session, transfer)
        if transfer.eta != eta:
            record(
                session,
                "transfer_moved",
                pool_id=transfer.to_pool_id,
                old_day=transfer.eta,
                new_day=eta,
                number=transfer.number,
            )
            transfer.eta = eta
    return settle(session, touch)


def _open(session: Session, transfer_ids: Iterable[int]) -> tuple[list[Transfer], Touch]:
    """Transfers by id, read after their pools were locked; NotFound if one is gone."""
    ids = sorted(set(transfer_ids))
    rows = fetch_for(session, "SELECT id, from_pool_id, to_pool_id FROM transfers WHERE id IN ({ids})", ids)
    if not rows or len(rows) < len(ids):
        raise NotFound(tr("This transfer no longer exists."), tr("Reload the list."))
    touch = begin(session, {pool_id for row in rows for pool_id in row[1:]})
    return _read(session, ids), touch


def _read(session: Session, ids: Sequence[int]) -> list[Transfer]:
    statement = select(Transfer).where(Transfer.id.in_(ids)).order_by(Transfer.id)
    return list(session.scalars(statement.execution_options(populate_existing=True)))


def _product_of(session: Session, transfer: Transfer) -> int:
    rows = fetch_for(
        session, "SELECT product_id FROM stock_levels WHERE id IN ({ids})", [transfer.to_pool_id]
    )
    return int(rows[0][0])


def _who_loses(session: Session, touch: Touch, transfers: Sequence[Transfer]) -> dict[int, Cut]:
    """Order lines that these transfers were to serve; settled first, so that the pegs are today's."""
    numbers = {transfer.id: (transfer.number, not transfer.received) for transfer in transfers}
    settle(session, Touch(set(touch.pools)))
    pegged = fetch_for(
        session,
        "SELECT order_line_id, transfer_id FROM pegs WHERE transfer_id IN ({ids}) ORDER BY id",
        numbers,
    )
    return {line_id: Cut(*numbers[transfer_id]) for line_id, transfer_id in pegged}
