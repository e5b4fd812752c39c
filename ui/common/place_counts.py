"""The counts in the navigation: read after the first rows are shown, and again after every write."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.common.jobs import Jobs
from ui.common.navigation import Navigation

if TYPE_CHECKING:
    from app.place_counts import PlaceCount


class PlaceCounts(QObject):
    """Waits for a page to be loaded: nothing may be read before what the owner came for."""

    def __init__(self, jobs: Jobs, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._jobs = jobs
        self._navigation = navigation
        self._begun = False

    def page_loaded(self) -> None:
        """The first time it reads, then no more: what changes is told."""
        if not self._begun:
            self._begun = True
            self.read_again()

    def read_again(self) -> None:
        """A write was committed here or elsewhere."""
        if self._begun:
            self._jobs.read(_read, done=self._show, failed=self._forget, latest="place counts")

    def _show(self, counts: "dict[str, PlaceCount]") -> None:
        for key, button in self._navigation.buttons.items():
            count = counts.get(key)
            if count is not None:
                button.set_count(count.text, alarm=count.alarm, said=count.said)

    def _forget(self, _: object) -> None:
        """The page tells what is wrong with the shop; a stale count would only mislead."""
        for button in self._navigation.buttons.values():
            button.set_count("")


def _read(session: Any) -> "dict[str, PlaceCount]":
    from app.place_counts import place_counts

    return place_counts(session)
