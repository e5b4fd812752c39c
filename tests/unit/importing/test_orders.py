import sys
from datetime import date
from pathlib import Path

import pytest

from app.errors import AlreadyDone, FileRefused
from app.file_formats.orders import BUYER_FIELDS, LINE_FIELDS, ORDER_FIELDS
from app.importing.bringing_in import import_file
from app.importing.options import ImportOptions
from app.importing.order_rows import Head, Rest
from app.shop import Shop
from db.models.orders import NO_HAND_RANK
from tests.databases import TODAY
from tests.unit.importing.bringing import breaks, bring, lines_of, rows_of, stock_shop

DAY = TODAY.toordinal()


def test_the_tuples_follow_the_fields_of_the_file() -> None:
    assert Head._fields == tuple(field.key for field in (*ORDER_FIELDS[1:], *BUYER_FIELDS))
    assert Rest._fields == tuple(field.key for field in LINE_FIELDS[4:])


def test_orders_come_in_and_take_what_there_is(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=5, B=0)
    report = bring(
        shop,
        tmp_path,
        "orders",
        "order,ordered_on,customer,sku,quantity,price\n"
        "O-1,2026-11-20,C-1,A,4,9.90\n"
        "O-1,2026-11-20,C-1,B,2,\n"
        "O-2,2026-11-19,,A,3,\n",
    )
    assert lines_of(shop, "l.position, l.ordered, l.reserved, l.price, l.state") == [
        ("O-1", 1, 4000, 4000, 99000, "open"),
        ("O-1", 2, 2000, 0, 50000, "open"),
        ("O-2", 1, 3000, 1000, 50000, "open"),
    ]
    assert report.sentences() == ["Created: 2 orders, 3 order lines."]
    assert breaks(shop) == []


def test_rows_of_one_order_fold_wherever_they_stand(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity\n"
        "O-1,2026-11-20,A,1\nO-2,2026-11-20,A,2\nO-1,2026-11-20,A,3\nO-1,2026-11-20,A,3\n",
    )
    assert lines_of(sqlite_shop, "l.position, l.ordered") == [
        ("O-1", 1, 1000),
        ("O-2", 1, 2000),
        ("O-1", 2, 3000),
        ("O-1", 3, 3000),
    ]
    assert rows_of(sqlite_shop, "SELECT number FROM orders ORDER BY id") == [("O-1",), ("O-2",)]


def test_a_shop_with_half_shipped_prepaid_backorders_moves_in(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=3)
    bring(
        shop,
        tmp_path,
        "orders",
        "order,ordered_on,customer,wanted,priority,ship_complete,paid,paid_on,paid_way,refunded,sku,quantity,"
        "price,discount,tax_rate,cancelled,closed,shipped,shipped_on,returned,promised,first_promised\n"
        "O-1,2026-10-01,C-1,2026-12-01 09:30,5,no,45.00,2026-10-02,card,5.00,A,10,4.50,2.5,19,2,1,4,"
        "2026-10-20,1,2026-12-20,2026-11-15\n",
    )
    columns = (
        "l.ordered, l.demanded, l.cancelled, l.shipped, l.returned, l.open, l.reserved, l.discount,"
        " l.tax_rate, l.precedence, l.due, l.promised_on, l.first_promised_on, l.hand_rank"
    )
    due = date(2026, 12, 1).toordinal() * 1440 + 570
    promised, first = date(2026, 12, 20).toordinal(), date(2026, 11, 15).toordinal()
    assert lines_of(shop, columns) == [
        (
            "O-1",
            *(10_000, 10_000, 2_000, 4_000, 1_000, 4_000, 3_000),
            *(2_500, 19_000, -5, due, promised, first, NO_HAND_RANK),
        )
    ]
    assert rows_of(shop, "SELECT kind, amount, way, paid_on FROM payments ORDER BY id") == [
        ("payment", 4500, "card", date(2026, 10, 2).toordinal()),
        ("refund", 500, "card", date(2026, 10, 2).toordinal()),
    ]
    assert rows_of(shop, "SELECT promised_on, first, cause FROM promises ORDER BY id") == [
        (first, 1, "import"),
        (promised, 0, "import"),
    ]
    assert rows_of(shop, "SELECT kind, quantity FROM cancellations ORDER BY id") == [
        ("cancelled", 1000),
        ("closed", 1000),
    ]
    assert rows_of(
        shop,
        "SELECT s.number, s.shipped_on, s.note, l.quantity FROM shipments s"
        " JOIN shipment_lines l ON l.shipment_id = s.id",
    ) == [("O-1/1", date(2026, 10, 20).toordinal(), "moved in", 4000)]
    assert rows_of(shop, "SELECT quantity, reason FROM returns") == [(1000, "moved in")]
    assert rows_of(shop, "SELECT kind, sum(quantity) FROM stock_moves GROUP BY kind") == [("count", 3000)]
    assert breaks(shop) == []


