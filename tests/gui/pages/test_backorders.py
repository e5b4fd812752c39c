"""The list of the backorders page on a small real shop: who stands where, in which order and columns."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.lists.backorders import LISTING
from app.shop import Shop, open_shop
from tests.gui.pages.backorder_desk import cell, line, opened, orders, rest
from tests.kitchen import Kitchen, enter
from ui.common.format import Formats
from ui.common.frame import NAVIGATION_WIDTH
from ui.common.jobs import Jobs
from ui.common.menus import Item
from ui.common.page import Desk
from ui.pages.backorders import BackordersPage
from ui.panes.backorder_rows import told

FIRST_ORDERS = ["O-1041", "O-1029", "O-1033", "O-1052", "O-1055"]
"""Who waits for the casserole, by rank."""


@pytest.fixture
def page(desk: Desk, sqlite_shop: Shop, qtbot: QtBot) -> BackordersPage:
    return opened(desk, sqlite_shop, qtbot)


def test_lines_stand_by_product_and_rank(page: BackordersPage) -> None:
    assert orders(page) == FIRST_ORDERS
    assert [told(row, "rank") for row in page.model.rows if told(row, "sku") == "CI-24"] == [1, 2, 3, 4, 5]
    assert cell(page, "O-1041", "customer").text == "Hotel Alder"


def test_a_group_says_what_there_is_and_what_nobody_ordered(page: BackordersPage) -> None:
    head = page.model.head_at(0)
    assert head is not None
    words = page.model.words_of(head)
    assert (words.title, words.code) == ("Cast-iron casserole 24 cm", "CI-24")
    assert words.figures == {"short": "14", "age": "0 days", "value": "€2,646.00"}
    assert words.notes == (
        ("1 on hand, 0 available", ""),
        ("12 incoming", ""),
        ("2 not ordered", "bad"),
    )


def test_the_status_bar_sums_the_queue(page: BackordersPage) -> None:
    left, right = page.status
    assert left.startswith("10 lines wait  ·  21 pieces  ·  €")
    assert right == "Rank: by hand, then priority, wanted date, order date"


def test_a_filter_leaves_its_lines_and_counts_them(page: BackordersPage, qtbot: QtBot) -> None:
    assert page.chips.buttons["no_date"].accessibleName() == "No date 1"
    page.chips.choose("no_date")
    rest(page.desk, qtbot)
    assert [told(row, "order") for row in page.model.rows] == ["O-1055"]


def test_a_filter_without_lines_says_so_and_offers_all(page: BackordersPage, qtbot: QtBot) -> None:
    page.chips.choose("stopped")
    rest(page.desk, qtbot)
    assert page.table.said == "Nothing is on hold or kept off."
    page.show_all()
    rest(page.desk, qtbot)
    assert page.chips.value() == "all"
    assert orders(page) == FIRST_ORDERS


def test_by_customer_each_customer_has_a_group(page: BackordersPage, qtbot: QtBot) -> None:
    page.way.choose("customer")
    rest(page.desk, qtbot)
    head = page.model.head_at(0)
    assert head is not None
    words = page.model.words_of(head)
    assert words.title == "Bistro Quai 9"
    assert words.notes == (("2 lines", ""), ("1 order", ""))
    assert cell(page, "O-1041", "product").text == "Cast-iron casserole 24 cm"


def test_another_order_has_no_groups_and_goes_back_to_the_rank(page: BackordersPage, qtbot: QtBot) -> None:
    titles = {item.title: item for item in page.sort_lines() if isinstance(item, Item)}
    titles["Short"].act()
    rest(page.desk, qtbot)
    assert page.model.head_at(0) is None
    shorts = [told(row, "short") for row in page.model.rows]
    assert shorts == sorted(shorts)
    titles["Rank"].act()
    rest(page.desk, qtbot)
    assert page.model.head_at(0) is not None
    assert orders(page) == FIRST_ORDERS


def test_an_order_that_is_neither_by_product_nor_by_customer_says_so(
    page: BackordersPage, qtbot: QtBot
) -> None:
    titles = {item.title: item for item in page.sort_lines() if isinstance(item, Item)}
    titles["Ordered on"].act()
    rest(page.desk, qtbot)
    assert page.way.value() == ""
    page.way.buttons["queue"].click()
    rest(page.desk, qtbot)
    assert page.way.value() == "queue"
    assert orders(page) == FIRST_ORDERS


@pytest.mark.parametrize("sort", ["", "customer", "age", "value", "short"])
def test_no_order_needs_more_room_than_a_small_screen_has(
    page: BackordersPage, qtbot: QtBot, sort: str
) -> None:
    page.resize(1440 - NAVIGATION_WIDTH, 800)
    page.queue.ask_for(sort=sort)
    rest(page.desk, qtbot)
    assert page.table.horizontalScrollBar().maximum() == 0
    assert sort in ("", "customer") or sort in [column.sort for column in page.model.columns]


def test_a_column_the_reader_wants_is_shown(page: BackordersPage, qtbot: QtBot) -> None:
    assert "value" not in [column.key for column in page.model.columns]
    page.columns.toggle("value")
    assert cell(page, "O-1029", "value").text == "€189.00"


def test_a_line_wanted_from_elsewhere_is_chosen(page: BackordersPage, qtbot: QtBot) -> None:
    wanted = line(page, "O-1049")
    page.chips.choose("no_date")
    rest(page.desk, qtbot)
    page.show_row(wanted)
    rest(page.desk, qtbot)
    assert page.details.order.text() == "O-1049  Jonas Weil"
    assert page.chips.value() == "all"


def test_what_another_write_changes_is_read_again(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    def order_more(session: Any) -> int:
        return enter(
            session, kitchen, "O-1070", "Wen Li", (("CI-24", 1),), wanted_on=date(2026, 12, 1), priority=1
        )

    sqlite_shop.write(order_more)
    qtbot.waitUntil(lambda: "O-1070" in orders(page))
    assert orders(page)[0] == "O-1070"
    assert cell(page, "O-1070", "customer").marks == ("flag",)
    assert cell(page, "O-1070", "customer").spoken() == "Wen Li, high priority"


def test_an_empty_queue_says_so(sqlite_template: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with closing(open_shop(shutil.copy(sqlite_template, tmp_path / "empty.desk"))) as shop:
        jobs = Jobs(shop)
        page = BackordersPage(Desk(jobs, Formats("EUR", date(2026, 11, 23))))
        qtbot.addWidget(page)
        page.activate()
        qtbot.waitUntil(lambda: jobs.idle)
        assert page.table.said == "Nobody waits. Orders that cannot be filled appear here."
        offered = [each.text() for each in page.table.findChildren(QPushButton) if not each.isHidden()]
        assert offered == ["New order…", "Bring your files…"]
        assert page.status[0] == "0 lines wait"
        jobs.close()


def test_titles_of_the_listing_are_those_of_the_page(page: BackordersPage) -> None:
    titles = [column.title for column in page.model.columns]
    assert titles == ["#", "Customer", "Order", "Short", "Expected", "Promised", "Slip", "Status", "Reason"]
    assert page.table.accessibleName() == LISTING.title()


def test_where_there_is_room_age_and_value_are_shown_with_their_totals(
    page: BackordersPage, qtbot: QtBot
) -> None:
    page.resize(1600, 800)
    rest(page.desk, qtbot)
    for way, who in (("queue", "customer"), ("customer", "product")):
        page.way.choose(way)
        rest(page.desk, qtbot)
        titles = [column.key for column in page.model.columns]
        assert titles == [
            "rank",
            who,
            "order",
            "short",
            "age",
            "value",
            "expected",
            "promised",
            "slip",
            "status",
            "reason",
        ]
        assert (cell(page, "O-1055", "age").text, cell(page, "O-1055", "value").text) == ("0 days", "€567.00")
    head = page.model.head_at(0)
    assert head is not None
    assert page.model.words_of(head).figures == {"short": "4", "age": "0 days", "value": "€566.00"}


def test_the_words_for_nobody_name_filter_and_search(page: BackordersPage, qtbot: QtBot) -> None:
    page.chips.choose("no_date")
    page.search("Alder")
    rest(page.desk, qtbot)
    assert "“Alder”" in page.table.said
    assert "‘No date’" in page.table.said
