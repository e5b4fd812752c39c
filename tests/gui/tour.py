"""The whole program on a sample shop: `python -m tests.gui.tour SHOP [LANGUAGE …]`.

It visits every page, opens every dialog that has a picture, and then does what the program is for: an order
that cannot be filled waits, its delivery gets another date, comes in, and the order leaves. All by keyboard,
mouse and signals on real widgets; it ends with 'toured' or with what went wrong. Where languages are named it
sees everything in each, and words that do not fit the screen are wrong too.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QSettings, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.language import language
from app.lists.order_detail import order_detail
from app.lists.purchase_detail import open_purchases
from app.verifying import verify
from tests.gui.everywhere import audits
from tests.screens.registered import DIALOGS, PREPARED
from ui import start
from ui.common.dialog import Sheet
from ui.common.preview import Preview
from ui.dialogs import order_entry, receive, set_eta, ship
from ui.dialogs.leaving import LeaveDialog
from ui.dialogs.letters import LettersDialog
from ui.dialogs.order_entry import OrderEntryDialog
from ui.dialogs.set_eta import SetEtaDialog
from ui.main_window import MainWindow
from ui.workplace import Workplace

LATE = 120_000
SKU, PURCHASE = "BS-30", "P-120"
"""Of which none lies there, and more is on its way than is waited for."""


class Tour:
    """Drives a window; `visited` names what it has seen, `complaints` what was cut where it `reads`."""

    def __init__(self, workplace: Workplace, *, reads: bool = False) -> None:
        self.workplace = workplace
        self.reads = reads
        self.visited: list[str] = []
        self.complaints: list[str] = []

    def rest(self) -> None:
        """Wait until all that was asked is answered."""
        wait_for(lambda: self.workplace.page is not None and self.workplace.jobs.idle and not typing())

    def see(self, name: str, root: QWidget) -> None:
        """Look at a page's window or at a dialog."""
        self.rest()
        self.visited.append(name)
        if self.reads:
            for _ in range(5):  # what asked for room gets it now, from the inside out
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            inside = root.screen().availableGeometry().size()
            self.complaints += [f"{name}: {cut}" for cut in audits.cut(root)]
            if root.size() != root.size().boundedTo(inside):
                self.complaints.append(f"{name} is larger than the screen")

    def read(self, fn: Callable[..., Any], *args: Any, **more: Any) -> Any:
        shop = self.workplace.jobs.shop
        assert shop is not None
        return shop.read(fn, *args, **more)

    def see_everything(self) -> None:
        """Every page, every dialog; Escape leaves each."""
        for place in self.workplace.places:
            self.workplace.shell.navigation.buttons[place].click()
            self.rest()
            PREPARED.get(place, lambda _: None)(self.workplace.page)
            self.see(place, self.workplace.window)
        desk = self.workplace.desk
        assert desk is not None
        for name, (place, make) in DIALOGS.items():
            self.workplace.go(place)
            dialog = make(desk)
            dialog.show()
            self.see(name, dialog)
            QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
            assert not dialog.isVisible(), f"Escape does not leave {name}"
            dialog.deleteLater()

    def sell_what_is_not_there(self) -> None:
        """Order, backorder, new date, delivery, shipment."""
        desk, window = self.workplace.desk, self.workplace.window
        assert desk is not None
        with answering(self._enter_order):
            entered = order_entry.ask(window, desk)
        assert entered is not None, "the order was not entered"
        assert self.status(entered.order_id) != "ready"
        self.workplace.go("orders", entered.order_id)
        self.rest()
        purchase = next(each.id for each in self.read(open_purchases) if each.number == PURCHASE)
        with answering(self._postpone):
            moved = set_eta.ask(window, desk, purchase)
        assert moved is not None, "the date was not set"
        with answering(self._confirm):
            received = receive.ask(window, desk, purchase)
        assert received is not None, "nothing was received"
        assert self.status(entered.order_id) == "ready"
        with answering(self._confirm):
            shipped = ship.ask(window, desk, entered.order_id)
        assert shipped is not None, "nothing was shipped"
        assert self.status(entered.order_id) == "done"
        assert self.read(verify) == []

    def status(self, order_id: int) -> str:
        """An order that has left is done, one that can leave is ready."""
        detail = self.read(order_detail, order_id)
        [line] = detail.lines
        return "done" if line.shipped else "ready" if line.reserved else "waits"

    def _enter_order(self, dialog: OrderEntryDialog) -> None:
        QTest.keyClicks(dialog.customer, "Oskar")
        self._take_found(dialog.customer)
        QTest.keyClicks(dialog.lines.finder, SKU)
        self._take_found(dialog.lines.finder)
        wait_for(lambda: len(dialog.lines.entries()) == 1)
        self.rest()
        self._confirm(dialog)

    def _take_found(self, finder: Any) -> None:
        wait_for(lambda: bool(finder.matches))
        QTest.keyClick(finder, Qt.Key.Key_Return)

    def _postpone(self, dialog: SetEtaDialog | LettersDialog) -> None:
        """The letters to those who wait longer come by themselves, and are left for another time."""
        self.rest()
        if isinstance(dialog, LettersDialog):
            wait_for(lambda: bool(dialog.letters.rows))
            dialog.reject()
            return
        dialog.scopes[1].setChecked(True)
        dialog.move_by_weeks(1)
        self._confirm(dialog)

    def _confirm(self, dialog: Any) -> None:
        self.rest()
        wait_for(dialog.ok.isEnabled)
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        self.rest()
        if dialog.isVisible() and dialog.error.text():  # only the owner's word is lacking
            dialog.consent()
            self.rest()
        assert not dialog.isVisible(), dialog.error.text() or f"{type(dialog).__name__} stays open"


