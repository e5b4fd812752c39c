"""What customers ordered, what they paid, what they were told."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Computed, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import (
    APPEND_ONLY,
    STRICT,
    Base,
    Key,
    count,
    facts,
    flag,
    is_flag,
    one_of,
    pieces,
    points_to,
    where,
    words,
)
from db.terms import NO_DAY, NO_HAND_RANK, NO_SLIP, CancellationKind, OrderState, PaymentKind
from db.types import Count, Day, Money, Quantity, UtcDateTime, Uuid

# Quantity × price, in ten-millionths, beyond which lines rank alike by value.
MOST_WORTH = 900_000_000_000_000_000


class Order(Base):
    """A customer's order, or a quote; a counter sale has no customer."""

    __tablename__ = "orders"
    __table_args__ = (
        one_of("state", OrderState),
        *is_flag("ship_complete", "on_hold", "pick_up", "date_essential"),
        Index("ix_orders_ordered", "ordered_on", "id"),
        Index("ix_orders_state", "state", "ordered_on", "id"),
        Index("ix_orders_on_hold", "held_since", "id", **where("on_hold = 1")),
        STRICT,
    )

    id: Mapped[Key]
    number: Mapped[str] = words(unique=True)
    state: Mapped[str] = words(OrderState.QUOTE)
    customer_id: Mapped[int | None] = points_to("customers.id", default=None)
    customer_reference: Mapped[str] = words()
    channel: Mapped[str] = words()
    location_id: Mapped[int] = points_to("locations.id", index=False)
    ordered_on: Mapped[date] = mapped_column(Day)
    wanted_on: Mapped[date | None] = mapped_column(Day, default=None)
    # Minutes after midnight, where the customer named a time.
    wanted_minute: Mapped[int | None] = mapped_column(Count, default=None)
    # NULL: the customer's.
    priority: Mapped[int | None] = mapped_column(Count, default=None)
    ship_complete: Mapped[bool] = flag()
    on_hold: Mapped[bool] = flag()
    held_since: Mapped[date | None] = mapped_column(Day, default=None)
    hold_reason: Mapped[str] = words()
    pick_up: Mapped[bool] = flag()
    delivery_name: Mapped[str] = words()
    delivery_street: Mapped[str] = words()
    delivery_postcode: Mapped[str] = words()
    delivery_city: Mapped[str] = words()
    delivery_region: Mapped[str] = words()
    delivery_country: Mapped[str] = words()
    shipping_charge: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    currency: Mapped[str] = words()
    note: Mapped[str] = words()
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Later than the date wanted the goods are of no use to the customer (rules/consent.py).
    date_essential: Mapped[bool] = flag()


