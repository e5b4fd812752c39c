"""Several processes sell the same stock at once, each with a shop of its own."""

import multiprocessing
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from multiprocessing.synchronize import Barrier
from typing import Any

from app.actions.cataloguing import ProductDraft, create_product
from app.actions.moving import move
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.pools import create_location, main_location
from app.actions.queueing import reserve
from app.actions.stocktaking import count
from app.actions.transferring import TransferDraft
from app.errors import Refused
from app.settings import change_settings
from app.shop import Shop, clock_at, open_shop
from app.verifying import verify
from db.rows import fetch, fetch_one

TODAY = date(2026, 11, 23)
ANNEX = "Annex"
PATIENCE = 120.0
"""Seconds in which all tills must have come to the start."""

Till = Callable[[Shop, int, int], None]


@dataclass(frozen=True, slots=True)
class Sold:
    """What stands in the shop when all tills are done, in pieces, and what any of them saw go wrong."""

    on_hand: int
    reserved: int
    held_by_lines: int
    lacking: int
    lines: int
    breaks: tuple[str, ...]
    errors: tuple[str, ...]


def furnish(place: str, stock: int, *, automatic: bool = True) -> int:
    """One product with so many pieces; returns its id."""
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        return int(shop.write(_furnish, stock, automatic=automatic))


def _furnish(session: Any, stock: int, *, automatic: bool) -> int:
    change_settings(session, reserve_automatically=automatic)
    product_id = create_product(session, ProductDraft("TEA"))
    count(session, product_id, Decimal(stock), location_id=main_location(session))
    return product_id


def enter_orders(shop: Shop, product_id: int, orders: int) -> None:
    """Orders of one piece, each in a write of its own."""
    draft = OrderDraft((OrderLineDraft(product_id, Decimal(1)),))
    for _ in range(orders):
        shop.write(enter_order, draft)


def reserve_by_hand(shop: Shop, product_id: int, pieces: int) -> None:
    """One big order, and one piece after the other for it until none is free."""
    draft = OrderDraft((OrderLineDraft(product_id, Decimal(pieces)),))
    [line_id] = shop.write(enter_order, draft).line_ids
    for _ in range(pieces):
        try:
            shop.write(reserve, line_id, Decimal(1))
        except Refused:
            return


def furnish_two_places(place: str, stock: int) -> int:
    """One product with so many pieces at Main, and a second location; returns its id."""
    product_id = furnish(place, stock)
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        shop.write(create_location, ANNEX)
    return product_id


def carry_away(shop: Shop, product_id: int, pieces: int) -> None:
    """One piece after the other to the annex, where they lie at once, until none is left to move."""
    main, annex = shop.write(main_location), shop.write(create_location, ANNEX)
    draft = TransferDraft(main, annex, ((product_id, Decimal(1)),), TODAY)
    for piece in range(pieces):
        try:
            shop.write(move, draft, are_there=piece % 2 == 0)
        except Refused:
            return


def carry_round(shop: Shop, product_id: int, rounds: int) -> None:
    """There and back again: the second till locks the same pools from the other end."""
    ends = (shop.write(main_location), shop.write(create_location, ANNEX))
    for turn in range(2 * rounds):
        here, there = ends if turn % 2 == 0 else ends[::-1]
        goods = ((product_id, Decimal(1)),)
        try:
            shop.write(move, TransferDraft(here, there, goods, TODAY), are_there=True)
        except Refused:
            continue


def goods_by_place(place: str) -> list[tuple[str, int, int]]:
    """Location, pieces on hand, pieces on their way there."""
    sql = (
        "SELECT a.name, s.on_hand / 1000, s.incoming / 1000 FROM stock_levels s"
        " JOIN locations a ON a.id = s.location_id ORDER BY a.id"
    )
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        return [(name, int(there), int(coming)) for name, there, coming in shop.read(fetch, sql)]


def transfer_numbers(place: str) -> list[str]:
    """Of all transfers."""
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        return [row[0] for row in shop.read(fetch, "SELECT number FROM transfers ORDER BY id")]


def run_at_once(place: str, product_id: int, till: Till, tills: int, many: int) -> tuple[str, ...]:
    """So many processes start together; returns what went wrong in them and what no longer adds up."""
    errors = _start(place, product_id, till, tills, many)
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        return (*errors, *(each.what for each in shop.read(verify)))


def sell_at_once(place: str, product_id: int, till: Till, tills: int, many: int) -> Sold:
    """So many processes start together; returns what they left."""
    return _sold(place, _start(place, product_id, till, tills, many))


def _start(place: str, product_id: int, till: Till, tills: int, many: int) -> tuple[str, ...]:
    context: Any = multiprocessing.get_context("spawn")
    if "forkserver" in multiprocessing.get_all_start_methods():
        # As clean, but what is imported here is imported once for all of them.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
    start, errors = context.Barrier(tills), context.SimpleQueue()
    processes = [
        context.Process(target=_run, args=(place, product_id, till, many, start, errors))
        for _ in range(tills)
    ]
    for process in processes:
        process.start()
    seen = [errors.get() for _ in processes]
    for process in processes:
        process.join()
        process.close()
    errors.close()
    return tuple(error for error in seen if error)


def _run(place: str, product_id: int, till: Till, many: int, start: Barrier, errors: Any) -> None:
    try:
        with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
            start.wait(PATIENCE)
            till(shop, product_id, many)
    except Exception as error:  # noqa: BLE001
        errors.put(f"{type(error).__name__}: {error}")
    else:
        errors.put("")


def _sold(place: str, errors: tuple[str, ...]) -> Sold:
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        level = shop.read(fetch_one, "SELECT on_hand / 1000, reserved / 1000 FROM stock_levels")
        lines = shop.read(
            fetch_one, "SELECT sum(reserved) / 1000, sum(backordered) / 1000, count(*) FROM order_lines"
        )
        breaks = tuple(each.what for each in shop.read(verify))
    assert level is not None
    assert lines is not None
    return Sold(*map(int, level), *map(int, lines), breaks=breaks, errors=errors)
