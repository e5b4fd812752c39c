from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made
from tests.unit.importing.bringing import breaks, rows_of

ROW = {"First Name": "Ines", "Last Name": "Okafor", "Email": "ines@fjord.example", "Total Spent": "0"}
MADE = {"name": "Ines Okafor", "email": "ines@fjord.example"}


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ({}, {}),
        ({"Customer ID": "'7234500000001"}, {"number": "7234500000001"}),
        ({"First Name": "", "Last Name": ""}, {"name": "ines@fjord.example"}),
        ({"First Name": "", "Last Name": "", "Company": "Werk GmbH"}, {"name": "Werk GmbH"}),
        (
            {"First Name": "", "Last Name": "", "Email": "", "Phone": "'+47 1"},
            {"name": "+47 1", "email": "", "phone": "+47 1"},
        ),
        ({"First Name": "芳", "Last Name": "王"}, {"name": "王芳"}),
        ({"Company": "Acme, Ltd", "Address1": "12 Mill Rd"}, {"street": "Acme, Ltd, 12 Mill Rd"}),
        ({"Address1": "1 Long Lane", "Address2": "Flat 2"}, {"street": "1 Long Lane, Flat 2"}),
        ({"Default Address Address1": "1 Long Lane"}, {"street": "1 Long Lane"}),
        ({"Zip": "'02110", "City": "Boston"}, {"postcode": "02110", "city": "Boston"}),
        ({"Province": "Ontario", "Province Code": "ON"}, {"region": "Ontario"}),
        ({"Province": "", "Default Address Province Code": "ON"}, {"region": "ON"}),
        ({"Default Address Country Code": "CA"}, {"country": "CA"}),
        ({"Phone": "", "Default Address Phone": "'+1 617"}, {"phone": "+1 617"}),
        ({"Note": "Rings\ntwice"}, {"note": "Rings\ntwice"}),
    ],
)
def test_a_row_is_a_customer(tmp_path: Path, given: dict[str, str], ours: dict[str, str]) -> None:
    [found] = made(tmp_path, "shopify-customers", [ROW | given])["customers"]
    assert found == {key: cell for key, cell in (MADE | ours).items() if cell}


def test_the_sample_comes_in_whole(sqlite_shop: Shop) -> None:
    bring_sample(sqlite_shop, "shopify-customers.csv")
    found = rows_of(
        sqlite_shop, "SELECT number, name, street, postcode, email, phone FROM customers ORDER BY id"
    )
    assert len(found) == 22
    assert found[1] == (
        *("C-1002", "Jane Doe", "Acme, Ltd, 12 Mill Rd"),
        *("02110", "JANE@acme.example", "+1 617 555 0100"),
    )
    assert [row[1] for row in found[2:5]] == ["Werk & Söhne GmbH", "only-mail@fjord.example", "王芳"]
    assert breaks(sqlite_shop) == []


def test_a_newer_export_numbers_them_and_finds_nobody_twice(sqlite_shop: Shop) -> None:
    bring_sample(sqlite_shop, "shopify-customers-new.csv")
    bring_sample(sqlite_shop, "shopify-customers-new.csv")
    found = rows_of(sqlite_shop, "SELECT number, name FROM customers ORDER BY id")
    assert len(found) == 22
    assert found[0] == ("7234500000000", "Ines Okafor")
