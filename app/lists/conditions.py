"""What people type to find something, as SQL conditions that stored keys and indexes serve."""

from typing import Any

from app.names import key_of
from db.rows import Reader, value

# What fewer rows have is found by an index before it is put in order.
ONE_IN = 20
FEWEST_COMMON = 50

Condition = tuple[str, list[Any]]
"""SQL and its parameters."""


def contains(column: str, text: str) -> Condition:
    """A condition that a stored key holds `text` (a key too) anywhere."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{column} LIKE ? ESCAPE '\\'", [f"%{escaped}%"]


def begins(column: str, text: str) -> Condition:
    """A condition that a column begins with `text`, which its index serves."""
    return f"({column} >= ? AND {column} < ?)", [text, f"{text}\U0010ffff"]


def either(*conditions: Condition) -> Condition:
    """A condition that one of them holds."""
    parameters = [each for _, values in conditions for each in values]
    return f"({' OR '.join(sql for sql, _ in conditions)})", parameters


def numbered(column: str, text: str) -> Condition:
    """Numbers that begin with the text, however its letters are cased."""
    return either(*(begins(column, each) for each in sorted({text, text.upper(), text.lower()})))


def named(text: str, *columns: str) -> Condition:
    """Rows one of whose stored keys has the text in it."""
    key = key_of(text)
    return either(*(contains(column, key) for column in columns))


def among(column: str, table: str, found: Condition, wanted: str = "id") -> Condition:
    """Rows whose `column` is one of those found in a table."""
    sql, parameters = found
    return f"{column} IN (SELECT {wanted} FROM {table} WHERE {sql})", parameters


def is_common(session: Reader, table: str, condition: Condition) -> bool:
    """Whether at least one in twenty rows of a long table fulfils it; found without reading them all."""
    most = int(value(session, f"SELECT coalesce(max(id), 0) FROM {table}") or 0) // ONE_IN
    if most < FEWEST_COMMON:
        return False
    sql, parameters = condition
    found = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {sql} LIMIT {most}) AS found"
    return int(value(session, found, parameters) or 0) >= most
