"""A voucher to hand over or to send, with its code to read and to scan."""

from dataclasses import dataclass
from datetime import date

from app.documents.blocks import Text
from app.documents.coupons import Coupon
from app.documents.letter import Block, Letter
from app.documents.letterhead import Sender
from app.documents.words import signed_by
from app.language import speaking, tr
from app.wording import day_text


@dataclass(frozen=True, slots=True)
class PrintedVoucher:
    """`worth` is what is left of it, `code` in groups."""

    language: str
    sender: Sender
    recipient: tuple[str, ...]
    place_date: str
    code: str
    worth: str
    until: date | None = None
    customer: str = ""
    order: str = ""
    note: str = ""
    country: str = ""


def coupon_of(shop: str, code: str, worth: str, until: date | None) -> Coupon:
    """The part that is cut out, in the language being spoken."""
    valid = tr("Valid until {day}", day=day_text(until, year=True)) if until else ""
    how = tr("Name this code when you order, or show it in the shop. What you do not use stays on it.")
    return Coupon(tr("Voucher of {shop}", shop=shop) if shop else tr("Voucher"), worth, code,
                  tuple(filter(None, (valid, how))))  # fmt: skip


def voucher(paper: PrintedVoucher) -> Letter:
    """As a letter, for it is often posted."""
    with speaking(paper.language):
        known = ((tr("Order"), paper.order), (tr("Customer"), paper.customer))
        return Letter(
            language=paper.language,
            sender=paper.sender,
            recipient=paper.recipient,
            place_date=paper.place_date,
            subject=tr("Your voucher"),
            blocks=tuple(_blocks(paper)),
            references=tuple((name, value) for name, value in known if value),
            country=paper.country,
        )


def _blocks(paper: PrintedVoucher) -> list[Block]:
    words = tr("Thank you for your patience. Please accept this voucher from us.")
    blocks: list[Block] = [Text(words)]
    if paper.note:
        blocks.append(Text(paper.note))
    blocks.append(coupon_of(paper.sender.name, paper.code, paper.worth, paper.until))
    return [*blocks, signed_by(paper.sender.name)]
