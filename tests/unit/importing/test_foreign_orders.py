"""Orders as other programs export them: goods and customers are made, cancellations stand as rows."""

import csv
from datetime import date
from pathlib import Path

import pytest

from app.errors import FileRefused
from app.importing.report import ImportReport
from app.shop import Shop
from tests.unit.importing.bringing import breaks, bring, lines_of, rows_of, stock_shop

HEADER = "order,ordered_on,customer,sku,text,quantity,price\n"
NOVEMBER = date(2026, 11, 1)


def bring_all(shop: Shop, folder: Path, rows: str, header: str = HEADER) -> ImportReport:
    return bring(
        shop,
        folder,
        "orders",
        header + rows,
        skip_bad_rows=True,
        create_products=True,
        create_customers=True,
        history_before=NOVEMBER,
    )


def aside(report: ImportReport) -> dict[int, str]:
    """Line and reason of the rows set aside."""
    if report.rejected_path is None:
        return {}
    with report.rejected_path.open(encoding="utf-8-sig", newline="") as file:
        return {int(row[0]): row[1] for row in list(csv.reader(file))[1:]}


def test_products_take_the_commonest_name_and_the_latest_price(shop: Shop, tmp_path: Path) -> None:
    report = bring_all(
        shop,
        tmp_path,
        "1,2026-11-03,C-1,85123A,Lamp,1,2.50\n"
        "2,2026-11-05,C-1,85123A,LAMP,1,2.95\n"
        "3,2026-11-04,C-2,85123A,Lamp,1,2.75\n",
    )
    assert rows_of(shop, "SELECT sku, name, price, decimals FROM products") == [("85123A", "Lamp", 29_500, 0)]
    assert lines_of(shop, "l.price, l.text") == [
        ("1", 25_000, "Lamp"),
        ("2", 29_500, "LAMP"),
        ("3", 27_500, "Lamp"),
    ]
    assert report.sentences()[0] == "Created: 1 product, 2 customers, 3 orders, 3 order lines."
    assert breaks(shop) == []


def test_a_created_product_divides_as_its_rows_need(sqlite_shop: Shop, tmp_path: Path) -> None:
    bring_all(
        sqlite_shop, tmp_path, "1,2026-11-03,C-1,20001,Rope,1.25,2.50\n2,2026-11-03,C-1,20001,Rope,3,2.50\n"
    )
    assert rows_of(sqlite_shop, "SELECT decimals FROM products") == [(2,)]


def test_rows_that_are_no_sale_of_goods_are_left_out_alone(sqlite_shop: Shop, tmp_path: Path) -> None:
    goods = "".join(f"1,2026-11-03,C-1,{code},Thing,1,2.50\n" for code in range(20_000, 20_020))
    report = bring_all(
        sqlite_shop,
        tmp_path,
        goods
        + "1,2026-11-03,C-1,POST,POSTAGE,1,18.00\n"
        + "1,2026-11-03,C-1,20001,,1,2.50\n"
        + "1,2026-11-03,C-1,20001,Thing,1,0\n",
    )
    assert len(lines_of(sqlite_shop, "l.id")) == 20
    assert aside(report) == {
        22: "sku: POST is no goods: it has fewer than 5 digits; nearly all codes here have more.",
        23: "It has no description: no sale of goods.",
        24: "It has no price: no sale of goods.",
    }
    assert "Taken for no goods: POST" in report.notes


def test_short_codes_are_goods_where_they_are_common(sqlite_shop: Shop, tmp_path: Path) -> None:
    report = bring_all(
        sqlite_shop, tmp_path, "1,2026-11-03,C-1,LAMP,Lamp,1,2.50\n1,2026-11-03,C-1,20001,Thing,1,2.50\n"
    )
    assert lines_of(sqlite_shop, "l.product_id") == [("1", 1), ("1", 2)]
    assert report.rejected == 0


def test_codes_can_be_named_as_no_goods(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    report = bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity\n1,2026-11-03,A,1\n1,2026-11-03,Post,1\n",
        skip_bad_rows=True,
        not_goods=("POST",),
    )
    assert lines_of(sqlite_shop, "l.product_id") == [("1", 1)]
    assert aside(report) == {3: "sku: Post is no goods."}


def test_known_products_are_goods_whatever_their_code(sqlite_shop: Shop, tmp_path: Path) -> None:
    """A replacement at price 0 without a text is a line like any other."""
    stock_shop(sqlite_shop, A=0)
    bring_all(sqlite_shop, tmp_path, "1,2026-11-03,C-1,A,,1,0\n")
    assert lines_of(sqlite_shop, "l.price") == [("1", 0)]


