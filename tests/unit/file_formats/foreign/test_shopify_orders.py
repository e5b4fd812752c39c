from pathlib import Path

import pytest

from app.errors import FileRefused
from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming
from app.importing.options import ImportOptions
from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import Cells, bring_sample, file_of, made, refused
from tests.unit.importing.bringing import breaks, rows_of

HEAD = {
    "Name": "#1001",
    "Email": "ines@fjord.example",
    "Financial Status": "pending",
    "Paid at": "",
    "Fulfillment Status": "unfulfilled",
    "Fulfilled at": "",
    "Cancelled at": "",
    "Currency": "EUR",
    "Subtotal": "20.00",
    "Shipping": "5.00",
    "Taxes": "",
    "Total": "25.00",
    "Refunded Amount": "0.00",
    "Outstanding Balance": "0.00",
    "Tax 1 Name": "",
    "Tax 2 Name": "",
    "Created at": "2026-11-02 10:15:00 -0500",
    "Payment Method": "Card",
}
LINE = {
    "Name": "#1001",
    "Lineitem quantity": "2",
    "Lineitem name": "Lamp - Red",
    "Lineitem price": "10.00",
    "Lineitem sku": "L-1",
    "Lineitem discount": "0.00",
    "Lineitem taxable": "true",
    "Lineitem fulfillment status": "pending",
}
ORDER = HEAD | LINE
PAID = {"Financial Status": "paid", "Paid at": "2026-11-02 10:16:00 -0500"}
SENT = {"Fulfillment Status": "fulfilled", "Fulfilled at": "2026-11-04 09:00:00 -0500"}


def orders(folder: Path, *rows: Cells) -> list[Cells]:
    return made(folder, "shopify-orders", rows, list(ORDER))["orders"]


def picked(cells: Cells, *keys: str) -> tuple[str, ...]:
    return tuple(cells.get(key, "") for key in keys)


def test_a_row_is_a_line_of_an_order(tmp_path: Path) -> None:
    place = {
        "Shipping Name": "Ines Okafor",
        "Shipping Company": "Acme, Ltd",
        "Shipping Address1": "1 Long Lane",
        "Shipping Address2": "Flat 2",
        "Shipping Zip": "'02110",
        "Shipping City": "Boston",
        "Shipping Province": "MA",
        "Shipping Country": "US",
        "Shipping Phone": "'+1 617",
        "Billing Name": "Ines M. Okafor",
    }
    [found] = orders(tmp_path, ORDER | place | {"Notes": "Ring\ntwice", "Source": "web"})
    assert found == {
        "order": "#1001",
        "ordered_on": "2026-11-02 10:15:00 -0500",
        "customer_name": "Ines M. Okafor",
        "customer_email": "ines@fjord.example",
        "customer_phone": "+1 617",
        "channel": "web",
        "delivery_name": "Ines Okafor",
        "delivery_street": "Acme, Ltd, 1 Long Lane, Flat 2",
        "delivery_postcode": "02110",
        "delivery_city": "Boston",
        "delivery_region": "MA",
        "delivery_country": "US",
        "shipping_charge": "5.00",
        "currency": "EUR",
        "note": "Ring\ntwice",
        "sku": "L-1",
        "text": "Lamp - Red",
        "quantity": "2",
        "price": "10.00",
    }


def test_later_rows_are_filled_from_the_first(tmp_path: Path) -> None:
    other = ORDER | {"Name": "#1002", "Email": "b@fjord.example"}
    first, second, third = orders(tmp_path, ORDER | {"Subtotal": "40", "Total": "45"}, LINE, other)
    assert first == second
    assert picked(third, "order", "customer_email") == ("#1002", "b@fjord.example")


def test_who_has_it_sent_nowhere_is_known_by_the_bill(tmp_path: Path) -> None:
    [found] = orders(
        tmp_path, ORDER | {"Billing Name": "Ines", "Billing Address1": "1 Lane", "Phone": "'+47"}
    )
    assert picked(found, "delivery_name", "delivery_street", "customer_phone") == ("Ines", "1 Lane", "+47")


