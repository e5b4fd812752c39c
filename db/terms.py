"""The words and marks that rows hold: states, kinds, causes, and what stands for 'none' in a sort."""

from datetime import date
from enum import StrEnum

# Stands for "no hand rank": every rank set by hand is lower.
NO_HAND_RANK = 1_000_000_000
# Stands for "no date" in sort keys: 9999-12-31.
NO_DAY = date.max.toordinal()
NO_SLIP = 1_000_000


class ProductKind(StrEnum):
    """How a product comes to be there."""

    STOCKED = "stocked"
    MADE = "made"
    SERVICE = "service"


class BackorderPolicy(StrEnum):
    """Whether a line may wait, the stricter of product and customer (R8); ordered from lenient to strict."""

    ALWAYS = "always"
    ASK = "ask"
    NEVER = "never"


class NoticeChannel(StrEnum):
    """How a customer wants to hear of delays."""

    LETTER = "letter"
    MAIL = "mail"
    PHONE = "phone"
    NONE = "none"


class MoveKind(StrEnum):
    """Why stock moved."""

    RECEIPT = "receipt"
    RECEIPT_UNDONE = "receipt_undone"
    SHIPMENT = "shipment"
    SHIPMENT_UNDONE = "shipment_undone"
    COUNT = "count"
    ISSUE = "issue"
    SALE = "sale"
    RETURN = "return"
    WRITE_OFF = "write_off"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    FINISHED = "finished"


class OrderState(StrEnum):
    """A quote promises nothing; an open order is demand; done and cancelled ones are past."""

    QUOTE = "quote"
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class PaymentKind(StrEnum):
    """Money in, money set against goods to come, money back."""

    PAYMENT = "payment"
    DEPOSIT = "deposit"
    REFUND = "refund"


class CancellationKind(StrEnum):
    """Why a quantity will not be delivered."""

    CANCELLED = "cancelled"
    CLOSED = "closed"
    SUBSTITUTED = "substituted"


class PurchaseState(StrEnum):
    """A draft promises nothing; a confirmed purchase is supply."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    DONE = "done"
    CANCELLED = "cancelled"


class EtaCause(StrEnum):
    """Why a date moved (R12)."""

    SHORTAGE = "shortage"
    PRODUCTION_STOPPED = "production_stopped"
    TRANSPORT = "transport"
    CUSTOMS = "customs"
    CAPACITY = "capacity"
    OTHER = "other"


class Condition(StrEnum):
    """Whether returned goods can be sold again."""

    SALEABLE = "saleable"
    DAMAGED = "damaged"


class NoticeKind(StrEnum):
    """What a customer is to hear (R22)."""

    CONFIRMATION = "confirmation"
    DELAY = "delay"
    RENEWED_DELAY = "renewed_delay"
    DATE_GONE = "date_gone"
    SUBSTITUTE_OFFER = "substitute_offer"
    ARRIVED = "arrived"
    SHIPPED = "shipped"
    PART_SHIPMENT = "part_shipment"
    CANCELLATION = "cancellation"
    REFUND = "refund"
    VOUCHER = "voucher"


AUTOMATIC = frozenset(NoticeKind) - {NoticeKind.SUBSTITUTE_OFFER, NoticeKind.VOUCHER}
"""What may go without a click: what offers goods or money is read by the owner first."""


CHASER = "chaser"
"""The kind of a letter that asks a supplier for dates; all others are kinds of notices."""


class NoticeState(StrEnum):
    """A notice is due until a letter told it, or until there is nothing to tell any more."""

    DUE = "due"
    SENT = "sent"
    VOID = "void"


class MailState(StrEnum):
    """How far a mail came; 'perhaps' where the connection broke after all of it was handed over."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    PERHAPS = "perhaps"


class ConsentState(StrEnum):
    """Whether the answer to a delay is still to come."""

    AWAITED = "awaited"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    VOID = "void"


class Silence(StrEnum):
    """What no answer to a delay means (R23)."""

    CONSENT = "consent"
    CANCEL = "cancel"
    ASK = "ask"


class AnswerKind(StrEnum):
    """What a customer said to a delay."""

    WAITS = "waits"
    SUBSTITUTE = "substitute"
    PART = "part"
    CANCELS = "cancels"
    NONE = "none"


class AnswerWay(StrEnum):
    """How the answer came."""

    PHONE = "phone"
    PAPER = "paper"
    MAIL = "mail"
    SHOP = "shop"


class OfferState(StrEnum):
    """A substitute stays offered until the customer says yes or no, or the day to answer by is past."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    VOID = "void"


class RewardKind(StrEnum):
    """What a late order earns: a share of its value, an amount, or points (R25)."""

    PERCENT = "percent"
    AMOUNT = "amount"
    POINTS = "points"


class VoucherUnit(StrEnum):
    """What a voucher's balance counts."""

    MONEY = "money"
    POINTS = "points"


class VoucherState(StrEnum):
    """A declined one was never worth anything; used, lapsed and reversed ones are worth nothing more."""

    DECLINED = "declined"
    OPEN = "open"
    USED = "used"
    LAPSED = "lapsed"
    REVERSED = "reversed"


class VoucherMoveKind(StrEnum):
    """Why a voucher's balance changed."""

    ISSUED = "issued"
    TOPPED_UP = "topped_up"
    REDEEMED = "redeemed"
    GIVEN_BACK = "given_back"
    LAPSED = "lapsed"
    REVIVED = "revived"
    REVERSED = "reversed"


class CostKind(StrEnum):
    """What a late line, or a sale that it lost, costs the shop."""

    FREIGHT = "freight"
    HANDLING = "handling"
    STORAGE = "storage"
    VOUCHER = "voucher"
    MARGIN = "margin"
    OTHER = "other"


class ImportAct(StrEnum):
    """What a file that came in did to a row; undone, what others name is only put aside."""

    CREATED = "created"
    CHANGED = "changed"
    PUT_ASIDE = "put_aside"
