"""The page of costs: bars and table of the same rows, periods, service beside them, and a file of it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.costs import CostDraft, enter_cost
from app.shop import Shop
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen, line_of
from ui.common.page import Desk
from ui.pages.costs import CostsPage


@pytest.fixture
def page(desk: Desk, kitchen: Kitchen, sqlite_shop: Shop) -> CostsPage:
    casserole = line_of(sqlite_shop, kitchen, "O-1041", "CI-24")
    pan = line_of(sqlite_shop, kitchen, "O-1049", "CG-26")
    enter(sqlite_shop, casserole, "freight", "12.50", date(2026, 11, 23), "transport")
    enter(sqlite_shop, pan, "other", "4", date(2026, 11, 20))
    enter(sqlite_shop, pan, "handling", "3", date(2026, 3, 2))
    return CostsPage(desk)


def enter(shop: Shop, line: int, kind: str, amount: str, day: date, cause: str = "") -> None:
    shop.write(enter_cost, CostDraft(line, kind, Decimal(amount), day, cause))


def test_by_month_of_the_last_year(page: CostsPage, show: Show) -> None:
    show(page)
    assert [column.title for column in page.model.columns] == [
        *("Month", "Freight", "Handling", "Other", "Total")
    ]
    assert cells(page.model, "name", "total") == [("Mar 2026", "€3.00"), ("Nov 2026", "€16.50")]
    assert page.status[0] == "2 rows  ·  €19.50 in all"


def test_by_product_the_dearest_first_and_drawn(page: CostsPage, show: Show, at_rest: AtRest) -> None:
    show(page)
    page.by.choose("product")
    at_rest()
    assert cells(page.model, "name", "total") == [
        ("Cast-iron casserole 24 cm", "€12.50"),
        ("Grill pan 26 cm", "€7.00"),
    ]
    assert [bar.said for bar in page.bars.bars] == [
        "Cast-iron casserole 24 cm: €12.50, Extra freight €12.50",
        "Grill pan 26 cm: €7.00, Handling €3.00, Other costs €4.00",
    ]


def test_a_shorter_time_leaves_out_what_was_before(page: CostsPage, show: Show, at_rest: AtRest) -> None:
    show(page)
    page.period.choose("month")
    page.by.choose("cause")
    at_rest()
    assert cells(page.model, "name", "total") == [("transport", "€12.50"), ("cause not known", "€4.00")]


def test_bar_and_row_are_chosen_together(page: CostsPage, show: Show, at_rest: AtRest, qtbot: QtBot) -> None:
    show(page)
    page.by.choose("product")
    at_rest()
    page.table.choose(page.model.rows[1][0])
    assert page.bars.current == page.model.rows[1][0]
    qtbot.keyClick(page.bars, Qt.Key.Key_Up)
    assert page.table.current_row() == page.model.rows[0]


def test_a_search_leaves_rows_with_the_words(page: CostsPage, show: Show, at_rest: AtRest) -> None:
    show(page)
    page.by.choose("product")
    at_rest()
    page.search("ci-24")
    assert cells(page.model, "name") == [("Cast-iron casserole 24 cm",)]
    assert len(page.bars.bars) == 1
    page.search("sieve")
    assert page.table.said == "Nothing with “sieve” here."
    page.search("")
    assert len(page.model.rows) == 2


def test_without_costs_it_says_what_would_count(desk: Desk, kitchen: Kitchen, show: Show) -> None:
    page = CostsPage(desk)
    show(page)
    assert page.table.said.startswith("Nothing was late at a cost")
    assert not page.bars.isVisible()


def test_service_stands_beside(page: CostsPage, show: Show, sqlite_shop: Shop) -> None:
    show(page)
    assert page.aside.cost.accessibleName().startswith("Cost €19.50, Lines ordered ")
    assert page.aside.figures.accessibleName().startswith("Fill rate ")
    waiting = sum(bar.whole for bar in page.aside.ages.bars)
    assert waiting > 0


def test_a_new_cost_is_shown_at_once(
    page: CostsPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    show(page)
    enter(sqlite_shop, line_of(sqlite_shop, kitchen, "O-1041", "CI-24"), "other", "1", date(2026, 11, 23))
    at_rest()
    assert cells(page.model, "total")[-1] == ("€17.50",)


def test_what_is_shown_is_written_to_a_file(
    page: CostsPage, show: Show, at_rest: AtRest, tmp_path: Path
) -> None:
    show(page)
    page.by.choose("product")
    at_rest()
    page.export_to(tmp_path / "costs.csv")
    at_rest()
    lines = (tmp_path / "costs.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "sku,product,freight,handling,storage,voucher,margin,lost_sale,other,total,currency"
    assert lines[1] == "CI-24,Cast-iron casserole 24 cm,12.50,0.00,0.00,0.00,0.00,0.00,0.00,12.50,EUR"
    assert page.status[0] == "2 rows written to costs.csv."


def test_its_buttons_lead_to_rates_and_lost_sales(
    page: CostsPage, show: Show, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from ui.dialogs import lost_sales

    asked: list[Any] = []
    page.desk.settings_wanted.connect(asked.append)
    monkeypatch.setattr(lost_sales, "ask", lambda *_: asked.append("lost"))
    show(page)
    qtbot.mouseClick(page.aside.rates, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.aside.lost, Qt.MouseButton.LeftButton)
    assert asked == ["costs", "lost"]
