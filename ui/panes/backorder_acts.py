"""What can be done about a waiting line: the lines of its menu, made for how the line stands."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
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
from ui.dialogs.promise import PromiseDialog
from ui.panes.backorder_rows import FAR, told

NOTHING = Decimal(0)
Did = str | Callable[[Decimal], str]
FINEST = 3
"""Decimals that a field takes while those of the unit are not known; the act refuses what is too fine."""


class LineActs:
    """Acts on one row; `decimals` are those of its unit, `free` is what nobody has of the product."""

    def __init__(self, row: Row, decimals: int = FINEST, free: Decimal = NOTHING) -> None:
        self.row = row
        self.line_id: int = told(row, "id")
        self.order_id: int = told(row, "order_id")
        self.number: str = told(row, "order")
        self.short = quantity_of(told(row, "short"))
        self.reserved = quantity_of(told(row, "reserved"))
        self._decimals, self._free = decimals, free

    def _fact(self) -> str:
        return tr(
            "{order}, {customer}: {quantity} of {product} are short.",
            order=self.number,
            customer=told(self.row, "customer"),
            quantity=wording.quantity_text(self.short),
            product=told(self.row, "product"),
        )

    def _line(
        self, title: str, fn: Callable[..., Any], *args: Any, button: str = "", did: Did = "", **asks: Any
    ) -> Act:
        act = (self.line_id, *args)
        return Act(title, button or title, self._fact(), fn, act, self.order_id, did=did, **asks)

    def _asked(self, offered: Decimal) -> AskQuantity:
        return AskQuantity(tr("Pieces"), offered, self._decimals)

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

        def did(quantity: Decimal) -> str:
            pieces = wording.pieces_text(quantity)
            return tr("{pieces} reserved for {number}.", pieces=pieces, number=self.number)

        asked = self._asked(min(self.short, self._free) or self.short)
        return self._line(tr("Reserve"), queueing.reserve, did=did, quantity=asked)

    def unreserve(self) -> Act:
        """Give back what is reserved."""

        def did(quantity: Decimal) -> str:
            pieces = wording.pieces_text(quantity)
            return tr("{number} gave {pieces} back.", pieces=pieces, number=self.number)

        flag = ("keep_off", tr("Keep the line off, so that it gets nothing in its place"))
        asked = self._asked(self.reserved)
        return self._line(tr("Unreserve"), queueing.unreserve, did=did, quantity=asked, flag=flag)

    # the order itself

    def promise(self) -> Act:
        """What the customer was told."""
        day = told(self.row, "promised")
        shown = None if day is None else date.fromordinal(day)
        title = tr("Promise a date")

        def undo(done: CarriedOut) -> Undo:
            return Undo(title, promises.take_back_promise, (done.outcome,))

        did = tr("The promise to {number} is noted.", number=self.number)
        return self._line(
            title,
            promises.promise,
            button=tr("Promise"),
            did=did,
            asks_day=True,
            day=shown,
            dialog=PromiseDialog,
            undo=undo,
        )

    def split(self) -> Act:
        """Two lines, same promise."""
        waiting = self.short if self.reserved else quantity_of(1000)
        asked, title, button = self._asked(waiting), tr("Split the line"), tr("Split off")

        def did(quantity: Decimal) -> str:
            pieces = wording.pieces_text(quantity)
            return tr("{pieces} of {number} split off.", pieces=pieces, number=self.number)

        def undo(done: CarriedOut) -> Undo:
            return Undo(title, take_back_split, (self.line_id, done.outcome))

        return self._line(title, queueing.split_line, button=button, did=did, quantity=asked, undo=undo)

    def cancel_line(self) -> Act:
        """What waits first."""
        title = tr("Cancel the line")

        def did(quantity: Decimal) -> str:
            pieces = wording.pieces_text(quantity)
            return tr("{pieces} cancelled in {number}.", pieces=pieces, number=self.number)

        return self._line(
            title,
            cancelling.cancel_line,
            button=tr("Cancel the pieces"),
            did=did,
            quantity=self._asked(self.short),
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
    """The lines of the menu 'More' and of a row's own; `last` is the lowest place of the line's queue."""

    def __init__(self, acts: LineActs, do: Callable[[Act], object], last: int) -> None:
        self._acts, self._do, self._last = acts, do, last
        self._lines: list[Line] = []

    def lines(self) -> list[Line]:
        """By kind: rank, standstill, goods, the order itself."""
        for group in (self._rank, self._standing, self._goods, self._order):
            if self._lines:
                self._lines.append(SEPARATOR)
            group()
        return self._lines

    def _add(self, title: str, make: Callable[[], Act], keys: str = "", *, enabled: bool = True) -> None:
        def act() -> None:
            self._do(make())

        self._lines.append(Item(f"{title}\t{keys}" if keys else title, act, enabled=enabled))

    def _rank(self) -> None:
        acts, rank = self._acts, told(self._acts.row, "rank") or 0
        self._add(tr("Rank first"), acts.rank_first, "Alt+Home", enabled=rank != 1)
        self._add(tr("Rank higher"), lambda: acts.rank_at(rank - 1), "Alt+↑", enabled=rank > 1)
        self._add(tr("Rank lower"), lambda: acts.rank_at(rank + 1), "Alt+↓", enabled=0 < rank < self._last)
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


def menu_of(acts: LineActs, do: Callable[[Act], object], last: int = FAR) -> list[Line]:
    """What can be done about a line whose queue has so many places, as far as one knows."""
    return LineMenu(acts, do, last).lines()
