"""A new supplier, or another address, lead time or currency of a known one."""

from PySide6.QtWidgets import QWidget

from app.actions.cards import supplier_card
from app.actions.fields import SUPPLIER
from app.actions.people import SupplierDraft, create_supplier
from app.actions.people_editing import edit_supplier
from app.field_words import field_title
from app.language import tr
from app.lists.finding import FoundSupplier
from app.lists.found import found_supplier
from ui.common.form_fields import DaysField
from ui.common.page import Desk
from ui.dialogs import card_dialog, person_fields
from ui.dialogs.person import PersonDialog, Rows


class SupplierDialog(PersonDialog):
    """A lead time dates what is not ordered yet: whose estimate moves is shown."""

    table = SUPPLIER
    draft_of = SupplierDraft
    create = create_supplier
    edit = edit_supplier
    read = supplier_card
    dated_by = frozenset(("lead_days", "active"))
    found = found_supplier

    def words(self) -> tuple[str, str]:
        if self.row_id is None:
            return tr("New supplier"), tr("Create supplier")
        return tr("Edit supplier"), tr("Save")

    def rows(self) -> Rows:
        street, postcode, city, region, country = person_fields.address()
        email, phone, language = person_fields.reached()
        currency = person_fields.text("currency", self.desk.formats.currency)
        lead_days = DaysField("lead_days", field_title("lead_days"), tr("calendar days"), tr("not known"))
        return (
            ((person_fields.text("name"), 3), (person_fields.text("contact"), 2)),
            ((street, 1),),
            ((postcode, 1), (city, 2), (region, 2), (country, 2)),
            ((email, 3), (phone, 2), (language, 2)),
            ((lead_days, 2), (currency, 2), (QWidget(), 2)),
            ((person_fields.note(), 1),),
            ((person_fields.active(), 1),),
        )


def ask(parent: QWidget | None, desk: Desk, supplier_id: int) -> bool:
    """Change a supplier; whether anything was saved."""
    return card_dialog.change(SupplierDialog(desk, supplier_id, parent=parent))


def ask_new(parent: QWidget | None, desk: Desk, name: str = "") -> int | None:
    """A new supplier; his id, or None."""
    return card_dialog.make(SupplierDialog(desk, name=name, parent=parent))


def make_found(parent: QWidget | None, desk: Desk, name: str) -> FoundSupplier | None:
    """A new supplier as a finder takes him, or None."""
    found: FoundSupplier | None = card_dialog.make_found(SupplierDialog(desk, name=name, parent=parent))
    return found
