"""What people type to find something, as conditions that the stored keys serve."""

from app.lists.listing import Condition, begins, contains, either
from app.names import key_of


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
