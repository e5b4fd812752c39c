"""Each break is named: a sound shop is broken behind the program's back, in a transaction not kept."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_line
from app.actions.cataloguing import ProductDraft, create_product
from app.actions.context import now
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.pools import create_location, pool_of
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, enter_purchase
from app.actions.queueing import hold, keep_off
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.resources import create_resource
from app.actions.returning import take_return
from app.actions.shipping import ship
from app.actions.stocktaking import count
from app.laws.law import BreakKind
from app.shop import Shop, clock_at, open_shop
from app.verifying import MOST, Break, verify
from db.models.letters import Letter
from db.rows import is_postgresql, run, value
from tests.databases import TODAY, Server

ONE = Decimal(1)


@pytest.fixture(scope="module")
def sqlite_sound(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = copy(sqlite_template, tmp_path_factory.mktemp("sound") / "shop.desk")
    with closing(open_shop(path, clock=clock_at(TODAY))) as shop:
        shop.write(furnish)
        yield shop


@pytest.fixture(scope="module")
def postgresql_sound(postgresql_server: Server, postgresql_template: str) -> Iterator[Shop]:
    with (
        postgresql_server.database(postgresql_template) as name,
        closing(open_shop(postgresql_server.url_of(name), clock=clock_at(TODAY))) as shop,
    ):
        shop.write(furnish)
        yield shop


@pytest.fixture(params=["sqlite", "postgresql"])
def sound(request: pytest.FixtureRequest) -> Shop:
    """A shop with something of everything, never changed by a test."""
    shop = request.getfixturevalue(f"{request.param}_sound")
    assert isinstance(shop, Shop)
    return shop


def furnish(session: Session) -> None:
    """O-1 half shipped, O-2 waits for P-1, O-3 has two lines with P-2, O-4 on hold, O-5 work, Q-1 a quote."""
    bench = create_resource(session, "Bench", per_week=Decimal(3), monday=TODAY)
    tea = create_product(session, ProductDraft("TEA", decimals=3))
    cup = create_product(session, ProductDraft("CUP"))
    job = create_product(session, ProductDraft("JOB", kind="service", resource_id=bench))
    pool_of(session, cup, create_location(session, "Annex"))
    count(session, tea, Decimal(10))
    order(session, "O-1", (tea, 4))
    order(session, "O-2", (tea, 10))
    _, second = order(session, "O-3", (cup, 5), (cup, 2))
    order(session, "O-4", (cup, 1))
    order(session, "O-5", (job, 2))
    order(session, "Q-1", (tea, 7), state="quote")
    purchase(session, "P-1", tea, 9)
    purchase(session, "P-2", cup, 6)
    line = line_of(session, "O-1")
    ship(session, [(line, Decimal(3))], number="S-1")
    take_return(session, line, ONE)
    cancel_line(session, line_of(session, "O-2"), ONE)
    bought = value(
        session,
        "SELECT l.id FROM purchase_lines l JOIN purchases p ON p.id = l.purchase_id WHERE p.number = 'P-1'",
    )
    receive(session, ReceiptDraft((ReceiptLineDraft(Decimal(2), int(bought or 0)),), number="R-1"))
    hold(session, int(value(session, "SELECT id FROM orders WHERE number = 'O-4'") or 0))
    keep_off(session, second)
    session.add(Letter(code="K7F3QD", sent_at=now(session), sent_on=TODAY, pdf=b""))


def order(session: Session, number: str, *lines: tuple[int, int], state: str = "open") -> tuple[int, ...]:
    drafts = tuple(OrderLineDraft(product_id, Decimal(pieces)) for product_id, pieces in lines)
    return enter_order(session, OrderDraft(drafts, number=number, state=state)).line_ids


def purchase(session: Session, number: str, product_id: int, pieces: int) -> None:
    line = PurchaseLineDraft(product_id, Decimal(pieces), eta=date(2026, 12, 7))
    enter_purchase(session, PurchaseDraft((line,), number=number, state="confirmed"))


def line_of(session: Session, number: str) -> int:
    sql = "SELECT min(l.id) FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.number = ?"
    return int(value(session, sql, (number,)) or 0)


def broken(session: Session, statements: list[str]) -> list[Break]:
    """What verify finds once the statements have run past the database's own laws."""
    if is_postgresql(session):
        for table, name in CHECKS:
            run(session, f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        run(session, "SET LOCAL session_replication_role = replica")
    else:
        run(session, "PRAGMA ignore_check_constraints = ON")
        run(session, "DROP TRIGGER stock_moves_no_update")
    try:
        for statement in statements:
            assert run(session, statement), statement
        return verify(session)
    finally:
        if not is_postgresql(session):
            run(session, "PRAGMA ignore_check_constraints = OFF")


CHECKS = (
    ("stock_levels", "ck_stock_levels_reserved"),
    ("order_lines", "ck_order_lines_adds_up"),
    ("order_lines", "ck_order_lines_ordered"),
    ("order_lines", "ck_order_lines_parts"),
)
TEA = "product_id = (SELECT id FROM products WHERE sku = 'TEA')"
CUP = (
    "product_id = (SELECT id FROM products WHERE sku = 'CUP')"
    " AND location_id = (SELECT id FROM locations WHERE name = 'Main')"
)


def of_order(number: str, position: int = 1) -> str:
    return f"position = {position} AND order_id = (SELECT id FROM orders WHERE number = '{number}')"


def peg_of(number: str) -> str:
    return f"order_line_id = (SELECT id FROM order_lines WHERE {of_order(number)})"


def of_purchase(number: str) -> str:
    return f"purchase_id = (SELECT id FROM purchases WHERE number = '{number}')"


# O-3 is Ann's, and its second day is told.
KNOWN = [
    "INSERT INTO customers (number, name) VALUES ('C-1', 'Ann')",
    "UPDATE orders SET customer_id = (SELECT max(id) FROM customers) WHERE number = 'O-3'",
]
LATE = [
    f"UPDATE order_lines SET promised_on = {TODAY.toordinal()} WHERE {of_order('O-3')}",
    "INSERT INTO notices (kind, customer_id, order_id, order_line_id, old_on, new_on, due_on)"
    " SELECT 'delay', o.customer_id, o.id, l.id, l.promised_on, l.expected_on, 1 FROM order_lines l"
    f" JOIN orders o ON o.id = l.order_id WHERE l.{of_order('O-3')}",
]


def asked(number: str, state: str = "awaited") -> list[str]:
    """A letter told a delay of the order's first line, and asks for the answer."""
    line = f"SELECT {{}} FROM order_lines l WHERE l.{of_order(number)}"
    return [
        "INSERT INTO notices (kind, state, order_id, order_line_id, letter_id, due_on) "
        + line.format("'delay', 'sent', l.order_id, l.id, (SELECT max(id) FROM letters), 1"),
        "INSERT INTO consents (order_line_id, letter_id, state, consent_by) "
        + line.format(f"l.id, (SELECT max(id) FROM letters), '{state}', 1"),
    ]


def page(number: str, token: str, ended_on: str = "NULL") -> str:
    return (
        "INSERT INTO status_pages (order_id, token, ended_on)"
        f" SELECT id, '{token}', {ended_on} FROM orders WHERE number = '{number}'"
    )


VOUCHER = (
    "INSERT INTO customers (number, name) VALUES ('C-9', 'Eve')",
    "INSERT INTO vouchers (code, customer_id, currency, issued, balance, issued_on)"
    " SELECT 'AAAABBBB', id, 'EUR', 500, 200, 1 FROM customers WHERE number = 'C-9'",
)
BREAKS: dict[str, tuple[BreakKind, str, list[str]]] = {
    "on hand": (
        BreakKind.ON_HAND,
        "TEA at Main: 11 on hand, but the ledger adds up to 10.",
        [f"UPDATE stock_levels SET on_hand = on_hand + 1000 WHERE {TEA}"],
    ),
    "ledger": (
        BreakKind.ON_HAND,
        "TEA at Main: 10 on hand, but the ledger adds up to 9.5.",
        ["UPDATE stock_moves SET quantity = quantity - 500 WHERE kind = 'count'"],
    ),
    "reserved of a pool": (
        BreakKind.RESERVED,
        "TEA at Main: 9.999 reserved, but its order lines and offers hold 10.",
        [f"UPDATE stock_levels SET reserved = reserved - 1 WHERE {TEA}"],
    ),
    "reserved beyond stock": (
        BreakKind.RESERVED_BEYOND_STOCK,
        "TEA at Main: 12 reserved of 10 on hand.",
        [f"UPDATE stock_levels SET reserved = 12000 WHERE {TEA}"],
    ),
    "line sum": (
        BreakKind.LINE_SUM,
        "O-1, line 1 (TEA): reserved 2, shipped 3, cancelled 0 exceed 4.",
        [f"UPDATE order_lines SET reserved = 2000 WHERE {of_order('O-1')}"],
    ),
    "a quote's demand": (
        BreakKind.DEMANDED,
        "Q-1, line 1 (TEA): 7 demanded where it should be 0.",
        [f"UPDATE order_lines SET demanded = ordered WHERE {of_order('Q-1')}"],
    ),
    "an order without demand": (
        BreakKind.DEMANDED,
        "O-4, line 1 (CUP): 0 demanded where it should be 1.",
        [f"UPDATE order_lines SET demanded = 0 WHERE {of_order('O-4')}"],
    ),
    "a removed line's demand": (
        BreakKind.DEMANDED,
        "O-4, line 1 (CUP): 1 demanded where it should be 0.",
        [f"UPDATE order_lines SET removed = 1 WHERE {of_order('O-4')}"],
    ),
    "pegs beyond supply": (
        BreakKind.PEGS_BEYOND_SUPPLY,
        "P-2 (CUP): 5 promised to orders, but 4 are to come.",
        [f"UPDATE purchase_lines SET ordered = 4000 WHERE {of_purchase('P-2')}"],
    ),
    "pegs beyond a transfer": (
        BreakKind.PEGS_BEYOND_SUPPLY,
        "T-1 (CUP): 5 promised to orders, but 3 are to come.",
        [
            "INSERT INTO transfers (number, from_pool_id, to_pool_id, quantity, sent_on)"
            f" SELECT 'T-1', max(id), min(id), 3000, {TODAY.toordinal()} FROM stock_levels"
            " WHERE product_id = (SELECT id FROM products WHERE sku = 'CUP')",
            f"UPDATE pegs SET purchase_line_id = NULL, transfer_id = (SELECT max(id) FROM transfers)"
            f" WHERE {peg_of('O-3')}",
        ],
    ),
    "a transfer without ledger": (
        BreakKind.TRANSFERRED,
        "T-1 (CUP): 3 sent and 0 arrived, but the ledger says 0 and 0.",
        [
            "INSERT INTO transfers (number, from_pool_id, to_pool_id, quantity, sent_on)"
            f" SELECT 'T-1', max(id), min(id), 3000, {TODAY.toordinal()} FROM stock_levels"
            " WHERE product_id = (SELECT id FROM products WHERE sku = 'CUP')",
        ],
    ),
    "pegs beyond a line": (
        BreakKind.PEGS_BEYOND_LINE,
        "O-3, line 1 (CUP): tied to 6 to come, but it lacks 5.",
        [f"UPDATE pegs SET quantity = 6000 WHERE {peg_of('O-3')}"],
    ),
    "pegs of a line on hold": (
        BreakKind.PEGS_OF_STOPPED,
        "O-3, line 1 (CUP): tied to supply though it is on hold, kept off or no demand.",
        [f"UPDATE order_lines SET on_hold = 1 WHERE {of_order('O-3')}"],
    ),
    "pegs of a line kept off": (
        BreakKind.PEGS_OF_STOPPED,
        "O-3, line 1 (CUP): tied to supply though it is on hold, kept off or no demand.",
        [f"UPDATE order_lines SET kept_off = 1 WHERE {of_order('O-3')}"],
    ),
    "a peg with another day": (
        BreakKind.PEG_ASTRAY,
        "O-3, line 1 (CUP): tied to supply of another place or day than that supply has.",
        [f"UPDATE pegs SET comes_on = comes_on + 1 WHERE {peg_of('O-3')}"],
    ),
    "a peg in another pool": (
        BreakKind.PEG_ASTRAY,
        "O-3, line 1 (CUP): tied to supply of another place or day than that supply has.",
        [f"UPDATE pegs SET pool_id = (SELECT id FROM stock_levels WHERE {TEA}) WHERE {peg_of('O-3')}"],
    ),
    "incoming": (
        BreakKind.INCOMING,
        "CUP at Main: 5 incoming, but purchases and transfers bring 6.",
        [f"UPDATE stock_levels SET incoming = 5000 WHERE {CUP}"],
    ),
    "backordered": (
        BreakKind.BACKORDERED,
        "CUP at Main: 9 backordered, but its order lines lack 8.",
        [f"UPDATE stock_levels SET backordered = 9000 WHERE {CUP}"],
    ),
    **{
        f"copy of {column}": (
            BreakKind.COPIES,
            "O-3, line 1 (CUP): state, hold or rank differ from the order's.",
            [f"UPDATE order_lines SET {column} = {text} WHERE {of_order('O-3')}"],
        )
        for column, text in {
            "state": "'done'",
            "on_hold": "1",
            "ship_complete": "1",
            "precedence": "-1",
            "due": "due + 1",
            "ordered_on": "ordered_on - 1",
            "wanted_on": "ordered_on",
        }.items()
    },
    "another pool's product": (
        BreakKind.COPIES,
        "O-3, line 1 (TEA): state, hold or rank differ from the order's.",
        [
            "UPDATE order_lines SET product_id = (SELECT id FROM products WHERE sku = 'TEA')"
            f" WHERE {of_order('O-3')}"
        ],
    ),
    "an order closed too early": (
        BreakKind.ORDER_STATE,
        "O-3 counts as closed, but 7 are open.",
        ["UPDATE orders SET state = 'done' WHERE number = 'O-3'"],
    ),
    "an order left open": (
        BreakKind.ORDER_STATE,
        "O-4 counts as open, but nothing of it is.",
        [f"UPDATE order_lines SET cancelled = 1000 WHERE {of_order('O-4')}"],
    ),
    "state of a purchase line": (
        BreakKind.PURCHASE_STATE,
        "P-2 (CUP): its state does not fit what is to come.",
        [f"UPDATE purchase_lines SET state = 'draft' WHERE {of_purchase('P-2')}"],
    ),
    "a purchase done too early": (
        BreakKind.PURCHASE_STATE,
        "P-2 (CUP): its state does not fit what is to come.",
        [
            "UPDATE purchases SET state = 'done' WHERE number = 'P-2'",
            f"UPDATE purchase_lines SET state = 'done' WHERE {of_purchase('P-2')}",
        ],
    ),
    "received": (
        BreakKind.RECEIVED,
        "P-1 (TEA): 3 received, but its receipts add up to 2.",
        [f"UPDATE purchase_lines SET received = 3000 WHERE {of_purchase('P-1')}"],
    ),
    "receipts": (
        BreakKind.RECEIVED,
        "P-1 (TEA): 2 received, but its receipts add up to 1.",
        ["UPDATE receipt_lines SET undone = 1000"],
    ),
    "shipped": (
        BreakKind.SHIPPED,
        "O-1, line 1 (TEA): 2 shipped, but its shipments add up to 3.",
        [f"UPDATE order_lines SET shipped = 2000 WHERE {of_order('O-1')}"],
    ),
    "shipped without a shipment": (
        BreakKind.SHIPPED,
        "O-3, line 1 (CUP): 1 shipped, but its shipments add up to 0.",
        [f"UPDATE order_lines SET shipped = 1000 WHERE {of_order('O-3')}"],
    ),
    "returned": (
        BreakKind.RETURNED,
        "O-1, line 1 (TEA): 0 returned, but its returns add up to 1.",
        [f"UPDATE order_lines SET returned = 0 WHERE {of_order('O-1')}"],
    ),
    "cancelled": (
        BreakKind.CANCELLED,
        "O-2, line 1 (TEA): 0.5 cancelled, but its cancellations add up to 1.",
        [f"UPDATE order_lines SET cancelled = 500 WHERE {of_order('O-2')}"],
    ),
    "promised": (
        BreakKind.PROMISES,
        "O-1, line 1 (TEA): the promised date is not what the customer was told.",
        [f"UPDATE order_lines SET promised_on = promised_on + 1 WHERE {of_order('O-1')}"],
    ),
    "first promised": (
        BreakKind.PROMISES,
        "O-1, line 1 (TEA): the promised date is not what the customer was told.",
        [f"UPDATE order_lines SET first_promised_on = NULL WHERE {of_order('O-1')}"],
    ),
    "stock that should be reserved": (
        BreakKind.UNSETTLED,
        "O-2, line 1 (TEA): settling would reserve 2 more.",
        [
            f"UPDATE order_lines SET reserved = reserved - 2000 WHERE {of_order('O-2')}",
            f"UPDATE stock_levels SET reserved = reserved - 2000 WHERE {TEA}",
        ],
    ),
    "an expected date": (
        BreakKind.UNSETTLED,
        "O-3, line 1 (CUP): settling would change the expected date.",
        [f"UPDATE order_lines SET expected_on = expected_on - 1 WHERE {of_order('O-3')}"],
    ),
    "a date where nothing waits": (
        BreakKind.UNSETTLED,
        "O-1, line 1 (TEA): settling would change the expected date.",
        [f"UPDATE order_lines SET expected_on = {TODAY.toordinal()} WHERE {of_order('O-1')}"],
    ),
    "missing pegs": (
        BreakKind.UNSETTLED,
        "O-3, line 1 (CUP): settling would tie it to other supply.",
        [f"DELETE FROM pegs WHERE {peg_of('O-3')}"],
    ),
    "weeks of a resource": (
        BreakKind.UNSETTLED,
        "O-5, line 1 (JOB): settling would change the expected date.",
        ["UPDATE resource_weeks SET per_week = 1000"],
    ),
    "nobody is told that it is late": (
        BreakKind.NOTICE_LACKING,
        "O-3, line 1 (CUP): it comes later than promised, but no notice says so.",
        [*KNOWN, f"UPDATE order_lines SET promised_on = {TODAY.toordinal()} WHERE {of_order('O-3')}"],
    ),
    "another date is due to be told": (
        BreakKind.NOTICE_LACKING,
        "O-3, line 1 (CUP): it comes later than promised, but no notice says so.",
        [*KNOWN, *LATE, "UPDATE notices SET new_on = new_on + 1"],
    ),
    "told of nothing": (
        BreakKind.NOTICE_MOOT,
        "O-3, line 1 (CUP): a notice is due (Later date), but there is nothing to tell.",
        [*KNOWN, *LATE, f"UPDATE order_lines SET promised_on = expected_on WHERE {of_order('O-3')}"],
    ),
    "told of what was removed": (
        BreakKind.NOTICE_MOOT,
        "O-4, line 1 (CUP): a notice is due (Cancellation), but there is nothing to tell.",
        [
            "INSERT INTO notices (kind, order_id, order_line_id, due_on)"
            f" SELECT 'cancellation', order_id, id, 1 FROM order_lines WHERE {of_order('O-4')}",
            f"UPDATE order_lines SET removed = 1 WHERE {of_order('O-4')}",
        ],
    ),
    "an offer of what is removed": (
        BreakKind.OFFER_MOOT,
        "O-4, line 1 (CUP): CUP is offered, but nobody can take it.",
        [
            "INSERT INTO offers (order_line_id, product_id, pool_id, quantity, offered_on)"
            f" SELECT id, product_id, pool_id, 1000, 1 FROM order_lines WHERE {of_order('O-4')}",
            f"UPDATE order_lines SET removed = 1 WHERE {of_order('O-4')}",
        ],
    ),
    "an answer about what is closed": (
        BreakKind.CONSENT_MOOT,
        "O-4, line 1 (CUP): an answer is awaited, but nothing of it is open.",
        [*asked("O-4"), f"UPDATE order_lines SET cancelled = 1000 WHERE {of_order('O-4')}"],
    ),
    "an answer about what was removed": (
        BreakKind.CONSENT_MOOT,
        "O-4, line 1 (CUP): an answer is awaited, but nothing of it is open.",
        [*asked("O-4"), f"UPDATE order_lines SET removed = 1 WHERE {of_order('O-4')}"],
    ),
    "an answer that no letter of a delay asks for": (
        BreakKind.CONSENT_UNASKED,
        "O-3, line 1 (CUP): an answer is awaited that no letter asked for.",
        [*asked("O-3"), "UPDATE notices SET kind = 'shipped' WHERE state = 'sent'"],
    ),
    "an answer awaited twice": (
        BreakKind.CONSENT_TWICE,
        "O-3, line 1 (CUP): 2 answers are awaited where it can be one.",
        [*asked("O-3"), asked("O-3")[-1]],
    ),
    "answered by nobody": (
        BreakKind.CONSENT_UNANSWERED,
        "O-3, line 1 (CUP): it counts as answered, but no answer is recorded.",
        asked("O-3", "answered"),
    ),
    "answered, but that was taken back": (
        BreakKind.CONSENT_UNANSWERED,
        "O-3, line 1 (CUP): it counts as answered, but no answer is recorded.",
        [
            *asked("O-3", "answered"),
            "INSERT INTO answers (order_line_id, answered_on, undone)"
            f" SELECT id, 1, 1 FROM order_lines WHERE {of_order('O-3')}",
        ],
    ),
    "a voucher": (
        BreakKind.VOUCHER_BALANCE,
        "Voucher AAAA-BBBB: €2.00 of €5.00 left, but its moves add up to €0.00 of €0.00.",
        [*VOUCHER],
    ),
    "what a voucher paid": (
        BreakKind.VOUCHER_PAID,
        "Voucher AAAA-BBBB: €0.00 used for O-1, but €3.00 paid with it.",
        [
            *VOUCHER,
            "INSERT INTO payments (order_id, amount, paid_on, voucher_id)"
            " SELECT o.id, 300, 1, v.id FROM orders o, vouchers v WHERE o.number = 'O-1'",
        ],
    ),
    "a voucher that lapsed": (
        BreakKind.VOUCHER_LAPSED,
        "O-3, line 1 (CUP): voucher AAAA-BBBB lapsed, though the line is still wanted.",
        [
            *VOUCHER,
            "UPDATE vouchers SET state = 'lapsed', balance = 0, order_line_id ="
            f" (SELECT id FROM order_lines WHERE {of_order('O-3')})",
        ],
    ),
    "the cost of a shipment": (
        BreakKind.COST_MOOT,
        "O-3, line 1 (CUP): a cost is counted for shipment S-1, of which nothing left.",
        [
            "INSERT INTO cost_entries (order_line_id, kind, amount, computed, cost_on, reference)"
            f" SELECT id, 'handling', 100, 1, 1, 'S-1' FROM order_lines WHERE {of_order('O-3')}",
        ],
    ),
    "a letter that offers nothing": (
        BreakKind.OFFER_LACKING,
        "O-3, line 1 (CUP): a letter is to offer something else, but nothing is offered.",
        [
            "INSERT INTO customers (number, name) VALUES ('C-9', 'Ann')",
            "INSERT INTO notices (kind, customer_id, order_id, order_line_id, state, due_on)"
            " SELECT 'substitute_offer', c.id, l.order_id, l.id, 'due', 1 FROM order_lines l, customers c"
            f" WHERE {of_order('O-3')}",
        ],
    ),
    "a letter to another supplier": (
        BreakKind.ASKED_ELSEWHERE,
        "P-1 (TEA): letter K7F3QD, which asked for its date, went to somebody else.",
        [
            "INSERT INTO suppliers (name) VALUES ('Mill')",
            "UPDATE purchases SET supplier_id = (SELECT id FROM suppliers) WHERE number = 'P-1'",
            "INSERT INTO asked_lines (purchase_line_id, letter_id) SELECT l.id, t.id FROM letters t,"
            " purchase_lines l JOIN purchases b ON b.id = l.purchase_id AND b.number = 'P-1'",
        ],
    ),
    "the page of a quote": (
        BreakKind.PAGE_ASTRAY,
        "Q-1: its order page cannot be as it is.",
        [page("Q-1", "t" * 26)],
    ),
    "a page that anybody guesses": (
        BreakKind.PAGE_ASTRAY,
        "O-3: its order page cannot be as it is.",
        [page("O-3", "1")],
    ),
    "a page that ended before it began": (
        BreakKind.PAGE_ASTRAY,
        "O-3: its order page cannot be as it is.",
        [page("O-3", "t" * 26, ended_on="1")],
    ),
    "a margin lost": (
        BreakKind.MARGIN,
        "O-2, line 1 (TEA): what giving it up lost cannot be as it is.",
        ["UPDATE cancellations SET margin = -1"],
    ),
    "a margin lost by a substitute": (
        BreakKind.MARGIN,
        "O-2, line 1 (TEA): what giving it up lost cannot be as it is.",
        ["UPDATE cancellations SET margin = 1, kind = 'substituted'"],
    ),
    "the cause of nothing": (
        BreakKind.MARGIN,
        "O-2, line 1 (TEA): what giving it up lost cannot be as it is.",
        ["UPDATE cancellations SET cause = 'transport'"],
    ),
    "a reason": (
        BreakKind.UNSETTLED,
        "O-3, line 1 (CUP): settling would change the reason it waits.",
        [f"UPDATE order_lines SET reason = 'undated' WHERE {of_order('O-3')}"],
    ),
}


def test_a_sound_shop_has_no_break(sound: Shop) -> None:
    assert sound.read(verify) == []


@pytest.mark.parametrize(("kind", "sentence", "statements"), BREAKS.values(), ids=BREAKS)
def test_break_is_named(sound: Shop, kind: BreakKind, sentence: str, statements: list[str]) -> None:
    assert Break(kind, sentence) in sound.preview(broken, statements)


def test_every_kind_of_break_is_tried() -> None:
    assert {kind for kind, _, _ in BREAKS.values()} == set(BreakKind)


def test_what_was_brought_from_elsewhere_needs_no_documents(sqlite_sound: Shop) -> None:
    statements = [
        f"UPDATE order_lines SET ordered = 6000, demanded = 6000, shipped = 1000 WHERE {of_order('O-3')}",
        "INSERT INTO history (at, kind, order_line_id)"
        f" SELECT 0, 'imported', id FROM order_lines WHERE {of_order('O-3')}",
    ]
    assert sqlite_sound.preview(broken, statements) == []
    assert sqlite_sound.preview(broken, statements[:1]) != []


def test_of_a_thousand_breaks_and_more_it_is_told_that_there_are_more(sqlite_sound: Shop) -> None:
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MOST + 5})"
    statements = [
        "INSERT INTO products (sku, sku_key, name, name_key)"
        f" {numbers} SELECT 'X' || i, 'x' || i, 'X', 'x' FROM n",
        "INSERT INTO stock_levels (product_id, location_id, on_hand)"
        " SELECT id, 1, 1 FROM products WHERE sku LIKE 'X%'",
    ]
    found = sqlite_sound.preview(broken, statements)
    assert len(found) == MOST + 1
    assert found[-1].what == "There are more of the same kind."
