from pathlib import Path

import pytest

from app.errors import FileRefused
from app.importing.options import Stored
from app.shop import Shop
from tests.databases import TODAY
from tests.unit.importing.bringing import breaks, bring, rows_of, stock_shop

FULL = (
    "sku,name,kind,unit,decimals,price,tax_rate,cost,barcode,category,tags,note,minimum,maximum,backorders,"
    "backorder_limit,resource,resource_per_week,effort,active,supplier,supplier_sku,supplier_cost,"
    "supplier_lead_days,supplier_minimum,supplier_pack,supplier_preferred\n"
)


def test_products_come_in_whole(shop: Shop, tmp_path: Path) -> None:
    report = bring(
        shop,
        tmp_path,
        "products",
        FULL + '0017,"Lámpara ""Luz""",stocked,kg,3,90.7505,19,41.3,0400,Lamps,"a,b",注,2.5,9,ask,4,,,1,no,'
        "Acme,AC-1,40.10,21,5,6,yes\n"
        '0017,"Lámpara ""Luz""",stocked,kg,3,90.7505,19,41.3,0400,Lamps,"a,b",注,2.5,9,ask,4,,,1,no,'
        "Brio,,41,,,,no\n"
        "OB-1,Repair,service,,0,60,19,0,,,,,,,always,,Bench,10,2.5,yes,,,,,,,\n",
    )
    columns = (
        "sku, sku_key, name, name_key, kind, unit, decimals, price, tax_rate, cost, barcode, category, tags,"
        " note, minimum, maximum, backorders, backorder_limit, resource_id, effort, active"
    )
    assert rows_of(shop, f"SELECT {columns} FROM products ORDER BY id") == [
        (
            *("0017", "0017", 'Lámpara "Luz"', 'lámpara "luz"', "stocked", "kg", 3, 907_505, 19_000, 413_000),
            *("0400", "Lamps", "a,b", "注", 2500, 9000, "ask", 4000, None, 1000, 0),
        ),
        (
            *("OB-1", "ob-1", "Repair", "repair", "service", "", 0, 600_000, 19_000, 0),
            *("", "", "", "", None, None, "always", None, 1, 2500, 1),
        ),
    ]
    assert rows_of(
        shop,
        "SELECT s.name, l.their_sku, l.cost, l.lead_days, l.minimum, l.pack, l.preferred"
        " FROM supplier_products l JOIN suppliers s ON s.id = l.supplier_id ORDER BY s.id",
    ) == [("Acme", "AC-1", 401_000, 21, 5000, 6000, 1), ("Brio", "", 410_000, None, 0, 0, 0)]
    monday = TODAY.toordinal()
    assert rows_of(
        shop,
        "SELECT r.name, w.monday, w.per_week FROM resources r JOIN resource_weeks w ON w.resource_id = r.id",
    ) == [("Bench", monday, 10_000)]
    assert report.sentences() == ["Created: 2 products, 2 suppliers, 1 resource."]


def test_known_products_change_field_by_field(shop: Shop, tmp_path: Path) -> None:
    bring(
        shop, tmp_path, "products", "sku,name,price,category,supplier,supplier_pack\nA,Lamp,5,Lamps,Acme,6\n"
    )
    report = bring(shop, tmp_path, "products", "sku,name,price,supplier,supplier_cost\nA,Lamp,6,Acme,3\n")
    stored = Stored({"products": 0, "suppliers": 0, "resources": 0}, {"products": 1}, run=2)
    assert report.stored == stored
    assert rows_of(shop, "SELECT name, price, category FROM products") == [("Lamp", 60_000, "Lamps")]
    assert rows_of(shop, "SELECT cost, pack FROM supplier_products") == [(30_000, 6000)]


def test_the_same_file_again_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    content = "sku,name,price\nA,Lamp,5\n"
    bring(shop, tmp_path, "products", content)
    report = bring(shop, tmp_path, "products", content)
    again = "products.csv came in on 2026-11-23 already."
    assert report.sentences() == ["Nothing in products.csv is new.", again]


