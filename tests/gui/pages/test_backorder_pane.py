"""The pane beside the queue: product, time line, table and the chosen line in words."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.actions import purchasing
from app.errors import ShopError
from app.shop import Shop
from tests.gui.pages.backorder_desk import choose, opened, rest
from tests.kitchen import Kitchen, enter, purchase_lines_of
from ui.common import fonts
from ui.common.cells import Role
from ui.common.page import Desk
from ui.common.time_line import NARROWEST, PADDING, Box, TimeLine
from ui.pages.backorders import BackordersPage


@pytest.fixture
def page(desk: Desk, sqlite_shop: Shop, qtbot: QtBot) -> BackordersPage:
    return opened(desk, sqlite_shop, qtbot)


@pytest.mark.parametrize("width", [344, 310])
def test_codes_and_dates_in_the_time_line_are_not_cut(qtbot: QtBot, width: int) -> None:
    drawn = TimeLine("Supply and demand")
    qtbot.addWidget(drawn)
    drawn.resize(width, 200)
    drawn.show_plan([Box("shelf", "Wed 25 Nov", "12", "P-1188", "was 25 Nov")], [], [], None)
    small = fonts.metrics(fonts.SMALL)
    needed = small.horizontalAdvance("P-1188") + small.horizontalAdvance("was 25 Nov")
    assert drawn.box_area(0).width() - 2 * PADDING >= needed + 4
    assert drawn.box_area(0).right() + NARROWEST <= drawn.seat_area(0).left() + 1


def move_over(widget: QWidget, at: QPoint) -> None:
    """The mouse itself may stand elsewhere: moving it tells the widget some time later."""
    there = QPointF(widget.mapToGlobal(at))
    none = Qt.MouseButton.NoButton
    kind = QEvent.Type.MouseMove
    event = QMouseEvent(kind, QPointF(at), there, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("opens", "shape"), [(True, Qt.CursorShape.PointingHandCursor), (False, Qt.CursorShape.ArrowCursor)]
)
def test_a_supply_looks_like_something_to_press_only_where_it_is(
    qtbot: QtBot, opens: bool, shape: Qt.CursorShape
) -> None:
    drawn = TimeLine("Supply and demand")
    qtbot.addWidget(drawn)
    drawn.resize(344, 200)
    drawn.show_plan([Box("P-118", "Wed 2 Dec", "6")], [], [], None)
    drawn.opens_supplies = opens
    pressed: list[object] = []
    drawn.supply_chosen.connect(pressed.append)
    drawn.show()
    move_over(drawn, drawn.box_area(0).center())
    qtbot.mouseClick(drawn, Qt.MouseButton.LeftButton, pos=drawn.box_area(0).center())
    assert drawn.cursor().shape() is shape
    assert pressed == (["P-118"] if opens else [])


def test_what_moved_is_named(page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen) -> None:
    delivery = purchase_lines_of(sqlite_shop, kitchen, "P-124")[0]
    sqlite_shop.write(purchasing.set_eta, [delivery], date(2026, 12, 21), cause="transport")
    rest(page.desk, qtbot)
    choose(page, "O-1055", qtbot)
    assert "P-124 was to come on 18 Dec: transport." in page.details.prose.text()


def test_the_table_shows_which_rows_are_the_chosen_lines(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1033", qtbot)
    shares = page.details.shares
    cells = [shares.index(line, 1).data(Role.CELL) for line in range(shares.rowCount())]
    assert {each.text for each in cells if each.strong} == {"Café Brünn"}


def test_the_pane_tells_fact_cause_and_next_step(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1055", qtbot)
    pane = page.details
    assert pane.title.text() == "Cast-iron casserole 24 cm"
    assert pane.subtitle.text() == "CI-24  ·  Halvorsen Cast Iron  ·  €189.00"
    assert pane.figures.accessibleName() == "On hand 1, Reserved 1, Available 0, Incoming 12, Backordered 14"
    assert pane.order.text() == "O-1055  Priya Raman"
    words = pane.prose.accessibleName()
    assert words.startswith("3 short, no date;")
    assert "P-124 on 18 Dec brings 1 of 3; the rest is not ordered." in words
    assert words.endswith("Order the rest from Halvorsen Cast Iron.")


def test_the_time_line_draws_what_the_table_says(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1055", qtbot)
    drawn = page.details.time_line
    assert [(box.title, box.quantity) for box in drawn.boxes] == [
        ("On the shelf", "1"),
        ("Wed 2 Dec", "6"),
        ("Fri 18 Dec", "6"),
        ("Not ordered", "2"),
    ]
    assert [(seat.rank, seat.name, seat.quantity) for seat in drawn.seats] == [
        ("1", "Hotel Alder", "3"),
        ("2", "Marta Lindqvist", "1"),
        ("3", "Café Brünn", "3"),
        ("4", "Kochschule Nord", "5"),
        ("5", "Priya Raman", "3"),
    ]
    ribbons = [(each.box[0], each.quantity) for each in drawn.ribbons if each.seat == drawn.current]  # type: ignore[index]
    assert ribbons == [("purchase", 1000), ("missing", 2000)]
    table = [(row[2], row[3], row[5]) for row in page.details.shares.rows]
    assert table[-2:] == [("Priya Raman", "P-124, 18 Dec", 1000), ("Priya Raman", "Not ordered", 2000)]
    assert len(table) == len(drawn.ribbons)


def test_a_seat_of_the_time_line_chooses_its_line(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1055", qtbot)
    drawn = page.details.time_line
    seat = next(place for place, each in enumerate(drawn.seats) if each.name == "Café Brünn")
    qtbot.mouseClick(drawn, Qt.MouseButton.LeftButton, pos=drawn.seat_area(seat).center())
    rest(page.desk, qtbot)
    assert page.details.order.text() == "O-1033  Café Brünn"


def test_the_menu_of_more_reads_from_the_left(page: BackordersPage) -> None:
    assert page.details.more_menu.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_the_time_line_sums_what_nobody_ordered_of_a_long_queue(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    def order_many(session: Any) -> None:
        for number in range(105):
            enter(session, kitchen, f"O-2{number:03}", "Wen Li", (("CI-24", 1),), wanted_on=date(2027, 2, 1))

    sqlite_shop.write(order_many)
    rest(page.desk, qtbot)
    choose(page, "O-1055", qtbot)
    drawn = page.details.time_line
    assert (drawn.boxes[-1].title, drawn.boxes[-1].quantity) == ("Not ordered", "107")
    assert page.details.shares.rows[-1][2] == "and more than 100 others"


def test_an_error_while_reading_the_pane_is_told_above_the_list_where_the_pane_is_gone(
    page: BackordersPage,
) -> None:
    page.resize(1000, 700)
    page.deeds.show_refusal(ShopError("Gone.", "Reload the list."))
    assert page.error.text() == "Gone. Reload the list."
