"""What can be done about a waiting line: the lines of its menu, made for how the line stands."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app import wording
from app.actions import cancelling, promises, queueing
from app.language import tr
from app.quantities import quantity_of
from ui.common.cells import Row
from ui.common.menus import SEPARATOR, Item, Line
from ui.dialogs.act import Act, AskQuantity
from ui.panes.backorder_rows import told

FINEST = 3
"""Decimals that a field takes while those of the unit are not known; the act refuses what is too fine."""


class LineActs:
    """Acts on one row; `decimals` are those of its unit."""

    def __init__(self, row: Row, decimals: int = FINEST) -> None:
        self.row = row
        self.line_id: int = told(row, "id")
        self.order_id: int = told(row, "order_id")
        self.number: str = told(row, "order")
        self.short = quantity_of(told(row, "short"))
        self.reserved = quantity_of(told(row, "reserved"))
        self._decimals = decimals

    def _fact(self) -> str:
        return tr(
            "{order}, {customer}: {quantity} of {product} are short.",
            order=self.number,
            customer=told(self.row, "customer"),
            quantity=wording.quantity_text(self.short),
            product=told(self.row, "product"),
        )

    def _line(self, title: str, fn: Callable[..., Any], *args: Any, button: str = "", **asks: Any) -> Act:
        return Act(title, button or title, self._fact(), fn, (self.line_id, *args), self.order_id, **asks)

    def _order(self, title: str, fn: Callable[..., Any], button: str, **asks: Any) -> Act:
        return Act(title, button, self._fact(), fn, (self.order_id,), self.order_id, **asks)

    # rank

    def rank_first(self) -> Act:
        """Before all others of the product."""
        return self._line(tr("Rank first"), queueing.rank_first)

    def rank_by(self, places: int) -> Act | None:
        """Up (negative) or down; None where there is no such place or its own is not known."""
        rank = told(self.row, "rank")
        if rank is None or rank + places < 1:
            return None
        title = tr("Rank higher") if places < 0 else tr("Rank lower")
        return self._line(title, queueing.rank_at, rank + places)

    def forget_rank(self) -> Act:
        """Priority and dates count again."""
        return self._line(tr("Forget hand rank"), queueing.forget_rank)

    # hold and keep off

    def hold(self) -> Act:
        """The whole order steps aside."""
        title = tr("Put {number} on hold", number=self.number)
        return self._order(title, queueing.hold, tr("Put on hold"), reason="reason")

    def unhold(self) -> Act:
        """It waits again at its old rank."""
        title = tr("Take {number} off hold", number=self.number)
        return self._order(title, queueing.unhold, tr("Take off hold"))

    def keep_off(self) -> Act:
        """It keeps what it has and gets nothing more."""
        return self._line(tr("Keep off"), queueing.keep_off)

    def keep_on(self) -> Act:
        """It may have goods again."""
        return self._line(tr("Let it wait again"), queueing.keep_on)

    # goods

    def release(self) -> Act:
        """What the order holds goes to the others first."""
        title = tr("Release what {number} holds", number=self.number)
        return self._order(title, queueing.release_order, tr("Release"))

    def reserve(self) -> Act:
        """By hand, whatever the rank."""
        asked = AskQuantity(tr("Pieces"), self.short, self._decimals)
        return self._line(tr("Reserve"), queueing.reserve, quantity=asked)

    def unreserve(self) -> Act:
        """Give back what is reserved."""
        asked = AskQuantity(tr("Pieces"), self.reserved, self._decimals)
        flag = ("keep_off", tr("Keep the line off, so that it gets nothing in its place"))
        return self._line(tr("Unreserve"), queueing.unreserve, quantity=asked, flag=flag)

    # the order itself

    def promise(self) -> Act:
        """What the customer was told."""
        day = told(self.row, "promised")
        shown = None if day is None else date.fromordinal(day)
        title = tr("Promise a date")
        return self._line(title, promises.promise, button=tr("Promise"), asks_day=True, day=shown)

    def split(self) -> Act:
        """Two lines, same promise."""
        waiting = self.short if self.reserved else quantity_of(1000)
        asked = AskQuantity(tr("Pieces"), waiting, self._decimals)
        return self._line(tr("Split the line"), queueing.split_line, button=tr("Split off"), quantity=asked)

    def cancel_line(self) -> Act:
        """What waits first."""
        asked = AskQuantity(tr("Pieces"), self.short, self._decimals)
        return self._line(
            tr("Cancel the line"),
            cancelling.cancel_line,
            button=tr("Cancel the pieces"),
            quantity=asked,
            reason="reason",
        )

    def cancel_order(self) -> Act:
        """All that is open of it."""
        title = tr("Cancel {number}", number=self.number)
        return self._order(title, cancelling.cancel_order, tr("Cancel the order"), reason="reason")


def menu_of(acts: LineActs, do: Callable[[Act], object]) -> list[Line]:
    """The lines of the menu 'More' and of a row's own."""
    row = acts.row
    lines: list[Line] = []

    def add(title: str, make: Callable[[], Act | None], keys: str = "", *, enabled: bool = True) -> None:
        def act() -> None:
            made = make()
            if made is not None:
                do(made)

        lines.append(Item(f"{title}\t{keys}" if keys else title, act, enabled=enabled))

    rank = told(row, "rank")
    add(tr("Rank first"), acts.rank_first, "Alt+Home", enabled=rank != 1)
    add(tr("Rank higher"), lambda: acts.rank_by(-1), "Alt+↑", enabled=bool(rank and rank > 1))
    add(tr("Rank lower"), lambda: acts.rank_by(1), "Alt+↓", enabled=bool(rank))
    add(tr("Forget hand rank"), acts.forget_rank, enabled=bool(told(row, "pinned")))
    lines.append(SEPARATOR)
    if told(row, "on_hold"):
        add(tr("Take {number} off hold", number=acts.number), acts.unhold)
    else:
        add(tr("Put {number} on hold…", number=acts.number), acts.hold)
    if told(row, "kept_off"):
        add(tr("Let it wait again"), acts.keep_on)
    else:
        add(tr("Keep off"), acts.keep_off)
    lines.append(SEPARATOR)
    stopped = bool(told(row, "on_hold"))
    add(tr("Reserve…"), acts.reserve, enabled=not stopped)
    add(tr("Unreserve…"), acts.unreserve, enabled=acts.reserved > 0)
    add(tr("Release what {number} holds", number=acts.number), acts.release, enabled=not stopped)
    lines.append(SEPARATOR)
    add(tr("Promise a date…"), acts.promise)
    add(tr("Split the line…"), acts.split)
    add(tr("Cancel the line…"), acts.cancel_line)
    add(tr("Cancel {number}…", number=acts.number), acts.cancel_order)
    return lines
