from pathlib import Path

import pytest

from app.errors import FileRefused
from app.shop import Shop
from tests.unit.importing.bringing import breaks, bring, lines_of, rows_of, stock_shop


def test_counts_book_the_difference(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=5, B=4, C=0)
    report = bring(shop, tmp_path, "stock", "sku,location,on_hand\nA,,8\nB,Main,4\nC,Cellar,2\n")
    assert rows_of(
        shop,
        "SELECT p.sku, l.name, s.on_hand FROM stock_levels s JOIN products p ON p.id = s.product_id"
        " JOIN locations l ON l.id = s.location_id ORDER BY p.sku, l.id",
    ) == [("A", "Main", 8000), ("B", "Main", 4000), ("C", "Main", 0), ("C", "Cellar", 2000)]
    assert rows_of(
        shop, "SELECT quantity, reference FROM stock_moves WHERE note = 'stock.csv' ORDER BY id"
    ) == [
        (3000, "N-1003"),
        (2000, "N-1004"),
    ]
    assert rows_of(
        shop,
        "SELECT c.number, c.note, l.expected, l.counted FROM count_lines l JOIN counts c ON c.id = l.count_id"
        " WHERE c.note = 'stock.csv' ORDER BY l.id",
    ) == [
        ("N-1003", "stock.csv", 5000, 8000),
        ("N-1003", "stock.csv", 4000, 4000),
        ("N-1004", "stock.csv", 0, 2000),
    ]
    assert report.sentences() == ["Created: 3 counts, 1 location."]
    assert breaks(shop) == []


def test_a_count_gives_what_waits_and_takes_back_what_is_gone(shop: Shop, tmp_path: Path) -> None:
    """R20: from the lowest rank up, and it says from whom."""
    stock_shop(shop, A=5, B=0)
    bring(
        shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity\nO-1,2026-11-01,A,3\nO-2,2026-11-02,A,2\nO-3,2026-11-03,B,2\n",
    )
    report = bring(shop, tmp_path, "stock", "sku,on_hand\nA,2\nB,1\n")
    assert lines_of(shop, "l.reserved") == [("O-1", 2000), ("O-2", 0), ("O-3", 1000)]
    assert report.sentences() == [
        "Created: 2 counts.",
        "Less is there than was reserved: order O-1 gives back 1 of A.",
        "Less is there than was reserved: order O-2 gives back 2 of A.",
    ]
    assert breaks(shop) == []


def test_the_same_count_may_come_again(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=5)
    for _ in range(2):
        bring(shop, tmp_path, "stock", "sku,on_hand\nA,7\n")
    assert rows_of(shop, "SELECT on_hand FROM stock_levels") == [(7000,)]
    assert rows_of(shop, "SELECT count(*) FROM stock_moves") == [(2,)]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("sku,on_hand\nZ,1\n", "line 2, column sku, “Z”: There is no product Z."),
        ("sku,on_hand\na,1\n", "line 2, column sku, “a”: a reads like A, but is not spelled the same."),
        ("sku,on_hand\nA,-1\n", "line 2, column on_hand, “-1”: It is below 0."),
        ("sku,on_hand\nA,0.5\n", "line 2, column on_hand, “0.5”: A is not divisible."),
        ("sku,location,on_hand\nA,,1\nA,MAIN,2\n", "line 3, column sku, “A”: Line 2 counts it already."),
        ("sku,on_hand\nSV,1\n", "line 2, column sku, “SV”: SV is a service and has no stock."),
    ],
)
def test_what_cannot_be_counted(sqlite_shop: Shop, tmp_path: Path, content: str, what: str) -> None:
    stock_shop(sqlite_shop, A=5)
    bring(sqlite_shop, tmp_path, "products", "sku,name,kind\nSV,Repair,service\n")
    with pytest.raises(FileRefused) as refusal:
        bring(sqlite_shop, tmp_path, "stock", content)
    assert refusal.value.problems == (f"stock.csv, {what}",)
    assert rows_of(sqlite_shop, "SELECT on_hand FROM stock_levels") == [(5000,)]
