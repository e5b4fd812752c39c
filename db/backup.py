"""A copy of a shop's file, taken while others may be using it."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from db.sqlite_file import BUSY_SECONDS, file_address


def backup(source: Path) -> Path:
    """Copy the shop beside itself under a name with today's date and the schema's generation; its path.

    Never overwrites. Raises sqlite3.Error or OSError, leaving no half copy.
    """
    address = file_address(os.path.abspath(source))
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as shop:
        generation = shop.execute("PRAGMA user_version").fetchone()[0]
        day = datetime.now(UTC).astimezone().date()
        target = _reserve(source, f"{source.stem} {day.isoformat()} v{generation}")
        try:
            _copy(shop, target)
        except BaseException:
            target.unlink()
            raise
    return target


def _copy(shop: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(file_address(os.path.abspath(target)), uri=True)) as copy:
        copy.execute("PRAGMA synchronous=EXTRA").close()
        shop.backup(copy)


def _reserve(source: Path, stem: str) -> Path:
    number = 1
    while True:
        target = source.with_name(f"{stem}{f' ({number})' if number > 1 else ''}{source.suffix}")
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            number += 1
        else:
            return target
