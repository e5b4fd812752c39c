"""Writes that outlive the connection they were begun on: done once, or honestly not known."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.errors import OutcomeUnknown
from app.language import tr

R = TypeVar("R")

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Attempt:
    """One run of a write; `looks_up`: its action may have been committed before."""

    action_id: str
    looks_up: bool
    committing: bool = False
    """Whether the commit was sent: if the connection breaks then, nobody knows whether it arrived."""


def enduring(
    run: Callable[[Attempt], R], first: Attempt, is_lost: Callable[[Exception], bool], place: object
) -> R:
    """Run the write; where its connection breaks, once more on a new one, under the same action id."""
    try:
        return run(first)
    except Exception as error:
        if not is_lost(error):
            raise
        log.warning("lost the connection during a write, committing: %s", first.committing)
    second = Attempt(first.action_id, looks_up=True)
    try:
        return run(second)
    except Exception as error:
        if is_lost(error) and (first.committing or second.committing):
            raise unknown(first.action_id, place) from error
        raise


def unknown(action_id: str, place: object) -> OutcomeUnknown:
    """The refusal that says so."""
    return OutcomeUnknown(
        tr("The connection to {place} broke.", place=place),
        tr("It is not known whether this was done. Look before you do it again."),
        action_id,
    )
