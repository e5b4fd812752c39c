"""While an import is taken back other tills write: either it goes, or what they did keeps it, never both.

On SQLite one write waits for the other to end; on PostgreSQL only locks see to it.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.actions.editing import edit
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.errors import Refused, ShopError
from app.importing.bringing_in import import_file
from app.importing.taking_back import take_back_import
from app.progress import Progress
from app.shop import Shop, clock_at, open_shop
from db.models.catalogue import Product
from db.rows import fetch, value
from tests.databases import TODAY
from tests.unit.importing.bringing import breaks, bring, rows_of

PRODUCTS = "sku,name,price\nA,Lamp,5\n"
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class Till:
    """Another connection to the shop, whose act runs beside what the test does."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.refused: ShopError | None = None
        self._thread: Thread | None = None

    def begin(self, act: Callable[..., object], *args: Any) -> None:
        """Comes back once the act is done or waits for a lock."""
        self._thread = Thread(target=self._run, args=(act, *args))
        self._thread.start()
        while self._thread.is_alive() and not self.shop.read(value, WAITING):
            self._thread.join(0.01)

    def end(self) -> None:
        assert self._thread is not None
        self._thread.join()

    def _run(self, act: Callable[..., object], *args: Any) -> None:
        try:
            act(*args)
        except ShopError as error:
            self.refused = error


@pytest.fixture
def till(postgresql_place: str) -> Iterator[Till]:
    with closing(open_shop(postgresql_place, clock=clock_at(TODAY))) as shop:
        yield Till(shop)


def order(shop: Shop, row_id: int) -> None:
    shop.write(enter_order, OrderDraft((OrderLineDraft(row_id, Decimal(1)),)))


def rename(shop: Shop, row_id: int) -> None:
    shop.write(edit, Product, row_id, {"name": "Lamp"}, {"name": "Desk lamp"})


def again(shop: Shop, _row_id: int) -> None:
    shop.write(take_back_import, shop.read(value, "SELECT max(id) FROM import_runs"))


@pytest.mark.parametrize("act", [order, rename, again])
def test_who_comes_later_finds_it_gone(
    postgresql_shop: Shop, till: Till, tmp_path: Path, act: Callable[[Shop, int], None]
) -> None:
    report = bring(postgresql_shop, tmp_path, "products", PRODUCTS)
    ((row_id,),) = rows_of(postgresql_shop, "SELECT id FROM products")

    def looked(stage: str, done: int, total: int) -> None:
        if stage == "Looking for what builds on it":
            till.begin(act, till.shop, row_id)

    taken = postgresql_shop.write(take_back_import, report.stored.run, Progress(looked))
    till.end()
    assert taken.gone == 1
    assert till.refused is not None
    # The till says what is, not what the database says.
    assert till.refused.__cause__ is None
    assert rows_of(postgresql_shop, "SELECT count(*) FROM products") == [(0,)]
    assert rows_of(postgresql_shop, "SELECT count(*) FROM order_lines") == [(0,)]
    assert breaks(postgresql_shop) == []


def test_a_file_that_comes_meanwhile_comes_in_whole(
    postgresql_shop: Shop, till: Till, tmp_path: Path
) -> None:
    report = bring(postgresql_shop, tmp_path, "products", PRODUCTS)
    path = tmp_path / "new.csv"
    path.write_text("sku,name\nA,Desk lamp\nB,Bulb\n", "utf-8")

    def looked(stage: str, done: int, total: int) -> None:
        if stage == "Looking for what builds on it":
            till.begin(import_file, till.shop, "products", path)

    postgresql_shop.write(take_back_import, report.stored.run, Progress(looked))
    till.end()
    assert till.refused is None
    assert rows_of(postgresql_shop, "SELECT sku, name FROM products ORDER BY sku") == [
        ("A", "Desk lamp"),
        ("B", "Bulb"),
    ]
    assert breaks(postgresql_shop) == []


def test_what_came_first_keeps_it(postgresql_shop: Shop, till: Till, tmp_path: Path) -> None:
    report = bring(postgresql_shop, tmp_path, "products", PRODUCTS)
    ((row_id,),) = rows_of(postgresql_shop, "SELECT id FROM products")

    def order_slowly(session: Session) -> None:
        enter_order(session, OrderDraft((OrderLineDraft(row_id, Decimal(1)),)))
        session.flush()
        till.begin(till.shop.write, take_back_import, report.stored.run)
        assert fetch(session, WAITING.replace("count(*)", "1"))

    postgresql_shop.write(order_slowly)
    till.end()
    assert isinstance(till.refused, Refused)
    assert "an order that came since builds on it" in till.refused.title
    assert rows_of(postgresql_shop, "SELECT count(*) FROM products") == [(1,)]
    assert breaks(postgresql_shop) == []


def test_nobody_edits_what_is_being_stored(postgresql_shop: Shop, till: Till, tmp_path: Path) -> None:
    bring(postgresql_shop, tmp_path, "products", PRODUCTS)
    ((row_id,),) = rows_of(postgresql_shop, "SELECT id FROM products")
    path = tmp_path / "new.csv"
    path.write_text("sku,name\nA,Lantern\n", "utf-8")

    def looked(stage: str, done: int, total: int) -> None:
        if stage == "Storing new.csv":
            till.begin(rename, till.shop, row_id)

    report = import_file(postgresql_shop, "products", path, progress=Progress(looked))
    till.end()
    assert till.refused is not None
    assert till.refused.title == "Name was changed meanwhile to Lantern."
    postgresql_shop.write(take_back_import, report.stored.run)
    assert rows_of(postgresql_shop, "SELECT name FROM products") == [("Lamp",)]
