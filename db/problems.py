"""What can be wrong with a shop's database, apart from the drivers' errors; the sentences are in `app`."""

from enum import StrEnum, auto


class ProblemKind(StrEnum):
    """One kind for each thing the owner would do something else about."""

    MISSING = auto()
    NO_FOLDER = auto()
    NOT_CREATABLE = auto()
    FOLDER = auto()
    EMPTY = auto()
    GARBAGE = auto()
    FOREIGN = auto()
    NEWER = auto()
    READ_ONLY = auto()
    UNREADABLE = auto()
    EXISTS = auto()
    LOCKED = auto()
    CORRUPT = auto()
    DISK_FULL = auto()
    DISK_ERROR = auto()
    MIGRATION_FAILED = auto()
    BAD_URL = auto()
    UNNAMED_DATABASE = auto()
    UNREACHABLE = auto()
    WRONG_PASSWORD = auto()
    NO_DATABASE = auto()
    NOT_A_SHOP = auto()
    NOT_EMPTY = auto()
    NOT_UTF8 = auto()
    NOT_ALLOWED = auto()
    CONNECTION_LOST = auto()
    LAW_BROKEN = auto()
    FAILED = auto()


LOST = (ProblemKind.CONNECTION_LOST, ProblemKind.UNREACHABLE)
"""A server that was there a moment ago, and may be again."""


class DatabaseProblem(Exception):
    """The database cannot be used as asked; `facts` are for the sentence about it, never a password."""

    def __init__(self, kind: ProblemKind, **facts: str) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.facts = facts
