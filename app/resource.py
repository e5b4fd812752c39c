"""The only place that finds the files that lie beside the program."""

import sys
from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """`resources/`, in a checkout or inside the frozen bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    beside = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return beside / "resources"


def path(*parts: str) -> Path:
    """A file or folder under `resources/`; it need not exist."""
    return folder().joinpath(*parts)
