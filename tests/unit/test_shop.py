import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, touched, who
from app.changes import Area, Changed
from app.errors import DatabaseUnusable, Refused
from app.racing import TRIES
from app.shop import Shop, clock_at, create_shop, open_shop
from db.models.catalogue import Location
from db.models.records import Action, Setting
from tests.databases import every_case_on_both


@dataclass(frozen=True)
class Stored:
    """An outcome with every kind of value that an action may return."""

    key: str
    price: Decimal
    on: date | None
    at: datetime
    lines: tuple["StoredLine", ...] = ()
    by_id: dict[int, Decimal] | None = None


@dataclass(frozen=True)
class StoredLine:
    quantity: Decimal
    areas: frozenset[Area] = frozenset()


def store(session: Session, key: str, *, price: str = "90.750") -> Stored:
    session.add(Setting(key=key, value=price))
    touched(session, Area.SETTINGS, Area.STOCK)
    line = StoredLine(Decimal("0.100"), frozenset({Area.STOCK}))
    return Stored(key, Decimal(price), date(2026, 2, 28), now(session), (line, line), {1: Decimal("0.10")})


def store_nothing(session: Session) -> None:
    session.add(Setting(key="nothing", value=""))


def keys(session: Session) -> list[str]:
    return list(session.scalars(select(Setting.key).order_by(Setting.key)))


def actions(session: Session) -> list[tuple[str, str, object]]:
    return [(a.id, a.kind, a.areas) for a in session.scalars(select(Action).order_by(Action.at, Action.id))]


@pytest.fixture
def heard(shop: Shop) -> list[Changed]:
    """What the shop told a listener so far."""
    told: list[Changed] = []
    shop.listen(told.append)
    return told


# Who, when


def test_an_action_knows_the_day_the_moment_who_and_its_id(shop: Shop) -> None:
    def context(session: Session) -> tuple[date, datetime, str, str]:
        return today(session), now(session), who(session), action_id(session)

    shop.clock = clock_at(date(2026, 12, 31))
    shop.who = "Ann"
    ident = str(uuid4())

    assert shop.write(context, action_id=ident) == (
        date(2026, 12, 31),
        datetime(2026, 12, 31, 9, tzinfo=UTC),
        "Ann",
        ident,
    )
    assert shop.read(context)[:3] == (date(2026, 12, 31), datetime(2026, 12, 31, 9, tzinfo=UTC), "Ann")


def test_the_day_is_the_shops_own_not_that_of_utc(sqlite_shop: Shop) -> None:
    auckland = timezone(timedelta(hours=13))
    sqlite_shop.clock = lambda: datetime(2027, 1, 1, 8, tzinfo=auckland)

    assert sqlite_shop.read(lambda session: (today(session), now(session))) == (
        date(2027, 1, 1),
        datetime(2026, 12, 31, 19, tzinfo=UTC),
    )


def test_a_new_shop_has_one_location(shop: Shop) -> None:
    assert shop.read(lambda session: list(session.scalars(select(Location.name)))) == ["Main"]


# Write


def test_a_write_is_stored_with_its_action_and_told_once(shop: Shop, heard: list[Changed]) -> None:
    outcome = shop.write(store, "currency")

    assert outcome.key == "currency"
    assert shop.read(keys) == ["currency"]
    ((ident, kind, areas),) = shop.read(actions)
    assert (kind, areas) == ("store", ["settings", "stock"])
    assert heard == [Changed(frozenset({Area.SETTINGS, Area.STOCK}), ident)]


def test_a_listener_hears_after_the_commit(shop: Shop) -> None:
    seen: list[list[str]] = []
    shop.listen(lambda changed: seen.append(shop.read(keys)))

    shop.write(store, "currency")

    assert seen == [["currency"]]


def test_a_listener_that_stops_hears_nothing(shop: Shop) -> None:
    told: list[Changed] = []
    stop = shop.listen(told.append)

    stop()
    shop.write(store, "currency")

    assert told == []


@every_case_on_both
@pytest.mark.parametrize("error", [Refused("Not so."), ZeroDivisionError()])
def test_an_error_rolls_back_everything_and_tells_nobody(
    shop: Shop, heard: list[Changed], error: Exception
) -> None:
    def fail(session: Session) -> None:
        store(session, "currency")
        session.flush()
        raise error

    with pytest.raises(type(error)):
        shop.write(fail)

    assert shop.read(keys) == []
    assert shop.read(actions) == []
    assert heard == []


