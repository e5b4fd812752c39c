"""What backorders cost, gathered by product, supplier, cause and month."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.cancelling import cancel_line
from app.actions.costs import CostDraft, enter_cost
from app.actions.purchasing import set_eta
from app.actions.selling import LostSale, forget_lost_sale, record_lost_sale
from app.errors import AlreadyDone
from app.lists.costs import KINDS, LOST_SALE, By, CostReport, cost_report
from app.lists.lost_sales import LISTING
from app.shop import clock_at
from db.rows import fetch, run
from db.terms import CostKind
from tests.desks import Desk, ordinal, told

ALL = (ordinal(1, 1, 2026), ordinal(12, 31, 2027))


@pytest.fixture
def costly(desk: Desk) -> Desk:
    """A late pan of Acme's, a pot of Bell's that was cancelled, a cup that nobody delivers and somebody
    wanted."""
    desk.product("PAN", supplier="Acme", cost=Decimal(6))
    desk.product("POT", supplier="Bell", cost=Decimal(7))
    desk.product("CUP", cost=Decimal(1))
    pan = desk.order("Ann", {"PAN": "4"}).line_ids[0]
    pot = desk.order("Bob", {"POT": "2"}).line_ids[0]
    desk.purchase({"PAN": "4"}, date(2026, 11, 30), supplier="Acme")
    [(bought,)] = desk.shop.read(fetch, "SELECT id FROM purchase_lines", ())
    desk.shop.write(set_eta, [bought], date(2026, 12, 9), cause="customs")
    desk.shop.write(enter_cost, CostDraft(pan, CostKind.FREIGHT, Decimal("12.50"), cause="customs"))
    desk.shop.clock = clock_at(date(2026, 12, 2))
    desk.shop.write(enter_cost, CostDraft(pan, CostKind.OTHER, Decimal("3")))
    desk.shop.write(cancel_line, pot, Decimal(1))
    desk.shop.write(record_lost_sale, LostSale(desk.products["CUP"], Decimal(2)))
    _voucher(desk, pan)
    return desk


def _voucher(desk: Desk, line_id: int) -> None:
    """Five of money for the pan's delay, two of them lapsed; one redeemed, which costs no more."""

    def give(session: Any) -> None:
        run(
            session,
            "INSERT INTO vouchers (id, code, state, customer_id, order_line_id, issued, balance, issued_on)"
            " VALUES (1, 'V', 'lapsed', 1, ?, 500, 0, ?)",
            (line_id, ordinal(12, 2)),
        )
        for kind, amount in (("issued", 500), ("redeemed", -300), ("lapsed", -200)):
            run(
                session,
                "INSERT INTO voucher_moves (voucher_id, kind, amount, moved_on, at) VALUES (1, ?, ?, ?, 0)",
                (kind, amount, ordinal(12, 2)),
            )

    desk.shop.write(give)


def report(desk: Desk, by: By, first: int = ALL[0], last: int = ALL[1]) -> CostReport:
    found: CostReport = desk.shop.read(cost_report, by, first, last)
    return found


def shown(found: CostReport) -> list[tuple[Any, dict[str, int]]]:
    """Each row's name, and what it cost by kind."""
    return [
        (
            row.sku or row.name or row.key,
            {str(kind): amount for kind, amount in zip(KINDS, row.amounts, strict=True) if amount},
        )
        for row in found.rows
    ]


PAN = {"freight": 1250, "other": 300, "voucher": 300}
POT = {"margin": 300}
CUP = {LOST_SALE: 1800}


def test_by_product_the_dearest_first(costly: Desk) -> None:
    found = report(costly, By.PRODUCT)
    assert shown(found) == [("PAN", PAN), ("CUP", CUP), ("POT", POT)]
    assert found.currency == "EUR"
    assert dict(zip(map(str, KINDS), found.sums, strict=True)) == {
        "freight": 1250,
        "handling": 0,
        "storage": 0,
        "voucher": 300,
        "margin": 300,
        "lost_sale": 1800,
        "other": 300,
    }


def test_by_supplier_goods_of_nobody_stand_for_themselves(costly: Desk) -> None:
    assert shown(report(costly, By.SUPPLIER)) == [("Acme", PAN), (None, CUP), ("Bell", POT)]


def test_by_cause_a_voucher_has_its_lines(costly: Desk) -> None:
    unknown = {"other": 300, "margin": 300, LOST_SALE: 1800}
    assert shown(report(costly, By.CAUSE)) == [("", unknown), ("customs", {"freight": 1250, "voucher": 300})]


def test_by_month_in_their_order(costly: Desk) -> None:
    december = {"other": 300, "voucher": 300, "margin": 300, LOST_SALE: 1800}
    assert shown(report(costly, By.MONTH)) == [
        (ordinal(11, 1), {"freight": 1250}),
        (ordinal(12, 1), december),
    ]


@pytest.mark.parametrize("by", list(By))
def test_all_ways_add_up_to_the_same(costly: Desk, by: By) -> None:
    assert sum(report(costly, by).sums) == 3950


def test_a_period_has_its_first_and_its_last_day(costly: Desk) -> None:
    assert shown(report(costly, By.PRODUCT, ordinal(11, 23), ordinal(11, 23))) == [("PAN", {"freight": 1250})]
    assert report(costly, By.PRODUCT, ordinal(11, 24), ordinal(12, 1)).rows == ()


def test_a_shop_without_costs_has_no_rows(sqlite_desk: Desk) -> None:
    found = report(sqlite_desk, By.MONTH)
    assert found.rows == ()
    assert found.sums == (0,) * len(KINDS)


def test_lost_sales_are_listed_and_taken_off(costly: Desk) -> None:
    rows = costly.rows(LISTING)
    assert told(rows, "sku", "quantity", "margin", "customer") == [("CUP", 2000, 1800, "")]
    costly.shop.write(forget_lost_sale, rows[0]["id"])
    assert costly.rows(LISTING) == []
    with pytest.raises(AlreadyDone):
        costly.shop.write(forget_lost_sale, rows[0]["id"])
