"""How the queue is read: as it is, or as it would be after the steps of a supposition."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.common.job import Done, Failed
from ui.common.jobs import Jobs

if TYPE_CHECKING:
    from app.actions.outlooks import Affected
    from ui.panes.what_if import WhatIf


class Looking:
    """Reads for the page; while one supposes, all it reads is what would be."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self.what_if: WhatIf | None = None

    def read(
        self,
        fn: Callable[..., Any],
        *args: Any,
        done: Done,
        failed: Failed | None = None,
        latest: str = "",
        **kwargs: Any,
    ) -> None:
        """As `Jobs.read`."""
        steps = self.what_if.steps if self.what_if else ()
        if not steps:
            self._jobs.read(fn, *args, done=done, failed=failed, latest=latest, **kwargs)
            return
        from app.actions.supposing import supposing

        self._jobs.preview(supposing, steps, fn, *args, done=done, failed=failed, latest=latest, **kwargs)

    @property
    def changes(self) -> "dict[int, Affected]":
        """By line what would become of it."""
        return self.what_if.changes if self.what_if else {}

    @property
    def places(self) -> dict[int, int]:
        """The ranks as they are, of lines whose queue is touched."""
        found = self.what_if.supposition if self.what_if else None
        return found.places if found else {}
