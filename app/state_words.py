"""What stored words read as: states of documents, kinds of stock moves and of payments."""

from app.language import tr


def order_state_text(state: str) -> str:
    """The state of an order or a quote."""
    return {
        "quote": tr("Quote"),
        "open": tr("Open"),
        "done": tr("Done"),
        "cancelled": tr("Cancelled"),
    }.get(state, state)


def purchase_state_text(state: str) -> str:
    """The state of a purchase."""
    return {
        "draft": tr("Draft"),
        "confirmed": tr("Confirmed"),
        "done": tr("Done"),
        "cancelled": tr("Cancelled"),
    }.get(state, state)


def move_text(kind: str) -> str:
    """Why stock moved."""
    return {
        "receipt": tr("Received"),
        "receipt_undone": tr("Receipt undone"),
        "shipment": tr("Shipped"),
        "shipment_undone": tr("Shipment undone"),
        "count": tr("Counted"),
        "issue": tr("Taken out"),
        "sale": tr("Sold over the counter"),
        "return": tr("Came back"),
        "write_off": tr("Written off"),
        "transfer_out": tr("Moved away"),
        "transfer_in": tr("Moved here"),
        "finished": tr("Made"),
    }.get(kind, kind)


def payment_text(kind: str) -> str:
    """Money in, money against goods to come, money back."""
    return {"payment": tr("Payment"), "deposit": tr("Deposit"), "refund": tr("Refund")}.get(kind, kind)


def way_text(way: str) -> str:
    """How money was paid; what somebody typed stays as it is."""
    return {
        "card": tr("Card"),
        "cash": tr("Cash"),
        "transfer": tr("Bank transfer"),
        "cheque": tr("Cheque"),
        "voucher": tr("Voucher"),
    }.get(way, way)


def answer_way_text(way: str) -> str:
    """How a customer's answer came."""
    return {
        "phone": tr("By phone"),
        "paper": tr("On paper"),
        "mail": tr("By mail"),
        "shop": tr("In the shop"),
    }.get(way, way)


def channel_text(channel: str) -> str:
    """How an order came in; what somebody typed stays as it is."""
    return {
        "web": tr("web shop"),
        "mail": tr("by mail"),
        "phone": tr("by phone"),
        "shop": tr("in the shop"),
        "counter": tr("over the counter"),
    }.get(channel, channel)


def cost_text(kind: str) -> str:
    """What lateness costs."""
    return {
        "freight": tr("Extra freight"),
        "handling": tr("Handling"),
        "storage": tr("Storage"),
        "voucher": tr("Vouchers"),
        "margin": tr("Margin of cancellations"),
        "lost_sale": tr("Margin of lost sales"),
        "other": tr("Other costs"),
    }.get(kind, kind)


def cost_title(kind: str) -> str:
    """The same in a word, over a column."""
    return {
        "freight": tr("Freight"),
        "margin": tr("Cancelled"),
        "lost_sale": tr("Not sold"),
        "other": tr("Other"),
    }.get(kind) or cost_text(kind)


def notice_text(kind: str) -> str:
    """What a customer is to hear, or a supplier to be asked."""
    return {
        "confirmation": tr("Order confirmation"),
        "delay": tr("Later date"),
        "renewed_delay": tr("Later date once more"),
        "date_gone": tr("No date any more"),
        "substitute_offer": tr("Substitute offer"),
        "arrived": tr("Ready to be fetched"),
        "shipped": tr("All shipped"),
        "part_shipment": tr("Part shipped"),
        "cancellation": tr("Cancellation"),
        "refund": tr("Refund"),
        "voucher": tr("Voucher"),
        "chaser": tr("Question about dates"),
    }.get(kind, kind)
