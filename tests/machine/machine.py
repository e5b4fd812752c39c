"""Random actions on a shop, held against the model; after each the shop verifies and stays settled."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count as counter
from typing import Any, ClassVar, NamedTuple

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.orm import Session

from app.actions import (
    cancelling,
    daily,
    order_lines,
    ordering,
    promises,
    purchasing,
    queueing,
    receiving,
    returning,
    shipping,
    stocktaking,
    substituting,
    suggesting,
    transferring,
    undoing_receipts,
    working,
)
from app.actions.cataloguing import ProductDraft, create_product
from app.actions.pools import create_location, main_location, pool_of
from app.actions.resources import block_resource, create_resource, set_capacity
from app.actions.settling import settle_everything
from app.errors import DatabaseUnusable, ShopError
from app.settings import change_settings, shop_settings
from app.shop import open_shop
from app.verifying import verify
from db.rows import fetch
from tests.machine.model import NOTHING, LineModel, OrderModel, ShopModel, SupplyModel, TransferModel
from tests.machine.places import Files, Places, new_folder
from tests.scenarios.doing import state

TODAY = date(2026, 11, 23)

pieces = st.integers(1, 12).map(Decimal)
days = st.integers(-3, 30)


# What the owner or an earmark decides, whatever the rank.
BY_HAND = (
    queueing.reserve,
    queueing.unreserve,
    queueing.release_order,
    queueing.move_reservation,
    queueing.split_line,
    shipping.undo_shipment,
    shipping.undo_whole_shipment,
    shipping.ship,
    working.finish,
    receiving.receive,
    undoing_receipts.undo_receipt,
    undoing_receipts.undo_whole_receipt,
)


class Place(NamedTuple):
    """An order line in its pool's queue; `eager` is neither on hold nor kept off."""

    rank: tuple[int, ...]
    line: int
    open: int
    reserved: int
    short: int
    eager: bool


Queues = dict[int, list[Place]]


def queues(session: Session) -> Queues:
    """Open lines by pool."""
    found: Queues = defaultdict(list)
    sql = (
        "SELECT pool_id, hand_rank, precedence, due, ordered_on, id, open, reserved, backordered,"
        " on_hold = 0 AND kept_off = 0 FROM order_lines WHERE open > 0 ORDER BY id"
    )
    for row in fetch(session, sql):
        found[row[0]].append(Place(tuple(row[1:6]), row[5], *row[6:9], bool(row[9])))
    return dict(found)


