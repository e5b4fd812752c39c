"""inFlow's products: a row a product."""

from collections.abc import Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import code, lasting_key, one_line, said
from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Part
from app.language import tr

# What inFlow does not stock it does not count: like a service it is never waited for.
_KIND = said(
    {
        "": "stocked",
        **dict.fromkeys(
            ("Stocked product", "Stockable", "Serialized product", "Serialized", "Stock"), "stocked"
        ),
        **dict.fromkeys(
            ("Non-stocked product", "Non-stocked", "Nonstocked", "Non-stock", "Service"), "service"
        ),
    }
)


def _parts(layout: Layout) -> list[Part]:
    sku, name, barcode = (cell_of(layout, key) for key in ("SKU", "ProductName", "BarCode"))

    def key(row: Sequence[str]) -> str:
        # Names are what inFlow itself tells products apart by.
        return code(sku(row)) or ("" if code(barcode(row)) else lasting_key(code(name(row))))

    cells = {
        "sku": Composed(key, layout.title("SKU")),
        "name": first_of(layout, "ProductName", change=one_line),
        "kind": first_of(layout, "ItemType", change=_KIND),
        "unit": first_of(layout, "Uom", change=one_line),
        "price": first_of(layout, "DefaultUnitPrice"),
        "cost": first_of(layout, "Cost"),
        "barcode": first_of(layout, "BarCode", change=code),
        "category": first_of(layout, "Category", change=one_line),
        "note": first_of(layout, "Remarks"),
        "minimum": first_of(layout, "ReorderPoint"),
        "active": first_of(layout, "IsActive"),
        "supplier": first_of(layout, "Vendor", change=one_line),
        "supplier_sku": first_of(layout, "VendorProductCode", change=code),
        "supplier_cost": first_of(layout, "VendorPrice"),
    }
    return [composing("products", cells)]


FORMAT = Format(
    "inflow-products",
    lambda: tr("inFlow: products"),
    (
        Column("ProductName", ("Product Name", "Name"), required=True),
        Column("SKU", ("ProductSKU", "Product SKU")),
        Column("Category"),
        Column("ItemType", ("Item Type",)),
        Column("BarCode", ("Bar code",)),
        Column("DefaultUnitPrice", ("Default Unit Price",)),
        Column("Cost"),
        Column("VendorPrice", ("Vendor Price",)),
        Column("IsActive", ("Is Active",)),
        Column("Uom", ("StandardUom", "Standard Uom")),
        Column("ReorderPoint", ("Reorder Point",)),
        Column("Vendor", ("LastVendor", "Last Vendor")),
        Column("VendorProductCode", ("Vendor Product Code",)),
        Column("Remarks"),
    ),
    marks=("ProductName", "ItemType", "DefaultUnitPrice"),
    parts=_parts,
)
