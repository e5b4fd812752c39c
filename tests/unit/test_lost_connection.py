"""A server that hangs up: what was being written is done once, what is not known is said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.changes import Area, Changed
from app.errors import ConnectionLost, OutcomeUnknown
from app.settings import change_settings, shop_settings
from app.shop import Shop, open_shop

Hang = Callable[[Session], None]


def name_it(session: Session, name: str) -> str:
    change_settings(session, shop_name=name)
    return name


def name_of(shop: Shop) -> str:
    return shop.read(shop_settings).shop_name


def hang_up_on(session: Session) -> None:
    """The server ends this session's connection, as another administrator would."""
    pid = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    address = session.get_bind().engine.url.set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as administrator:
        administrator.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))


def hang_up_on_everybody(place: str) -> None:
    with psycopg.connect(place.replace("+psycopg", ""), autocommit=True) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def at_commit() -> Iterator[list[Hang]]:
    """What to do to the sessions that commit, one after the other."""
    planned: list[Hang] = []

    def commit(session: Session) -> None:
        if planned:
            planned.pop(0)(session)

    event.listen(Session, "before_commit", commit)
    yield planned
    event.remove(Session, "before_commit", commit)


def commit_then_hang_up(session: Session) -> None:
    """The commit arrives, its answer does not."""
    session.connection().connection.driver_connection.commit()  # type: ignore[union-attr]
    hang_up_on(session)


def test_a_write_whose_connection_broke_before_the_commit_is_done_once(
    postgresql_shop: Shop, at_commit: list[Hang]
) -> None:
    told: list[Changed] = []
    postgresql_shop.listen(told.append)
    at_commit.append(hang_up_on)
    assert postgresql_shop.write(name_it, "Larder") == "Larder"
    assert name_of(postgresql_shop) == "Larder"
    assert len(told) == 1


def test_a_commit_whose_answer_was_lost_is_not_done_again(
    postgresql_shop: Shop, at_commit: list[Hang]
) -> None:
    runs: list[str] = []
    told: list[Changed] = []

    def count_runs(session: Session, name: str) -> str:
        runs.append(name)
        return name_it(session, f"{name} {len(runs)}")

    postgresql_shop.listen(told.append)
    at_commit.append(commit_then_hang_up)
    assert postgresql_shop.write(count_runs, "Larder") == "Larder 1"
    assert runs == ["Larder"]
    assert name_of(postgresql_shop) == "Larder 1"
    assert [Area.SETTINGS in changed.areas for changed in told] == [True]


def test_what_is_not_known_is_said_and_found_out_by_the_same_action(
    postgresql_shop: Shop, at_commit: list[Hang]
) -> None:
    at_commit.append(commit_then_hang_up)
    with unreachable(postgresql_shop), pytest.raises(OutcomeUnknown) as refused:
        postgresql_shop.write(name_it, "Larder")
    assert "not known" in refused.value.hint
    again = postgresql_shop.write(name_it, "Larder", action_id=refused.value.action_id)
    assert again == name_of(postgresql_shop) == "Larder"


def test_what_was_not_committed_is_not_said_to_be_unknown(postgresql_shop: Shop) -> None:
    with pytest.raises(ConnectionLost) as refused:
        postgresql_shop.write(hang_up_on_and_write)
    assert not isinstance(refused.value, OutcomeUnknown)
    assert name_of(postgresql_shop) == ""


def hang_up_on_and_write(session: Session) -> None:
    hang_up_on(session)
    name_it(session, "never")


@contextmanager
def unreachable(shop: Shop) -> Iterator[None]:
    """While it holds, no new connection is made."""

    def refuse(*_: object) -> None:
        raise psycopg.OperationalError("connection failed: Connection refused")

    event.listen(shop._engine, "do_connect", refuse)
    yield
    event.remove(shop._engine, "do_connect", refuse)


def test_reading_goes_on_by_itself(postgresql_shop: Shop, postgresql_place: str) -> None:
    postgresql_shop.write(name_it, "Larder")
    hang_up_on_everybody(postgresql_place)
    assert name_of(postgresql_shop) == "Larder"


def test_listening_goes_on_and_tells_that_anything_may_have_changed(
    postgresql_shop: Shop, postgresql_place: str
) -> None:
    told: list[Changed] = []
    postgresql_shop.poll()
    postgresql_shop.listen(told.append)
    hang_up_on_everybody(postgresql_place)
    with open_shop(postgresql_place) as other:
        other.write(name_it, "unheard")
    with pytest.raises(ConnectionLost):
        postgresql_shop.poll()
    assert told == []
    postgresql_shop.poll()
    assert [changed.areas for changed in told] == [frozenset(Area)]
    with open_shop(postgresql_place) as other:
        other.write(name_it, "heard")
    postgresql_shop.poll()
    assert len(told) == 2