@pytest.mark.parametrize(
    ("given", "sku"),
    [
        ({"Lineitem sku": '="0017"'}, "0017"),
        ({"Lineitem sku": "1E5"}, "1E5"),
        ({"Lineitem sku": ""}, "Lamp - Red"),
    ],
)
def test_skus_are_text_and_a_line_without_goes_by_its_name(tmp_path: Path, given: Cells, sku: str) -> None:
    assert orders(tmp_path, ORDER | given)[0]["sku"] == sku


@pytest.mark.parametrize(
    ("given", "paid"),
    [
        ({}, ("", "", "", "")),
        ({"Financial Status": "authorized"}, ("", "", "", "")),
        ({"Financial Status": "voided", "Paid at": "2026-11-02"}, ("", "", "", "")),
        (PAID, ("25.00", "2026-11-02 10:16:00 -0500", "Card", "0.00")),
        (PAID | {"Outstanding Balance": "4.00"}, ("21.00", "2026-11-02 10:16:00 -0500", "Card", "0.00")),
        ({"Financial Status": "partially_paid", "Outstanding Balance": "15"}, ("10.00", "", "Card", "0.00")),
        (SENT | {"Financial Status": "refunded", "Refunded Amount": ""}, ("25.00", "", "Card", "25.00")),
        (
            SENT | {"Financial Status": "partially_refunded", "Refunded Amount": "5.00"},
            ("25.00", "", "Card", "5.00"),
        ),
    ],
)
def test_what_is_paid_and_refunded(tmp_path: Path, given: Cells, paid: tuple[str, ...]) -> None:
    [found] = orders(tmp_path, ORDER | given)
    assert picked(found, "paid", "paid_on", "paid_way", "refunded") == paid


CANCELLED = {"Cancelled at": "2026-11-03 08:00:00 -0500"}


@pytest.mark.parametrize(
    ("order", "line", "shipped", "cancelled"),
    [
        ({}, "pending", "", ""),
        ({}, "", "", ""),
        (SENT, "fulfilled", "2", ""),
        (SENT, "", "2", ""),
        # Nothing of an order that is fulfilled is still to be sent: it was taken off.
        (SENT, "pending", "", "2"),
        ({"Fulfillment Status": "partial"}, "fulfilled", "2", ""),
        ({"Fulfillment Status": "partial"}, "pending", "", ""),
        ({"Fulfillment Status": "restocked"}, "", "", "2"),
        (CANCELLED, "pending", "", "2"),
        (CANCELLED | {"Fulfillment Status": "partial"}, "fulfilled", "2", ""),
        ({"Financial Status": "refunded"}, "pending", "", "2"),
    ],
)
def test_what_is_shipped_and_cancelled(
    tmp_path: Path, order: Cells, line: str, shipped: str, cancelled: str
) -> None:
    [found] = orders(tmp_path, ORDER | order | {"Lineitem fulfillment status": line})
    assert picked(found, "shipped", "cancelled") == (shipped, cancelled)
    assert found.get("shipped_on") == (order.get("Fulfilled at") if shipped else None)
    assert found.get("cancelled_on") == (order.get("Cancelled at") if cancelled else None)


