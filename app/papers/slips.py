"""Packing slips: of what was shipped, and of what is reserved and about to be."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.documents.packing_slip import PackedLine, PackingSlip, packing_slip
from app.language import tr
from app.papers.order_rows import LineRow, WholeOrder, whole_orders
from app.papers.posting import Desk, Paper, desk_of
from app.quantities import quantity_of
from db.rows import Reader, fetch_for

Packed = Mapping[int, int]
"""Thousandths by order line."""

_SHIPMENTS = (
    "SELECT s.id, s.order_id, s.number, s.tracking, l.order_line_id, l.quantity - l.undone"
    " FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id"
    " WHERE s.id IN ({ids}) AND l.quantity > l.undone ORDER BY s.id, l.id"
)


class _Parcel(NamedTuple):
    order_id: int
    number: str
    tracking: str


def shipment_slips(session: Reader, shipment_ids: Sequence[int]) -> list[Paper]:
    """One a shipment that was not undone; what is still to come as of today."""
    parcels: dict[int, _Parcel] = {}
    packed: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for shipment_id, order_id, number, tracking, line_id, quantity in fetch_for(
        session, _SHIPMENTS, shipment_ids
    ):
        parcels[shipment_id] = _Parcel(order_id, number, tracking)
        packed[shipment_id][line_id] += quantity
    desk = desk_of(session)
    wanted = dict.fromkeys(parcel.order_id for parcel in parcels.values())
    orders = {each.row.id: each for each in whole_orders(session, wanted)}
    return [
        _paper(desk, orders[parcel.order_id], packed[shipment_id], parcel)
        for shipment_id, parcel in parcels.items()
    ]


def reserved_slips(session: Reader, order_ids: Sequence[int]) -> list[Paper]:
    """One an order of which goods are reserved, as if all of them left now."""
    desk = desk_of(session)
    papers = []
    for order in whole_orders(session, order_ids):
        packed = {line.id: line.reserved for line in order.lines if line.reserved}
        if packed:
            papers.append(_paper(desk, order, packed, None))
    return papers


def _paper(desk: Desk, order: WholeOrder, packed: Packed, parcel: _Parcel | None) -> Paper:
    row, reader = order.row, order.recipient
    tongue = desk.tongue(reader)
    with desk.speaking(reader):
        slip = PackingSlip(
            language=tongue,
            sender=desk.sender,
            recipient=desk.address(reader),
            place_date=desk.date_for(reader),
            order=row.number,
            lines=tuple(
                _line(desk, line, packed.get(line.id, 0), is_gone=parcel is not None)
                for line in order.lines
                if line.quantity
            ),
            shipment=parcel.number if parcel else "",
            customer=order.customer.number,
            reference=row.reference,
            tracking=parcel.tracking if parcel else "",
            note=tr("You fetch the goods from us.") if row.pick_up else "",
            country=reader.country,
        )
        return Paper(packing_slip(slip), desk.layout(reader.country))


def _line(desk: Desk, line: LineRow, packed: int, *, is_gone: bool) -> PackedLine:
    to_come = line.open if is_gone else line.open - packed
    due = None if line.is_stopped else desk.not_past(line.expected)
    return PackedLine(
        sku=line.sku,
        name=line.product,
        ordered=quantity_of(line.quantity),
        packed=quantity_of(packed),
        to_come=quantity_of(to_come),
        unit=line.unit,
        due=due,
    )
