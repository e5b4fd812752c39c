"""Orders to suppliers: entering, confirming, dates, closing short, cancelling (R12, R15, R16)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, touched, who
from app.actions.documents import (
    checked_quantity,
    close_purchase_if_done,
    number_for,
    open_purchase,
    open_purchase_lines,
    record,
)
from app.actions.ordering import checked_amount
from app.actions.pools import main_location, pool_of
from app.actions.settling import Settled, Touch, begin, settle
from app.actions.suggested_lines import lower_suggestion
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.language import tr
from app.rules.snapshot import Cut
from app.settings import shop_settings
from db.models.catalogue import Product
from db.models.purchases import EtaChange, Purchase, PurchaseLine
from db.rows import fetch, fetch_for, value
from db.stored import day_of
from db.terms import EtaCause, PurchaseState

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class PurchaseLineDraft:
    """A purchase line to be; `for_line_id` is the order line it is bought for."""

    product_id: int
    quantity: Decimal
    cost: Decimal | None = None
    eta: date | None = None
    for_line_id: int | None = None
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """A purchase to be; confirmed ones are supply at once."""

    lines: tuple[PurchaseLineDraft, ...]
    supplier_id: int | None = None
    state: str = PurchaseState.DRAFT
    number: str = ""
    ordered_on: date | None = None
    location_id: int | None = None
    supplier_reference: str = ""
    freight: Decimal = NOTHING
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """(order line, old, new expected date) of every line that an ETA moved, and the plan's fingerprint."""

    dates: tuple[tuple[int, date | None, date | None], ...]
    fingerprint: str

    @property
    def delays(self) -> bool:
        """Whether a line comes later than was expected, or on no known date any more."""
        return any(old is not None and (new is None or new > old) for _, old, new in self.dates)


def enter_purchase(session: Session, draft: PurchaseDraft) -> int:
    """Id of the new purchase."""
    if not draft.lines:
        raise InvalidInput(tr("The purchase has no lines."), tr("Add a product."))
    checked_amount(draft.freight, zero=True)
    location_id = draft.location_id or main_location(session)
    pools = [pool_of(session, each.product_id, each.location_id or location_id) for each in draft.lines]
    touch = begin(session, pools)
    purchase = Purchase(
        number=number_for(session, "purchase", draft.number or None),
        state=draft.state,
        supplier_id=draft.supplier_id,
        location_id=location_id,
        supplier_reference=draft.supplier_reference,
        ordered_on=draft.ordered_on or today(session),
        confirmed_on=today(session) if draft.state == PurchaseState.CONFIRMED else None,
        freight=draft.freight,
        currency=shop_settings(session).currency,
        note=draft.note,
    )
    session.add(purchase)
    session.flush()
    for position, (each, pool_id) in enumerate(zip(draft.lines, pools, strict=True), 1):
        session.add(new_purchase_line(session, purchase, each, pool_id, position))
    session.flush()
    purchase_id = purchase.id
    if draft.state == PurchaseState.CONFIRMED:
        supply_confirmed(session, _lines_of(session, purchase_id), touch)
    touched(session, Area.PURCHASES)
    return purchase_id


def new_purchase_line(
    session: Session, purchase: Purchase, draft: PurchaseLineDraft, pool_id: int, position: int
) -> PurchaseLine:
    """A row for a drafted line."""
    product = session.get(Product, draft.product_id)
    if product is None:
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    if draft.for_line_id is not None:
        refuse_foreign_earmark(session, draft.for_line_id, pool_id)
    return PurchaseLine(
        purchase_id=purchase.id,
        position=position,
        product_id=product.id,
        pool_id=pool_id,
        ordered=checked_quantity(product, draft.quantity),
        cost=product.cost if draft.cost is None else draft.cost,
        state=purchase.state,
        eta=draft.eta,
        first_eta=draft.eta,
        for_line_id=draft.for_line_id,
    )


def refuse_foreign_earmark(session: Session, line_id: int, pool_id: int) -> None:
    """Refused where the order line waits in another pool."""
    if value(session, "SELECT pool_id FROM order_lines WHERE id = ?", (line_id,)) != pool_id:
        raise Refused(
            tr("The order line waits for another product or place."),
            tr("Buy for a line of the same product and location."),
        )


