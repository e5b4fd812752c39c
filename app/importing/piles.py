"""Many small values packed: a tenth of what they take as objects, and what is more of it goes to the disk."""

from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from marshal import dumps, loads
from tempfile import TemporaryFile
from typing import Any, Generic, TypeVar
from weakref import finalize

from app.errors import ShopError
from app.language import tr

T = TypeVar("T")

# Values that may come again find their place among so many.
_REMEMBERED = 8_192
# Bounds what is kept ready to use; the rest is made anew when it is asked for, mostly in its order.
_READY = 2_048
# Bytes of a pile that wait in memory: notes and addresses of a million orders would fill it.
_IN_MEMORY = 1 << 20
_FREE = -1


class Pile(Generic[T]):
    """Tuples of whole numbers, text and None, or texts, packed; each is found again by its place.

    `made` turns what was packed into what is handed out. `at` is the quickest way to it.
    """

    def __init__(self, made: Callable[[Any], T]) -> None:
        self.at: Mapping[int, T] = _Ready(self._unpacked)
        self._made = made
        self._starts = array("q", [0])
        # What is behind the part that was put away.
        self._packed = bytearray()
        self._away: _Away | None = None
        self._away_size = 0
        self._places: dict[Any, int] = {}

    def append(self, value: Any) -> int:
        """The place of a value that is new."""
        self._packed += dumps(value)
        self._starts.append(self._away_size + len(self._packed))
        if len(self._packed) >= _IN_MEMORY:
            self._put_away()
        return len(self) - 1

    def place_of(self, value: Any) -> int:
        """The place of a value that may have come before; lately, or it gets another place."""
        place = self._places.get(value)
        if place is None:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            place = self._places[value] = self.append(value)
        return place

    def close(self) -> None:
        """Nothing is added any more: what only that needs is free."""
        self._places.clear()

    def _put_away(self) -> None:
        if self._away is None:
            self._away = _Away()
        self._away.append(self._packed)
        self._away_size += len(self._packed)
        self._packed.clear()

    def _unpacked(self, place: int) -> T:
        start, end = self._starts[place : place + 2]
        if self._away is None or start >= self._away_size:
            return self._made(loads(self._packed[start - self._away_size : end - self._away_size]))
        return self._made(loads(self._away.read(start, end)))

    def __getitem__(self, place: int) -> T:
        return self.at[place]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[T]:
        return map(self.at.__getitem__, range(len(self)))


class Distinct(Pile[T]):
    """A pile in which each value is once; it is found however long ago it came.

    By hashes in plain arrays: a dictionary of a million texts takes a hundred megabytes more.
    """

    def __init__(self, made: Callable[[Any], T]) -> None:
        super().__init__(made)
        self._hashes = array("q")
        # Places of values, each at its hash or soon behind it; at least half is free, and the number of
        # slots is a power of two.
        self._slots = array("i", [_FREE]) * 1_024

    def place_of(self, value: Any) -> int:
        """The place of the value; a new one where it was not there."""
        key = hash(value)
        slot = self._slot(value, key)
        place = self._slots[slot]
        if place == _FREE:
            place = self._slots[slot] = self.append(value)
            self._hashes.append(key)
            if 2 * len(self) > len(self._slots):
                self._make_room()
        return place

    def find(self, value: Any) -> int | None:
        """The place of the value, if it is there."""
        place = self._slots[self._slot(value, hash(value))]
        return None if place == _FREE else place

    def close(self) -> None:
        """Nor is any value looked up, only what is at a place."""
        super().close()
        self._hashes, self._slots = array("q"), array("i")

    def _slot(self, value: Any, key: int) -> int:
        slots, most = self._slots, len(self._slots) - 1
        slot = key & most
        while (place := slots[slot]) != _FREE and (self._hashes[place] != key or self.at[place] != value):
            slot = slot + 1 & most
        return slot

    def _make_room(self) -> None:
        self._slots = slots = array("i", [_FREE]) * (2 * len(self._slots))
        most = len(slots) - 1
        for place, key in enumerate(self._hashes):
            slot = key & most
            while slots[slot] != _FREE:
                slot = slot + 1 & most
            slots[slot] = place


class _Ready(dict[int, T]):
    """What was unpacked lately; forgetting all at once does no harm."""

    def __init__(self, unpacked: Callable[[int], T]) -> None:
        self._unpacked = unpacked

    def __missing__(self, place: int) -> T:
        if len(self) >= _READY:
            self.clear()
        value = self[place] = self._unpacked(place)
        return value


class _Away:
    """A nameless file of the system's, gone when nobody holds it any more."""

    def __init__(self) -> None:
        with _refusing_trouble():
            self._file = TemporaryFile()  # noqa: SIM115
        finalize(self, self._file.close)
        self._size = 0

    def append(self, block: bytes | bytearray) -> None:
        with _refusing_trouble():
            self._file.seek(self._size)
            self._size += self._file.write(block)

    def read(self, start: int, end: int) -> bytes:
        with _refusing_trouble():
            self._file.seek(start)
            return self._file.read(end - start)


@contextmanager
def _refusing_trouble() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ShopError(
            tr("The folder for temporary files cannot be used: {reason}", reason=error.strerror or error),
            tr("Make room on its disk, then import again; nothing was changed."),
        ) from error
