"""A purchase as a table for the supplier: his codes first, then ours."""

from pathlib import Path
from typing import TextIO

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.exporting import Table, write_table
from app.language import tr
from app.lists.listing import Kind
from db.rows import fetch

_COLUMNS = (
    ("purchase", Kind.TEXT),
    ("supplier_sku", Kind.TEXT),
    ("sku", Kind.TEXT),
    ("barcode", Kind.TEXT),
    ("name", Kind.TEXT),
    ("quantity", Kind.QUANTITY),
    ("unit", Kind.TEXT),
    ("cost", Kind.PRICE),
    ("currency", Kind.TEXT),
    ("wanted", Kind.DAY),
    ("note", Kind.TEXT),
)
_LINES = (
    "SELECT u.number, coalesce(t.their_sku, ''), p.sku, p.barcode, p.name, l.ordered - l.closed, p.unit,"
    " l.cost, u.currency, l.eta, l.note FROM purchase_lines l JOIN products p ON p.id = l.product_id"
    " JOIN purchases u ON u.id = l.purchase_id LEFT JOIN supplier_products t"
    " ON t.product_id = l.product_id AND t.supplier_id = u.supplier_id"
    " WHERE u.number = ? AND l.ordered > l.closed ORDER BY l.position, l.id"
)


def export_purchase(session: Session, number: str, target: Path | TextIO, form: str = "") -> int:
    """Write what of the purchase is still wanted, as CSV or XLSX; the number of its lines.

    NotFound where there is no such purchase, or nothing of it is wanted.
    """
    rows = fetch(session, _LINES, (number,))
    if not rows:
        raise NotFound(
            tr("There is no purchase {number} of which anything is wanted.", number=number),
            tr("Look up its number under Purchases."),
        )
    return write_table("purchase", Table(_COLUMNS, rows), target, form)
