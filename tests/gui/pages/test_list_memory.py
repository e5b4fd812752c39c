"""What a list is asked for comes back: with the next start, and by the names that the owner gave."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.saved_filters import SavedFilter, remove_filter, save_filter, saved_filters
from app.shop import Shop
from tests.gui.pages.conftest import AtRest, Show
from tests.kitchen import Kitchen
from ui.common.page import Desk
from ui.common.paged_model import Question
from ui.common.undo import Undo
from ui.dialogs.filter_name import FilterNameDialog
from ui.pages.stock import StockPage

Open = Callable[[], StockPage]


@pytest.fixture
def open_page(desk: Desk, kitchen: Kitchen, show: Show) -> Open:
    def opened() -> StockPage:
        page = StockPage(desk)
        show(page)
        return page

    return opened


def shown(page: StockPage) -> list[str]:
    return [column.key for column in page.model.columns]


class TestNextStart:
    def test_filter_and_order_come_back_but_no_search(self, open_page: Open, at_rest: AtRest) -> None:
        page = open_page()
        page.model.ask_for(filter="waiting", sort="name", descending=True, search="cast")
        at_rest()
        again = open_page()
        assert again.model.question == Question("waiting", "", "name", descending=True)
        assert again.chips.value() == "waiting"

    def test_what_the_list_does_not_know_any_more_is_forgotten(self, open_page: Open) -> None:
        QSettings().setValue("lists/stock/filter", "gone")
        QSettings().setValue("lists/stock/sort", "name")
        assert open_page().model.question == Question("all", "", "sku")

    def test_an_order_that_is_refused_here_gives_way_to_the_usual_one(
        self, open_page: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("app.lists.listing.SORTED_AT_ONCE", 1)
        QSettings().setValue("lists/stock/filter", "all")
        QSettings().setValue("lists/stock/sort", "on_hand")
        page = open_page()
        assert page.model.question.sort == "sku"
        assert page.model.rowCount() > 0
        assert page.error.text() == ""

    def test_columns_stay_as_they_were_chosen(self, open_page: Open) -> None:
        page = open_page()
        page.columns.toggle("category")
        page.columns.toggle("location")
        assert shown(open_page()) == shown(page)
        assert "category" in shown(page)


LOW = SavedFilter("Low, mine", "low", "pan", "name", descending=True, columns=("name", "sku", "minimum"))


def entries(page: StockPage) -> list[tuple[str, bool]]:
    menu = QMenu()
    page.saved.fill(menu)
    return [(each.text(), each.isChecked()) for each in menu.actions() if each.text()]


@pytest.fixture
def said(desk: Desk) -> list[tuple[str, Undo | None]]:
    told: list[tuple[str, Undo | None]] = []
    desk.did.connect(lambda words, undo: told.append((words, undo)))
    return told


class TestSavedFilters:
    def test_the_menu_offers_them_and_says_which_is_shown(
        self, open_page: Open, at_rest: AtRest, sqlite_shop: Shop
    ) -> None:
        sqlite_shop.write(save_filter, "stock", LOW)
        sqlite_shop.write(save_filter, "orders", SavedFilter("Elsewhere"))
        page = open_page()
        told: list[str] = []
        page.searching.connect(told.append)
        assert entries(page)[0] == ("Low, mine", False)
        page.saved.apply(page.saved.known[0])
        at_rest()
        assert page.model.question == Question("low", "pan", "name", descending=True)
        assert shown(page) == ["name", "sku", "minimum"]
        assert told == ["pan"]
        assert entries(page)[0] == ("Low, mine", True)
        assert page.tools.filters_button.accessibleName() == "Saved filter: Low, mine"
        page.model.ask_for(search="")
        at_rest()
        assert entries(page)[0] == ("Low, mine", False)
        assert page.tools.filters_button.accessibleName() == "Saved filters"

    def test_what_another_till_saves_is_offered_here(
        self, open_page: Open, at_rest: AtRest, sqlite_shop: Shop, qtbot: QtBot
    ) -> None:
        page = open_page()
        sqlite_shop.write(save_filter, "stock", LOW)
        qtbot.waitUntil(lambda: page.saved.known == (LOW,))

    def test_a_column_that_is_gone_does_no_harm(self, open_page: Open, at_rest: AtRest) -> None:
        page = open_page()
        page.saved.apply(SavedFilter("Old", "all", "", "sku", columns=("gone", "name")))
        at_rest()
        assert shown(page) == ["name"]

    def test_a_filter_that_is_gone_is_said(self, open_page: Open, at_rest: AtRest) -> None:
        page = open_page()
        page.saved.apply(SavedFilter("Old", "gone"))
        at_rest()
        assert "has no filter “gone”" in page.error.text()

    def test_one_is_removed_and_that_taken_back(
        self, open_page: Open, at_rest: AtRest, sqlite_shop: Shop, said: list[tuple[str, Undo | None]]
    ) -> None:
        sqlite_shop.write(save_filter, "stock", LOW)
        page = open_page()
        page.saved.remove(LOW)
        at_rest()
        assert sqlite_shop.read(saved_filters, "stock") == ()
        [(words, undo)] = said
        assert words == "Filter “Low, mine” is removed."
        assert undo is not None
        sqlite_shop.write(undo.fn, *undo.args)
        assert sqlite_shop.read(saved_filters, "stock") == (LOW,)

    def test_one_that_somebody_else_removed_is_said(
        self, open_page: Open, at_rest: AtRest, sqlite_shop: Shop
    ) -> None:
        page = open_page()
        page.saved.remove(LOW)
        at_rest()
        assert "“Low, mine” is not there any more" in page.error.text()


class TestNaming:
    @pytest.fixture
    def page(self, open_page: Open, at_rest: AtRest, sqlite_shop: Shop) -> StockPage:
        sqlite_shop.write(save_filter, "stock", LOW)
        page = open_page()
        page.model.ask_for(filter="waiting")
        at_rest()
        return page

    def test_what_is_shown_is_saved_under_the_name_typed(
        self,
        page: StockPage,
        at_rest: AtRest,
        sqlite_shop: Shop,
        monkeypatch: pytest.MonkeyPatch,
        said: list[tuple[str, Undo | None]],
    ) -> None:
        def typed(dialog: FilterNameDialog) -> Any:
            dialog.name.setText(" Somebody waits ")
            dialog.submit()
            at_rest()
            return dialog.outcome

        monkeypatch.setattr(FilterNameDialog, "ask", typed)
        page.saved.save()
        kept = SavedFilter("Somebody waits", "waiting", "", "sku", columns=tuple(shown(page)))
        assert kept in sqlite_shop.read(saved_filters, "stock")
        assert said[0][0] == "Filter “Somebody waits” is saved."
        assert said[0][1] == Undo("saving “Somebody waits”", remove_filter, ("stock", "Somebody waits"))

    def test_a_name_that_is_taken_is_said_while_typing(
        self, page: StockPage, desk: Desk, qtbot: QtBot
    ) -> None:
        dialog = FilterNameDialog(desk, page.saved, None)
        qtbot.addWidget(dialog)
        assert not dialog.ok.isEnabled()
        dialog.name.setText("low,  MINE")
        assert dialog.hint.text() == "Takes the place of the filter of that name."
        assert dialog.ok.text() == "Replace"

    def test_a_refused_name_stays_in_the_field(
        self, page: StockPage, desk: Desk, qtbot: QtBot, at_rest: AtRest, sqlite_shop: Shop
    ) -> None:
        sqlite_shop.write(save_filter, "stock", SavedFilter("Other"))
        dialog = FilterNameDialog(desk, page.saved, LOW)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.name.setText("Other")
        dialog.submit()
        at_rest()
        assert dialog.error.text() == "There is a filter “Other” already. Choose another name."
        assert dialog.name.text() == "Other"
        assert dialog.isVisible()

    def test_a_new_name_is_written(
        self, page: StockPage, at_rest: AtRest, sqlite_shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def typed(dialog: FilterNameDialog) -> Any:
            assert dialog.name.text() == "Low, mine"
            dialog.name.setText("Low")
            dialog.submit()
            at_rest()
            return dialog.outcome

        monkeypatch.setattr(FilterNameDialog, "ask", typed)
        page.saved.rename(LOW)
        assert [each.name for each in sqlite_shop.read(saved_filters, "stock")] == ["Low"]


def test_nothing_that_fits_names_filter_and_search_and_the_way_out(open_page: Open, at_rest: AtRest) -> None:
    page = open_page()
    told: list[str] = []
    page.searching.connect(told.append)
    page.model.ask_for(filter="waiting")
    page.search("nobody")
    at_rest()
    assert page.table.said == "Nothing with “nobody” in ‘Somebody waits’."
    page.show_all()
    at_rest()
    assert page.table.said == ""
    assert told == [""]


def test_tab_goes_from_the_filters_over_the_tools_to_the_rows_and_the_pane(open_page: Open) -> None:
    page = open_page()
    page.chips.buttons["all"].setFocus()
    way: list[QWidget] = []
    while page.table not in way and len(way) < 12:
        page.window().focusNextChild()
        focused = page.window().focusWidget()
        assert focused is not None
        way.append(focused)
    at = way.index(page.tools.filters_button)
    assert way[at : at + 3] == [page.tools.filters_button, page.tools.columns_button, page.table]
