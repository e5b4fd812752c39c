from datetime import date
from pathlib import Path

import pytest

from app.errors import AlreadyDone, FileRefused
from app.file_formats.purchases import LINE_FIELDS, PURCHASE_FIELDS
from app.importing.purchase_rows import PurchaseHead, PurchaseLine
from app.shop import Shop
from tests.databases import TODAY
from tests.unit.importing.bringing import breaks, bring, lines_of, rows_of, stock_shop


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_the_tuples_follow_the_fields_of_the_file() -> None:
    assert PurchaseHead._fields == tuple(field.key for field in PURCHASE_FIELDS[1:])
    assert PurchaseLine._fields[2:] == tuple(field.key for field in LINE_FIELDS)


def test_purchases_give_dates_to_what_waits(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=0, B=0)
    bring(shop, tmp_path, "suppliers", "name\nAcme\n")
    bring(
        shop,
        tmp_path,
        "orders",
        "order,ordered_on,sku,quantity\nO-1,2026-11-01,A,3\nO-2,2026-11-02,A,4\nO-2,2026-11-02,B,4\n",
    )
    report = bring(
        shop,
        tmp_path,
        "purchases",
        "purchase,supplier,ordered_on,state,supplier_reference,sent_on,confirmed_on,freight,note,sku,quantity,"
        "received,received_on,closed,cost,eta,first_eta,for_order,for_position\n"
        "P-7,ACME,2026-11-03,confirmed,X9,2026-11-03,2026-11-04,12.5,n,A,10,4,2026-11-10,1,2.25,2026-12-01,"
        "2026-11-28,O-2,1\n"
        "P-7,ACME,2026-11-03,confirmed,X9,2026-11-03,2026-11-04,12.5,n,B,5,0,,0,,2026-12-08,,,\n",
    )
    assert rows_of(
        shop,
        "SELECT number, state, supplier_reference, ordered_on, sent_on, confirmed_on, freight, note"
        " FROM purchases",
    ) == [
        (
            *("P-7", "confirmed", "X9", ordinal("2026-11-03"), ordinal("2026-11-03")),
            *(ordinal("2026-11-04"), 1250, "n"),
        )
    ]
    assert rows_of(
        shop,
        "SELECT position, ordered, received, closed, incoming, cost, eta, first_eta, for_line_id"
        " FROM purchase_lines ORDER BY id",
    ) == [
        (1, 10_000, 4000, 1000, 5000, 22_500, ordinal("2026-12-01"), ordinal("2026-11-28"), 2),
        (2, 5000, 0, 0, 5000, 0, ordinal("2026-12-08"), ordinal("2026-12-08"), None),
    ]
    assert rows_of(shop, "SELECT old_eta, new_eta, note FROM eta_changes") == [
        (ordinal("2026-11-28"), ordinal("2026-12-01"), "moved in")
    ]
    assert rows_of(
        shop,
        "SELECT r.number, r.received_on, r.note, l.accepted FROM receipts r"
        " JOIN receipt_lines l ON l.receipt_id = r.id",
    ) == [("P-7/1", ordinal("2026-11-10"), "moved in", 4000)]
    # R9: the earmarked line first, its surplus by rank.
    assert lines_of(shop, "l.expected_on IS NOT NULL") == [("O-1", 0), ("O-2", 1), ("O-2", 1)]
    assert report.sentences() == ["Created: 1 purchase, 2 purchase lines."]
    assert breaks(shop) == []


@pytest.mark.parametrize(
    ("cells", "standing"),
    [
        ("draft,5,0,0", ("draft", 0)),
        ("confirmed,5,0,0", ("confirmed", 5000)),
        ("confirmed,5,3,2", ("done", 0)),
        ("done,5,5,0", ("done", 0)),
        ("cancelled,5,2,0", ("cancelled", 0)),
        # More came than was ordered.
        ("confirmed,5,6,0", ("done", 0)),
    ],
)
def test_the_state_follows_what_is_left(
    sqlite_shop: Shop, tmp_path: Path, cells: str, standing: tuple[str, int]
) -> None:
    stock_shop(sqlite_shop, A=0)
    bring(
        sqlite_shop,
        tmp_path,
        "purchases",
        f"purchase,sku,state,quantity,received,closed\nP-1,A,{cells}\n",
    )
    assert rows_of(sqlite_shop, "SELECT state, incoming FROM purchase_lines") == [standing]
    assert rows_of(sqlite_shop, "SELECT state, ordered_on FROM purchases") == [
        (standing[0], TODAY.toordinal())
    ]
    assert breaks(sqlite_shop) == []


def test_the_same_file_comes_in_once(sqlite_shop: Shop, tmp_path: Path) -> None:
    stock_shop(sqlite_shop, A=0)
    bring(sqlite_shop, tmp_path, "purchases", "purchase,sku,quantity\nP-1,A,5\n")
    with pytest.raises(AlreadyDone, match=r"purchases\.csv has come in already\."):
        bring(sqlite_shop, tmp_path, "purchases", "purchase,sku,quantity\nP-1,A,5\n")


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ("P-1,,,Z,5,0,0,", ["line 2, column sku, “Z”: There is no product Z."]),
        ("P-1,,,a,5,0,0,", ["line 2, column sku, “a”: a reads like A, but is not spelled the same."]),
        ("P-1,,,A,0,0,0,", ["line 2, column quantity, “0”: It must be more than 0."]),
        ("P-1,,,A,5,3,3,", ["line 2, column closed, “3”: More is closed than was left to come."]),
        ("P-1,,,A,0.5,0,0,", ["line 2, column quantity, “0.5”: A is not divisible."]),
        (
            "P-1,Nobody,,A,5,0,0,",
            ["line 2, column supplier, “Nobody”: There is no supplier Nobody; import suppliers first."],
        ),
        (
            "P-1,,done,A,5,0,0,",
            ["line 2, column state, “”: It is done, but a part of it is neither received nor closed."],
        ),
        (
            "P-1,,,A,5,0,0,O-9",
            ["line 2, column for_order, “O-9”: No line of this order waits for that product and location."],
        ),
        ("P-0,,,A,5,0,0,", ["line 2, column purchase, “P-0”: There is already a purchase P-0."]),
        (
            "P-1,,,A,5,0,0,\nP-1,,draft,A,5,x,0,",
            [
                "line 2: Line 3, of the same purchase, cannot be taken.",
                "line 3, column received, “x”: It is not a plain number.",
            ],
        ),
        (
            "P-1,,,A,5,0,0,\nP-1,,draft,A,5,0,0,",
            [
                "line 2: Line 3, of the same purchase, cannot be taken.",
                "line 3, column state, “draft”: An earlier row of the same purchase says something else.",
            ],
        ),
    ],
)
def test_what_a_purchase_cannot_be(sqlite_shop: Shop, tmp_path: Path, row: str, problems: list[str]) -> None:
    stock_shop(sqlite_shop, A=0)
    header = "purchase,supplier,state,sku,quantity,received,closed,for_order\n"
    bring(sqlite_shop, tmp_path, "purchases", f"{header}P-0,,,A,1,0,0,\n")
    with pytest.raises(FileRefused) as refusal:
        bring(sqlite_shop, tmp_path, "purchases", f"{header}{row}\n")
    assert refusal.value.problems == tuple(f"purchases.csv, {problem}" for problem in problems)
    assert rows_of(sqlite_shop, "SELECT count(*) FROM purchases") == [(1,)]
