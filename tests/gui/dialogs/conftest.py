"""Dialogs are tested on a small real shop, furnished once a run, with the window's own jobs."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest

from app.shop import Shop, clock_at, open_shop
from tests.databases import TODAY
from tests.kitchen import Kitchen, furnish
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.page import Desk


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kitchen]:
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("kitchen") / "shop.desk"))
    with closing(open_shop(path, clock=clock_at(TODAY))) as shop:
        return path, shop.write(furnish)


@pytest.fixture
def kitchen(furnished: tuple[Path, Kitchen]) -> Kitchen:
    return deepcopy(furnished[1])


@pytest.fixture
def sqlite_place(furnished: tuple[Path, Kitchen], tmp_path: Path) -> str:
    return str(shutil.copy(furnished[0], tmp_path / "shop.desk"))


@pytest.fixture
def jobs(sqlite_shop: Shop) -> Iterator[Jobs]:
    """Waits for what is being written before the shop closes."""
    jobs = Jobs(sqlite_shop)
    yield jobs
    jobs.close()


@pytest.fixture
def desk(jobs: Jobs) -> Desk:
    return Desk(jobs, Formats("EUR", TODAY))
