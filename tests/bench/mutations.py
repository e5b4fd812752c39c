"""Every sample spoiled ten thousand times and brought in: what came of it that should not have."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from app.shop import clock_at, create_shop, open_shop
from tests.mutated_imports import breaks, bring_ours, samples, trouble_with

TODAY = date(2026, 11, 23)
TIMES = 10_000
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told of one sample."""

    name: str
    times: int
    trouble: list[str]

    @property
    def holds(self) -> bool:
        """Whether nothing went wrong."""
        return not self.trouble

    def __str__(self) -> str:
        lines = [
            f"{'ok' if self.holds else 'MISSED':6} {self.name}: {len(self.trouble)} of {self.times} wrong"
        ]
        return "\n       ".join([*lines, *self.trouble[:_SHOWN]])


def measure(scale: int) -> Iterator[Outcome]:
    """One outcome a sample; ten thousand seeds each at the usual scale."""
    times = min(TIMES, max(1, scale // 10))
    with TemporaryDirectory() as place:
        folder = Path(place)
        with closing(create_shop(folder / "base.desk", clock=clock_at(TODAY))) as shop:
            bring_ours(shop, folder)
        for sample in samples():
            shutil.copy(folder / "base.desk", folder / "shop.desk")
            with closing(open_shop(folder / "shop.desk", clock=clock_at(TODAY))) as shop:
                # What came in once stands in the way of the same again: the last tenth is brought in.
                trouble = [
                    each
                    for seed in range(times)
                    for each in trouble_with(shop, folder, sample, seed, dry_run=seed < times * 9 // 10)
                ]
                yield Outcome(sample.name, times, trouble + breaks(shop))
