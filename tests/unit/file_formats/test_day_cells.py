from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.file_formats.day_cells import day, day_and_time, instant
from tests.unit.file_formats.cells import read, why_not

NOT_A_DAY = "It is not a day like 2026-03-14."
NO_SUCH_DAY = "There is no such day."
EITHER_WAY = "Day and month can be read either way: name their order."
TWO_DIGITS = "Its year has two digits: name the order of its parts."


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-14",
        "2026/03/14",
        "2026.03.14",
        "2026-3-14",
        " 2026-03-14\t",
        "2026-03-14 09:30",
        "2026-03-14 09:30:00",
        "2026-03-14T09:30:00.123456",
        "2026-03-14 09:30:00 -0500",
        "2026-03-14T23:30:00+14:00",
        "2026年3月14日",
        "2026年03月14日 09:30",
        "２０２６－０３－１４",
        # Only one reading is possible.
        "14/03/2026",
        "3/14/2026",
        "14.3.2026 8:26",
    ],
)
def test_days_are_read_as_they_stand(cell: str) -> None:
    assert read(cell, day()) == date(2026, 3, 14)


def test_a_day_that_is_the_same_either_way_is_read() -> None:
    assert read("03/03/2026", day()) == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("", "The cell is blank."),
        ("  ", "The cell is blank."),
        ("2026-02-30", NO_SUCH_DAY),
        ("2026-13-01", NO_SUCH_DAY),
        ("0000-01-01", NO_SUCH_DAY),
        ("31/02/2026", NO_SUCH_DAY),
        ("99/99/2026", NO_SUCH_DAY),
        ("02/03/2026", EITHER_WAY),
        ("2.3.2026", EITHER_WAY),
        ("14/03/26", TWO_DIGITS),
        ("26-03-14", TWO_DIGITS),
        ("2026-03", NOT_A_DAY),
        ("20260314", NOT_A_DAY),
        ("46095", NOT_A_DAY),
        ("2026-03/14", NOT_A_DAY),
        ("2026-03-14T", NOT_A_DAY),
        ("2026-03-14 9h30", NOT_A_DAY),
        ("14 March 2026", NOT_A_DAY),
        ("soon", NOT_A_DAY),
        ("٢٠٢٦-٠٣-١٤", NOT_A_DAY),
        ("2026-03-14 25:00", "There is no such time of day."),
        ("2026-03-14 23:59:60", "There is no such time of day."),
        ("2026-03-14 09:30+99:00", "There is no such time of day."),
    ],
)
def test_what_is_no_day_or_two_is_refused(cell: str, what: str) -> None:
    assert why_not(cell, day()) == what


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("02/03/2026", "dmy", date(2026, 3, 2)),
        ("02/03/2026", "mdy", date(2026, 2, 3)),
        ("02/03/26", "dmy", date(2026, 3, 2)),
        ("02/03/26", "mdy", date(2026, 2, 3)),
        ("26/03/02", "ymd", date(2026, 3, 2)),
        # A year that stands first is read whatever the order.
        ("2026-03-02", "dmy", date(2026, 3, 2)),
    ],
)
def test_a_named_order_settles_what_is_open(cell: str, order: str, expected: date) -> None:
    assert read(cell, day(), day_order=order) == expected


@pytest.mark.parametrize(
    ("cell", "order", "what"),
    [
        ("31/02/2026", "dmy", NO_SUCH_DAY),
        ("14/03/2026", "mdy", NO_SUCH_DAY),
        ("3/14/2026", "dmy", NO_SUCH_DAY),
        ("02/03/2026", "ymd", "Its parts are not in the order year, month, day."),
    ],
)
def test_what_does_not_fit_the_named_order_is_refused(cell: str, order: str, what: str) -> None:
    assert why_not(cell, day(), day_order=order) == what


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-14", (date(2026, 3, 14), None)),
        ("2026-03-14 9:30", (date(2026, 3, 14), time(9, 30))),
        ("2026-03-14 00:00:00", (date(2026, 3, 14), time(0))),
        ("2026-03-14T09:30:05.5", (date(2026, 3, 14), time(9, 30, 5, 500_000))),
    ],
)
def test_a_time_of_day_is_told_from_none(cell: str, expected: tuple[date, time | None]) -> None:
    assert read(cell, day_and_time()) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-14T09:30:00Z", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
        ("2026-03-14 09:30:00 -0500", datetime(2026, 3, 14, 14, 30, tzinfo=UTC)),
        ("2026-03-14T00:30+05:45", datetime(2026, 3, 13, 18, 45, tzinfo=UTC)),
    ],
)
def test_instants_are_read_in_utc(cell: str, expected: datetime) -> None:
    assert read(cell, instant()) == expected


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("2026-03-14 09:30", "It must be a moment with its offset, like 2026-03-14T09:30:00Z."),
        ("2026-03-14", "It must be a moment with its offset, like 2026-03-14T09:30:00Z."),
        ("0001-01-01T00:00+10:00", NO_SUCH_DAY),
    ],
)
def test_an_instant_needs_its_offset(cell: str, what: str) -> None:
    assert why_not(cell, instant()) == what


@given(st.dates(), st.sampled_from([None, "dmy", "mdy", "ymd"]))
def test_days_written_are_read_again(value: date, order: str | None) -> None:
    assert read(day().write(value), day(), day_order=order) == value


@given(st.tuples(st.dates(), st.none() | st.times()))
def test_days_and_times_written_are_read_again(value: tuple[date, time | None]) -> None:
    assert read(day_and_time().write(value), day_and_time()) == value


OFFSETS = st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(timezone)


@given(st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=OFFSETS | st.just(UTC)))  # noqa: DTZ001
def test_instants_written_are_read_again(value: datetime) -> None:
    assert read(instant().write(value), instant()) == value