@pytest.mark.parametrize("other", ["85123a", "８５１２３A"])
def test_of_codes_that_read_alike_only_the_commonest_comes_in(
    sqlite_shop: Shop, tmp_path: Path, other: str
) -> None:
    """Never guessed to be the same, whether they differ by case or by the form of their letters."""
    report = bring_all(
        sqlite_shop,
        tmp_path,
        f"1,2026-11-03,C-1,{other},Lamp,1,2.50\n"
        "2,2026-11-03,C-1,85123A,Lamp,1,2.50\n"
        "3,2026-11-03,C-1,85123A,Lamp,1,2.50\n",
    )
    assert rows_of(sqlite_shop, "SELECT number FROM orders ORDER BY id") == [("2",), ("3",)]
    assert rows_of(sqlite_shop, "SELECT sku FROM products") == [("85123A",)]
    assert aside(report) == {2: f"sku: {other} reads like 85123A, but is not spelled the same."}


class TestCancellations:
    def cancelled(self, shop: Shop) -> list[tuple[object, ...]]:
        return lines_of(shop, "l.cancelled, l.shipped, l.state")

    def test_the_latest_earlier_line_of_customer_and_product_is_cancelled(
        self, shop: Shop, tmp_path: Path
    ) -> None:
        report = bring_all(
            shop,
            tmp_path,
            "1,2026-10-01,C-1,20001,Lamp,6,2.50\n"
            "2,2026-10-02,C-1,20001,Lamp,6,2.50\n"
            "3,2026-10-03,C-2,20001,Lamp,6,2.50\n"
            "C4,2026-10-04,C-1,20001,Lamp,-4,2.50\n"
            "5,2026-10-05,C-1,20001,Lamp,6,2.50\n",
        )
        assert self.cancelled(shop) == [
            ("1", 0, 6000, "done"),
            ("2", 4000, 2000, "done"),
            ("3", 0, 6000, "done"),
            ("5", 0, 6000, "done"),
        ]
        assert rows_of(shop, "SELECT order_line_id, quantity, reason, cancelled_on FROM cancellations") == [
            (2, 4000, "C4", date(2026, 10, 4).toordinal())
        ]
        assert "1 cancellation" in report.sentences()[0]
        assert breaks(shop) == []

    def test_open_orders_come_before_past_ones(self, sqlite_shop: Shop, tmp_path: Path) -> None:
        bring_all(
            sqlite_shop,
            tmp_path,
            "1,2026-10-01,C-1,20001,Lamp,6,2.50\n"
            "2,2026-11-02,C-1,20001,Lamp,6,2.50\n"
            "C3,2026-11-04,C-1,20001,Lamp,-6,2.50\n",
        )
        assert self.cancelled(sqlite_shop) == [("1", 0, 6000, "done"), ("2", 6000, 0, "cancelled")]

    def test_a_line_with_enough_comes_before_several(self, sqlite_shop: Shop, tmp_path: Path) -> None:
        bring_all(
            sqlite_shop,
            tmp_path,
            "1,2026-11-02,C-1,20001,Lamp,6,2.50\n"
            "2,2026-11-03,C-1,20001,Lamp,2,2.50\n"
            "C3,2026-11-04,C-1,20001,Lamp,-5,2.50\n"
            "C4,2026-11-05,C-1,20001,Lamp,-3,2.50\n",
        )
        assert self.cancelled(sqlite_shop) == [("1", 6000, 0, "cancelled"), ("2", 2000, 0, "cancelled")]

    def test_what_matches_nothing_is_set_aside_alone(self, sqlite_shop: Shop, tmp_path: Path) -> None:
        report = bring_all(
            sqlite_shop,
            tmp_path,
            "C1,2026-11-01,C-1,20001,Lamp,-1,2.50\n"
            "2,2026-11-02,C-1,20001,Lamp,6,2.50\n"
            "C3,2026-11-04,C-1,20001,Lamp,-7,2.50\n"
            "C3,2026-11-04,C-1,20001,Lamp,-5,2.50\n"
            "C4,2026-11-04,,20001,Lamp,-1,2.50\n",
        )
        assert self.cancelled(sqlite_shop) == [("2", 5000, 0, "open")]
        nothing = "quantity: No earlier order of this customer and product has that much to cancel."
        assert aside(report) == {
            2: nothing,
            4: nothing,
            6: "customer: It names no customer, so what it cancels is not known.",
        }

    def test_orders_that_came_in_before_are_cancelled_too(self, shop: Shop, tmp_path: Path) -> None:
        """Its goods go to the next in the queue."""
        bring_all(shop, tmp_path, "1,2026-11-02,C-1,20001,Lamp,6,2.50\n2,2026-11-03,C-2,20001,Lamp,6,2.50\n")
        bring(shop, tmp_path, "stock", "sku,on_hand\n20001,6\n")
        report = bring(
            shop,
            tmp_path,
            "orders",
            f"{HEADER}C3,2026-11-04,C-1,20001,Lamp,-4,2.50\n"
            "C4,2026-11-01,C-2,20001,Lamp,-1,2.50\nC5,2026-11-04,C-2,20001,Lamp,-7,2.50\n",
            "second.csv",
            skip_bad_rows=True,
        )
        assert lines_of(shop, "l.cancelled, l.reserved, l.state") == [
            ("1", 4000, 2000, "open"),
            ("2", 0, 4000, "open"),
        ]
        assert rows_of(shop, "SELECT quantity, reason FROM cancellations") == [(4000, "C3")]
        nothing = "quantity: No earlier order of this customer and product has that much to cancel."
        assert aside(report) == {3: nothing, 4: nothing}
        assert breaks(shop) == []

    def test_of_an_order_left_out_nothing_is_cancelled(self, sqlite_shop: Shop, tmp_path: Path) -> None:
        report = bring_all(
            sqlite_shop,
            tmp_path,
            "1,2026-11-02,C-1,20001,Lamp,6,2.50\n"
            "1,31/02/2026,C-1,20002,Vase,6,2.50\n"
            "C2,2026-11-04,C-1,20001,Lamp,-1,2.50\n",
        )
        assert self.cancelled(sqlite_shop) == []
        assert sorted(aside(report)) == [2, 3, 4]


