"""A voucher stands and falls with the line that earned it, once each way (R25)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.actions.answering import AnswerDraft, record_answers
from app.actions.cancelling import cancel_line, close_rest, reopen
from app.actions.order_lines import remove_line, set_quantity
from app.actions.paying import record_payment, remove_payment
from app.actions.undoing import carry_out, take_back_cancelled
from app.actions.undoing_answers import take_back_answers
from app.actions.voucher_moves import voucher_by_code
from app.actions.vouchers import Given
from app.errors import AlreadyDone, InvalidInput, Refused
from app.shop import clock_at
from app.verifying import verify
from tests.desks import Desk
from tests.unit.actions.with_vouchers import UNTIL, by, given, moves, rows, state


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    desk.product("PAN", stock="20", decimals=0)
    return desk


@pytest.fixture
def sqlite_shelf(sqlite_desk: Desk) -> Desk:
    sqlite_desk.product("PAN", stock="20", decimals=0)
    return sqlite_desk


def earned(desk: Desk) -> tuple[int, int, Given]:
    """An order of Anna's, its line, and a voucher for it of which ten are used for another order."""
    entered = desk.order("Anna", {"PAN": "5"})
    voucher = given(desk, line_id=entered.line_ids[0])
    other = desk.order("Anna", {"PAN": "5"}).order_id
    desk.shop.write(record_payment, other, by(voucher.code, "10"))
    return entered.order_id, entered.line_ids[0], voucher


def test_with_its_line_the_rest_lapses_and_comes_again_once(shelf: Desk) -> None:
    order_id, _, voucher = earned(shelf)
    shelf.shop.write(close_rest, order_id)
    assert state(shelf) == ("lapsed", 0)
    with pytest.raises(Refused, match="lapsed with the order"):
        shelf.shop.read(voucher_by_code, voucher.code)
    assert rows(shelf, "SELECT state FROM notices WHERE kind = 'voucher'") == [("void",)]
    with pytest.raises(AlreadyDone):
        shelf.shop.write(close_rest, order_id)
    shelf.shop.write(reopen, order_id)
    assert state(shelf) == ("open", 1500)
    assert moves(shelf)[2:] == [("lapsed", -1500), ("revived", 1500)]
    assert shelf.shop.read(verify) == []


def test_part_of_its_line_cancelled_takes_nothing(sqlite_shelf: Desk) -> None:
    _, line_id, _ = earned(sqlite_shelf)
    sqlite_shelf.shop.write(cancel_line, line_id, Decimal(4))
    assert state(sqlite_shelf) == ("open", 1500)
    sqlite_shelf.shop.write(cancel_line, line_id, Decimal(1))
    assert state(sqlite_shelf) == ("lapsed", 0)


def test_a_cancellation_undone_revives_it(sqlite_shelf: Desk) -> None:
    _, line_id, _ = earned(sqlite_shelf)
    done = sqlite_shelf.shop.write(carry_out(cancel_line), line_id, Decimal(5))
    sqlite_shelf.shop.write(take_back_cancelled, done.lines, done.action_id)
    assert state(sqlite_shelf) == ("open", 1500)


def test_raising_the_quantity_revives_it(sqlite_shelf: Desk) -> None:
    _, line_id, _ = earned(sqlite_shelf)
    sqlite_shelf.shop.write(cancel_line, line_id, Decimal(5))
    sqlite_shelf.shop.write(set_quantity, line_id, Decimal(1))
    assert state(sqlite_shelf) == ("open", 1500)


def test_what_expired_meanwhile_does_not_come_again(sqlite_shelf: Desk) -> None:
    order_id, _, _ = earned(sqlite_shelf)
    sqlite_shelf.shop.write(close_rest, order_id)
    sqlite_shelf.shop.clock = clock_at(UNTIL + timedelta(1))
    sqlite_shelf.shop.write(reopen, order_id)
    assert state(sqlite_shelf) == ("lapsed", 0)


def test_a_line_removed_takes_its_voucher_along(sqlite_shelf: Desk) -> None:
    _, line_id, _ = earned(sqlite_shelf)
    sqlite_shelf.shop.write(remove_line, line_id)
    assert state(sqlite_shelf) == ("lapsed", 0)


