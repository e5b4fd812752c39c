"""Products by SKU, a row for each supplier that delivers them; unknown suppliers and resources are made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.fields import PRODUCT
from app.changes import Area
from app.file_formats import products
from app.file_formats.fields import Field
from app.importing.keyed import Keyed
from app.importing.known import Item, Known
from app.importing.options import Stored
from app.importing.product_changes import refuse_changes_in_use
from app.importing.runs import run_of
from app.importing.source import Source
from app.importing.stored_fields import stored
from app.importing.storing import settle_pools, touch_areas
from app.importing.things import Thing
from app.language import tr
from app.names import key_of
from app.progress import Progress
from app.rules.promising import monday_of
from db.bulk import insert_rows, next_ids
from db.rows import fetch_for, run_many

# Column to field.
_LINK = {
    "their_sku": "supplier_sku",
    "cost": "supplier_cost",
    "lead_days": "supplier_lead_days",
    "minimum": "supplier_minimum",
    "pack": "supplier_pack",
    "preferred": "supplier_preferred",
}
_NO_COLUMNS = {"supplier", "resource_per_week", *_LINK.values()}


@dataclass(slots=True)
class ProductsPlan:
    """Suppliers and resources by name, until they exist."""

    things: Keyed
    # (SKU, supplier) to the figures of _LINK
    links: dict[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict)
    # Resource to its units a week, where the file tells.
    capacities: dict[str, int] = field(default_factory=dict)

    def foresee(self, known: Known) -> None:
        """Stock, purchases and orders in the same write may name them."""
        for sku, row in self.things.rows.items():
            figures = (row[column] for column in ("decimals", "kind", "price", "tax_rate", "cost"))
            known.foresee_product(Item(0, sku, *figures), row["barcode"])
        for _, supplier in self.links:
            known.suppliers.setdefault(key_of(supplier), 0)

    def store(self, session: Session, progress: Progress) -> Stored:
        """Write them, then settle what waits for them: the unit of work may have changed."""
        known = self.things.source.known
        progress.at(tr("Storing {file}", file=self.things.source.file))
        suppliers, new_suppliers = _made(
            session, "suppliers", known.suppliers, [supplier for _, supplier in self.links]
        )
        named = [row["resource_id"] for row in self.things.rows.values() if row["resource_id"]]
        resources, new_resources = _made(session, "resources", known.resources, named)
        run = run_of(session)
        run.made("suppliers", new_suppliers.values())
        run.made("resources", new_resources.values())
        self._write_capacities(session, resources, new_resources)
        stored, ids = self.things.store(session, {"resource_id": resources})
        self._write_links(session, ids, suppliers)
        _give_pools(session, ids.values())
        stored.created[Thing.SUPPLIERS] = len(new_suppliers)
        stored.created[Thing.RESOURCES] = len(new_resources)
        pools = fetch_for(
            session,
            "SELECT id FROM stock_levels WHERE product_id IN ({ids}) AND backordered > 0",
            ids.values(),
        )
        settle_pools(session, [row[0] for row in pools], progress)
        touch_areas(session, (Area.PRODUCTS, Area.STOCK, Area.SUPPLIERS, Area.RESOURCES))
        return stored

    def _write_links(self, session: Session, ids: Mapping[str, int], suppliers: Mapping[str, int]) -> None:
        """What the file tells of a link is set, the rest stays."""
        has = self.things.source.table.has
        before = _links(session, ids.values())
        told = [column for column, key in _LINK.items() if has(key)]
        sets = ", ".join(f"{column} = excluded.{column}" for column in told)
        run_many(
            session,
            f"INSERT INTO supplier_products (product_id, supplier_id, {', '.join(_LINK)})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (product_id, supplier_id) DO "
            + (f"UPDATE SET {sets}" if told else "NOTHING"),
            [(ids[sku], suppliers[supplier], *link) for (sku, supplier), link in self.links.items()],
        )

        for link_id, row in _links(session, ids.values()).items():
            if link_id not in before:
                run_of(session).made("supplier_products", [link_id])
            elif row != before[link_id]:
                old, new = (dict(zip(_LINK, each, strict=True)) for each in (before[link_id], row))
                changed = {column: new[column] for column in new if new[column] != old[column]}
                run_of(session).altered("supplier_products", link_id, old, changed)

    def _write_capacities(
        self, session: Session, resources: Mapping[str, int], new: Mapping[str, int]
    ) -> None:
        """Only of resources that are new: the shop knows its own better."""
        monday = monday_of(today(session).toordinal())
        rows = [
            (row_id, monday, self.capacities.get(name, 0))
            for name, row_id in resources.items()
            if row_id in new.values()
        ]
        insert_rows(session, "resource_weeks", "resource_id, monday, per_week", rows)


class _Products:
    fields: Sequence[Field] = stored(products.FIELDS, PRODUCT)
    once = False
    may_lack = frozenset(("sku",))

    def read(self, source: Source) -> ProductsPlan:
        """Rows of one SKU must say the same of the product, each with a supplier of its own."""
        keys = tuple(field.key for field in self.fields)
        columns = tuple("resource_id" if key == "resource" else key for key in keys if key not in _NO_COLUMNS)
        things = Keyed(
            source, "products", Thing.PRODUCTS, "sku", str, columns, {"sku_key": "sku", "name_key": "name"}
        )
        plan = ProductsPlan(things)
        spelled = dict(source.known.sku_by_key)
        for line, *values in source.rows():
            row = dict(zip(keys, values, strict=True))
            wrong = _identify(source.known, row) or _wrong(row, spelled)
            if wrong:
                source.table.reject(dict([wrong]))
                continue
            row["resource_id"] = row["resource"]
            if things.add(line, row, may_repeat=True):
                _note_link(source, plan, row)
        refuse_changes_in_use(source, things)
        plan.links = {link: told for link, told in plan.links.items() if link[0] in things.rows}
        return plan


PRODUCTS = _Products()


def _give_pools(session: Session, ids: Iterable[int]) -> None:
    """Goods that nobody counted yet stand in the list of stock all the same: there they can be counted."""
    rows = fetch_for(
        session,
        "SELECT p.id, (SELECT min(id) FROM locations) FROM products p WHERE p.id IN ({ids})"
        " AND p.kind <> 'service'"
        " AND NOT EXISTS (SELECT 1 FROM stock_levels s WHERE s.product_id = p.id)",
        ids,
    )
    run_many(
        session, "INSERT INTO stock_levels (product_id, location_id) VALUES (?, ?)", list(map(tuple, rows))
    )


def _links(session: Session, products: Iterable[int]) -> dict[int, tuple[Any, ...]]:
    """What is known of each link of a product to a supplier, by the link's id."""
    sql = f"SELECT id, {', '.join(_LINK)} FROM supplier_products WHERE product_id IN ({{ids}}) ORDER BY id"
    return {row[0]: tuple(row[1:]) for row in fetch_for(session, sql, products)}


