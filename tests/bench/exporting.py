"""Lists to CSV against csv.writer over the same raw rows."""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from app.exporting import export_list
from app.file_formats.kinds import KINDS
from app.lists.records import records
from app.shop import open_shop
from tests.bench import big_shop
from tests.bench.measuring import Figure, turn_about

AT_LEAST = 0.5


def measure(scale: int) -> Iterator[Figure]:
    """Orders with all their facts, and products: what a shop exports every night."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "big.desk"
        big_shop.build(place, scale)
        with open_shop(place) as shop:
            for key in ("orders", "stock"):
                out = Path(folder) / f"{key}.csv"

                def raw(session: Session, key: str = key, out: Path = out) -> None:
                    keys = [field.key for field in KINDS[key]]
                    with out.open("w", encoding="utf-8", newline="") as stream:
                        writer = csv.writer(stream)
                        writer.writerow(keys)
                        writer.writerows(records(session, key, keys))

                yield turn_about(
                    f"export {key} of {scale} lines, against csv.writer over raw rows",
                    lambda key=key, out=out: shop.read(export_list, key, out),  # type: ignore[misc]
                    lambda raw=raw: shop.read(raw),  # type: ignore[misc]
                    rounds=3,
                    at_least=AT_LEAST,
                )
