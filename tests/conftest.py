"""What every test gets: no screen, English, and shops on both databases (see databases.py)."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import language
from ui.common.collecting import collect

pytest_plugins = ["tests.databases"]

# No test measures time, and a busy machine is no failure.
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def _garbage_ends_on_this_thread() -> Iterator[None]:
    """What tests of the window leave must not be collected on a thread of theirs, or of a later test."""
    gc.disable()
    yield
    collect()
