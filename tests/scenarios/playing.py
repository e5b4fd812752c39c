"""Plays one case on one empty shop."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.actions.settling import settle_everything
from app.shop import Shop, clock_at, open_shop
from app.verifying import verify
from tests.scenarios.doing import Unknown, perform, state
from tests.scenarios.looking import differences, lines_differ
from tests.scenarios.world import Facts, World, set_up

Proof = Callable[[Shop], list[str]]


def play(place: str, case: Facts, proof: Proof = lambda shop: []) -> list[str]:
    """Play `case` on the empty shop at `place`; returns what differs, or what `proof` finds in the end."""
    world = World(case)
    opener = partial(open_shop, place, clock=clock_at(world.today), who="scenario")
    found: list[str] = []
    with closing(opener()) as shop:
        shop.write(set_up, world)
        steps = case["then"].get("after_each") or []
        for number, action in enumerate(case["when"]):
            try:
                found += [f"step {number + 1}: {text}" for text in perform(shop, world, action, opener)]
            except Unknown as error:
                found.append(f"step {number + 1}: {error}")
            if number < len(steps) and steps[number]:
                lines = _lines_of(steps[number])
                found += [f"step {number + 1}: {text}" for text in shop.read(lines_differ, world, lines)]
        found += shop.read(differences, world, case["then"])
        found += proof(shop)
    return found


def _lines_of(step: Any) -> Facts:
    if isinstance(step, dict):
        return dict(step.get("lines", step))
    return {entry["id"]: entry for entry in step}


def proved(shop: Shop) -> list[str]:
    """What `verify` finds, and whether settling again would change something (R5)."""
    found = [each.what for each in shop.read(verify)]
    if shop.preview(_settled_again) != shop.read(state):
        found.append("settling again changes something")
    return found


def _settled_again(session: Session) -> list[Any]:
    settle_everything(session)
    return state(session)
