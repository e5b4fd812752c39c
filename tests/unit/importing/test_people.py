from pathlib import Path

import pytest

from app.errors import FileRefused
from app.shop import Shop
from tests.unit.importing.bringing import breaks, bring, lines_of, rows_of

CUSTOMERS = (
    "number,name,street,postcode,city,region,country,email,phone,language,priority,backorders,notice_channel,"
    "note,active\n"
)


def test_customers_come_in_whole(shop: Shop, tmp_path: Path) -> None:
    report = bring(
        shop,
        tmp_path,
        "customers",
        f"{CUSTOMERS}0042,Ólafur  Ng,Elm 1,0301,Oslo,Øst,Norway,o@example.org,'+47 1,nb,3,ask,phone,"
        '"a\nb",no\n'
        "C-2,王小明,,,,,,,,,,,,,\n",
    )
    columns = CUSTOMERS.strip().replace(",active", ", active, name_key")
    assert rows_of(shop, f"SELECT {columns} FROM customers ORDER BY id") == [
        (
            *("0042", "Ólafur  Ng", "Elm 1", "0301", "Oslo", "Øst", "Norway", "o@example.org", "+47 1", "nb"),
            *(3, "ask", "phone", "a\nb", 0, "ólafur ng"),
        ),
        ("C-2", "王小明", *[""] * 8, 0, "always", "letter", "", 1, "王小明"),
    ]
    assert report.sentences() == ["Created: 2 customers."]


def test_r22_who_hears_of_each_part_comes_from_a_file(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "customers", "number,name,notice_per_part\nC-1,Ines,yes\nC-2,Ben,\n")
    assert rows_of(shop, "SELECT notice_per_part FROM customers ORDER BY id") == [(1,), (0,)]


def test_known_customers_change_field_by_field(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "customers", "number,name,city,phone\nC-1,Ines,Oslo,1\nC-2,Ben,Bergen,2\n")
    report = bring(shop, tmp_path, "customers", "number,name,city\nC-1,Ines O.,Oslo\nC-2,Ben,Bergen\n")
    assert rows_of(shop, "SELECT name, name_key, city, phone FROM customers ORDER BY id") == [
        ("Ines O.", "ines o.", "Oslo", "1"),
        ("Ben", "ben", "Bergen", "2"),
    ]
    assert report.sentences() == ["Changed: 1 customer."]


def test_suppliers_are_known_by_name_as_a_reader_sees_it(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "suppliers", "name,lead_days,currency\nAcme Ltd,21,EUR\n")
    report = bring(shop, tmp_path, "suppliers", "name,lead_days\nＡＣＭＥ  ltd,14\nBrio,\n")
    assert rows_of(shop, "SELECT name, lead_days, currency FROM suppliers ORDER BY id") == [
        ("ＡＣＭＥ  ltd", 14, "EUR"),
        ("Brio", None, ""),
    ]
    assert report.sentences() == ["Created: 1 supplier.", "Changed: 1 supplier."]


def test_a_new_priority_ranks_open_lines_anew(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "products", "sku,name\nCI-24,Casserole\n")
    bring(shop, tmp_path, "customers", "number,name\nC-1,Ines\nC-2,Ben\n")
    orders = (
        "order,ordered_on,customer,sku,quantity\nO-1,2026-11-20,C-1,CI-24,1\nO-2,2026-11-20,C-2,CI-24,1\n"
    )
    bring(shop, tmp_path, "orders", orders)
    bring(shop, tmp_path, "customers", "number,name,priority\nC-1,Ines,0\nC-2,Ben,1\n")
    assert lines_of(shop, "l.precedence") == [("O-1", 0), ("O-2", -1)]
    assert breaks(shop) == []


def test_a_new_lead_time_dates_who_waits(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, "products", "sku,name,supplier\nCI-24,Casserole,Acme\n")
    bring(shop, tmp_path, "customers", "number,name\nC-1,Ines\n")
    bring(shop, tmp_path, "orders", "order,ordered_on,customer,sku,quantity\nO-1,2026-11-20,C-1,CI-24,1\n")
    bring(shop, tmp_path, "suppliers", "name,lead_days\nAcme,14\n")
    assert lines_of(shop, "l.estimate_days") == [("O-1", 14)]
    assert breaks(shop) == []


@pytest.mark.parametrize(
    ("kind", "content", "what"),
    [
        ("customers", "number,name\nC-1,A\nC-1,B\n", "line 3, column number, “C-1”: Line 2 has it already."),
        ("suppliers", "name\nAcme\nACME\n", "line 3, column name, “ACME”: Line 2 has it already."),
        ("customers", "number,name\n,A\n", "line 2, column number, “”: The cell is blank."),
        (
            "customers",
            "number,name,backorders\nC-1,A,maybe\n",
            "line 2, column backorders, “maybe”: It must be one of: always, ask, never.",
        ),
        ("suppliers", "name,lead_days\nAcme,-1\n", "line 2, column lead_days, “-1”: It is below 0."),
        (
            "customers",
            'number,name\nC-1,"Ines\nOdegaard"\n',
            "line 2, column name, “Ines Odegaard”: Name: it holds a line break or a tab.",
        ),
        (
            "suppliers",
            "name,currency\nAcme,Taler\n",
            "line 2, column currency, “Taler”: “TALER” is no currency.",
        ),
        (
            "customers",
            "number,name,priority\nC-1,A,2000\n",
            "line 2, column priority, “2000”: Priority: -1000 to 1000 fit here.",
        ),
    ],
)
def test_what_they_cannot_be(sqlite_shop: Shop, tmp_path: Path, kind: str, content: str, what: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        bring(sqlite_shop, tmp_path, kind, content)
    assert refusal.value.problems == (f"{kind}.csv, {what}",)
    assert rows_of(sqlite_shop, f"SELECT count(*) FROM {kind}") == [(0,)]
