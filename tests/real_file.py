"""The real file moves in: `python -m tests.real_file FOLDER` makes FOLDER/real.shop and prints figures.

Orders of a wholesaler's year come in from ../shared/data, the last weeks open; counts and purchases are
derived from them, deliveries are received, and `verify` must find nothing.
"""

import csv
import gzip
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.file_formats.options import ReadingOptions
from app.importing.bringing_in import import_file
from app.importing.options import ImportOptions
from app.importing.report import ImportReport
from app.shop import Shop, clock_at, create_shop
from app.verifying import verify
from db.rows import fetch

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "online_retail.csv.gz"
TODAY = date(2011, 12, 10)
OPEN_FROM = date(2011, 11, 1)
COLUMNS = {
    "order": "InvoiceNo",
    "sku": "StockCode",
    "text": "Description",
    "quantity": "Quantity",
    "ordered_on": "InvoiceDate",
    "price": "UnitPrice",
    "customer": "CustomerID",
    "delivery_country": "Country",
}
RECEIVED = 200
"""Purchase lines that are received in the end."""


def import_orders(shop: Shop, path: Path) -> ImportReport:
    """What README's command does."""
    options = ImportOptions(
        ReadingOptions(columns=COLUMNS),
        skip_bad_rows=True,
        history_before=OPEN_FROM,
        create_products=True,
        create_customers=True,
    )
    return import_file(shop, "orders", path, options)


def derive_stock(shop: Shop, path: Path) -> None:
    """Of every product as much on the shelf as half of what is open."""
    rows = _waiting(shop)
    _write(path, ("sku", "on_hand"), ((sku, units // 2000) for sku, units in rows))


def derive_purchases(shop: Shop, path: Path) -> None:
    """Of every third product a purchase over two thirds of what is open, on one of thirty days."""
    rows = [row for number, row in enumerate(_waiting(shop)) if number % 3 == 0]
    header = ("purchase", "ordered_on", "sku", "quantity", "eta")
    _write(
        path,
        header,
        (
            (
                f"P-{number // 20 + 1}",
                TODAY - timedelta(20),
                sku,
                max(1, units * 2 // 3000),
                TODAY + timedelta(number % 30),
            )
            for number, (sku, units) in enumerate(rows)
        ),
    )


def receive_some(shop: Shop) -> int:
    """How many order lines the first deliveries released."""
    lines = shop.read(
        lambda session: fetch(
            session,
            "SELECT id, ordered FROM purchase_lines WHERE incoming > 0 ORDER BY eta, id LIMIT ?",
            (RECEIVED,),
        )
    )
    released = 0
    for line_id, units in lines:
        draft = ReceiptDraft((ReceiptLineDraft(Decimal(units) / 1000, purchase_line_id=line_id),))
        released += len(shop.write(receive, draft).gained)
    return released


def _waiting(shop: Shop) -> list[tuple[str, int]]:
    sql = (
        "SELECT p.sku, s.backordered + s.reserved FROM stock_levels s JOIN products p ON p.id = s.product_id"
        " WHERE s.backordered + s.reserved > 0 ORDER BY p.id"
    )
    return [(sku, int(units)) for sku, units in shop.read(lambda session: fetch(session, sql))]


def _write(path: Path, header: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def rejected(report: ImportReport) -> Counter[str]:
    """Rows set aside, by reason without its names and numbers."""
    if report.rejected_path is None:
        return Counter()
    with report.rejected_path.open(encoding="utf-8-sig", newline="") as file:
        reasons = (row["rejected_reason"] for row in csv.DictReader(file))
        return Counter(_kind(reason) for reason in reasons)


def _kind(reason: str) -> str:
    for kind in ("of the same order", "is no goods", "reads like"):
        if kind in reason:
            return f"… {kind} …"
    return reason


def main(folder: Path) -> int:
    """Move in, and say what it took."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / DATA.name
    data.write_bytes(DATA.read_bytes())
    with gzip.open(data, "rt", encoding="utf-8", newline="") as file:
        print(f"{sum(1 for _ in csv.reader(file)) - 1:,} rows in {data.name}")
    with create_shop(folder / "real.shop", clock=clock_at(TODAY)) as shop:
        with timed("orders"):
            report = import_orders(shop, data)
        print(*report.sentences(), sep="\n")
        for reason, count in rejected(report).most_common():
            print(f"  {count:,}: {reason}")
        steps: tuple[tuple[str, Callable[[Shop, Path], None]], ...] = (
            ("stock", derive_stock),
            ("purchases", derive_purchases),
        )
        for kind, derive in steps:
            derive(shop, folder / f"{kind}.csv")
            with timed(kind):
                print(*import_file(shop, kind, folder / f"{kind}.csv").sentences(), sep="\n")
        with timed(f"{RECEIVED} receipts"):
            print(f"{receive_some(shop):,} order lines released")
        with timed("verify"):
            breaks = shop.read(verify)
    print(*(each.what for each in breaks), f"{len(breaks)} things do not add up", sep="\n")
    return 1 if breaks else 0


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Prints seconds and the memory peak so far."""
    start = perf_counter()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"-- {what}: {perf_counter() - start:.1f} s, peak {peak} MB")


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