class TestCustomers:
    def test_numbers_that_went_through_a_spreadsheet_lose_their_point_zero(
        self, sqlite_shop: Shop, tmp_path: Path
    ) -> None:
        report = bring_all(
            sqlite_shop,
            tmp_path,
            "1,2026-11-03,17850.0,20001,Lamp,1,2.50\n"
            "2,2026-11-03,13047.0,20001,Lamp,1,2.50\n3,2026-11-03,,20001,Lamp,1,2.50\n",
        )
        assert rows_of(sqlite_shop, "SELECT number, name FROM customers ORDER BY id") == [
            ("17850", "17850"),
            ("13047", "13047"),
        ]
        assert (
            "All customer numbers end in .0, as of a spreadsheet; that was left out: 13047.0 is 13047."
            in report.notes
        )

    def test_where_only_some_end_so_they_stay(self, sqlite_shop: Shop, tmp_path: Path) -> None:
        bring_all(
            sqlite_shop,
            tmp_path,
            "1,2026-11-03,17850.0,20001,Lamp,1,2.50\n2,2026-11-03,A-1,20001,Lamp,1,2.50\n",
        )
        assert rows_of(sqlite_shop, "SELECT number FROM customers ORDER BY id") == [("17850.0",), ("A-1",)]

    def test_a_name_finds_the_one_who_has_it(self, sqlite_shop: Shop, tmp_path: Path) -> None:
        stock_shop(sqlite_shop, A=0)
        bring(
            sqlite_shop,
            tmp_path,
            "orders",
            "order,ordered_on,customer_name,sku,quantity\n1,2026-11-03,INES  Okafor,A,1\n",
        )
        assert rows_of(sqlite_shop, "SELECT customer_id FROM orders") == [(1,)]
        assert lines_of(sqlite_shop, "l.precedence") == [("1", -2)]

    def test_a_name_that_two_have_is_not_guessed(self, sqlite_shop: Shop, tmp_path: Path) -> None:
        stock_shop(sqlite_shop, A=0)
        bring(sqlite_shop, tmp_path, "customers", "number,name\nC-2,Ines Okafor\n")
        with pytest.raises(FileRefused) as refusal:
            bring(
                sqlite_shop,
                tmp_path,
                "orders",
                "order,ordered_on,customer_name,sku,quantity\n1,2026-11-03,Ines Okafor,A,1\n",
                create_customers=True,
            )
        assert refusal.value.problems == (
            "orders.csv, line 2, column customer, “Ines Okafor”: "
            "2 customers are called Ines Okafor; give the number.",
        )

    def test_created_ones_take_the_latest_address(self, shop: Shop, tmp_path: Path) -> None:
        bring_all(
            shop,
            tmp_path,
            "1,2026-11-03,,Ines Okafor,Elm St 1,Norway,20001,Lamp,1,2.50\n"
            "2,2026-11-04,,Ines  okafor,Oak St 2,Norway,20001,Lamp,1,2.50\n",
            "order,ordered_on,customer,customer_name,delivery_street,delivery_country,sku,text,quantity,price\n",
        )
        assert rows_of(shop, "SELECT number, name, street, country FROM customers") == [
            ("C-1001", "Ines Okafor", "Oak St 2", "Norway")
        ]
        assert rows_of(shop, "SELECT DISTINCT customer_id FROM orders") == [(1,)]
