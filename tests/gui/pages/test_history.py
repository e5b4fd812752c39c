"""The page of history: rows by day, one day alone, what an act did together, and the way to what it names."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions.editing import edit
from app.actions.resources import block_resource
from app.actions.stocktaking import count
from app.shop import Shop
from db.models.catalogue import Product, Supplier
from tests.databases import TODAY
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui.common.page import Desk
from ui.pages.history import HistoryPage


@pytest.fixture
def page(desk: Desk, kitchen: Kitchen) -> HistoryPage:
    return HistoryPage(desk)


def choose(page: HistoryPage, sentence: str) -> None:
    lines = cells(page.model, "kind")
    line = next(number for number, (words, *_) in enumerate(lines) if words.startswith(sentence))
    page.table.setCurrentIndex(page.model.index(line, 0))


def test_newest_first_under_its_day(page: HistoryPage, show: Show, sqlite_shop: Shop) -> None:
    show(page)
    lines = cells(page.model, "kind", "product", "order")
    assert lines[0] == ("Mon 23 Nov 2026",)
    assert lines[1][0].startswith("To be told: Order confirmation")
    assert ("Promised 6 Jan" in lines[2][0]) or lines[2][2] == "O-1055"
    assert page.status[0].endswith("entries today")


def test_one_day_alone_and_back_to_all(page: HistoryPage, show: Show, at_rest: AtRest) -> None:
    show(page)
    page.day.set_value(date(2026, 11, 20))
    at_rest()
    assert page.table.said == "Nothing of this kind on Fri 20 Nov 2026."
    page.show_all()
    at_rest()
    assert page.day.value() is None
    assert page.model.rowCount() > 10


def test_a_search_keeps_the_day_and_shows_only_the_words(
    page: HistoryPage, show: Show, at_rest: AtRest
) -> None:
    show(page)
    page.day.set_value(TODAY)
    page.search("O-1041")
    at_rest()
    assert page.searched == "O-1041"
    assert {line[1] for line in cells(page.model, "kind", "order")[1:]} == {"O-1041"}


def test_a_question_that_comes_from_elsewhere_shows_its_day(
    page: HistoryPage, show: Show, at_rest: AtRest
) -> None:
    show(page)
    page.model.ask_for(search=f"{TODAY.isoformat()} O-1041")
    at_rest()
    assert page.day.value() == TODAY
    assert page.searched == "O-1041"


def test_a_topic_narrows(page: HistoryPage, show: Show, at_rest: AtRest, sqlite_shop: Shop) -> None:
    sqlite_shop.write(block_resource, 1, first=TODAY, last=TODAY, cause="Repair")
    show(page)
    page.chips.choose("dates")
    at_rest()
    assert cells(page.model, "kind")[1] == ("Bench blocked: 23 Nov: Repair",)


def test_the_pane_says_why_and_what_else_the_act_did(
    page: HistoryPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(count, kitchen.products["CI-24"], Decimal(4), note="Found behind the oven")
    show(page)
    page.search("CI-24")
    at_rest()
    choose(page, "2 reserved")
    at_rest()
    pane = page.history_pane
    assert pane.sentence.accessibleName() == "2 reserved"
    assert pane.why.accessibleName() == "Because the shelf was counted."
    assert ("Counted: +3", "CI-24") in cells(pane.together.model, "what", "about")


def test_enter_leads_to_what_a_row_names(
    page: HistoryPage, show: Show, at_rest: AtRest, qtbot: QtBot, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    sqlite_shop.write(block_resource, 1, first=TODAY, last=TODAY, cause="Repair")
    show(page)
    choose(page, "Bench blocked")
    at_rest()
    assert page.steps.titles() == ["See the resource"]
    with qtbot.waitSignal(page.desk.going) as gone:
        page.open_row(page.table.current_row())
    assert gone.args == ["resources", 1]
    page.search("O-1041")
    at_rest()
    choose(page, "3 ordered")
    at_rest()
    with qtbot.waitSignal(page.desk.going) as gone:
        page.steps.do("See the order")
    assert gone.args == ["orders", kitchen.orders["O-1041"]]
    page.chips.choose("purchases")
    page.search("P-118")
    at_rest()
    titles = [item.title for item in page._ways(page.model.rows[0])]
    assert titles[0] == "See the purchase"


def test_reads_again_when_something_happens(
    page: HistoryPage, show: Show, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    show(page)
    sqlite_shop.write(count, kitchen.products["WK-30"], Decimal(9))
    qtbot.waitUntil(lambda: cells(page.model, "kind")[1][0] == "Counted: +6")


def test_what_was_edited_is_shown_where_it_stands(
    page: HistoryPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen, qtbot: QtBot
) -> None:
    wok, supplier = kitchen.products["WK-30"], kitchen.suppliers["Acme"]
    sqlite_shop.write(edit, Product, wok, {"note": ""}, {"note": "Season it"})
    sqlite_shop.write(edit, Supplier, supplier, {"phone": ""}, {"phone": "123"})
    show(page)
    page.chips.choose("catalogue")
    at_rest()
    choose(page, "Acme")
    at_rest()
    with qtbot.waitSignal(page.desk.going) as gone:
        page.steps.do("See what was changed")
    assert gone.args == ["suppliers", supplier]
    choose(page, "WK-30")
    at_rest()
    assert page.steps.titles() == ["See it in stock"]
