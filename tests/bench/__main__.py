"""`python -m tests.bench [NAME …] [--scale N]`: our figures against the limit; exit 1 if one misses."""

import argparse
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from tests.bench.measuring import Figure

# Each module has `measure(scale)`; scale is the number of lines where a figure grows with the shop.
NAMES = (
    "settling",
    "costs",
    "ordering",
    "lists",
    "today",
    "browsing",
    "importing",
    "exporting",
    "letters",
    "publish",
    "substitutes",
    "shell",
    "window",
    "machine",
    "tills",
    "mutations",
)


def main(arguments: list[str]) -> int:
    """Measure what was named, else all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--scale", type=int, default=100_000, help="lines in the shop (default 100000)")
    asked = parser.parse_args(arguments)
    unknown = set(asked.names) - set(NAMES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    missed = 0
    for name in asked.names or NAMES:
        measure: Callable[[int], Iterator[Figure]] = import_module(f"tests.bench.{name}").measure
        for figure in measure(asked.scale):
            print(figure, flush=True)
            missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
