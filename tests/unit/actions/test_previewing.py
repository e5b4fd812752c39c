"""What a preview says of an act is what the queue shows once it is done (R3, R4, R6)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_line
from app.actions.outlooks import Affected, outlook
from app.actions.promises import promise
from app.actions.queueing import (
    hold,
    keep_off,
    move_reservation,
    rank_at,
    rank_first,
    release_order,
    split_line,
    unreserve,
)
from app.actions.stocktaking import count
from app.lists.backorders import LISTING
from app.rules.standing import Status
from app.shop import Shop
from tests.databases import on_both, portable
from tests.kitchen import Kitchen, line_of

pytestmark = portable

Act = Callable[[Session], object]
SHOWN = ("rank", "short", "reserved", "expected", "estimate", "promised", "slip", "status")


@pytest.fixture
def kitchen(shop: Shop, kitchen: Kitchen) -> Kitchen:
    """Four casseroles more: the first three orders hold theirs."""
    shop.write(count, kitchen.products["CI-24"], Decimal(6))
    return kitchen


def queue(shop: Shop) -> dict[int, dict[str, Any]]:
    """What the list shows of each line."""
    rows = shop.read(LISTING.page, limit=200).rows
    return {row[0]: {key: row[LISTING.place(key)] for key in SHOWN} for row in rows}


def as_listed(each: Affected, moment: str) -> dict[str, Any]:
    """The same of a line of a preview."""
    shown = getattr(each, moment)
    day = shown.day.toordinal() if shown.day else None
    stopped = shown.status in (Status.ON_HOLD, Status.KEPT_OFF)
    return {
        "rank": each.place_now if moment == "before" else each.place,
        "short": int((shown.open - shown.reserved) * 1000),
        "reserved": int(shown.reserved * 1000),
        "expected": None if shown.estimate else day,
        "estimate": day if shown.estimate else None,
        "promised": shown.promised_on.toordinal() if shown.promised_on else None,
        "slip": None if stopped else shown.slip,
        "status": shown.status,
    }


def acts(shop: Shop, kitchen: Kitchen) -> dict[str, Act]:
    line = {number: line_of(shop, kitchen, number, "CI-24") for number in ("O-1041", "O-1033", "O-1055")}
    return {
        "move all that one holds": lambda s: move_reservation(s, line["O-1041"], line["O-1055"], Decimal(3)),
        "move a part": lambda s: move_reservation(s, line["O-1041"], line["O-1055"], Decimal(1)),
        "move from one kept off": lambda s: (
            keep_off(s, line["O-1041"]),
            move_reservation(s, line["O-1041"], line["O-1055"], Decimal(2)),
        ),
        "rank first": lambda s: rank_first(s, line["O-1055"]),
        "rank lower": lambda s: rank_at(s, line["O-1033"], 2),
        "release": lambda s: release_order(s, kitchen.orders["O-1041"]),
        "unreserve and keep off": lambda s: unreserve(s, line["O-1041"], Decimal(2), keep_off=True),
        "hold": lambda s: hold(s, kitchen.orders["O-1041"]),
        "keep off": lambda s: keep_off(s, line["O-1055"]),
        "cancel a part": lambda s: cancel_line(s, line["O-1055"], Decimal(1)),
        "promise": lambda s: promise(s, line["O-1055"], date(2026, 12, 30)),
    }


@on_both
@pytest.mark.parametrize(
    "name",
    [
        "move all that one holds",
        "move a part",
        "move from one kept off",
        "rank first",
        "rank lower",
        "release",
        "unreserve and keep off",
        "hold",
        "keep off",
        "cancel a part",
        "promise",
    ],
)
def test_what_is_previewed_is_what_the_queue_then_shows(shop: Shop, kitchen: Kitchen, name: str) -> None:
    act = acts(shop, kitchen)[name]
    before = queue(shop)
    seen = shop.preview(outlook, act)

    shop.write(act)

    after = queue(shop)
    told = {each.line_id: each for each in seen.affected}
    for line_id, each in told.items():
        if line_id in before:
            assert as_listed(each, "before") == before[line_id]
        if line_id in after:
            assert as_listed(each, "after") == after[line_id]
        else:
            assert (each.place, each.open - each.after.reserved) == (0, 0)
    silent = [key for key in after if key not in told and key in before]
    for line_id in silent:
        assert {**after[line_id], "rank": 0} == {**before[line_id], "rank": 0}


def test_r3_a_reservation_that_moves_no_date_names_who_gives_and_who_takes(
    shop: Shop, kitchen: Kitchen
) -> None:
    giver, taker = (line_of(shop, kitchen, number, "CI-24") for number in ("O-1041", "O-1055"))
    shop.write(keep_off, giver)
    shop.write(keep_off, taker)

    seen = shop.preview(outlook, move_reservation, giver, taker, Decimal(1))

    gets = {each.line_id: each.gets for each in seen.affected}
    assert gets == {giver: -1, taker: 1}


def test_a_line_split_off_is_shown_beside_what_stays(shop: Shop, kitchen: Kitchen) -> None:
    line = line_of(shop, kitchen, "O-1033", "CI-24")

    seen = shop.preview(outlook, split_line, line, Decimal(1))

    told = [(each.before.open, each.open, each.gets) for each in seen.affected]
    assert told == [(3, 2, 0), (0, 1, 0)]
    assert [each.days for each in seen.affected if each.line_id != line] == [0]


def test_the_ranks_of_a_preview_leave_out_who_waits_no_more(shop: Shop, kitchen: Kitchen) -> None:
    giver, taker = (line_of(shop, kitchen, number, "CI-24") for number in ("O-1041", "O-1055"))

    seen = shop.preview(outlook, move_reservation, giver, taker, Decimal(3))

    places = {each.line_id: (each.place_now, each.place) for each in seen.affected}
    assert places[giver] == (0, 1)
    assert places[taker][1] == 0
