"""An import that is taken back leaves the shop as it was, or says what builds on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.actions.cards import product_card
from app.actions.cataloguing import add_substitute, link_supplier
from app.actions.editing import edit
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.product_editing import edit_product
from app.actions.purchasing import cut_purchase_line, set_eta
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.resources import set_capacity
from app.actions.stocktaking import count
from app.errors import Refused
from app.importing import kept_runs, runs
from app.importing.past_runs import past_runs
from app.importing.taking_back import take_back_import
from app.shop import Shop
from db.models.catalogue import Product, Supplier, SupplierProduct
from db.models.people import Customer
from tests.databases import TODAY, every_case_on_both, portable
from tests.unit.importing.bringing import breaks, bring, rows_of

pytestmark = portable

PRODUCTS = "sku,name,price,supplier,supplier_cost\nA,Lamp,5,Acme,3\nB,Bulb,1,Acme,\n"
MADE = "sku,name,kind,resource,resource_per_week\nD,Repair,service,Bench,5\n"
BOUGHT = "purchase,sku,quantity\nP-9,A,5\n"
STATE = (
    "SELECT sku, name, price, active FROM products ORDER BY sku",
    "SELECT number, name, priority FROM customers ORDER BY number",
    "SELECT name, lead_days FROM suppliers ORDER BY name",
    "SELECT p.sku, s.on_hand, s.reserved, s.backordered FROM stock_levels s"
    " JOIN products p ON p.id = s.product_id ORDER BY p.sku",
    "SELECT their_sku, cost, pack FROM supplier_products ORDER BY id",
    "SELECT number, state FROM purchases WHERE state <> 'cancelled' ORDER BY number",
    "SELECT name FROM locations ORDER BY name",
)


def state(shop: Shop) -> list[list[tuple[Any, ...]]]:
    """What an owner would see of it."""
    return [rows_of(shop, sql) for sql in STATE]


def latest(shop: Shop) -> int:
    return shop.read(past_runs)[0].id


@every_case_on_both
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("products", "sku,name,price,supplier,supplier_cost\nA,Lamp,6,Acme,4\nC,Shade,2,Brio,1\n"),
        ("products", "sku,name,kind,resource,resource_per_week\nD,Repair,service,Bench,5\n"),
        ("customers", "number,name,priority\nC-1,Ines,9\nC-2,Ben,1\n"),
        ("suppliers", "name,lead_days\nAcme,21\nCodex,3\n"),
        ("stock", "sku,location,on_hand\nA,,7\nB,Cellar,2\n"),
        ("purchases", "purchase,supplier,sku,quantity,eta,received\nP-9,Acme,A,5,2026-12-01,2\n"),
    ],
)
def test_the_shop_is_as_before(shop: Shop, tmp_path: Path, kind: str, content: str) -> None:
    bring(shop, tmp_path, "products", PRODUCTS)
    bring(shop, tmp_path, "customers", "number,name,priority\nC-1,Ines,1\n")
    wait_for(shop, 4)
    before = state(shop)
    report = bring(shop, tmp_path, kind, content, name="new.csv")
    assert state(shop) != before
    taken = shop.write(take_back_import, report.stored.run)
    assert taken.files == ("new.csv",)
    assert state(shop)[:3] == before[:3]
    # A pool that came with the file stays, empty: the history names it.
    assert [row for row in state(shop)[3] if any(row[1:])] == [row for row in before[3] if any(row[1:])]
    assert state(shop)[4:6] == before[4:6]
    assert breaks(shop) == []
    # And the same file may come in again.
    bring(shop, tmp_path, kind, content, name="new.csv")
    assert breaks(shop) == []


def wait_for(shop: Shop, quantity: int) -> None:
    """Somebody orders lamps."""
    (lamp,) = rows_of(shop, "SELECT id FROM products WHERE sku = 'A'")[0]
    (ines,) = rows_of(shop, "SELECT id FROM customers")[0]
    lines = (OrderLineDraft(lamp, Decimal(quantity)),)
    shop.write(enter_order, OrderDraft(lines=lines, customer_id=ines))


def order_lamps(shop: Shop) -> None:
    (lamp,) = rows_of(shop, "SELECT id FROM products WHERE sku = 'A'")[0]
    shop.write(enter_order, OrderDraft(lines=(OrderLineDraft(lamp, Decimal(1)),)))


def count_lamps(shop: Shop) -> None:
    (lamp,) = rows_of(shop, "SELECT id FROM products WHERE sku = 'A'")[0]
    shop.write(count, lamp, Decimal(3))


def rename_lamps(shop: Shop) -> None:
    lamp, name = rows_of(shop, "SELECT id, name FROM products WHERE sku = 'A'")[0]
    shop.write(edit, Product, lamp, {"name": name}, {"name": "Desk lamp"})


def name_ines(shop: Shop) -> None:
    ((row_id,),) = rows_of(shop, "SELECT id FROM customers")
    shop.write(edit, Customer, row_id, {"phone": ""}, {"phone": "0151"})


def wait_longer(shop: Shop) -> None:
    ((row_id,),) = rows_of(shop, "SELECT id FROM suppliers")
    shop.write(edit, Supplier, row_id, {"lead_days": None}, {"lead_days": 9})


def buy_dearer(shop: Shop) -> None:
    (row_id, _), _ = rows_of(shop, "SELECT id, product_id FROM supplier_products ORDER BY id")
    shop.write(edit, SupplierProduct, row_id, {"cost": Decimal(3)}, {"cost": Decimal(4)})


def buy_elsewhere(shop: Shop) -> None:
    (lamp,) = rows_of(shop, "SELECT id FROM products WHERE sku = 'A'")[0]
    card = shop.read(product_card, lamp)
    shop.write(edit_product, lamp, card, replace(card, suppliers=()))


def work_more(shop: Shop) -> None:
    ((row_id,),) = rows_of(shop, "SELECT id FROM resources")
    shop.write(set_capacity, row_id, monday=TODAY, per_week=Decimal(9))


def expect_later(shop: Shop) -> None:
    ((line_id,),) = rows_of(shop, "SELECT id FROM purchase_lines")
    shop.write(set_eta, [line_id], date(2027, 1, 4))


def buy_less(shop: Shop) -> None:
    ((line_id,),) = rows_of(shop, "SELECT id FROM purchase_lines")
    shop.write(cut_purchase_line, line_id, Decimal(2))


def order_half_a_lamp(shop: Shop) -> None:
    (lamp,) = rows_of(shop, "SELECT id FROM products WHERE sku = 'A'")[0]
    shop.write(enter_order, OrderDraft(lines=(OrderLineDraft(lamp, Decimal("0.5")),)))


def replace_lamps(shop: Shop) -> None:
    rows = rows_of(shop, "SELECT id FROM products ORDER BY sku")
    shop.write(add_substitute, rows[0][0], rows[1][0])


def receive_lamps(shop: Shop) -> None:
    ((line_id,),) = rows_of(shop, "SELECT id FROM purchase_lines")
    shop.write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(1), purchase_line_id=line_id),)))


@pytest.mark.parametrize(
    ("kind", "content", "act", "what"),
    [
        ("products", PRODUCTS, order_lamps, "an order that came since builds on it"),
        ("products", PRODUCTS, count_lamps, "a count that came since builds on it"),
        ("products", PRODUCTS, replace_lamps, "a substitute that came since builds on it"),
        ("stock", "sku,on_hand\nA,7\n", count_lamps, "a stock move that came since builds on it"),
        ("products", "sku,name\nA,Lantern\n", rename_lamps, "A was changed since the import"),
        ("purchases", BOUGHT, receive_lamps, "a receipt that came since"),
        ("products", PRODUCTS, rename_lamps, "A was changed since the import"),
        ("products", PRODUCTS, buy_dearer, "A was changed since the import"),
        ("products", PRODUCTS, buy_elsewhere, "A was changed since the import"),
        ("products", MADE, work_more, "Bench was changed since the import"),
        ("customers", "number,name\nC-1,Ines\n", name_ines, "C-1 was changed since the import"),
        ("suppliers", "name\nBrio\n", wait_longer, "Brio was changed since the import"),
        ("purchases", BOUGHT, expect_later, "another date that came since builds on it"),
        ("purchases", BOUGHT, buy_less, "P-9 has changed since the import: cut by 3"),
        ("products", "sku,name,decimals\nA,Lamp,1\n", order_half_a_lamp, "A is used as the import made it"),
    ],
)
def test_what_builds_on_it_keeps_it(
    sqlite_shop: Shop, tmp_path: Path, kind: str, content: str, act: Callable[[Shop], None], what: str
) -> None:
    shop = sqlite_shop
    if kind not in ("customers", "suppliers") and content not in (PRODUCTS, MADE):
        bring(shop, tmp_path, "products", PRODUCTS)
    bring(shop, tmp_path, kind, content, name="new.csv")
    act(shop)
    before = state(shop)
    with pytest.raises(Refused) as refusal:
        shop.write(take_back_import, latest(shop))
    assert what in refusal.value.title
    assert state(shop) == before


def test_what_the_history_names_sleeps_until_a_file_names_it(sqlite_shop: Shop, tmp_path: Path) -> None:
    shop = sqlite_shop
    products = bring(shop, tmp_path, "products", PRODUCTS)
    stock = bring(shop, tmp_path, "stock", "sku,on_hand\nA,7\n")
    shop.write(take_back_import, stock.stored.run)
    taken = shop.write(take_back_import, products.stored.run)
    assert (taken.gone, taken.aside) == (2 + 1 + 1, 1)
    assert rows_of(shop, "SELECT sku, active FROM products") == [("A", 0)]
    bring(shop, tmp_path, "products", PRODUCTS)
    assert rows_of(shop, "SELECT sku, active FROM products ORDER BY sku") == [("A", 1), ("B", 1)]
    again = bring(shop, tmp_path, "products", PRODUCTS, name="again.csv")
    assert not any(again.stored.changed.values())
    # Nor is it woken once more where somebody wants it out of use.
    (lamp,) = rows_of(shop, "SELECT id FROM products WHERE sku = 'A'")[0]
    shop.write(edit, Product, lamp, {"active": True}, {"active": False})
    bring(shop, tmp_path, "products", PRODUCTS, name="later.csv")
    assert rows_of(shop, "SELECT sku, active FROM products ORDER BY sku") == [("A", 0), ("B", 1)]


def test_a_run_is_taken_back_once(sqlite_shop: Shop, tmp_path: Path) -> None:
    report = bring(sqlite_shop, tmp_path, "products", PRODUCTS)
    sqlite_shop.write(take_back_import, report.stored.run)
    assert sqlite_shop.read(past_runs) == []
    with pytest.raises(Refused) as refusal:
        sqlite_shop.write(take_back_import, report.stored.run)
    assert refusal.value.title == "This import was taken back already."


def test_a_later_import_that_changed_what_it_made_builds_on_it(sqlite_shop: Shop, tmp_path: Path) -> None:
    first = bring(sqlite_shop, tmp_path, "products", PRODUCTS)
    second = bring(sqlite_shop, tmp_path, "products", "sku,name,price\nA,Lamp,9\n", name="new.csv")
    with pytest.raises(Refused) as refusal:
        sqlite_shop.write(take_back_import, first.stored.run)
    assert "an import that came since builds on it" in refusal.value.title
    sqlite_shop.write(take_back_import, second.stored.run)
    sqlite_shop.write(take_back_import, first.stored.run)
    assert rows_of(sqlite_shop, "SELECT sku FROM products") == []


def test_ids_that_come_again_are_not_taken_for_older(sqlite_shop: Shop, tmp_path: Path) -> None:
    """The first import's mark lies above the link that the second made; it went, and its id comes again."""
    shop = sqlite_shop
    products = bring(shop, tmp_path, "products", "sku,name\nA,Lamp\n")
    links = bring(shop, tmp_path, "products", "sku,name,supplier\nB,Bulb,Acme\n", name="links.csv")
    third = bring(shop, tmp_path, "suppliers", "name\nBrio\n")
    shop.write(take_back_import, links.stored.run)
    (brio,) = rows_of(shop, "SELECT id FROM suppliers WHERE name = 'Brio'")[0]
    (lamp,) = rows_of(shop, "SELECT id FROM products WHERE sku = 'A'")[0]
    shop.write(link_supplier, product_id=lamp, supplier_id=brio)
    for report in (third, products):
        with pytest.raises(Refused, match="a product that came since builds on it"):
            shop.write(take_back_import, report.stored.run)


