"""Goods come in, and a receipt is taken back (R13, R14, R15)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import (
    checked_quantity,
    close_purchase_if_done,
    number_for,
    open_purchase_lines,
    record,
)
from app.actions.pools import main_location, pool_of, product_of_pool
from app.actions.settling import Move, Touch, begin, settle
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, NeedsConsent, PlanChanged, Refused
from app.language import tr
from app.quantities import quantity_of, units
from app.settings import shop_settings
from app.wording import quantity_text
from db.models.orders import OrderLine
from db.models.purchases import PurchaseLine, Receipt, ReceiptLine
from db.rows import fetch_for
from db.stored import to_units
from db.terms import MoveKind, ProductKind, PurchaseState

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReceiptLineDraft:
    """What came: on a purchase line, or of a product without a purchase."""

    accepted: Decimal
    purchase_line_id: int | None = None
    product_id: int | None = None
    location_id: int | None = None
    rejected: Decimal = NOTHING
    reject_reason: str = ""
    no_replacement: bool = False
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """A receipt to be; `fingerprint` is that of the plan the owner saw, '' if none was shown."""

    lines: tuple[ReceiptLineDraft, ...]
    number: str = ""
    received_on: date | None = None
    delivery_note: str = ""
    freight: Decimal = NOTHING
    over_confirmed: bool = False
    fingerprint: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The receipt, what it gave to whom (order line, quantity), what stays free, and a fingerprint."""

    receipt_id: int
    number: str
    gained: tuple[tuple[int, Decimal], ...]
    surplus: Decimal
    fingerprint: str


def receive(session: Session, draft: ReceiptDraft) -> Received:
    """Book goods in, the earmarked lines first, then by rank; PlanChanged if not as it was shown."""
    parts = [each for each in draft.lines if each.accepted or each.rejected]
    if not parts:
        raise InvalidInput(tr("Nothing was received."), tr("Enter what came."))
    lines, touch = _open(session, parts)
    _refuse_closed(lines.values(), over_confirmed=draft.over_confirmed)
    _refuse_too_many(session, parts, lines, over_confirmed=draft.over_confirmed)
    number = number_for(session, "receipt", draft.number or None)
    first = next((lines[each.purchase_line_id] for each in parts if each.purchase_line_id), None)
    receipt = Receipt(
        number=number,
        purchase_id=first.purchase_id if first else None,
        received_on=draft.received_on or today(session),
        delivery_note=draft.delivery_note,
        freight=draft.freight,
        note=draft.note,
    )
    session.add(receipt)
    session.flush()
    receipt_id = receipt.id
    for each in parts:
        _book(session, receipt, each, lines, touch)
    for purchase_id in {line.purchase_id for line in lines.values()}:
        close_purchase_if_done(session, purchase_id)
    settled = settle(session, touch)
    if draft.fingerprint and draft.fingerprint != settled.fingerprint:
        raise PlanChanged(
            tr("The queue changed meanwhile."), tr("Look at who gets what now, and receive again.")
        )
    touched(session, Area.PURCHASES)
    accepted = sum((each.accepted for each in parts), NOTHING)
    gained = tuple((line_id, quantity_of(part)) for line_id, part in settled.gained.items())
    surplus = accepted - sum((part for _, part in gained), NOTHING)
    return Received(receipt_id, number, gained, max(NOTHING, surplus), settled.fingerprint)


def _open(session: Session, parts: list[ReceiptLineDraft]) -> tuple[dict[int, PurchaseLine], Touch]:
    ids = [each.purchase_line_id for each in parts if each.purchase_line_id is not None]
    pools = [
        pool_of(session, each.product_id, each.location_id or main_location(session))
        for each in parts
        if each.purchase_line_id is None and each.product_id is not None
    ]
    pools += [
        row[0] for row in fetch_for(session, "SELECT pool_id FROM purchase_lines WHERE id IN ({ids})", ids)
    ]
    touch = begin(session, pools)
    lines, _ = open_purchase_lines(session, ids)
    return {line.id: line for line in lines}, touch


