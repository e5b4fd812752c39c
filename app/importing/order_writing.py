"""Imported orders and lines as rows of the database."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import action_id, now
from app.actions.ordering import MINUTES_A_DAY
from app.importing.order_goods import Goods
from app.importing.order_ids import Ids
from app.importing.order_parts import Parts
from app.importing.order_rows import Head, OrderRows
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


def write_orders(session: Session, rows: OrderRows, states: dict[int, str], ids: Ids) -> None:
    """The orders themselves."""
    currency, at = shop_settings(session).currency, to_microseconds(now(session))
    insert_rows(
        session,
        "orders",
        _ORDER_COLUMNS,
        (
            (
                row_id,
                rows.numbers[order],
                states[order],
                ids.customers[order][0],
                *_facts(rows.heads[order], ids.locations, currency),
                at,
            )
            for order, row_id in ids.orders.items()
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


def write_lines(
    session: Session, rows: OrderRows, goods: Goods, parts: list[Parts], states: dict[int, str], ids: Ids
) -> None:
    """The lines, then what ties one to another."""
    insert_rows(session, "order_lines", _LINE_COLUMNS, _lines(session, rows, goods, parts, states, ids))
    if rows.source.table.has("split_from") or rows.source.table.has("substitute_for"):
        _tie(session, rows, ids)


def _lines(
    session: Session, rows: OrderRows, goods: Goods, parts: list[Parts], states: dict[int, str], ids: Ids
) -> Iterator[tuple[Any, ...]]:
    """Worked out once per order and per product: there may be a million lines."""
    action = action_id(session)
    told_twice = rows.source.table.has("promised")
    copies = {
        order: _copies(rows.heads[order], states[order], ids.customers[order][1]) for order in ids.orders
    }
    places = dict.fromkeys(ids.orders, 0)
    for row_id, pool_id, line, part in zip(ids.lines, ids.pools, rows.lines, parts, strict=True):
        _, order, sku, text, quantity, price, rest = line
        places[order] += 1
        use = goods.uses[sku]
        promised = rest.promised if told_twice else rest.first_promised
        yield (
            row_id,
            ids.orders[order],
            rest.position or places[order],
            ids.products[sku],
            pool_id,
            text,
            use.price if price is None else price,
            rest.discount,
            use.tax_rate if rest.tax_rate is None else rest.tax_rate,
            quantity,
            *part,
            rest.returned,
            *copies[order],
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
    by_place = {
        (line.order, line.rest.position): row_id for row_id, line in zip(ids.lines, rows.lines, strict=True)
    }
    run_many(
        session,
        "UPDATE order_lines SET split_from_id = ?, substitute_for_id = ? WHERE id = ?",
        [
            (
                by_place.get((line.order, line.rest.split_from)),
                by_place.get((line.order, line.rest.substitute_for)),
                row_id,
            )
            for row_id, line in zip(ids.lines, rows.lines, strict=True)
            if line.rest.split_from is not None or line.rest.substitute_for is not None
        ],
    )
