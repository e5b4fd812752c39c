"""The code on a letter finds what the letter was about (R23)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import NotFound
from app.language import tr
from app.quantities import quantity_of
from db.rows import Reader, fetch, fetch_one
from db.stored import day_of


@dataclass(frozen=True, slots=True)
class CodedLine:
    """A line that the letter told of; `state` and `silence` '' where it asked nothing of it."""

    line_id: int
    order_id: int
    order: str
    product_id: int
    sku: str
    product: str
    open: Decimal
    reserved: Decimal
    promised_on: date | None
    state: str
    silence: str
    consent_by: date | None


@dataclass(frozen=True, slots=True)
class CodedLetter:
    """A letter found by its code; one to a supplier has no lines."""

    letter_id: int
    code: str
    kind: str
    customer_id: int | None
    supplier_id: int | None
    name: str
    sent_on: date
    reply_by: date | None
    lines: tuple[CodedLine, ...]


def lines_of_code(session: Reader, code: str) -> CodedLetter:
    """What the letter of this code told, as it stands now; spaces, dashes and case do not matter."""
    # A scanned letter says the address of the order's page, and the code behind it.
    known = "".join(sign for sign in code.rpartition("#")[2].upper() if sign.isalnum())
    row = fetch_one(
        session,
        "SELECT t.id, t.code, t.kind, t.customer_id, t.supplier_id, coalesce(c.name, s.name, ''), t.sent_on,"
        " t.reply_by FROM letters t LEFT JOIN customers c ON c.id = t.customer_id"
        " LEFT JOIN suppliers s ON s.id = t.supplier_id WHERE t.code = ?",
        (known,),
    )
    if row is None:
        raise NotFound(
            tr("No letter has the code {code}.", code=known or "–"), tr("Compare it with the letter.")
        )
    days = (date.fromordinal(row[6]), day_of(row[7]))
    return CodedLetter(*(*row[:6], *days, _lines(session, row[0])))


def _lines(session: Reader, letter_id: int) -> tuple[CodedLine, ...]:
    """Those it named, with parts split off since; of what concerned a whole order, all of that order's."""
    rows = fetch(
        session,
        "SELECT l.id, o.id, o.number, p.id, p.sku, p.name, l.open, l.reserved, l.promised_on,"
        " coalesce(a.state, ''), coalesce(a.silence, ''), a.consent_by FROM order_lines l"
        " JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " LEFT JOIN consents a ON a.order_line_id = l.id AND a.letter_id = ?"
        " WHERE l.removed = 0 AND l.id IN (SELECT order_line_id FROM notices WHERE letter_id = ?"
        " UNION SELECT order_line_id FROM consents WHERE letter_id = ?"
        " UNION SELECT other.id FROM notices n JOIN order_lines other ON other.order_id = n.order_id"
        " WHERE n.letter_id = ? AND n.order_line_id IS NULL) ORDER BY o.number, l.position, l.id",
        (letter_id,) * 4,
    )
    return tuple(
        CodedLine(*(*row[:6], *map(quantity_of, row[6:8]), day_of(row[8]), *row[9:11], day_of(row[11])))
        for row in rows
    )