def _refuse_closed(lines: Iterable[PurchaseLine], *, over_confirmed: bool) -> None:
    for line in lines:
        if line.state == PurchaseState.DRAFT:
            raise Refused(tr("This purchase is a draft."), tr("Confirm it first."))
        if line.state == PurchaseState.CANCELLED:
            raise AlreadyDone(tr("This purchase is cancelled."), tr("Receive the goods without a purchase."))
        if line.state == PurchaseState.DONE and not over_confirmed:
            raise NeedsConsent(tr("This purchase is done."), tr("Confirm that more came than was ordered."))


def _refuse_too_many(
    session: Session,
    parts: list[ReceiptLineDraft],
    lines: dict[int, PurchaseLine],
    *,
    over_confirmed: bool,
) -> None:
    """Rows of one product add up; beyond the tolerance only with the owner's word (R13)."""
    came: dict[int, Decimal] = defaultdict(Decimal)
    for each in parts:
        if each.purchase_line_id is not None:
            came[each.purchase_line_id] += each.accepted
            came[each.purchase_line_id] += each.rejected if each.no_replacement else NOTHING
    tolerance = Decimal(shop_settings(session).over_receipt_percent) / 100
    for line_id, quantity in came.items():
        line = lines[line_id]
        open_rest = line.ordered - line.received - line.closed
        if quantity > open_rest + line.ordered * tolerance and not over_confirmed:
            raise NeedsConsent(
                tr("Only {open} were still to come.", open=quantity_text(max(NOTHING, open_rest))),
                tr("Confirm that more came than was ordered."),
            )


def _book(
    session: Session,
    receipt: Receipt,
    draft: ReceiptLineDraft,
    lines: dict[int, PurchaseLine],
    touch: Touch,
) -> None:
    line = lines[draft.purchase_line_id] if draft.purchase_line_id is not None else None
    if line is not None:
        pool_id = line.pool_id
    elif draft.product_id is not None:
        pool_id = pool_of(session, draft.product_id, draft.location_id or main_location(session))
    else:
        raise InvalidInput(tr("A received line names nothing."), tr("Choose a purchase line or a product."))
    product = product_of_pool(session, pool_id)
    if product.kind == ProductKind.SERVICE:
        raise InvalidInput(tr("{sku} is a service and has no stock.", sku=product.sku), tr("Choose goods."))
    checked_quantity(product, draft.accepted, zero=True)
    checked_quantity(product, draft.rejected, zero=True)
    cost = draft.cost if draft.cost is not None else (line.cost if line else product.cost)
    session.add(
        ReceiptLine(
            receipt_id=receipt.id,
            purchase_line_id=line.id if line else None,
            pool_id=pool_id,
            accepted=draft.accepted,
            rejected=draft.rejected,
            reject_reason=draft.reject_reason,
            no_replacement=draft.no_replacement,
            cost=cost,
        )
    )
    if line is not None:
        line.received += draft.accepted
        line.closed += draft.rejected if draft.no_replacement else NOTHING
        if line.for_line_id is not None:
            if not session.get_one(OrderLine, line.for_line_id).kept_off:
                touch.directed[line.for_line_id] += units(draft.accepted)
            touch.gives_back.append(line.for_line_id)
    touch.moves.append(
        Move(
            pool_id,
            units(draft.accepted),
            MoveKind.RECEIPT,
            receipt.number,
            purchase_line_id=line.id if line else None,
            cost=to_units(cost, 4),
        )
    )
    record(
        session,
        "received",
        purchase_line_id=line.id if line else None,
        pool_id=pool_id,
        quantity=draft.accepted,
        number=receipt.number,
        rejected=str(draft.rejected),
        reason=draft.reject_reason,
    )
