"""The sample shop: believable, whole, and as old today as it was on the day its files were written for."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today
from app.actions.documents import next_number
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.silence import proposals
from app.actions.stocktaking import count
from app.errors import Refused
from app.letters.due import due_letters
from app.lists.orders import LISTING as ORDERS
from app.lists.today import things_to_do
from app.lists.today_tasks import TaskKind
from app.rules.reasons import ReasonKind
from app.sample import fill_with_sample
from app.sample_files import REFERENCE_DAY, read_rows
from app.settings import change_settings
from app.shop import Shop, clock_at, open_shop
from app.verifying import verify
from db.rows import fetch, value
from db.terms import OrderState, PaymentKind, PurchaseState

# Only where the owner switched a setting off that is on in a new shop.
OF_OTHER_SETTINGS = {ReasonKind.COLLECTS, ReasonKind.NOT_AUTOMATIC}
SATURDAY = date(2028, 2, 26)


@pytest.fixture(scope="module")
def filled_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample on the day of its files."""
    path = Path(copy(sqlite_template, tmp_path_factory.mktemp("sample") / "sample.desk"))
    with closing(open_shop(path, clock=clock_at(REFERENCE_DAY))) as shop:
        shop.write(fill_with_sample)
    return path


@pytest.fixture
def sample(filled_file: Path) -> Iterator[Shop]:
    """The filled shop, to read and to preview on."""
    with closing(open_shop(filled_file, clock=clock_at(REFERENCE_DAY))) as shop:
        yield shop


def rows(shop: Shop, sql: str, *values: Any) -> list[Any]:
    return [tuple(row) for row in shop.read(fetch, sql, values)]


def reasons(session: Session) -> set[str]:
    return {row[0] for row in fetch(session, "SELECT reason FROM order_lines WHERE backordered > 0")}


