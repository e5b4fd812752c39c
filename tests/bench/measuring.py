"""How a figure and its limit are taken: CPU seconds, turn about in one run, medians."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of ours and of the limit; `at_most` (or `at_least`) is what the ratio is held to."""

    name: str
    ours: float
    limit: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the limit's CPU ours takes; for `at_least`, the limit's speed that ours reaches."""
        return self.limit / self.ours if self.at_least is not None else self.ours / self.limit

    @property
    def holds(self) -> bool:
        """Whether the ratio is what it must be."""
        if self.at_least is not None:
            return self.ratio >= self.at_least
        return self.at_most is None or self.ratio <= self.at_most

    def __str__(self) -> str:
        wanted = f">= {self.at_least}" if self.at_least is not None else f"<= {self.at_most}"
        verdict = "ok" if self.holds else "MISSED"
        return (
            f"{verdict:6} {self.name}: {self.ratio:.2f} ({wanted}); "
            f"ours {self.ours * 1000:.1f} ms, limit {self.limit * 1000:.1f} ms"
        )


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process, garbage collected before."""
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


def turn_about(
    name: str,
    ours: Callable[[], object],
    limit: Callable[[], object],
    *,
    rounds: int = 5,
    at_most: float | None = None,
    at_least: float | None = None,
    before: Callable[[], object] = lambda: None,
) -> Figure:
    """Measure both, one after the other, so many rounds; `before` is called ahead of each, untimed."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for seconds, work in zip(taken, (ours, limit), strict=True):
            before()
            seconds.append(cpu(work))
    return Figure(name, median(taken[0]), median(taken[1]), at_most, at_least)
