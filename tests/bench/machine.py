"""`python -m tests.bench.machine [STEPS]`: ten thousand random actions, or as many as are named.

On the PostgreSQL server that BACKORDER_DESK_TEST_POSTGRESQL names with `--postgresql`, else on files; in the
end it is listed how often each act was done.
"""

import os
import sys
from collections.abc import Iterator
from time import process_time

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.bench.measuring import Figure
from tests.databases import SERVER_VARIABLE
from tests.machine.machine import ShopMachine
from tests.machine.places import Databases
from tests.machine.published import PublishingMachine

STEPS = 10_000
STEPS_A_SHOP = 50


class CountingMachine(PublishingMachine):
    """Counts the actions of all shops."""

    steps = 0

    def check_invariants(self, settings: object, output: object, runtimes: object) -> None:
        CountingMachine.steps += 1
        super().check_invariants(settings, output, runtimes)  # type: ignore[no-untyped-call]


def play(steps: int) -> int:
    """At least `steps` random actions; an assertion fails with the shortest way to what is broken."""
    CountingMachine.steps = 0
    while CountingMachine.steps < steps:
        left = steps - CountingMachine.steps
        many = settings(
            max_examples=max(1, min(50, left // STEPS_A_SHOP)),
            stateful_step_count=STEPS_A_SHOP,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(CountingMachine, settings=many)
    return CountingMachine.steps


def measure(scale: int) -> Iterator[Figure]:
    """Nothing broken in ten thousand steps; that a step takes a tenth of a second at most is a by-product."""
    started = process_time()
    steps = play(STEPS)
    yield Figure(f"{steps} random actions, nothing broken", process_time() - started, steps * 0.1, 1.0)


def main() -> int:
    """0 if nothing broke."""
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    databases = Databases(os.environ[SERVER_VARIABLE]) if "--postgresql" in sys.argv else None
    if databases is not None:
        ShopMachine.places_of_shops = databases
    try:
        print(f"{play(numbers[0] if numbers else STEPS)} random actions, nothing broken")
    finally:
        for act, times in sorted(ShopMachine.reached.items()):
            print(f"{times:7} {act}")
        if databases is not None:
            databases.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