class ShopMachine(RuleBasedStateMachine):
    """Two products in three pools, one made to order and one service on one bench."""

    places_of_shops: Places = Files()
    reached: ClassVar[Counter[str]] = Counter()
    """How often each act was done, in all shops of the run."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = new_folder()
        self.place = self.places_of_shops.new(self.folder)
        self.day = TODAY
        self.shop = open_shop(
            self.place, clock=lambda: datetime.combine(self.day, time(9), UTC), who="machine"
        )
        self.model = ShopModel()
        self.numbers = counter(1)
        self.customer_id: int | None = None

    def teardown(self) -> None:
        self.shop.close()
        self.places_of_shops.drop(self.place)
        shutil.rmtree(self.folder)

    # -- what every rule needs

    def attempt(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[bool, Any]:
        """Whether the shop did it, and what it returned; a refusal must leave all as it was."""
        before = self.shop.read(state)
        places = self.shop.read(queues)
        try:
            outcome = self.shop.write(action, *args, **kwargs)
        except DatabaseUnusable:
            raise
        except ShopError as error:
            note(f"refused: {error}")
            assert self.shop.read(state) == before
            return False, None
        ShopMachine.reached[action.__name__] += 1
        if action not in BY_HAND:
            self.rank_decided(places, self.shop.read(queues))
        return True, outcome

    def rank_decided(self, before: Queues, after: Queues) -> None:
        """Who gained stands before all who still lack, who lost behind all who still hold (R3, R20)."""
        settings = self.shop.read(shop_settings)
        for pool_id, queue in after.items():
            earlier = {place.line: place.reserved for place in before.get(pool_id, ())}
            gained = [place.rank for place in queue if place.reserved > earlier.get(place.line, 0)]
            lost = [
                place.rank for place in queue if place.reserved < earlier.get(place.line, 0) and place.eager
            ]
            lacking = [place.rank for place in queue if place.short and place.eager]
            holding = [place.rank for place in queue if place.reserved]
            if gained and lacking and settings.complete_orders_hold_stock:
                assert max(gained) <= min(lacking)
            if self.taken_away(before, after, pool_id) and lost and holding:
                assert min(lost) >= max(holding)

    @staticmethod
    def taken_away(before: Queues, after: Queues, pool_id: int) -> bool:
        """Whether all that happened in the pool is that stock went."""
        wants = [
            [(place.line, place.open, place.rank) for place in queues.get(pool_id, ())]
            for queues in (before, after)
        ]
        return wants[0] == wants[1]

    def on(self, later: int) -> date:
        return self.day + timedelta(days=later)

    def pick(self, data: st.DataObject, ids: Any, label: str) -> int:
        return int(data.draw(st.sampled_from(sorted(ids)), label=label))

    def line(self, data: st.DataObject, label: str = "line") -> int:
        return self.pick(data, [each for each, line in self.model.lines.items() if not line.removed], label)

    def reserved(self, line_id: int) -> Decimal:
        rows = self.shop.read(fetch, "SELECT reserved FROM order_lines WHERE id = ?", (line_id,))
        return Decimal(int(rows[0][0])).scaleb(-3)

    def has_lines(self) -> bool:
        return any(not line.removed for line in self.model.lines.values())

    # -- the shop

    @initialize(
        automatic=st.booleans(), holding=st.booleans(), on_hand=st.lists(st.integers(0, 20), min_size=3)
    )
    def furnish(self, automatic: bool, holding: bool, on_hand: list[int]) -> None:
        def make(session: Session) -> tuple[list[int], int]:
            change_settings(
                session,
                handling_days=1,
                reserve_automatically=automatic,
                complete_orders_hold_stock=holding,
                settled_on=TODAY.isoformat(),
            )
            bench = create_resource(session, "Bench", per_week=Decimal(5), monday=TODAY - timedelta(days=70))
            tea = create_product(session, ProductDraft("TEA", decimals=3))
            cup = create_product(session, ProductDraft("CUP"))
            chair = create_product(
                session, ProductDraft("CHAIR", kind="made", resource_id=bench, effort=Decimal(2))
            )
            job = create_product(session, ProductDraft("JOB", kind="service", resource_id=bench))
            main, annex = main_location(session), create_location(session, "Annex")
            places = [(tea, main), (tea, annex), (cup, main), (chair, main), (job, main)]
            self.places = places
            for (product_id, location_id), quantity in zip(places[:3], on_hand, strict=False):
                stocktaking.count(session, product_id, Decimal(quantity), location_id=location_id)
            return [pool_of(session, *place) for place in places], bench

        self.pools, self.bench = self.shop.write(lambda session: make(session))
        self.service_pool = self.pools[4]
        for pool_id, quantity in zip(self.pools[:3], on_hand, strict=False):
            self.model.on_hand[pool_id] = Decimal(quantity)

    def line_draft(self, place: int, quantity: Decimal) -> ordering.OrderLineDraft:
        product_id, location_id = self.places[place]
        return ordering.OrderLineDraft(product_id, quantity, location_id=location_id)

    def add_to_model(self, line_id: int, order_id: int, place: int, quantity: Decimal) -> None:
        pool = self.pools[place]
        self.model.lines[line_id] = LineModel(order_id, pool, quantity, is_service=pool == self.service_pool)

    # -- orders

    @rule(
        lines=st.lists(st.tuples(st.integers(0, 4), pieces), min_size=1, max_size=3),
        complete=st.booleans(),
        quote=st.sampled_from([False, False, False, True]),
        priority=st.integers(-1, 2),
        wanted=st.none() | days,
        ordered=st.integers(-20, 0),
    )
    def enter(
        self,
        lines: list[tuple[int, Decimal]],
        complete: bool,
        quote: bool,
        priority: int,
        wanted: int | None,
        ordered: int,
    ) -> None:
        draft = ordering.OrderDraft(
            tuple(self.line_draft(*each) for each in lines),
            state="quote" if quote else "open",
            ordered_on=self.day + timedelta(days=ordered),
            wanted_on=None if wanted is None else self.day + timedelta(days=wanted),
            priority=priority,
            ship_complete=complete,
            customer_id=self.customer_id,
        )
        done, entered = self.attempt(ordering.enter_order, draft)
        assert done
        self.model.orders[entered.order_id] = OrderModel(is_quote=quote)
        for line_id, (place, quantity) in zip(entered.line_ids, lines, strict=True):
            self.add_to_model(line_id, entered.order_id, place, quantity)

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        order_id = self.pick(data, self.model.orders, "order")
        order = self.model.orders[order_id]
        done, _ = self.attempt(ordering.confirm_order, order_id)
        assert done == (order.is_quote and not order.is_cancelled_quote)
        if done:
            order.is_quote = False

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data(), place=st.integers(0, 4), quantity=pieces)
    def add_line(self, data: st.DataObject, place: int, quantity: Decimal) -> None:
        order_id = self.pick(data, self.model.orders, "order")
        if self.model.orders[order_id].is_cancelled_quote:
            return
        done, line_id = self.attempt(order_lines.add_line, order_id, self.line_draft(place, quantity))
        if done:
            self.add_to_model(line_id, order_id, place, quantity)

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces)
    def set_quantity(self, data: st.DataObject, quantity: Decimal) -> None:
        line_id = self.line(data)
        line = self.model.lines[line_id]
        if self.model.orders[line.order].is_cancelled_quote:
            return
        done, _ = self.attempt(order_lines.set_quantity, line_id, quantity)
        if quantity < line.shipped:
            assert not done
        if done:
            line.ordered = quantity + line.cancelled

    @precondition(has_lines)
    @rule(data=st.data())
    def remove_line(self, data: st.DataObject) -> None:
        self.remove_line_of(self.line(data))

    def remove_line_of(self, line_id: int) -> None:
        line = self.model.lines[line_id]
        done, _ = self.attempt(order_lines.remove_line, line_id)
        if line.shipped:
            assert not done
        if done:
            line.removed = True

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces)
    def cancel_line(self, data: st.DataObject, quantity: Decimal) -> None:
        line_id = self.line(data)
        line = self.model.lines[line_id]
        done, _ = self.attempt(cancelling.cancel_line, line_id, quantity)
        assert done == (quantity <= self.model.demanded(line))
        if done:
            line.cancelled += quantity

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data(), closing=st.booleans())
    def cancel_order(self, data: st.DataObject, closing: bool) -> None:
        self.end_order(self.pick(data, self.model.orders, "order"), closing=closing)

    def end_order(self, order_id: int, *, closing: bool) -> None:
        order = self.model.orders[order_id]
        lines = self.model.lines_of(order_id)
        done, _ = self.attempt(cancelling.close_rest if closing else cancelling.cancel_order, order_id)
        if order.is_quote:
            order.is_cancelled_quote = order.is_cancelled_quote or done
            return
        assert done == any(line.open for line in lines)
        if done:
            for line in lines:
                line.closed += line.open if closing else NOTHING
                line.cancelled += line.open

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        self.reopen_order(self.pick(data, self.model.orders, "order"))

    def reopen_order(self, order_id: int) -> None:
        lines = self.model.lines_of(order_id)
        if self.model.orders[order_id].is_quote:
            return
        done, _ = self.attempt(cancelling.reopen, order_id)
        assert done == any(line.closed for line in lines)
        if done:
            for line in lines:
                line.cancelled -= line.closed
                line.closed = NOTHING

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces)
    def split(self, data: st.DataObject, quantity: Decimal) -> None:
        line_id = self.line(data)
        line = self.model.lines[line_id]
        done, new_id = self.attempt(queueing.split_line, line_id, quantity)
        assert done == (quantity < self.model.demanded(line))
        if done:
            line.ordered -= quantity
            self.model.lines[new_id] = LineModel(line.order, line.pool, quantity, line.is_service)

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces, place=st.integers(0, 3), ratio=st.sampled_from(["1", "2", "0.5"]))
    def substitute(self, data: st.DataObject, quantity: Decimal, place: int, ratio: str) -> None:
        line_id = self.line(data)
        line = self.model.lines[line_id]
        location_id = self.places[self.pools.index(line.pool)][1]
        product_id = self.places[place][0]
        if (product_id, location_id) not in self.places:
            return
        done, new_id = self.attempt(
            substituting.substitute, line_id, quantity, product_id, ratio=Decimal(ratio)
        )
        if done:
            line.cancelled += quantity
            other = self.places.index((product_id, location_id))
            self.add_to_model(new_id, line.order, other, quantity * Decimal(ratio))

    # -- the queue

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data())
    def hold_or_unhold(self, data: st.DataObject) -> None:
        order_id = self.pick(data, self.model.orders, "order")
        order = self.model.orders[order_id]
        done, _ = self.attempt(queueing.unhold if order.on_hold else queueing.hold, order_id)
        if done:
            order.on_hold = not order.on_hold

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        self.attempt(queueing.release_order, self.pick(data, self.model.orders, "order"))

    @precondition(has_lines)
    @rule(
        data=st.data(),
        how=st.sampled_from(["first", "at", "forget", "off", "on", "promise"]),
        place=st.integers(1, 4),
    )
    def turn(self, data: st.DataObject, how: str, place: int) -> None:
        line_id = self.line(data)
        if how == "at":
            self.attempt(queueing.rank_at, line_id, place)
        elif how == "promise":
            self.attempt(promises.promise, line_id, self.day + timedelta(days=place))
        else:
            actions = {
                "first": queueing.rank_first,
                "forget": queueing.forget_rank,
                "off": queueing.keep_off,
                "on": queueing.keep_on,
            }
            self.attempt(actions[how], line_id)

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces, keep_off=st.booleans(), back=st.booleans())
    def by_hand(self, data: st.DataObject, quantity: Decimal, keep_off: bool, back: bool) -> None:
        line_id = self.line(data)
        before = self.reserved(line_id)
        if back:
            done, _ = self.attempt(queueing.unreserve, line_id, quantity, keep_off=keep_off)
            assert done == (quantity <= before)
        else:
            done, _ = self.attempt(queueing.reserve, line_id, quantity)
            if done:
                assert self.reserved(line_id) >= before + quantity

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces)
    def move_reservation(self, data: st.DataObject, quantity: Decimal) -> None:
        giver, taker = self.line(data, "from"), self.line(data, "to")
        before = self.reserved(taker)
        done, _ = self.attempt(queueing.move_reservation, giver, taker, quantity)
        if done:
            assert self.reserved(taker) >= before + quantity

    @precondition(lambda self: self.model.supplies and self.has_lines())
    @rule(data=st.data(), keep_off=st.booleans())
    def unpeg(self, data: st.DataObject, keep_off: bool) -> None:
        supply = self.model.supplies[self.pick(data, self.model.supplies, "supply")]
        self.attempt(queueing.unpeg, self.line(data), supply.purchase, keep_off=keep_off)

    # -- goods leave

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces, most=st.booleans(), part=st.booleans())
    def ship(self, data: st.DataObject, quantity: Decimal, most: bool, part: bool) -> None:
        line_id = self.line(data)
        held = self.reserved(line_id)
        self.ship_line(line_id, held if most and held else quantity, part=part)

    def ship_line(self, line_id: int, quantity: Decimal, *, part: bool) -> None:
        line, held = self.model.lines[line_id], self.reserved(line_id)
        number = f"S{next(self.numbers)}"
        done, _ = self.attempt(shipping.ship, [(line_id, quantity)], number=number, part_confirmed=part)
        if quantity > held:
            assert not done
        if done:
            line.shipped += quantity
            self.model.on_hand[line.pool] -= quantity
            self.model.shipments.append((number, line_id))

    @precondition(lambda self: self.model.shipments)
    @rule(data=st.data(), quantity=pieces)
    def undo_shipment(self, data: st.DataObject, quantity: Decimal) -> None:
        number, line_id = data.draw(st.sampled_from(self.model.shipments), label="shipment")
        line = self.model.lines[line_id]
        done, _ = self.attempt(shipping.undo_shipment, number, line_id, quantity)
        if done:
            line.shipped -= quantity
            self.model.on_hand[line.pool] += quantity
            assert line.shipped >= line.returned

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces, damaged=st.booleans())
    def take_return(self, data: st.DataObject, quantity: Decimal, damaged: bool) -> None:
        line_id = self.line(data)
        line = self.model.lines[line_id]
        condition = "damaged" if damaged else "saleable"
        done, _ = self.attempt(returning.take_return, line_id, quantity, condition=condition)
        assert done == (quantity <= line.shipped - line.returned)
        if done:
            line.returned += quantity
            if not damaged and not line.is_service:
                self.model.on_hand[line.pool] += quantity

    @precondition(has_lines)
    @rule(data=st.data(), quantity=pieces)
    def work(self, data: st.DataObject, quantity: Decimal) -> None:
        line_id = self.line(data)
        line = self.model.lines[line_id]
        if line.is_service:
            done, _ = self.attempt(working.done, line_id, quantity)
            if done:
                line.shipped += quantity
        else:
            done, _ = self.attempt(working.finish, line_id, quantity)
            if done:
                assert line.pool == self.pools[3]
                self.model.on_hand[line.pool] = self.model.on_hand.get(line.pool, NOTHING) + quantity

    # -- goods come

    @rule(
        data=st.data(),
        place=st.integers(0, 3),
        quantity=pieces,
        eta=st.none() | days,
        draft=st.booleans(),
        earmarked=st.booleans(),
    )
    def purchase(
        self,
        data: st.DataObject,
        place: int,
        quantity: Decimal,
        eta: int | None,
        draft: bool,
        earmarked: bool,
    ) -> None:
        product_id, location_id = self.places[place]
        lines = [
            each
            for each, line in self.model.lines.items()
            if line.pool == self.pools[place] and not line.removed
        ]
        for_line = self.pick(data, lines, "for line") if earmarked and lines else None
        line = purchasing.PurchaseLineDraft(
            product_id,
            quantity,
            eta=None if eta is None else self.day + timedelta(days=eta),
            for_line_id=for_line,
            location_id=location_id,
        )
        purchase_state = "draft" if draft else "confirmed"
        done, purchase_id = self.attempt(
            purchasing.enter_purchase, purchasing.PurchaseDraft((line,), state=purchase_state)
        )
        assert done
        rows = self.shop.read(fetch, "SELECT id FROM purchase_lines WHERE purchase_id = ?", (purchase_id,))
        self.model.supplies[rows[0][0]] = SupplyModel(
            self.pools[place], quantity, purchase_state, purchase_id, earmarked=for_line is not None
        )

    @precondition(lambda self: self.model.supplies)
    @rule(
        data=st.data(),
        how=st.sampled_from(["confirm", "eta", "close", "cut", "cancel"]),
        days=days,
        quantity=pieces,
    )
    def change_purchase(self, data: st.DataObject, how: str, days: int, quantity: Decimal) -> None:
        supply_id = self.pick(data, self.model.supplies, "supply")
        supply = self.model.supplies[supply_id]
        if how == "confirm":
            done, _ = self.attempt(purchasing.confirm_purchase, supply.purchase)
            assert done == (supply.state == "draft")
            supply.state = "confirmed" if done else supply.state
        elif how == "eta":
            eta = None if days == 0 else self.day + timedelta(days=days)
            self.attempt(purchasing.set_eta, [supply_id], eta)
        elif how == "close":
            done, _ = self.attempt(purchasing.close_short, [supply_id])
            assert done == (supply.incoming > 0)
            if done:
                supply.closed += supply.incoming
        elif how == "cut":
            done, _ = self.attempt(purchasing.cut_purchase_line, supply_id, quantity)
            if done:
                supply.ordered = quantity
        else:
            done, _ = self.attempt(purchasing.cancel_purchase, supply.purchase)
            supply.state = "cancelled" if done else supply.state
        self.finish_purchase(supply)

    def finish_purchase(self, supply: SupplyModel) -> None:
        """A purchase is done when nothing more comes, and open again when something does."""
        left = supply.ordered > supply.received + supply.closed
        if supply.state == "confirmed" and not left:
            supply.state = "done"
        elif supply.state == "done" and left:
            supply.state = "confirmed"

    @precondition(lambda self: self.model.supplies)
    @rule(data=st.data(), quantity=pieces, most=st.booleans(), over=st.booleans())
    def receive(self, data: st.DataObject, quantity: Decimal, most: bool, over: bool) -> None:
        supply_id = self.pick(data, self.model.supplies, "supply")
        supply = self.model.supplies[supply_id]
        quantity = supply.incoming if most and supply.incoming else quantity
        self.receive_of(supply_id, quantity, over=over)

    def receive_of(self, supply_id: int, quantity: Decimal, *, over: bool) -> None:
        supply = self.model.supplies[supply_id]
        number = f"R{next(self.numbers)}"
        draft = receiving.ReceiptDraft(
            (receiving.ReceiptLineDraft(quantity, supply_id),), number=number, over_confirmed=over
        )
        places = self.shop.read(queues)
        done, _ = self.attempt(receiving.receive, draft)
        if done and not supply.earmarked:
            self.rank_decided(places, self.shop.read(queues))
        if quantity > supply.incoming and not over:
            assert not done
        if done:
            supply.received += quantity
            self.model.on_hand[supply.pool] = self.model.on_hand.get(supply.pool, NOTHING) + quantity
            self.model.receipts.append((number, supply_id))
            self.finish_purchase(supply)

    @precondition(lambda self: self.model.receipts)
    @rule(data=st.data(), quantity=pieces)
    def undo_receipt(self, data: st.DataObject, quantity: Decimal) -> None:
        number, supply_id = data.draw(st.sampled_from(self.model.receipts), label="receipt")
        supply = self.model.supplies[supply_id]
        done, _ = self.attempt(undoing_receipts.undo_receipt, number, quantity, purchase_line_id=supply_id)
        if done:
            supply.received -= quantity
            self.model.on_hand[supply.pool] -= quantity
            self.finish_purchase(supply)

    @rule(back=st.booleans(), quantity=pieces, eta=st.none() | days)
    def send(self, back: bool, quantity: Decimal, eta: int | None) -> None:
        """Tea between its two places."""
        origin, target = (1, 0) if back else (0, 1)
        (product_id, start), (_, end) = self.places[origin], self.places[target]
        day = None if eta is None else self.day + timedelta(days=eta)
        draft = transferring.TransferDraft(start, end, ((product_id, quantity),), day)
        free = self.available(origin)
        done, sent = self.attempt(transferring.send, draft)
        assert done == (quantity <= free)
        if done:
            self.model.on_hand[self.pools[origin]] -= quantity
            [transfer_id] = sent.transfer_ids
            ends = self.pools[origin], self.pools[target]
            self.model.transfers[transfer_id] = TransferModel(*ends, quantity)

    @precondition(lambda self: self.model.transfers)
    @rule(data=st.data(), quantity=pieces, how=st.sampled_from(["arrive", "lost", "undo", "cancel", "day"]))
    def change_transfer(self, data: st.DataObject, quantity: Decimal, how: str) -> None:
        transfer_id = self.pick(data, self.model.transfers, "transfer")
        transfer = self.model.transfers[transfer_id]
        if how in ("arrive", "lost"):
            self.arrive(transfer_id, transfer, quantity, lost=how == "lost")
        elif how == "undo":
            there = self.model.on_hand[transfer.target]
            done, _ = self.attempt(transferring.undo_arrival, transfer_id, quantity)
            assert done == (quantity <= min(transfer.received, there))
            if done:
                transfer.received -= quantity
                self.model.on_hand[transfer.target] -= quantity
        elif how == "cancel":
            back = transfer.incoming
            done, _ = self.attempt(transferring.cancel_transfers, [transfer_id])
            assert done == (back > 0)
            if done:
                transfer.closed += back
                self.model.on_hand[transfer.origin] += back
        else:
            day = self.day + timedelta(days=int(quantity))
            done, _ = self.attempt(transferring.set_arrival, [transfer_id], day)
            assert done == (transfer.incoming > 0)

    def arrive(self, transfer_id: int, transfer: TransferModel, quantity: Decimal, *, lost: bool) -> None:
        done, _ = self.attempt(transferring.arrive, [(transfer_id, quantity)], rest_is_lost=lost)
        assert done == (quantity <= transfer.incoming)
        if done:
            transfer.received += quantity
            transfer.closed += transfer.incoming if lost else NOTHING
            self.model.on_hand[transfer.target] += quantity

    def available(self, place: int) -> Decimal:
        sql = "SELECT available FROM stock_levels WHERE id = ?"
        return Decimal(self.shop.read(fetch, sql, (self.pools[place],))[0][0]).scaleb(-3)

    @rule(place=st.integers(0, 3), quantity=st.integers(0, 15).map(Decimal))
    def count(self, place: int, quantity: Decimal) -> None:
        product_id, location_id = self.places[place]
        done, _ = self.attempt(stocktaking.count, product_id, quantity, location_id=location_id)
        assert done
        self.model.on_hand[self.pools[place]] = quantity

    @rule(place=st.integers(0, 3), quantity=pieces)
    def issue(self, place: int, quantity: Decimal) -> None:
        product_id, location_id = self.places[place]
        available = self.available(place)
        done, _ = self.attempt(stocktaking.issue, product_id, quantity, location_id=location_id)
        assert done == (quantity <= available)
        if done:
            self.model.on_hand[self.pools[place]] -= quantity

    @rule(low=st.none() | pieces)
    def suggest(self, low: Decimal | None) -> None:
        assert self.attempt(suggesting.suggest_purchases, minimum=low)[0]

    # -- time and settings

    @rule(first=days, length=st.integers(0, 9), per_week=st.integers(0, 9))
    def change_bench(self, first: int, length: int, per_week: int) -> None:
        start = self.day + timedelta(days=first)
        if length:
            end = start + timedelta(days=length)
            assert self.attempt(block_resource, self.bench, first=start, last=end)[0]
        else:
            assert self.attempt(set_capacity, self.bench, monday=start, per_week=Decimal(per_week))[0]

    @rule(passed=st.integers(1, 8))
    def pass_days(self, passed: int) -> None:
        self.day += timedelta(days=passed)
        self.shop.write(daily.begin_day)

    @rule(automatic=st.booleans(), holding=st.booleans())
    def change_shop(self, automatic: bool, holding: bool) -> None:
        def change(session: Session) -> None:
            change_settings(session, reserve_automatically=automatic, complete_orders_hold_stock=holding)
            settle_everything(session)

        self.shop.write(lambda session: change(session))

    # -- what always holds

    @invariant()
    def figures_are_the_models(self) -> None:
        levels = dict(tuple(row) for row in self.shop.read(fetch, "SELECT id, on_hand FROM stock_levels"))
        for pool_id, quantity in self.model.on_hand.items():
            assert Decimal(levels[pool_id]).scaleb(-3) == quantity
        sql = "SELECT id, open, shipped, returned, cancelled FROM order_lines WHERE removed = 0"
        stored = {row[0]: tuple(row[1:]) for row in self.shop.read(fetch, sql)}
        expected = {
            line_id: tuple(
                int(each.scaleb(3))
                for each in (self.model.demanded(line), line.shipped, line.returned, line.cancelled)
            )
            for line_id, line in self.model.lines.items()
            if not line.removed
        }
        assert stored == expected
        incoming = dict(
            tuple(row) for row in self.shop.read(fetch, "SELECT id, incoming FROM purchase_lines")
        )
        for supply_id, supply in self.model.supplies.items():
            assert Decimal(incoming[supply_id]).scaleb(-3) == supply.incoming

    @invariant()
    def what_is_between_places_is_the_models(self) -> None:
        rows = self.shop.read(fetch, "SELECT id, incoming FROM transfers")
        stored = {row[0]: Decimal(row[1]).scaleb(-3) for row in rows}
        assert stored == {key: transfer.incoming for key, transfer in self.model.transfers.items()}

    @invariant()
    def nothing_is_broken(self) -> None:
        found = self.shop.read(verify)
        note(str(found))
        assert not found

    @invariant()
    def settling_again_changes_nothing(self) -> None:
        def again(session: Session) -> list[Any]:
            settle_everything(session)
            return state(session)

        assert self.shop.preview(again) == self.shop.read(state)

    @invariant()
    def nothing_lies_free_while_a_line_lacks_it(self) -> None:
        settings = self.shop.read(shop_settings)
        if settings.reserve_automatically and settings.complete_orders_hold_stock:
            sql = (
                "SELECT l.id FROM order_lines l JOIN stock_levels s ON s.id = l.pool_id"
                " WHERE s.available > 0 AND l.backordered > 0 AND l.on_hold = 0 AND l.kept_off = 0"
            )
            assert self.shop.read(fetch, sql) == []
