"""A scenario's shop: what its names stand for, and how it is set up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.cataloguing import ProductDraft, add_substitute, create_product
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.people import CustomerDraft, create_customer
from app.actions.pools import create_location, main_location
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, enter_purchase
from app.actions.resources import block_resource, create_resource
from app.actions.stocktaking import count
from app.settings import change_settings
from db.rows import value
from db.terms import OrderState, ProductKind, PurchaseState

Facts = Mapping[str, Any]

DECIMALS = 3


@dataclass
class World:
    """Ids by the scenario's names; a product is made when it is first named ('A@Annex': A at Annex)."""

    case: Facts
    products: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    purchases: dict[str, tuple[int, int]] = field(default_factory=dict)
    # Highest history id of the set-up: what happens later counts.
    before: int = 0
    # What the last availability check said.
    warned: bool = False

    @property
    def settings(self) -> Facts:
        return self.case["given"].get("settings", {})

    @property
    def today(self) -> date:
        return date.fromisoformat(self.case["given"]["today"])

    def trial(self) -> "World":
        """A copy whose names are only kept if the write succeeds."""
        return replace(
            self,
            products=dict(self.products),
            orders=dict(self.orders),
            lines=dict(self.lines),
            purchases=dict(self.purchases),
        )

    def keep(self, trial: "World") -> None:
        """Take over what a write that succeeded named."""
        self.products.update(trial.products)
        self.orders.update(trial.orders)
        self.lines.update(trial.lines)
        self.purchases.update(trial.purchases)
        self.warned = trial.warned

    def product(self, session: Session, sku: str) -> int:
        name = sku.partition("@")[0]
        if name not in self.products:
            known = value(session, "SELECT id FROM products WHERE sku = ?", (name,))
            self.products[name] = int(known) if known else _create_product(session, self, name)
        return self.products[name]

    def location(self, session: Session, sku: str) -> int:
        name = sku.partition("@")[2]
        return create_location(session, name) if name else main_location(session)


def set_up(session: Session, world: World) -> None:
    """Enter what the case gives as it stands: nothing is reserved before its first action."""
    given, settings = world.case["given"], world.settings
    change_settings(
        session,
        handling_days=0,
        reserve_automatically=False,
        complete_orders_hold_stock=bool(settings.get("complete_orders_hold_stock", True)),
    )
    for sku, quantity in given.get("stock", {}).items():
        product_id = world.product(session, sku)
        if Decimal(quantity):
            count(session, product_id, Decimal(quantity), location_id=world.location(session, sku))
    for order in given.get("orders", ()):
        add_order(session, world, order, given=True)
    for purchase in given.get("purchase_orders", ()):
        add_purchase(session, world, purchase["po"] if "po" in purchase else purchase["id"], purchase)
    for sku, others in settings.get("substitutes", {}).items():
        for rank, other in enumerate(others):
            add_substitute(session, world.product(session, sku), world.product(session, other), rank=rank)
    change_settings(session, reserve_automatically=bool(settings.get("auto_allocate", True)))
    world.before = int(value(session, "SELECT coalesce(max(id), 0) FROM history") or 0)


def add_order(session: Session, world: World, order: Facts, *, given: bool = False) -> None:
    """Enter an order; one that is given is told to nobody and its customer's policy is not asked."""
    wanted = _moment(order.get("wanted"))
    drafts = tuple(
        OrderLineDraft(
            world.product(session, line["sku"]),
            Decimal(line["qty"]),
            location_id=world.location(session, line["sku"]),
        )
        for line in order["lines"]
    )
    policy = str(order.get("backorders") or "always")
    customer_id = create_customer(session, CustomerDraft(name=order["id"], backorders=policy))
    entered = enter_order(
        session,
        OrderDraft(
            drafts,
            customer_id=customer_id,
            state=OrderState.QUOTE if order.get("status") == "draft" else OrderState.OPEN,
            number=order["id"],
            ordered_on=date.fromisoformat(order["date"]) if order.get("date") else None,
            wanted_on=wanted.date() if wanted else None,
            wanted_at=wanted.time() if wanted and "T" in str(order["wanted"]).replace(" ", "T") else None,
            priority=int(order.get("priority", 0)),
            ship_complete=bool(order.get("ship_complete", False)),
            told=not given,
            accept_backorders=given,
        ),
    )
    world.orders[order["id"]] = entered.order_id
    for line, line_id in zip(order["lines"], entered.line_ids, strict=True):
        world.lines[line["id"]] = line_id


def add_purchase(session: Session, world: World, name: str, purchase: Facts, *, number: str = "") -> None:
    """Enter a purchase of one line; its number is its name unless that is taken."""
    for_line = purchase.get("for_line")
    draft = PurchaseLineDraft(
        world.product(session, purchase["sku"]),
        Decimal(purchase["qty"]),
        eta=date.fromisoformat(purchase["eta"]) if purchase.get("eta") else None,
        for_line_id=world.lines[for_line] if for_line else None,
        location_id=world.location(session, purchase["sku"]),
    )
    state = PurchaseState.DRAFT if purchase.get("status") == "draft" else PurchaseState.CONFIRMED
    purchase_id = enter_purchase(session, PurchaseDraft((draft,), state=state, number=number or name))
    line_id = value(session, "SELECT id FROM purchase_lines WHERE purchase_id = ?", (purchase_id,))
    world.purchases[name] = (purchase_id, int(line_id or 0))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _create_product(session: Session, world: World, sku: str) -> int:
    decimals = int(world.settings.get("unit_decimals", {}).get(sku, DECIMALS))
    capacity = world.settings.get("capacity", {}).get(sku)
    if capacity is None:
        return create_product(session, ProductDraft(sku, decimals=decimals))
    resource_id = create_resource(
        session,
        sku,
        per_week=Decimal(capacity["per_week"]),
        monday=date.fromisoformat(capacity["from"]),
    )
    for first, last, cause in capacity.get("blocked", ()):
        block_resource(
            session,
            resource_id,
            first=date.fromisoformat(first),
            last=date.fromisoformat(last),
            cause=cause,
        )
    kind = ProductKind.MADE if _is_finished(world, sku) else ProductKind.SERVICE
    draft = ProductDraft(sku, decimals=decimals, kind=kind, resource_id=resource_id)
    return create_product(session, draft)


def _is_finished(world: World, sku: str) -> bool:
    """Whether the case makes goods of it rather than rendering a service: it finishes some, or has some."""
    dicts = list(_dicts(world.case))
    lines = {each["id"] for each in dicts if each.get("sku") == sku and "id" in each}
    lines |= {each["line"] for each in dicts if each.get("do") == "add_line" and each["sku"] == sku}
    worked = {each["do"] for each in dicts if each.get("do") in ("finish", "done") and each["line"] in lines}
    return "finish" in worked or (
        "done" not in worked and Decimal(world.case["given"].get("stock", {}).get(sku, "0")) > 0
    )


def _dicts(thing: Any) -> Iterator[Facts]:
    """Every object in the case, however deep."""
    if isinstance(thing, dict):
        yield thing
        thing = list(thing.values())
    if isinstance(thing, list):
        for each in thing:
            yield from _dicts(each)
