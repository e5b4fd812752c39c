"""The actions of scenarios, each played through the program's own action."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

from sqlalchemy.orm import Session

from app.actions import (
    availability,
    cancelling,
    order_lines,
    ordering,
    promises,
    purchasing,
    queueing,
    receiving,
    returning,
    settling,
    shipping,
    stocktaking,
    substituting,
    suggesting,
    undoing_receipts,
    working,
)
from app.errors import DatabaseBusy, DatabaseUnusable, NotFound, ShopError
from app.shop import Shop
from db.rows import fetch_one, value
from tests.scenarios.world import Facts, World, add_order, add_purchase

Opener = Callable[[], Shop]

TRIES = 5


class Unknown(Exception):
    """The scenario asks for an action that this runner does not know."""


def perform(shop: Shop, world: World, action: Facts, opener: Opener) -> list[str]:
    """Do one action; returns what is wrong with how it went."""
    if action["do"] == "concurrent":
        return _together(world, action, opener)
    refused = action.get("expect") == "reject"
    before = shop.read(state) if refused else None
    try:
        act(shop, world, action)
    except ShopError as error:
        if not refused or isinstance(error, DatabaseUnusable):
            return [f"{action['do']} was refused: {error}"]
        return [] if shop.read(state) == before else [f"{action['do']} was refused and changed something"]
    if refused:
        return [f"{action['do']} was not refused"]
    if action["do"] == "check_availability" and "expect" in action:
        said = "warn" if world.warned else "ok"
        return [] if said == action["expect"] else [f"check_availability said {said}"]
    return []


def act(shop: Shop, world: World, action: Facts) -> None:
    """Play an action in one write."""
    known = ACTIONS.get(action["do"])
    if known is None:
        raise Unknown(f"no such action: {action['do']}")
    trials: list[World] = []

    def attempt(session: Session) -> None:
        trials.append(world.trial())
        known(session, trials[-1], action)

    shop.write(attempt)
    world.keep(trials[-1])


def state(session: Session) -> list[Any]:
    """What a refused action must leave as it was."""
    tables = ("stock_levels", "orders", "order_lines", "purchases", "purchase_lines", "pegs")
    counted = ("stock_moves", "history", "promises", "shipment_lines", "receipt_lines", "cancellations")
    figures = [
        fetch_one(session, f"SELECT count(*), coalesce(sum(id), 0) FROM {table}")
        for table in tables + counted
    ]
    sums = (
        "SELECT sum(on_hand), sum(reserved), sum(incoming), sum(backordered) FROM stock_levels",
        "SELECT sum(reserved * id), sum(ordered * id), sum(cancelled * id), sum(shipped * id),"
        " sum(returned * id), sum(kept_off * id), sum(hand_rank) FROM order_lines",
        "SELECT sum(received * id), sum(closed * id), sum(ordered * id), sum(incoming * id)"
        " FROM purchase_lines",
        "SELECT sum(received * id), sum(closed * id), sum(quantity * id), count(*) FROM transfers",
    )
    return figures + [fetch_one(session, sql) for sql in sums]


def _together(world: World, action: Facts, opener: Opener) -> list[str]:
    """All at once, each from a shop of its own; a refusal is no failure unless the case says so."""
    actions = action["actions"]
    barrier = Barrier(len(actions))

    def one(part: Facts) -> list[str]:
        with closing(opener()) as shop:
            barrier.wait(60)
            return _tried(shop, world, part, TRIES if action.get("retry") else 1)

    with ThreadPoolExecutor(len(actions)) as pool:
        return [problem for problems in pool.map(one, actions) for problem in problems]


def _tried(shop: Shop, world: World, action: Facts, tries: int) -> list[str]:
    for _ in range(tries):
        try:
            act(shop, world, action)
        except DatabaseUnusable as error:
            if not isinstance(error, DatabaseBusy):
                return [f"{action['do']} failed: {error}"]
        except ShopError:
            continue
        else:
            return [f"{action['do']} was not refused"] if action.get("expect") == "reject" else []
    return []


def _allocate(session: Session, world: World, action: Facts) -> None:
    settling.settle_everything(session)


def _allocate_line(session: Session, world: World, action: Facts) -> None:
    queueing.reserve(session, _line(world, action["line"]), Decimal(action["qty"]), number=action.get("ref"))


def _unallocate(session: Session, world: World, action: Facts) -> None:
    queueing.unreserve(
        session,
        _line(world, action["line"]),
        Decimal(action["qty"]),
        keep_off=bool(action.get("hold")),
        number=action.get("ref"),
    )


def _ship(session: Session, world: World, action: Facts) -> None:
    shipping.ship(
        session,
        [(_line(world, action["line"]), Decimal(action["qty"]))],
        number=action.get("ref"),
        part_confirmed=bool(action.get("confirm")),
    )


def _undo_shipment(session: Session, world: World, action: Facts) -> None:
    shipping.undo_shipment(session, action["ref"], _line(world, action["line"]), Decimal(action["qty"]))


def _receive(session: Session, world: World, action: Facts) -> None:
    line = receiving.ReceiptLineDraft(Decimal(action["qty"]), _purchase(world, action["po"])[1])
    confirmed = bool(action.get("confirm"))
    draft = receiving.ReceiptDraft((line,), number=action.get("ref", ""), over_confirmed=confirmed)
    receiving.receive(session, draft)


def _undo_receipt(session: Session, world: World, action: Facts) -> None:
    line_id = _purchase(world, action["po"])[1]
    undoing_receipts.undo_receipt(session, action["ref"], Decimal(action["qty"]), purchase_line_id=line_id)


def _count(session: Session, world: World, action: Facts) -> None:
    product_id, location_id = _place(session, world, action)
    stocktaking.count(session, product_id, Decimal(action["on_hand"]), location_id=location_id)


def _issue(session: Session, world: World, action: Facts) -> None:
    product_id, location_id = _place(session, world, action)
    stocktaking.issue(session, product_id, Decimal(action["qty"]), location_id=location_id)


def _return(session: Session, world: World, action: Facts) -> None:
    returning.take_return(session, _line(world, action["line"]), Decimal(action["qty"]))


def _add_order(session: Session, world: World, action: Facts) -> None:
    add_order(session, world, action["order"])


def _add_line(session: Session, world: World, action: Facts) -> None:
    product_id, location_id = _place(session, world, action)
    draft = ordering.OrderLineDraft(product_id, Decimal(action["qty"]), location_id=location_id)
    line_id = order_lines.add_line(session, _order(world, action), draft)
    world.lines[action["line"]] = line_id


def _set_qty(session: Session, world: World, action: Facts) -> None:
    order_lines.set_quantity(session, _line(world, action["line"]), Decimal(action["qty"]))


def _remove_line(session: Session, world: World, action: Facts) -> None:
    order_lines.remove_line(session, _line(world, action["line"]))


def _cancel(session: Session, world: World, action: Facts) -> None:
    cancelling.cancel_order(session, _order(world, action))


def _cancel_line(session: Session, world: World, action: Facts) -> None:
    cancelling.cancel_line(session, _line(world, action["line"]), Decimal(action["qty"]))


def _close_rest(session: Session, world: World, action: Facts) -> None:
    cancelling.close_rest(session, _order(world, action))


def _reopen(session: Session, world: World, action: Facts) -> None:
    cancelling.reopen(session, _order(world, action))


def _hold(session: Session, world: World, action: Facts) -> None:
    queueing.hold(session, _order(world, action))


def _unhold(session: Session, world: World, action: Facts) -> None:
    queueing.unhold(session, _order(world, action))


def _release(session: Session, world: World, action: Facts) -> None:
    queueing.release_order(session, _order(world, action))


def _rank_first(session: Session, world: World, action: Facts) -> None:
    queueing.rank_first(session, _line(world, action["line"]))


def _move_reservation(session: Session, world: World, action: Facts) -> None:
    giver, taker = _line(world, action["from"]), _line(world, action["to"])
    queueing.move_reservation(session, giver, taker, Decimal(action["qty"]))


def _promise(session: Session, world: World, action: Facts) -> None:
    promises.promise(session, _line(world, action["line"]), _day(action["date"]))


def _set_eta(session: Session, world: World, action: Facts) -> None:
    purchasing.set_eta(session, [_purchase(world, action["po"])[1]], _day(action["eta"]))


def _close_short(session: Session, world: World, action: Facts) -> None:
    purchasing.close_short(session, [_purchase(world, action["po"])[1]])


def _confirm_po(session: Session, world: World, action: Facts) -> None:
    eta = action.get("eta")
    if eta is None and action.get("ordered"):
        ordered = date.fromisoformat(action["ordered"])
        eta = (ordered + timedelta(days=int(action.get("lead_days", 0)))).isoformat()
    if action["po"] not in world.purchases:
        add_purchase(session, world, action["po"], {**action, "eta": eta})
        return
    purchase_id, line_id = world.purchases[action["po"]]
    drafted = value(
        session, "SELECT ordered FROM purchase_lines WHERE id = ? AND state = 'draft'", (line_id,)
    )
    if drafted is not None and action.get("for_line"):
        purchasing.cancel_purchase(session, purchase_id)
        add_purchase(session, world, action["po"], {**action, "eta": eta}, number=f"{action['po']}+")
        return
    if drafted is not None:
        if eta is not None:
            purchasing.set_eta(session, [line_id], _day(eta))
        if "qty" in action and Decimal(action["qty"]) != Decimal(drafted).scaleb(-3):
            purchasing.cut_purchase_line(session, line_id, Decimal(action["qty"]))
    purchasing.confirm_purchase(session, purchase_id)


def _cancel_po(session: Session, world: World, action: Facts) -> None:
    purchasing.cancel_purchase(session, _purchase(world, action["po"])[0])


def _unpeg(session: Session, world: World, action: Facts) -> None:
    purchase_id = _purchase(world, action["po"])[0]
    queueing.unpeg(session, _line(world, action["line"]), purchase_id, keep_off=bool(action.get("hold")))


def _substitute(session: Session, world: World, action: Facts) -> None:
    world.lines[action["new_line"]] = substituting.substitute(
        session,
        _line(world, action["line"]),
        Decimal(action["qty"]),
        world.product(session, action["sku"]),
        ratio=Decimal(action.get("ratio", "1")),
    )


def _suggest_purchases(session: Session, world: World, action: Facts) -> None:
    suggesting.suggest_purchases(
        session,
        minimum=_decimal(action.get("min")),
        target=_decimal(action.get("target")),
        pack=_decimal(action.get("pack")),
        horizon_days=action.get("horizon_days"),
    )


def _delete_suggestion(session: Session, world: World, action: Facts) -> None:
    suggesting.delete_suggestion(session, world.product(session, action["sku"]))


def _check_availability(session: Session, world: World, action: Facts) -> None:
    product_id, location_id = _place(session, world, action)
    seen = availability.check_availability(session, product_id, location_id, Decimal(action["qty"]))
    world.warned = seen.short > 0


def _finish(session: Session, world: World, action: Facts) -> None:
    working.finish(session, _line(world, action["line"]), Decimal(action["qty"]))


def _done(session: Session, world: World, action: Facts) -> None:
    working.done(session, _line(world, action["line"]), Decimal(action["qty"]))


def _line(world: World, name: str) -> int:
    return _known(world.lines, name)


def _order(world: World, action: Facts) -> int:
    return _known(world.orders, action["order"])


def _purchase(world: World, name: str) -> tuple[int, int]:
    return _known(world.purchases, name)


def _known(ids: dict[str, Any], name: str) -> Any:
    if name not in ids:
        raise NotFound(f"There is no {name}.")
    return ids[name]


def _place(session: Session, world: World, action: Facts) -> tuple[int, int]:
    return world.product(session, action["sku"]), world.location(session, action["sku"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


ACTIONS: dict[str, Callable[[Session, World, Facts], None]] = {
    "allocate": _allocate,
    "allocate_line": _allocate_line,
    "unallocate": _unallocate,
    "ship": _ship,
    "undo_shipment": _undo_shipment,
    "receive": _receive,
    "undo_receipt": _undo_receipt,
    "count": _count,
    "issue": _issue,
    "return": _return,
    "add_order": _add_order,
    "add_line": _add_line,
    "set_qty": _set_qty,
    "remove_line": _remove_line,
    "cancel": _cancel,
    "cancel_line": _cancel_line,
    "close_rest": _close_rest,
    "reopen": _reopen,
    "hold": _hold,
    "unhold": _unhold,
    "release": _release,
    "rank_first": _rank_first,
    "move_reservation": _move_reservation,
    "promise": _promise,
    "set_eta": _set_eta,
    "close_short": _close_short,
    "confirm_po": _confirm_po,
    "cancel_po": _cancel_po,
    "unpeg": _unpeg,
    "substitute": _substitute,
    "suggest_purchases": _suggest_purchases,
    "delete_suggestion": _delete_suggestion,
    "check_availability": _check_availability,
    "finish": _finish,
    "done": _done,
}
