"""Counts beside the places: never before the first rows, then after every write."""

import pytest
from pytestqt.qtbot import QtBot

from app.place_counts import PlaceCount
from ui.common import place_counts
from ui.common.jobs import Jobs
from ui.common.navigation import Entry, Navigation
from ui.common.place_counts import PlaceCounts


@pytest.fixture
def navigation(qtbot: QtBot) -> Navigation:
    made = Navigation("Places", [Entry("backorders", "Backorders", "hourglass"), Entry("stock", "Stock", "")])
    qtbot.addWidget(made)
    return made


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines wait at each reading."""
    numbers = [24, 23]

    def read() -> dict[str, PlaceCount]:
        number = numbers.pop(0)
        return {"backorders": PlaceCount(str(number), f"{number} lines wait", alarm=False)}

    monkeypatch.setattr(place_counts, "_read", read)
    return numbers


def test_counts_wait_for_the_first_rows_and_follow_every_write(
    qtbot: QtBot, jobs: Jobs, navigation: Navigation, waiting: list[int]
) -> None:
    counts = PlaceCounts(jobs, navigation)
    said = navigation.buttons["backorders"].accessibleName

    counts.read_again()
    assert jobs.idle

    counts.page_loaded()
    qtbot.waitUntil(lambda: said() == "Backorders 24 lines wait")
    counts.page_loaded()
    assert jobs.idle

    counts.read_again()
    qtbot.waitUntil(lambda: said() == "Backorders 23 lines wait")
    assert navigation.buttons["stock"].accessibleName() == "Stock"