def confirm_purchase(session: Session, purchase_id: int, *, confirmed_on: date | None = None) -> Settled:
    """The supplier agreed: the purchase is supply."""
    purchase, lines, touch = open_purchase(session, purchase_id)
    if purchase.state != PurchaseState.DRAFT:
        raise AlreadyDone(tr("{number} is no draft.", number=purchase.number), tr("Reload the list."))
    purchase.state = PurchaseState.CONFIRMED
    purchase.suggested = False
    purchase.confirmed_on = confirmed_on or today(session)
    drafted = [line for line in lines if line.state == PurchaseState.DRAFT]
    for line in drafted:
        line.state = PurchaseState.CONFIRMED
    return supply_confirmed(session, [line.id for line in drafted], touch)


def _lines_of(session: Session, purchase_id: int) -> list[int]:
    sql = "SELECT id FROM purchase_lines WHERE purchase_id = ? ORDER BY id"
    return [row[0] for row in fetch(session, sql, (purchase_id,))]


def supply_confirmed(session: Session, line_ids: Sequence[int], touch: Touch) -> Settled:
    """These lines are supply from now on: suggestions give way, and who waits gets a date."""
    session.flush()
    statement = select(PurchaseLine).where(PurchaseLine.id.in_(line_ids)).order_by(PurchaseLine.id)
    for line in session.scalars(statement):
        lower_suggestion(session, line)
        record(
            session,
            "purchased",
            purchase_line_id=line.id,
            pool_id=line.pool_id,
            quantity=line.ordered,
            new_day=line.eta,
        )
    touched(session, Area.PURCHASES)
    return settle(session, touch)


def set_eta(
    session: Session,
    purchase_line_ids: Sequence[int],
    eta: date | None,
    *,
    cause: str = EtaCause.OTHER,
    note: str = "",
) -> Rescheduled:
    """One new date for purchase lines (None: not known), with the cause; returns whom it moves (R12)."""
    return _reschedule(session, purchase_line_ids, lambda _: eta, cause, note)


def shift_eta(
    session: Session,
    purchase_line_ids: Sequence[int],
    days: int,
    *,
    cause: str = EtaCause.OTHER,
    note: str = "",
) -> Rescheduled:
    """Move each line's own date by so many days; undated lines stay undated."""

    def moved(old: date | None) -> date | None:
        return None if old is None else date.fromordinal(old.toordinal() + days)

    return _reschedule(session, purchase_line_ids, moved, cause, note)


def _reschedule(
    session: Session,
    purchase_line_ids: Sequence[int],
    new_eta: Callable[[date | None], date | None],
    cause: str,
    note: str,
) -> Rescheduled:
    lines, touch = open_purchase_lines(session, purchase_line_ids)
    for line in lines:
        if line.state not in (PurchaseState.DRAFT, PurchaseState.CONFIRMED):
            raise Refused(tr("Nothing more comes on this purchase line."), tr("Reload the list."))
        old, new = line.eta, new_eta(line.eta)
        if old == new:
            continue
        line.eta = new
        if line.first_eta is None or line.state == PurchaseState.DRAFT:
            line.first_eta = new
        if line.state == PurchaseState.DRAFT:
            continue  # nobody was told of it
        session.add(
            EtaChange(
                purchase_line_id=line.id,
                old_eta=old,
                new_eta=new,
                cause=cause,
                note=note,
                at=now(session),
                who=who(session),
                action_id=action_id(session),
            )
        )
        record(
            session,
            "eta_changed",
            purchase_line_id=line.id,
            pool_id=line.pool_id,
            old_day=old,
            new_day=new,
            cause=str(cause),
            note=note,
        )
    touched(session, Area.PURCHASES)
    settled = settle(session, touch)
    dates = tuple((line_id, day_of(old), day_of(new)) for line_id, old, new in settled.dates)
    return Rescheduled(dates, settled.fingerprint)


