"""Order status pages, against writing the same bytes; a second time nothing may be written."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from app.progress import Progress
from app.shop import Shop, clock_at, open_shop
from app.status_pages.publishing import mark_pages, publish
from tests.bench.big_shop import TODAY, build
from tests.bench.measuring import Figure, turn_about

PAGES, LINES_OF_ORDER = 10_000, 4
TIMES = 5.0
ROUNDS = 3


def told(path: Path) -> None:
    """Every line's customer was told its date, every fourth twice."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for condition in ("1", "id % 4 = 0"):
            connection.execute(
                "INSERT INTO promises (order_line_id, promised_on, first, cause, at, who)"
                f" SELECT id, promised_on, 1, 'confirmation', 0, '' FROM order_lines WHERE {condition}"
            )


def written(folder: Path) -> dict[str, bytes]:
    """All that stands there."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file was written, and which it is."""
    return {each.name: (each.stat().st_mtime_ns, each.stat().st_ino) for each in folder.iterdir()}


def bare(folder: Path, files: dict[str, bytes]) -> None:
    """The same files as a loop writes them."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def clear(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def put_out(shop: Shop, folder: Path) -> None:
    publish(shop, folder, Progress())


def measure(scale: int = 0) -> Iterator[Figure]:
    """10,000 pages into an empty folder, then once more as they are."""
    with tempfile.TemporaryDirectory() as scratch:
        path, ours, theirs = (Path(scratch) / name for name in ("shop.desk", "ours", "theirs"))
        build(path, PAGES * LINES_OF_ORDER, lines_of_order=LINES_OF_ORDER)
        told(path)
        with open_shop(path, clock=clock_at(TODAY)) as shop:
            shop.write(mark_pages)
            put_out(shop, ours)
            files = written(ours)
            assert len(files) == PAGES + 3
            size = sum(map(len, files.values())) / len(files)
            yield turn_about(
                f"{PAGES:,} pages of {size:,.0f} bytes",
                partial(put_out, shop, ours),
                partial(bare, theirs, files),
                rounds=ROUNDS,
                at_most=TIMES,
                before=partial(clear, ours, theirs),
            )
            clear(ours)
            put_out(shop, ours)
            before = stamps(ours)
            yield turn_about(
                "the same again, nothing written",
                partial(put_out, shop, ours),
                partial(bare, theirs, files),
                rounds=ROUNDS,
                at_most=TIMES,
                before=partial(clear, theirs),
            )
            assert (stamps(ours), written(ours)) == (before, files)
