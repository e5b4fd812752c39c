"""The backorders page while one supposes: its list, its pane and its keys try instead of write."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.actions.supposing import HoldStep
from app.errors import Refused
from app.language import tr
from app.quantities import quantity_of
from ui.common.cells import Row
from ui.common.menus import SEPARATOR, Item, Line
from ui.dialogs import act as act_dialog
from ui.dialogs import what_if_delivery
from ui.dialogs.leaving import may_leave
from ui.dialogs.what_if_delivery import Delivery
from ui.panes.backorder_rows import told
from ui.panes.what_if import WhatIf, WhatIfBand
from ui.panes.what_if_steps import Coming, held, ranked, released

if TYPE_CHECKING:
    from app.lists.pools import SupplyRow
    from ui.pages.backorders import BackordersPage


class WhatIfMode(QObject):
    """Begins when it is made; `leave` ends it."""

    def __init__(self, page: "BackordersPage") -> None:
        super().__init__(page)
        self._page = page
        self.what_if = WhatIf(page.desk.jobs, self)
        page.looking.what_if = self.what_if
        self.band = WhatIfBand(self.what_if, self.change_delivery, self.apply)
        self.band.leave.clicked.connect(self.leave)
        self._is_fresh = False
        self.what_if.supposed.connect(self._show_supposed)
        page.queue.loaded.connect(self._show_first_head)
        self._escape = QShortcut(QKeySequence("Esc"), page, self._ask_to_leave)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        page.put_above(self.band)
        page.reshape()
        page.table.setFocus()

    def _show_supposed(self) -> None:
        self._is_fresh = True
        self._page.read_again()

    def _show_first_head(self) -> None:
        """A row that has come first brings its group's head into sight."""
        table = self._page.table
        if self._is_fresh and table.currentIndex().row() == 1:
            table.scrollToTop()
        self._is_fresh = False

    def rank(self, row: Row, place: int) -> None:
        """Try another rank."""
        if place == told(row, "rank"):
            return
        line_id: int = told(row, "id")
        now = self._page.looking.places.get(line_id, told(row, "rank"))
        self.what_if.put(ranked(told(row, "order"), line_id, place, now))

    def hold(self, row: Row) -> None:
        """Try the order on hold, or off it."""
        order_id, stands = told(row, "order_id"), bool(told(row, "on_hold"))
        tries = any(
            isinstance(each.step, HoldStep) and each.step.order_id == order_id for each in self.what_if.tried
        )
        was = stands != tries  # what stands so because it is tried stood otherwise before
        self.what_if.put(held(told(row, "order"), order_id, on_hold=not stands, was=was))

    def release(self, row: Row) -> None:
        """Try the order without what it holds."""
        self.what_if.put(released(told(row, "order"), told(row, "order_id")))

    # deliveries

    def change_delivery(self, key: object = None) -> None:
        """Try another date or quantity of what comes for the chosen line's product."""
        pane = self._page.read_pane
        if pane is None:
            return
        coming = [each for each in pane.detail.supplies if each.kind == "purchase"]
        if not coming:
            name = pane.detail.head.name
            self.band.error.show_error(
                Refused(
                    tr("Nothing of {product} is on its way.", product=name),
                    tr("Choose a line that waits for a delivery."),
                )
            )
            return
        wanted = key[1] if isinstance(key, tuple) and key[0] == "purchase" else None
        pegged = [line_id for _, line_id in pane.eta_purchases]
        chosen = wanted if wanted is not None else pegged[-1] if pegged else None
        steps = what_if_delivery.ask(
            self._page.window(),
            self._page.desk,
            pane.detail.head.sku,
            [self._delivery(each) for each in coming],
            chosen,
            pane.decimals,
        )
        for each in steps or ():
            self.what_if.put(each)

    def _delivery(self, supply: "SupplyRow") -> Delivery:
        day = None if supply.on is None else date.fromordinal(supply.on)
        tried = Coming(day, quantity_of(supply.quantity))
        was = self.what_if.coming(supply.key) or tried
        return Delivery(supply.key, supply.number, was, tried)

    # the end

    def apply(self) -> None:
        """All of it in one write, after a look at all whom it touches."""
        found = self.what_if.supposition
        if found is None:
            return
        act = self.what_if.act()
        if act_dialog.ask(self._page.window(), self._page.desk, act, found.outlook) is not None:
            self.leave()

    def leave(self) -> None:
        """Nothing was written."""
        self._page.looking.what_if = None
        self._page.queue.loaded.disconnect(self._show_first_head)
        self._escape.setEnabled(False)
        self.band.hide()
        self.band.deleteLater()
        self._page.end_what_if()
        self._page.reshape()
        self._page.table.setFocus()
        self.deleteLater()

    def _ask_to_leave(self) -> None:
        """Escape ends what the mouse or the keys are about first."""
        if self._page.ranking.leave() or self._page.table.drag.cancel():
            return
        words = [each.words for each in self.what_if.tried]
        if may_leave(self._page, self._page.desk, words):
            self.leave()

    def lines(self, row: Row | None) -> list[Line]:
        """The menu of a row: what can be tried."""
        if row is None:
            return []
        rank, order, stands = told(row, "rank"), told(row, "order"), bool(told(row, "on_hold"))
        off, on = tr("Take {number} off hold", number=order), tr("Put {number} on hold", number=order)
        return [
            Item(tr("Rank first") + "\tAlt+Home", self._ranking(row, 1), enabled=rank != 1),
            Item(tr("Rank higher") + "\tAlt+↑", self._ranking(row, (rank or 0) - 1), enabled=(rank or 0) > 1),
            Item(tr("Rank lower") + "\tAlt+↓", self._ranking(row, (rank or 0) + 1), enabled=bool(rank)),
            SEPARATOR,
            Item(off if stands else on, lambda: self.hold(row)),
            Item(
                tr("Release what {number} holds", number=order),
                lambda: self.release(row),
                enabled=not stands,
            ),
            Item(tr("Change a delivery…"), self.change_delivery),
            SEPARATOR,
            Item(tr("Leave"), self.leave),
        ]

    def _ranking(self, row: Row, place: int) -> Callable[[], None]:
        return lambda: self.rank(row, place)
