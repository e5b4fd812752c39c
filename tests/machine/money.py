"""Random vouchers, costs and lost sales, on top of offers."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from app.actions import costs, paying, selling, vouchers
from app.actions.costs import CostDraft
from app.actions.delays import fingerprint_of, notices_to_tell
from app.actions.making_good import propose
from app.actions.offering import OfferDraft, offer_substitutes
from app.actions.ordering import PaymentDraft
from app.actions.refunds import still_due
from app.actions.rewards import promised_with
from app.actions.selling import LostSale
from app.actions.sending import LetterDraft, free_codes, record_letter
from app.actions.vouchers import VoucherDraft
from db.rows import fetch, value
from tests.machine.answers import AnswerMachine
from tests.machine.late import LateMachine
from tests.machine.machine import pieces
from tests.machine.model import NOTHING

_DUE = (
    "SELECT id FROM notices WHERE state = 'due' AND customer_id = ? AND order_line_id IS NOT NULL"
    " AND kind IN ('delay', 'renewed_delay', 'date_gone', 'voucher') ORDER BY id"
)
_MOVES = "SELECT voucher_id, kind, amount, order_id FROM voucher_moves ORDER BY id"
_VOUCHERS = "SELECT id, code, state, order_line_id, days_late, issued, balance, expires_on FROM vouchers"
_COMPUTED = (
    "SELECT c.id FROM cost_entries c WHERE c.computed = 1 AND NOT EXISTS (SELECT 1 FROM shipments s"
    " JOIN shipment_lines l ON l.shipment_id = s.id WHERE s.number = c.reference"
    " AND l.order_line_id = c.order_line_id AND l.quantity > l.undone)"
)
_BECAME = (
    "SELECT 'voucher ' || kind FROM voucher_moves",
    "SELECT 'voucher ' || state FROM vouchers WHERE state = 'declined'",
    "SELECT 'computed ' || kind FROM cost_entries WHERE computed = 1",
    "SELECT 'margin lost' FROM cancellations WHERE margin > 0",
    "SELECT 'offer ' || state FROM offers",
    "SELECT 'offer set aside' FROM history WHERE kind = 'set_aside_gone'",
)


@dataclass
class Purse:
    """A voucher by what was moved: hundredths; `lapsed` of it would count again."""

    issued: int = 0
    balance: int = 0
    lapsed: int = 0

    def move(self, kind: str, amount: int) -> None:
        """Each kind as it may be, else an assertion fails."""
        if kind == "issued":
            assert self.issued == 0
        elif kind == "lapsed":
            assert 0 < -amount <= self.balance
            self.lapsed -= amount
        elif kind == "revived":
            assert amount == self.lapsed > 0
            self.lapsed = 0
        assert (amount > 0) == (kind in ("issued", "topped_up", "given_back", "revived"))
        self.issued += amount if kind in ("issued", "topped_up") else 0
        self.balance += amount
        assert 0 <= self.balance <= self.issued


class MoneyMachine(LateMachine):
    """Goods have prices, delays earn vouchers, and the owner counts what waiting costs."""

    def __init__(self) -> None:
        super().__init__()
        self.paid_by: dict[int, int] = {}
        self.costs: dict[int, Decimal] = {}
        self.lost: dict[int, Decimal] = {}

    def know_a_customer(self) -> None:
        """As soon as there is something to sell."""

    @initialize(
        automatic=st.booleans(),
        holding=st.booleans(),
        on_hand=st.lists(st.integers(0, 20), min_size=3),
        rates=st.tuples(st.integers(0, 9), st.integers(0, 50), st.integers(0, 500)),
        story=st.integers(0, 5),
    )
    def furnish(
        self, automatic: bool, holding: bool, on_hand: list[int], rates: tuple[int, int, int], story: int
    ) -> None:
        super().furnish(automatic=automatic, holding=holding, on_hand=on_hand)
        super().know_a_customer()
        self.set_up_money(*rates)
        self.begin_with(story)

    def begin_with(self, story: int) -> None:
        """An order too late, told; then a bit of its voucher is used; then its goods left, later still.

        The last story: something else lies aside for the order.
        """
        if story == 5:
            line_id = self.make_late(2, Decimal(8), 6, 0)
            self.count(0, self.model.on_hand[self.pools[0]] + 20)
            draft = OfferDraft(self.places[0][0], Decimal(6), set_aside=True)
            self.attempt(offer_substitutes, line_id, [draft], self.on(9))
        elif story:
            line_id = self.make_late(2, Decimal(8), 6, 0)
            self.enter(
                lines=[(0, Decimal(3))], complete=False, quote=False, priority=0, wanted=None, ordered=0
            )
            self.tell_all()
        if 1 < story < 5:
            self.use(self.vouchers("open")[0], max(self.model.orders), Decimal(1))
        if 2 < story < 5:
            self.pass_days(passed=15)
            self.deliver(line_id)
        if story == 4:
            self.tell_all()

    # -- vouchers

    @rule(data=st.data(), amount=pieces, expires=st.none() | st.integers(0, 15), points=st.booleans())
    def give(self, data: st.DataObject, amount: Decimal, expires: int | None, points: bool) -> None:
        """By hand, for a line of the customer's or for none."""
        sql = (
            "SELECT l.id FROM order_lines l JOIN orders o ON o.id = l.order_id"
            " WHERE o.customer_id = ? AND l.removed = 0 ORDER BY l.id"
        )
        lines = [None, *(row[0] for row in self.shop.read(fetch, sql, (self.customer_id,)))]
        unit = "points" if points and amount == int(amount) else "money"
        until = None if expires is None else self.on(expires)
        line_id = data.draw(st.sampled_from(lines), label="line")
        draft = VoucherDraft(self.customer_id or 0, amount, unit, until, line_id)
        assert self.attempt(vouchers.give_voucher, draft)[0]

    @rule(data=st.data(), amount=st.integers(0, 6).map(Decimal))
    def propose(self, data: st.DataObject, amount: Decimal) -> None:
        """The owner gives another amount than the rules for a delay, or nothing."""
        due = [row[0] for row in self.shop.read(fetch, _DUE, (self.customer_id,))]
        if due:
            self.attempt(propose, self.pick(data, due, "notice"), amount)

    @rule(data=st.data(), one=st.booleans())
    def tell(self, one: bool, data: st.DataObject) -> None:
        """A letter gives what it promises."""
        sql = "SELECT id FROM notices WHERE state = 'due' AND customer_id = ? ORDER BY id"
        due = [row[0] for row in self.shop.read(fetch, sql, (self.customer_id,))]
        if not due:
            return
        self.tell_of([self.pick(data, due, "notice")] if one else due)

    def tell_all(self) -> None:
        sql = "SELECT id FROM notices WHERE state = 'due' AND customer_id = ? ORDER BY id"
        self.tell_of([row[0] for row in self.shop.read(fetch, sql, (self.customer_id,))])

    def tell_of(self, due: list[int]) -> None:
        if not due:
            return
        told = self.shop.read(notices_to_tell, due)
        promised = tuple(self.shop.read(promised_with, told))
        draft = LetterDraft(
            "delay",
            self.shop.read(free_codes, 1)[0],
            b"",
            notice_ids=tuple(due),
            fingerprint=fingerprint_of(told),
            customer_id=self.customer_id,
            promised=promised,
        )
        before = self.purses()
        assert self.attempt(record_letter, draft)[0]
        given = sum(each.amount for each in promised if not each.is_told)
        issued = sum(each.issued for each in self.purses().values())
        assert issued - sum(each.issued for each in before.values()) == given

    def vouchers(self, *states: str) -> list[tuple[Any, ...]]:
        """Worth money, by id."""
        rows = self.shop.read(fetch, f"{_VOUCHERS} WHERE unit = 'money' ORDER BY id")
        return [tuple(row) for row in rows if row[2] in states or not states]

    def owing(self) -> list[int]:
        """Orders of which something is still to be paid."""
        return [each for each in sorted(self.model.orders) if self.shop.read(still_due, each)]

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data(), amount=pieces, how=st.sampled_from(["most", "fits", "any"]))
    def redeem(self, data: st.DataObject, amount: Decimal, how: str) -> None:
        """In part, or all that is left of it; too much is refused, and whatever is over."""
        stored = self.vouchers() if how == "any" else self.vouchers("open")
        orders = sorted(self.model.orders) if how == "any" else self.owing()
        if not stored or not orders:
            return
        voucher = data.draw(st.sampled_from(stored), label="voucher")
        order_id = self.pick(data, orders, "order")
        most = Decimal(min(voucher[6], self.shop.read(still_due, order_id))).scaleb(-2)
        if how != "any":
            amount = most if how == "most" else min(most, amount)
        self.use(voucher, order_id, amount)

    def use(self, voucher: tuple[Any, ...], order_id: int, amount: Decimal) -> None:
        due = Decimal(self.shop.read(still_due, order_id)).scaleb(-2)
        draft = PaymentDraft(amount, paying.VOUCHER, voucher=voucher[1])
        done, payment_id = self.attempt(paying.record_payment, order_id, draft)
        lives = voucher[7] is None or voucher[7] >= self.day.toordinal()
        left = Decimal(voucher[6]).scaleb(-2)
        assert done == (voucher[2] == "open" and lives and NOTHING < amount <= min(left, due))
        if done:
            self.reached["redeemed in part" if amount < left else "redeemed fully"] += 1
            self.payments[payment_id] = (order_id, amount)
            self.paid_by[payment_id] = voucher[0]

    @precondition(lambda self: self.paid_by)
    @rule(data=st.data(), amount=pieces, whole=st.booleans())
    def refund_to_voucher(self, data: st.DataObject, amount: Decimal, whole: bool) -> None:
        payment_id = self.pick(data, self.paid_by, "payment")
        amount = abs(self.payments[payment_id][1]) if whole else amount
        order_id, voucher_id = self.payments[payment_id][0], self.paid_by[payment_id]
        code = str(self.shop.read(value, "SELECT code FROM vouchers WHERE id = ?", (voucher_id,)))
        draft = PaymentDraft(amount, paying.VOUCHER, "refund", voucher=code)
        done, refund_id = self.attempt(paying.record_payment, order_id, draft)
        assert not done or amount <= min(self.paid(order_id), self.used(voucher_id, order_id))
        if done:
            self.reached["refund to a voucher"] += 1
            self.payments[refund_id] = (order_id, -amount)
            self.paid_by[refund_id] = voucher_id

    @precondition(lambda self: self.payments)
    @rule(data=st.data())
    def take_payment_off(self, data: st.DataObject) -> None:
        """Of money as before; a refund to a voucher stays where the voucher was used since."""
        payment_id = self.pick(data, self.payments, "payment")
        order_id, amount = self.payments[payment_id]
        done, _ = self.attempt(paying.remove_payment, payment_id)
        if payment_id not in self.paid_by or amount > 0:
            assert done == (amount < 0 or amount <= self.paid(order_id))
        if done:
            if payment_id in self.paid_by:
                self.reached[
                    "payment by voucher taken off" if amount > 0 else "refund to voucher taken off"
                ] += 1
            del self.payments[payment_id]
            self.paid_by.pop(payment_id, None)

    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        stored = [tuple(row) for row in self.shop.read(fetch, f"{_VOUCHERS} ORDER BY id")]
        if stored:
            voucher = data.draw(st.sampled_from(stored), label="voucher")
            done, _ = self.attempt(vouchers.reverse_voucher, voucher[0])
            assert done == (voucher[2] == "open")

    @rule(data=st.data(), points=pieces)
    def use_points(self, data: st.DataObject, points: Decimal) -> None:
        rows = self.shop.read(fetch, f"{_VOUCHERS} WHERE unit = 'points' ORDER BY id")
        if rows:
            voucher = data.draw(st.sampled_from([tuple(row) for row in rows]), label="voucher")
            self.attempt(vouchers.use_points, voucher[0], points)

    def teardown(self) -> None:
        """What became of vouchers and costs is counted, whatever act it was."""
        for sql in _BECAME:
            self.reached.update(row[0] for row in self.shop.read(fetch, sql))
        super().teardown()

    # -- costs and lost sales

    @precondition(AnswerMachine.has_lines)
    @rule(data=st.data(), amount=pieces, kind=st.sampled_from(costs.ENTERED), earlier=st.integers(-3, 3))
    def enter_cost(self, data: st.DataObject, amount: Decimal, kind: str, earlier: int) -> None:
        day = self.day - timedelta(days=earlier)
        done, cost_id = self.attempt(costs.enter_cost, CostDraft(self.line(data), kind, amount, day))
        assert done == (earlier >= 0)
        if done:
            self.costs[cost_id] = amount

    @precondition(lambda self: self.costs)
    @rule(data=st.data())
    def take_cost_off(self, data: st.DataObject) -> None:
        cost_id = self.pick(data, self.costs, "cost")
        assert self.attempt(costs.remove_cost, cost_id)[0]
        assert not self.attempt(costs.remove_cost, cost_id)[0]
        del self.costs[cost_id]

    @rule(data=st.data(), place=st.integers(0, 4), quantity=pieces, forget=st.booleans())
    def lose_a_sale(self, data: st.DataObject, place: int, quantity: Decimal, forget: bool) -> None:
        if forget and self.lost:
            lost_id = self.pick(data, self.lost, "lost sale")
            assert self.attempt(selling.forget_lost_sale, lost_id)[0]
            del self.lost[lost_id]
        else:
            lost = LostSale(self.places[place][0], quantity)
            done, lost_id = self.attempt(selling.record_lost_sale, lost)
            assert done
            self.lost[lost_id] = quantity

    # -- what always holds

    def purses(self) -> dict[int, Purse]:
        """All vouchers, by their moves added up here."""
        found: dict[int, Purse] = {}
        for voucher_id, kind, amount, _ in self.shop.read(fetch, _MOVES):
            found.setdefault(voucher_id, Purse()).move(kind, amount)
        return found

    def used(self, voucher_id: int, order_id: int) -> Decimal:
        """By the model."""
        own = [key for key, used in self.paid_by.items() if used == voucher_id]
        return sum((self.payments[key][1] for key in own if self.payments[key][0] == order_id), NOTHING)

    @invariant()
    def vouchers_are_their_moves(self) -> None:
        purses, used = self.purses(), dict.fromkeys(self.used_pairs(), NOTHING)
        for row in self.shop.read(fetch, _VOUCHERS):
            purse = purses.get(row[0], Purse())
            assert (row[5], row[6]) == (purse.issued, purse.balance)
        for voucher_id, _, amount, order_id in self.shop.read(fetch, _MOVES):
            if order_id is not None:
                pair = (voucher_id, order_id)
                used[pair] = used.get(pair, NOTHING) - Decimal(amount).scaleb(-2)
        assert {pair: each for pair, each in used.items() if each} == {
            pair: each for pair in self.used_pairs() if (each := self.used(*pair))
        }

    def used_pairs(self) -> set[tuple[int, int]]:
        return {(voucher_id, self.payments[key][0]) for key, voucher_id in self.paid_by.items()}

    @invariant()
    def a_voucher_lapses_with_its_line_and_comes_back_with_it(self) -> None:
        for _, _, state, line_id, _, _, balance, expires_on in self.shop.read(fetch, _VOUCHERS):
            line = self.model.lines.get(line_id)
            if line is None:
                continue
            lives = expires_on is None or expires_on >= self.day.toordinal()
            assert not (line.removed and balance)
            assert not (state == "lapsed" and lives and self.model.demanded(line))

    @invariant()
    def no_day_late_is_made_good_twice(self) -> None:
        """A line that neither shares nor adds has a voucher for each stretch of days."""
        sql = (
            "SELECT order_line_id, days_late FROM vouchers WHERE order_line_id IS NOT NULL AND days_late > 0"
            " ORDER BY order_line_id, id"
        )
        before: dict[int, int] = {}
        for line_id, days in self.shop.read(fetch, sql):
            assert days >= before.get(line_id, 0)
            before[line_id] = days

    @invariant()
    def costs_and_lost_sales_are_the_models(self) -> None:
        sql = "SELECT id, amount FROM cost_entries WHERE computed = 0"
        assert {row[0]: Decimal(row[1]).scaleb(-2) for row in self.shop.read(fetch, sql)} == self.costs
        assert self.shop.read(fetch, _COMPUTED) == []
        sql = "SELECT id, quantity FROM unmet_demand"
        assert {row[0]: Decimal(row[1]).scaleb(-3) for row in self.shop.read(fetch, sql)} == self.lost
