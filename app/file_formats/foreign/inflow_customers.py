"""inFlow's customers: a row a customer."""

from collections.abc import Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import code, joined, one_line
from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Part
from app.language import tr

_STREET = ("BillingAddress1", "BillingAddress2")


def _parts(layout: Layout) -> list[Part]:
    name, contact, remarks = (cell_of(layout, key) for key in ("Name", "ContactName", "Remarks"))
    street = [cell_of(layout, key) for key in _STREET]

    def note(row: Sequence[str]) -> str:
        person = one_line(contact(row))
        # A customer has one name here: the person to ask for is told beside it.
        known = one_line(name(row)) or person
        told = person if person.casefold() != known.casefold() else ""
        return "\n".join(filter(None, (told, remarks(row).strip())))

    cells = {
        "number": None,
        "name": first_of(layout, "Name", "ContactName", change=one_line),
        "street": Composed(lambda row: joined(*(line(row) for line in street))),
        "postcode": first_of(layout, "BillingPostalCode", change=code),
        "city": first_of(layout, "BillingCity", change=one_line),
        "region": first_of(layout, "BillingState", change=one_line),
        "country": first_of(layout, "BillingCountry", change=one_line),
        "email": first_of(layout, "Email", change=code),
        "phone": first_of(layout, "Phone", change=code),
        "note": Composed(note),
        "active": first_of(layout, "IsActive"),
    }
    if not any(key in layout for key in _STREET):
        cells["street"] = None
    return [composing("customers", cells)]


FORMAT = Format(
    "inflow-customers",
    lambda: tr("inFlow: customers"),
    (
        Column("Name", ("CustomerName", "Customer Name"), required=True),
        Column("ContactName", ("Contact Name", "Contact")),
        Column("Email"),
        Column("Phone"),
        Column("BillingAddress1", ("Address1",)),
        Column("BillingAddress2", ("Address2",)),
        Column("BillingCity", ("City",)),
        Column("BillingState", ("State",)),
        Column("BillingPostalCode", ("PostalCode",)),
        Column("BillingCountry", ("Country",)),
        Column("DefaultPaymentTerms", ("Default Payment Terms",)),
        Column("Discount"),
        Column("TaxingScheme", ("Taxing Scheme",)),
        Column("Remarks"),
        Column("IsActive", ("Is Active",)),
    ),
    marks=("Name", "ContactName", "DefaultPaymentTerms", "TaxingScheme"),
    parts=_parts,
)
