"""What is kept of a file of orders, in a few machine words a line: a million of them must fit."""

from array import array
from collections.abc import Iterable
from itertools import compress

NO_PRICE = -1
"""Stands for a price that the file does not say."""


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
