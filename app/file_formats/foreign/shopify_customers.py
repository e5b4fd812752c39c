"""Shopify's customer export, with its headers of old and new."""

from collections.abc import Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import code, joined, person_name
from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Part
from app.language import tr


def _parts(layout: Layout) -> list[Part]:
    first, last, company = (cell_of(layout, key) for key in ("First Name", "Last Name", "Company"))
    email, phone = cell_of(layout, "Email"), cell_of(layout, "Phone")
    address = [cell_of(layout, key) for key in ("Address1", "Address2")]

    def person(row: Sequence[str]) -> str:
        return person_name(first(row), last(row))

    def name(row: Sequence[str]) -> str:
        return person(row) or joined(company(row)) or code(email(row)) or code(phone(row))

    def street(row: Sequence[str]) -> str:
        # A customer has one name: where that is a person's, the company belongs to the address.
        return joined(company(row) if person(row) else "", *(line(row) for line in address))

    cells = {
        "number": first_of(layout, "Customer ID", change=code),
        "name": Composed(name),
        "street": Composed(street, layout.title("Address1")),
        "postcode": first_of(layout, "Zip", change=code),
        "city": first_of(layout, "City", change=joined),
        "region": first_of(layout, "Province", "Province Code", change=joined),
        "country": first_of(layout, "Country", "Country Code", change=joined),
        "email": first_of(layout, "Email", change=code),
        "phone": first_of(layout, "Phone", "Default Address Phone", change=code),
        "note": first_of(layout, "Note"),
    }
    return [composing("customers", cells)]


FORMAT = Format(
    "shopify-customers",
    lambda: tr("Shopify: customers"),
    (
        Column("Customer ID"),
        Column("First Name", required=True),
        Column("Last Name", required=True),
        Column("Email", required=True),
        Column("Company", ("Default Address Company",)),
        Column("Address1", ("Default Address Address1",)),
        Column("Address2", ("Default Address Address2",)),
        Column("City", ("Default Address City",)),
        Column("Province"),
        Column("Province Code", ("Default Address Province Code",)),
        Column("Country"),
        Column("Country Code", ("Default Address Country Code",)),
        Column("Zip", ("Default Address Zip",)),
        Column("Phone"),
        Column("Default Address Phone"),
        Column("Total Spent"),
        Column("Total Orders"),
        Column("Note"),
    ),
    marks=("First Name", "Last Name", "Email", "Total Spent"),
    parts=_parts,
    decimal=".",
)