@pytest.mark.parametrize(
    ("cells", "standing"),
    [
        ("quote,5,0,0", ("quote", 0, 0, 0)),
        ("open,5,0,0", ("open", 5000, 0, 0)),
        (",5,1,4", ("done", 5000, 1000, 4000)),
        ("open,5,5,0", ("cancelled", 5000, 5000, 0)),
        ("done,5,0,5", ("done", 5000, 0, 5000)),
        ("cancelled,5,5,0", ("cancelled", 5000, 5000, 0)),
        # A quote that came to nothing was never demand.
        ("cancelled,5,0,0", ("cancelled", 0, 0, 0)),
    ],
)
def test_the_state_follows_what_is_left(
    sqlite_shop: Shop, tmp_path: Path, cells: str, standing: tuple[str, int, int, int]
) -> None:
    stock_shop(sqlite_shop, A=0)
    header = "order,ordered_on,sku,state,quantity,cancelled,shipped\n"
    bring(sqlite_shop, tmp_path, "orders", f"{header}O-1,2026-11-20,A,{cells}\n")
    assert lines_of(sqlite_shop, "l.state, l.demanded, l.cancelled, l.shipped") == [("O-1", *standing)]
    assert breaks(sqlite_shop) == []


@pytest.mark.parametrize(
    ("state", "standing"),
    [("done", ("done", 5000, 0, 5000)), ("cancelled", ("cancelled", 5000, 5000, 0))],
)
def test_a_file_that_only_names_the_state_is_believed(
    sqlite_shop: Shop, tmp_path: Path, state: str, standing: tuple[str, int, int, int]
) -> None:
    stock_shop(sqlite_shop, A=9)
    bring(
        sqlite_shop,
        tmp_path,
        "orders",
        f"order,ordered_on,sku,state,quantity\nO-1,2026-11-20,A,{state},5\n",
    )
    assert lines_of(sqlite_shop, "l.state, l.demanded, l.cancelled, l.shipped") == [("O-1", *standing)]
    assert rows_of(sqlite_shop, "SELECT on_hand, reserved FROM stock_levels") == [(9000, 0)]
    assert breaks(sqlite_shop) == []


def test_orders_before_a_day_become_history(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=9)
    bring(
        shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity\nO-1,2026-10-31,A,4\nO-2,2026-11-01,A,5\n",
        history_before=date(2026, 11, 1),
    )
    assert lines_of(shop, "l.state, l.demanded, l.shipped, l.reserved") == [
        ("O-1", "done", 4000, 4000, 0),
        ("O-2", "open", 5000, 0, 5000),
    ]
    assert rows_of(shop, "SELECT on_hand FROM stock_levels") == [(9000,)]
    assert breaks(shop) == []


def test_a_line_keeps_what_it_held(shop: Shop, tmp_path: Path) -> None:
    """R3: by rank the older order would take it."""
    stock_shop(shop, A=3)
    bring(
        shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity,reserved\nO-1,2026-11-01,A,3,0\nO-2,2026-11-20,A,3,2\n",
    )
    assert lines_of(shop, "l.reserved") == [("O-1", 1000), ("O-2", 2000)]
    assert breaks(shop) == []


def test_what_the_owner_did_by_hand_stays(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=9)
    bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity,on_hold,held_since,hold_reason,hand_rank,kept_off,kept_off_since,position,"
        "split_from,line_location\n"
        "O-1,2026-11-01,A,3,yes,2026-11-02,no answer,-4,no,,2,,\n"
        "O-1,2026-11-01,A,1,yes,2026-11-02,no answer,,yes,2026-11-03,5,2,Cellar\n",
    )
    columns = "l.position, l.on_hold, l.hand_rank, l.kept_off, l.kept_off_since, l.split_from_id, l.reserved"
    assert lines_of(sqlite_shop, columns) == [
        ("O-1", 2, 1, -4, 0, None, None, 0),
        ("O-1", 5, 1, NO_HAND_RANK, 1, date(2026, 11, 3).toordinal(), 1, 0),
    ]
    assert rows_of(sqlite_shop, "SELECT held_since, hold_reason FROM orders") == [
        (date(2026, 11, 2).toordinal(), "no answer")
    ]
    assert rows_of(sqlite_shop, "SELECT name FROM locations ORDER BY id") == [("Main",), ("Cellar",)]
    assert breaks(sqlite_shop) == []


