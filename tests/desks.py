"""A desk to list from: real actions on a real shop."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.actions.cataloguing import ProductDraft, create_product, link_supplier
from app.actions.ordering import Entered, OrderDraft, OrderLineDraft, enter_order
from app.actions.people import CustomerDraft, SupplierDraft, create_customer, create_supplier
from app.actions.pools import main_location, pool_of
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, enter_purchase
from app.actions.stocktaking import count
from app.lists.listing import Listing
from app.shop import Shop

Row = dict[str, Any]


@dataclass
class Desk:
    """The shop under test; products are named by SKU, people by name."""

    shop: Shop
    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    suppliers: dict[str, int] = field(default_factory=dict)

    def product(
        self, sku: str, *, stock: str = "0", supplier: str = "", lead: int | None = None, **more: Any
    ) -> int:
        draft = ProductDraft(
            sku=sku, **{"name": f"Product {sku}", "price": Decimal(10), "decimals": 3} | more
        )
        product_id = self.products[sku] = self.shop.write(create_product, draft)
        if supplier:
            if supplier not in self.suppliers:
                self.suppliers[supplier] = self.shop.write(create_supplier, SupplierDraft(name=supplier))
            self.shop.write(
                link_supplier,
                product_id=product_id,
                supplier_id=self.suppliers[supplier],
                lead_days=lead,
                preferred=True,
            )
        if Decimal(stock):
            self.shop.write(count, product_id, Decimal(stock))
        return product_id

    def customer(self, name: str, **more: Any) -> int:
        if name not in self.customers:
            self.customers[name] = self.shop.write(create_customer, CustomerDraft(name=name, **more))
        return self.customers[name]

    def order(self, customer: str, goods: dict[str, str], *, discount: str = "0", **more: Any) -> Entered:
        lines = tuple(
            OrderLineDraft(self.products[sku], Decimal(quantity), discount=Decimal(discount))
            for sku, quantity in goods.items()
        )
        draft = OrderDraft(lines, customer_id=self.customer(customer), **{"accept_backorders": True} | more)
        entered: Entered = self.shop.write(enter_order, draft)
        return entered

    def purchase(self, goods: dict[str, str], eta: date | None, *, supplier: str = "", **more: Any) -> int:
        lines = tuple(
            PurchaseLineDraft(self.products[sku], Decimal(quantity), eta=eta)
            for sku, quantity in goods.items()
        )
        draft = PurchaseDraft(
            lines,
            supplier_id=self.suppliers.get(supplier),
            **{"state": "confirmed", "ordered_on": date(2026, 11, 2)} | more,
        )
        purchase_id: int = self.shop.write(enter_purchase, draft)
        return purchase_id

    def pool(self, sku: str) -> int:
        return self.shop.write(lambda session: pool_of(session, self.products[sku], main_location(session)))

    def rows(self, listing: Listing, **question: Any) -> list[Row]:
        """A page's rows by column key."""
        page = self.shop.read(listing.page, **question)
        keys = [column.key for column in listing.columns]
        return [dict(zip(keys, row, strict=True)) for row in page.rows]


def told(rows: list[Row], *keys: str) -> list[tuple[Any, ...]]:
    """The columns asked for, row by row."""
    return [tuple(row[key] for key in keys) for row in rows]


def ordinal(month: int, day: int, year: int = 2026) -> int:
    return date(year, month, day).toordinal()
