"""Statements and printed vouchers as the shop's books have them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.actions.returning import ReturnDraft, take_returns
from app.actions.shipping import ship, undo_shipment
from app.actions.vouchers import VoucherDraft, give_voucher, reverse_voucher
from app.codes import grouped
from app.errors import InvalidInput, NotFound, Refused
from app.papers.posting import Paper, pdf_of
from app.papers.statements import statement_of
from app.papers.vouchers import vouchers
from app.shop import clock_at
from tests.desks import Desk
from tests.reading_pdf import text_of

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def text(paper: Paper) -> str:
    return text_of(pdf_of([paper]))


def amounts(paper: Paper) -> list[tuple[str, ...]]:
    """What the account says, without its days."""
    table: Any = paper.letter.blocks[0]
    return [row[1:] for row in table.rows]


@pytest.fixture
def books(desk: Desk) -> tuple[Desk, int, int]:
    """Anna's five pans of 10.00 with 4.90 for shipping: two left in November, two in December."""
    desk.product("PAN", stock="20", decimals=0)
    entered = desk.order("Anna", {"PAN": "5"}, shipping_charge=Decimal("4.90"))
    [line_id] = entered.line_ids
    desk.shop.write(record_payment, entered.order_id, PaymentDraft(Decimal(30), "card"))
    desk.shop.write(ship, [(line_id, Decimal(2))], part_confirmed=True)
    desk.shop.clock = clock_at(date(2026, 12, 3))
    desk.shop.write(ship, [(line_id, Decimal(2))], part_confirmed=True)
    return desk, entered.order_id, line_id


def test_an_account_goes_on_from_where_it_stood(books: tuple[Desk, int, int]) -> None:
    desk, _, _ = books
    customer = desk.customers["Anna"]
    assert amounts(desk.shop.read(statement_of, customer, NOVEMBER, date(2026, 11, 30))) == [
        ("Balance before", "", "€0.00"),
        ("S-1001 for order O-1001", "€24.90", "€24.90"),
        ("Payment for O-1001, Card", "-€30.00", "-€5.10"),
    ]
    december = desk.shop.read(statement_of, customer, DECEMBER)
    assert amounts(december) == [
        ("Balance before", "", "-€5.10"),
        ("S-1002 for order O-1001", "€20.00", "€14.90"),
    ]
    assert "To pay: €14.90" in text(december)


def test_what_comes_back_is_owed_no_more(books: tuple[Desk, int, int]) -> None:
    desk, order_id, line_id = books
    desk.shop.write(take_returns, [ReturnDraft(line_id, Decimal(1))])
    desk.shop.write(record_payment, order_id, PaymentDraft(Decimal(5), "cash", "refund"))
    desk.shop.write(undo_shipment, "S-1002", line_id, Decimal(1))
    assert [row[1:] for row in amounts(desk.shop.read(statement_of, desk.customers["Anna"], DECEMBER))] == [
        ("", "-€5.10"),
        ("€10.00", "€4.90"),
        ("-€10.00", "-€5.10"),
        ("€5.00", "-€0.10"),
    ]


def test_vouchers_are_told_and_pay(books: tuple[Desk, int, int]) -> None:
    desk, order_id, _ = books
    customer = desk.customers["Anna"]
    given = desk.shop.write(give_voucher, VoucherDraft(customer, Decimal(25)))
    draft = PaymentDraft(Decimal(10), "voucher", voucher=given.code)
    desk.shop.write(record_payment, order_id, draft)
    said = text(desk.shop.read(statement_of, customer, DECEMBER))
    assert "Payment for O-1001, Voucher" in said
    assert grouped(given.code) in said
    assert "€15.00" in text_of(pdf_of(desk.shop.read(vouchers, [given.voucher_id])))


def test_a_voucher_that_is_over_is_not_printed(sqlite_desk: Desk) -> None:
    customer = sqlite_desk.customer("Anna")
    given = sqlite_desk.shop.write(give_voucher, VoucherDraft(customer, Decimal(25)))
    sqlite_desk.shop.write(reverse_voucher, given.voucher_id)
    with pytest.raises(Refused):
        sqlite_desk.shop.read(vouchers, [given.voucher_id])


def test_days_the_wrong_way_round_and_nobody_are_refused(sqlite_desk: Desk) -> None:
    customer = sqlite_desk.customer("Anna")
    with pytest.raises(InvalidInput):
        sqlite_desk.shop.read(statement_of, customer, DECEMBER, NOVEMBER)
    with pytest.raises(NotFound):
        sqlite_desk.shop.read(statement_of, customer + 1, NOVEMBER, DECEMBER)