@contextmanager
def answering(answer: Callable[[Any], None]) -> Iterator[None]:
    """The next dialog is shown and answered so."""

    def play(dialog: Sheet) -> int:
        dialog.show()
        answer(dialog)
        return int(dialog.result())

    before, Sheet.exec = Sheet.exec, play  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Sheet.exec = before  # type: ignore[method-assign]


def typing() -> bool:
    """Whether a preview waits for typing to pause."""
    tops: list[QWidget] = QApplication.topLevelWidgets()
    return any(each._timer.isActive() for top in tops for each in top.findChildren(Preview))


def wait_for(condition: Callable[[], bool]) -> None:
    """Let the window work until the condition holds."""
    loop = QEventLoop()
    look, late = QTimer(interval=20), QTimer(singleShot=True, interval=LATE)
    look.timeout.connect(lambda: loop.exit(1) if condition() else None)
    late.timeout.connect(loop.quit)
    look.start()
    late.start()
    assert loop.exec() == 1, "the window did not come to rest"


def main(shop: str, languages: Sequence[str] = ()) -> int:
    """0 where all of it went well."""
    with TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        failures: list[BaseException] = []
        app = start.application()
        window = MainWindow(lambda window: start._begin(app, window, shop, None))
        sys.excepthook = lambda kind, error, trace: failures.append(error)
        LeaveDialog.ask = lambda _: True  # type: ignore[method-assign]
        window.resize(QSize(1440, 900).boundedTo(window.screen().availableSize()))
        window.show()
        try:
            wait_for(lambda: window.workplace is not None and window.workplace.page is not None)
            assert window.workplace is not None
            tour = Tour(window.workplace, reads=bool(languages))
            tour.rest()
            for code in languages or (language(),):
                window.workplace.set_language(code)
                tour.rest()
                tour.see_everything()
            tour.sell_what_is_not_there()
            assert not window.workplace.shell.error.text(), window.workplace.shell.error.text()
            assert not tour.complaints, "\n".join(tour.complaints)
        finally:
            window.close()
        assert not failures, failures
        print(f"toured {len(tour.visited)} places on {app.platformName()}")
        return 0


if __name__ == "__main__":
    raise SystemExit(main(str(Path(sys.argv[1])), sys.argv[2:]))
