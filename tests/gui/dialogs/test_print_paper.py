"""Printing: what is shown is what comes out; choices are remembered; a purchase is marked as sent."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.actions.shipping import ship as post
from app.errors import ShopError
from app.lists.order_detail import order_detail
from app.lists.purchase_detail import purchase_detail
from app.shop import Shop
from tests.kitchen import Kitchen, enter
from tests.reading_pdf import text_of, texts_of
from ui.common.page import Desk
from ui.dialogs import print_paper, printables, receive, ship, ship_several
from ui.dialogs.print_paper import PrintDialog
from ui.dialogs.printables import LABELS, Printable
from ui.dialogs.receive import ReceiveDialog
from ui.dialogs.ship import ShipDialog
from ui.dialogs.ship_several import ShipSeveralDialog

Show = Callable[..., PrintDialog]


@pytest.fixture
def show(qtbot: QtBot, desk: Desk) -> Show:
    def show(*papers: Printable) -> PrintDialog:
        dialog = PrintDialog(desk, papers)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: desk.jobs.idle)
        return dialog

    return show


@pytest.fixture
def saved(qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    file = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))

    def save(dialog: PrintDialog) -> bytes:
        dialog.save_it()
        qtbot.waitUntil(lambda: desk.jobs.idle and bool(dialog.printed))
        return file.read_bytes()

    return save


def order(shop: Shop, kitchen: Kitchen, *wants: tuple[str, int], number: str = "O-2001") -> int:
    return shop.write(enter, kitchen, number, "Wen Li", wants)


def test_what_is_shown_is_saved(
    show: Show, saved: Callable[..., bytes], sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    order_id = order(sqlite_shop, kitchen, ("WK-30", 2))
    dialog = show(printables.confirmation([order_id], "O-2001"))
    assert dialog.windowTitle() == "Order confirmation"
    assert not dialog.choice.isVisible()
    assert dialog.view.drawn is not None
    assert dialog.view.drawn.dots == dialog.view.page.dots
    assert "O-2001" in text_of(dialog.view.drawn.pdf)
    assert "Carbon-steel wok" in text_of(saved(dialog))
    assert dialog.outcome == ["confirmation"]


def test_it_is_printed_as_it_is_drawn(
    qtbot: QtBot,
    show: Show,
    sqlite_shop: Shop,
    kitchen: Kitchen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(print_paper, "choose_printer", lambda *_: printer)
    dialog = show(printables.confirmation([order(sqlite_shop, kitchen, ("WK-30", 2))], "O-2001"))
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert len(texts_of((tmp_path / "printed.pdf").read_bytes())) == 1


def test_no_printer_is_told_and_the_dialog_stays(
    show: Show, sqlite_shop: Shop, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise ShopError("No printer is set up on this computer.", "Save it.")

    monkeypatch.setattr(print_paper, "choose_printer", none)
    dialog = show(printables.confirmation([order(sqlite_shop, kitchen, ("WK-30", 2))], "O-2001"))
    dialog._submit()
    assert "No printer" in dialog.error.text()
    assert dialog.isVisible()
    assert dialog.ok.isEnabled()


def test_nothing_to_print_says_so(show: Show, sqlite_shop: Shop, kitchen: Kitchen) -> None:
    order_id = order(sqlite_shop, kitchen, ("CI-24", 1))
    dialog = show(printables.about_to_leave(lambda _: [order_id])[0])
    assert "There is nothing to print." in dialog.view.error.text()


def test_an_order_has_a_paper_for_each_parcel_and_for_what_is_ready(
    sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    order_id = order(sqlite_shop, kitchen, ("WK-30", 2))
    detail = sqlite_shop.read(order_detail, order_id)
    assert [paper.key for paper in printables.of_order(detail)] == ["confirmation", "picks", "slip", LABELS]


def test_labels_begin_where_the_last_ones_ended(
    show: Show, saved: Callable[..., bytes], sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    ids = [order(sqlite_shop, kitchen, ("WK-30", 1), number=number) for number in ("O-2001", "O-2002")]
    papers = printables.of_orders(ids)
    dialog = show(*papers)
    dialog.choice.setCurrentIndex(dialog.choice.findData(LABELS))
    dialog.show_paper()
    dialog.labels.paper.setCurrentIndex(dialog.labels.paper.findData("a4_8"))
    dialog.labels.paper.activated.emit(0)
    assert dialog.labels.begin.count() == 8
    dialog.labels.begin.setCurrentIndex(3)

    text = text_of(saved(dialog))
    assert "O-2001" in text
    assert "O-2002" in text
    assert dialog.isVisible()

    again = show(*papers)
    assert again.paper.key == LABELS
    assert again.labels.sheet().paper == "a4_8"
    assert again.labels.sheet().skip == 5


def test_a_printed_purchase_is_sent_and_that_can_be_undone(
    qtbot: QtBot,
    desk: Desk,
    show: Show,
    saved: Callable[..., bytes],
    sqlite_shop: Shop,
    kitchen: Kitchen,
) -> None:
    purchase_id = kitchen.purchases["P-124"]
    dialog = show(*printables.of_purchase(sqlite_shop.read(purchase_detail, purchase_id)))
    assert dialog.sent.isVisible()
    assert dialog.sent.isChecked()

    with qtbot.waitSignal(desk.did) as did:
        text = text_of(saved(dialog))
    assert "Purchase order P-124" in text
    assert did.args[0] == "Purchase order P-124 was sent today."
    sent = sqlite_shop.read(purchase_detail, purchase_id)
    assert sent.sent_on == desk.formats.today.toordinal()
    assert printables.of_purchase(sent)[0].unsent == ()

    undo = did.args[1]
    sqlite_shop.write(undo.fn, *undo.args)
    assert sqlite_shop.read(purchase_detail, purchase_id).sent_on is None


def test_a_purchase_that_is_only_looked_at_is_not_sent(
    show: Show, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    purchase_id = kitchen.purchases["P-124"]
    show(*printables.of_purchase(sqlite_shop.read(purchase_detail, purchase_id))).leave()
    assert sqlite_shop.read(purchase_detail, purchase_id).sent_on is None


def test_who_receives_or_ships_several_may_have_papers_printed(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(print_paper, "ask", lambda *args: asked.extend(paper.title for paper in args[2]))

    def ask(dialog: ReceiveDialog | ShipSeveralDialog) -> object:
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: desk.jobs.idle and dialog.ok.isEnabled())
        if ticks:
            dialog.then_print.click()
        with qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        return dialog.outcome

    monkeypatch.setattr(ReceiveDialog, "ask", ask)
    monkeypatch.setattr(ShipSeveralDialog, "ask", ask)
    ids = [order(sqlite_shop, kitchen, ("WK-30", 1), number=number) for number in ("O-1", "O-2", "O-3")]
    ticks = False
    receive.ask(None, desk, kitchen.purchases["P-118"])
    ship_several.ask(None, desk, ids[:1])
    assert asked == []
    ticks = True
    receive.ask(None, desk, kitchen.purchases["P-124"])
    assert asked == ["Put-aside labels", "Pick list", "Packing slip of what is reserved"]
    ship_several.ask(None, desk, ids[1:])
    assert asked[3:] == ["Packing slip S-1002, S-1003"]


def test_who_ships_may_have_the_slip_printed(
    desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = order(sqlite_shop, kitchen, ("WK-30", 2))
    line_id = sqlite_shop.read(order_detail, order_id).lines[0].id
    asked: list[str] = []
    monkeypatch.setattr(print_paper, "ask", lambda *args: asked.extend(paper.title for paper in args[2]))

    def ask(dialog: ShipDialog) -> object:
        if ticks:
            dialog.then_print.click()
        return sqlite_shop.write(post, [(line_id, Decimal(1))])

    monkeypatch.setattr(ShipDialog, "ask", ask)
    ticks = False
    ship.ask(None, desk, order_id)
    assert asked == []
    ticks = True
    ship.ask(None, desk, order_id)
    assert asked == ["Packing slip S-1002"]
    assert ShipDialog(desk, order_id).then_print.isChecked()
