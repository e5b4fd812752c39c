"""What goes out as CSV comes in again without loss."""

import csv
import io
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.actions.cancelling import cancel_line, close_rest
from app.actions.order_lines import remove_line
from app.actions.ordering import OrderDraft, OrderLineDraft, PaymentDraft, enter_order
from app.actions.pools import create_location
from app.actions.promises import promise
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, enter_purchase, set_eta
from app.actions.queueing import hold, keep_off, rank_first
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.resources import create_resource
from app.actions.returning import take_return
from app.actions.selling import LostSale, record_lost_sale
from app.actions.sending import record_letter
from app.actions.shipping import ship
from app.actions.transferring import TransferDraft, send
from app.actions.vouchers import VoucherDraft, give_voucher
from app.errors import InvalidInput, ShopError
from app.exporting import export_keys, export_list, export_view
from app.file_formats.kinds import KINDS
from app.importing.bringing_in import import_file
from app.letters.drawing import draft_of
from app.letters.due import due_letters
from app.lists.all import LISTS
from app.lists.records import RECORDS, record_count
from app.shop import clock_at, create_shop
from app.verifying import verify
from tests.databases import TODAY
from tests.desks import Desk

IN_ORDER = ("suppliers", "products", "customers", "stock", "orders", "purchases")


def exported(shop_desk: Desk, key: str) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    shop_desk.shop.read(export_list, key, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def furnish(desk: Desk) -> None:
    """A shop in the middle of everything."""
    write = desk.shop.write
    bench = write(create_resource, "Bench", per_week=Decimal("12.5"), monday=date(2026, 11, 2))
    desk.product(
        "0017",
        stock="6",
        price=Decimal("90.750"),
        tax_rate=Decimal("20"),
        supplier="Acme",
        lead=21,
        tags="=1+1",
    )
    desk.product(
        "茶壶",
        name='茶壶 zwei, "drei"',
        note='eins\n"zwei"',
        unit="kg",
        decimals=3,
        minimum=Decimal("0.125"),
    )
    desk.product("OB", kind="made", resource_id=bench, effort=Decimal("1.5"), decimals=0)
    write(create_location, "Cellar")
    desk.customer("Ann", number="007", street="'s Gravenweg", priority=2)
    first = desk.order(
        "Ann",
        {"0017": "4", "茶壶": "1.5"},
        discount="12.5",
        number="O-1",
        wanted_on=date(2026, 12, 24),
        wanted_at=time(9, 30),
        ordered_on=date(2026, 11, 3),
        shipping_charge=Decimal("6.90"),
        payments=(PaymentDraft(Decimal(100), "card"), PaymentDraft(Decimal(20), "cash", "refund")),
    )
    second = desk.order(
        "Bo", {"0017": "9", "OB": "2"}, number="O-2", ship_complete=True, customer_reference="-4"
    )
    third = desk.order("Bo", {"0017": "1"}, number="O-3", ordered_on=date(2026, 11, 5))
    held = desk.order("Cy", {"茶壶": "2"}, number="O-4")
    write(
        enter_order,
        OrderDraft((OrderLineDraft(desk.products["OB"], Decimal(1)),), state="quote", number="O-5"),
    )
    write(ship, [(first.line_ids[0], Decimal(3))])
    write(take_return, first.line_ids[0], Decimal(1))
    write(cancel_line, first.line_ids[1], Decimal("0.5"), reason="too late")
    write(promise, first.line_ids[1], date(2027, 1, 8))
    write(rank_first, third.line_ids[0])
    write(hold, held.order_id, reason="unpaid")
    write(keep_off, second.line_ids[1])
    gone = desk.order("Cy", {"茶壶": "1"}, number="O-6")
    write(close_rest, gone.order_id)
    line = PurchaseLineDraft(
        desk.products["茶壶"], Decimal("2.25"), Decimal("1.2345"), date(2026, 12, 4), first.line_ids[1]
    )
    purchase = PurchaseDraft((line,), desk.suppliers["Acme"], "confirmed", "P-1", date(2026, 11, 2))
    write(enter_purchase, purchase)
    desk.purchase({"0017": "3"}, None, number="P-2", state="draft")
    write(set_eta, [1], date(2026, 12, 18), cause="customs")
    write(receive, ReceiptDraft((ReceiptLineDraft(Decimal("0.25"), 1),)))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_whole_shop_moves_by_its_files(desk: Desk, tmp_path: Path, form: str) -> None:
    furnish(desk)
    with create_shop(tmp_path / "new.shop", clock=clock_at(TODAY)) as new:
        for kind in IN_ORDER:
            path = tmp_path / f"{kind}.{form}"
            assert desk.shop.read(export_list, kind, path) > 0
            import_file(new, kind, path)
        assert new.read(verify) == []
        for kind in IN_ORDER:
            assert exported(Desk(new), kind) == exported(desk, kind), kind


def test_a_purchase_for_a_removed_line_goes_out_without_it(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A")
    sqlite_desk.product("B")
    [line_id, _] = sqlite_desk.order("Ann", {"A": "1", "B": "1"}, number="O-1").line_ids
    draft = PurchaseLineDraft(sqlite_desk.products["A"], Decimal(1), for_line_id=line_id)
    sqlite_desk.shop.write(enter_purchase, PurchaseDraft((draft,), state="confirmed"))
    sqlite_desk.shop.write(remove_line, line_id)
    assert [row["for_order"] for row in exported(sqlite_desk, "purchases")] == [""]
    assert [row["sku"] for row in exported(sqlite_desk, "orders")] == ["B"]


def test_the_columns_are_those_that_import_reads(desk: Desk) -> None:
    furnish(desk)
    for kind, fields in KINDS.items():
        assert list(exported(desk, kind)[0]) == [field.key for field in fields]
        assert set(RECORDS[kind].fields) == {field.key for field in fields}


def test_values_are_exact(sqlite_desk: Desk) -> None:
    furnish(sqlite_desk)
    product = exported(sqlite_desk, "products")[0]
    assert (product["sku"], product["price"], product["supplier_lead_days"]) == ("0017", "90.75", "21")
    assert product["tags"] == "'=1+1"
    line = exported(sqlite_desk, "orders")[0]
    assert (line["wanted"], line["discount"], line["quantity"]) == ("2026-12-24 09:30", "12.5", "4")
    assert (line["paid"], line["refunded"], line["ship_complete"]) == ("100.00", "20.00", "no")


def test_a_file_appears_with_keys_as_headers_whatever_the_language(sqlite_desk: Desk, tmp_path: Path) -> None:
    furnish(sqlite_desk)
    path = tmp_path / "queue.csv"
    count = sqlite_desk.shop.read(export_list, "backorders", path)
    content = path.read_bytes()
    assert content.startswith("\ufeffrank,customer,order,sku".encode())
    assert content.count(b"\r\n") >= count + 1


def test_every_list_can_be_exported(sqlite_desk: Desk) -> None:
    furnish(sqlite_desk)
    sqlite_desk.product("JAR", stock="2", decimals=0)
    main, cellar = (sqlite_desk.shop.write(create_location, name) for name in ("Main", "Cellar"))
    goods = ((sqlite_desk.products["JAR"], Decimal(2)),)
    sqlite_desk.shop.write(send, TransferDraft(main, cellar, goods))
    first, *_ = sqlite_desk.shop.read(due_letters)
    sqlite_desk.shop.write(record_letter, draft_of(first, b"", "phone"))
    sqlite_desk.shop.write(record_lost_sale, LostSale(sqlite_desk.products["OB"], Decimal(1)))
    sqlite_desk.shop.write(give_voucher, VoucherDraft(sqlite_desk.customers["Ann"], Decimal(5)))
    assert set(export_keys()) == set(KINDS) | set(LISTS)
    for key in export_keys():
        assert exported(sqlite_desk, key), key


def test_long_lists_go_out_page_by_page(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(sqlite_desk)
    whole = {key: exported(sqlite_desk, key) for key in ("backorders", "history", "orders")}
    monkeypatch.setattr("app.exporting.ROWS_AT_ONCE", 2)
    monkeypatch.setattr("app.lists.records.WINDOW", 2)
    assert {key: exported(sqlite_desk, key) for key in whole} == whole


def test_a_view_goes_out_as_it_is_shown(sqlite_desk: Desk) -> None:
    furnish(sqlite_desk)
    stream = io.StringIO(newline="")
    sqlite_desk.shop.read(export_view, "backorders", stream, filter="stopped", sort="order", descending=True)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    assert [(row["order"], row["status"]) for row in rows] == [("O-4", "on_hold"), ("O-2", "kept_off")]


def test_what_is_shown_has_the_columns_shown_in_their_order(sqlite_desk: Desk) -> None:
    furnish(sqlite_desk)
    stream = io.StringIO(newline="")
    keys = ["reason", "age", "product", "value"]  # "age" is made by the page
    sqlite_desk.shop.read(export_view, "backorders", stream, columns=keys)
    lines = list(csv.DictReader(stream.getvalue().splitlines()))
    assert list(lines[0]) == ["reason", "sku", "product", "value", "currency"]
    assert {line["currency"] for line in lines} == {"EUR"}


def test_a_list_that_is_none_is_named_with_those_there_are(sqlite_desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no list “order”") as refused:
        sqlite_desk.shop.read(export_list, "order", tmp_path / "x.csv")
    assert "orders" in refused.value.hint
    assert list(tmp_path.glob("x*")) == []


def test_cells_of_a_workbook_are_typed_and_text_stays_text(sqlite_desk: Desk, tmp_path: Path) -> None:
    desk = sqlite_desk
    desk.product("0017", name="=1+1", price=Decimal("90.75"), tags="'=x")
    path = tmp_path / "products.xlsx"
    assert desk.shop.read(export_list, "products", path) == 1
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    head, row = (list(line) for line in sheet.iter_rows())
    named = dict(zip([cell.value for cell in head], row, strict=True))
    assert [named[key].value for key in ("sku", "name", "price")] == ["0017", "=1+1", 90.75]
    assert [named[key].data_type for key in ("sku", "name", "price")] == ["s", "s", "n"]
    assert named["tags"].value == "''=x"
    assert (head[0].font.b, sheet.freeze_panes) == (True, "A2")
    assert sheet.auto_filter.ref == f"A1:{head[-1].column_letter}2"
    assert sheet.column_dimensions["A"].width // 1 == 10


def test_a_sheet_that_would_be_too_long_is_no_file(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And that is said before any row is read."""
    monkeypatch.setattr("app.file_formats.xlsx_writing.MOST_ROWS", 1)
    monkeypatch.setattr("app.exporting.MOST_ROWS", 1)
    monkeypatch.setattr("app.exporting.write_sheet", None)
    furnish(sqlite_desk)
    for key in ("products", "orders", "backorders", "history"):
        with pytest.raises(ShopError, match="at most 1 rows"):
            sqlite_desk.shop.read(export_list, key, tmp_path / "out.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_rows_are_counted_as_they_are_read(sqlite_desk: Desk) -> None:
    furnish(sqlite_desk)
    sqlite_desk.shop.write(remove_line, sqlite_desk.order("Ann", {"0017": "1"}).line_ids[0])
    for kind in KINDS:
        read = len(exported(sqlite_desk, kind))
        assert sqlite_desk.shop.read(record_count, kind, 1_000) == read
        assert sqlite_desk.shop.read(record_count, kind, 2) == min(2, read)


@pytest.mark.parametrize(
    ("name", "form", "refused"),
    [
        ("out.csv", "", False),
        ("out.xlsx", "", False),
        ("OUT.XLSX", "", False),
        ("out", "", False),
        ("out.txt", "", False),
        ("out", "xlsx", False),
        ("out.2026", "xlsx", False),
        ("out.csv", "csv", False),
        ("out.csv", "xlsx", True),
        ("out.tsv", "xlsx", True),
        ("out.xlsx", "csv", True),
        ("out.xls", "", True),
        ("out.xls", "xlsx", True),
        ("out.csv.gz", "", True),
        ("out.ods", "", True),
    ],
)
def test_the_name_of_a_file_promises_what_it_holds(
    sqlite_desk: Desk, tmp_path: Path, name: str, form: str, refused: bool
) -> None:
    target = tmp_path / name
    if refused:
        with pytest.raises(InvalidInput, match="its name says something else"):
            sqlite_desk.shop.read(export_list, "products", target, form)
        assert not target.exists()
        return
    sqlite_desk.shop.read(export_list, "products", target, form)
    workbook = form == "xlsx" or name.lower().endswith(".xlsx")
    assert target.read_bytes().startswith(b"PK" if workbook else b"\xef\xbb\xbf")
