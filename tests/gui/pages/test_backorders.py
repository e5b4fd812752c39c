"""The backorders page on a small real shop: who stands where, what the pane says, and what acts do."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions import purchasing, queueing
from app.actions.outlooks import Outlook
from app.actions.pools import pool_of
from app.errors import ShopError
from app.lists.backorders import LISTING
from app.shop import Shop, open_shop
from tests.gui.pages.backorder_desk import cell, choose, line, opened, orders, press, rest
from tests.kitchen import Kitchen, enter, purchase_lines_of
from ui.common import fonts
from ui.common.cells import Role
from ui.common.format import Formats
from ui.common.frame import NAVIGATION_WIDTH
from ui.common.jobs import Jobs
from ui.common.menus import Item
from ui.common.page import Desk
from ui.common.time_line import NARROWEST, PADDING, Box, TimeLine
from ui.dialogs import act as act_dialog
from ui.dialogs import move_reservation, purchase_entry, receive, set_eta
from ui.dialogs.act import Act, ActDialog
from ui.dialogs.move_reservation import MoveReservationDialog
from ui.pages.backorders import BackordersPage
from ui.panes.backorder_acts import LineActs
from ui.panes.backorder_rows import told

FIRST_ORDERS = ["O-1041", "O-1029", "O-1033", "O-1052", "O-1055"]
"""Who waits for the casserole, by rank."""


@pytest.fixture
def page(desk: Desk, sqlite_shop: Shop, qtbot: QtBot) -> BackordersPage:
    return opened(desk, sqlite_shop, qtbot)


@pytest.fixture
def consent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Act, Outlook[Any]]]:
    """The owner says yes to every dialog about others; what was shown is kept."""
    shown: list[tuple[Act, Outlook[Any]]] = []

    def say_yes(parent: object, desk: Desk, act: Act, answer: Outlook[Any]) -> None:
        shown.append((act, answer))
        desk.jobs.write(act.fn, *act.args, done=lambda _: None)

    monkeypatch.setattr(act_dialog, "ask", say_yes)
    return shown


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


def test_what_moved_is_named(page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen) -> None:
    delivery = purchase_lines_of(sqlite_shop, kitchen, "P-124")[0]
    sqlite_shop.write(purchasing.set_eta, [delivery], date(2026, 12, 21), cause="transport")
    rest(page.desk, qtbot)
    choose(page, "O-1055", qtbot)
    assert "P-124 was to come on 18 Dec: transport." in page.details.prose.text()


def test_reserving_offers_what_is_free(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1055", qtbot)
    acts = page.deeds.acts
    assert acts is not None
    asked = acts.reserve().quantity
    assert asked is not None
    assert asked.offered == 3
    row = page.row
    assert row is not None
    fewer = LineActs(row, free=Decimal(1)).reserve().quantity
    assert fewer is not None
    assert fewer.offered == 1


def test_the_table_shows_which_rows_are_the_chosen_lines(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1033", qtbot)
    shares = page.details.shares
    cells = [shares.index(line, 1).data(Role.CELL) for line in range(shares.rowCount())]
    assert {each.text for each in cells if each.strong} == {"Café Brünn"}


def test_a_column_the_reader_wants_is_shown(page: BackordersPage, qtbot: QtBot) -> None:
    assert "value" not in [column.key for column in page.model.columns]
    page.columns.toggle("value")
    assert cell(page, "O-1029", "value").text == "€189.00"


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


def test_ranking_first_moves_the_line_once_the_losers_were_shown(
    page: BackordersPage, qtbot: QtBot, consent: list[tuple[Act, Outlook[Any]]]
) -> None:
    choose(page, "O-1055", qtbot)
    press(page, "Rank first", qtbot)
    assert orders(page)[0] == "O-1055"
    [(act, answer)] = consent
    assert act.title == "Rank first"
    assert "O-1033" in [each.order for each in answer.affected if each.waits_longer]
    row = page.table.current_row()
    assert row is not None
    assert told(row, "order") == "O-1055"
    assert cell(page, "O-1055", "customer").marks == ("pinned",)
    assert page.details.events()[0] == "Expected 3 Dec"


def test_keys_rank_a_line_higher_and_lower(
    page: BackordersPage, qtbot: QtBot, consent: list[tuple[Act, Outlook[Any]]]
) -> None:
    choose(page, "O-1029", qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    rest(page.desk, qtbot)
    assert orders(page)[:2] == ["O-1029", "O-1041"]
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    rest(page.desk, qtbot)
    assert orders(page)[:2] == ["O-1041", "O-1029"]


def test_an_act_by_which_nobody_gains_or_loses_is_done_at_once(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, consent: list[tuple[Act, Outlook[Any]]]
) -> None:
    sqlite_shop.write(queueing.rank_first, line(page, "O-1041"))
    qtbot.waitUntil(lambda: cell(page, "O-1041", "customer").marks == ("pinned",))
    choose(page, "O-1041", qtbot)
    with qtbot.waitSignal(page.desk.did) as did:
        press(page, "Forget hand rank", qtbot)
    assert consent == []
    assert did.args[0] == "The hand rank of O-1041 is forgotten."
    assert cell(page, "O-1041", "customer").marks == ()


def test_an_act_shows_what_the_line_itself_loses(
    page: BackordersPage, qtbot: QtBot, consent: list[tuple[Act, Outlook[Any]]]
) -> None:
    choose(page, "O-1060", qtbot)
    press(page, "Keep off", qtbot)
    assert [each.order for each in consent[0][1].affected if each.moves] == ["O-1060"]
    assert cell(page, "O-1060", "status").text == "Kept off"
    assert cell(page, "O-1060", "expected").text == ""
    assert page.chips.buttons["stopped"].accessibleName() == "On hold or kept off 1"
    press(page, "Let it wait again", qtbot)
    assert cell(page, "O-1060", "status").text == "On time"


def test_holding_an_order_asks_for_the_reason_and_shows_who_gains(
    page: BackordersPage, qtbot: QtBot, kitchen: Kitchen, sqlite_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(parent: object, desk: Desk, act: Act) -> None:
        dialog = ActDialog(desk, act)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: not dialog.is_asking)
        rows = {row[1].order: row[1] for row in dialog.touched.rows}  # type: ignore[attr-defined]
        assert rows["O-1041"].gets == -1
        assert rows["O-1029"].gets == 1
        assert dialog.reason is not None
        dialog.reason.setText("asked to wait")
        with qtbot.waitSignal(dialog.accepted):
            dialog.ok.click()

    monkeypatch.setattr(act_dialog, "ask", ask)
    choose(page, "O-1041", qtbot)
    press(page, "Put O-1041 on hold…", qtbot)
    assert cell(page, "O-1041", "status").text == "On hold"
    assert orders(page) == ["O-1041", "O-1033", "O-1052", "O-1055"]


def test_what_is_refused_is_said_beside_the_line(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    choose(page, "O-1029", qtbot)
    press(page, "Release what O-1029 holds", qtbot)
    assert page.details.error.text() == "O-1029 holds nothing. There is nothing to release."
    choose(page, "O-1033", qtbot)
    assert page.details.error.text() == ""


def test_an_act_refused_while_typing_keeps_its_dialog(
    page: BackordersPage, qtbot: QtBot, kitchen: Kitchen
) -> None:
    choose(page, "O-1055", qtbot)
    assert page.deeds.acts is not None
    dialog = ActDialog(page.desk, page.deeds.acts.cancel_line())
    qtbot.addWidget(dialog)
    assert dialog.quantity is not None
    dialog.quantity.set_value(Decimal(4))
    dialog.quantity.changed.emit()
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.error.text().startswith("Only 3 of this line are open.")
    assert not dialog.ok.isEnabled()
    dialog.quantity.set_value(Decimal(2))
    dialog.quantity.changed.emit()
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.error.text() == ""
    with qtbot.waitSignal(dialog.accepted):
        dialog.ok.click()
    rest(page.desk, qtbot)
    assert cell(page, "O-1055", "short").text == "1"


def test_a_plan_that_changed_meanwhile_is_shown_anew(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    choose(page, "O-1055", qtbot)
    assert page.deeds.acts is not None
    dialog = ActDialog(page.desk, page.deeds.acts.rank_first())
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.is_asking)
    sqlite_shop.write(queueing.hold, kitchen.orders["O-1041"])
    dialog.ok.click()
    qtbot.waitUntil(lambda: dialog.error.text().startswith("The queue changed meanwhile."))
    qtbot.waitUntil(lambda: not dialog.is_asking)
    with qtbot.waitSignal(dialog.accepted):
        dialog.ok.click()


def test_moving_a_reservation_shows_who_loses_it(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    pool_id = sqlite_shop.write(pool_of, kitchen.products["CI-24"], 1)
    dialog = MoveReservationDialog(page.desk, pool_id, line(page, "O-1055"))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.taker.currentText() != "" and not dialog.is_asking)
    assert dialog.giver.currentText() == "O-1041  ·  Hotel Alder  ·  holds 1"
    assert dialog.taker.currentText() == "O-1055  ·  Priya Raman  ·  lacks 3"
    assert dialog.ok.text() == "Move 1 piece"
    gets = {row[1].order: row[1].gets for row in dialog.touched.rows}  # type: ignore[attr-defined]
    assert gets["O-1041"] == -1
    assert gets["O-1055"] == 1
    before = [row[1].before for row in dialog.touched.rows]  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.desk.did) as did:
        dialog.ok.click()
    rest(page.desk, qtbot)
    choose(page, "O-1041", qtbot)
    assert not page.details.ship.isEnabled()
    words, undo = did.args
    assert words == "1 piece moved from O-1041 to O-1055."
    sqlite_shop.write(undo.fn, *undo.args)
    rest(page.desk, qtbot)
    assert told(page.table.current_row(), "reserved") == int(before[0].reserved * 1000)


def test_buttons_lead_to_their_dialogs(
    page: BackordersPage, qtbot: QtBot, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    def noting(name: str) -> Callable[..., None]:
        return lambda parent, desk, *what, **named: asked.append((name, *what, *named.values()))

    monkeypatch.setattr(set_eta, "ask", noting("eta"))
    monkeypatch.setattr(receive, "ask", noting("receive"))
    monkeypatch.setattr(move_reservation, "ask", noting("move"))
    choose(page, "O-1052", qtbot)
    page.details.eta.click()
    page.details.move_goods.click()
    page.primary().act()
    purchase_id, _ = asked[0][1:]
    assert purchase_id == kitchen.purchases["P-124"]
    assert asked[1][2] == line(page, "O-1052")
    assert asked[2] == ("receive", line(page, "O-1052"))


def test_what_nobody_ordered_can_be_ordered(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(purchase_entry, "ask", lambda parent, desk, *what: asked.append(what))
    choose(page, "O-1052", qtbot)
    assert page.details.eta.text() == "Set ETA…"
    sqlite_shop.write(purchasing.cancel_purchase, kitchen.purchases["P-124"])
    qtbot.waitUntil(lambda: page.details.eta.text() == "New purchase…")
    page.details.eta.click()
    assert asked == [("Halvorsen Cast Iron", "CI-24")]
    assert "New purchase…" in [each.title for each in page.deeds.lines() if isinstance(each, Item)]


def test_enter_opens_the_order(page: BackordersPage, qtbot: QtBot, kitchen: Kitchen) -> None:
    choose(page, "O-1033", qtbot)
    with qtbot.waitSignal(page.desk.going) as going:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert going.args == ["orders", kitchen.orders["O-1033"]]


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
        assert page.status[0] == "0 lines wait"
        jobs.close()


def test_titles_of_the_listing_are_those_of_the_page(page: BackordersPage) -> None:
    titles = [column.title for column in page.model.columns]
    assert titles == ["#", "Customer", "Order", "Short", "Expected", "Promised", "Slip", "Status", "Reason"]
    assert page.table.accessibleName() == LISTING.title()


def test_an_error_while_reading_the_pane_is_told_above_the_list_where_the_pane_is_gone(
    page: BackordersPage,
) -> None:
    page.resize(1000, 700)
    page.deeds.show_refusal(ShopError("Gone.", "Reload the list."))
    assert page.error.text() == "Gone. Reload the list."


def test_an_act_opens_in_its_first_field_or_else_on_its_own_button(
    page: BackordersPage, qtbot: QtBot
) -> None:
    choose(page, "O-1041", qtbot)
    for act in (page.deeds.acts.hold(), page.deeds.acts.rank_first()):
        dialog = ActDialog(page.desk, act)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.focusWidget() is (dialog.reason or dialog.ok)
        qtbot.waitUntil(lambda shown=dialog: not shown.is_asking)  # type: ignore[misc]


def test_the_menu_of_more_reads_from_the_left(page: BackordersPage) -> None:
    assert page.details.more_menu.layoutDirection() is Qt.LayoutDirection.LeftToRight


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


def test_the_words_for_nobody_name_filter_and_search(page: BackordersPage, qtbot: QtBot) -> None:
    page.chips.choose("no_date")
    page.search("Alder")
    rest(page.desk, qtbot)
    assert "“Alder”" in page.table.said
    assert "‘No date’" in page.table.said


def test_a_row_leads_to_what_it_names(page: BackordersPage, qtbot: QtBot, kitchen: Kitchen) -> None:
    choose(page, "O-1055", qtbot)
    row = page.table.current_row()
    assert row is not None
    went: list[list[object]] = []
    page.desk.going.connect(lambda *to: went.append(list(to)))
    items = {each.title: each for each in page.row_menu(row) if isinstance(each, Item)}
    for title in ("Open O-1055", "Show Priya Raman", "Show P-124", "Show in Stock"):
        items[title].act()
    assert [place for place, _ in went] == ["orders", "customers", "purchases", "stock"]
    assert went[1][1] == kitchen.customers["Priya Raman"]
    assert went[2][1] == purchase_lines_of(page.desk.jobs.shop, kitchen, "P-124")[0]  # type: ignore[arg-type]


def test_the_menu_of_a_row_has_what_the_pane_offers(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1041", qtbot)
    row = page.table.current_row()
    assert row is not None
    titles = [each.title.partition("\t")[0] for each in page.row_menu(row) if isinstance(each, Item)]
    for title in ("Set ETA…", "Move reservation…", "Ship…", "Split the line…", "Cancel O-1041…"):
        assert title in titles
