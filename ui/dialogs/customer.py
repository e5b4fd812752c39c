"""A new customer, or another address, priority or policy of a known one."""

from PySide6.QtWidgets import QWidget

from app.actions.cards import customer_card
from app.actions.fields import CUSTOMER
from app.actions.people import CustomerDraft, create_customer
from app.actions.people_editing import edit_customer
from app.field_words import field_title, notice_channel_text, priority_text
from app.language import tr
from app.lists.finding import FoundCustomer
from app.lists.found import found_customer
from ui.common.form_fields import ChoiceField, FlagField
from ui.common.page import Desk
from ui.dialogs import card_dialog, person_fields
from ui.dialogs.person import PersonDialog, Rows


class CustomerDialog(PersonDialog):
    """A priority ranks his open lines anew: who gains and who loses is shown."""

    table = CUSTOMER
    draft_of = CustomerDraft
    create = create_customer
    edit = edit_customer
    read = customer_card
    dated_by = frozenset(("priority",))
    found = found_customer

    def words(self) -> tuple[str, str]:
        if self.row_id is None:
            return tr("New customer"), tr("Create customer")
        return tr("Edit customer"), tr("Save")

    def rows(self) -> Rows:
        number = person_fields.text("number", tr("the next free one") if self.row_id is None else "")
        street, postcode, city, region, country = person_fields.address()
        email, phone, language = person_fields.reached()
        priorities = [(priority_text(each), each) for each in (0, 1)]
        priority = ChoiceField("priority", field_title("priority"), priorities, priority_text)
        channels = [(notice_channel_text(key), key) for key in ("letter", "mail", "phone", "none")]
        channel = ChoiceField("notice_channel", field_title("notice_channel"), channels, notice_channel_text)
        per_part = FlagField(
            "notice_per_part", tr("Is told of each part of an order that lies ready to be fetched")
        )
        return (
            ((person_fields.text("name"), 3), (number, 1)),
            ((street, 1),),
            ((postcode, 1), (city, 2), (region, 2), (country, 2)),
            ((email, 3), (phone, 2), (language, 2)),
            ((priority, 1), (person_fields.backorders(), 1), (channel, 1)),
            ((person_fields.note(), 1),),
            ((per_part, 1),),
            ((person_fields.active(), 1),),
        )


def ask(parent: QWidget | None, desk: Desk, customer_id: int) -> bool:
    """Change a customer; whether anything was saved."""
    return card_dialog.change(CustomerDialog(desk, customer_id, parent=parent))


def ask_new(parent: QWidget | None, desk: Desk, name: str = "") -> int | None:
    """A new customer; his id, or None."""
    return card_dialog.make(CustomerDialog(desk, name=name, parent=parent))


def make_found(parent: QWidget | None, desk: Desk, name: str) -> FoundCustomer | None:
    """A new customer as a finder takes him, or None."""
    found: FoundCustomer | None = card_dialog.make_found(CustomerDialog(desk, name=name, parent=parent))
    return found
