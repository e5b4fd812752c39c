"""What was sent between locations, open and over."""

from datetime import date
from decimal import Decimal

from app.actions.pools import create_location, main_location
from app.actions.transferring import TransferDraft, arrive, send
from app.lists.transfers import LISTING
from tests.desks import Desk, told

KEYS = ("number", "sku", "origin", "target", "quantity", "received", "closed", "incoming")


def test_what_is_on_its_way_and_what_is_over(desk: Desk) -> None:
    cup, pot = desk.product("CUP", stock="9"), desk.product("POT", stock="5")
    main, annex = desk.shop.write(main_location), desk.shop.write(create_location, "Annex")
    goods = ((cup, Decimal(4)), (pot, Decimal(2)))
    together = desk.shop.write(send, TransferDraft(main, annex, goods, date(2026, 11, 20)))
    desk.shop.write(arrive, [(together.transfer_ids[0], Decimal(1))], rest_is_lost=True)
    desk.shop.write(send, TransferDraft(main, annex, ((pot, Decimal(1)),)))
    over = ("T-1001", "CUP", "Main", "Annex", 4000, 1000, 3000, 0)
    late = ("T-1001", "POT", "Main", "Annex", 2000, 0, 0, 2000)
    undated = ("T-1002", "POT", "Main", "Annex", 1000, 0, 0, 1000)
    assert told(desk.rows(LISTING, filter="all"), *KEYS) == [over, late, undated]
    assert told(desk.rows(LISTING, filter="open", sort="eta"), *KEYS) == [late, undated]
    assert told(desk.rows(LISTING, filter="overdue"), *KEYS) == [late]
    assert told(desk.rows(LISTING, filter="all", search="t-1002"), *KEYS) == [undated]
    assert told(desk.rows(LISTING, filter="all", search="cup"), *KEYS) == [over]
