"""What every test gets: no screen, English, and shops on both databases (see databases.py)."""

import gc
import importlib
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import language
from ui.common.collecting import collect

pytest_plugins = ["tests.databases"]

# No test measures time, and a busy machine is no failure.
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: begins first, so that nobody waits for it in the end")
    if sys.dont_write_bytecode:
        # Every worker and every program that tests start imports the same: compiled once, kept from the code.
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(Path(__file__).resolve().parents[1] / ".pytest_cache" / "bytecode")
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        # Thousands of shops are made and committed to, and nobody needs them on a disk.
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection(session: pytest.Session) -> None:
    """Workers begin to import at different files, so that each compiles a share and finds the others'."""
    gc.disable()  # until all is collected: what is imported stays
    worker = getattr(session.config, "workerinput", None)
    if worker is None:
        return
    root = session.config.rootpath
    folders = [root / arg for arg in session.config.args if (root / arg).is_dir()]
    modules = [
        ".".join(path.relative_to(root).with_suffix("").parts)
        for folder in folders
        for path in sorted(folder.rglob("test_*.py"))
    ]
    first = len(modules) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
    with warnings.catch_warnings(action="error"):
        for module in modules[first:] + modules[:first]:
            with suppress(Exception):  # collecting tries again, and tells
                importlib.import_module(module)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What was imported stays: the collections between tests need not look at it."""
    gc.collect()
    gc.freeze()


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
