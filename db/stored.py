"""How values stand in the database: whole numbers of a last place, microseconds, JSON."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_units(value: Decimal, places: int) -> int:
    """`value` as a whole number of its last place; ValueError if it has more places than that."""
    scaled = value.scaleb(places)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{value} has more than {places} decimals")
    return whole


def from_units(value: int, places: int) -> Decimal:
    """The exact Decimal of `value` units of the last place."""
    return Decimal(value).scaleb(-places)


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970 UTC; `moment` is aware."""
    return (moment - EPOCH) // MICROSECOND


def to_json(value: Any) -> str:
    """Compact JSON with any script as it is and the keys in order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def day_of(ordinal: int | None) -> date | None:
    """The date of a stored day."""
    return None if ordinal is None else date.fromordinal(ordinal)
