"""What an import may not change of a product that is in use: its kind, and a unit that quantities need."""

from app.actions.product_editing import is_in_use, needs_finer
from app.importing.keyed import Keyed
from app.importing.source import Source
from app.language import tr


def refuse_changes_in_use(source: Source, things: Keyed) -> None:
    """Reject the rows of such products, found only once all of the file is read."""
    has = source.table.has
    for sku, row in list(things.rows.items()):
        item = source.known.products.get(sku)
        if item is None:
            continue
        line = things.first_lines[sku]
        if has("kind") and row["kind"] != item.kind and source.shop.read(is_in_use, item.id):
            source.rejections.add(
                line, tr("The product has stock or open orders: its kind cannot change."), "kind", row["kind"]
            )
            del things.rows[sku]
        elif (
            has("decimals")
            and row["decimals"] < item.decimals
            and source.shop.read(needs_finer, item.id, 10 ** (3 - row["decimals"]))
        ):
            what = tr("Quantities of the product need {decimals} decimals.", decimals=item.decimals)
            source.rejections.add(line, what, "decimals", str(row["decimals"]))
            del things.rows[sku]
