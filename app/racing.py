"""Writes that the server gives up so that another one can go on are run again."""

import logging
import random
from collections.abc import Callable
from time import sleep
from typing import TypeVar

from db.driver_errors import is_driver_error, lost_a_race

R = TypeVar("R")

TRIES = 5
"""How often a write is run at most."""

log = logging.getLogger(__name__)


def repeating(attempt: Callable[[], R]) -> R:
    """Run again what lost a race, after a pause that grows and differs between tills."""
    for tried in range(1, TRIES):
        try:
            return attempt()
        except Exception as error:
            if not (is_driver_error(error) and lost_a_race(error)):
                raise
            log.info("lost a race, try %d", tried)
        sleep(random.uniform(0.2, 1) * 0.02 * 2**tried)
    return attempt()
