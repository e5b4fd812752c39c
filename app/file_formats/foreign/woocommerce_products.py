"""WooCommerce's product export, in English or Chinese: a row a product, a variation or their parent."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import BACKORDERS, code, lasting_key, one_line, said, with_options
from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Part, Row
from app.language import tr

# Parents and sets hold no goods of their own, and what is external is sold by somebody else.
_NO_GOODS = frozenset(("variable", "grouped", "external"))
_VALUES = re.compile(r"([0-9]+) *(?:value\(s\)|values?|值)", re.IGNORECASE)
_ACTIVE = said({"1": "yes", "0": "no", "-1": "no"})
_READ = ("ID", "Type", "SKU", "GTIN", "Name", "Parent", "Published", "Stock", "Categories", "Tags")
# Without an amount of its own: the parent's, for all variations together, or none at all.
_NOT_COUNTED = ("", "parent")


class _Rows:
    """Rows with what they have of their parents, which WooCommerce writes before their variations."""

    def __init__(self, layout: Layout) -> None:
        self._cells = {key: cell_of(layout, key) for key in _READ}
        values = ((_VALUES.fullmatch(rest), place) for rest, place in layout.starting("Attribute"))
        self._values = [
            place for found, place in sorted(((int(match[1]), place) for match, place in values if match))
        ]
        self._places = [place for key in _READ if (place := layout.place(key)) is not None]
        self._parents: dict[str, Sequence[str]] = {}

    def goods(self, rows: Iterable[Row]) -> Iterator[Row]:
        self._parents.clear()
        for line, row in rows:
            types = self._types(row)
            if types & _NO_GOODS:
                self._parents.update(dict.fromkeys(self._names(row), row))
            else:
                yield line, row

    def alone(self, rows: Iterable[Row], lines: Container[int]) -> Iterator[Row]:
        """Parents come along with the first of their variations."""
        width = max(self._places, default=0)
        parents: dict[str, Row] = {}
        told: set[int] = set()
        for line, row in rows:
            if len(row) > width and self._types(row) & _NO_GOODS:
                parents.update(dict.fromkeys(self._names(row), (line, row)))
            if line not in lines:
                continue
            parent = parents.get(code(self._cells["Parent"](row))) if len(row) > width else None
            if parent is not None and parent[0] not in told:
                told.add(parent[0])
                yield parent
            yield line, row

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        return (
            (line, row)
            for line, row in self.goods(rows)
            if self._cells["Stock"](row).strip().casefold() not in _NOT_COUNTED
        )

    def sku(self, row: Sequence[str]) -> str:
        if sku := code(self._cells["SKU"](row)):
            return sku
        number = code(self._cells["ID"](row))
        # As WooCommerce itself writes it among parents.
        return "" if code(self._cells["GTIN"](row)) or not number else lasting_key(f"id:{number}")

    def name(self, row: Sequence[str]) -> str:
        parent = self._parent(row)
        if parent is None:
            return one_line(self._cells["Name"](row))
        return with_options(self._cells["Name"](parent), (row[place] for place in self._values))

    def kind(self, row: Sequence[str]) -> str:
        """What is virtual and counted has places: seats of a course, tickets; they run out like goods."""
        counted = self._cells["Stock"](row).strip().casefold() not in _NOT_COUNTED
        return "service" if "virtual" in self._types(row) and not counted else "stocked"

    def active(self, row: Sequence[str]) -> str:
        parent, own = self._parent(row), self._cells["Published"](row)
        if parent is not None and _ACTIVE(self._cells["Published"](parent)) == "no":
            return "no"
        return _ACTIVE(own) if own.strip() else ""

    def inherited(self, key: str) -> Composed:
        """A cell that variations leave to their parents."""
        cell = self._cells[key]

        def of(row: Sequence[str]) -> str:
            parent = self._parent(row)
            return one_line(cell(row)) or (one_line(cell(parent)) if parent is not None else "")

        return Composed(of)

    def _names(self, row: Sequence[str]) -> Iterator[str]:
        """By which its variations call a parent."""
        yield f"id:{code(self._cells['ID'](row))}"
        yield code(self._cells["SKU"](row))

    def _types(self, row: Sequence[str]) -> set[str]:
        """simple, or several: variation, downloadable, virtual."""
        return {word.strip().casefold() for word in self._cells["Type"](row).split(",")}

    def _parent(self, row: Sequence[str]) -> Sequence[str] | None:
        called = code(self._cells["Parent"](row))
        return self._parents.get(called) if called else None


def _parts(layout: Layout) -> list[Part]:
    rows = _Rows(layout)
    sku = Composed(rows.sku, layout.title("SKU"))
    barcode = first_of(layout, "GTIN", change=code)
    products = composing(
        "products",
        {
            "sku": sku,
            "name": Composed(rows.name, layout.title("Name")),
            "kind": Composed(rows.kind, layout.title("Type")),
            # What is reduced for a while has its price again afterwards.
            "price": first_of(layout, "Regular price"),
            "cost": first_of(layout, "Cost of goods"),
            "barcode": barcode,
            "category": rows.inherited("Categories") if "Categories" in layout else None,
            "tags": rows.inherited("Tags") if "Tags" in layout else None,
            "backorders": first_of(layout, "Backorders allowed?", change=BACKORDERS),
            "active": Composed(rows.active, layout.title("Published")) if "Published" in layout else None,
        },
        rows.goods,
        rows.alone,
    )
    if "Stock" not in layout:
        return [products]
    return [
        products,
        composing(
            "stock", {"sku": sku, "barcode": barcode, "on_hand": first_of(layout, "Stock")}, rows.counted
        ),
    ]


FORMAT = Format(
    "woocommerce-products",
    lambda: tr("WooCommerce: products"),
    (
        Column("ID"),
        Column("Type", ("类型",), required=True),
        Column("SKU", required=True),
        Column("GTIN", ("GTIN, UPC, EAN, or ISBN", "GTIN、UPC、EAN 或 ISBN")),
        Column("Name", ("名称",), required=True),
        Column("Published", ("已发布",)),
        Column("Is featured?", ("是推荐产品？",)),
        Column("Visibility in catalog", ("在列表页可见",)),
        Column("In stock?", ("有货？", "有库存？", "有库存吗？")),
        Column("Stock", ("库存",)),
        Column("Backorders allowed?", ("允许缺货下单？", "允许缺货下单吗？")),
        Column("Regular price", ("常规售价", "常规价格"), required=True),
        Column("Sale price", ("促销价格",)),
        Column("Cost of goods"),
        Column("Categories", ("分类",)),
        Column("Tags", ("标签",)),
        Column("Parent", ("父级",)),
        Column("Attribute", ("属性",), starts=True),
    ),
    marks=("Type", "SKU", "Name", "Published", "Regular price"),
    parts=_parts,
)