def day_of(microseconds: int) -> date:
    return datetime.fromtimestamp(microseconds // 1_000_000, UTC).date()


def test_fills_a_shop_on_either_database(shop: Shop) -> None:
    shop.write(fill_with_sample)
    assert shop.read(verify) == []
    tables = ("products", "suppliers", "customers", "orders")
    assert [rows(shop, f"SELECT count(*) FROM {table}")[0][0] for table in tables] == [62, 5, 40, 120]
    for table in ("products", "suppliers", "customers"):
        written = {row.name for row in read_rows(table, timedelta(0))}
        assert {row[0] for row in rows(shop, f"SELECT name FROM {table}")} == written
    assert {row[0] for row in rows(shop, "SELECT name FROM customers")} >= {
        "Wen Li 李雯",
        "مطبخ الياسمين",
        "Łukasz Wiśniewski",
        "Ελένη Παπαδοπούλου",
        "דנה לוי",
        "प्रिया शर्मा",
        "김민지",
        "O'Brien & Sons <Catering>",
    }


def test_some_line_waits_for_every_reason(sample: Shop) -> None:
    assert sample.read(reasons) == set(ReasonKind) - {ReasonKind.NONE} - OF_OTHER_SETTINGS


def test_other_settings_show_the_other_reasons(sample: Shop) -> None:
    def switched_off(session: Session) -> set[str]:
        change_settings(session, reserve_automatically=False, complete_orders_hold_stock=False)
        for sku, on_hand in (("OB-45", 2), ("CI-30", 3)):
            product_id = value(session, "SELECT id FROM products WHERE sku = ?", (sku,))
            count(session, int(product_id or 0), Decimal(on_hand))
        return reasons(session)

    assert sample.preview(switched_off) >= OF_OTHER_SETTINGS


def test_queue_holds_some_thirty_lines(sample: Shop) -> None:
    [(lines, products)] = rows(
        sample, "SELECT count(*), count(DISTINCT product_id) FROM order_lines WHERE backordered > 0"
    )
    assert (lines, products) == (30, 14)


def test_documents_are_in_every_state(sample: Shop) -> None:
    def those_of(sql: str) -> set[str]:
        return {row[0] for row in rows(sample, sql)}

    assert those_of("SELECT state FROM orders") == set(OrderState)
    assert those_of("SELECT state FROM purchases") == set(PurchaseState)
    assert those_of("SELECT kind FROM payments") == set(PaymentKind)
    assert those_of(
        "SELECT p.number FROM purchases p JOIN purchase_lines l ON l.purchase_id = p.id"
        f" WHERE l.incoming > 0 AND l.eta < {REFERENCE_DAY.toordinal()}"
    ) == {"P-112", "P-114"}
    assert those_of(
        "SELECT p.number FROM purchases p JOIN purchase_lines l ON l.purchase_id = p.id"
        " WHERE l.no_longer_needed = 1"
    ) == {"P-116"}
    assert those_of(
        "SELECT o.number FROM orders o JOIN order_lines l ON l.order_id = o.id"
        " WHERE l.state = 'open' AND l.shipped > 0"
    ) == {"O-1031", "O-1034", "O-1035", "O-1036"}


def test_today_has_something_of_every_kind(sample: Shop) -> None:
    assert {pile.kind for pile in sample.read(things_to_do)} == set(TaskKind)


def test_customers_and_a_supplier_were_told_in_writing(sample: Shop) -> None:
    told = rows(sample, "SELECT kind, channel, length(pdf) > 5000 FROM letters ORDER BY id")
    gone = ("date_gone", "mail", 1)
    assert told == [
        *(gone, ("arrived", "mail", 1), gone, gone, gone, ("date_gone", "letter", 1), gone, gone),
        *(("chaser", "letter", 1), ("substitute_offer", "mail", 1)),
    ]
    consents = [row[0] for row in rows(sample, "SELECT state FROM consents ORDER BY id")]
    assert consents == ["awaited", "awaited", "answered", *["awaited"] * 4]
    mails = [row[0] for row in rows(sample, "SELECT state FROM mails ORDER BY id")]
    assert mails == [*["sent"] * 6, "refused", "sent"]


@pytest.mark.parametrize("silence", ["ask", "cancel"])
def test_some_did_not_answer_in_time(sample: Shop, silence: str) -> None:
    assert len(sample.read(proposals, silence=silence)) == 2


def test_vouchers_stand_in_every_state_of_use(sample: Shop) -> None:
    states = rows(
        sample,
        "SELECT state, unit, balance = issued, order_line_id IS NOT NULL FROM vouchers ORDER BY id",
    )
    assert states == [
        ("lapsed", "money", 0, 0),
        ("used", "money", 0, 0),
        ("open", "money", 1, 0),
        ("open", "money", 0, 0),
        ("lapsed", "money", 0, 1),
        ("open", "points", 1, 0),
    ]


def test_a_delay_earns_something(sample: Shop) -> None:
    plans = sample.read(due_letters, kinds=("delay",))
    assert sorted((each.unit, each.amount) for plan in plans for each in plan.promised) == [
        ("money", 3000),
        ("points", 5000),
    ]


def test_only_some_orders_that_are_over_leave_money_open(sample: Shop) -> None:
    keys = [column.key for column in ORDERS.columns]
    number, state, due = (keys.index(key) for key in ("number", "state", "due"))
    page = sample.read(ORDERS.page, filter="all", limit=200)
    over = [row for row in page.rows if row[state] in ("done", "cancelled")]
    assert {row[number]: row[due] for row in over if row[due]} == {
        "O-1024": -3400,
        "O-1026": 1000,
        "O-1030": 25600,
    }


def test_a_substitute_is_kept_until_the_reply(sample: Shop) -> None:
    offered = rows(
        sample,
        "SELECT p.sku, f.quantity, f.set_aside, s.reserved, n.state FROM offers f"
        " JOIN products p ON p.id = f.product_id JOIN stock_levels s ON s.id = f.pool_id"
        " JOIN notices n ON n.id = f.notice_id WHERE f.state = 'open'",
    )
    assert offered == [("BS-20", 2000, 2000, 2000, "sent")]


def test_a_receipt_goes_to_those_who_wait(sample: Shop) -> None:
    """The delivery of the pictures: 5 of 6 casseroles, 4 large ones, 4 grill pans."""
    came = {"CI-24": (5, 1), "CI-30": (4, 0), "CG-26": (4, 0)}
    lines = rows(
        sample,
        "SELECT l.id, pr.sku FROM purchase_lines l JOIN purchases p ON p.id = l.purchase_id"
        " JOIN products pr ON pr.id = l.product_id WHERE p.number = 'P-118' ORDER BY l.position",
    )
    draft = ReceiptDraft(
        tuple(
            ReceiptLineDraft(
                Decimal(came[sku][0]), line_id, rejected=Decimal(came[sku][1]), reject_reason="Chipped"
            )
            for line_id, sku in lines
        )
    )
    received = sample.preview(receive, draft)
    numbers = dict(
        rows(sample, "SELECT l.id, o.number FROM order_lines l JOIN orders o ON o.id = l.order_id")
    )
    assert {numbers[line_id]: int(quantity) for line_id, quantity in received.gained} == {
        "O-1041": 2,
        "O-1029": 1,
        "O-1033": 2,
        "O-1046": 1,
        "O-1051": 2,
        "O-1049": 1,
    }
    assert received.surplus == 4


def test_goods_left_on_the_day_of_their_shipment(sample: Shop) -> None:
    moved = rows(
        sample,
        "SELECT m.at, s.shipped_on FROM stock_moves m JOIN shipments s ON s.number = m.reference"
        " WHERE m.kind = 'shipment'",
    )
    assert len({at for at, _ in moved}) > 90
    assert [day_of(at).toordinal() for at, _ in moved] == [shipped_on for _, shipped_on in moved]


def test_customers_were_told_when_they_ordered(sample: Shop) -> None:
    told = rows(
        sample,
        "SELECT p.at, l.ordered_on FROM promises p JOIN order_lines l ON l.id = p.order_line_id"
        " JOIN orders o ON o.id = l.order_id WHERE p.first = 1 AND p.cause = 'confirmation'"
        " AND l.substitute_for_id IS NULL AND o.number <> 'O-990'",
    )
    assert len(told) > 200
    assert [day_of(at).toordinal() for at, _ in told] == [ordered_on for _, ordered_on in told]
    [(first, promised)] = rows(
        sample,
        "SELECT l.first_promised_on, l.promised_on FROM order_lines l JOIN orders o ON o.id = l.order_id"
        " WHERE o.number = 'O-1029'",
    )
    assert (date.fromordinal(first), date.fromordinal(promised)) == (date(2026, 11, 2), date(2026, 12, 4))


def test_moved_dates_name_their_cause(sample: Shop) -> None:
    [(first_eta, eta, old, new, cause, at)] = rows(
        sample,
        "SELECT l.first_eta, l.eta, e.old_eta, e.new_eta, e.cause, e.at FROM eta_changes e"
        " JOIN purchase_lines l ON l.id = e.purchase_line_id JOIN purchases p ON p.id = l.purchase_id"
        " JOIN products pr ON pr.id = l.product_id WHERE p.number = 'P-124' AND pr.sku = 'CI-24'",
    )
    assert (first_eta, eta) == (old, new)
    assert (date.fromordinal(old), date.fromordinal(new)) == (date(2026, 12, 4), date(2026, 12, 18))
    assert (cause, day_of(at)) == ("production_stopped", date(2026, 11, 19))


def test_next_documents_follow_the_sample(sample: Shop) -> None:
    assert sample.preview(next_number, "order") == "O-1062"
    assert sample.preview(next_number, "purchase") == "P-127"


@pytest.mark.parametrize("today", [SATURDAY])
def test_moves_with_the_day_and_puts_the_clock_back(sqlite_shop: Shop) -> None:
    def clock(session: Session) -> list[object]:
        return [today(session), now(session), action_id(session)]

    def fill(session: Session) -> bool:
        before = clock(session)
        fill_with_sample(session)
        return clock(session) == before

    assert sqlite_shop.write(fill)
    assert sqlite_shop.read(verify) == []
    assert sqlite_shop.read(reasons) == set(ReasonKind) - {ReasonKind.NONE} - OF_OTHER_SETTINGS
    [(first, last)] = rows(sqlite_shop, "SELECT min(ordered_on), max(ordered_on) FROM orders")
    assert last == SATURDAY.toordinal()
    assert last - first == 118
    [(latest,)] = rows(sqlite_shop, "SELECT max(at) FROM history")
    assert latest <= clock_at(SATURDAY)().timestamp() * 1_000_000


def test_refuses_a_shop_with_something_in_it(sample: Shop) -> None:
    with pytest.raises(Refused, match="This shop is not empty"):
        sample.write(fill_with_sample)
