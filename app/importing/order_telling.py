"""What a file of orders makes, thing by thing, for the owner to look at before it happens."""

from sqlalchemy.orm import Session

from app.importing.order_columns import counts
from app.importing.order_rows import OrderRows
from app.importing.order_storing import Storing
from app.importing.runs import DETAILS_KEPT, Run, run_of
from app.importing.things import Detail, Fate, Thing, listed
from app.language import tr
from app.state_words import order_state_text


def tell_orders(session: Session, storing: Storing) -> None:
    """The products and customers that it needs, then the orders; beyond the first they are only counted."""
    run, rows = run_of(session), storing.rows
    used = set(rows.lines.use)
    for use in storing.goods.created:
        if use.place in used:
            run.tell(Detail(Thing.PRODUCTS, Fate.CREATED, use.sku, use.name))
    for place, made in enumerate(storing.looked_at(storing.ids.new_customers)):
        if made:
            buyer = rows.buyers.new(place)
            run.tell(Detail(Thing.CUSTOMERS, Fate.CREATED, buyer.number, buyer.name))
    _tell_each(run, storing)


def _tell_each(run: Run, storing: Storing) -> None:
    rows, parts = storing.rows, storing.parts
    lines = counts(len(rows.numbers))
    for order in rows.lines.order:
        lines[order] += 1
    said: dict[tuple[str, int], str] = {}
    for told, order in enumerate(parts.orders()):
        if told == DETAILS_KEPT:
            run.counts[Thing.ORDERS, Fate.CREATED] += sum(1 for _ in parts.orders()) - told
            return
        kind = parts.state(order), lines[order]
        if kind not in said:
            said[kind] = _said(*kind)
        name = _name(rows, rows.buyer_of[order])
        run.tell(Detail(Thing.ORDERS, Fate.CREATED, rows.numbers[order], name, after=said[kind]))


def _said(state: str, lines: int) -> str:
    return tr("{state}, {lines}", state=order_state_text(state), lines=listed({Thing.ORDER_LINES: lines}))


def _name(rows: OrderRows, name: int) -> str:
    new, known = rows.buyers.new_at(name), rows.buyers.known_at(name)
    if new is not None:
        return rows.buyers.new(new).name
    return rows.named[name].name or (known.number if known else "")