def test_a_changed_unit_of_work_moves_the_dates(sqlite_shop: Shop, tmp_path: Path) -> None:
    header = "sku,name,kind,resource,resource_per_week,effort\n"
    bring(sqlite_shop, tmp_path, "products", f"{header}OB,Oboe,made,Bench,10,1\n")
    bring(sqlite_shop, tmp_path, "orders", "order,ordered_on,sku,quantity\nO-1,2026-11-20,OB,10\n")
    before = rows_of(sqlite_shop, "SELECT expected_on FROM order_lines")
    bring(sqlite_shop, tmp_path, "products", f"{header}OB,Oboe,made,Bench,10,2\n")
    assert rows_of(sqlite_shop, "SELECT expected_on FROM order_lines") == [(before[0][0] + 7,)]
    assert breaks(sqlite_shop) == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (
            "sku,name\nA,Lamp\nB,Vase\nb,Vase\n",
            "line 4, column sku, “b”: b reads like B, but is not spelled the same.",
        ),
        ("sku,name\nx,Lamp\n", "line 2, column sku, “x”: x reads like X, but is not spelled the same."),
        ("sku,name\nＸ,Lamp\n", "line 2, column sku, “Ｘ”: Ｘ reads like X, but is not spelled the same."),
        (
            "sku,name,price\nA,Lamp,5\nA,Lamp,6\n",
            "line 3, column sku, “A”: Line 2 says something else of it.",
        ),
        (
            "sku,name,supplier,supplier_cost\nA,Lamp,Acme,5\nA,Lamp,Acme,6\n",
            "line 3, column supplier, “Acme”: An earlier row says something else of this supplier.",
        ),
        ("sku,name\nA, \n", "line 2, column name, “”: The cell is blank."),
        ("sku,name,minimum,maximum\nA,L,5,4\n", "line 2, column maximum, “4”: It is below the minimum."),
        ("sku,name,resource,effort\nA,L,Bench,0\n", "line 2, column effort, “0”: It must be more than 0."),
        (
            "sku,name,kind\nX,L,service\n",
            "line 2, column kind, “service”: The product has stock or open orders: its kind cannot change.",
        ),
    ],
)
def test_what_a_product_cannot_be(sqlite_shop: Shop, tmp_path: Path, content: str, what: str) -> None:
    stock_shop(sqlite_shop, X=3)
    with pytest.raises(FileRefused) as refusal:
        bring(sqlite_shop, tmp_path, "products", content)
    assert refusal.value.problems == (f"products.csv, {what}",)
    assert rows_of(sqlite_shop, "SELECT count(*) FROM products") == [(1,)]


def test_a_unit_that_quantities_need_stays_divisible(sqlite_shop: Shop, tmp_path: Path) -> None:
    bring(sqlite_shop, tmp_path, "products", "sku,name,decimals\nA,Rope,2\n")
    bring(sqlite_shop, tmp_path, "stock", "sku,on_hand\nA,0.25\n")
    with pytest.raises(FileRefused) as refusal:
        bring(sqlite_shop, tmp_path, "products", "sku,name,decimals\nA,Rope,1\n")
    assert refusal.value.problems == (
        "products.csv, line 2, column decimals, “1”: Quantities of the product need 2 decimals.",
    )


def test_a_row_that_may_not_change_takes_its_supplier_with_it(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=3, B=3)
    rows = "A,Product A,service,Acme\nA,Product A,service,Brio\nB,Product B,stocked,Brio\n"
    content = f"sku,name,kind,supplier\n{rows}"
    report = bring(sqlite_shop, tmp_path, "products", content, skip_bad_rows=True)
    assert report.rejected == 2
    assert rows_of(sqlite_shop, "SELECT count(*) FROM supplier_products") == [(1,)]
    assert breaks(sqlite_shop) == []


def test_goods_that_nobody_counted_stand_in_stock(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "products", "sku,name,kind\nL-1,Lantern,\nR-1,Repair,service\n")
    assert rows_of(
        shop,
        "SELECT p.sku, s.on_hand FROM stock_levels s JOIN products p ON p.id = s.product_id",
    ) == [("L-1", 0)]
