"""A whole shop moves by its files: what was exported and imported exports the same again (5.1)."""

import csv
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.command_line import KINDS
from app.exporting import export_list
from app.importing.bringing_in import import_file
from app.sample import fill_with_sample
from app.shop import Shop, clock_at, open_shop
from tests.databases import TODAY
from tests.unit.importing.bringing import breaks, bring, rows_of, stock_shop


@pytest.fixture(scope="module")
def sample_shop(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    place = shutil.copy(sqlite_template, tmp_path_factory.mktemp("sample") / "sample.shop")
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        shop.write(fill_with_sample)
        yield shop


def move(giver: Shop, taker: Shop, folder: Path) -> None:
    for kind in KINDS:
        giver.read(export_list, kind, folder / f"{kind}.csv")
        import_file(taker, kind, folder / f"{kind}.csv")


def exported(shop: Shop, kind: str, folder: Path) -> list[str]:
    shop.read(export_list, kind, folder / f"again-{kind}.csv")
    return (folder / f"again-{kind}.csv").read_text("utf-8-sig").splitlines()


def test_the_sample_shop_moves_whole(sample_shop: Shop, shop: Shop, tmp_path: Path) -> None:
    move(sample_shop, shop, tmp_path)
    for kind in KINDS:
        there, here = exported(sample_shop, kind, tmp_path), exported(shop, kind, tmp_path)
        # Pools have no order of entry.
        assert (sorted(here) == sorted(there)) if kind == "stock" else (here == there)
    # The calendar of a resource is in no file.
    queue = (
        "SELECT expected_on, waiting, reason, backordered FROM order_lines WHERE open > 0 AND order_id NOT IN"
        " (SELECT l.order_id FROM order_lines l JOIN products p ON p.id = l.product_id"
        " WHERE p.resource_id IS NOT NULL) ORDER BY id"
    )
    assert rows_of(shop, queue) == rows_of(sample_shop, queue)
    assert breaks(shop) == []


def test_awkward_values_survive(sqlite_shop: Shop, tmp_path: Path, sqlite_template: Path) -> None:
    stock_shop(sqlite_shop, **{"0017": 0})
    names = ("=1+1", "'a'", "0017", "1E5", 'a "b", c', "ﬁ ligature", "שלום", "  spaces  ")
    with (tmp_path / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ("number", "name", "note"),
                *((number, name, "line\nbreak") for number, name in enumerate(names)),
            ]
        )
    import_file(sqlite_shop, "customers", tmp_path / "customers.csv")
    bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity,price,text,note,date_essential\n"
        "+7,2024-02-29,0017,3,90.750,=SUM(A1),@home,yes\n-8,0001-01-01,0017,1000000000,99999.9999,,,\n",
    )
    place = shutil.copy(sqlite_template, tmp_path / "other.shop")
    with closing(open_shop(place, clock=clock_at(TODAY))) as other:
        move(sqlite_shop, other, tmp_path)
        for table, columns in (
            ("customers", "number, name, note"),
            ("orders", "number, ordered_on, note, date_essential"),
            ("order_lines", "ordered, price, text"),
        ):
            sql = f"SELECT {columns} FROM {table} ORDER BY id"
            assert rows_of(other, sql) == rows_of(sqlite_shop, sql)
    found = [row[0] for row in rows_of(sqlite_shop, "SELECT name FROM customers ORDER BY id")]
    assert found[1:] == [name.strip() for name in names]
    notes = rows_of(sqlite_shop, "SELECT DISTINCT note FROM customers WHERE number <> 'C-1'")
    assert notes[-1] == ("line\nbreak",)
    assert rows_of(sqlite_shop, "SELECT number, ordered_on, note FROM orders ORDER BY id") == [
        ("+7", date(2024, 2, 29).toordinal(), "@home"),
        ("-8", 1, ""),
    ]
