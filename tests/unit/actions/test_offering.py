"""A substitute is offered where something lies free, once, and as long as anything is missing (R22, R24)."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.cancelling import cancel_order
from app.actions.cataloguing import add_substitute
from app.actions.offering import offer_substitute, withdraw_offer
from app.actions.queueing import hold
from app.actions.stocktaking import count
from app.errors import AlreadyDone, Refused
from app.verifying import verify
from db.rows import fetch
from tests.desks import Desk


@pytest.fixture
def short(desk: Desk) -> Desk:
    """Ann lacks two of three pots; pans lie free."""
    pot = desk.product("POT", stock="1")
    desk.purchase({"POT": "9"}, date(2026, 12, 1))
    pan = desk.product("PAN", stock="5")
    desk.shop.write(add_substitute, pot, pan)
    desk.order("Ann", {"POT": "3"})
    return desk


def offers(desk: Desk) -> list[tuple[int, str]]:
    rows = desk.shop.read(
        fetch, "SELECT quantity, state FROM notices WHERE kind = 'substitute_offer' ORDER BY id"
    )
    return [tuple(row) for row in rows]


def test_r24_an_offer_falls_due_for_what_is_missing_and_once(short: Desk) -> None:
    first = short.shop.write(offer_substitute, 1)
    assert short.shop.write(offer_substitute, 1) == first
    assert offers(short) == [(2000, "due")]
    assert short.shop.read(verify) == []


def test_an_offer_is_void_when_the_goods_came_or_the_order_ended(short: Desk) -> None:
    short.shop.write(offer_substitute, 1)
    short.shop.write(count, short.products["POT"], Decimal(2))
    assert offers(short) == [(1000, "due")]
    short.shop.write(count, short.products["POT"], Decimal(3))
    assert offers(short) == [(1000, "void")]


def test_an_offer_of_a_cancelled_order_is_void(short: Desk) -> None:
    short.shop.write(offer_substitute, 1)
    short.shop.write(cancel_order, 1)
    assert offers(short) == [(2000, "void")]


def test_an_offer_can_be_withdrawn_until_it_is_sent(short: Desk) -> None:
    short.shop.write(offer_substitute, 1)
    short.shop.write(withdraw_offer, 1)
    assert offers(short) == [(2000, "void")]
    with pytest.raises(AlreadyDone, match="No offer is due"):
        short.shop.write(withdraw_offer, 1)


def test_r24_what_lies_free_nowhere_is_not_offered(short: Desk) -> None:
    short.order("Bo", {"PAN": "5"})
    with pytest.raises(Refused, match="Nothing lies free that could stand for POT"):
        short.shop.write(offer_substitute, 1)


def test_a_substitute_stands_the_other_way_only_if_it_is_said_so(desk: Desk) -> None:
    pot, pan = desk.product("POT"), desk.product("PAN", stock="5")
    desk.shop.write(add_substitute, pan, pot)
    desk.order("Ann", {"POT": "3"})
    with pytest.raises(Refused, match="Nothing lies free"):
        desk.shop.write(offer_substitute, 1)
    lid = desk.product("LID", stock="5")
    desk.shop.write(add_substitute, lid, pot, two_way=True)
    desk.shop.write(offer_substitute, 1)
    assert offers(desk) == [(3000, "due")]


def test_nothing_is_offered_where_nothing_is_missing_or_nobody_is_to_hear(short: Desk) -> None:
    short.customer("Cleo", notice_channel="none")
    short.order("Cleo", {"POT": "1"})
    with pytest.raises(Refused, match="This customer is not written to"):
        short.shop.write(offer_substitute, 2)
    short.shop.write(hold, 1)
    with pytest.raises(Refused, match="on hold"):
        short.shop.write(offer_substitute, 1)
    full = short.order("Bo", {"PAN": "1"})
    with pytest.raises(Refused, match="Nothing of this line is missing"):
        short.shop.write(offer_substitute, full.line_ids[0])
