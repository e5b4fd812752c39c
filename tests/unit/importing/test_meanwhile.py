"""What happens to the shop or to the files while files are read: it is noticed, and nothing is half done."""

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.actions.editing import edit
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.errors import FileRefused
from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.options import ImportOptions
from app.progress import Progress
from app.shop import Shop
from db.models.catalogue import Product
from db.models.people import Customer
from tests.unit.importing.bringing import breaks, rows_of, stock_shop

GOOD = "order,ordered_on,customer,sku,quantity\nO-1,2026-11-20,C-1,A,3\n"


class Meanwhile(Progress):
    """Does something once, when the work comes to a stage."""

    def __init__(self, stage: str, act: Callable[[], object]) -> None:
        super().__init__(self._look)
        self._stage = stage
        self._act: Callable[[], object] | None = act

    def _look(self, stage: str, done: int, total: int) -> None:
        if stage.startswith(self._stage) and self._act is not None:
            act, self._act = self._act, None
            act()


@pytest.fixture
def lamps(sqlite_shop: Shop) -> Shop:
    """Sells A to C-1."""
    stock_shop(sqlite_shop, A=0)
    return sqlite_shop


def raise_price(shop: Shop) -> None:
    ((row_id,),) = rows_of(shop, "SELECT id FROM products")
    shop.write(edit, Product, row_id, {"price": Decimal(5)}, {"price": Decimal(7)})


def put_first(shop: Shop) -> None:
    ((row_id,),) = rows_of(shop, "SELECT id FROM customers")
    shop.write(edit, Customer, row_id, {"priority": 2}, {"priority": 9})


@pytest.mark.parametrize(
    ("act", "column", "value"), [(raise_price, "price", 70_000), (put_first, "precedence", -9)]
)
def test_what_was_edited_meanwhile_counts(
    lamps: Shop, tmp_path: Path, act: Callable[[Shop], None], column: str, value: int
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(GOOD, "utf-8")
    import_files(lamps, [Incoming(path)], progress=Meanwhile("Reading", lambda: act(lamps)))
    assert rows_of(lamps, f"SELECT {column} FROM order_lines") == [(value,)]
    assert breaks(lamps) == []


def test_a_product_that_comes_into_use_meanwhile_keeps_its_kind(
    lamps: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "products.csv"
    path.write_text("sku,name,kind\nA,Lamp,service\n", "utf-8")
    ((row_id,),) = rows_of(lamps, "SELECT id FROM products")
    draft = OrderDraft((OrderLineDraft(row_id, Decimal(1)),))
    write = lamps.write

    def ordered_first(*args: Any) -> Any:
        monkeypatch.undo()
        write(enter_order, draft)
        return write(*args)

    monkeypatch.setattr(lamps, "write", ordered_first)
    with pytest.raises(FileRefused) as refusal:
        import_files(lamps, [Incoming(path)])
    assert "its kind cannot change" in str(refusal.value.problems[0])
    assert rows_of(lamps, "SELECT kind FROM products") == [("stocked",)]


def _append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write("O-2,2026-11-20,C-1,A,1\n")


def _begin_a_row(path: Path) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write('O-2,2026-11-20,"C-')


def _truncate(path: Path) -> None:
    os.truncate(path, len(GOOD) - 4)


def _replace(path: Path) -> None:
    other = path.with_name("other.csv")
    other.write_text(GOOD.replace("A,3", "B,3"), "utf-8")
    other.replace(path)


def _change_behind_its_back(path: Path) -> None:
    """As long as before, and as old."""
    before = path.stat()
    path.write_text(GOOD.replace("A,3", "A,4"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [_append, _begin_a_row, _truncate, _replace, _change_behind_its_back],
    ids=lambda each: each.__name__,
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_that_changes_while_it_is_read_is_refused(
    lamps: Shop, tmp_path: Path, change: Callable[[Path], None], dry_run: bool
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(GOOD, "utf-8")
    with pytest.raises(FileRefused) as refusal:
        import_files(
            lamps,
            [Incoming(path)],
            ImportOptions(dry_run=dry_run),
            Meanwhile("Reading", lambda: change(path)),
        )
    assert refusal.value.title.endswith("orders.csv changed while it was read.")
    assert rows_of(lamps, "SELECT count(*) FROM orders") == [(0,)]


def test_a_file_that_changes_while_its_bad_rows_are_set_aside_is_refused(lamps: Shop, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(f"{GOOD}O-3,2026-11-20,C-1,X,1\n", "utf-8")
    with pytest.raises(FileRefused, match="changed while it was read"):
        import_files(
            lamps,
            [Incoming(path)],
            ImportOptions(skip_bad_rows=True),
            Meanwhile("Setting rows", lambda: _append(path)),
        )
    assert rows_of(lamps, "SELECT count(*) FROM orders") == [(0,)]
    assert [each.name for each in tmp_path.iterdir() if "orders" in each.name] == ["orders.csv"]


def test_only_what_was_looked_at_comes_in(lamps: Shop, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(GOOD, "utf-8")
    seen = import_files(lamps, [Incoming(path)], ImportOptions(dry_run=True))
    _append(path)
    with pytest.raises(FileRefused) as refusal:
        import_files(lamps, [Incoming(path, digest=seen.digests[path])])
    assert refusal.value.title == "orders.csv is not the file any more that was looked at."
    assert rows_of(lamps, "SELECT count(*) FROM orders") == [(0,)]


STOCK = "sku,on_hand\nA,7\n"


@pytest.mark.parametrize(
    ("content", "sql", "left"),
    [(GOOD, "SELECT count(*) FROM orders", 1), (STOCK, "SELECT on_hand FROM stock_levels", 7_000)],
)
@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("given.csv", "given.csv was given twice; it comes in once."),
        ("copy.csv", "copy.csv is the same as given.csv; it comes in once."),
    ],
)
def test_a_file_that_is_given_twice_comes_in_once(
    lamps: Shop, tmp_path: Path, content: str, sql: str, left: int, other: str, said: str
) -> None:
    paths = [tmp_path / "given.csv", tmp_path / other]
    for path in paths:
        path.write_text(content, "utf-8")
    report = import_files(lamps, list(map(Incoming, paths)))
    assert said in report.sentences()
    assert rows_of(lamps, sql) == [(left,)]
    assert rows_of(lamps, "SELECT count(*) FROM import_files") == [(1,)]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (GOOD, "O-1 comes in with one.csv already."),
        ("purchase,sku,quantity\nP-1,A,3\n", "P-1 comes in with one.csv already."),
    ],
)
def test_a_paper_that_stands_in_two_files_of_a_run_is_refused(
    lamps: Shop, tmp_path: Path, content: str, title: str
) -> None:
    """Exports of two days that overlap."""
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    paths[0].write_text(content, "utf-8")
    row = content.splitlines(keepends=True)[1]
    paths[1].write_text(content + row.replace("-1,", "-2,", 1), "utf-8")
    with pytest.raises(FileRefused) as refusal:
        import_files(lamps, list(map(Incoming, paths)))
    assert title in str(refusal.value.problems[0])
