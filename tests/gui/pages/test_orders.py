"""The page of orders: what it lists, what the pane says, what can be done next."""

from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.actions.cancelling import cancel_line, cancel_order, reopen
from app.actions.ordering import OrderDraft, OrderLineDraft, PaymentDraft, enter_order
from app.actions.queueing import hold, unhold
from app.actions.shipping import ship, undo_whole_shipment
from app.lists.order_detail import order_detail
from app.shop import Shop
from tests.gui.pages.conftest import Reader
from tests.gui.pages.reading import cells, texts
from tests.kitchen import Kitchen, line_of
from ui.common.menus import Item
from ui.common.page import Desk
from ui.dialogs import order_edit
from ui.pages.orders import OrdersPage
from ui.panes.order_acts import OrderActs


@pytest.fixture
def page(desk: Desk, kitchen: Kitchen) -> OrdersPage:
    return OrdersPage(desk)


def enter(shop: Shop, kitchen: Kitchen, sku: str, quantity: int, **more: Any) -> int:
    lines = (OrderLineDraft(kitchen.products[sku], Decimal(quantity)),)
    return shop.write(enter_order, OrderDraft(lines, kitchen.customers["Wen Li"], **more)).order_id


class TestList:
    def test_opens_with_what_is_open_newest_first(self, page: OrdersPage, reader: Reader) -> None:
        reader.open(page)
        assert page.model.question.filter == "open"
        rows = cells(page.model, "number", "customer", "waiting", "status")
        assert len(rows) == 9
        assert ("O-1041", "Hotel Alder", "1", "Part") in rows
        assert page.chips.buttons["open"].accessibleName() == "Open 9"
        assert page.chips.buttons["quotes"].accessibleName() == "Quotes 0"

    def test_money_is_told_in_the_currency_of_the_order(
        self, page: OrdersPage, reader: Reader, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        paid = (PaymentDraft(Decimal(72), "card"),)
        enter(sqlite_shop, kitchen, "WK-30", 1, number="O-2000", currency="GBP", payments=paid)
        reader.open(page)
        told = {row[0]: row[1:] for row in cells(page.model, "number", "total", "due")}
        assert told["O-2000"] == ("£72.00", "")
        assert told["O-1041"] == ("€567.00", "€567.00")

    def test_a_filter_without_rows_says_so_and_offers_all(self, page: OrdersPage, reader: Reader) -> None:
        reader.open_filtered(page, "quotes")
        assert page.table.said == "No quotes."
        page.show_all()
        reader.at_rest()
        assert page.model.rowCount() == 9
        assert page.chips.value() == "all"

    def test_a_search_that_finds_nothing_says_so(self, page: OrdersPage, reader: Reader) -> None:
        reader.open(page)
        page.search("nobody of this name")
        reader.at_rest()
        assert page.table.said == "Nothing with “nobody of this name” in ‘Open’."
        assert page.chips.buttons["all"].accessibleName() == "All 0"

    def test_a_done_order_is_found_though_the_list_opens_without_it(
        self, page: OrdersPage, reader: Reader, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        sqlite_shop.write(cancel_order, kitchen.orders["O-1060"])
        reader.open_at(page, kitchen.orders["O-1060"])
        assert page.order is not None
        assert page.order.number == "O-1060"


class TestPane:
    def test_says_what_the_order_holds_and_why_it_waits(self, page: OrdersPage, reader: Reader) -> None:
        reader.open(page, "O-1041")
        pane = page.order_pane
        assert pane.head.title.text() == "O-1041 Hotel Alder"
        assert cells(pane.lines.model, "product", "has", "expected") == [
            ("Cast-iron casserole 24 cm", "1 of 3", "3 Dec")
        ]
        assert pane.story.accessibleName() == "2 short, expected 3 Dec. P-118 on 2 Dec brings 2."
        assert page.steps.titles() == [
            "Ship…",
            "Edit…",
            "See in the queue",
            "Hold…",
            "Record payment…",
            "Record answer…",
            "Suggest substitutes…",
            "Print…",
            "See the customer",
            "Costs…",
            "Cancel a part…",
            "Cancel order…",
        ]

    def test_leads_to_the_customer(
        self, page: OrdersPage, reader: Reader, desk: Desk, kitchen: Kitchen
    ) -> None:
        went: list[tuple[str, object]] = []
        desk.going.connect(lambda place, row_id: went.append((place, row_id)))
        reader.open(page, "O-1041")
        page.steps.do("See the customer")
        assert went == [("customers", kitchen.customers["Hotel Alder"])]

    def test_of_a_quote_offers_to_confirm_it(
        self, page: OrdersPage, reader: Reader, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        order_id = enter(sqlite_shop, kitchen, "WK-30", 2, state="quote")
        reader.open_at(page, order_id)
        assert page.steps.titles() == ["Confirm quote", "Edit…", "Cancel quote…", "See the customer"]
        reader.do(page, "Confirm quote")
        assert page.order is not None
        assert page.order.state == "open"
        assert page.steps.titles()[0] == "Ship…"

    def test_says_under_the_buttons_what_is_refused(
        self, page: OrdersPage, reader: Reader, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        sqlite_shop.write(hold, kitchen.orders["O-1041"])
        reader.open(page, "O-1041")
        unholds = page._doing(OrderActs.unhold)
        sqlite_shop.write(unhold, kitchen.orders["O-1041"])
        unholds()
        qtbot.waitUntil(lambda: bool(page.steps.error.text()))
        assert page.steps.error.text() == "O-1041 is not on hold. Reload the list."

    def test_lists_payments_with_refunds_as_money_out(
        self, page: OrdersPage, reader: Reader, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        paid = (PaymentDraft(Decimal(100), "card"), PaymentDraft(Decimal("28.50"), "", "refund"))
        order_id = enter(sqlite_shop, kitchen, "WK-30", 1, payments=paid)
        reader.open_at(page, order_id)
        told = texts(page.order_pane.payments)
        assert told == ["23 Nov", "Refund", "-€28.50", "23 Nov", "Payment · Card", "€100.00"]

    def test_r3_a_quote_by_which_somebody_slips_is_shown_before_it_is_confirmed(
        self,
        page: OrdersPage,
        reader: Reader,
        monkeypatch: pytest.MonkeyPatch,
        sqlite_shop: Shop,
        kitchen: Kitchen,
    ) -> None:
        looked: list[int] = []
        monkeypatch.setattr(order_edit, "ask", lambda parent, desk, order_id: looked.append(order_id))
        quote = enter(sqlite_shop, kitchen, "SK-28", 4, state="quote", priority=1)
        reader.open_at(page, quote)
        reader.do(page, "Confirm quote")
        assert looked == [quote]
        assert sqlite_shop.read(order_detail, quote).state == "quote"


class TestActs:
    def test_cancelling_is_shown_before_it_is_done(
        self, page: OrdersPage, reader: Reader, asked: list[Any], kitchen: Kitchen
    ) -> None:
        reader.open(page, "O-1041")
        page.steps.do("Cancel order…")
        [deed] = asked
        assert (deed.fn, deed.args, deed.reason) == (cancel_order, (kitchen.orders["O-1041"],), "reason")
        assert deed.fact == "3 pieces will not be delivered; what is reserved goes to the queue."
        assert deed.leave == "Leave it"

    def test_a_part_shipped_order_can_be_closed_and_reopened(
        self, page: OrdersPage, reader: Reader, asked: list[Any], sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        line = line_of(sqlite_shop, kitchen, "O-1041", "CI-24")
        sqlite_shop.write(ship, [(line, Decimal(1))])
        reader.open(page, "O-1041")
        page.steps.do("Close the rest…")
        [deed] = asked
        sqlite_shop.write(deed.fn, *deed.args)
        reader.at_rest()
        page.show_row(kitchen.orders["O-1041"])
        reader.at_rest()
        returns = ["Print…", "Take goods back…", "See the customer", "Costs…", "Undo S-1001…"]
        assert page.steps.titles() == ["Reopen", "Edit…", "Record payment…", *returns]
        reader.do(page, "Reopen")
        [_, reopened] = asked
        assert (reopened.fn, reopened.args) == (reopen, (kitchen.orders["O-1041"],))

    def test_enter_does_the_next_step(
        self, page: OrdersPage, reader: Reader, monkeypatch: pytest.MonkeyPatch, kitchen: Kitchen
    ) -> None:
        from ui.dialogs import ship as dialog

        packed: list[int] = []
        monkeypatch.setattr(dialog, "ask", lambda parent, desk, order_id: packed.append(order_id))
        reader.open(page, "O-1041")
        page.open_row(page.table.current_row())
        assert packed == [kitchen.orders["O-1041"]]

    def test_a_new_order_is_shown(
        self,
        page: OrdersPage,
        reader: Reader,
        monkeypatch: pytest.MonkeyPatch,
        sqlite_shop: Shop,
        kitchen: Kitchen,
    ) -> None:
        from ui.dialogs import order_entry

        def enters(parent: object, desk: Desk) -> Any:
            lines = (OrderLineDraft(kitchen.products["WK-30"], Decimal(1)),)
            return sqlite_shop.write(enter_order, OrderDraft(lines, number="O-3000"))

        monkeypatch.setattr(order_entry, "ask", enters)
        reader.open(page)
        page.new_order()
        reader.at_rest()
        assert page.order is not None
        assert page.order.number == "O-3000"

    def test_the_queue_opens_at_the_waiting_line(
        self, page: OrdersPage, reader: Reader, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        reader.open(page, "O-1033")
        with qtbot.waitSignal(page.desk.going) as gone:
            page.steps.do("See in the queue")
        assert gone.args == ["backorders", line_of(sqlite_shop, kitchen, "O-1033", "CI-24")]

    def test_a_line_is_cancelled_in_part_and_a_shipment_undone(
        self, page: OrdersPage, reader: Reader, asked: list[Any], sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        line = line_of(sqlite_shop, kitchen, "O-1041", "CI-24")
        shipped = sqlite_shop.write(ship, [(line, Decimal(1))])
        reader.open(page, "O-1041")
        told = texts(page.order_pane.shipments)
        assert told == ["23 Nov", "S-1001", "1"]

        page.steps.do("Cancel a part…")
        page.steps.do("Undo S-1001…")
        cancels, undoes = asked
        assert (cancels.fn, cancels.args, cancels.quantity.offered) == (cancel_line, (line,), Decimal(2))
        assert (undoes.fn, undoes.args) == (undo_whole_shipment, (shipped.shipment_id,))

    def test_several_chosen_orders_leave_together(
        self, page: OrdersPage, reader: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from ui.dialogs import ship_several

        packed: list[list[int]] = []
        monkeypatch.setattr(ship_several, "ask", lambda parent, desk, ids: packed.append(ids))
        reader.open(page)
        page.table.selectAll()
        reader.at_rest()
        page.steps.do("Ship 9 orders…")
        assert len(packed[0]) == 9
        command = page.command("ship")
        assert command is not None
        command()
        assert packed[1] == packed[0]


class TestMenu:
    def test_offers_what_the_pane_offers(self, page: OrdersPage, reader: Reader) -> None:
        reader.open(page, "O-1041")
        row = page.table.current_row()
        assert row is not None
        titles = [line.title for line in page.row_menu(row) if isinstance(line, Item)]
        assert titles == page.steps.titles()

    def test_of_a_row_that_is_not_read_yet_acts_once_it_is(
        self, page: OrdersPage, reader: Reader, asked: list[Any], kitchen: Kitchen
    ) -> None:
        reader.open(page, "O-1041")
        row = next(row for row in page.model.rows if "O-1033" in map(str, row))
        hold_it = next(
            line for line in page.row_menu(row) if isinstance(line, Item) and line.title == "Hold…"
        )
        page.table.choose(row[0])
        hold_it.act()
        reader.at_rest()
        assert [deed.args for deed in asked] == [(kitchen.orders["O-1033"],)]

    def test_a_search_finds_orders_by_what_was_ordered(self, page: OrdersPage, reader: Reader) -> None:
        reader.open(page)
        page.search("grill pan")
        reader.at_rest()
        assert cells(page.model, "number") == [("O-1049",)]
