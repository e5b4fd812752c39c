"""The page of stock: figures by shelf, supply and demand beside them, counting and taking out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.actions.cards import product_card
from app.actions.pools import create_location, main_location
from app.actions.removing import set_active
from app.actions.stocktaking import count, issue
from app.actions.transferring import TransferDraft, send
from app.lists.shelf import shelf
from app.shop import Shop
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.pages.reading import cells, choose
from tests.kitchen import Kitchen
from ui.common.menus import Item
from ui.common.page import Desk
from ui.dialogs.take_out import TakeOutDialog
from ui.pages.stock import StockPage


@pytest.fixture
def page(desk: Desk, kitchen: Kitchen) -> StockPage:
    return StockPage(desk)


class TestList:
    def test_figures_of_a_shelf(self, page: StockPage, show: Show) -> None:
        show(page)
        keys = ("sku", "on_hand", "reserved", "available", "incoming", "next_delivery", "backordered")
        rows = cells(page.model, *keys)
        assert ("CI-24", "1", "1", "0", "12", "2 Dec", "14") in rows
        assert ("WK-30", "3", "0", "3", "", "", "") in rows

    def test_what_is_not_ordered_is_filtered(self, page: StockPage, show: Show, at_rest: AtRest) -> None:
        show(page)
        page.chips.choose("short")
        at_rest()
        assert cells(page.model, "sku") == [("CI-24",)]

    def test_a_filter_that_lets_nothing_through_says_so(
        self, page: StockPage, show: Show, at_rest: AtRest
    ) -> None:
        show(page)
        page.chips.choose("low")
        at_rest()
        assert page.table.said == "Nothing is below its minimum."

    def test_reads_again_when_stock_moves(
        self, page: StockPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
    ) -> None:
        show(page)
        sqlite_shop.write(count, kitchen.products["WK-30"], Decimal(9))
        qtbot.waitUntil(lambda: ("WK-30", "9") in cells(page.model, "sku", "on_hand"))


class TestPane:
    def test_supply_and_demand(self, page: StockPage, show: Show, at_rest: AtRest) -> None:
        show(page)
        choose(page, "CI-24")
        at_rest()
        pane = page.stock_pane
        assert cells(pane.supply.model, "when", "what", "pieces", "free") == [
            ("On the shelf", "", "1", ""),
            ("2 Dec", "P-118", "6", ""),
            ("18 Dec", "P-124", "6", ""),
        ]
        waiting = cells(pane.waiting.model, "rank", "customer", "short", "expected")
        assert waiting[0] == ("1", "Hotel Alder", "2", "3 Dec")
        assert waiting[-1] == ("5", "Priya Raman", "3", "≈ 5 Jan")
        assert pane.remarks.accessibleName() == "2 that customers wait for are not ordered; about 6 weeks."

    def test_the_last_moves_newest_first(
        self, page: StockPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        sqlite_shop.write(issue, kitchen.products["WK-30"], Decimal(1), reason="Dropped")
        show(page)
        choose(page, "WK-30")
        at_rest()
        moves = page.stock_pane.moves.layout()
        assert moves is not None
        texts = [moves.itemAt(place).widget().accessibleName() for place in range(moves.count())]  # type: ignore[union-attr]
        assert [text for text in texts if text] == ["Taken out Dropped", "Counted N-1004"]

    @pytest.mark.parametrize(
        ("sku", "titles"),
        [
            (
                "WK-30",
                [
                    "Count…",
                    "Take out…",
                    "Move to another location…",
                    "Edit the product…",
                    "Delete the product…",
                ],
            ),
            (
                "CI-24",
                [
                    "Count…",
                    "See what comes",
                    "See in the queue",
                    "Edit the product…",
                    "Delete the product…",
                ],
            ),
        ],
    )
    def test_offers_what_the_shelf_allows(
        self, page: StockPage, show: Show, at_rest: AtRest, sku: str, titles: list[str]
    ) -> None:
        show(page)
        choose(page, sku)
        at_rest()
        assert page.steps.titles() == titles
        row = page.table.current_row()
        assert row is not None
        assert [line.title for line in page.row_menu(row) if isinstance(line, Item)] == titles

    def test_what_is_put_aside_says_so_and_can_be_used_again(
        self, page: StockPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        sqlite_shop.write(set_active, "products", kitchen.products["CI-24"], active=False)
        show(page)
        choose(page, "CI-24")
        at_rest()
        row = page.table.current_row()
        assert row is not None
        name = page.model.columns[page.model.column_of("name")].cell(row)
        assert (name.tone, name.spoken()) == ("quiet", "Cast-iron casserole 24 cm, Not active")
        assert page.stock_pane.head.chip.accessibleName() == "Not active"
        page.steps.do("Use the product again")
        at_rest()
        assert sqlite_shop.read(product_card, kitchen.products["CI-24"]).fields["active"]
        assert page.steps.titles()[-1] == "Delete the product…"

    def test_the_purchase_opens_at_the_line_that_comes_next(
        self, page: StockPage, show: Show, at_rest: AtRest, qtbot: QtBot
    ) -> None:
        show(page)
        choose(page, "CI-24")
        at_rest()
        assert page.pool is not None
        with qtbot.waitSignal(page.desk.going) as gone:
            page.steps.do("See what comes")
        assert gone.args == ["purchases", page.pool.supplies[0].key]

    @pytest.mark.parametrize(
        ("part", "line", "place"), [("supply", 1, "purchases"), ("waiting", 0, "backorders")]
    )
    def test_its_rows_lead_to_what_they_name(
        self, page: StockPage, show: Show, at_rest: AtRest, qtbot: QtBot, part: str, line: int, place: str
    ) -> None:
        show(page)
        choose(page, "CI-24")
        at_rest()
        assert page.pool is not None
        table = getattr(page.stock_pane, part).table
        keys = {"purchases": page.pool.supplies[0].key, "backorders": page.pool.lines[0][0]}
        with qtbot.waitSignal(page.desk.going) as gone:
            table.opened.emit(table.rows_model.row_at(line))
        assert gone.args == [place, keys[place]]

    def test_what_is_between_places_is_shown_in_its_dialog(
        self,
        page: StockPage,
        show: Show,
        at_rest: AtRest,
        sqlite_shop: Shop,
        kitchen: Kitchen,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        from ui.dialogs import arrivals

        annex = sqlite_shop.write(create_location, "Annex")
        goods = ((kitchen.products["WK-30"], Decimal(2)),)
        main = sqlite_shop.write(main_location)
        sent = sqlite_shop.write(send, TransferDraft(main, annex, goods))
        asked: list[int] = []
        monkeypatch.setattr(arrivals, "ask", lambda window, desk, transfer_id: asked.append(transfer_id))
        show(page)
        row = next(row for row in page.model.rows if row[1] == "WK-30" and row[3] == "Annex")
        page.table.choose(row[0])
        at_rest()
        page.steps.do("See what comes")
        at_rest()
        assert asked == list(sent.transfer_ids)


def pool_of(shop: Shop, kitchen: Kitchen, sku: str) -> int:
    from app.lists.stock import LISTING

    rows = shop.read(LISTING.page, search=sku).rows
    return int(rows[0][0])


class TestShapes:
    """One place, all places of a product, and what is free on a day."""

    @pytest.fixture
    def annex(self, sqlite_shop: Shop, kitchen: Kitchen) -> int:
        place: int = sqlite_shop.write(create_location, "Annex")
        sqlite_shop.write(count, kitchen.products["WK-30"], Decimal(5), location_id=place)
        return place

    def choose_view(self, page: StockPage, words: str) -> None:
        page.view.setCurrentIndex(page.view.findText(words))
        page.view.activated.emit(page.view.currentIndex())

    def test_a_shop_of_one_place_is_not_asked_for_it(self, page: StockPage, show: Show) -> None:
        show(page)
        assert page.view.isHidden()

    def test_one_place_alone(self, page: StockPage, annex: int, show: Show, at_rest: AtRest) -> None:
        show(page)
        self.choose_view(page, "Annex")
        at_rest()
        assert cells(page.model, "sku", "on_hand") == [("WK-30", "5")]
        name = page.model.columns[page.model.column_of("name")]
        assert [name.cell(row).code for row in page.model.rows] == ["Annex"]
        assert page.counts["all"].number == 1

    def test_a_row_of_another_place_is_shown_all_the_same(
        self, page: StockPage, annex: int, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        show(page)
        self.choose_view(page, "Annex")
        at_rest()
        page.show_row(pool_of(sqlite_shop, kitchen, "CI-24"))
        at_rest()
        row = page.table.current_row()
        assert row is not None
        assert row[1] == "CI-24"
        assert page.view.currentText() == "All locations"

    def test_all_places_of_a_product_together(
        self, page: StockPage, annex: int, show: Show, at_rest: AtRest
    ) -> None:
        show(page)
        self.choose_view(page, "By product")
        at_rest()
        heads = [head for line in range(page.model.rowCount()) if (head := page.model.head_at(line))]
        words = {page.model.words_of(head).code: page.model.words_of(head).figures for head in heads}
        assert words["WK-30"]["on_hand"] == "8"

    def test_what_is_free_on_a_day(self, page: StockPage, show: Show, at_rest: AtRest) -> None:
        show(page)
        assert ("CI-24", "-2") in cells(page.model, "sku", "projected")
        page.day_choice.choose(date(2026, 12, 2))
        at_rest()
        assert ("CI-24", "-8") in cells(page.model, "sku", "projected")
        assert page.model.columns[page.model.column_of("projected")].title == "Free 2 Dec"
        choose(page, "CI-24")
        at_rest()
        assert page.stock_pane.outlook.remarks.accessibleName() == "8 still wait on 2 Dec."

    def test_the_place_is_remembered_unless_a_row_is_asked_for(
        self,
        page: StockPage,
        desk: Desk,
        annex: int,
        show: Show,
        at_rest: AtRest,
        sqlite_shop: Shop,
        kitchen: Kitchen,
    ) -> None:
        show(page)
        self.choose_view(page, "Annex")
        at_rest()
        fresh, other = StockPage(desk), StockPage(desk)
        show(fresh)
        assert fresh.view.currentText() == "Annex"
        other.show_row(pool_of(sqlite_shop, kitchen, "CI-24"))
        show(other)
        assert other.view.currentText() == "All locations"

    def test_a_fresh_page_returns_to_place_and_day(
        self, page: StockPage, desk: Desk, annex: int, show: Show, at_rest: AtRest
    ) -> None:
        show(page)
        self.choose_view(page, "Annex")
        page.day_choice.choose(date(2026, 12, 2))
        at_rest()
        fresh = StockPage(desk)
        fresh.return_to(page.bookmark())
        show(fresh)
        at_rest()
        assert (fresh.view.currentText(), fresh.day) == ("Annex", date(2026, 12, 2))
        assert cells(fresh.model, "sku", "on_hand", "projected") == [("WK-30", "5", "5")]

    def test_the_day_is_typed_in_a_field(self, page: StockPage, show: Show, at_rest: AtRest) -> None:
        show(page)
        page.day_choice.ask()
        page.day_choice.field.setText("2026-12-18")
        page.day_choice.field.textEdited.emit("2026-12-18")
        at_rest()
        assert page.day == date(2026, 12, 18)
        assert ("CI-24", "-2") in cells(page.model, "sku", "projected")


class TestLimits:
    def test_are_changed_in_the_list_and_taken_back(
        self, page: StockPage, show: Show, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
    ) -> None:
        show(page)
        choose(page, "WK-30")
        row = page.table.current_row()
        column = page.model.columns[page.model.column_of("minimum")]
        assert row is not None
        assert column.write is not None
        act, args = column.write(row, Decimal(4))
        sqlite_shop.write(act, *args)
        qtbot.waitUntil(lambda: ("WK-30", "4") in cells(page.model, "sku", "minimum"))
        [projected] = [
            column.cell(row)
            for row in page.model.rows
            for column in page.model.columns
            if column.key == "projected" and row[1] == "WK-30"
        ]
        assert (projected.tone, projected.tip) == ("warn", "Below the minimum of 4.")
        told: list[tuple[str, Any]] = []
        page.desk.did.connect(lambda words, undo: told.append((words, undo)))
        page.cell_written(row, "minimum", None)
        [(words, undo)] = told
        assert words == "Minimum of WK-30 changed."
        sqlite_shop.write(undo.fn, *undo.args)
        qtbot.waitUntil(lambda: ("WK-30", "") in cells(page.model, "sku", "minimum"))


class TestOutlook:
    def test_the_table_says_what_is_drawn(self, page: StockPage, show: Show, at_rest: AtRest) -> None:
        show(page)
        choose(page, "CI-24")
        at_rest()
        outlook = page.stock_pane.outlook
        assert [(step.free // 1000) for step in outlook.curve.steps] == [-14, -8, -2]
        assert cells(outlook.table.model, "day", "what", "comes", "free") == [
            ("today", "less who waits", "", "-14"),
            ("2 Dec", "P-118", "+6", "-8"),
            ("18 Dec", "P-124", "+6", "-2"),
        ]
        assert outlook.curve.accessibleDescription() == "23 Nov: -14; 2 Dec: -8; 18 Dec: -2"
        outlook.way.choose("table")
        assert outlook.curve.isHidden()
        assert not outlook.table.isHidden()

    def test_what_has_nothing_to_come_is_not_drawn(
        self, page: StockPage, show: Show, at_rest: AtRest
    ) -> None:
        show(page)
        choose(page, "WK-30")
        at_rest()
        assert page.stock_pane.outlook.isHidden()


class TestTakingOut:
    def test_reserved_goods_stay(
        self, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop, qtbot: QtBot, at_rest: AtRest
    ) -> None:
        dialog = TakeOutDialog(desk, pool_of(sqlite_shop, kitchen, "CI-24"))
        qtbot.addWidget(dialog)
        dialog.show()
        at_rest()
        dialog.submit()
        qtbot.waitUntil(lambda: bool(dialog.error.text()))
        assert dialog.error.text() == (
            "Only 0 of CI-24 are available. The rest is reserved; release it from an order first."
        )
        assert dialog.isVisible()

    def test_free_goods_go_with_their_reason(
        self, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop, qtbot: QtBot, at_rest: AtRest
    ) -> None:
        pool = pool_of(sqlite_shop, kitchen, "WK-30")
        dialog = TakeOutDialog(desk, pool)
        qtbot.addWidget(dialog)
        dialog.show()
        at_rest()
        dialog.quantity.setText("2")
        dialog.reason.setText("Dropped")
        with qtbot.waitSignal(dialog.accepted):
            dialog.submit()
        left = sqlite_shop.read(shelf, pool)
        assert (left.on_hand, left.moves[0].note) == (1000, "Dropped")