def test_another_customers_order_is_no_place_for_it(sqlite_shelf: Desk) -> None:
    line_id = sqlite_shelf.order("Ben", {"PAN": "1"}).line_ids[0]
    with pytest.raises(InvalidInput, match="another customer"):
        given(sqlite_shelf, line_id=line_id)


def test_a_substitute_taken_back_revives_what_lapsed_with_the_rest_of_its_line(sqlite_shelf: Desk) -> None:
    pots = sqlite_shelf.product("POT", stock="20", decimals=0)
    _, line_id, _ = earned(sqlite_shelf)
    draft = AnswerDraft(line_id, "substitute", quantity=Decimal(3), product_id=pots, although_later=True)
    [answered] = sqlite_shelf.shop.write(record_answers, [draft])
    sqlite_shelf.shop.write(cancel_line, line_id, Decimal(2))
    assert state(sqlite_shelf) == ("lapsed", 0)
    sqlite_shelf.shop.write(take_back_answers, [answered.answer_id])
    assert rows(sqlite_shelf, f"SELECT open FROM order_lines WHERE id = {line_id}") == [(3000,)]
    assert state(sqlite_shelf) == ("open", 1500)
    assert sqlite_shelf.shop.read(verify) == []


def used_up(desk: Desk) -> tuple[int, int, int, Given]:
    """An order of Anna's and its voucher, which another order used up; that order and its payment."""
    order_id, _, voucher = earned(desk)
    other = desk.order("Anna", {"PAN": "5"}).order_id
    paid = desk.shop.write(record_payment, other, by(voucher.code, "15"))
    assert state(desk) == ("used", 0)
    return order_id, other, paid, voucher


def test_r25_what_comes_back_to_a_used_one_lapses_with_the_line_that_is_cancelled(shelf: Desk) -> None:
    order_id, _, paid, _ = used_up(shelf)
    shelf.shop.write(close_rest, order_id)
    assert state(shelf) == ("lapsed", 0)
    assert moves(shelf)[3:] == []
    shelf.shop.write(remove_payment, paid)
    assert state(shelf) == ("lapsed", 0)
    assert moves(shelf)[3:] == [("given_back", 1500), ("lapsed", -1500)]
    shelf.shop.write(reopen, order_id)
    assert state(shelf) == ("open", 1500)
    assert shelf.shop.read(verify) == []


def test_r25_a_used_one_is_used_again_with_its_line(sqlite_shelf: Desk) -> None:
    order_id, other, _, voucher = used_up(sqlite_shelf)
    sqlite_shelf.shop.write(close_rest, order_id)
    with pytest.raises(Refused, match="lapsed with the order"):
        sqlite_shelf.shop.write(record_payment, other, by(voucher.code, "1", "refund"))
    sqlite_shelf.shop.write(reopen, order_id)
    assert state(sqlite_shelf) == ("used", 0)
    sqlite_shelf.shop.write(record_payment, other, by(voucher.code, "1", "refund"))
    assert state(sqlite_shelf) == ("open", 100)


def test_r25_a_voucher_for_an_order_that_is_cancelled_already_stands(sqlite_shelf: Desk) -> None:
    entered = sqlite_shelf.order("Anna", {"PAN": "5"})
    sqlite_shelf.shop.write(close_rest, entered.order_id)
    voucher = given(sqlite_shelf, line_id=entered.line_ids[0])
    other = sqlite_shelf.order("Anna", {"PAN": "5"}).order_id
    paid = sqlite_shelf.shop.write(record_payment, other, by(voucher.code, "25"))
    sqlite_shelf.shop.write(remove_payment, paid)
    assert state(sqlite_shelf) == ("open", 2500)


def test_a_refund_that_lapsed_since_is_not_taken_off(sqlite_shelf: Desk) -> None:
    order_id, other, _, voucher = used_up(sqlite_shelf)
    refund = sqlite_shelf.shop.write(record_payment, other, by(voucher.code, "1", "refund"))
    sqlite_shelf.shop.write(close_rest, order_id)
    with pytest.raises(Refused, match="Nothing is left of voucher"):
        sqlite_shelf.shop.write(remove_payment, refund)
