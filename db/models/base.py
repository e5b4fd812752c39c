"""What all mapped classes share."""

from collections.abc import Iterable
from typing import Annotated, Any

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, text
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

from db.types import Count, Flag, Id, Json, Quantity, Text


class Base(DeclarativeBase):
    """Named constraints, so that a migration can find them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


STRICT: dict[str, Any] = {"sqlite_strict": True}
APPEND_ONLY: dict[str, Any] = {**STRICT, "info": {"append_only": True}}

Key = Annotated[int, mapped_column(Id, primary_key=True)]


def words(default: str = "", *, unique: bool = False, index: bool = False) -> MappedColumn[str]:
    """A text column that is never NULL."""
    return mapped_column(Text, default=default, server_default=default, unique=unique, index=index)


def flag(default: bool = False) -> MappedColumn[bool]:
    """A yes or no."""
    return mapped_column(Flag, default=default, server_default=str(int(default)))


def pieces() -> MappedColumn[Any]:
    """A quantity of a product's unit, 0 where nothing is said."""
    return mapped_column(Quantity, default=0, server_default="0")


def count(default: int = 0) -> MappedColumn[int]:
    """A whole number."""
    return mapped_column(Count, default=default, server_default=str(default))


def points_to(target: str, *, index: bool = True, **options: Any) -> MappedColumn[Any]:
    """A foreign key, indexed unless another index begins with it."""
    return mapped_column(Id, ForeignKey(target), index=index, **options)


def facts() -> MappedColumn[Any]:
    """The facts of a reason or a history row; the sentence comes from the catalogue."""
    return mapped_column(Json, default=None, nullable=True)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that `column` holds one of the values, an enumeration's mostly."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def is_flag(*columns: str) -> list[CheckConstraint]:
    """Checks that the columns hold 0 or 1."""
    return [CheckConstraint(f"{column} IN (0, 1)", name=column) for column in columns]


def where(condition: str) -> dict[str, Any]:
    """Keyword arguments that make an Index partial on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