class OrderLine(Base):
    """A demand of its own, with its place in the queue copied from the order so that one index is it."""

    __tablename__ = "order_lines"
    __table_args__ = (
        one_of("state", OrderState),
        *is_flag("on_hold", "ship_complete", "kept_off", "waiting", "supply_cancelled", "removed"),
        CheckConstraint("ordered > 0 AND demanded IN (0, ordered)", name="ordered"),
        CheckConstraint("cancelled >= 0 AND shipped >= 0 AND returned BETWEEN 0 AND shipped", name="parts"),
        CheckConstraint("reserved >= 0 AND demanded - cancelled - shipped - reserved >= 0", name="adds_up"),
        Index(
            "ix_order_lines_queue",
            "pool_id",
            "hand_rank",
            "precedence",
            "due",
            "ordered_on",
            "id",
            **where("backordered > 0"),
        ),
        Index(
            "ix_order_lines_reserved",
            "pool_id",
            "hand_rank",
            "precedence",
            "due",
            "ordered_on",
            "id",
            **where("reserved > 0"),
        ),
        # Behind the id what the filters 'slipped' and 'no date' look at: rows that they leave out are passed
        # in the index, without a look at the table.
        Index(
            "ix_order_lines_age", "ordered_on", "id", "expected_key", "slip_key", **where("backordered > 0")
        ),
        Index(
            "ix_order_lines_order_queue",
            "order_id",
            "id",
            "expected_key",
            "slip_key",
            **where("backordered > 0"),
        ),
        Index("ix_order_lines_expected", "expected_key", "id", "slip_key", **where("backordered > 0")),
        Index(
            "ix_order_lines_promised",
            "promised_key",
            "id",
            "expected_key",
            "slip_key",
            **where("backordered > 0"),
        ),
        Index("ix_order_lines_slip", "slip_key", "id", "expected_key", **where("backordered > 0")),
        Index(
            "ix_order_lines_short",
            "backordered",
            "id",
            "expected_key",
            "slip_key",
            **where("backordered > 0"),
        ),
        Index(
            "ix_order_lines_value", "value_key", "id", "expected_key", "slip_key", **where("backordered > 0")
        ),
        Index(
            "ix_order_lines_stopped",
            "pool_id",
            **where("backordered > 0 AND (on_hold = 1 OR kept_off = 1)"),
        ),
        Index("ix_order_lines_supply_cancelled", "pool_id", **where("supply_cancelled = 1")),
        Index("ix_order_lines_order", "order_id", "position"),
        Index("ix_order_lines_product", "product_id", "id"),
        Index("ix_order_lines_complete", "pool_id", "order_id", **where("ship_complete = 1 AND open > 0")),
        # Stock that complete orders hold while they wait for the rest.
        Index("ix_order_lines_held", "id", **where("ship_complete = 1 AND waiting = 1 AND reserved > 0")),
        STRICT,
    )

    id: Mapped[Key]
    order_id: Mapped[int] = points_to("orders.id", index=False)
    position: Mapped[int] = count()
    product_id: Mapped[int] = points_to("products.id", index=False)
    pool_id: Mapped[int] = points_to("stock_levels.id")
    text: Mapped[str] = words()
    price: Mapped[Decimal] = mapped_column(Money(4), default=0, server_default="0")
    # Percent.
    discount: Mapped[Decimal] = pieces()
    tax_rate: Mapped[Decimal] = pieces()

    ordered: Mapped[Decimal] = pieces()
    # 0 on a quote, else = ordered.
    demanded: Mapped[Decimal] = pieces()
    cancelled: Mapped[Decimal] = pieces()
    shipped: Mapped[Decimal] = pieces()
    returned: Mapped[Decimal] = pieces()
    reserved: Mapped[Decimal] = pieces()
    open: Mapped[Decimal] = mapped_column(
        Quantity, Computed("demanded - cancelled - shipped", persisted=True)
    )
    backordered: Mapped[Decimal] = mapped_column(
        Quantity, Computed("demanded - cancelled - shipped - reserved", persisted=True)
    )

    # Copied from the order; see rules/snapshot.py for the rank they make.
    state: Mapped[str] = words(OrderState.QUOTE)
    on_hold: Mapped[bool] = flag()
    ship_complete: Mapped[bool] = flag()
    hand_rank: Mapped[int] = count(NO_HAND_RANK)
    # Minus the priority, so that the whole rank ascends.
    precedence: Mapped[int] = count()
    # Minutes: ordinal of the wanted (else order) date × 1440 + minute of the day.
    due: Mapped[int] = count()
    ordered_on: Mapped[date] = mapped_column(Day)
    wanted_on: Mapped[date | None] = mapped_column(Day, default=None)

    # Taken out of the order before anything left; kept because the ledger and history name it.
    removed: Mapped[bool] = flag()
    kept_off: Mapped[bool] = flag()
    kept_off_since: Mapped[date | None] = mapped_column(Day, default=None)
    # Part of a complete order that cannot leave yet, or itself short.
    waiting: Mapped[bool] = flag()
    expected_on: Mapped[date | None] = mapped_column(Day, default=None)
    # Days from today that the rest would take if it were bought or made now.
    estimate_days: Mapped[int | None] = mapped_column(Count, default=None)
    # The day the last known part comes, where something comes but not all: the estimate is no earlier.
    not_before: Mapped[date | None] = mapped_column(Day, default=None)
    promised_on: Mapped[date | None] = mapped_column(Day, default=None)
    first_promised_on: Mapped[date | None] = mapped_column(Day, default=None)
    reason: Mapped[str] = words()
    reason_facts: Mapped[object] = facts()
    supply_cancelled: Mapped[bool] = flag()
    expected_key: Mapped[int] = mapped_column(
        Count, Computed(f"coalesce(expected_on, {NO_DAY})", persisted=True)
    )
    promised_key: Mapped[int] = mapped_column(
        Count, Computed(f"coalesce(promised_on, {NO_DAY})", persisted=True)
    )
    # Days; NO_SLIP where the date is gone, its negative where nothing was promised or the line is stopped.
    slip_key: Mapped[int] = mapped_column(
        Count,
        Computed(
            f"CASE WHEN promised_on IS NULL OR on_hold = 1 OR kept_off = 1 THEN -{NO_SLIP}"
            f" WHEN expected_on IS NULL THEN {NO_SLIP} ELSE expected_on - promised_on END",
            persisted=True,
        ),
    )
    # What waits is worth, less discount; exact to a thousandth, and capped where 64 bits would overflow.
    value_key: Mapped[int] = mapped_column(
        Count,
        Computed(
            f"CASE WHEN demanded - cancelled - shipped - reserved <= {MOST_WORTH} / (abs(price) + 1)"
            " THEN (demanded - cancelled - shipped - reserved) * price / 10000 * (100000 - discount)"
            f" ELSE {MOST_WORTH * 10} END",
            persisted=True,
        ),
    )

    split_from_id: Mapped[int | None] = points_to("order_lines.id", index=False, default=None)
    substitute_for_id: Mapped[int | None] = points_to("order_lines.id", index=False, default=None)
    updated_by: Mapped[str] = mapped_column(Uuid, default="", server_default="")


