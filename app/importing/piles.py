"""Many small values packed: a tenth of what they take as objects."""

from array import array
from collections.abc import Callable, Iterator, Mapping
from marshal import dumps, loads
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# Bounds what is remembered ready to use; the rest is made anew when it is asked for.
_REMEMBERED = 8_192


class Pile(Generic[T]):
    """Tuples of whole numbers, text and None, or texts, packed; each is found again by its place.

    `made` turns what was packed into what is handed out. `at` is the quickest way to it.
    """

    def __init__(self, made: Callable[[Any], T]) -> None:
        self.at: Mapping[int, T] = _Ready(self._unpacked)
        self._made = made
        self._packed = bytearray()
        self._starts = array("q", [0])
        self._places: dict[Any, int] = {}

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

    def _unpacked(self, place: int) -> T:
        return self._made(loads(self._packed[self._starts[place] : self._starts[place + 1]]))

    def __getitem__(self, place: int) -> T:
        return self.at[place]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[T]:
        return map(self.at.__getitem__, range(len(self)))


class _Ready(dict[int, T]):
    """What was unpacked lately; forgetting all at once does no harm."""

    def __init__(self, unpacked: Callable[[int], T]) -> None:
        self._unpacked = unpacked

    def __missing__(self, place: int) -> T:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[place] = self._unpacked(place)
        return value