def test_the_same_action_id_returns_the_first_outcome_and_does_nothing(
    shop: Shop, heard: list[Changed]
) -> None:
    ident = uuid4()
    first = shop.write(store, "currency", action_id=ident, price="1.10")
    shop.clock = clock_at(date(2030, 1, 1))

    again = shop.write(store, "language", action_id=str(ident), price="7")

    assert again == first
    assert str(again.price) == "1.10"
    assert shop.read(keys) == ["currency"]
    assert len(heard) == 1


def test_an_outcome_of_nothing_is_an_outcome(shop: Shop) -> None:
    ident = uuid4()

    for _ in range(2):
        shop.write(store_nothing, action_id=ident)

    assert shop.read(keys) == ["nothing"]


def test_a_bound_action_goes_by_its_functions_name(sqlite_shop: Shop) -> None:
    ident = uuid4()
    first = sqlite_shop.write(partial(store, key="a"), action_id=ident)

    assert sqlite_shop.write(partial(store, key="a"), action_id=ident) == first
    assert [kind for _, kind, _ in sqlite_shop.read(actions)] == ["store"]


def test_an_action_id_of_another_act_is_a_mistake(sqlite_shop: Shop) -> None:
    ident = uuid4()
    sqlite_shop.write(store_nothing, action_id=ident)

    with pytest.raises(ValueError, match="was store_nothing, not store"):
        sqlite_shop.write(store, "currency", action_id=ident)


def test_an_action_that_failed_can_be_tried_again_under_its_id(shop: Shop) -> None:
    ident = uuid4()
    with pytest.raises(TypeError):
        shop.write(store, action_id=ident)

    assert shop.write(store, "currency", action_id=ident).key == "currency"


# Read and preview


def test_a_read_writes_nothing(shop: Shop) -> None:
    def sneak(session: Session) -> None:
        store(session, "currency")
        session.flush()

    with pytest.raises(DatabaseUnusable):
        shop.read(sneak)
    assert shop.read(keys) == []


def test_a_preview_returns_the_outcome_and_keeps_nothing(shop: Shop, heard: list[Changed]) -> None:
    def rename(session: Session) -> list[str]:
        store(session, "currency")
        return keys(session)

    assert shop.preview(rename) == ["currency"]
    assert shop.read(keys) == []
    assert shop.read(actions) == []
    assert heard == []


def test_a_preview_that_reads_lets_others_write(sqlite_shop: Shop) -> None:
    def look(session: Session) -> list[str]:
        with open_shop(str(sqlite_shop.place), busy_seconds=0.05) as other:
            other.write(store, "meanwhile")
        return keys(session)

    assert sqlite_shop.preview(look) == ["meanwhile"]


def test_a_preview_that_meets_a_write_waits_for_it(sqlite_shop: Shop) -> None:
    tries: list[str] = []
    writing, looked = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        store(session, "first")
        session.flush()
        writing.set()
        looked.wait(120)

    def look(session: Session) -> list[str]:
        found = keys(session)
        tries.append("try")
        looked.set()
        store(session, "second")
        session.flush()
        return found

    writer = threading.Thread(target=sqlite_shop.write, args=(slow,))
    writer.start()
    writing.wait(120)
    found = sqlite_shop.preview(look)
    writer.join()

    assert found == ["first"]
    assert tries == ["try", "try"]


# Others


def test_two_threads_read_and_write_side_by_side(shop: Shop) -> None:
    inside, seen = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        store(session, "currency")
        session.flush()
        inside.set()
        seen.wait(120)

    writer = threading.Thread(target=shop.write, args=(slow,))
    writer.start()
    inside.wait(120)
    before = shop.read(keys)
    seen.set()
    writer.join()

    assert before == []
    assert shop.read(keys) == ["currency"]


def test_a_poll_tells_what_another_process_committed_but_not_our_own(shop: Shop, place: str) -> None:
    told: list[Changed] = []
    shop.poll()
    shop.write(store, "own")
    with open_shop(place) as other:
        other.write(store, "other", action_id="11111111-2222-3333-4444-555555555555")
        other.preview(store, "preview")
    shop.listen(told.append)

    shop.poll()
    shop.poll()

    assert told == [Changed(frozenset({Area.SETTINGS, Area.STOCK}), "11111111-2222-3333-4444-555555555555")]


