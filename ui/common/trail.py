"""Where one was, for back and forward: each step a page and what was chosen, searched and filtered there."""

from dataclasses import dataclass


@dataclass(slots=True)
class Step:
    """A page by its key; `mark` is what the page said of itself when it was left."""

    key: str
    mark: object = None


class Trail:
    """Steps behind and ahead of the page that is shown; going elsewhere forgets those ahead."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._at = -1

    @property
    def here(self) -> Step | None:
        """The step that is shown."""
        return self._steps[self._at] if self._steps else None

    @property
    def leads_back(self) -> bool:
        """Whether there is a step before."""
        return self._at > 0

    @property
    def leads_on(self) -> bool:
        """Whether one went back from somewhere."""
        return self._at + 1 < len(self._steps)

    def visit(self, key: str) -> None:
        """One more step, to this page."""
        self._steps[self._at + 1 :] = [Step(key)]
        self._at = len(self._steps) - 1

    def keep(self, mark: object) -> None:
        """What the page that is about to be left shows."""
        if self.here is not None:
            self.here.mark = mark

    def move(self, by: int) -> Step | None:
        """The step before (-1) or after (1) becomes the one shown; None where there is none."""
        if not 0 <= self._at + by < len(self._steps):
            return None
        self._at += by
        return self.here
