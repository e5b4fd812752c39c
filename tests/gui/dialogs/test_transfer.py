"""Moving goods between locations, and what arrives of them."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.actions.pools import create_location, main_location
from app.actions.stocktaking import count
from app.actions.transferring import Sent, TransferDraft, arrive, send
from app.actions.undoing import carry_out
from app.lists.transit import underway
from app.shop import Shop
from tests.databases import TODAY
from tests.gui.dialogs.hands import (
    at_rest,
    figures,
    pool_of,
    scan,
    shown,
    take_back,
    told_by,
    type_cell,
)
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs import act
from ui.dialogs.arrivals import ArrivalsDialog
from ui.dialogs.transfer import TransferDialog

BOTH = ("on_hand", "incoming")


@pytest.fixture
def annex(sqlite_shop: Shop, kitchen: Kitchen) -> int:
    """Where four casseroles lie that nobody waits for."""
    place: int = sqlite_shop.write(create_location, "Annex")
    sqlite_shop.write(count, kitchen.products["CI-24"], Decimal(4), location_id=place)
    return place


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, kitchen: Kitchen, annex: int, jobs: Jobs) -> TransferDialog:
    made = TransferDialog(desk)
    shown(qtbot, made)
    at_rest(qtbot, made, jobs)
    return made


def from_annex(dialog: TransferDialog) -> None:
    dialog.origin.setCurrentIndex(dialog.origin.findText("Annex"))
    dialog.origin.activated.emit(1)
    dialog.target.setCurrentIndex(dialog.target.findText("Main"))
    dialog.target.activated.emit(0)


class TestSending:
    def test_what_moves_and_whose_date_it_changes(
        self,
        qtbot: QtBot,
        dialog: TransferDialog,
        jobs: Jobs,
        kitchen: Kitchen,
        sqlite_shop: Shop,
        desk: Desk,
    ) -> None:
        told = told_by(desk)
        from_annex(dialog)
        scan(qtbot, dialog.scan, "3*CI-24")
        at_rest(qtbot, dialog, jobs)
        assert cells(dialog.goods, "product", "available", "quantity", "stays") == [
            ("Cast-iron casserole 24 cm", "4", "3", "1")
        ]
        assert ("Hotel Alder", "3 Dec → 24 Nov") in [
            (line[0], dialog.touched.lines.columns[5].cell(row).spoken())
            for row in dialog.touched.lines.rows
            for line in [(dialog.touched.lines.columns[1].cell(row).text,)]
        ]
        assert dialog.ok.text() == "Move 3 pieces"
        with qtbot.waitSignal(dialog.accepted):
            dialog.submit()
        assert figures(sqlite_shop, "CI-24", *BOTH) == [(1, 15), (1, 0)]
        [(words, undo)] = told
        assert words == "T-1001 is on its way to Main."
        take_back(sqlite_shop, undo)
        assert figures(sqlite_shop, "CI-24", *BOTH) == [(1, 12), (4, 0)]

    def test_goods_that_were_carried_over_lie_there_at_once(
        self, qtbot: QtBot, dialog: TransferDialog, jobs: Jobs, sqlite_shop: Shop
    ) -> None:
        from_annex(dialog)
        scan(qtbot, dialog.scan, "CI-24", "CI-24")
        at_rest(qtbot, dialog, jobs)
        dialog.are_there.setChecked(True)
        at_rest(qtbot, dialog, jobs)
        assert not dialog.arrives.isEnabled()
        with qtbot.waitSignal(dialog.accepted):
            dialog.submit()
        assert figures(sqlite_shop, "CI-24", *BOTH) == [(3, 12), (2, 0)]

    def test_scan_after_scan_the_keyboard_stays_with_the_scanner(
        self, qtbot: QtBot, desk: Desk, kitchen: Kitchen, annex: int, jobs: Jobs, sqlite_shop: Shop
    ) -> None:
        dialog = TransferDialog(desk, pool_of(sqlite_shop, "WK-30"))
        shown(qtbot, dialog)
        at_rest(qtbot, dialog, jobs)
        field = QApplication.focusWidget()
        assert field is not dialog.scan
        qtbot.keyClick(field, Qt.Key.Key_Return)
        for code in ("4006381999999", "CI-24", "WK-30"):
            scan(qtbot, dialog.scan, code)
            at_rest(qtbot, dialog, jobs)
            assert dialog.scan.hasFocus()
        assert cells(dialog.goods, "product", "quantity") == [
            ("Carbon-steel wok 30 cm", "2"),
            ("Cast-iron casserole 24 cm", "1"),
        ]
        assert dialog.missed.text().startswith("Nothing is called “4006381999999”.")

    def test_a_row_is_left_out(
        self, qtbot: QtBot, dialog: TransferDialog, jobs: Jobs, kitchen: Kitchen
    ) -> None:
        scan(qtbot, dialog.scan, "WK-30", "EN-24")
        at_rest(qtbot, dialog, jobs)
        dialog.table.choose(kitchen.products["WK-30"])
        dialog.remove()
        assert cells(dialog.goods, "product") == [("Enamelled casserole 24 cm",)]
        assert dialog.scan.hasFocus()

    def test_reserved_goods_stay_and_what_was_typed_too(
        self, qtbot: QtBot, desk: Desk, kitchen: Kitchen, annex: int, jobs: Jobs, sqlite_shop: Shop
    ) -> None:
        dialog = TransferDialog(desk, pool_of(sqlite_shop, "CI-24"))
        shown(qtbot, dialog)
        at_rest(qtbot, dialog, jobs)
        assert dialog.error.text() == (
            "Only 0 of CI-24 are available. The rest is reserved; release it from an order first."
        )
        assert not dialog.ok.isEnabled()
        assert cells(dialog.goods, "quantity") == [("1",)]

    def test_the_same_place_is_refused_beside_its_field(
        self, qtbot: QtBot, dialog: TransferDialog, jobs: Jobs
    ) -> None:
        scan(qtbot, dialog.scan, "WK-30")
        at_rest(qtbot, dialog, jobs)
        dialog.target.setCurrentIndex(dialog.origin.currentIndex())
        dialog.target.activated.emit(0)
        at_rest(qtbot, dialog, jobs)
        assert dialog.error.text().startswith("The goods are there already.")
        assert dialog.target.property("bad") == "true"

    def test_a_shop_of_one_place_is_told_how_to_get_another(
        self, qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs
    ) -> None:
        dialog = TransferDialog(desk)
        shown(qtbot, dialog)
        at_rest(qtbot, dialog, jobs)
        assert dialog.error.text() == (
            "There is only one location. Make another one first: Stock, Locations…."
        )


@pytest.fixture
def sent(sqlite_shop: Shop, kitchen: Kitchen, annex: int) -> int:
    """Three casseroles on their way to Main."""
    main = sqlite_shop.write(main_location)
    goods = ((kitchen.products["CI-24"], Decimal(3)),)
    outcome: Sent = sqlite_shop.write(send, TransferDraft(annex, main, goods, TODAY))
    return outcome.transfer_ids[0]


@pytest.fixture
def arrivals(qtbot: QtBot, desk: Desk, sent: int, jobs: Jobs) -> ArrivalsDialog:
    made = ArrivalsDialog(desk)
    shown(qtbot, made)
    at_rest(qtbot, made, jobs)
    return made


class TestArriving:
    def test_what_arrived_is_booked_and_another_day_set_in_one_write(
        self,
        qtbot: QtBot,
        arrivals: ArrivalsDialog,
        jobs: Jobs,
        sent: int,
        sqlite_shop: Shop,
        desk: Desk,
    ) -> None:
        told = told_by(desk)
        assert cells(arrivals.moves, "number", "origin", "target", "incoming", "waiting") == [
            ("T-1001", "Annex", "Main", "3", "3")
        ]
        type_cell(arrivals.moves, sent, "came", Decimal(1))
        type_cell(arrivals.moves, sent, "day", date(2026, 11, 30))
        at_rest(qtbot, arrivals, jobs)
        assert arrivals.ok.text() == "Book 1 piece in"
        with qtbot.waitSignal(arrivals.accepted):
            arrivals.submit()
        [moving] = sqlite_shop.read(underway)
        assert (moving.incoming, moving.eta) == (2000, date(2026, 11, 30).toordinal())
        [(words, undo)] = told
        assert words == "1 piece arrived."
        take_back(sqlite_shop, undo)
        [moving] = sqlite_shop.read(underway)
        assert (moving.incoming, moving.eta) == (3000, TODAY.toordinal())

    def test_all_of_it_at_a_click(
        self, qtbot: QtBot, arrivals: ArrivalsDialog, jobs: Jobs, sqlite_shop: Shop
    ) -> None:
        arrivals.all_came.click()
        at_rest(qtbot, arrivals, jobs)
        with qtbot.waitSignal(arrivals.accepted):
            arrivals.submit()
        assert sqlite_shop.read(underway) == []

    def test_more_than_is_on_its_way_is_told_while_one_types(
        self, qtbot: QtBot, arrivals: ArrivalsDialog, jobs: Jobs, sent: int
    ) -> None:
        type_cell(arrivals.moves, sent, "came", Decimal(9))
        at_rest(qtbot, arrivals, jobs)
        assert arrivals.error.text().startswith("Only 3 CI-24 of T-1001 are on their way.")
        assert not arrivals.ok.isEnabled()

    def test_what_somebody_else_booked_is_told_and_leaves_the_list(
        self, qtbot: QtBot, arrivals: ArrivalsDialog, jobs: Jobs, sent: int, sqlite_shop: Shop
    ) -> None:
        sqlite_shop.write(arrive, [(sent, Decimal(3))])
        type_cell(arrivals.moves, sent, "came", Decimal(1))
        qtbot.waitUntil(lambda: arrivals.moves.rows == [])
        at_rest(qtbot, arrivals, jobs)
        assert arrivals.error.text() == (
            "CI-24 of T-1001 is no longer on its way. It arrived or was sent back meanwhile."
        )

    def test_a_day_half_typed_is_not_left_out(
        self, qtbot: QtBot, arrivals: ArrivalsDialog, jobs: Jobs, sent: int
    ) -> None:
        type_cell(arrivals.moves, sent, "came", Decimal(1))
        at_rest(qtbot, arrivals, jobs)
        arrivals.table.edit_cell(sent, "day")
        qtbot.keyClicks(arrivals.focusWidget(), "30 No")
        qtbot.keyClick(arrivals.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        at_rest(qtbot, arrivals, jobs)
        assert arrivals.isVisible()
        assert arrivals.error.text().startswith("'30 No' is not a day.")

    def test_what_did_not_arrive_is_lost_if_said_so(
        self, qtbot: QtBot, arrivals: ArrivalsDialog, jobs: Jobs, sent: int, sqlite_shop: Shop, desk: Desk
    ) -> None:
        told = told_by(desk)
        type_cell(arrivals.moves, sent, "came", Decimal(2))
        arrivals.is_lost.setChecked(True)
        at_rest(qtbot, arrivals, jobs)
        with qtbot.waitSignal(arrivals.accepted):
            arrivals.submit()
        assert sqlite_shop.read(underway) == []
        assert figures(sqlite_shop, "CI-24", "on_hand") == [(3,), (1,)]
        assert told[0][1] is None

    def test_goods_go_back_after_a_look_at_who_loses(
        self,
        qtbot: QtBot,
        arrivals: ArrivalsDialog,
        jobs: Jobs,
        sent: int,
        monkeypatch: pytest.MonkeyPatch,
        sqlite_shop: Shop,
        desk: Desk,
    ) -> None:
        told = told_by(desk)

        def ask(parent: object, desk: Desk, back: act.Act) -> object:
            assert back.title == "Send T-1001 back"
            done = sqlite_shop.write(carry_out(back.fn), *back.args, reason="van broken")
            back.tell(desk, done)
            return done

        monkeypatch.setattr(act, "ask", ask)
        arrivals.table.choose(sent)
        arrivals.send_back.click()
        qtbot.waitUntil(lambda: arrivals.moves.rows == [])
        assert figures(sqlite_shop, "CI-24", *BOTH) == [(1, 12), (4, 0)]
        assert not arrivals.send_back.isEnabled()
        [(words, undo)] = told
        assert words == "T-1001 lies at Annex again."
        take_back(sqlite_shop, undo)
        assert figures(sqlite_shop, "CI-24", *BOTH) == [(1, 15), (1, 0)]
