"""What the fields of letters stand for, for who words a text."""

from app.language import tr
from db.terms import CHASER, NoticeKind


def letter_field_text(name: str, kind: str) -> str:
    """What is put in the field's place in a letter of this kind."""
    own = _of_kind(name, kind)
    if own:
        return own
    return {
        "shop": tr("Name of the shop"),
        "customer": tr("Name of the customer"),
        "supplier": tr("Name of the supplier"),
        "number": tr("Number of the customer"),
        "orders": tr("Orders it is about, with their dates"),
        "purchases": tr("Purchases it asks about"),
        "lines": tr("Table of the goods, a paragraph by itself"),
        "contact": tr("Phone and mail of the shop"),
        "code": tr("Code by which the answer is found"),
        "today": tr("The day it is written"),
        "notice": tr("What has changed: old and new date"),
        "reason": tr("Why"),
        "options": tr("What the customer may choose"),
        "silence": tr("What no answer means"),
        "reply": tr("How and by when to answer"),
        "reply_by": tr("By when to answer"),
        "paid": tr("What was paid"),
        "refund": tr("By when money comes back"),
        "amount": tr("How much"),
        "pick_up": tr("Where and by when to fetch it"),
        "tracking": tr("Carrier and tracking number"),
        "voucher": tr("Code of the voucher and until when it counts"),
    }.get(name, name)


def _of_kind(name: str, kind: str) -> str:
    if name == "options" and kind == NoticeKind.SUBSTITUTE_OFFER:
        return tr("What is offered in its place")
    if name == "lines" and kind == CHASER:
        return tr("Table of purchased lines, a paragraph by itself")
    return ""