def race(loser: Shop, winner: Callable[[], object], losses: int) -> tuple[list[str], int]:
    """Run a write that meets the winner's unique key as often as `losses` says; the keys and the tries."""
    tries = 0

    def write_if_free(session: Session) -> None:
        nonlocal tries
        tries += 1
        taken = keys(session)
        if tries <= losses:
            winner()
        if "currency" not in taken or tries <= losses:
            store(session, "currency")

    loser.write(write_if_free)
    return loser.read(keys), tries


def test_a_write_that_loses_a_race_looks_again(postgresql_shop: Shop, postgresql_place: str) -> None:
    with open_shop(postgresql_place) as other:
        found, tries = race(postgresql_shop, lambda: other.write(store, "currency"), 1)

    assert (found, tries) == (["currency"], 2)


def test_a_deadlock_ends_with_both_writes_done(postgresql_shop: Shop, postgresql_place: str) -> None:
    met = threading.Barrier(2, timeout=120)
    entered: list[str] = []

    def touch_both(session: Session, first: str, second: str) -> None:
        statement = "UPDATE settings SET value = value || '1' WHERE key = '{}'"
        session.connection().exec_driver_sql(statement.format(first))
        entered.append(first)
        if entered.count(first) == 1:
            met.wait()
        session.connection().exec_driver_sql(statement.format(second))

    postgresql_shop.write(store, "a", price="0")
    postgresql_shop.write(store, "b", price="0")
    with open_shop(postgresql_place) as other:
        thread = threading.Thread(target=other.write, args=(touch_both, "b", "a"))
        thread.start()
        postgresql_shop.write(touch_both, "a", "b")
        thread.join()

    assert len(entered) == 3
    query = "SELECT value FROM settings ORDER BY key"
    found = postgresql_shop.read(lambda session: session.connection().exec_driver_sql(query).scalars().all())
    assert found == ['"0"11', '"0"11']


def test_a_race_lost_again_and_again_is_given_up(
    postgresql_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("app.racing.sleep", pauses.append)
    tries: list[int] = []

    def never(session: Session) -> None:
        tries.append(1)
        session.connection().exec_driver_sql(
            "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'serialization_failure'; END $$"
        )

    with pytest.raises(DatabaseUnusable, match="Another program is using the shop"):
        postgresql_shop.write(never)

    assert len(tries) == TRIES
    assert len(pauses) == TRIES - 1


KILLED = """
import sys
from app.shop import open_shop

def hang(session):
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        # Pages reach the file before the commit, as they do when memory is short.
        connection.exec_driver_sql("PRAGMA cache_spill=1")
        connection.exec_driver_sql("PRAGMA cache_size=1")
    for number in range(2000):
        connection.exec_driver_sql(f"INSERT INTO settings VALUES ('{number}', '" + "x" * 100 + "')")
    print("written", flush=True)
    sys.stdin.read()

open_shop(sys.argv[1]).write(hang)
"""


def test_a_process_killed_in_mid_write_leaves_the_shop_as_it_was(shop: Shop, place: str) -> None:
    shop.write(store, "before")
    root = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, place],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"written\n"
        child.kill()

    with open_shop(place) as reopened:
        assert reopened.read(keys) == ["before"]
        reopened.write(store, "after")
        assert reopened.read(keys) == ["after", "before"]


def test_a_shop_is_closed_by_with(tmp_path: Path) -> None:
    with create_shop(tmp_path / "shop.desk") as shop:
        shop.poll()
        shop.write(store, "currency")
    (tmp_path / "shop.desk").rename(tmp_path / "moved.desk")

    assert [entry.name for entry in tmp_path.iterdir()] == ["moved.desk"]
    with open_shop(tmp_path / "moved.desk") as moved:
        assert moved.read(keys) == ["currency"]


def test_closing_waits_for_a_look_at_what_others_did(
    sqlite_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, go_on = threading.Event(), threading.Event()
    did: list[str] = []

    class Slow:
        def news(self) -> list[object]:
            looking.set()
            go_on.wait(60)
            did.append("looked")
            return []

        def close(self) -> None:
            did.append("closed")

    monkeypatch.setattr("app.shop.listening_to", lambda *_: Slow())
    shop = open_shop(sqlite_place)
    poll, close = threading.Thread(target=shop.poll), threading.Thread(target=shop.close)
    poll.start()
    assert looking.wait(60)
    close.start()
    go_on.set()
    for thread in (poll, close):
        thread.join(60)
    shop.poll()
    assert did == ["looked", "closed"]
