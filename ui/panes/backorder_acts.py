"""What can be done about a waiting line: the lines of its menu, made for how the line stands."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app import wording
from app.actions import cancelling, promises, queueing
from app.actions.undoing import CarriedOut, take_back_cancelled, take_back_split
from app.language import tr
from app.quantities import quantity_of
from ui.common.cells import Row
from ui.common.menus import SEPARATOR, Item, Line
from ui.common.undo import Undo
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

    def _line(
        self, title: str, fn: Callable[..., Any], *args: Any, button: str = "", did: str = "", **asks: Any
    ) -> Act:
        act = (self.line_id, *args)
        return Act(title, button or title, self._fact(), fn, act, self.order_id, did=did, **asks)

    def _order(self, title: str, fn: Callable[..., Any], button: str, did: str, **asks: Any) -> Act:
        return Act(title, button, self._fact(), fn, (self.order_id,), self.order_id, did=did, **asks)

    # rank

    def rank_first(self) -> Act:
        """Before all others of the product."""
        did = tr("{order} ranks first.", order=self.number)
        return self._line(tr("Rank first"), queueing.rank_first, did=did)

    def rank_at(self, place: int) -> Act:
        """At this place of its queue, from 1."""
        did = tr("{order} ranks at place {place}.", order=self.number, place=place)
        return self._line(tr("Rank at place {place}", place=place), queueing.rank_at, place, did=did)

    def rank_by(self, places: int) -> Act | None:
        """Up (negative) or down; None where there is no such place or its own is not known."""
        rank = told(self.row, "rank")
        return None if rank is None or rank + places < 1 else self.rank_at(rank + places)

    def forget_rank(self) -> Act:
        """Priority and dates count again."""
        did = tr("The hand rank of {order} is forgotten.", order=self.number)
        return self._line(tr("Forget hand rank"), queueing.forget_rank, did=did)

    # hold and keep off

    def hold(self) -> Act:
        """The whole order steps aside."""
        title = tr("Put {number} on hold", number=self.number)
        did = tr("{number} is on hold.", number=self.number)
        return self._order(title, queueing.hold, tr("Put on hold"), did, reason="reason")

    def unhold(self) -> Act:
        """It waits again at its old rank."""
        title = tr("Take {number} off hold", number=self.number)
        did = tr("{number} waits again.", number=self.number)
        return self._order(title, queueing.unhold, tr("Take off hold"), did)

    def keep_off(self) -> Act:
        """It keeps what it has and gets nothing more."""
        did = tr("{number} is kept off {product}.", number=self.number, product=told(self.row, "product"))
        return self._line(tr("Keep off"), queueing.keep_off, did=did)

    def keep_on(self) -> Act:
        """It may have goods again."""
        did = tr("{number} waits again.", number=self.number)
        return self._line(tr("Let it wait again"), queueing.keep_on, did=did)

    # goods

    def release(self) -> Act:
        """What the order holds goes to the others first."""
        title = tr("Release what {number} holds", number=self.number)
        did = tr("{number} released what it held.", number=self.number)
        return self._order(title, queueing.release_order, tr("Release"), did)

    def reserve(self) -> Act:
        """By hand, whatever the rank."""
        asked = AskQuantity(tr("Pieces"), self.short, self._decimals)
        did = tr("More is reserved for {number}.", number=self.number)
        return self._line(tr("Reserve"), queueing.reserve, did=did, quantity=asked)

    def unreserve(self) -> Act:
        """Give back what is reserved."""
        asked = AskQuantity(tr("Pieces"), self.reserved, self._decimals)
        flag = ("keep_off", tr("Keep the line off, so that it gets nothing in its place"))
        did = tr("Less is reserved for {number}.", number=self.number)
        return self._line(tr("Unreserve"), queueing.unreserve, did=did, quantity=asked, flag=flag)

    # the order itself

    def promise(self) -> Act:
        """What the customer was told."""
        day = told(self.row, "promised")
        shown = None if day is None else date.fromordinal(day)
        title = tr("Promise a date")

        def undo(done: CarriedOut) -> Undo:
            return Undo(title, promises.promise, (self.line_id, shown))

        did = tr("The promise to {number} is noted.", number=self.number)
        return self._line(
            title,
            promises.promise,
            button=tr("Promise"),
            did=did,
            asks_day=True,
            day=shown,
            undo=undo,
        )

    def split(self) -> Act:
        """Two lines, same promise."""
        waiting = self.short if self.reserved else quantity_of(1000)
        asked = AskQuantity(tr("Pieces"), waiting, self._decimals)
        title, did = tr("Split the line"), tr("A line of {number} is split in two.", number=self.number)
        button = tr("Split off")

        def undo(done: CarriedOut) -> Undo:
            return Undo(title, take_back_split, (self.line_id, done.outcome))

        return self._line(title, queueing.split_line, button=button, did=did, quantity=asked, undo=undo)

    def cancel_line(self) -> Act:
        """What waits first."""
        asked = AskQuantity(tr("Pieces"), self.short, self._decimals)
        title = tr("Cancel the line")
        return self._line(
            title,
            cancelling.cancel_line,
            button=tr("Cancel the pieces"),
            did=tr("Cancelled in {number}.", number=self.number),
            quantity=asked,
            reason="reason",
            leave=tr("Leave it"),
            undo=_wanted_again(title),
        )

    def cancel_order(self) -> Act:
        """All that is open of it."""
        title = tr("Cancel {number}", number=self.number)
        did = tr("{number} is cancelled.", number=self.number)
        button = tr("Cancel the order")
        asks: dict[str, Any] = {"reason": "reason", "leave": tr("Leave it"), "undo": _wanted_again(title)}
        return self._order(title, cancelling.cancel_order, button, did, **asks)


def _wanted_again(title: str) -> Callable[[CarriedOut], Undo]:
    return lambda done: Undo(title, take_back_cancelled, (done.lines, done.action_id))


class LineMenu:
    """The lines of the menu 'More' and of a row's own."""

    def __init__(self, acts: LineActs, do: Callable[[Act], object]) -> None:
        self._acts, self._do = acts, do
        self._lines: list[Line] = []

    def lines(self) -> list[Line]:
        """By kind: rank, standstill, goods, the order itself."""
        for group in (self._rank, self._standing, self._goods, self._order):
            if self._lines:
                self._lines.append(SEPARATOR)
            group()
        return self._lines

    def _add(
        self, title: str, make: Callable[[], Act | None], keys: str = "", *, enabled: bool = True
    ) -> None:
        def act() -> None:
            made = make()
            if made is not None:
                self._do(made)

        self._lines.append(Item(f"{title}\t{keys}" if keys else title, act, enabled=enabled))

    def _rank(self) -> None:
        acts, rank = self._acts, told(self._acts.row, "rank")
        self._add(tr("Rank first"), acts.rank_first, "Alt+Home", enabled=rank != 1)
        self._add(tr("Rank higher"), lambda: acts.rank_by(-1), "Alt+↑", enabled=bool(rank and rank > 1))
        self._add(tr("Rank lower"), lambda: acts.rank_by(1), "Alt+↓", enabled=bool(rank))
        self._add(tr("Forget hand rank"), acts.forget_rank, enabled=bool(told(acts.row, "pinned")))

    def _standing(self) -> None:
        acts = self._acts
        if told(acts.row, "on_hold"):
            self._add(tr("Take {number} off hold", number=acts.number), acts.unhold)
        else:
            self._add(tr("Put {number} on hold…", number=acts.number), acts.hold)
        if told(acts.row, "kept_off"):
            self._add(tr("Let it wait again"), acts.keep_on)
        else:
            self._add(tr("Keep off"), acts.keep_off)

    def _goods(self) -> None:
        acts, stopped = self._acts, bool(told(self._acts.row, "on_hold"))
        self._add(tr("Reserve…"), acts.reserve, enabled=not stopped)
        self._add(tr("Unreserve…"), acts.unreserve, enabled=acts.reserved > 0)
        self._add(tr("Release what {number} holds", number=acts.number), acts.release, enabled=not stopped)

    def _order(self) -> None:
        acts = self._acts
        self._add(tr("Promise a date…"), acts.promise)
        self._add(tr("Split the line…"), acts.split)
        self._add(tr("Cancel the line…"), acts.cancel_line)
        self._add(tr("Cancel {number}…", number=acts.number), acts.cancel_order)


def menu_of(acts: LineActs, do: Callable[[Act], object]) -> list[Line]:
    """What can be done about a line."""
    return LineMenu(acts, do).lines()
