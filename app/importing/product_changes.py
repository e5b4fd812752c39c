"""What an import may not change of a product that is in use: its kind, and a unit that quantities need."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.actions.product_editing import is_in_use, needs_finer
from app.errors import PlanChanged
from app.importing.keyed import Keyed
from app.importing.source import Source
from app.language import tr


def refuse_changes_in_use(source: Source, things: Keyed) -> None:
    """Reject the rows of such products, found only once all of the file is read; those of products that
    come into use after that are looked for in the write."""
    things.guard = _refuse_in_use_since
    has = source.table.has
    for sku, row in list(things.rows.items()):
        item = source.known.products.get(sku)
        if item is None:
            continue
        if has("kind") and row["kind"] != item.kind and source.shop.read(is_in_use, item.id):
            what = tr("The product has stock or open orders: its kind cannot change.")
            _refuse(source, things, sku, "kind", what)
        elif (
            has("decimals")
            and row["decimals"] < item.decimals
            and source.shop.read(needs_finer, item.id, _step(row))
        ):
            what = tr("Quantities of the product need {decimals} decimals.", decimals=item.decimals)
            _refuse(source, things, sku, "decimals", what)


def _refuse(source: Source, things: Keyed, sku: str, column: str, what: str) -> None:
    """Every row of the product: each may name another supplier."""
    row = things.rows.pop(sku)
    for line in things.lines[sku]:
        source.rejections.add(line, what, column, str(row[column]))


def cannot_change(session: Session, product_id: int, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether what a product is, or counts in, is to change though it is in use."""
    if new.get("kind", old["kind"]) != old["kind"] and is_in_use(session, product_id):
        return True
    coarser = new.get("decimals", old["decimals"]) < old["decimals"]
    return coarser and needs_finer(session, product_id, _step(new))


def _refuse_in_use_since(
    session: Session, product_id: int, old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    if cannot_change(session, product_id, old, new):
        raise PlanChanged(
            tr("{sku} came into use while the file was read.", sku=old["sku"]), tr("Import it again.")
        )


def _step(row: Mapping[str, Any]) -> int:
    """Thousandths that its unit divides into."""
    return int(10 ** (3 - row["decimals"]))
