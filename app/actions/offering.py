"""Offering other goods in place of those that are missing, and what becomes of the offer (R22, R24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import action_id, today, touched
from app.actions.documents import (
    checked_quantity,
    open_line,
    order_of,
    record,
    refuse_on_hold,
    refuse_quote,
)
from app.actions.instead import free_by
from app.actions.notifying import NoticeRow, write_notices
from app.actions.notifying_orders import customer_to_tell
from app.actions.outlooks import day_book
from app.actions.pools import pool_of
from app.actions.promises import shown_dates
from app.actions.set_aside import close_offer, void_empty_notices
from app.actions.settling import begin, give_back, settle
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.language import tr
from app.quantities import units
from app.settings import shop_settings
from app.wording import day_text, quantity_text
from db.models.catalogue import Product
from db.models.offers import Offer
from db.models.orders import OrderLine
from db.rows import fetch, fetch_for, run, value
from db.terms import NoticeKind, NoticeState, OfferState


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """A product offered: `quantity` of it at `ratio` for one, for `price` or its own; kept if `set_aside`."""

    product_id: int
    quantity: Decimal
    ratio: Decimal = Decimal(1)
    price: Decimal | None = None
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """The notice that tells the offers."""

    notice_id: int
    offer_ids: tuple[int, ...]


def offer_substitutes(
    session: Session, line_id: int, drafts: Sequence[OfferDraft], reply_by: date | None = None
) -> Offered:
    """Make offers for what a line lacks; the letter that names them falls due.

    What is offered of the same product and was not told yet is replaced.
    """
    line, _ = open_line(session, line_id)
    _refuse_unless_lacking(session, line)
    until = reply_by or reply_day_for(session)
    if until < today(session):
        raise InvalidInput(
            tr("{day} is past.", day=day_text(until)), tr("Enter a day until which the offer stands.")
        )
    if not drafts:
        raise InvalidInput(tr("Nothing is offered."), tr("Choose a product and type how many."))
    customer_id = customer_to_tell(session, line.order_id)
    if customer_id is None:
        raise Refused(
            tr("This customer is not written to."), tr("Choose how the customer hears of delays, or call.")
        )
    location_id = int(
        value(session, "SELECT location_id FROM stock_levels WHERE id = ?", (line.pool_id,)) or 0
    )
    pools = [pool_of(session, each.product_id, location_id) for each in drafts]
    _replace_untold(session, line_id, [each.product_id for each in drafts])
    touch = begin(session, pools)
    notice_id = _notice(session, line, customer_id, until)
    offers = []
    for draft, pool_id in zip(drafts, pools, strict=True):
        offer = _offer(session, line_id, draft, pool_id)
        offer.notice_id, offer.reply_by = notice_id, until
        session.add(offer)
        session.flush()
        offers.append(offer.id)
        touch.freed[pool_id] -= units(offer.set_aside)
        record(
            session,
            "offered",
            line_id=line_id,
            pool_id=line.pool_id,
            quantity=draft.quantity,
            new_day=until,
            sku=str(value(session, "SELECT sku FROM products WHERE id = ?", (draft.product_id,))),
        )
    settle(session, touch)
    touched(session, Area.NOTICES, Area.STOCK)
    return Offered(notice_id, tuple(offers))


def reply_day_for(session: Session) -> date:
    """The last day to answer an offer that is made today, unless the owner names another."""
    return today(session) + timedelta(shop_settings(session).own_reply_days)


def withdraw_offers(session: Session, offer_ids: Sequence[int]) -> None:
    """Offers are not made after all: what they kept goes back to the queue; AlreadyDone if none is open."""
    _end(session, offer_ids, OfferState.VOID, "offer_withdrawn")


def decline_offers(session: Session, offer_ids: Sequence[int]) -> None:
    """The customer does not want these."""
    _end(session, offer_ids, OfferState.DECLINED, "offer_declined")


def decline_offers_of(session: Session, line_id: int) -> None:
    """The customer answered something else than a substitute: whatever is offered for the line is over."""
    sql = "SELECT id FROM offers WHERE order_line_id = ? AND state = 'open' ORDER BY id"
    ids = [row[0] for row in fetch(session, sql, (line_id,))]
    if ids:
        decline_offers(session, ids)


def lapse_offers(session: Session) -> int:
    """Offers that nobody answered in time, once a day; returns how many."""
    sql = "SELECT id FROM offers WHERE state = 'open' AND reply_by < ? ORDER BY id"
    ids = [row[0] for row in fetch(session, sql, (today(session).toordinal(),))]
    if ids:
        _end(session, ids, OfferState.LAPSED, "offer_lapsed")
    return len(ids)


def _end(session: Session, offer_ids: Sequence[int], state: OfferState, happening: str) -> None:
    sql = (
        "SELECT f.id, f.pool_id, f.order_line_id, f.notice_id, l.pool_id, p.sku FROM offers f"
        " JOIN order_lines l ON l.id = f.order_line_id JOIN products p ON p.id = f.product_id"
        " WHERE f.id IN ({ids})"
    )
    asked = fetch_for(session, sql, offer_ids)
    begin(session, {pool_id for row in asked for pool_id in (row[1], row[4])})
    sql = "SELECT id FROM offers WHERE id IN ({ids}) AND state = 'open'"
    is_open = {row[0] for row in fetch_for(session, sql, offer_ids)}
    rows = [row for row in asked if row[0] in is_open]
    if not rows:
        raise AlreadyDone(tr("This offer is no longer open."), tr("Reload the list."))
    freed: dict[int, int] = {}
    for offer_id, pool_id, line_id, _, line_pool_id, sku in rows:
        freed[pool_id] = freed.get(pool_id, 0) + close_offer(session, offer_id, state)
        record(session, happening, line_id=line_id, pool_id=line_pool_id, sku=sku)
    void_empty_notices(session, [row[3] for row in rows if row[3] is not None])
    give_back(session, {pool_id: kept for pool_id, kept in freed.items() if kept})
    touched(session, Area.NOTICES, Area.STOCK, Area.BACKORDERS)


def _refuse_unless_lacking(session: Session, line: OrderLine) -> None:
    order = order_of(session, line)
    refuse_quote(order)
    refuse_on_hold(order)
    if not line.backordered:
        raise Refused(tr("Nothing of this line is missing."), tr("Ship what is reserved."))


def _replace_untold(session: Session, line_id: int, product_ids: Sequence[int]) -> None:
    """What was offered before is offered anew as long as no letter told it; then it stands."""
    sql = (
        "SELECT f.id, f.pool_id, coalesce(n.state, 'due'), p.sku FROM offers f"
        " JOIN products p ON p.id = f.product_id LEFT JOIN notices n ON n.id = f.notice_id"
        " WHERE f.product_id IN ({ids}) AND f.order_line_id = ? AND f.state = 'open' ORDER BY f.id"
    )
    known = fetch_for(session, sql, product_ids, (line_id,))
    told = next((row[3] for row in known if row[2] == NoticeState.SENT), None)
    if told is not None:
        raise AlreadyDone(
            tr("{sku} is offered already.", sku=told), tr("Record the answer, or withdraw the offer first.")
        )
    if known:
        touch = begin(session, {row[1] for row in known})
        for offer_id, pool_id, _, _ in known:
            touch.freed[pool_id] += close_offer(session, offer_id, OfferState.VOID)
        settle(session, touch)


def _notice(session: Session, line: OrderLine, customer_id: int, until: date) -> int:
    """The letter to be: one for all that is offered in place of a line and not told yet."""
    sql = "SELECT id FROM notices WHERE order_line_id = ? AND kind = 'substitute_offer' AND state = 'due'"
    missing, by = units(line.backordered), until.toordinal()
    known = value(session, sql, (line.id,))
    if known is not None:
        changed = (missing, by, known)
        run(session, "UPDATE notices SET quantity = ?, due_by = ? WHERE id = ?", changed)
        return int(known)
    kind = NoticeKind.SUBSTITUTE_OFFER
    row = NoticeRow(kind, customer_id, line.order_id, line.id, quantity=missing, due_by=by)
    write_notices(session, [row])
    return int(value(session, sql, (line.id,)) or 0)


def _offer(session: Session, line_id: int, draft: OfferDraft, pool_id: int) -> Offer:
    line = session.get_one(OrderLine, line_id, populate_existing=True)
    product = session.get(Product, draft.product_id)
    if product is None or not product.active:
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    if product.id == line.product_id or draft.ratio <= 0:
        raise InvalidInput(tr("This is no substitute."), tr("Choose another product."))
    checked_quantity(product, draft.quantity)
    most = line.backordered * draft.ratio
    if draft.quantity > most:
        raise InvalidInput(
            tr("{most} of {sku} stand for what is missing.", most=quantity_text(most), sku=product.sku),
            tr("Offer no more than that."),
        )
    price = product.price if draft.price is None else draft.price
    if price < 0:
        raise InvalidInput(tr("This is no amount."), tr("Type an amount of money, not below zero."))
    day = _day_for(session, line, product, pool_id, draft.quantity)
    if draft.set_aside and day is not None:
        raise Refused(
            tr("{sku} is still to come.", sku=product.sku), tr("Only what lies there can be set aside.")
        )
    return Offer(
        order_line_id=line_id,
        product_id=product.id,
        pool_id=pool_id,
        state=OfferState.OPEN,
        ratio=draft.ratio,
        price=price,
        quantity=draft.quantity,
        set_aside=draft.quantity if draft.set_aside else Decimal(0),
        offered_on=today(session),
        from_on=day,
        action_id=action_id(session),
    )


def _day_for(
    session: Session, line: OrderLine, product: Product, pool_id: int, quantity: Decimal
) -> date | None:
    """The day on which so much of it can leave, None for at once; Refused where that helps nobody."""
    [shown] = shown_dates(session, [line.id])
    before = None if shown.estimate else shown.day
    free = Decimal(0)
    for day, more, supply in free_by(session, pool_id, day_book(session)):
        free += more
        if free >= quantity and (not supply or before is None or day < before):
            return day if supply else None
    raise Refused(
        tr(
            "{quantity} of {sku} neither lie free nor come before what was ordered.",
            quantity=quantity_text(quantity),
            sku=product.sku,
        ),
        tr("Offer less, or another product."),
    )
