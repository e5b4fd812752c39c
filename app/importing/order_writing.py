"""Imported orders and lines as rows of the database."""

from array import array
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import action_id, now
from app.actions.ordering import MINUTES_A_DAY
from app.importing.order_columns import NO_PRICE
from app.importing.order_ids import Ids
from app.importing.order_rows import Head, OrderRows
from app.importing.order_storing import Storing
from app.settings import shop_settings
from db.bulk import insert_rows
from db.rows import run_many
from db.stored import to_microseconds
from db.terms import NO_HAND_RANK

_ORDER_COLUMNS = (
    "id, number, state, customer_id, customer_reference, channel, location_id, ordered_on, wanted_on, "
    "wanted_minute, priority, ship_complete, on_hold, held_since, hold_reason, pick_up, date_essential, "
    "delivery_name, delivery_street, delivery_postcode, delivery_city, delivery_region, delivery_country, "
    "shipping_charge, currency, note, created_at"
)
_LINE_COLUMNS = (
    "id, order_id, position, product_id, pool_id, text, price, discount, tax_rate, ordered, demanded, "
    "cancelled, shipped, returned, state, on_hold, ship_complete, precedence, due, ordered_on, "
    "wanted_on, hand_rank, kept_off, kept_off_since, promised_on, first_promised_on, supply_cancelled, "
    "updated_by"
)


def write_orders(session: Session, storing: Storing) -> None:
    """The orders themselves."""
    rows, parts, ids = storing.rows, storing.parts, storing.ids
    currency, at = shop_settings(session).currency, to_microseconds(now(session))
    insert_rows(
        session,
        "orders",
        _ORDER_COLUMNS,
        (
            (
                ids.orders[order],
                rows.numbers[order],
                parts.state(order),
                ids.customers[rows.buyer_of[order]] or None,
                *_facts(rows.heads[order], ids.locations, currency),
                at,
            )
            for order in storing.watched(parts.orders())
        ),
    )


def _facts(head: Head, locations: dict[str, int], currency: str) -> tuple[Any, ...]:
    """In the order of the columns from customer_reference to note."""
    return (
        head.customer_reference,
        head.channel,
        locations[head.location],
        head.ordered_on,
        *(head.wanted or (None, None)),
        head.priority,
        head.ship_complete,
        head.on_hold,
        head.held_since or (head.ordered_on if head.on_hold else None),
        head.hold_reason,
        head.pick_up,
        head.date_essential,
        head.delivery_name,
        head.delivery_street,
        head.delivery_postcode,
        head.delivery_city,
        head.delivery_region,
        head.delivery_country,
        head.shipping_charge,
        head.currency or currency,
        head.note,
    )


def write_lines(session: Session, storing: Storing) -> None:
    """The lines, then what ties one to another."""
    insert_rows(session, "order_lines", _LINE_COLUMNS, _lines(session, storing))
    has = storing.rows.source.table.has
    if has("split_from") or has("substitute_for"):
        _tie(session, storing.rows, storing.ids)


def _lines(session: Session, storing: Storing) -> Iterator[tuple[Any, ...]]:
    """Worked out once per order and per product: there may be a million lines."""
    rows, parts, ids, goods = storing.rows, storing.parts, storing.ids, storing.goods
    action = action_id(session)
    told_twice = rows.source.table.has("promised")
    lines, texts, rests, heads, uses = rows.lines, rows.texts.at, rows.rests.at, rows.heads, goods.by_place
    counted = array("i", bytes(4 * len(rows.numbers)))
    last, copies = -1, ()
    for row_id, pool_id, order, use_at, text, place, quantity, price, demanded, cancelled, shipped in zip(
        ids.lines,
        ids.pools,
        storing.watched(lines.order),
        lines.use,
        lines.text,
        lines.rest,
        lines.quantity,
        lines.price,
        parts.demanded,
        parts.cancelled,
        parts.shipped,
        strict=True,
    ):
        if order != last:
            last, priority = order, ids.priorities[rows.buyer_of[order]]
            copies = _copies(heads[order], parts.state(order), priority)
        counted[order] += 1
        use, rest = uses[use_at], rests[place]
        promised = rest.promised if told_twice else rest.first_promised
        yield (
            row_id,
            ids.orders[order],
            rest.position or counted[order],
            ids.products[use_at],
            pool_id,
            texts[text],
            use.price if price == NO_PRICE else price,
            rest.discount,
            use.tax_rate if rest.tax_rate is None else rest.tax_rate,
            quantity,
            demanded,
            cancelled,
            shipped,
            rest.returned,
            *copies,
            NO_HAND_RANK if rest.hand_rank is None else rest.hand_rank,
            rest.kept_off,
            rest.kept_off_since,
            promised,
            promised if rest.first_promised is None else rest.first_promised,
            rest.supply_cancelled,
            action,
        )


def _copies(head: Head, state: str, customers_priority: int) -> tuple[Any, ...]:
    """What lines copy of their order, as `ordering.copy_rank` does: state to wanted_on."""
    priority = customers_priority if head.priority is None else head.priority
    wanted_on, minute = head.wanted or (None, None)
    due = (wanted_on or head.ordered_on) * MINUTES_A_DAY + (minute or 0)
    return state, head.on_hold, head.ship_complete, -priority, due, head.ordered_on, wanted_on


def _tie(session: Session, rows: OrderRows, ids: Ids) -> None:
    """Only the orders that have such lines are looked at line by line."""
    lines, rests = rows.lines, rows.rests
    tied = {
        order
        for order, place in zip(lines.order, lines.rest, strict=True)
        if rests[place].split_from is not None or rests[place].substitute_for is not None
    }
    by_place: dict[tuple[int, int | None], int] = {}
    pointing: list[tuple[int, int | None, int | None, int]] = []
    for row_id, order, place in zip(ids.lines, lines.order, lines.rest, strict=True):
        if order in tied:
            rest = rests[place]
            by_place[order, rest.position] = row_id
            if rest.split_from is not None or rest.substitute_for is not None:
                pointing.append((order, rest.split_from, rest.substitute_for, row_id))
    run_many(
        session,
        "UPDATE order_lines SET split_from_id = ?, substitute_for_id = ? WHERE id = ?",
        [
            (by_place.get((order, split)), by_place.get((order, substitute)), row_id)
            for order, split, substitute, row_id in pointing
        ],
    )
