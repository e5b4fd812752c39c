"""The shop's other papers: what each says, in whose language, and that many cost no more than one."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.people import SupplierDraft, create_supplier
from app.actions.queueing import hold
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.shipping import ship, undo_whole_shipment
from app.actions.undoing_receipts import undo_whole_receipt
from app.documents.labels import LABEL_PAPERS
from app.errors import Refused
from app.papers.confirmations import confirmations
from app.papers.picks import picks, picks_pdf
from app.papers.posting import Paper, pdf_of
from app.papers.purchase_orders import purchase_orders
from app.papers.put_aside import LabelSheet, labels_on, order_labels, receipt_labels, receipt_orders
from app.papers.slips import reserved_slips, shipment_slips
from db.rows import fetch
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.reading_pdf import text_of, texts_of, together, unembedded
from tests.unit.letters.writing import SHOP, Counting, set_shop

pytestmark = portable

SOON, LATER = date(2026, 12, 4), date(2026, 12, 18)


@pytest.fixture
def shop_desk(desk: Desk) -> Desk:
    """Pans: three lie here, ten come on 4 December; pots: none, and nobody knows when."""
    set_shop(desk, **SHOP)
    desk.product("PAN", name="Frying pan", stock="3", supplier="Acme", decimals=0, unit="pc")
    desk.product("POT", name="Stock pot", decimals=0)
    desk.purchase({"PAN": "10"}, SOON, supplier="Acme")
    anna = {"street": "Elbchaussee 1", "postcode": "22763", "city": "Hamburg", "number": "C-7"}
    desk.customer("Anna Krüger", language="en", **anna)
    desk.customer("王丽", language="zh_CN", street="南京路 1 号", city="上海", country="CN")
    return desk


def papers_text(papers: list[Paper]) -> str:
    pdf = pdf_of(papers)
    assert unembedded(pdf) == set()
    return text_of(pdf)


def line_ids(desk: Desk, order_id: int) -> list[int]:
    sql = "SELECT id FROM order_lines WHERE order_id = ? ORDER BY position"
    return [row[0] for row in desk.shop.read(fetch, sql, (order_id,))]


def shipped(desk: Desk, order_id: int, quantity: str, **more: Any) -> int:
    [line_id, *_] = line_ids(desk, order_id)
    posted = desk.shop.write(ship, [(line_id, Decimal(quantity))], part_confirmed=True, **more)
    return int(posted.shipment_id)


def received(desk: Desk, purchase_id: int, quantity: str) -> int:
    rows = desk.shop.read(fetch, "SELECT id FROM purchase_lines WHERE purchase_id = ?", (purchase_id,))
    draft = ReceiptDraft((ReceiptLineDraft(Decimal(quantity), purchase_line_id=rows[0][0]),))
    return int(desk.shop.write(receive, draft).receipt_id)


def test_a_confirmation_says_what_comes_when_and_what_it_costs(shop_desk: Desk) -> None:
    entered = shop_desk.order(
        "Anna Krüger",
        {"PAN": "5", "POT": "1"},
        discount="10",
        shipping_charge=Decimal(6),
        customer_reference="PO 88",
    )
    text = papers_text(shop_desk.shop.read(confirmations, [entered.order_id]))
    for said in ("Order confirmation O-1001", "Anna Krüger", "22763 Hamburg", "C-7", "PO 88", "5 pc"):
        assert said in text
    for said in ("10 % off", "€45.00", "€9.00", "€6.00", "€60.00", "date not known yet", "7 Dec 2026"):
        assert said in text


def test_what_lies_ready_or_has_left_says_so(shop_desk: Desk) -> None:
    ready = shop_desk.order("Anna Krüger", {"PAN": "2"}).order_id
    gone = shop_desk.order("Anna Krüger", {"PAN": "1"}).order_id
    shipped(shop_desk, gone, "1")
    assert "in stock" in papers_text(shop_desk.shop.read(confirmations, [ready]))
    assert "delivered" in papers_text(shop_desk.shop.read(confirmations, [gone]))


def test_an_order_on_hold_is_confirmed_without_a_date(shop_desk: Desk) -> None:
    order_id = shop_desk.order("Anna Krüger", {"PAN": "5"}).order_id
    shop_desk.shop.write(hold, order_id)
    assert "date not known yet" in papers_text(shop_desk.shop.read(confirmations, [order_id]))


def test_each_paper_speaks_its_readers_language(shop_desk: Desk) -> None:
    order_id = shop_desk.order("王丽", {"PAN": "1"}).order_id
    for read in (confirmations, reserved_slips):
        [paper] = shop_desk.shop.read(read, [order_id])
        assert (paper.letter.language, paper.layout.key) == ("zh_CN", "cn")
        found = together(pdf_of([paper]))
        assert "王丽" in found
        assert "上海" in found
        assert "2026年11月23日" in found
        assert "Frying" in found
        assert "Kind regards" not in found


@on_both
def test_a_slip_of_a_shipment_says_what_is_in_it_and_what_is_to_come(shop_desk: Desk) -> None:
    order_id = shop_desk.order("Anna Krüger", {"PAN": "5"}).order_id
    shipment_id = shipped(shop_desk, order_id, "2", tracking="JD 42")
    text = papers_text(shop_desk.shop.read(shipment_slips, [shipment_id]))
    for said in ("Packing slip for order O-1001", "S-1001", "JD 42", "5 pc", "2 pc", "3 pc", "Still to come"):
        assert said in text
    assert "€" not in text


def test_an_undone_shipment_has_no_slip(shop_desk: Desk) -> None:
    shipment_id = shipped(shop_desk, shop_desk.order("Anna Krüger", {"PAN": "2"}).order_id, "2")
    shop_desk.shop.write(undo_whole_shipment, shipment_id)
    assert shop_desk.shop.read(shipment_slips, [shipment_id]) == []


def test_a_slip_of_what_is_reserved_goes_to_the_orders_own_address(shop_desk: Desk) -> None:
    away = {"name": "Werkstatt Nord", "street": "Kai 7", "postcode": "20457", "city": "Hamburg"}
    entered = shop_desk.order("Anna Krüger", {"PAN": "3"}, delivery=away)
    nothing = shop_desk.order("Anna Krüger", {"POT": "1"})
    papers = shop_desk.shop.read(reserved_slips, [entered.order_id, nothing.order_id])
    text = papers_text(papers)
    assert "Werkstatt Nord" in text
    assert "Kai 7" in text
    assert "Elbchaussee" not in text
    assert "With this parcel your order is complete." in text
    assert "O-1002" not in text
    confirmation = papers_text(shop_desk.shop.read(confirmations, [entered.order_id]))
    assert "Elbchaussee 1" in confirmation
    assert "Delivery to: Werkstatt Nord, Kai 7" in confirmation


def test_a_counter_sale_without_customer_is_drawn_too(shop_desk: Desk) -> None:
    lines = (OrderLineDraft(shop_desk.products["PAN"], Decimal(1)),)
    draft = OrderDraft(lines, delivery={"name": "Mr Walk-in"})
    order_id = shop_desk.shop.write(enter_order, draft).order_id
    assert "Mr Walk-in" in papers_text(shop_desk.shop.read(confirmations, [order_id]))


def test_a_pick_list_holds_what_can_leave_and_names_what_stays(shop_desk: Desk) -> None:
    shop_desk.product("LID", name="Aluminium lid", stock="9", decimals=0)
    first = shop_desk.order("Anna Krüger", {"PAN": "2", "LID": "4"}).order_id
    second = shop_desk.order("王丽", {"PAN": "1", "POT": "1"}, ship_complete=True).order_id
    found = shop_desk.shop.read(picks, [first, second])
    assert [(line.sku, line.quantity, line.order) for line in found[0].lines] == [
        ("LID", Decimal(4), "O-1001"),
        ("PAN", Decimal(2), "O-1001"),
    ]
    text = text_of(picks_pdf(found))
    assert "Main" in text
    assert "Bin" not in text
    assert "These stay: O-1002" in text


@on_both
def test_nothing_to_fetch_is_no_list(shop_desk: Desk) -> None:
    found = shop_desk.shop.read(picks, [shop_desk.order("Anna Krüger", {"POT": "1"}).order_id])
    with pytest.raises(Refused, match="nothing to print"):
        picks_pdf(found)
    with pytest.raises(Refused, match="nothing to print"):
        pdf_of([])


@on_both
def test_a_purchase_order_speaks_to_the_supplier(shop_desk: Desk) -> None:
    draft = SupplierDraft("Beifeng", contact="Li Wei", city="宁波", country="CN", language="zh_CN")
    beifeng = shop_desk.suppliers["Beifeng"] = shop_desk.shop.write(create_supplier, draft)
    shop_desk.product("WOK", name="Wok", supplier="Beifeng", decimals=0)
    assert beifeng
    purchase_id = shop_desk.purchase({"WOK": "12"}, LATER, supplier="Beifeng", state="draft")
    [paper] = shop_desk.shop.read(purchase_orders, [purchase_id])
    found = together(pdf_of([paper]))
    assert paper.letter.language == "zh_CN"
    assert "P-1002" in found
    for said in ("Beifeng", "LiWei", "宁波", "Wok", "WOK", "12"):
        assert said in found
    english = papers_text(shop_desk.shop.read(purchase_orders, [1]))
    assert "Purchase order P-1001" in english
    assert "4 Dec 2026" in english
    assert "10 pc" in english


@on_both
def test_labels_of_a_receipt_are_by_order_with_what_it_brought(shop_desk: Desk) -> None:
    anna = shop_desk.order("Anna Krüger", {"PAN": "5"}).order_id
    wang = shop_desk.order("王丽", {"PAN": "4"}).order_id
    receipt_id = received(shop_desk, 1, "10")
    found = shop_desk.shop.read(receipt_labels, receipt_id)
    assert [(label.order, label.quantity, label.item) for label in found.labels] == [
        ("O-1001", "2 pc", "Frying pan"),
        ("O-1002", "4 pc", "Frying pan"),
    ]
    assert shop_desk.shop.read(receipt_orders, receipt_id) == [anna, wang]
    text = text_of(labels_on(found, LabelSheet("a4_21")))
    for said in ("Anna Krüger", "王丽", "O-1001", "O-1002", "Frying pan"):
        assert said in text


@on_both
def test_what_an_order_lost_again_is_not_put_aside_for_it(shop_desk: Desk) -> None:
    shop_desk.order("Anna Krüger", {"PAN": "5"})
    receipt_id = received(shop_desk, 1, "10")
    shop_desk.shop.write(undo_whole_receipt, receipt_id)
    assert [label.quantity for label in shop_desk.shop.read(receipt_labels, receipt_id).labels] == []


def test_labels_begin_where_the_sheet_is_unused(shop_desk: Desk) -> None:
    order_ids = [shop_desk.order("Anna Krüger", {"PAN": "1"}).order_id for _ in range(3)]
    found = shop_desk.shop.read(order_labels, order_ids)
    assert len(found.labels) == 3
    for key in LABEL_PAPERS:
        assert "O-1003" in "".join(texts_of(labels_on(found, LabelSheet(key, bar_code=True))))
    assert len(texts_of(labels_on(found, LabelSheet("a4_8", 5)))) == 1
    assert len(texts_of(labels_on(found, LabelSheet("a4_8", 6)))) == 2


@pytest.mark.parametrize("read", [confirmations, reserved_slips, picks, order_labels])
def test_papers_of_many_cost_as_many_statements_as_of_one(shop_desk: Desk, read: Callable[..., Any]) -> None:
    def statements(ids: list[int]) -> int:
        def counted(session: Any) -> int:
            counting = Counting(session)
            read(counting, ids)
            return counting.statements

        return shop_desk.shop.read(counted)

    ids = [shop_desk.order(name, {"PAN": "1"}).order_id for name in ("Anna Krüger", "王丽", "Anna Krüger")]
    assert statements(ids) == statements(ids[:1])
