"""What a law of the shop's figures is, and what all of them can break."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class BreakKind(StrEnum):
    """What does not hold."""

    ON_HAND = "on_hand"
    RESERVED = "reserved"
    RESERVED_BEYOND_STOCK = "reserved_beyond_stock"
    LINE_SUM = "line_sum"
    DEMANDED = "demanded"
    PEGS_BEYOND_SUPPLY = "pegs_beyond_supply"
    PEGS_BEYOND_LINE = "pegs_beyond_line"
    PEGS_OF_STOPPED = "pegs_of_stopped"
    PEG_ASTRAY = "peg_astray"
    INCOMING = "incoming"
    BACKORDERED = "backordered"
    COPIES = "copies"
    ORDER_STATE = "order_state"
    PURCHASE_STATE = "purchase_state"
    RECEIVED = "received"
    SHIPPED = "shipped"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    PROMISES = "promises"
    NOTICE_LACKING = "notice_lacking"
    NOTICE_MOOT = "notice_moot"
    CONSENT_MOOT = "consent_moot"
    CONSENT_UNASKED = "consent_unasked"
    CONSENT_TWICE = "consent_twice"
    CONSENT_UNANSWERED = "consent_unanswered"
    OFFER_MOOT = "offer_moot"
    OFFER_LACKING = "offer_lacking"
    ASKED_ELSEWHERE = "asked_elsewhere"
    PAGE_ASTRAY = "page_astray"
    VOUCHER_BALANCE = "voucher_balance"
    VOUCHER_PAID = "voucher_paid"
    VOUCHER_LAPSED = "voucher_lapsed"
    COST_MOOT = "cost_moot"
    MARGIN = "margin"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True)
class Law:
    """`sql` finds the rows that do not hold on the day `{today}`; `say` makes a sentence of one."""

    kind: BreakKind
    sql: str
    say: Callable[..., str]


# Order lines `l` of orders `o` with their products `p`, and how a sentence names one.
LINE = "o.number, l.position, p.sku"
LINES = "order_lines l JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
