"""A voucher is used for what it is worth, given back, lapsed and revived: each exactly once (R25)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest

from app.actions.cancelling import cancel_order
from app.actions.daily import begin_day
from app.actions.ordering import OrderLineDraft, PaymentDraft
from app.actions.paying import record_payment, remove_payment
from app.actions.selling import sell, undo_sale
from app.actions.voucher_moves import voucher_by_code
from app.actions.vouchers import Given, reverse_voucher, use_points
from app.codes import grouped
from app.errors import AlreadyDone, InvalidInput, NeedsConsent, NotFound, Refused, ShopError
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


def test_one_balance_pays_several_orders(shelf: Desk) -> None:
    voucher = given(shelf)
    first, second = (shelf.order("Anna", {"PAN": "5"}).order_id for _ in range(2))
    shelf.shop.write(record_payment, first, by(voucher.code, "10"))
    assert state(shelf) == ("open", 1500)
    shelf.shop.write(record_payment, second, by(voucher.code, "15"))
    assert state(shelf) == ("used", 0)
    assert rows(shelf, "SELECT order_id, amount, way, voucher_id FROM payments ORDER BY id") == [
        (first, 1000, "voucher", voucher.voucher_id),
        (second, 1500, "voucher", voucher.voucher_id),
    ]
    told = "SELECT kind FROM history WHERE kind LIKE 'voucher%' OR kind = 'paid' ORDER BY id"
    assert [row[0] for row in rows(shelf, told)] == [
        "voucher_issued",
        "voucher_redeemed",
        "paid",
        "voucher_redeemed",
        "paid",
    ]
    assert shelf.shop.read(verify) == []


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(lambda code: grouped(code).lower(), id="small letters and hyphens"),
        pytest.param(lambda code: f"  {code[:5]} {code[5:]}\t", id="blanks"),
    ],
)
def test_how_a_code_is_typed_is_forgiven(sqlite_shelf: Desk, typed: Callable[[str], str]) -> None:
    voucher = given(sqlite_shelf)
    assert sqlite_shelf.shop.read(voucher_by_code, typed(voucher.code)).id == voucher.voucher_id


def _another_sign(code: str) -> str:
    return ("B" if code[0] == "A" else "A") + code[1:]


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        pytest.param(_another_sign, NotFound, "No voucher has the code", id="a slip of one sign"),
        pytest.param(lambda code: code[:-1], NotFound, "No voucher has the code", id="a sign short"),
        pytest.param(lambda code: code[1] + code[0] + code[2:] + "A", NotFound, "No voucher", id="swapped"),
        pytest.param(lambda code: "' OR 1=1 --", NotFound, "No voucher", id="something else altogether"),
        pytest.param(lambda code: " - ", InvalidInput, "The code is missing", id="nothing"),
    ],
)
def test_what_is_typed_is_not(
    sqlite_shelf: Desk, typed: Callable[[str], str], kind: type[ShopError], title: str
) -> None:
    voucher = given(sqlite_shelf)
    order_id = sqlite_shelf.order("Anna", {"PAN": "5"}).order_id
    with pytest.raises(kind, match=title):
        sqlite_shelf.shop.write(record_payment, order_id, by(typed(voucher.code), "1"))
    assert moves(sqlite_shelf) == [("issued", 2500)]


def _use_up(desk: Desk, voucher: Given) -> None:
    desk.shop.write(record_payment, desk.order("Anna", {"PAN": "5"}).order_id, by(voucher.code, "25"))


def _wait(desk: Desk, voucher: Given) -> None:
    desk.shop.clock = clock_at(UNTIL + timedelta(1))


def _wait_and_open(desk: Desk, voucher: Given) -> None:
    _wait(desk, voucher)
    desk.shop.write(begin_day)


def _take_back(desk: Desk, voucher: Given) -> None:
    desk.shop.write(reverse_voucher, voucher.voucher_id)


@pytest.mark.parametrize(
    ("before", "title"),
    [
        pytest.param(_use_up, "is used up", id="used"),
        pytest.param(_wait, "was valid until", id="expired, before anybody noted it"),
        pytest.param(_wait_and_open, "was valid until", id="expired"),
        pytest.param(_take_back, "was taken back", id="taken back"),
    ],
)
def test_a_voucher_that_is_over_says_why(
    sqlite_shelf: Desk, before: Callable[[Desk, Given], None], title: str
) -> None:
    voucher = given(sqlite_shelf)
    before(sqlite_shelf, voucher)
    order_id = sqlite_shelf.order("Anna", {"PAN": "5"}).order_id
    with pytest.raises(Refused, match=title):
        sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "1"))


@pytest.mark.parametrize(
    ("amount", "kind", "title"),
    [
        ("25.01", Refused, "is worth €25.00"),
        ("0", InvalidInput, "no amount"),
        ("-1", InvalidInput, "no amount"),
        ("NaN", InvalidInput, "no amount"),
        ("1e30", InvalidInput, "no amount"),
        ("0.001", InvalidInput, "no amount"),
    ],
)
def test_no_more_than_it_is_worth_and_no_less_than_nothing(
    sqlite_shelf: Desk, amount: str, kind: type[ShopError], title: str
) -> None:
    voucher = given(sqlite_shelf)
    order_id = sqlite_shelf.order("Anna", {"PAN": "5"}).order_id
    with pytest.raises(kind, match=title):
        sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, amount))
    assert state(sqlite_shelf) == ("open", 2500)


def test_an_order_is_not_entered_as_paid_by_one(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf)
    with pytest.raises(Refused, match="orders that are entered"):
        sqlite_shelf.order("Anna", {"PAN": "2"}, payments=(by(voucher.code, "5"),))
    assert state(sqlite_shelf) == ("open", 2500)


def test_no_more_than_is_due(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf)
    order_id = sqlite_shelf.order("Anna", {"PAN": "2"}).order_id
    with pytest.raises(Refused, match=r"Only .20\.00 is due"):
        sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "20.01"))
    sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "20"))
    assert state(sqlite_shelf) == ("open", 500)


def test_another_currency_is_refused(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf)
    order_id = sqlite_shelf.order("Anna", {"PAN": "2"}, currency="CHF").order_id
    with pytest.raises(Refused, match="counts in EUR"):
        sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "1"))


@pytest.mark.parametrize("amount", ["0", "-5", "NaN", "1000000000.01", "1.005"])
def test_a_voucher_of_no_amount_is_not_given(sqlite_shelf: Desk, amount: str) -> None:
    with pytest.raises(InvalidInput):
        given(sqlite_shelf, amount)
    assert moves(sqlite_shelf) == []


def test_a_payment_taken_off_gives_back_once(shelf: Desk) -> None:
    voucher = given(shelf)
    order_id = shelf.order("Anna", {"PAN": "5"}).order_id
    payment_id = shelf.shop.write(record_payment, order_id, by(voucher.code, "25"))
    shelf.shop.write(remove_payment, payment_id)
    with pytest.raises(AlreadyDone):
        shelf.shop.write(remove_payment, payment_id)
    assert state(shelf) == ("open", 2500)
    assert moves(shelf) == [("issued", 2500), ("redeemed", -2500), ("given_back", 2500)]
    assert shelf.shop.read(verify) == []


def test_what_comes_back_too_late_lapses_at_once(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf)
    order_id = sqlite_shelf.order("Anna", {"PAN": "5"}).order_id
    payment_id = sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "10"))
    _wait_and_open(sqlite_shelf, voucher)
    sqlite_shelf.shop.write(remove_payment, payment_id)
    assert moves(sqlite_shelf)[1:] == [
        ("redeemed", -1000),
        ("lapsed", -1500),
        ("given_back", 1000),
        ("lapsed", -1000),
    ]
    assert state(sqlite_shelf) == ("lapsed", 0)
    assert sqlite_shelf.shop.read(verify) == []


def test_a_refund_goes_back_to_the_voucher_that_paid(shelf: Desk) -> None:
    voucher, other = given(shelf), given(shelf, "9")
    order_id = shelf.order("Anna", {"PAN": "5"}).order_id
    shelf.shop.write(record_payment, order_id, PaymentDraft(Decimal(30), "cash"))
    shelf.shop.write(record_payment, order_id, by(voucher.code, "20"))
    shelf.shop.write(cancel_order, order_id)
    for code, amount, title in ((other.code, "5", "No voucher with"), (voucher.code, "21", "Only €20.00")):
        with pytest.raises(ShopError, match=title):
            shelf.shop.write(record_payment, order_id, by(code, amount, "refund"))
    refund = shelf.shop.write(record_payment, order_id, by(voucher.code, "20", "refund"))
    assert rows(shelf, "SELECT balance FROM vouchers ORDER BY id") == [(2500,), (900,)]
    shelf.shop.write(remove_payment, refund)
    assert rows(shelf, "SELECT balance FROM vouchers ORDER BY id") == [(500,), (900,)]
    assert shelf.shop.read(verify) == []


def test_what_went_back_to_the_voucher_is_not_given_back_twice(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf)
    order_id, other = (sqlite_shelf.order("Anna", {"PAN": "5"}).order_id for _ in range(2))
    sqlite_shelf.shop.write(record_payment, order_id, PaymentDraft(Decimal(20), "cash"))
    paid = sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "10"))
    sqlite_shelf.shop.write(record_payment, other, by(voucher.code, "15"))
    refund = sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "10", "refund"))
    with pytest.raises(Refused, match="given back already"):
        sqlite_shelf.shop.write(remove_payment, paid)
    sqlite_shelf.shop.write(remove_payment, refund)
    sqlite_shelf.shop.write(remove_payment, paid)
    assert state(sqlite_shelf) == ("open", 1000)
    assert sqlite_shelf.shop.read(verify) == []


def test_no_refund_goes_to_a_voucher_that_was_taken_back(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf)
    order_id = sqlite_shelf.order("Anna", {"PAN": "5"}).order_id
    sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "10"))
    sqlite_shelf.shop.write(reverse_voucher, voucher.voucher_id)
    with pytest.raises(Refused, match="was taken back"):
        sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "10", "refund"))
    assert rows(sqlite_shelf, "SELECT kind FROM payments") == [("payment",)]


def test_unused_vouchers_expire_once(shelf: Desk) -> None:
    given(shelf)
    given(shelf, "5", expires_on=None)
    shelf.shop.clock = clock_at(UNTIL)
    shelf.shop.write(begin_day)
    assert moves(shelf) == [("issued", 2500), ("issued", 500)]
    for day in (1, 2):
        shelf.shop.clock = clock_at(UNTIL + timedelta(day))
        shelf.shop.write(begin_day)
    assert moves(shelf)[2:] == [("lapsed", -2500)]
    assert shelf.shop.read(verify) == []


def test_taking_back_leaves_what_was_used(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf)
    order_id = sqlite_shelf.order("Anna", {"PAN": "5"}).order_id
    sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "10"))
    sqlite_shelf.shop.write(reverse_voucher, voucher.voucher_id)
    with pytest.raises(AlreadyDone):
        sqlite_shelf.shop.write(reverse_voucher, voucher.voucher_id)
    assert moves(sqlite_shelf)[1:] == [("redeemed", -1000), ("reversed", -1500)]
    assert sqlite_shelf.shop.read(verify) == []


# points, the counter


def test_points_are_taken_off_and_pay_nothing(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf, "40", unit="points")
    order_id = sqlite_shelf.order("Anna", {"PAN": "5"}).order_id
    with pytest.raises(Refused, match="points, not money"):
        sqlite_shelf.shop.write(record_payment, order_id, by(voucher.code, "1"))
    sqlite_shelf.shop.write(use_points, voucher.voucher_id, Decimal(15), note="a mug")
    with pytest.raises(Refused, match="worth 25 points"):
        sqlite_shelf.shop.write(use_points, voucher.voucher_id, Decimal(26))
    with pytest.raises(InvalidInput, match="whole"):
        sqlite_shelf.shop.write(use_points, voucher.voucher_id, Decimal("1.5"))
    assert state(sqlite_shelf) == ("open", 2500)
    assert sqlite_shelf.shop.read(verify) == []


def test_a_voucher_pays_over_the_counter_and_gets_it_back(sqlite_shelf: Desk) -> None:
    voucher = given(sqlite_shelf)
    line = OrderLineDraft(sqlite_shelf.products["PAN"], Decimal(2))
    sold = sqlite_shelf.shop.write(sell, [line], payment=by(voucher.code, "20"))
    assert state(sqlite_shelf) == ("open", 500)
    sqlite_shelf.shop.write(undo_sale, sold.order_id)
    assert state(sqlite_shelf) == ("open", 2500)
    assert sqlite_shelf.shop.read(verify) == []


def test_r25_over_the_counter_it_pays_its_part_when_the_owner_says_how_the_rest_is_paid(
    sqlite_shelf: Desk,
) -> None:
    voucher = given(sqlite_shelf)
    line = OrderLineDraft(sqlite_shelf.products["PAN"], Decimal(3))
    with pytest.raises(NeedsConsent, match="are still to be paid"):
        sqlite_shelf.shop.write(sell, [line], payment=by(voucher.code, "30"))
    assert state(sqlite_shelf) == ("open", 2500)

    sold = sqlite_shelf.shop.write(sell, [line], payment=by(voucher.code, "30"), rest="cash")
    assert state(sqlite_shelf) == ("used", 0)
    paid = rows(sqlite_shelf, "SELECT way, amount FROM payments ORDER BY id")
    assert paid == [("voucher", 2500), ("cash", 500)]

    sqlite_shelf.shop.write(undo_sale, sold.order_id)
    assert state(sqlite_shelf) == ("open", 2500)
    assert sqlite_shelf.shop.read(verify) == []


# two tills


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of the acts came to, begun together."""
    gate, found = Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait(30)
        try:
            act()
        except ShopError as error:
            found[place] = type(error).__name__
        else:
            found[place] = "done"

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    return sorted(found)


