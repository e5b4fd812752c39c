"""Changing a purchase that is entered already, and taking back that nothing more comes (R15, R16)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import (
    checked_quantity,
    close_purchase_if_done,
    open_purchase,
    open_purchase_lines,
    record,
)
from app.actions.editing import edit, refuse_if_changed
from app.actions.ordering import checked_amount
from app.actions.pools import pools_of
from app.actions.purchasing import (
    PurchaseLineDraft,
    confirm_purchase,
    cut_purchase_line,
    new_purchase_line,
    refuse_foreign_earmark,
    set_eta,
    supply_confirmed,
)
from app.actions.settling import Settled, Touch, begin, settle
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.language import tr
from db.models.catalogue import Product
from db.models.purchases import Purchase, PurchaseLine
from db.rows import fetch, value
from db.terms import PurchaseState

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class PurchaseTerms:
    """What a purchase says beside its lines."""

    supplier_id: int | None = None
    supplier_reference: str = ""
    sent_on: date | None = None
    confirmed_on: date | None = None
    freight: Decimal = NOTHING
    note: str = ""


@dataclass(frozen=True, slots=True)
class BoughtTerms:
    """What can be changed of a line; `for_line_id` is the order line it is bought for."""

    quantity: Decimal
    cost: Decimal
    eta: date | None = None
    for_line_id: int | None = None


@dataclass(frozen=True, slots=True)
class BoughtEdit:
    """A line as it was read, and as it is to be."""

    line_id: int
    before: BoughtTerms
    after: BoughtTerms


@dataclass(frozen=True, slots=True)
class PurchaseEdit:
    """What somebody changed of a purchase that he read as `before`; `confirms`: a draft becomes supply."""

    before: PurchaseTerms
    after: PurchaseTerms
    changed: tuple[BoughtEdit, ...] = ()
    removed: tuple[int, ...] = ()
    added: tuple[PurchaseLineDraft, ...] = ()
    confirms: bool = False


def edit_purchase(session: Session, purchase_id: int, changes: PurchaseEdit) -> int:
    """Write the differences; ChangedMeanwhile where somebody else changed the same things."""
    purchase = session.get(Purchase, purchase_id)
    if purchase is None:
        raise NotFound(tr("This purchase no longer exists."), tr("Reload the list."))
    places = [(each.product_id, each.location_id or purchase.location_id) for each in changes.added]
    pools = pools_of(session, places)
    known = fetch(session, "SELECT id, pool_id FROM purchase_lines WHERE purchase_id = ?", (purchase_id,))
    touch = begin(session, {*pools, *(row[1] for row in known)})
    purchase = session.get_one(Purchase, purchase_id, populate_existing=True)
    number, state = purchase.number, purchase.state
    if state == PurchaseState.CANCELLED:
        raise Refused(tr("{number} is cancelled.", number=number), tr("Enter a new purchase."))
    if len(known) + len(changes.added) == len(changes.removed):
        raise InvalidInput(tr("The purchase has no lines."), tr("Add a product, or cancel the purchase."))
    _set_terms(session, purchase_id, changes, state)
    if state == PurchaseState.DRAFT:
        _change_draft(session, purchase_id, changes, pools)
        if changes.confirms:
            confirm_purchase(session, purchase_id, confirmed_on=changes.after.confirmed_on)
    else:
        _change_confirmed(session, purchase_id, changes, pools, touch)
    touched(session, Area.PURCHASES)
    return purchase_id


def _set_terms(session: Session, purchase_id: int, changes: PurchaseEdit, state: str) -> None:
    before, after = changes.before, changes.after
    if state == PurchaseState.DRAFT:
        after = replace(after, confirmed_on=before.confirmed_on)  # `confirm_purchase` sets it
        session.get_one(Purchase, purchase_id).suggested = False  # else the next suggestion rewrites it
    elif after.supplier_id != before.supplier_id:
        raise Refused(
            tr("A confirmed purchase keeps its supplier."), tr("Cancel it, and buy from the other one.")
        )
    checked_amount(after.freight, zero=True)
    edit(session, Purchase, purchase_id, asdict(before), asdict(after))


# drafts: nobody relies on them, so that nothing of what changes needs to be kept


def _change_draft(session: Session, purchase_id: int, changes: PurchaseEdit, pools: Sequence[int]) -> None:
    for each in changes.changed:
        _change_draft_line(session, each)
    for line_id in changes.removed:
        _remove(session, line_id)
    _add(session, purchase_id, changes.added, pools)


def _change_draft_line(session: Session, change: BoughtEdit) -> None:
    line = _line(session, change.line_id)
    before, after = change.before, change.after
    stored = BoughtTerms(line.ordered, line.cost, line.eta, line.for_line_id)
    titles = {
        "quantity": tr("Quantity"),
        "cost": tr("Cost"),
        "eta": tr("ETA"),
        "for_line_id": tr("For order"),
    }
    for field, title in titles.items():
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            refuse_if_changed(title, getattr(stored, field), old, new, field)
    checked_quantity(session.get_one(Product, line.product_id), after.quantity)
    if after.for_line_id is not None:
        refuse_foreign_earmark(session, after.for_line_id, line.pool_id)
    line.ordered, line.cost = after.quantity, after.cost
    line.eta = line.first_eta = after.eta
    line.for_line_id = after.for_line_id
    session.flush()


def _line(session: Session, line_id: int) -> PurchaseLine:
    line = session.get(PurchaseLine, line_id, populate_existing=True)
    if line is None:
        raise NotFound(tr("This purchase line no longer exists."), tr("Reload the list."))
    return line


def _remove(session: Session, line_id: int) -> None:
    line = _line(session, line_id)
    kept = value(session, "SELECT 1 FROM history WHERE purchase_line_id = ?", (line_id,)) or value(
        session, "SELECT 1 FROM eta_changes WHERE purchase_line_id = ?", (line_id,)
    )
    if kept:
        line.state, line.closed = PurchaseState.CANCELLED, line.ordered
    else:
        session.delete(line)
    session.flush()


def _add(
    session: Session, purchase_id: int, drafts: Sequence[PurchaseLineDraft], pools: Sequence[int]
) -> list[int]:
    purchase = session.get_one(Purchase, purchase_id, populate_existing=True)
    sql = "SELECT coalesce(max(position), 0) FROM purchase_lines WHERE purchase_id = ?"
    last = int(value(session, sql, (purchase_id,)) or 0)
    lines = [
        new_purchase_line(session, purchase, draft, pool_id, position)
        for position, (draft, pool_id) in enumerate(zip(drafts, pools, strict=True), last + 1)
    ]
    session.add_all(lines)
    session.flush()
    return [line.id for line in lines]


# confirmed ones: they are supply


def _change_confirmed(
    session: Session, purchase_id: int, changes: PurchaseEdit, pools: Sequence[int], touch: Touch
) -> None:
    if changes.removed:
        raise Refused(
            tr("A line of a confirmed purchase is not removed."), tr("Lower its quantity, or close it short.")
        )
    for each in changes.changed:
        _change_supply(session, each)
    added = _add(session, purchase_id, changes.added, pools)
    if added:
        close_purchase_if_done(session, purchase_id)
        supply_confirmed(session, added, touch)


def _change_supply(session: Session, change: BoughtEdit) -> None:
    before, after = change.before, change.after
    line = _line(session, change.line_id)
    if before.quantity != after.quantity:
        refuse_if_changed(tr("Quantity"), line.ordered, before.quantity, after.quantity, "quantity")
        if line.ordered != after.quantity:
            cut_purchase_line(session, change.line_id, after.quantity)
    if before.eta != after.eta:
        refuse_if_changed(tr("ETA"), line.eta, before.eta, after.eta, "eta")
        set_eta(session, [change.line_id], after.eta)
    old = {"cost": before.cost, "for_line_id": before.for_line_id}
    new = {"cost": after.cost, "for_line_id": after.for_line_id}
    if after.for_line_id is not None and after.for_line_id != before.for_line_id:
        refuse_foreign_earmark(session, after.for_line_id, _line(session, change.line_id).pool_id)
    if "for_line_id" in edit(session, PurchaseLine, change.line_id, old, new):
        pool_id = _line(session, change.line_id).pool_id
        settle(session, begin(session, [pool_id]))


# taking back


def reopen_short(session: Session, parts: Sequence[tuple[int, Decimal]]) -> Settled:
    """What was closed short of these purchase lines is to come again."""
    quantities = dict(parts)
    lines, touch = open_purchase_lines(session, quantities)
    for line in lines:
        quantity = quantities[line.id]
        if quantity > line.closed or line.state not in (PurchaseState.CONFIRMED, PurchaseState.DONE):
            raise AlreadyDone(tr("This is no longer closed short."), tr("Reload the list."))
        line.closed -= quantity
        record(session, "reopened", purchase_line_id=line.id, pool_id=line.pool_id, quantity=quantity)
    for purchase_id in sorted({line.purchase_id for line in lines}):
        close_purchase_if_done(session, purchase_id)
    touched(session, Area.PURCHASES)
    return settle(session, touch)


def restore_purchase(session: Session, purchase_id: int) -> Settled:
    """A cancelled purchase comes after all."""
    purchase, lines, touch = open_purchase(session, purchase_id)
    if purchase.state != PurchaseState.CANCELLED:
        raise AlreadyDone(tr("{number} is not cancelled.", number=purchase.number), tr("Reload the list."))
    state = PurchaseState.CONFIRMED if purchase.confirmed_on else PurchaseState.DRAFT
    purchase.state = state
    for line in lines:
        line.state = state
        record(session, "purchase_restored", purchase_line_id=line.id, pool_id=line.pool_id)
    close_purchase_if_done(session, purchase_id)
    touched(session, Area.PURCHASES)
    return settle(session, touch)
