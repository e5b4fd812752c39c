"""Desks to list from, on both databases or on SQLite alone."""

import pytest

from app.shop import Shop
from tests.desks import Desk


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """An empty desk, on SQLite and on PostgreSQL."""
    return Desk(shop)


@pytest.fixture
def sqlite_desk(sqlite_shop: Shop) -> Desk:
    """An empty desk on SQLite only."""
    return Desk(sqlite_shop)
