"""Printed vouchers, worth what is left on them."""

from collections.abc import Sequence

from app.codes import grouped
from app.documents.voucher import PrintedVoucher, voucher
from app.errors import Refused
from app.language import tr
from app.letters.people import customers
from app.papers.posting import Paper, desk_of
from app.voucher_words import worth_text
from db.rows import Reader, fetch_for
from db.stored import day_of

_SELECT = (
    "SELECT v.id, v.code, v.customer_id, v.unit, v.balance, v.currency, v.expires_on, v.note,"
    " coalesce(o.number, '') FROM vouchers v LEFT JOIN order_lines l ON l.id = v.order_line_id"
    " LEFT JOIN orders o ON o.id = l.order_id WHERE v.id IN ({ids}) AND v.state = 'open' ORDER BY v.id"
)


def vouchers(session: Reader, voucher_ids: Sequence[int]) -> list[Paper]:
    """One a voucher that is worth something, in its customer's language; Refused where none is."""
    rows = fetch_for(session, _SELECT, voucher_ids)
    if not rows:
        raise Refused(tr("There is nothing to print."), tr("The voucher is used up, or lapsed."))
    desk, people = desk_of(session), customers(session, {row[2] for row in rows})
    papers = []
    for _, code, customer_id, unit, balance, currency, expires_on, note, order in rows:
        person = people[customer_id]
        with desk.speaking(person):
            paper = PrintedVoucher(
                language=desk.tongue(person),
                sender=desk.sender,
                recipient=desk.address(person),
                place_date=desk.date_for(person),
                code=grouped(code),
                worth=worth_text(unit, balance, currency),
                until=day_of(expires_on),
                customer=person.number,
                order=order,
                note=note,
                country=person.country,
            )
            papers.append(Paper(voucher(paper), desk.layout(person.country)))
    return papers
