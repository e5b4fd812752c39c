"""Dialogs are tested on a small real shop, with the window's own jobs."""

from collections.abc import Iterator

import pytest

from app.shop import Shop
from tests.kitchen import Kitchen, furnish
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.page import Desk


@pytest.fixture
def kitchen(sqlite_shop: Shop) -> Kitchen:
    return sqlite_shop.write(furnish)


@pytest.fixture
def jobs(sqlite_shop: Shop, kitchen: Kitchen) -> Iterator[Jobs]:
    """Waits for what is being written before the shop closes."""
    jobs = Jobs(sqlite_shop)
    yield jobs
    jobs.close()


@pytest.fixture
def desk(jobs: Jobs, sqlite_shop: Shop) -> Desk:
    return Desk(jobs, Formats("EUR", sqlite_shop.clock().date()))
