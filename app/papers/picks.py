"""The pick list of orders that can leave."""

from collections.abc import Sequence

from app.documents.layouts import Layout
from app.documents.pick_list import PickedLine, PickList
from app.documents.pick_list import pick_list as drawn
from app.language import tr
from app.letters.words import letter_day
from app.lists import orders
from app.lists.ready import ready_orders
from app.papers.order_rows import LineRow, WholeOrder, whole_orders
from app.papers.posting import desk_of, nothing_to_print
from app.quantities import quantity_of
from db.rows import Reader

Picks = tuple[PickList, Layout]
MOST = 200
"""Orders of one walk."""


def picks(session: Reader, order_ids: Sequence[int]) -> Picks:
    """What leaves with these orders, place by place and product by product; names those that stay."""
    desk = desk_of(session)
    ready = {each.id: each for each in ready_orders(session, list(order_ids))}
    leaves = dict(part for each in ready.values() for part in each.parts)
    chosen = whole_orders(session, order_ids)
    walk = [(line, order) for order in chosen for line in order.lines if line.id in leaves]
    walk.sort(key=lambda each: (each[0].location, each[0].product, each[0].sku))
    places = {line.location for line, _ in walk}
    stay = [order.row.number for order in chosen if order.row.id not in ready or ready[order.row.id].obstacle]
    tongue = desk.language()
    with desk.speaking():
        found = PickList(
            language=tongue,
            shop=desk.sender.name,
            location=next(iter(places)) if len(places) == 1 else "",
            date=letter_day(desk.day),
            lines=tuple(_picked(each, leaves, several=len(places) > 1) for each in walk),
            note=tr("These stay: {orders}", orders=tr(", ").join(stay)) if stay else "",
        )
    return found, desk.layout()


def orders_ready(session: Reader) -> list[int]:
    """Those that can leave, as far as one walk fetches them."""
    return [row[0] for row in orders.LISTING.page(session, filter="ready", limit=MOST).rows]


def picks_pdf(found: Picks) -> bytes:
    """The list, drawn; Refused where nothing leaves."""
    if not found[0].lines:
        raise nothing_to_print()
    return drawn(*found)


def _picked(each: tuple[LineRow, WholeOrder], leaves: dict[int, int], *, several: bool) -> PickedLine:
    line, order = each
    return PickedLine(
        bin=line.location if several else "",
        sku=line.sku,
        name=line.product,
        quantity=quantity_of(leaves[line.id]),
        order=order.row.number,
        customer=order.customer.name,
        unit=line.unit,
    )
