"""Random letters of delay, answers and take-backs of answers, on top of papers."""

from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from app.actions.answering import AnswerDraft, record_answers
from app.actions.delays import fingerprint_of, notices_to_tell
from app.actions.people import CustomerDraft, create_customer
from app.actions.sending import LetterDraft, free_codes, record_letter
from app.actions.undoing import CarriedOut, carry_out
from app.actions.undoing_answers import take_back_answers
from app.errors import ShopError
from db.rows import fetch
from tests.machine.machine import pieces
from tests.machine.model import NOTHING, LineModel
from tests.machine.papers import PaperMachine
from tests.standing import standing

_DUE = "SELECT id FROM notices WHERE state = 'due' AND customer_id = ? ORDER BY id"


class Said(NamedTuple):
    """An answer, and what it did to the model: the line it is of, what was cut and shipped, the new line."""

    done: CarriedOut
    line_id: int
    cut: Decimal = NOTHING
    shipped: Decimal = NOTHING
    new_line: int | None = None


class AnswerMachine(PaperMachine):
    """One customer has all orders."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[Said] = []

    @initialize()
    def know_a_customer(self) -> None:
        self.customer_id = self.shop.write(create_customer, CustomerDraft(name="Ann"))

    @rule(one=st.booleans(), data=st.data())
    def tell(self, one: bool, data: st.DataObject) -> None:
        """A letter goes out with all that is due, or one thing of it."""
        due = [row[0] for row in self.shop.read(fetch, _DUE, (self.customer_id,))]
        if not due:
            return
        due = [self.pick(data, due, "notice")] if one else due
        draft = LetterDraft(
            "delay",
            self.shop.read(free_codes, 1)[0],
            b"",
            notice_ids=tuple(due),
            fingerprint=fingerprint_of(self.shop.read(notices_to_tell, due)),
            customer_id=self.customer_id,
        )
        done, _ = self.attempt(record_letter, draft)
        assert done

    @precondition(PaperMachine.has_lines)
    @rule(
        data=st.data(),
        kind=st.sampled_from(["waits", "substitute", "part", "cancels", "none"]),
        quantity=st.none() | pieces,
        later=st.none() | st.integers(0, 30),
        place=st.integers(0, 3),
        ship_now=st.booleans(),
        undone=st.booleans(),
    )
    def answer(
        self,
        data: st.DataObject,
        kind: str,
        quantity: Decimal | None,
        later: int | None,
        place: int,
        ship_now: bool,
        undone: bool,
    ) -> None:
        """What a customer says is done, and where it is taken back at once nothing has happened."""
        line_id = self.line(data)
        draft = AnswerDraft(
            line_id,
            kind,
            quantity=quantity,
            waits_until=None if later is None else self.on(later),
            product_id=self.places[place][0],
            although_later=True,
            ship_now=ship_now,
        )
        before = standing(self.shop)
        carried = self.by_hand_of(carry_out(record_answers), [draft])
        if carried is None:
            assert standing(self.shop) == before
            return
        if undone:
            assert standing(self.shop) != before or kind in ("waits", "none", "part")
            self.shop.write(take_back_answers, self.ids(carried), carried.lines)
            assert standing(self.shop) == before
        else:
            self.said.append(self.do(carried, draft))

    @precondition(lambda self: self.said)
    @rule(data=st.data(), exactly=st.booleans())
    def take_an_answer_back(self, data: st.DataObject, exactly: bool) -> None:
        """Later, whatever happened since."""
        said = data.draw(st.sampled_from(self.said), label="answer")
        before = standing(self.shop)
        lines = said.done.lines if exactly else ()
        if self.by_hand_of(take_back_answers, self.ids(said.done), lines, gives=True) is None:
            assert standing(self.shop) == before
            return
        self.said.remove(said)
        line = self.model.lines[said.line_id]
        line.cancelled -= said.cut
        if said.new_line is not None:
            self.model.lines[said.new_line].removed = True
        if said.shipped:
            sql = "SELECT shipped FROM order_lines WHERE id = ?"
            [[left]] = self.shop.read(fetch, sql, (said.line_id,))
            back = line.shipped - Decimal(left).scaleb(-3)
            assert NOTHING <= back <= said.shipped
            line.shipped -= back
            if not line.is_service:
                self.model.on_hand[line.pool] += back

    def by_hand_of(self, act: Any, *args: Any, gives: bool = False) -> Any:
        """None where it was refused; rank does not decide who gains."""
        try:
            outcome = self.shop.write(act, *args)
        except ShopError:
            return None
        return outcome if not gives else (outcome or True)

    @staticmethod
    def ids(carried: CarriedOut) -> list[int]:
        return [each.answer_id for each in carried.outcome]

    def do(self, carried: CarriedOut, draft: AnswerDraft) -> Said:
        """What the answer did, done to the model."""
        [answered] = carried.outcome
        line = self.model.lines[draft.line_id]
        cut, shipped = NOTHING, NOTHING
        if draft.kind in ("cancels", "substitute"):
            cut = line.open if draft.quantity is None else draft.quantity
            line.cancelled += cut
        if answered.new_line_id is not None:
            pool = self.pool_of_line(answered.new_line_id)
            self.model.lines[answered.new_line_id] = LineModel(line.order, pool, cut * draft.ratio)
        if answered.shipped is not None:
            sql = "SELECT quantity FROM shipment_lines WHERE shipment_id = ?"
            [[units]] = self.shop.read(fetch, sql, (answered.shipped.shipment_id,))
            shipped = Decimal(units).scaleb(-3)
            line.shipped += shipped
            if not line.is_service:
                self.model.on_hand[line.pool] -= shipped
            self.model.shipments.append((answered.shipped.number, draft.line_id))
        return Said(carried, draft.line_id, cut, shipped, answered.new_line_id)

    def pool_of_line(self, line_id: int) -> int:
        [[pool]] = self.shop.read(fetch, "SELECT pool_id FROM order_lines WHERE id = ?", (line_id,))
        return int(pool)
