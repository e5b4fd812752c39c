"""A shop's file is read without SQLAlchemy until more than rows is asked for; the answers are the same."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import DatabaseUnusable
from app.settings import change_settings, shop_settings
from app.shop import Shop, open_shop
from db.models.catalogue import Location
from db.place import FilePlace
from db.plain import PlainSession, plain_file
from db.rows import Reader, fetch, run


@pytest.fixture
def shop(sqlite_place: str) -> Iterator[Shop]:
    with closing(open_shop(sqlite_place)) as opened:
        yield opened


def kind(session: Session) -> type:
    return type(session)


def name_it(session: Session) -> None:
    change_settings(session, shop_name="Larder & Flame")


def read_name(session: Reader) -> str:
    return shop_settings(session).shop_name


def test_rows_are_read_plainly_until_somebody_writes(shop: Shop) -> None:
    assert shop.read(kind) is PlainSession
    shop.write(name_it)
    assert shop.read(kind) is Session
    assert shop.read(read_name) == "Larder & Flame"


def test_a_read_sees_what_another_till_committed(shop: Shop, sqlite_place: str) -> None:
    assert shop.read(read_name) == ""
    with closing(open_shop(sqlite_place)) as other:
        other.write(name_it)
    assert shop.read(read_name) == "Larder & Flame"
    assert shop.read(kind) is PlainSession


def test_a_read_of_objects_is_answered(shop: Shop) -> None:
    assert shop.read(lambda session: session.scalars(select(Location.name)).all()) == ["Main"]


def test_a_read_within_a_read_is_answered(shop: Shop) -> None:
    assert shop.read(lambda _: shop.read(read_name)) == ""


def test_a_plain_read_cannot_write(shop: Shop) -> None:
    with pytest.raises(DatabaseUnusable):
        shop.read(lambda session: run(session, "DELETE FROM settings"))
    assert shop.read(lambda session: [tuple(row) for row in fetch(session, "SELECT 1")]) == [(1,)]


def test_what_is_no_shop_of_this_generation_is_left_to_others(sqlite_place: str, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"SQLite format 3\0")
    for place in (foreign, tmp_path / "none.shop", tmp_path):
        assert plain_file(FilePlace(place), busy_seconds=0) is None
    file = plain_file(FilePlace(Path(sqlite_place)), busy_seconds=0)
    assert file is not None
    file.close()
