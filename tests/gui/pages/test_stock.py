"""The page of stock: figures by shelf, supply and demand beside them, counting and taking out."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions.stocktaking import count, issue
from app.lists.shelf import shelf
from app.shop import Shop
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.pages.reading import cells, choose
from tests.kitchen import Kitchen
from ui.common.page import Desk
from ui.dialogs.count import CountDialog
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
        assert [text for text in texts if text] == ["Taken out  Dropped", "Counted  N-1004"]

    @pytest.mark.parametrize(
        ("sku", "titles"),
        [
            ("WK-30", ["Count…", "Take out…"]),
            ("CI-24", ["Count…", "See the purchase", "See in the queue"]),
        ],
    )
    def test_offers_what_the_shelf_allows(
        self, page: StockPage, show: Show, at_rest: AtRest, sku: str, titles: list[str]
    ) -> None:
        show(page)
        choose(page, sku)
        at_rest()
        assert page.steps.titles() == titles

    def test_the_purchase_opens_at_the_line_that_comes_next(
        self, page: StockPage, show: Show, at_rest: AtRest, qtbot: QtBot
    ) -> None:
        show(page)
        choose(page, "CI-24")
        at_rest()
        assert page.pool is not None
        with qtbot.waitSignal(page.desk.going) as gone:
            page.steps.do("See the purchase")
        assert gone.args == ["purchases", page.pool.supplies[0].key]


def pool_of(shop: Shop, kitchen: Kitchen, sku: str) -> int:
    from app.lists.stock import LISTING

    rows = shop.read(LISTING.page, search=sku).rows
    return int(rows[0][0])


class TestCounting:
    @pytest.fixture
    def dialog(
        self, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop, qtbot: QtBot, at_rest: AtRest
    ) -> CountDialog:
        made = CountDialog(desk, pool_of(sqlite_shop, kitchen, "CI-24"))
        qtbot.addWidget(made)
        made.show()
        at_rest()
        return made

    def type_in(self, dialog: CountDialog, text: str, qtbot: QtBot) -> None:
        dialog.counted.setText(text)
        dialog.counted.textEdited.emit(text)
        qtbot.waitUntil(lambda: not dialog.is_asking)

    def test_too_little_names_who_gives_back(self, dialog: CountDialog, qtbot: QtBot) -> None:
        self.type_in(dialog, "0", qtbot)
        assert dialog.head.sum.text() == "1 fewer than in the books. 1 order gives goods back."
        assert cells(dialog.others, "customer", "gets")[0] == ("Hotel Alder", "-1")

    def test_more_goes_to_the_queue_and_is_booked(
        self, dialog: CountDialog, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        self.type_in(dialog, "5", qtbot)
        assert dialog.head.sum.text().startswith("4 more than in the books. 3 orders get goods.")
        with qtbot.waitSignal(dialog.accepted):
            dialog.submit()
        assert sqlite_shop.read(shelf, pool_of(sqlite_shop, kitchen, "CI-24")).on_hand == 5000

    def test_what_is_no_number_is_refused_beside_the_field(self, dialog: CountDialog, qtbot: QtBot) -> None:
        self.type_in(dialog, "many", qtbot)
        assert dialog.error.text() == "'many' is not a number. Type it as 1,234.5."
        assert not dialog.ok.isEnabled()


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
