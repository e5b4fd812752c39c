"""A few hundred random steps; tests/bench/machine.py takes ten thousand."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import ShopMachine
from tests.machine.published import PublishingMachine

REACHED = {
    "voucher issued",
    "voucher topped_up",
    "redeemed in part",
    "computed handling",
    "computed storage",
    "offer_substitutes",
}
"""What the stories that begin some runs are for; a soak lists how often all else is done."""


def test_random_actions_break_nothing() -> None:
    few = settings(
        max_examples=12,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # finding the shortest way to a failure takes minutes: the bench does it
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(PublishingMachine, settings=few)
    assert set(ShopMachine.reached) >= REACHED
