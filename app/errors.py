"""What the owner can mend: everything else that is raised is our bug."""

from collections.abc import Sequence
from typing import Any


class ShopError(Exception):
    """A refusal: `title` says what, `hint` says what to do next; both already in the reader's language."""

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.title} {self.hint}".strip()


class NotFound(ShopError):
    """What was named does not exist (any more)."""


class Refused(ShopError):
    """A rule of the desk forbids it (RULES.md)."""


class AlreadyDone(Refused):
    """A document posted, an order cancelled, a purchase closed: a second time."""


class NeedsConsent(Refused):
    """Allowed only when the owner says so: over-receipt, part of a complete order, a backorder to ask for."""


class PlanChanged(ShopError):
    """The plan that was shown is no longer what would happen; the dialog shows the new one."""


class ChangedMeanwhile(ShopError):
    """Somebody else gave `field` the value `theirs` while it was being changed to `yours`."""

    def __init__(self, title: str, hint: str = "", *, field: str = "", theirs: Any = None, yours: Any = None):
        super().__init__(title, hint)
        self.field = field
        self.theirs = theirs
        self.yours = yours


class InvalidInput(ShopError):
    """A value that cannot be what its field means; `place` names file, line, column or field."""

    def __init__(self, title: str, hint: str = "", place: str = "") -> None:
        super().__init__(title, hint)
        self.place = place


class FileRefused(ShopError):
    """A file or a row in it is not what was expected; `problems` holds one sentence per bad place."""

    def __init__(self, title: str, hint: str = "", problems: Sequence[str] = ()) -> None:
        super().__init__(title, hint)
        self.problems = tuple(problems)


class DatabaseUnusable(ShopError):
    """The shop's file or server cannot be opened, read or written."""


class PasswordRefused(DatabaseUnusable):
    """The server wants another user or password."""


class ConnectionLost(DatabaseUnusable):
    """The server cannot be reached any more; it may come back."""


class OutcomeUnknown(ConnectionLost):
    """The connection broke during a commit; the same `action_id` again tells what became of it."""

    def __init__(self, title: str, hint: str, action_id: str) -> None:
        super().__init__(title, hint)
        self.action_id = action_id


class DatabaseBusy(DatabaseUnusable):
    """Another program held the shop longer than we wait."""
