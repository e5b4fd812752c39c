"""What the cells of a file tell of themselves reaches the shop."""

from datetime import date
from pathlib import Path

from app.shop import Shop
from tests.unit.importing.bringing import bring, lines_of
from tests.workbooks import written


def test_one_cell_of_a_file_settles_how_the_others_are_read(sqlite_shop: Shop, tmp_path: Path) -> None:
    bring(sqlite_shop, tmp_path, "products", "sku,name,decimals\nA,Rope,3\n")
    content = "order;ordered_on;sku;quantity;price\nO-1;02/03/2026;A;1,234;5\nO-2;14/03/2026;A;2;1.234,5\n"
    bring(sqlite_shop, tmp_path, "orders", content)
    assert lines_of(sqlite_shop, "l.ordered, l.ordered_on") == [
        ("O-1", 1_234, 739_677),
        ("O-2", 2_000, 739_689),
    ]


def test_a_workbook_comes_in_like_any_file(sqlite_shop: Shop, tmp_path: Path) -> None:
    bring(sqlite_shop, tmp_path, "products", "sku,name,decimals\n17,Rope,3\n")
    rows = (["order", "ordered_on", "sku", "quantity"], ["O-1", date(2026, 3, 2), 17, 1.234])
    bring(
        sqlite_shop, tmp_path, "orders", written(tmp_path / "orders.xlsx", *rows).read_bytes(), "orders.xlsx"
    )
    assert lines_of(sqlite_shop, "l.ordered, l.ordered_on") == [("O-1", 1_234, 739_677)]
