"""The steps of a supposition, each with the words in which it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app import wording
from app.actions.supposing import DayStep, DeliveryStep, HoldStep, QuantityStep, RankStep, ReleaseStep, Step
from app.language import tr


@dataclass(frozen=True, slots=True)
class Coming:
    """What a purchase line brings as things are: date, pieces."""

    day: date | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Tried:
    """A step and how it is said; `was` is what a purchase line brings without it."""

    step: Step
    say: Callable[[], str]
    was: Coming | None = None
    changes_nothing: bool = False
    """Whether it is as it was, if nothing else is tried."""

    @property
    def words(self) -> str:
        """In the language of now."""
        return self.say()

    def replaces(self, other: Step) -> bool:
        """Whether it is the same thing, tried again."""
        return type(other) is type(self.step) and _about(other) == _about(self.step)


def _about(step: Step) -> int:
    if isinstance(step, DeliveryStep):
        return step.purchase_line_id
    return step.line_id if isinstance(step, RankStep) else step.order_id


def ranked(order: str, line_id: int, place: int, now: int | None) -> Tried:
    """A line at another place."""

    def say() -> str:
        return tr("{order} at place {place}, not {now}", order=order, place=place, now=now or "–")

    return Tried(RankStep(line_id, place), say, changes_nothing=place == now)


def held(order: str, order_id: int, *, on_hold: bool, was: bool) -> Tried:
    """An order that stands aside, or waits again."""

    def say() -> str:
        return tr("{order} on hold", order=order) if on_hold else tr("{order} off hold", order=order)

    return Tried(HoldStep(order_id, on_hold), say, changes_nothing=on_hold == was)


def released(order: str, order_id: int) -> Tried:
    """An order without what it holds."""
    return Tried(ReleaseStep(order_id), lambda: tr("{order} releases what it holds", order=order))


def moved(number: str, product: str, line_id: int, day: date | None, was: Coming) -> Tried:
    """'P-118, CI-24: Wed 9 Dec, not 2 Dec'."""

    def say() -> str:
        new = wording.day_text(day) if day else tr("no date")
        old = wording.day_text(was.day) if was.day else tr("no date")
        return tr(
            "{purchase}, {product}: {new}, not {old}", purchase=number, product=product, new=new, old=old
        )

    return Tried(DayStep(line_id, day), say, was, day == was.day)


def brought(number: str, product: str, line_id: int, quantity: Decimal, was: Coming) -> Tried:
    """'P-118, CI-24: 4 pieces, not 6'."""

    def say() -> str:
        return tr(
            "{purchase}, {product}: {new}, not {old}",
            purchase=number,
            product=product,
            new=wording.pieces_text(quantity),
            old=wording.quantity_text(was.quantity),
        )

    return Tried(QuantityStep(line_id, quantity), say, was, quantity == was.quantity)