def test_payments_one_by_one(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity,paid,refunded,payments\n"
        'O-1,2026-11-01,A,3,30,2.5,"[[""deposit"",""10.00"",""2026-11-01"",""cash"",""""],'
        '[""payment"",""20.00"",""2026-11-05"",""card"",""rest""],[""refund"",""2.50"",""2026-11-06"",""card"",""""]]"\n',
    )
    assert rows_of(sqlite_shop, "SELECT kind, amount, way, note FROM payments ORDER BY id") == [
        ("deposit", 1000, "cash", ""),
        ("payment", 2000, "card", "rest"),
        ("refund", 250, "card", ""),
    ]


def test_the_series_goes_on_behind_the_imported_numbers(sqlite_shop: Shop, tmp_path: Path) -> None:
    from app.actions.documents import number_for

    stock_shop(sqlite_shop, A=0)
    bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity\nO-2077,2026-11-01,A,3\nX-9000,2026-11-01,A,3\n",
    )
    assert sqlite_shop.write(number_for, "order", None) == "O-2078"


HEADER = (
    "order,ordered_on,state,customer,sku,quantity,cancelled,shipped,returned,reserved,discount,"
    "paid,refunded\n"
)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("O-1,2026-11-20,,,A,0,0,0,0,0,0,0,0", "column quantity, “0”: It must be more than 0."),
        (
            "O-1,2026-11-20,,,A,5,2,4,0,0,0,0,0",
            "column shipped, “4”: More is shipped and cancelled than was ordered.",
        ),
        ("O-1,2026-11-20,,,A,5,0,1,2,0,0,0,0", "column returned, “2”: More came back than was shipped."),
        ("O-1,2026-11-20,,,A,5,1,1,0,4,0,0,0", "column reserved, “4”: More is reserved than is open."),
        ("O-1,2026-11-20,,,A,5,0,0,0,0,101,0,0", "column discount, “101”: It is above 100 percent."),
        ("O-1,2026-11-20,,,A,0.5,0,0,0,0,0,0,0", "column quantity, “0.5”: A is not divisible."),
        (
            "O-1,2026-11-20,,,Z,1,0,0,0,0,0,0,0",
            "column sku, “Z”: There is no product Z.",
        ),
        (
            "O-1,2026-11-20,,,a,1,0,0,0,0,0,0,0",
            "column sku, “a”: a reads like A, but is not spelled the same.",
        ),
        (
            "O-1,2026-11-20,,C-9,A,1,0,0,0,0,0,0,0",
            "column customer, “C-9”: There is no customer C-9.",
        ),
        (
            "O-1,2026-11-20,done,,A,5,0,4,0,0,0,0,0",
            "column state, “”: It is done, but a part of it is neither shipped nor cancelled.",
        ),
        (
            "O-1,2026-11-20,quote,,A,5,0,4,0,0,0,0,0",
            "column state, “”: It is a quote, but a part of it is shipped or cancelled.",
        ),
        ("O-1,2026-11-20,,,A,5,0,0,0,0,0,1,2", "column refunded, “”: More is refunded than was paid."),
        (
            "O-1,2026-11-20,,,A,-5,0,0,0,0,0,0,0",
            "column customer, “”: It names no customer, so what it cancels is not known.",
        ),
        (
            "O-1,2026-11-20,,,A,1000000001,0,0,0,0,0,0,0",
            "column quantity, “1000000001”: It is more than 1000000000.",
        ),
    ],
)
def test_what_an_order_cannot_be(sqlite_shop: Shop, tmp_path: Path, row: str, what: str) -> None:
    stock_shop(sqlite_shop, A=0)
    with pytest.raises(FileRefused) as refusal:
        bring(sqlite_shop, tmp_path, "orders", f"{HEADER}{row}\n")
    assert refusal.value.problems == (f"orders.csv, line 2, {what}",)
    assert rows_of(sqlite_shop, "SELECT count(*) FROM orders") == [(0,)]


