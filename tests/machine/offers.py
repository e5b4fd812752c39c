"""Random offers of substitutes and how they end, on top of answers."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.actions.offering import OfferDraft, decline_offers, offer_substitutes, withdraw_offers
from db.rows import fetch
from tests.machine.answers import AnswerMachine

_OPEN = "SELECT id FROM offers WHERE state = 'open' ORDER BY id"
_LACKING = (
    "SELECT l.id, l.product_id, l.backordered FROM order_lines l JOIN stock_levels s ON s.id = l.pool_id"
    " WHERE l.backordered > 0 AND l.state = 'open' AND s.location_id = ? ORDER BY l.id"
)


class OfferMachine(AnswerMachine):
    """Goods lie aside for customers while all else goes on."""

    @precondition(AnswerMachine.has_lines)
    @rule(
        data=st.data(),
        part=st.sampled_from(["1", "0.5", "2"]),
        ratio=st.sampled_from(["1", "2", "0.5"]),
        aside=st.booleans(),
        days=st.integers(0, 20),
    )
    def offer(self, data: st.DataObject, part: str, ratio: str, aside: bool, days: int) -> None:
        """As much as helps, half of it, or too much; some is counted where nothing lies free."""
        lacking = [tuple(row) for row in self.shop.read(fetch, _LACKING, (self.places[0][1],))]
        if not lacking:
            return
        line_id, product_id, lacks = data.draw(st.sampled_from(lacking), label="line")
        place = next(each for each in (0, 2) if self.places[each][0] != product_id)
        if not self.available(place):
            self.count(place, self.model.on_hand[self.pools[place]] + 20)
        most = min((lacks * Decimal(ratio)).scaleb(-3), self.available(place))
        draft = OfferDraft(self.places[place][0], most * Decimal(part), Decimal(ratio), set_aside=aside)
        self.attempt(offer_substitutes, line_id, [draft], self.on(days))

    @rule(data=st.data(), declined=st.booleans())
    def end_an_offer(self, data: st.DataObject, declined: bool) -> None:
        """An open one ends; what it kept goes by rank."""
        ids = [row[0] for row in self.shop.read(fetch, _OPEN)]
        if ids:
            end = decline_offers if declined else withdraw_offers
            done, _ = self.attempt(end, [self.pick(data, ids, "offer")])
            assert done
