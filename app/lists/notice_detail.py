"""What a customer is to be told, and all that is known of a letter that went out."""

from dataclasses import dataclass

from app.errors import NotFound
from app.language import tr
from db.rows import Reader, fetch, fetch_one, value


@dataclass(frozen=True, slots=True)
class DueNotice:
    """One thing to tell: thousandths, hundredths, ordinals."""

    id: int
    kind: str
    order_id: int
    order: str
    sku: str
    product: str
    quantity: int
    amount: int
    currency: str
    old_on: int | None
    new_on: int | None
    due_by: int | None
    line_id: int | None


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A customer's letter to be."""

    customer_id: int
    name: str
    number: str
    email: str
    phone: str
    notices: tuple[DueNotice, ...]


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line of which a letter asked; `state` is that of its consent.

    Where nothing but a substitute was offered it is 'awaited', and the id is below zero.
    """

    id: int
    order_id: int
    order: str
    line_id: int
    product: str
    state: str
    consent_by: int | None


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter without its pages; `mail` '' where none carried it."""

    id: int
    code: str
    kind: str
    name: str
    customer_id: int | None
    supplier_id: int | None
    channel: str
    language: str
    subject: str
    text: str
    sent_on: int
    reply_by: int | None
    who: str
    reprints: int
    mail_id: int | None
    mail: str
    mail_address: str
    problem: str
    tries: int
    has_pages: bool
    asked: tuple[AskedLine, ...]
    # Of what a supplier was asked about and still owes, the first: its purchase and the line.
    owed: tuple[int, int] | None


def due_letter(session: Reader, customer_id: int) -> DueLetter:
    """NotFound if the customer is gone."""
    sql = "SELECT id, name, number, email, phone FROM customers WHERE id = ?"
    row = fetch_one(session, sql, (customer_id,))
    if row is None:
        raise NotFound(tr("This customer does not exist."), tr("Reload the list."))
    notices = fetch(
        session,
        "SELECT n.id, n.kind, o.id, o.number, coalesce(p.sku, ''), coalesce(p.name, ''), n.quantity,"
        " n.amount, o.currency, n.old_on, n.new_on, n.due_by, n.order_line_id FROM notices n"
        " JOIN orders o ON o.id = n.order_id LEFT JOIN order_lines l ON l.id = n.order_line_id"
        " LEFT JOIN products p ON p.id = l.product_id"
        " WHERE n.customer_id = ? AND n.state = 'due' ORDER BY n.id",
        (customer_id,),
    )
    found = tuple(DueNotice(*each) for each in notices)
    return DueLetter(*(*row, found))


def kept_letter(session: Reader, letter_id: int) -> KeptLetter:
    """NotFound if there is none."""
    row = fetch_one(
        session,
        "SELECT t.id, t.code, t.kind, coalesce(c.name, v.name, ''), t.customer_id, t.supplier_id, t.channel,"
        " t.language, t.subject, t.text, t.sent_on, t.reply_by, t.who, t.reprints, m.id,"
        " coalesce(m.state, ''), coalesce(m.address, ''), coalesce(m.problem, ''), coalesce(m.tries, 0),"
        " length(t.pdf) > 0 FROM letters t LEFT JOIN customers c ON c.id = t.customer_id"
        " LEFT JOIN suppliers v ON v.id = t.supplier_id LEFT JOIN mails m ON m.letter_id = t.id"
        " WHERE t.id = ?",
        (letter_id,),
    )
    if row is None:
        raise _no_letter()
    asked = fetch(
        session,
        "SELECT k.id, o.id, o.number, l.id, p.name, k.state, k.consent_by FROM consents k"
        " JOIN order_lines l ON l.id = k.order_line_id JOIN orders o ON o.id = l.order_id"
        " JOIN products p ON p.id = l.product_id WHERE k.letter_id = ? ORDER BY k.id",
        (letter_id,),
    )
    offered = fetch(
        session,
        "SELECT -min(f.id), o.id, o.number, l.id, p.name, 'awaited', min(f.reply_by) FROM notices n"
        " JOIN offers f ON f.notice_id = n.id AND f.state = 'open' JOIN order_lines l"
        " ON l.id = f.order_line_id JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " WHERE n.letter_id = ? GROUP BY o.id, o.number, l.id, p.name ORDER BY l.id",
        (letter_id,),
    )
    known = {each[3] for each in asked}
    lines = tuple(AskedLine(*each) for each in (*asked, *(row for row in offered if row[3] not in known)))
    return KeptLetter(*(*row[:-1], bool(row[-1]), lines, _owed(session, letter_id)))


def _owed(session: Reader, letter_id: int) -> tuple[int, int] | None:
    row = fetch_one(
        session,
        "SELECT l.purchase_id, l.id FROM asked_lines a JOIN purchase_lines l ON l.id = a.purchase_line_id"
        " WHERE a.letter_id = ? AND l.incoming > 0 ORDER BY a.id LIMIT 1",
        (letter_id,),
    )
    return None if row is None else (int(row[0]), int(row[1]))


def pages_of(session: Reader, letter_id: int) -> bytes:
    """The PDF as it went out."""
    pdf = value(session, "SELECT pdf FROM letters WHERE id = ?", (letter_id,))
    if pdf is None:
        raise _no_letter()
    return bytes(pdf)


def _no_letter() -> NotFound:
    return NotFound(tr("This letter does not exist."), tr("Reload the list."))