def test_rows_of_an_order_must_agree(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    with pytest.raises(FileRefused) as refusal:
        bring(
            sqlite_shop,
            tmp_path,
            "orders",
            "order,ordered_on,customer,sku,quantity\nO-1,2026-11-20,C-1,A,1\nO-1,2026-11-21,C-2,A,1\n",
        )
    other = "An earlier row of the same order says something else."
    assert refusal.value.problems == (
        "orders.csv, line 2: Line 3, of the same order, cannot be taken.",
        f"orders.csv, line 3, column ordered_on, “2026-11-21”: {other}",
        f"orders.csv, line 3, column customer, “C-2”: {other}",
    )


def test_positions_are_each_lines_own(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    with pytest.raises(FileRefused) as refusal:
        bring(
            sqlite_shop,
            tmp_path,
            "orders",
            "order,ordered_on,sku,quantity,position,split_from\n"
            "O-1,2026-11-20,A,1,1,\nO-1,2026-11-20,A,1,1,\nO-2,2026-11-20,A,1,1,7\n",
        )
    assert refusal.value.problems == (
        "orders.csv, line 2: Line 3, of the same order, cannot be taken.",
        "orders.csv, line 3, column position, “1”: Two lines of the order have this position.",
        "orders.csv, line 4, column split_from, “7”: The order has no other line with this position.",
    )


def test_an_order_that_exists_is_refused(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=0)
    first = "order,ordered_on,sku,quantity\nO-1,2026-11-20,A,1\n"
    bring(shop, tmp_path, "orders", first)
    with pytest.raises(FileRefused) as refusal:
        bring(shop, tmp_path, "orders", f"{first}O-1,2026-11-20,A,2\nO-2,2026-11-20,A,2\n")
    assert refusal.value.problems == (
        "orders.csv, line 2, column order, “O-1”: There is already an order O-1.",
        "orders.csv, line 3: There is already an order O-1.",
    )


def test_the_same_file_comes_in_once(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=0)
    content = "order,ordered_on,sku,quantity\nO-1,2026-11-20,A,1\n"
    bring(shop, tmp_path, "orders", content)
    with pytest.raises(AlreadyDone) as refusal:
        bring(shop, tmp_path, "orders", content, "again.csv")
    assert str(refusal.value) == (
        "again.csv has come in already. It was imported on 2026-11-23; nothing was changed."
    )


def test_a_dry_run_tells_and_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=0)
    content = "order,ordered_on,sku,quantity\nO-1,2026-11-20,A,1\nO-2,2026-11-20,A,x\n"
    report = bring(shop, tmp_path, "orders", content, dry_run=True)
    assert report.sentences() == [
        "Would be created: 1 order, 1 order line.",
        "1 row cannot be taken: without --skip-bad-rows nothing would come in.",
        "This was a dry run: nothing was changed.",
    ]
    assert [problem.sentence for problem in report.problems] == [
        "orders.csv, line 3, column quantity, “x”: It is not a plain number."
    ]
    report = bring(shop, tmp_path, "orders", content, dry_run=True, skip_bad_rows=True)
    assert report.sentences()[1] == "1 row would be set aside."
    report = bring(shop, tmp_path, "orders", content, dry_run=True, skip_bad_rows=True)
    assert report.sentences()[1] == "1 row would be set aside."
    assert rows_of(shop, "SELECT count(*) FROM orders") == [(0,)]
    assert [path.name for path in tmp_path.iterdir() if "rejected" in path.name] == []


def test_bad_rows_can_be_set_aside_with_their_orders(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    report = bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity\nO-1,2026-11-20,A,1\nO-2,2026-11-20,A,1\nO-2,31/02/2026,A,x\n",
        skip_bad_rows=True,
    )
    assert lines_of(sqlite_shop, "l.ordered") == [("O-1", 1000)]
    aside = tmp_path / "orders.csv.rejected.csv"
    assert (report.rejected, report.rejected_path) == (2, aside)
    assert aside.read_text("utf-8-sig").splitlines() == [
        "rejected_line,rejected_reason,order,ordered_on,sku,quantity",
        '3,"Line 4, of the same order, cannot be taken.",O-2,2026-11-20,A,1',
        "4,ordered_on: There is no such day. quantity: It is not a plain number.,O-2,31/02/2026,A,x",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows marks no folder read-only")
def test_a_folder_marked_read_only_gets_no_file(
    sqlite_shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock_shop(sqlite_shop, A=0)
    folder, here = tmp_path / "shared", tmp_path / "here"
    folder.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    (folder / "orders.csv").write_text("order,ordered_on,sku,quantity\nO-1,2026-11-20,A,x\n", "utf-8")
    folder.chmod(0o555)
    report = import_file(sqlite_shop, "orders", folder / "orders.csv", ImportOptions(skip_bad_rows=True))
    folder.chmod(0o755)
    assert report.rejected_path == Path("orders.csv.rejected.csv")
    assert (here / "orders.csv.rejected.csv").exists()
    assert [entry.name for entry in folder.iterdir()] == ["orders.csv"]


def test_mended_rows_come_in_from_the_file_of_the_rejected(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    content = "order,ordered_on,sku,quantity\nO-2,2026-11-20,A,1\nO-2,2026-11-20,A,x\n"
    report = bring(sqlite_shop, tmp_path, "orders", content, skip_bad_rows=True)
    assert report.rejected_path is not None
    mended = report.rejected_path.read_bytes().replace(b",x", b",7")
    bring(sqlite_shop, tmp_path, "orders", mended, "mended.csv")
    assert lines_of(sqlite_shop, "l.ordered") == [("O-2", 1000), ("O-2", 7000)]