def test_two_tills_use_it_once(shelf: Desk) -> None:
    voucher = given(shelf)
    orders = [shelf.order("Anna", {"PAN": "5"}).order_id for _ in range(2)]
    acts = [
        lambda each=each: shelf.shop.write(record_payment, each, by(voucher.code, "25")) for each in orders
    ]
    assert at_once(*acts) == ["AlreadyDone", "done"]
    assert moves(shelf) == [("issued", 2500), ("redeemed", -2500)]
    assert shelf.shop.read(verify) == []


def test_two_tills_take_a_payment_off_once(shelf: Desk) -> None:
    voucher = given(shelf)
    order_id = shelf.order("Anna", {"PAN": "5"}).order_id
    payment_id = shelf.shop.write(record_payment, order_id, by(voucher.code, "25"))
    assert at_once(*[lambda: shelf.shop.write(remove_payment, payment_id)] * 2) == ["AlreadyDone", "done"]
    assert state(shelf) == ("open", 2500)


def test_a_day_that_begins_twice_expires_it_once(shelf: Desk) -> None:
    given(shelf)
    shelf.shop.clock = clock_at(date(2027, 3, 1))
    assert set(at_once(*[lambda: shelf.shop.write(begin_day)] * 2)) == {"done"}
    assert moves(shelf) == [("issued", 2500), ("lapsed", -2500)]


def test_two_tills_do_not_refund_a_payment_that_is_taken_off(shelf: Desk) -> None:
    for _ in range(5):
        order_id = shelf.order("Anna", {"PAN": "1"}).order_id
        paid = shelf.shop.write(record_payment, order_id, PaymentDraft(Decimal(10), "cash"))
        back = PaymentDraft(Decimal(10), "cash", "refund")
        acts = (
            lambda paid=paid: shelf.shop.write(remove_payment, paid),
            lambda order_id=order_id, back=back: shelf.shop.write(record_payment, order_id, back),
        )
        assert at_once(*acts) == ["Refused", "done"]
