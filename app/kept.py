"""What is made of many rows and serves many reads: made anew once a write has touched those rows."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from app.changes import Area
from db.rows import Reader

T = TypeVar("T")


class Kept:
    """Of one open shop, for any number of threads; two that ask at once may both make it."""

    def __init__(self) -> None:
        self._writes: Counter[Area] = Counter()
        self._things: dict[str, tuple[object, Any]] = {}

    def hear(self, areas: Iterable[Area]) -> None:
        """A write touched these areas."""
        self._writes.update(areas)

    def get(self, name: str, areas: frozenset[Area], day: object, make: Callable[[], T]) -> T:
        """The thing as `make` gave it on that day, if none of the areas was written to since."""
        stamp = self._stamp(areas, day)
        known = self._things.get(name)
        if known is None or known[0] != stamp:
            known = self._things[name] = (stamp, make())
        thing: T = known[1]
        return thing

    def has(self, name: str, areas: frozenset[Area], day: object) -> bool:
        """Whether `get` would give it without making it."""
        known = self._things.get(name)
        return known is not None and known[0] == self._stamp(areas, day)

    def _stamp(self, areas: frozenset[Area], day: object) -> object:
        return (day, *(self._writes[area] for area in sorted(areas)))


def kept(session: Reader, name: str, areas: frozenset[Area], make: Callable[[], T]) -> T:
    """As above; a session that has written to the areas itself makes its own."""
    held: Kept | None = session.info.get("kept")
    if held is None or session.info["changed"] & areas:
        return make()
    return held.get(name, areas, session.info["today"], make)


def is_kept(session: Reader, name: str, areas: frozenset[Area]) -> bool:
    """Whether it need not be made first."""
    held: Kept | None = session.info.get("kept")
    return held is not None and held.has(name, areas, session.info["today"])
