"""Lists to CSV against csv.writer over the same raw rows; what of memory CSV and workbooks take."""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from app.exporting import export_list
from app.file_formats.kinds import KINDS
from app.lists.records import records
from app.shop import open_shop
from tests.bench import big_shop
from tests.bench.importing import MOST_MEGABYTES, Peak, highest
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
        for form in ("csv", "xlsx"):
            yield peak_of_export(place, form, scale)


def peak_of_export(place: Path, form: str, scale: int) -> Figure:
    """A process of its own writes all orders; its resident memory at the highest."""
    out = place.with_suffix(f".{form}")
    asked = (sys.executable, "-m", "tests.bench.exporting", str(place), str(out))
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    out.unlink()
    name = f"memory peak of exporting {scale:,} order lines as {form}"
    return Peak(name, float(told), MOST_MEGABYTES, at_most=1.0)


def _export_alone(place: Path, out: Path) -> int:
    with open_shop(place) as shop:
        shop.read(export_list, "orders", out)
    return highest()


if __name__ == "__main__":
    print(_export_alone(*map(Path, sys.argv[1:])))