@pytest.mark.parametrize(
    ("given", "header", "what"),
    [
        (
            {"Financial Status": "partially_paid", "Outstanding Balance": ""},
            "Financial Status",
            "A part is paid, but the file does not say how much.",
        ),
        (
            {"Financial Status": "partially_refunded"},
            "Financial Status",
            "A part is refunded, but the file does not say how much.",
        ),
        (
            {"Financial Status": "partially_refunded", "Refunded Amount": "5"},
            "Refunded Amount",
            "A part was refunded, but the file does not say which goods are no longer wanted.",
        ),
        (
            {"Financial Status": "bartered"},
            "Financial Status",
            "It is no state of payment that Shopify is known to write.",
        ),
        (
            {"Fulfillment Status": "beamed", "Lineitem fulfillment status": ""},
            "Fulfillment Status",
            "It is no state of delivery that Shopify is known to write.",
        ),
        (
            {"Lineitem fulfillment status": "partial"},
            "Lineitem fulfillment status",
            "A part of it was sent, but the file does not say how much.",
        ),
        (
            {"Fulfillment Status": "partial", "Lineitem fulfillment status": ""},
            "Lineitem fulfillment status",
            "A part of it was sent, but the file does not say how much.",
        ),
        ({"Total": "1,234"}, "Total", "It is not a plain number."),
        ({"Lineitem price": "ten"}, "Lineitem price", "It is not a plain number."),
        ({"Lineitem quantity": "1.5"}, "Lineitem quantity", "It must be a whole number."),
    ],
)
def test_what_the_file_does_not_say_is_not_guessed(
    tmp_path: Path, given: Cells, header: str, what: str
) -> None:
    """All rows of the order stay out, and no other's."""
    other = ORDER | {"Name": "#1002"}
    rows = [
        other,
        ORDER | given,
        LINE | {"Lineitem fulfillment status": "fulfilled"},
        other | {"Name": "#1003"},
    ]
    assert refused(tmp_path, "shopify-orders", rows) == [(3, header, what), (4, header, what)]
    assert [row["order"] for row in orders(tmp_path, *rows)] == ["#1002", "#1003"]


def test_amounts_may_have_a_decimal_comma(tmp_path: Path) -> None:
    given = {"Lineitem price": "10,00", "Subtotal": "20,00", "Shipping": "5,00", "Total": "25,00"}
    [found] = orders(tmp_path, ORDER | given)
    assert picked(found, "price", "shipping_charge") == ("10,00", "5,00")


VAT = {"Tax 1 Name": "VAT 19%", "Taxes": "3.99"}
SALES_TAX = {"Tax 1 Name": "MA State Tax 6.25%"}


@pytest.mark.parametrize(
    ("head", "lines", "prices", "shipping"),
    [
        # A discount on the whole order.
        ({"Subtotal": "18.00", "Total": "23.00"}, [("2", "10.00", "0", "true")], ["9.00"], "5.00"),
        # A discount on the line.
        ({"Subtotal": "19.00", "Total": "24.00"}, [("2", "10.00", "1", "true")], ["9.50"], "5.00"),
        # To the cent, though a third of it is none.
        ({"Subtotal": "20.00", "Total": "25.00"}, [("3", "10.00", "0", "true")], ["6.6667"], "5.00"),
        # In proportion.
        (
            {"Subtotal": "36.00", "Total": "41.00"},
            [("1", "10.00", "0", "true"), ("3", "10.00", "0", "true")],
            ["9.00", "9.00"],
            "5.00",
        ),
        # Taxes on top are borne by what is taxed.
        (
            SALES_TAX | {"Subtotal": "30.00", "Taxes": "1.25", "Total": "36.25"},
            [("2", "10.00", "0", "true"), ("1", "10.00", "0", "false")],
            ["10.625", "10.00"],
            "5.00",
        ),
        # Taxes within change nothing.
        (VAT, [("2", "10.00", "0", "true")], ["10.00"], "5.00"),
        # What no line can bear.
        ({"Subtotal": "0.00", "Total": "5.95"}, [("2", "0.00", "0", "true")], ["0.00"], "5.95"),
        ({"Subtotal": "20.00", "Total": "20.00"}, [("2", "10.00", "0", "true")], ["10.00"], "0.00"),
        (
            {"Subtotal": "0.00", "Shipping": "0", "Total": "0"},
            [("2", "10.00", "20", "true")],
            ["0.00"],
            "0.00",
        ),
    ],
)
def test_lines_and_shipping_come_to_the_total(
    tmp_path: Path, head: Cells, lines: list[tuple[str, ...]], prices: list[str], shipping: str
) -> None:
    keys = ("Lineitem quantity", "Lineitem price", "Lineitem discount", "Lineitem taxable")
    rows = [LINE | dict(zip(keys, line, strict=True)) for line in lines]
    rows[0] = HEAD | head | rows[0]
    found = orders(tmp_path, *rows)
    assert [row["price"] for row in found] == prices
    assert {row["shipping_charge"] for row in found} == {shipping}