def test_what_changed_nothing_says_so(sqlite_shop: Shop, tmp_path: Path) -> None:
    bring(sqlite_shop, tmp_path, "products", PRODUCTS)
    again = bring(sqlite_shop, tmp_path, "products", PRODUCTS, name="again.csv")
    assert [run.files for run in sqlite_shop.read(past_runs)] == [("products.csv",)]
    with pytest.raises(Refused) as refusal:
        sqlite_shop.write(take_back_import, again.stored.run)
    assert refusal.value.title == "This import changed nothing."


def test_only_the_latest_can_be_taken_back(
    sqlite_shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (runs, kept_runs):
        monkeypatch.setattr(module, "RUNS_KEPT", 2)
    ids = [
        bring(sqlite_shop, tmp_path, "customers", f"number,name\nC-{at},Ines\n", f"{at}.csv").stored.run
        for at in range(3)
    ]
    assert [run.id for run in sqlite_shop.read(past_runs)] == ids[:0:-1]
    with pytest.raises(Refused) as refusal:
        sqlite_shop.write(take_back_import, ids[0])
    assert refusal.value.title == "What this import changed is not kept any more."
    for run_id in ids[:0:-1]:
        sqlite_shop.write(take_back_import, run_id)
    assert rows_of(sqlite_shop, "SELECT number FROM customers") == [("C-0",)]
