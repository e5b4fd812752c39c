"""Which columns of a list are shown, and in which order: the owner's choice, remembered by key."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSettings

from ui.common.cells import Column


class ColumnLayout:
    """The columns a list can show, as chosen; those that are new or gone since do no harm.

    What is remembered are the keys shown, and those that could be: a column the program did not have then
    stands where it stands in the list's own order.
    """

    def __init__(self, columns: Sequence[Column], remembered_as: str) -> None:
        self.all = tuple(columns)
        self._name = f"columns/{remembered_as}" if remembered_as else ""
        self._shown = self._remembered()

    def shown(self) -> list[Column]:
        """From left to right."""
        known = {column.key: column for column in self.all}
        return [known[key] for key in self._shown]

    def keys(self) -> list[str]:
        """The keys of the columns shown, from left to right."""
        return list(self._shown)

    def is_own(self) -> bool:
        """Whether the list's own columns stand in their own order."""
        return self._shown == self._own()

    def toggle(self, key: str) -> None:
        """Show a column, or hide it; the last one stays."""
        if key not in self._shown:
            self._insert(self._shown, key)
        elif len(self._shown) > 1:
            self._shown.remove(key)
        self._remember()

    def put(self, key: str, before: str = "") -> None:
        """Let a column stand before another, or last."""
        if key == before or key not in self._shown:
            return
        self._shown.remove(key)
        self._shown.insert(self._shown.index(before) if before in self._shown else len(self._shown), key)
        self._remember()

    def step(self, key: str, by: int) -> None:
        """Let a column change places with its neighbour: -1 the left, 1 the right one."""
        at = self._shown.index(key)
        to = at + by
        if 0 <= to < len(self._shown):
            self._shown[at], self._shown[to] = self._shown[to], self._shown[at]
            self._remember()

    def choose(self, keys: Iterable[str]) -> None:
        """Show exactly these; keys that no column has are passed over."""
        known = {column.key for column in self.all}
        self._shown = [key for key in dict.fromkeys(keys) if key in known] or self._own()
        self._remember()

    def reset(self) -> None:
        """The list's own columns in their own order."""
        self._shown = self._own()
        if self._name:
            QSettings().remove(self._name)

    def offer_sorts(self, sorts: Iterable[str]) -> None:
        """Headers of other orders take no click."""
        offered = set(sorts)
        self.all = tuple(
            column if column.sort in offered else replace(column, sort="") for column in self.all
        )

    # how

    def _own(self) -> list[str]:
        return [column.key for column in self.all if column.shown]

    def _remember(self) -> None:
        if self._name:
            QSettings().setValue(f"{self._name}/shown", ",".join(self._shown))
            QSettings().setValue(f"{self._name}/known", ",".join(column.key for column in self.all))

    def _remembered(self) -> list[str]:
        if not self._name:
            return self._own()
        shown, known = (_keys(f"{self._name}/{what}") for what in ("shown", "known"))
        present = {column.key for column in self.all}
        result = [key for key in shown if key in present]
        if not result:
            return self._own()
        for key in self._own():
            if key not in known and key not in result:
                self._insert(result, key)
        return result

    def _insert(self, keys: list[str], key: str) -> None:
        """After the nearest column before it in the list's own order that is shown."""
        order = [column.key for column in self.all]
        before = [each for each in order[: order.index(key)] if each in keys]
        keys.insert(keys.index(before[-1]) + 1 if before else 0, key)


def _keys(name: str) -> list[str]:
    value = QSettings().value(name, "")
    # A list is what QSettings makes of text with commas that somebody wrote into the file by hand.
    words = value if isinstance(value, list) else str(value or "").split(",")
    return [str(word) for word in words if word]
