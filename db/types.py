"""The only column types that models use: stored as INTEGER, TEXT or BLOB, alike on SQLite and PostgreSQL."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.stored import EPOCH, MICROSECOND, from_units, to_json, to_microseconds, to_units

QUANTITY_DECIMALS = 3
MONEY_DECIMALS = 2
PRICE_DECIMALS = 4


class _Whole(TypeDecorator[Any]):
    """A whole number: 64 bits everywhere (SQLite wants INTEGER for a row id)."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Id(_Whole):
    """A row's id."""

    cache_ok = True


class Count(_Whole):
    """A number of things, days or minutes; a rank."""

    cache_ok = True


class Flag(_Whole):
    """A bool, stored as 0 or 1."""

    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class _Fixed(_Whole):
    """A Decimal with a fixed number of places, stored as a whole number of the last place."""

    cache_ok = True
    places: int

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        return None if value is None else to_units(Decimal(value), self.places)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_units(value, self.places)


class Quantity(_Fixed):
    """Decimal quantity or rate, stored as integer thousandths."""

    cache_ok = True
    places = QUANTITY_DECIMALS


class Money(_Fixed):
    """Decimal amount: hundredths as it stands, ten-thousandths for unit prices (`Money(4)`)."""

    cache_ok = True

    def __init__(self, places: int = MONEY_DECIMALS) -> None:
        super().__init__()
        self.places = places


class Day(_Whole):
    """A date, stored as its proleptic ordinal (`date.toordinal()`): days apart is a subtraction in SQL."""

    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        return None if value is None else value.toordinal()

    def process_result_value(self, value: int | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromordinal(value)


class UtcDateTime(_Whole):
    """An aware datetime, stored as integer microseconds since 1970-01-01 UTC."""

    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + value * MICROSECOND


class _Words(TypeDecorator[Any]):
    impl = SqlText
    cache_ok = True
    collation: ClassVar[str | None] = "C"

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        # Not adapted to the dialect here: psycopg's own would create VARCHAR.
        return SqlText(collation="C" if dialect.name == "postgresql" else None)


class Text(_Words):
    """Text in any script, compared byte by byte on both databases; '' rather than NULL for nothing."""

    cache_ok = True


class Json(_Words):
    """A value of dicts, lists, strings, whole numbers and flags, stored as JSON text."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Uuid(_Words):
    """A UUID in its 36-character form."""

    cache_ok = True

    def process_bind_param(self, value: UUID | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)


class Bytes(TypeDecorator[Any]):
    """The bytes of a file, small enough to be read at once."""

    impl = LargeBinary
    cache_ok = True
