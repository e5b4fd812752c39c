"""Backorder Desk: the window, or one command for scheduled jobs."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.command_line import arguments_of
from app.language import use

if TYPE_CHECKING:
    from ui.opening import Opening


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 refused (the reason on standard error), 2 not understood."""
    use(next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "en"))
    try:
        given = arguments_of(sys.argv[1:] if argv is None else argv)
    except SystemExit as end:
        return int(end.code or 0)
    if given.command is None:
        return _window(given.shop or "", given.sample)
    # Here, for the window paints before any of this is imported.
    from app.commands import run

    return run(given)


def _window(shop: str, sample: bool) -> int:
    from ui.start import run

    return run(shop, begin=_sample if sample else None)


def _sample() -> "Opening":
    from ui.beginnings import sample

    return sample()


if __name__ == "__main__":
    raise SystemExit(main())