def close_short(session: Session, purchase_line_ids: Sequence[int], *, reason: str = "") -> Settled:
    """Nothing more comes on these lines; no receipt is pretended (R15)."""
    lines, touch = open_purchase_lines(session, purchase_line_ids)
    open_lines = [line for line in lines if line.incoming > 0]
    if not open_lines:
        raise AlreadyDone(tr("Nothing is left open of this purchase."), tr("Reload the list."))
    touch.cut |= _who_loses(session, touch, [line.id for line in open_lines])
    purchases = {line.purchase_id for line in open_lines}
    for line in session.scalars(
        select(PurchaseLine).where(PurchaseLine.id.in_([each.id for each in open_lines]))
    ):
        rest = line.ordered - line.received - line.closed
        line.closed += rest
        record(
            session,
            "closed_short",
            purchase_line_id=line.id,
            pool_id=line.pool_id,
            quantity=rest,
            reason=reason,
        )
    for purchase_id in purchases:
        close_purchase_if_done(session, purchase_id)
    touched(session, Area.PURCHASES)
    return settle(session, touch)


def _who_loses(
    session: Session, touch: Touch, purchase_line_ids: Iterable[int], *, whole: bool = False
) -> dict[int, Cut]:
    """Order lines that these purchase lines were to serve; settled first, so that the pegs are today's."""
    ids = list(purchase_line_ids)
    settle(session, Touch(set(touch.pools)))
    lines = "purchase_lines l JOIN purchases u ON u.id = l.purchase_id"
    pegged = fetch_for(
        session,
        f"SELECT g.order_line_id, u.number FROM {lines} JOIN pegs g ON g.purchase_line_id = l.id"
        " WHERE l.id IN ({ids}) ORDER BY l.id",
        ids,
    )
    earmarked = fetch_for(
        session,
        f"SELECT l.for_line_id, u.number FROM {lines}"
        " WHERE l.id IN ({ids}) AND l.for_line_id IS NOT NULL ORDER BY l.id",
        ids,
    )
    return {line_id: Cut(number, whole) for line_id, number in pegged + earmarked}


def cut_purchase_line(session: Session, purchase_line_id: int, quantity: Decimal) -> Settled:
    """Lower the ordered quantity; who loses by it is flagged 'supply cancelled' (R16)."""
    [line], touch = open_purchase_lines(session, [purchase_line_id])
    checked_quantity(session.get_one(Product, line.product_id), quantity)
    if quantity < line.received + line.closed:
        raise Refused(tr("More than that came already."), tr("Enter at least what was received."))
    if quantity < line.ordered:
        touch.cut |= _who_loses(session, touch, [purchase_line_id])
    line = session.get_one(PurchaseLine, purchase_line_id)
    record(
        session,
        "purchase_cut",
        purchase_line_id=line.id,
        pool_id=line.pool_id,
        quantity=quantity - line.ordered,
    )
    line.ordered = quantity
    close_purchase_if_done(session, line.purchase_id)
    touched(session, Area.PURCHASES)
    return settle(session, touch)


def cancel_purchase(session: Session, purchase_id: int, *, reason: str = "") -> Settled:
    """The purchase will not come: its customers wait, flagged, until other supply covers them (R16)."""
    purchase, lines, touch = open_purchase(session, purchase_id)
    if purchase.state not in (PurchaseState.DRAFT, PurchaseState.CONFIRMED):
        raise AlreadyDone(tr("{number} is not open.", number=purchase.number), tr("Reload the list."))
    if purchase.state == PurchaseState.CONFIRMED:
        touch.cut |= _who_loses(session, touch, [line.id for line in lines], whole=True)
    purchase = session.get_one(Purchase, purchase_id)
    purchase.state = PurchaseState.CANCELLED
    for line in session.scalars(select(PurchaseLine).where(PurchaseLine.purchase_id == purchase_id)):
        line.state = PurchaseState.CANCELLED
        record(
            session,
            "purchase_cancelled",
            purchase_line_id=line.id,
            pool_id=line.pool_id,
            quantity=line.ordered - line.received,
            reason=reason,
        )
    touched(session, Area.PURCHASES)
    return settle(session, touch)
