"""What is kept of a file of orders, in a few machine words a line: a million of them must fit."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from marshal import dumps, loads
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# Bounds what is remembered ready to use; the rest is made anew when it is asked for.
_REMEMBERED = 8_192

NO_PRICE = -1
"""Stands for a price that the file does not say."""


class Pile(Generic[T]):
    """Tuples of whole numbers, text and None, or texts, packed; each is found again by its place.

    `made` turns what was packed into what is handed out.
    """

    def __init__(self, made: Callable[[Any], T]) -> None:
        self._made = made
        # A tuple of thirty short fields takes a tenth of what it takes as objects.
        self._packed = bytearray()
        self._starts = array("q", [0])
        self._places: dict[Any, int] = {}
        self._ready: dict[int, T] = {}

    def append(self, value: Any) -> int:
        """The place of a value that is new."""
        self._packed += dumps(value)
        self._starts.append(len(self._packed))
        return len(self) - 1

    def place_of(self, value: Any) -> int:
        """The place of a value that may have come before; lately, or it gets another place."""
        place = self._places.get(value)
        if place is None:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            place = self._places[value] = self.append(value)
        return place

    def __getitem__(self, place: int) -> T:
        value = self._ready.get(place)
        if value is None:
            if len(self._ready) >= _REMEMBERED:
                self._ready.clear()
            packed = self._packed[self._starts[place] : self._starts[place + 1]]
            value = self._ready[place] = self._made(loads(packed))
        return value

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(len(self)))


class Lines:
    """The lines in the order of the file, column by column; thousandths and ten-thousandths.

    `line` is where each stands in the file; `order`, `use`, `text` and `rest` are places in what is kept
    apart: orders, codes of goods, texts, and what few lines say.
    """

    COLUMNS = ("line", "order", "use", "text", "rest", "quantity", "price")

    def __init__(self) -> None:
        self.line, self.order, self.use = array("i"), array("i"), array("i")
        self.text, self.rest = array("i"), array("i")
        self.quantity, self.price = array("q"), array("q")

    def add(self, line: int, order: int, use: int, text: int, rest: int, quantity: int, price: int) -> None:
        """One more."""
        self.line.append(line)
        self.order.append(order)
        self.use.append(use)
        self.text.append(text)
        self.rest.append(rest)
        self.quantity.append(quantity)
        self.price.append(price)

    def keep(self, which: Iterable[bool]) -> None:
        """Only those for which it says so."""
        chosen = bytes(which)
        for name in self.COLUMNS:
            column = getattr(self, name)
            setattr(self, name, array(column.typecode, compress(column, chosen)))

    def __len__(self) -> int:
        return len(self.line)


def counts(size: int) -> "array[int]":
    """So many zeros, to count in."""
    return array("q", bytes(8 * size))
