"""Who ordered: as the file names him, and who of the shop's customers that is or will be."""

from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from app.importing.known import Buyer
from app.importing.piles import Distinct

NO_NUMBER = "\n"
"""Begins the key of a customer whom the file gives no number, for none has a line break."""

_NOBODY = -1


class Named(NamedTuple):
    """Who ordered, as the file says it."""

    number: str
    name: str
    email: str


class NewBuyer(NamedTuple):
    """A customer to create; `order` is the place of his latest, which has his address."""

    number: str
    name: str
    email: str
    order: int


class Buyers:
    """Whose orders they are, by the place of a name: the customer there is, or the one to create.

    A few machine words for each: every order of a file may have another.
    """

    def __init__(self, named: Distinct[Named]) -> None:
        self._named = named
        # The customers there are; and of those to create what tells them apart, with the place of the name
        # that was first to mean them, their latest order, and what is counted up where they have no number.
        self._known: list[Buyer] = []
        self._keys: Distinct[str] = Distinct(str)
        self._first, self._latest, self._counted = array("i"), array("i"), array("q")
        # By the place of a name: that of one to create, or below _NOBODY of one there is.
        self._of = array("i")

    def add(self, buyer: Buyer | str | None) -> None:
        """Whom the next name means: one there is, the key of one to create, or nobody."""
        if buyer is None:
            self._of.append(_NOBODY)
        elif isinstance(buyer, Buyer):
            self._known.append(buyer)
            self._of.append(_NOBODY - len(self._known))
        else:
            place = self._keys.place_of(buyer)
            if place == len(self._first):
                self._first.append(len(self._of))
                self._latest.append(-1)
                self._counted.append(0)
            self._of.append(place)

    def new_at(self, name: int) -> int | None:
        """The place among those to create of whom the name means, if it means one of them."""
        place = self._of[name]
        return place if place >= 0 else None

    def known_at(self, name: int) -> Buyer | None:
        """The customer there is whom the name means, if it means one."""
        place = self._of[name]
        return self._known[_NOBODY - place - 1] if place < _NOBODY else None

    def ordered(self, name: int, order: int, days: Sequence[int]) -> None:
        """One of the orders, which count by day, then by place."""
        new = self._of[name]
        if new >= 0 and (self._latest[new] < 0 or days[order] >= days[self._latest[new]]):
            self._latest[new] = order

    def number(self, places: Iterable[int], start: int, taken: Container[str]) -> None:
        """Count up from here those of the ones to create that have no number; what is taken is left out."""
        for place in places:
            if self._keys[place][0] == NO_NUMBER:
                while _counted_up(start) in taken or self._keys.find(_counted_up(start)) is not None:
                    start += 1
                self._counted[place] = start
                start += 1
        self._keys.close()

    def new(self, place: int) -> NewBuyer:
        """One to create."""
        key, named = self._keys[place], self._named[self._first[place]]
        number = _counted_up(self._counted[place]) if key[0] == NO_NUMBER else key
        has_own = key[0] != NO_NUMBER
        name = named.name or (number if has_own else "") or named.email
        return NewBuyer(number, name, named.email, self._latest[place])

    def __len__(self) -> int:
        return len(self._first)

    def __iter__(self) -> Iterator[NewBuyer]:
        return map(self.new, range(len(self)))


def _counted_up(number: int) -> str:
    return f"C-{number}"