@pytest.mark.parametrize(
    ("head", "taxable", "rate"),
    [
        (VAT, "true", "19"),
        (VAT, "false", "0"),
        (SALES_TAX, "true", "6.25"),
        # Which line bears which, the file does not say.
        (VAT | {"Tax 2 Name": "VAT 7%"}, "true", ""),
        ({"Taxes": "0.00"}, "true", "0"),
        ({"Taxes": ""}, "true", ""),
    ],
)
def test_the_only_tax_is_the_rate(tmp_path: Path, head: Cells, taxable: str, rate: str) -> None:
    [found] = orders(tmp_path, ORDER | head | {"Lineitem taxable": taxable})
    assert found.get("tax_rate", "") == rate


def test_columns_that_an_older_file_lacks_are_blank(tmp_path: Path) -> None:
    needed = ("Name", "Created at", "Financial Status", "Fulfillment Status", "Total", "Shipping")
    row = {key: ORDER[key] for key in (*needed, "Lineitem quantity", "Lineitem name", "Lineitem price")}
    [found] = made(tmp_path, "shopify-orders", [row])["orders"]
    assert picked(found, "sku", "price", "customer_email") == ("Lamp - Red", "10.00", "")


def test_the_sample_comes_in_whole(sqlite_shop: Shop) -> None:
    bring_sample(sqlite_shop, "shopify-orders.csv")
    found = rows_of(
        sqlite_shop,
        "SELECT o.number, o.state, l.ordered, l.price, l.tax_rate, l.shipped, l.cancelled,"
        " (SELECT coalesce(sum(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END), 0)"
        " FROM payments p WHERE p.order_id = o.id) FROM order_lines l JOIN orders o ON o.id = l.order_id"
        " ORDER BY l.id",
    )
    assert len(found) == 60
    assert found[:6] == [
        ("#1001", "done", 1_000, 890_000, 0, 1_000, 0, 13_900),
        ("#1001", "done", 10_000, 45_000, 0, 10_000, 0, 13_900),
        ("#1002", "open", 2_000, 890_000, 0, 0, 0, 22_650),
        ("#1002", "open", 4_000, 45_000, 0, 0, 0, 22_650),
        ("#1002", "open", 1_000, 255_000, 0, 0, 0, 22_650),
        ("#1003", "open", 1_000, 890_000, 0, 1_000, 0, 14_500),
    ]
    by_number = {row[0]: row[1:] for row in found}
    assert by_number["#1005"] == ("open", 1_000, 890_000, 0, 0, 0, 4_000)
    assert by_number["#1006"] == ("cancelled", 2_000, 45_000, 0, 0, 2_000, 0)
    assert by_number["#1008"] == ("open", 3_000, 40_500, 19_000, 0, 0, 9_725)
    assert by_number["#1012"] == ("done", 1_000, 255_000, 0, 0, 1_000, 3_200)
    [buyers] = rows_of(sqlite_shop, "SELECT count(*) FROM customers")
    assert buyers == (28,)
    [jane] = rows_of(sqlite_shop, "SELECT street, postcode, phone FROM customers WHERE name = 'Jane Doe'")
    assert jane == ("Acme, Ltd, 12 Mill Rd", "02110", "+1 617 555 0100")
    assert breaks(sqlite_shop) == []


def test_a_refused_order_keeps_its_place_in_the_file(sqlite_shop: Shop, tmp_path: Path) -> None:
    path = file_of(tmp_path, [ORDER, LINE | {"Name": "#1002"}, ORDER | {"Name": "#1003", "Total": "x"}])
    options = ImportOptions(create_products=True, create_customers=True)
    with pytest.raises(FileRefused) as refusal:
        import_files(sqlite_shop, [Incoming(path)], options)
    assert refusal.value.problems[-1] == ("given.csv, line 4, column Total, “x”: It is not a plain number.")