def _identify(known: Known, row: dict[str, Any]) -> tuple[str, str] | None:
    """Matched by SKU, else by the barcode that only one has, else never; (field, what is wrong)."""
    sku, barcode = row["sku"], row["barcode"]
    if sku in known.products or not (barcode or not sku):
        return None
    if not barcode:
        return "sku", tr("It has neither a SKU nor a barcode.")
    same = known.skus_by_barcode.get(barcode, ())
    if len(same) > 1 and not sku:
        return "barcode", tr("{count} products have this barcode; give the SKU.", count=len(same))
    row["sku"] = same[0] if len(same) == 1 else sku or barcode
    if sku and row["sku"] != sku:
        known.same_as[sku] = row["sku"]
    return None


def _wrong(row: dict[str, Any], spelled: dict[str, str]) -> tuple[str, str] | None:
    """(field, what is wrong); every good SKU claims its spelling."""
    sku = row["sku"]
    other = spelled.setdefault(key_of(sku), sku)
    if other != sku:
        return "sku", tr("{sku} reads like {other}, but is not spelled the same.", sku=sku, other=other)
    if not key_of(row["name"]):
        return "name", tr("The cell is blank.")
    if row["resource"] and not row["effort"]:
        return "effort", tr("It must be more than 0.")
    if row["minimum"] is not None and row["maximum"] is not None and row["minimum"] > row["maximum"]:
        return "maximum", tr("It is below the minimum.")
    return None


def _note_link(source: Source, plan: ProductsPlan, row: dict[str, Any]) -> None:
    if row["resource_per_week"] is not None:
        plan.capacities[row["resource"]] = row["resource_per_week"]
    if not row["supplier"]:
        return
    link = (row["sku"], row["supplier"])
    figures = tuple(map(row.__getitem__, _LINK.values()))
    if plan.links.setdefault(link, figures) != figures:
        source.table.reject({"supplier": tr("An earlier row says something else of this supplier.")})


def _made(
    session: Session, table: str, known: Mapping[str, int], names: Sequence[str]
) -> tuple[dict[str, int], dict[str, int]]:
    """(id of every name, those of them that had to be made by their key)."""
    fresh: dict[str, str] = {}
    for name in names:
        if key_of(name) not in known:
            fresh.setdefault(key_of(name), name)
    new = dict(zip(fresh, next_ids(session, table, len(fresh)), strict=True))
    rows = [(new[key], name, key) for key, name in fresh.items()]
    insert_rows(session, table, "id, name, name_key", rows)
    return {name: known.get(key_of(name)) or new[key_of(name)] for name in names}, new
