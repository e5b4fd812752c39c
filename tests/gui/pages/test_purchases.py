"""The page of purchases: what is to come and when, by date or by purchase, and what can be done about it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.purchase_sending import mark_sent
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, close_short, enter_purchase, set_eta
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.sending import record_letter
from app.actions.undoing_receipts import undo_whole_receipt
from app.letters.drawing import draft_of, pdf_of
from app.shop import Shop
from tests.gui.pages.conftest import Reader
from tests.gui.pages.reading import cells, texts
from tests.kitchen import Kitchen, purchase_lines_of
from tests.reading_pdf import texts_of
from ui.common.menus import Item
from ui.common.page import Desk
from ui.dialogs import letters, print_paper
from ui.dialogs import receive as receive_dialog
from ui.dialogs import set_eta as set_eta_dialog
from ui.dialogs.printables import Printable
from ui.pages.purchases import PurchasesPage


@pytest.fixture
def page(desk: Desk, kitchen: Kitchen) -> PurchasesPage:
    return PurchasesPage(desk)


def draft(shop: Shop, kitchen: Kitchen, number: str = "P-200") -> int:
    lines = (PurchaseLineDraft(kitchen.products["WK-30"], Decimal(5), Decimal("31.5")),)
    return shop.write(enter_purchase, PurchaseDraft(lines, kitchen.suppliers["Acme"], number=number))


class TestList:
    def test_opens_with_what_is_to_come_by_date(self, page: PurchasesPage, reader: Reader) -> None:
        reader.open(page)
        assert cells(page.model, "number", "product", "received", "eta") == [
            ("P-118", "Cast-iron casserole 24 cm", "0 of 6", "2 Dec"),
            ("P-118", "Cast-iron casserole 30 cm", "0 of 4", "2 Dec"),
            ("P-118", "Grill pan 26 cm", "0 of 4", "2 Dec"),
            ("P-124", "Cast-iron casserole 24 cm", "0 of 6", "18 Dec"),
            ("P-124", "Skillet 28 cm", "0 of 4", "18 Dec"),
        ]

    @pytest.mark.parametrize(
        ("eta", "state", "shown"),
        [
            (date(2026, 11, 20), "Overdue", "20 Nov"),
            (None, "No date", "–"),
            (date(2026, 12, 9), "Confirmed", "9 Dec"),
        ],
    )
    def test_says_what_is_wrong_with_a_date(
        self,
        page: PurchasesPage,
        reader: Reader,
        sqlite_shop: Shop,
        kitchen: Kitchen,
        eta: date | None,
        state: str,
        shown: str,
    ) -> None:
        line = purchase_lines_of(sqlite_shop, kitchen, "P-118")[2]
        sqlite_shop.write(set_eta, [line], eta)
        reader.open(page, "CG-26")
        row = next(row for row in cells(page.model, "product", "state", "eta") if row[0] == "Grill pan 26 cm")
        assert row == ("Grill pan 26 cm", state, shown)

    def test_too_many_to_be_put_in_order_by_date_stand_by_number(
        self, page: PurchasesPage, reader: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("app.lists.listing.SORTED_AT_ONCE", 1)
        monkeypatch.setattr("app.lists.paging.FOUND_AT_ONCE", 1)
        reader.open(page)
        numbers = [number for (number,) in cells(page.model, "number")]
        assert numbers == ["P-124", "P-124", "P-118", "P-118", "P-118"]
        assert page.error.text() == ""

    def test_by_purchase_in_groups(self, page: PurchasesPage, reader: Reader) -> None:
        reader.open(page)
        page.view.choose("purchase")
        reader.at_rest()
        assert [row[0] for row in cells(page.model, "product")] == [
            "P-124  Halvorsen Cast Iron",
            "Skillet 28 cm",
            "Cast-iron casserole 24 cm",
            "P-118  Halvorsen Cast Iron",
            "Grill pan 26 cm",
            "Cast-iron casserole 30 cm",
            "Cast-iron casserole 24 cm",
        ]
        page.view.choose("date")
        reader.at_rest()
        assert cells(page.model, "number")[0] == ("P-118",)

    def test_drafts_stand_apart(
        self, page: PurchasesPage, reader: Reader, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        draft(sqlite_shop, kitchen)
        reader.open_filtered(page, "drafts")
        assert cells(page.model, "number", "state", "cost") == [("P-200", "Draft", "€31.50")]


class TestPane:
    def test_says_how_the_date_moved_and_who_waits(
        self, page: PurchasesPage, reader: Reader, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        line = purchase_lines_of(sqlite_shop, kitchen, "P-118")[2]
        sqlite_shop.write(set_eta, [line], date(2026, 12, 4), cause="customs")
        reader.open(page, "CG-26")
        pane = page.purchase_pane
        assert pane.head.title.text() == "P-118 Halvorsen Cast Iron"
        assert pane.story.accessibleName() == (
            "0 of 4 came. Due on 4 Dec, first 2 Dec. 1 order waits for it."
        )
        assert cells(pane.takers.model, "customer", "pieces", "expected") == [("Jonas Weil", "1", "7 Dec")]
        assert page.steps.titles() == [
            "Receive…",
            "Set ETA…",
            "Edit…",
            "Print…",
            "Save for the supplier…",
            "Change quantity…",
            "Close line short…",
            "Close all short…",
            "Cancel purchase…",
            "See the supplier",
        ]

    def test_leads_to_the_supplier(
        self, page: PurchasesPage, reader: Reader, desk: Desk, kitchen: Kitchen
    ) -> None:
        went: list[tuple[str, object]] = []
        desk.going.connect(lambda place, row_id: went.append((place, row_id)))
        reader.open(page)
        page.steps.do("See the supplier")
        assert page.purchase is not None
        assert went == [("suppliers", page.purchase.supplier_id)]

    def test_a_draft_is_confirmed(
        self, page: PurchasesPage, reader: Reader, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        draft(sqlite_shop, kitchen)
        reader.open_filtered(page, "drafts")
        reader.do(page, "Confirm")
        assert page.table.said == "No drafts."
        reader.filter(page, "open")
        assert ("P-200", "No date") in cells(page.model, "number", "state")


class TestActs:
    def test_closing_short_is_shown_before_it_is_done(
        self, page: PurchasesPage, reader: Reader, asked: list[Any], sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        reader.open(page, "CG-26")
        page.steps.do("Close line short…")
        page.steps.do("Close all short…")
        lines = purchase_lines_of(sqlite_shop, kitchen, "P-118")
        assert [(deed.fn, deed.args) for deed in asked] == [
            (close_short, ([lines[2]],)),
            (close_short, (lines,)),
        ]
        assert asked[1].fact == "14 pieces will not come any more; what came stays as it is."

    def test_receiving_begins_with_the_chosen_purchase(
        self, page: PurchasesPage, reader: Reader, monkeypatch: pytest.MonkeyPatch, kitchen: Kitchen
    ) -> None:
        opened: list[int | None] = []
        monkeypatch.setattr(
            receive_dialog, "ask", lambda parent, desk, purchase_id, **_: opened.append(purchase_id)
        )
        reader.open(page, "P-124")
        primary = page.primary()
        primary.act()
        assert opened == [kitchen.purchases["P-124"]]

    def test_suggestions_become_drafts_that_are_shown(self, page: PurchasesPage, reader: Reader) -> None:
        reader.open(page)
        page.suggest.click()
        reader.at_rest()
        assert page.chips.value() == "drafts"
        assert cells(page.model, "product", "supplier") == [
            ("Cast-iron casserole 24 cm", "Halvorsen Cast Iron")
        ]
        assert page.steps.titles() == [
            "Confirm",
            "Edit…",
            "Set ETA…",
            "Print…",
            "Save for the supplier…",
            "Drop the suggestion",
            "See the supplier",
        ]
        reader.do(page, "Drop the suggestion")
        assert page.table.said == "No drafts."

    def test_r15_several_chosen_lines_are_closed_short_together(
        self, page: PurchasesPage, reader: Reader, asked: list[Any], sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        reader.open(page)
        page.table.selectAll()
        reader.at_rest()
        page.steps.do("Close 5 lines short…")
        [deed] = asked
        lines = [*purchase_lines_of(sqlite_shop, kitchen, "P-118")]
        lines += purchase_lines_of(sqlite_shop, kitchen, "P-124")
        assert (deed.fn, sorted(deed.args[0])) == (close_short, lines)
        assert deed.fact == "24 pieces will not come any more; what came stays as it is."

        sqlite_shop.write(close_short, lines)
        undo = deed.undo(None)
        sqlite_shop.write(undo.fn, *undo.args)
        reader.at_rest()
        assert page.model.rowCount() == 5

    def test_the_orders_of_several_purchases_are_printed_together(
        self,
        page: PurchasesPage,
        reader: Reader,
        sqlite_shop: Shop,
        kitchen: Kitchen,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        papers: list[Printable] = []
        monkeypatch.setattr(print_paper, "ask", lambda parent, desk, some: papers.extend(some))
        sqlite_shop.write(mark_sent, [kitchen.purchases["P-124"]])
        reader.open(page)
        page.table.selectAll()
        reader.at_rest()
        assert "Print…" not in page.steps.titles()
        page.steps.do("Print 2 purchase orders…")
        [paper] = papers
        assert (paper.file_name, paper.unsent) == (
            "Purchase orders P-118, P-124",
            (kitchen.purchases["P-118"],),
        )
        first, second = texts_of(paper.draw(sqlite_shop.read(paper.read)))
        assert "Purchase order P-118" in first
        assert "Purchase order P-124" in second

    def test_a_supplier_is_asked_for_a_date_and_the_answer_is_set(
        self,
        page: PurchasesPage,
        reader: Reader,
        sqlite_shop: Shop,
        kitchen: Kitchen,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        line = purchase_lines_of(sqlite_shop, kitchen, "P-118")[2]
        sqlite_shop.write(set_eta, [line], None)

        def send(parent: object, desk: Desk, read: Any) -> None:
            [plan] = sqlite_shop.read(read)
            sqlite_shop.write(record_letter, draft_of(plan, pdf_of(plan), "letter"))

        monkeypatch.setattr(letters, "ask_for", send)
        reader.open(page, "CG-26")
        reader.do(page, "Ask supplier…")
        day = page.desk.formats.day(page.desk.formats.today).text
        asked = f"Nobody knows when. Asked for its date on {day}."
        assert asked in page.purchase_pane.story.accessibleName()
        reader.do(page, "Ask supplier…")
        assert f"Asked 2 times, last on {day}." in page.purchase_pane.story.accessibleName()

        opened: list[tuple[int, ...]] = []
        monkeypatch.setattr(set_eta_dialog, "ask", lambda parent, desk, *ids: opened.append(ids))
        page.steps.do("Set ETA…")
        assert opened == [(kitchen.purchases["P-118"], line)]

    def test_what_came_what_went_back_and_why_is_told_and_undone(
        self, page: PurchasesPage, reader: Reader, asked: list[Any], sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        line = purchase_lines_of(sqlite_shop, kitchen, "P-118")[2]
        came = ReceiptLineDraft(Decimal(2), line, rejected=Decimal(1), reject_reason="Enamel chipped")
        receipt = sqlite_shop.write(receive, ReceiptDraft((came,), delivery_note="HL-1"))
        reader.open(page, "CG-26")
        told = texts(page.purchase_pane.receipts)
        assert told[1:3] == ["R-1001 HL-1", "2"]
        assert told[-1] == "1 rejected: Enamel chipped"

        page.steps.do("Undo R-1001…")
        [deed] = asked
        assert (deed.fn, deed.args) == (undo_whole_receipt, (receipt.receipt_id,))

    def test_a_draft_is_not_received(
        self, page: PurchasesPage, reader: Reader, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        draft(sqlite_shop, kitchen)
        reader.open_filtered(page, "drafts")
        page.receive()
        assert page.steps.error.text() == "P-200 is a draft. Confirm it first."

    def test_the_menu_of_a_row_offers_what_the_pane_offers(self, page: PurchasesPage, reader: Reader) -> None:
        reader.open(page, "CG-26")
        row = page.table.current_row()
        assert row is not None
        titles = [line.title for line in page.row_menu(row) if isinstance(line, Item)]
        assert titles == page.steps.titles()
