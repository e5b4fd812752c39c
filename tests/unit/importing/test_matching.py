"""Products by SKU, else barcode, else never; people by number, else e-mail; and what a dry run tells."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.errors import AlreadyDone, FileRefused
from app.file_formats import recognising
from app.file_formats.layout import Column
from app.file_formats.translating import Format, picking
from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.options import ImportOptions
from app.importing.things import Fate
from app.shop import Shop
from tests.databases import portable
from tests.unit.importing.bringing import breaks, bring, rows_of

pytestmark = portable

OLD = "sku,name,barcode\nA,Lamp,111\nB,Bulb,222\nC,Bulb two,222\n"


def _format(kind: str, *keys: str) -> Format:
    """A program that writes what it knows under our keys, and may lack what identifies."""
    columns = tuple(Column(key) for key in keys)
    return Format(
        f"till-{kind}",
        lambda: "Till",
        columns,
        keys[:1],
        lambda layout: [picking(kind, layout, {key: key for key in keys})],
    )


@pytest.fixture
def till(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files of products, stock and people without our numbers."""
    forms = (
        _format("products", "sku", "barcode", "name", "price"),
        _format("stock", "barcode", "on_hand"),
        _format("customers", "email", "name", "city"),
    )
    by_name = {each.name: each for each in forms}
    monkeypatch.setattr("app.file_formats.foreign_formats.BY_NAME", by_name)
    monkeypatch.setattr("app.file_formats.foreign_formats.FORMATS", forms)
    recognising.forget()
    yield
    recognising.forget()


def bring_all(shop: Shop, folder: Path, files: Sequence[tuple[str, str]], **options: bool) -> object:
    incoming = []
    for place, (form, text) in enumerate(files):
        path = folder / f"{place}-{form}.csv"
        path.write_text(text, "utf-8")
        incoming.append(Incoming(path, form))
    return import_files(shop, incoming, ImportOptions(**options))  # type: ignore[arg-type]


@pytest.mark.usefixtures("till")
@pytest.mark.parametrize(
    ("row", "skus"),
    [
        ("A,,Lamp new,", "A: Lamp new"),
        (",111,Lamp new,", "A: Lamp new"),
        ("OTHER,111,Lamp new,", "A: Lamp new"),
        # Two have it: the SKU alone counts.
        ("D,222,Third,", "D: Third"),
        (",333,Shade,", "333: Shade"),
        ("E,444,Shade,", "E: Shade"),
    ],
)
def test_a_product_is_found_by_sku_else_by_barcode(
    sqlite_shop: Shop, tmp_path: Path, row: str, skus: str
) -> None:
    bring(sqlite_shop, tmp_path, "products", OLD)
    bring_all(sqlite_shop, tmp_path, [("till-products", f"sku,barcode,name,price\n{row}\n")])
    found = [f"{sku}: {name}" for sku, name in rows_of(sqlite_shop, "SELECT sku, name FROM products")]
    assert skus in found
    assert len(found) == (3 if skus.startswith("A") else 4)


@pytest.mark.usefixtures("till")
@pytest.mark.parametrize(
    ("form", "text", "what"),
    [
        ("till-products", "sku,barcode,name\n,,Lamp\n", "line 2, column sku, “”: It has neither"),
        ("till-products", "sku,barcode,name\n,222,Bulb\n", "2 products have this barcode; give the SKU."),
        ("till-stock", "barcode,on_hand\n999,1\n", "There is no product 999."),
        ("till-customers", "email,name\nx@example.org,Ann\n", "2 customers have this address"),
    ],
)
def test_who_or_what_is_not_known_for_certain_is_refused(
    sqlite_shop: Shop, tmp_path: Path, form: str, text: str, what: str
) -> None:
    bring(sqlite_shop, tmp_path, "products", OLD)
    people = "number,name,email\nC-1,Ann,x@example.org\nC-2,Ann B,X@example.org\n"
    bring(sqlite_shop, tmp_path, "customers", people)
    with pytest.raises(FileRefused) as refusal:
        bring_all(sqlite_shop, tmp_path, [(form, text)])
    assert what in refusal.value.problems[0]


@pytest.mark.usefixtures("till")
def test_people_without_a_number_are_known_by_their_address(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "customers", "number,name,email\nC-7,Ann,Ann@Example.org\n")
    text = "email,name,city\nann@example.org,Ann,Oslo\nbo@example.org,Bo,Bergen\n,Cy,\n"
    bring_all(shop, tmp_path, [("till-customers", text)])
    assert rows_of(shop, "SELECT number, name, city FROM customers ORDER BY id") == [
        ("C-7", "Ann", "Oslo"),
        ("C-8", "Bo", "Bergen"),
        ("C-9", "Cy", ""),
    ]
    assert breaks(shop) == []


