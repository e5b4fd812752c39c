"""Files to bring in, and looks at what came of them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.actions.cataloguing import ProductDraft, create_product
from app.actions.people import CustomerDraft, create_customer
from app.actions.stocktaking import count
from app.file_formats.options import ReadingOptions
from app.importing.bringing_in import import_file
from app.importing.options import ImportOptions
from app.importing.report import ImportReport
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch


def bring(
    shop: Shop, folder: Path, kind: str, content: str | bytes, name: str = "", **options: Any
) -> ImportReport:
    """Import the content as FOLDER/KIND.csv; `reading` holds the reader's options."""
    path = folder / (name or f"{kind}.csv")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading = ReadingOptions(**options.pop("reading", {}))
    return import_file(shop, kind, path, ImportOptions(reading, **options))


def rows_of(shop: Shop, sql: str, *params: Any) -> list[tuple[Any, ...]]:
    """Plain rows, whole numbers as stored."""

    def look(session: Session) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in fetch(session, sql, params)]

    return shop.read(look)


def lines_of(shop: Shop, columns: str) -> list[tuple[Any, ...]]:
    """(order number, the columns of `l`) of every order line, by entry."""
    return rows_of(
        shop,
        f"SELECT o.number, {columns} FROM order_lines l JOIN orders o ON o.id = l.order_id ORDER BY l.id",
    )


def stock_shop(shop: Shop, **on_hand: int) -> dict[str, int]:
    """Products by SKU with so much on hand, and customer C-1; the products' ids."""
    ids = {}
    for sku, quantity in on_hand.items():
        ids[sku] = shop.write(create_product, ProductDraft(sku, f"Product {sku}", price=Decimal(5)))
        if quantity:
            shop.write(count, ids[sku], Decimal(quantity))
    shop.write(create_customer, CustomerDraft("Ines Okafor", "C-1", priority=2))
    return ids


def breaks(shop: Shop) -> list[str]:
    """What does not add up."""
    return [each.what for each in shop.read(verify)]
