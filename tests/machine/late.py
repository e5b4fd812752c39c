"""What makes money move, on top of offers: orders that come too late, and how such a story goes on."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy.orm import Session

from app.actions import daily, ordering, promises, purchasing
from app.actions.answering import AnswerDraft, record_answers
from app.actions.cancelling import cancel_line
from app.actions.reward_rules import RuleDraft, store_rules
from app.actions.undoing import carry_out, take_back_cancelled
from app.settings import change_settings
from db.rows import fetch
from tests.machine.machine import pieces
from tests.machine.model import OrderModel, SupplyModel
from tests.machine.offers import OfferMachine

RULES = (
    RuleDraft(1, "points", Decimal(4), priority=2),
    RuleDraft(20, "percent", Decimal(60)),
    RuleDraft(9, "percent", Decimal(30)),
    RuleDraft(1, "percent", Decimal(10)),
)
# Lines of which some is open that a voucher stands for, by what became of it.
_EARNED = (
    "SELECT DISTINCT l.id FROM order_lines l JOIN vouchers v ON v.order_line_id = l.id"
    " JOIN orders o ON o.id = l.order_id WHERE v.state IN ('open', 'used') AND l.open > 0"
    " AND l.removed = 0 AND o.on_hold = 0 ORDER BY l.id"
)
_CLOSED = (
    "SELECT DISTINCT l.order_id FROM order_lines l JOIN vouchers v ON v.order_line_id = l.id"
    " JOIN cancellations c ON c.order_line_id = l.id AND c.kind = 'closed' AND c.quantity > c.undone"
    " WHERE v.state = 'lapsed' AND l.removed = 0 ORDER BY l.order_id"
)
_OFFERED = (
    "SELECT f.order_line_id, f.product_id, f.ratio, f.quantity FROM offers f WHERE f.state = 'open'"
    " ORDER BY f.id"
)


class LateMachine(OfferMachine):
    """Delays earn vouchers, and what waited costs."""

    def __init__(self) -> None:
        super().__init__()
        self.late: dict[int, int] = {}
        """Lines that were made late, with the purchase line that brings them."""

    def set_up_money(self, minutes: int, storage: int, parcel: int) -> None:
        def change(session: Session) -> None:
            change_settings(
                session,
                cost_handling_minutes=minutes,
                cost_hour=3000,
                cost_storage_day=storage,
                cost_extra_parcel=parcel,
                make_good=True,
                voucher_days=40,
            )
            store_rules(session, RULES)

        self.shop.write(lambda session: change(session))

    def line_draft(self, place: int, quantity: Decimal) -> ordering.OrderLineDraft:
        product_id, location_id = self.places[place]
        return ordering.OrderLineDraft(product_id, quantity, price=Decimal(7), location_id=location_id)

    def make_late(self, place: int, quantity: Decimal, days: int, priority: int) -> int:
        """An order of what is not there, promised for the day after, and a purchase that comes later."""
        quantity += self.available(place)
        draft = ordering.OrderDraft(
            (self.line_draft(place, quantity),),
            ordered_on=self.day,
            priority=priority,
            customer_id=self.customer_id,
        )
        done, entered = self.attempt(ordering.enter_order, draft)
        assert done
        [line_id] = entered.line_ids
        self.model.orders[entered.order_id] = OrderModel()
        self.add_to_model(line_id, entered.order_id, place, quantity)
        assert self.attempt(promises.promise, line_id, self.on(1))[0]
        self.late[line_id] = self.bring(line_id, place, quantity, days)
        return line_id

    def bring(self, line_id: int, place: int, quantity: Decimal, days: int) -> int:
        """A purchase earmarked for the line."""
        product_id, location_id = self.places[place]
        line = purchasing.PurchaseLineDraft(
            product_id, quantity, eta=self.on(days), for_line_id=line_id, location_id=location_id
        )
        done, purchase_id = self.attempt(
            purchasing.enter_purchase, purchasing.PurchaseDraft((line,), state="confirmed")
        )
        assert done
        sql = "SELECT id FROM purchase_lines WHERE purchase_id = ?"
        [[supply_id]] = self.shop.read(fetch, sql, (purchase_id,))
        supply = SupplyModel(self.pools[place], quantity, "confirmed", purchase_id, earmarked=True)
        self.model.supplies[supply_id] = supply
        return int(supply_id)

    def deliver(self, line_id: int) -> None:
        """What was missing comes, and all that the line holds leaves."""
        supply_id = self.late.pop(line_id)
        supply = self.model.supplies[supply_id]
        if supply.incoming:
            self.receive_of(supply_id, supply.incoming, over=False)
        if not self.model.lines[line_id].removed and (held := self.reserved(line_id)):
            self.ship_line(line_id, held, part=True)

    @rule(
        place=st.sampled_from([0, 2]),
        quantity=pieces,
        days=st.integers(3, 14),
        priority=st.sampled_from([0, 1, 2]),
        told=st.booleans(),
    )
    def come_late(self, place: int, quantity: Decimal, days: int, priority: int, told: bool) -> None:
        """Late by days that earn little at first."""
        self.make_late(place, quantity, days, priority)
        if told:
            self.tell_all()

    @rule(data=st.data(), waits=st.integers(0, 30))
    def deliver_late(self, data: st.DataObject, waits: int) -> None:
        """Even later than told."""
        if self.late:
            line_id = self.pick(data, self.late, "late line")
            if waits:
                self.pass_days(passed=waits)
            self.deliver(line_id)

    def tell_all(self) -> None:
        """One letter of all that is due."""
        raise NotImplementedError

    @rule(data=st.data(), how=st.sampled_from(["close", "cancel", "and back", "remove"]))
    def end_what_earned(self, data: st.DataObject, how: str) -> None:
        """Its voucher lapses; what is taken back at once leaves it as it was."""
        lines = [row[0] for row in self.shop.read(fetch, _EARNED)]
        if not lines:
            return
        line_id = self.pick(data, lines, "line that earned")
        line = self.model.lines[line_id]
        if how == "and back":
            before = self.shop.read(fetch, "SELECT id, state, balance FROM vouchers ORDER BY id")
            carried = self.shop.write(carry_out(cancel_line), line_id, line.open)
            self.shop.write(take_back_cancelled, carried.lines, carried.action_id)
            self.reached["take_back_cancelled"] += 1
            assert self.shop.read(fetch, "SELECT id, state, balance FROM vouchers ORDER BY id") == before
        elif how == "remove":
            self.remove_line_of(line_id)
        else:
            self.end_order(line.order, closing=how == "close")

    @rule(data=st.data())
    def want_again(self, data: st.DataObject) -> None:
        """What was closed waits again, and its voucher counts again."""
        orders = [row[0] for row in self.shop.read(fetch, _CLOSED)]
        if orders:
            self.reopen_order(self.pick(data, orders, "order that was closed"))

    @rule(data=st.data(), whole=st.booleans())
    def accept_an_offer(self, data: st.DataObject, whole: bool) -> None:
        """As it stands, or for one piece of the line; taken back later as any answer."""
        offers = [tuple(row) for row in self.shop.read(fetch, _OFFERED)]
        if not offers:
            return
        line_id, product_id, ratio, quantity = data.draw(st.sampled_from(offers), label="offer")
        covers = Decimal(quantity) / Decimal(ratio)
        wanted = min(covers, self.model.lines[line_id].open) if whole else Decimal(1)
        draft = AnswerDraft(
            line_id,
            "substitute",
            quantity=wanted,
            product_id=product_id,
            ratio=Decimal(ratio).scaleb(-3),
            although_later=True,
        )
        carried = self.by_hand_of(carry_out(record_answers), [draft])
        if carried is not None:
            self.said.append(self.do(carried, draft))
            self.reached["offer accepted"] += 1

    @rule(weeks=st.integers(2, 7))
    def let_weeks_pass(self, weeks: int) -> None:
        """Long enough for vouchers to expire."""
        self.day += timedelta(weeks=weeks)
        self.shop.write(daily.begin_day)
