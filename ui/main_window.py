"""The window and what can be shown in it; it paints before the shop and its own widgets are imported."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from app.language import tr
from ui.commands import COMMANDS, bring_files, menu_titles
from ui.common.dropping import dropped
from ui.common.frame import Frame
from ui.common.places import Command, Place, first_place

if TYPE_CHECKING:
    from ui.common.page import Desk, Page
    from ui.workplace import Workplace


def _today(desk: "Desk") -> "Page":
    from ui.pages.today import TodayPage

    return TodayPage(desk)


def _today_help() -> str:
    return tr(
        "What needs you now, the most urgent first: deadlines, supply in trouble, and what stands still."
        " Each row's button begins what is to be done; ↑ and ↓ go from row to row. The pane shows what can"
        " leave, what arrives, and what was done today. A day on which nothing needs you says so."
    )


def _backorders(desk: "Desk") -> "Page":
    from ui.pages.backorders import BackordersPage

    return BackordersPage(desk)


def _backorders_help() -> str:
    return tr(
        "Everybody who waits, product by product in rank, or by customer. Drag a row, or press Alt+↑ and"
        " Alt+↓, to rank it; the pane and the row's menu move, release, hold, promise and cancel. Each act"
        " shows who gains and who loses before it is done. “What if” tries ranks, dates,"
        " quantities, holds and releases without writing anything."
    )


def _orders(desk: "Desk") -> "Page":
    from ui.pages.orders import OrdersPage

    return OrdersPage(desk)


def _orders_help() -> str:
    return tr(
        "Every order and quote, with what it waits for, what it is worth and what is still to be paid. The"
        " filters name the next step: ready to ship, waiting, on hold. The pane shows the lines, each with"
        " its date and reason, and offers what can be done. Enter does the next step of the chosen order."
        " Orders that are chosen together are shipped together."
    )


def _stock(desk: "Desk") -> "Page":
    from ui.pages.stock import StockPage

    return StockPage(desk)


def _stock_help() -> str:
    return tr(
        "Every product at every place: what lies there, what is reserved, what comes and what will be free."
        " Choose a place at the right, or a day to see what is free then. Minimum and maximum are changed in"
        " the list with F2; Enter counts the chosen shelf. The pane shows day by day who waits and what"
        " comes."
    )


def _purchases(desk: "Desk") -> "Page":
    from ui.pages.purchases import PurchasesPage

    return PurchasesPage(desk)


def _purchases_help() -> str:
    return tr(
        "What suppliers owe, line by line, with the day it is due and what is overdue. The pane shows who"
        " gets it when it comes. Set ETA moves the dates of those who wait; receive posts what came; close"
        " short ends what will never come, of one line or of several that are chosen together."
    )


def _customers(desk: "Desk") -> "Page":
    from ui.pages.customers import CustomersPage

    return CustomersPage(desk)


def _customers_help() -> str:
    return tr(
        "Everybody who orders, with what is open, what waits and what is owed. Enter edits the chosen"
        " customer: address, priority, backorder policy. A higher priority ranks open orders anew; who"
        " gains and who loses is shown before it is saved. Lines and orders in the pane lead to where they"
        " stand."
    )


def _suppliers(desk: "Desk") -> "Page":
    from ui.pages.suppliers import SuppliersPage

    return SuppliersPage(desk)


def _suppliers_help() -> str:
    return tr(
        "Everybody who delivers, with what is to come, what is overdue and what he delivers. The lead time"
        " dates what is not ordered yet; a lead time of his own on a product counts first. Lines and"
        " products in the pane lead to where they stand."
    )


def _resources(desk: "Desk") -> "Page":
    from ui.pages.resources import ResourcesPage

    return ResourcesPage(desk)


def _resources_help() -> str:
    return tr(
        "People and benches whose hours decide when something is ready. The bars show how much of each week"
        " is taken, blocked or free; below stand the orders that fall in the chosen week. Block days or"
        " change the capacity to see who waits longer before anything is stored."
    )


def _notices(desk: "Desk") -> "Page":
    from ui.pages.notices import NoticesPage

    return NoticesPage(desk)


def _notices_help() -> str:
    return tr(
        "Whom the shop is to tell, one letter a customer, and what was told. “Write letters…” shows each"
        " letter as it prints before it goes out on paper or by mail. Letters that went out are kept as they"
        " were, with the answers they wait for; a mail that did not arrive is sent again from here. Kinds"
        " ticked in the settings, Mail, go by mail on their own ten minutes after they fell due."
    )


def _costs(desk: "Desk") -> "Page":
    from ui.pages.costs import CostsPage

    return CostsPage(desk)


def _costs_help() -> str:
    return tr(
        "What backorders cost: extra parcels, handling, storage, vouchers, and the margin of what was"
        " cancelled or not sold, by month, product, supplier or cause. Beside it stands how well customers"
        " were served in the same time. The rates for work and room are in the settings; other costs are"
        " entered on the order."
    )


def _history(desk: "Desk") -> "Page":
    from ui.pages.history import HistoryPage

    return HistoryPage(desk)


def _history_help() -> str:
    return tr(
        "All that happened, newest first: who did it, when and why. The pane shows what else the same act"
        " did. Choose a day above the list, or search for an order, a customer, a product or a purchase."
        " Enter leads to what a row is about."
    )


PAGES: tuple[Place, ...] = (
    Place("today", lambda: tr("Today"), "sun", _today, _today_help),
    Place("backorders", lambda: tr("Backorders"), "hourglass", _backorders, _backorders_help),
    Place("orders", lambda: tr("Orders"), "clipboard-list", _orders, _orders_help),
    Place("stock", lambda: tr("Stock"), "building-warehouse", _stock, _stock_help),
    Place("purchases", lambda: tr("Purchases"), "truck-delivery", _purchases, _purchases_help),
    Place("customers", lambda: tr("Customers"), "users", _customers, _customers_help),
    Place("suppliers", lambda: tr("Suppliers"), "building-factory-2", _suppliers, _suppliers_help),
    Place("resources", lambda: tr("Resources"), "calendar-month", _resources, _resources_help),
    Place("notices", lambda: tr("Notices"), "mail", _notices, _notices_help),
    Place("costs", lambda: tr("Costs"), "chart-bar", _costs, _costs_help),
    Place("history", lambda: tr("History"), "history", _history, _history_help),
)


class MainWindow(QMainWindow):
    """Paints its frame at once; `when_painted` is called then, to fill it."""

    def __init__(
        self,
        when_painted: Callable[["MainWindow"], object],
        places: Sequence[Place] = PAGES,
        commands: Sequence[Command] = COMMANDS,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Backorder Desk")
        self._when_painted = when_painted
        self._places, self._commands = places, commands
        self._painted = False
        self.workplace: Workplace | None = None
        self.setAcceptDrops(True)
        chosen = first_place(places)
        shown = [(place.icon, place.title()) for place in places]
        self.setCentralWidget(Frame(menu_titles(), shown, chosen))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, lambda: self._when_painted(self))

    def fill(self) -> "Workplace":
        """Put the real widgets in the frame's place, once."""
        if self.workplace is None:
            from ui.workplace import Workplace

            self.workplace = Workplace(self, self._places, self._commands)
        return self.workplace

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.workplace is not None and self.workplace.desk is not None and dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files are brought in wherever they are dropped."""
        paths = dropped(event)
        if self.workplace is not None and self.workplace.desk is not None and paths:
            event.acceptProposedAction()
            desk = self.workplace.desk
            # The program that they are dragged from waits until this returns.
            QTimer.singleShot(0, lambda: bring_files(desk, paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue("window", self.saveGeometry())
        if self.workplace is not None:
            if not self.workplace.may_close():
                event.ignore()
                return
            self.workplace.close()
        super().closeEvent(event)