@pytest.mark.usefixtures("till")
def test_files_of_one_write_build_on_each_other_in_any_order(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "products", OLD)
    bring_all(
        shop,
        tmp_path,
        [
            ("orders", "order,ordered_on,customer,sku,quantity\nO-1,2026-11-02,C-1001,333,2\n"),
            ("till-stock", "barcode,on_hand\n333,1\n111,5\n"),
            ("till-customers", "email,name\nbo@example.org,Bo\n"),
            ("till-products", "sku,barcode,name,price\n,333,Shade,4\nOTHER,111,Lamp,9\n"),
        ],
    )
    stock = (
        "SELECT p.sku, s.on_hand, s.backordered FROM stock_levels s JOIN products p ON p.id = s.product_id"
    )
    assert rows_of(shop, f"{stock} WHERE s.on_hand > 0 ORDER BY p.sku") == [
        ("333", 1_000, 1_000),
        ("A", 5_000, 0),
    ]
    assert rows_of(shop, "SELECT c.name FROM orders o JOIN customers c ON c.id = o.customer_id") == [("Bo",)]
    assert breaks(shop) == []


def test_one_bad_file_keeps_all_out(sqlite_shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="1 row of 2 files cannot be taken"):
        bring_all(sqlite_shop, tmp_path, [("products", OLD), ("stock", "sku,on_hand\nX,1\n")])
    assert rows_of(sqlite_shop, "SELECT sku FROM products") == []


def test_a_dry_run_tells_field_by_field(sqlite_shop: Shop, tmp_path: Path) -> None:
    shop = sqlite_shop
    bring(shop, tmp_path, "products", "sku,name,price,minimum\nA,Lamp,5,2\nB,Bulb,1,\n")
    text = "sku,name,price,minimum\nA,Lamp,6.50,\nB,Bulb,1,\nC,Shade,2,1.5\nD,Odd,x,\n"
    report = bring(shop, tmp_path, "products", text, dry_run=True)
    told = [(each.fate, each.key, each.field, each.before, each.after) for each in report.details]
    assert told == [
        (Fate.CREATED, "C", "", "", ""),
        (Fate.CHANGED, "A", "price", "5.00", "6.50"),
        (Fate.CHANGED, "A", "minimum", "2", ""),
        (Fate.LEFT, "B", "", "", ""),
    ]
    assert report.fates == {Fate.CREATED: 1, Fate.CHANGED: 1, Fate.LEFT: 1}
    assert [(each.line, each.column, each.value) for each in report.problems] == [(5, "price", "x")]
    assert rows_of(shop, "SELECT count(*) FROM products") == [(2,)]
    assert rows_of(shop, "SELECT count(*) FROM import_runs") == [(1,)]


def test_counts_are_told_with_what_lay_there(sqlite_shop: Shop, tmp_path: Path) -> None:
    bring(sqlite_shop, tmp_path, "products", OLD)
    bring(sqlite_shop, tmp_path, "stock", "sku,on_hand\nA,3\nB,1\n")
    report = bring(sqlite_shop, tmp_path, "stock", "sku,on_hand\nA,5\nB,1\n", dry_run=True)
    told = [(each.fate, each.key, each.field, each.before, each.after) for each in report.details]
    assert told == [(Fate.CHANGED, "A", "Main", "3", "5"), (Fate.LEFT, "B", "Main", "1", "1")]


def test_an_order_file_comes_in_only_once_whatever_its_name(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "products", OLD)
    text = "order,ordered_on,sku,quantity\nO-1,2026-11-02,A,2\n"
    bring(shop, tmp_path, "orders", text)
    with pytest.raises(AlreadyDone, match=r"other\.csv has come in already"):
        bring(shop, tmp_path, "orders", text, name="other.csv")


def test_stock_told_place_by_place_wins_over_what_a_file_of_products_sums_up(
    sqlite_shop: Shop, tmp_path: Path
) -> None:
    goods = "Title,URL handle,SKU,Price,Inventory tracker,Inventory quantity\nLamp,lamp,A,5,shopify,8\n"
    stock = "Handle,SKU,Location,On hand (current)\nlamp,A,Harbour,6\nlamp,A,Barn,2\n"
    files = [("shopify-products", goods), ("shopify-inventory", stock)]
    bring_all(sqlite_shop, tmp_path, files)
    rows = "SELECT l.name, s.on_hand FROM stock_levels s JOIN locations l ON l.id = s.location_id"
    told = rows_of(sqlite_shop, f"{rows} WHERE s.on_hand > 0 ORDER BY l.name")
    assert told == [("Barn", 2_000), ("Harbour", 6_000)]
