"""Who orders and who delivers."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import record
from app.actions.fields import CUSTOMER, SUPPLIER, checked, draft_fields
from app.changes import Area
from app.errors import InvalidInput
from app.language import tr
from app.names import key_of
from db.models.catalogue import Supplier
from db.models.people import Customer
from db.rows import value
from db.terms import BackorderPolicy, NoticeChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Where somebody lives, and how he is reached."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CustomerDraft(Reached):
    """A customer to be; without a number the next one is given."""

    name: str
    number: str = ""
    priority: int = 0
    backorders: str = BackorderPolicy.ALWAYS
    notice_channel: str = NoticeChannel.LETTER
    notice_per_part: bool = False


@dataclass(frozen=True, slots=True)
class SupplierDraft(Reached):
    """A supplier to be; `lead_days` in calendar days."""

    name: str
    contact: str = ""
    currency: str = ""
    lead_days: int | None = None


def create_customer(session: Session, draft: CustomerDraft) -> int:
    """Id of the new customer."""
    fields = checked(CUSTOMER, draft_fields(draft))
    fields["number"] = fields["number"] or _free_customer_number(session)
    refuse_taken_number(session, fields["number"])
    return _entered(session, Customer(**fields, name_key=key_of(fields["name"])), Area.CUSTOMERS)


def refuse_taken_number(session: Session, number: str, own_id: int = 0) -> None:
    """InvalidInput where another customer has the number."""
    other = value(session, "SELECT name FROM customers WHERE number = ? AND id <> ?", (number, own_id))
    if other is not None:
        raise InvalidInput(
            tr("There is already a customer {number}.", number=number),
            tr("It belongs to {name}. Choose another number.", name=other),
            "number",
        )


def _free_customer_number(session: Session) -> str:
    highest = value(session, "SELECT coalesce(max(id), 0) FROM customers") or 0
    number = highest + 1001
    while value(session, "SELECT 1 FROM customers WHERE number = ?", (f"C-{number}",)):
        number += 1
    return f"C-{number}"


def create_supplier(session: Session, draft: SupplierDraft) -> int:
    """Id of the new supplier; names are unique as a reader sees them."""
    fields = checked(SUPPLIER, draft_fields(draft))
    refuse_taken_supplier(session, fields["name"])
    return _entered(session, Supplier(**fields, name_key=key_of(fields["name"])), Area.SUPPLIERS)


def refuse_taken_supplier(session: Session, name: str, own_id: int = 0) -> None:
    """InvalidInput where another supplier's name reads the same."""
    sql = "SELECT name FROM suppliers WHERE name_key = ? AND id <> ?"
    other = value(session, sql, (key_of(name), own_id))
    if other is not None:
        raise InvalidInput(
            tr("There is already a supplier {name}.", name=other), tr("Choose another name."), "name"
        )


def _entered(session: Session, person: Customer | Supplier, area: Area) -> int:
    session.add(person)
    session.flush()
    record(session, "created", what=person.__tablename__, id=person.id, name=person.name)
    touched(session, area)
    return person.id