class Payment(Base):
    """Money of an order; a refund counts against what was paid."""

    __tablename__ = "payments"
    __table_args__ = (one_of("kind", PaymentKind), CheckConstraint("amount > 0", name="amount"), STRICT)

    id: Mapped[Key]
    order_id: Mapped[int] = points_to("orders.id")
    kind: Mapped[str] = words(PaymentKind.PAYMENT)
    amount: Mapped[Decimal] = mapped_column(Money)
    way: Mapped[str] = words()
    paid_on: Mapped[date] = mapped_column(Day)
    note: Mapped[str] = words()
    # What paid, where a voucher did; of a refund: the one that it went back to.
    voucher_id: Mapped[int | None] = points_to("vouchers.id", default=None)


class Promise(Base):
    """A date the customer was told (NULL: told that none is known), the first of a line apart."""

    __tablename__ = "promises"
    __table_args__ = (*is_flag("first", "estimate"), APPEND_ONLY)

    id: Mapped[Key]
    order_line_id: Mapped[int] = points_to("order_lines.id")
    promised_on: Mapped[date | None] = mapped_column(Day, default=None)
    estimate: Mapped[bool] = flag()
    first: Mapped[bool] = flag()
    cause: Mapped[str] = words()
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = words()
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    # What told it, where a letter did.
    letter_id: Mapped[int | None] = points_to("letters.id", default=None)


class Cancellation(Base):
    """A quantity given up, with the reason; `undone` of it was taken back."""

    __tablename__ = "cancellations"
    __table_args__ = (
        one_of("kind", CancellationKind),
        CheckConstraint("quantity > 0 AND undone BETWEEN 0 AND quantity", name="quantity"),
        STRICT,
    )

    id: Mapped[Key]
    order_line_id: Mapped[int] = points_to("order_lines.id")
    kind: Mapped[str] = words(CancellationKind.CANCELLED)
    quantity: Mapped[Decimal] = pieces()
    undone: Mapped[Decimal] = pieces()
    reason: Mapped[str] = words()
    cancelled_on: Mapped[date] = mapped_column(Day)
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    # What the part that waited would have earned, and why it was late: an EtaCause, or ''.
    margin: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    cause: Mapped[str] = words()
