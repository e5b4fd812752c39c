"""The page of resources: capacity by the week, who falls in which week, blocking and changing with a look."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.order_lines import set_quantity
from app.actions.resources import block_resource, create_resource, edit_resource, put_out_of_use, set_capacity
from app.errors import NotFound
from app.lists.resource_detail import ResourceDetail, resource_detail
from app.shop import Shop
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.pages.reading import cells, choose
from tests.kitchen import Kitchen, line_of
from ui.common.menus import Item
from ui.common.page import Desk
from ui.dialogs.resource import ResourceDialog
from ui.dialogs.resource_plan import ResourcePlanDialog
from ui.dialogs.resource_plans import BlockDialog, CapacityDialog, UnblockDialog
from ui.dialogs.resource_use import DeleteResourceDialog, OutOfUseDialog, UseAgainDialog
from ui.dialogs.work import WorkDialog
from ui.pages.backorders import BackordersPage
from ui.pages.orders import OrdersPage
from ui.pages.resources import ResourcesPage

BENCH = 1


@pytest.fixture
def page(desk: Desk, kitchen: Kitchen) -> ResourcesPage:
    return ResourcesPage(desk)


def bench(shop: Shop) -> ResourceDetail:
    return shop.read(resource_detail, BENCH)


class TestPage:
    def test_what_a_resource_gives_and_who_waits(self, page: ResourcesPage, show: Show) -> None:
        show(page)
        keys = ("name", "per_week", "taken", "free", "free_from", "waiting", "no_week")
        assert cells(page.model, *keys) == [("Bench", "3", "2", "1", "23 Nov", "1", "")]
        assert page.status[0] == "1 in use  ·  customers wait for 1  ·  0 without a week for all"

    def test_the_pane_shows_weeks_and_the_lines_in_the_chosen_one(
        self, page: ResourcesPage, show: Show
    ) -> None:
        show(page)
        pane = page.resource_pane
        assert pane.bars.bars[0].said == "week of 23 Nov, 2 taken, 1 free, 1 line"
        assert cells(pane.table.model, "week", "capacity", "taken", "free")[:2] == [
            ("23 Nov", "3", "2", "1"),
            ("30 Nov", "3", "", "3"),
        ]
        assert cells(pane.works.model, "customer", "order", "product", "pieces") == [
            ("Bistro Quai 9", "O-1051", "OB-45", "2")
        ]

    def test_arrow_keys_choose_another_week(self, page: ResourcesPage, show: Show, qtbot: QtBot) -> None:
        show(page)
        pane = page.resource_pane
        qtbot.keyClick(pane.bars, Qt.Key.Key_Down)
        assert pane.bars.accessibleName() == "Weeks ahead: week of 30 Nov, 0 taken, 3 free"
        assert pane.works.model.rowCount() == 0
        assert not pane.empty_week.isHidden()

    def test_lines_beyond_all_weeks_are_named(
        self, page: ResourcesPage, show: Show, sqlite_shop: Shop
    ) -> None:
        sqlite_shop.write(set_capacity, BENCH, monday=date(2026, 11, 23), per_week=Decimal(0))
        show(page)
        pane = page.resource_pane
        assert cells(pane.waiting.model, "customer", "pieces") == [("Bistro Quai 9", "2")]
        assert pane.remarks.accessibleName() == "1 line waits without a week."

    def test_acts_follow_what_is_chosen(
        self, page: ResourcesPage, show: Show, qtbot: QtBot, kitchen: Kitchen
    ) -> None:
        show(page)
        assert page.steps.titles() == [
            "Finish…",
            "Block…",
            "Change capacity…",
            "See the order",
            "See in the queue",
            "Edit…",
            "Put out of use…",
            "Delete…",
        ]
        with qtbot.waitSignal(page.desk.going) as gone:
            page.steps.do("See the order")
        assert gone.args == ["orders", kitchen.orders["O-1051"]]

    def test_reads_again_when_capacity_changes(
        self, page: ResourcesPage, show: Show, sqlite_shop: Shop, qtbot: QtBot
    ) -> None:
        show(page)
        sqlite_shop.write(set_capacity, BENCH, monday=date(2026, 11, 23), per_week=Decimal(5))
        qtbot.waitUntil(lambda: ("5", "3") in cells(page.model, "per_week", "free"))

    def test_a_chosen_block_can_be_taken_back(
        self,
        page: ResourcesPage,
        show: Show,
        at_rest: AtRest,
        sqlite_shop: Shop,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        sqlite_shop.write(
            block_resource, BENCH, first=date(2026, 11, 30), last=date(2026, 12, 4), cause="Repair"
        )
        show(page)
        choose(page, "Bench")
        at_rest()
        pane = page.resource_pane
        assert cells(pane.blocks.model, "first", "last", "cause") == [("30 Nov", "4 Dec", "Repair")]
        asked: list[Any] = []
        monkeypatch.setattr(UnblockDialog, "ask", lambda dialog: asked.append(dialog._block.cause))
        pane.blocks.table.selectRow(0)
        page.steps.do("Unblock…")
        assert asked == ["Repair"]


def opened(qtbot: QtBot, dialog: ResourcePlanDialog) -> Any:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_asking)
    return dialog


def moved(dialog: ResourcePlanDialog) -> list[tuple[str, ...]]:
    return cells(dialog.touched, "customer", "product", "expected")


class TestBlocking:
    @pytest.fixture
    def dialog(self, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop, qtbot: QtBot) -> BlockDialog:
        made: BlockDialog = opened(qtbot, BlockDialog(desk, bench(sqlite_shop)))
        return made

    def test_who_waits_longer_is_seen_before_and_the_cause_is_kept(
        self, dialog: BlockDialog, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        dialog.last.set_value(date(2026, 12, 4))
        qtbot.waitUntil(lambda: not dialog.is_asking)
        assert dialog.head.sum.text() == "1 order moves. 1 becomes late."
        assert ("Bistro Quai 9", "Oak board 45 × 30 cm", "14 Dec") in moved(dialog)
        assert dialog.notes.text() == "10 working days give nothing."
        dialog.cause.setEditText("Saw motor")
        with qtbot.waitSignal(dialog.desk.did) as did, qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        [block] = bench(sqlite_shop).blocks
        assert (block.first, block.last) == (
            date(2026, 11, 23).toordinal(),
            date(2026, 12, 4).toordinal(),
        )
        assert block.cause == "Saw motor"
        assert did.args is not None
        words, undo = did.args
        assert words == "Bench is blocked from 23 Nov to 4 Dec."
        sqlite_shop.write(undo.fn, *undo.args)
        assert bench(sqlite_shop).blocks == ()

    def test_without_a_cause_it_is_refused_beside_the_field(
        self, dialog: BlockDialog, sqlite_shop: Shop
    ) -> None:
        dialog._submit()
        assert dialog.error.text() == "The cause is missing. Choose one, or type it."
        assert bench(sqlite_shop).blocks == ()

    def test_a_first_day_after_the_last_takes_it_along(self, dialog: BlockDialog, qtbot: QtBot) -> None:
        dialog.first.set_value(date(2026, 12, 7))
        qtbot.waitUntil(lambda: not dialog.is_asking)
        assert dialog.last.value() == date(2026, 12, 7)

    def test_the_last_day_before_the_first_is_refused(self, dialog: BlockDialog, qtbot: QtBot) -> None:
        dialog.last.set_value(date(2026, 11, 20))
        qtbot.waitUntil(lambda: not dialog.is_asking)
        assert dialog.error.text() == "The last day is before the first. Swap the two dates."
        assert not dialog.ok.isEnabled()


class TestCapacity:
    @pytest.fixture
    def dialog(self, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop, qtbot: QtBot) -> CapacityDialog:
        made: CapacityDialog = opened(qtbot, CapacityDialog(desk, bench(sqlite_shop)))
        return made

    def type_in(self, dialog: CapacityDialog, text: str, qtbot: QtBot) -> None:
        dialog.per_week.setText(text)
        dialog.per_week.textEdited.emit(text)
        qtbot.waitUntil(lambda: not dialog.is_asking)

    def test_less_of_it_spreads_the_work_over_weeks(
        self, dialog: CapacityDialog, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        assert not dialog.ok.isEnabled()
        self.type_in(dialog, "1", qtbot)
        assert ("Bistro Quai 9", "Oak board 45 × 30 cm", "7 Dec") in moved(dialog)
        dialog.cause.setEditText("Illness")
        with qtbot.waitSignal(dialog.desk.did) as did, qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        assert bench(sqlite_shop).steps[-1].cause == "Illness"
        assert did.args is not None
        sqlite_shop.write(did.args[1].fn, *did.args[1].args)
        assert bench(sqlite_shop).per_week == 3000

    def test_any_day_means_its_week(self, dialog: CapacityDialog, qtbot: QtBot) -> None:
        dialog.monday.set_value(date(2026, 12, 2))
        self.type_in(dialog, "1", qtbot)
        assert dialog.notes.text() == "Capacity counts by whole weeks: from Mon 30 Nov on."
        assert dialog.head.sum.text() == "Nobody's date moves."

    def test_a_week_that_is_over_is_refused(self, dialog: CapacityDialog, qtbot: QtBot) -> None:
        dialog.monday.set_value(date(2026, 11, 20))
        self.type_in(dialog, "1", qtbot)
        assert dialog.error.text() == "That week is over. Choose this week or a later one."


class TestResource:
    def opened(self, qtbot: QtBot, desk: Desk, detail: ResourceDetail | None = None) -> ResourceDialog:
        dialog = ResourceDialog(desk, detail)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    def test_a_new_one_begins_with_its_capacity(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        dialog = self.opened(qtbot, desk)
        dialog.name.setText("Oven")
        dialog.unit.setText("h")
        dialog.per_week.setText("12.5")
        with qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        oven = sqlite_shop.read(resource_detail, dialog.outcome)
        assert (oven.name, oven.unit, oven.per_week) == ("Oven", "h", 12_500)

    def test_a_name_that_exists_is_refused_and_what_was_typed_stays(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot
    ) -> None:
        dialog = self.opened(qtbot, desk)
        dialog.name.setText("BENCH")
        dialog._submit()
        qtbot.waitUntil(lambda: bool(dialog.error.text()))
        assert dialog.error.text() == "There is already a resource BENCH. Choose another name."
        assert dialog.name.text() == "BENCH"

    def test_a_name_that_another_till_changed_is_told_and_kept_by_saving_again(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        dialog = self.opened(qtbot, desk, bench(sqlite_shop))
        before = {"name": "Bench", "unit": ""}
        sqlite_shop.write(edit_resource, BENCH, before, before | {"name": "Workbench"})
        dialog.name.setText("Carpenter's bench")
        dialog._submit()
        qtbot.waitUntil(lambda: bool(dialog.error.text()))
        assert "changed meanwhile to Workbench" in dialog.error.text()
        with qtbot.waitSignal(desk.did) as did, qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        assert bench(sqlite_shop).name == "Carpenter's bench"
        assert did.args is not None
        sqlite_shop.write(did.args[1].fn, *did.args[1].args)
        assert bench(sqlite_shop).name == "Workbench"


class TestUse:
    def test_who_loses_his_date_is_seen_before_and_it_can_be_undone(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        dialog = opened(qtbot, OutOfUseDialog(desk, bench(sqlite_shop)))
        assert dialog.head.sum.text() == "1 order moves. 1 loses its date."
        assert moved(dialog)[-1] == ("Bistro Quai 9", "Oak board 45 × 30 cm", "–")
        dialog.cause.setEditText("Sold")
        with qtbot.waitSignal(desk.did) as did, qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        assert not bench(sqlite_shop).active
        assert did.args is not None
        sqlite_shop.write(did.args[1].fn, *did.args[1].args)
        assert bench(sqlite_shop).active

    def test_used_again_those_who_wait_get_a_date(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        sqlite_shop.write(put_out_of_use, BENCH)
        dialog = opened(qtbot, UseAgainDialog(desk, bench(sqlite_shop)))
        assert dialog.head.title.text() == "Who waits less"
        with qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        assert bench(sqlite_shop).active

    def test_one_out_of_use_offers_only_to_use_it_again(
        self, page: ResourcesPage, show: Show, at_rest: AtRest, sqlite_shop: Shop
    ) -> None:
        sqlite_shop.write(put_out_of_use, BENCH)
        page.model.ask_for(filter="all")
        show(page)
        choose(page, "Bench")
        at_rest()
        assert page.steps.titles()[0] == "Use again…"
        name = page.model.columns[0].cell(page.model.rows[0])
        assert (name.icon, name.said) == ("ban", "Bench (out of use)")
        assert not {"Block…", "Change capacity…", "Put out of use…"} & set(page.steps.titles())

    def test_one_that_is_named_says_why_it_stays(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dialog = DeleteResourceDialog(desk, bench(sqlite_shop))
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: dialog.known is not None)
        assert "products, orders name it" in dialog.words.accessibleName()
        asked: list[bool] = []
        monkeypatch.setattr(OutOfUseDialog, "ask", lambda dialog: asked.append(True))
        dialog._submit()
        assert asked

    def test_one_that_nothing_names_is_deleted(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        spare = sqlite_shop.write(create_resource, "Spare", per_week=Decimal(1), monday=date(2026, 11, 23))
        dialog = DeleteResourceDialog(desk, sqlite_shop.read(resource_detail, spare))
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: dialog.known is not None)
        with qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        with pytest.raises(NotFound):
            sqlite_shop.read(resource_detail, spare)


class TestWork:
    def test_the_order_gets_what_is_finished_and_the_rest_stays_on_the_shelf(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop, at_rest: AtRest
    ) -> None:
        dialog = WorkDialog(desk, line_of(sqlite_shop, kitchen, "O-1051", "OB-45"), "made")
        qtbot.addWidget(dialog)
        dialog.show()
        at_rest()
        qtbot.waitUntil(lambda: not dialog.is_asking)
        assert dialog.quantity.text() == "2"
        dialog.quantity.setText("3")
        dialog.quantity.textEdited.emit("3")
        qtbot.waitUntil(lambda: not dialog.is_asking)
        assert dialog.head.sum.text() == "2 to 1 order, 1 free on the shelf"
        assert dialog.notes.text() == "It takes 3 of Bench, booked this week."
        with qtbot.waitSignal(desk.did) as did, qtbot.waitSignal(dialog.accepted):
            qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        assert bench(sqlite_shop).weeks[0].gone == 3000
        assert did.args is not None
        sqlite_shop.write(did.args[1].fn, *did.args[1].args)
        assert bench(sqlite_shop).weeks[0].gone == 0

    def test_a_line_that_changed_meanwhile_shows_the_new_plan(
        self, desk: Desk, kitchen: Kitchen, qtbot: QtBot, sqlite_shop: Shop, at_rest: AtRest
    ) -> None:
        line_id = line_of(sqlite_shop, kitchen, "O-1051", "OB-45")
        dialog = WorkDialog(desk, line_id, "made")
        qtbot.addWidget(dialog)
        dialog.show()
        at_rest()
        qtbot.waitUntil(lambda: not dialog.is_asking)
        sqlite_shop.write(set_quantity, line_id, Decimal(1))
        dialog._submit()
        qtbot.waitUntil(lambda: bool(dialog.error.text()))
        assert "changed meanwhile" in dialog.error.text()
        assert dialog.isVisible()


def test_an_order_that_waits_for_work_offers_to_finish_it(
    desk: Desk,
    kitchen: Kitchen,
    show: Show,
    at_rest: AtRest,
    monkeypatch: pytest.MonkeyPatch,
    sqlite_shop: Shop,
) -> None:
    orders = OrdersPage(desk)
    show(orders)
    choose(orders, "O-1051")
    at_rest()
    asked: list[Any] = []
    monkeypatch.setattr(WorkDialog, "ask", lambda dialog: asked.append((dialog._line_id, dialog.is_service)))
    orders.steps.do("Finish…")
    finish = orders.command("work")
    assert finish is not None
    finish()
    assert asked == [(line_of(sqlite_shop, kitchen, "O-1051", "OB-45"), False)] * 2
    choose(orders, "O-1041")
    at_rest()
    assert orders.command("work") is None


def test_a_waiting_line_offers_to_finish_it(
    desk: Desk,
    kitchen: Kitchen,
    show: Show,
    at_rest: AtRest,
    monkeypatch: pytest.MonkeyPatch,
    sqlite_shop: Shop,
) -> None:
    queue = BackordersPage(desk)
    show(queue)
    line_id = line_of(sqlite_shop, kitchen, "O-1051", "OB-45")
    queue.show_row(line_id)
    at_rest()
    asked: list[Any] = []
    monkeypatch.setattr(WorkDialog, "ask", lambda dialog: asked.append(dialog._line_id))
    first = queue.lines()[0]
    assert isinstance(first, Item)
    assert first.title == "Finish…"
    first.act()
    assert asked == [line_id]
    queue.show_row(line_of(sqlite_shop, kitchen, "O-1041", "CI-24"))
    at_rest()
    assert queue.command("work") is None


def test_a_cause_that_was_typed_is_named_before_it_is_lost(
    desk: Desk, kitchen: Kitchen, sqlite_shop: Shop, qtbot: QtBot
) -> None:
    dialog: BlockDialog = opened(qtbot, BlockDialog(desk, bench(sqlite_shop)))
    assert dialog.entered() == []
    dialog.cause.setEditText("Repair")
    assert dialog.entered() == ["Cause"]
