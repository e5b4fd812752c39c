"""What an import may not change of a product that is in use: its kind, and a unit that quantities need."""

from sqlalchemy.orm import Session

from app.importing.keyed import Keyed
from app.importing.source import Source
from app.language import tr
from db.rows import value

_IN_USE = (
    "SELECT 1 FROM stock_levels WHERE product_id = ? AND (on_hand <> 0 OR backordered <> 0 OR incoming <> 0)"
    " UNION ALL SELECT 1 FROM order_lines WHERE product_id = ? AND open > 0"
)
_NEEDS_FINER = (
    "SELECT 1 FROM stock_levels WHERE product_id = ? AND on_hand % ? <> 0"
    " UNION ALL SELECT 1 FROM order_lines WHERE product_id = ?"
    " AND (ordered % ? <> 0 OR cancelled % ? <> 0 OR shipped % ? <> 0)"
    " UNION ALL SELECT 1 FROM purchase_lines WHERE product_id = ?"
    " AND (ordered % ? <> 0 OR received % ? <> 0 OR closed % ? <> 0)"
)


def refuse_changes_in_use(source: Source, things: Keyed) -> None:
    """Reject the rows of such products, found only once all of the file is read."""
    has = source.table.has
    for sku, row in list(things.rows.items()):
        item = source.known.products.get(sku)
        if item is None:
            continue
        line = things.first_lines[sku]
        if has("kind") and row["kind"] != item.kind and source.shop.read(_is_in_use, item.id):
            source.rejections.add(
                line, tr("The product has stock or open orders: its kind cannot change."), "kind", row["kind"]
            )
            del things.rows[sku]
        elif (
            has("decimals")
            and row["decimals"] < item.decimals
            and source.shop.read(_needs_finer, item.id, 10 ** (3 - row["decimals"]))
        ):
            what = tr("Quantities of the product need {decimals} decimals.", decimals=item.decimals)
            source.rejections.add(line, what, "decimals", str(row["decimals"]))
            del things.rows[sku]


def _is_in_use(session: Session, product_id: int) -> bool:
    return value(session, _IN_USE, (product_id, product_id)) is not None


def _needs_finer(session: Session, product_id: int, step: int) -> bool:
    parts = (product_id, step, product_id, step, step, step, product_id, step, step, step)
    return value(session, _NEEDS_FINER, parts) is not None
