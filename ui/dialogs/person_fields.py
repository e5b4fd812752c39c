"""Fields that customers and suppliers have alike: address, how they are reached, note."""

from app.field_words import field_title, language_text, policy_text
from app.language import LANGUAGES, tr
from ui.common.form import FormField
from ui.common.form_fields import ChoiceField, FlagField, NoteField, TextField


def text(key: str, placeholder: str = "") -> TextField:
    """Words under the field's own title."""
    return TextField(key, field_title(key), placeholder)


def address() -> list[TextField]:
    """Street, postcode, city, region, country."""
    return [text(key) for key in ("street", "postcode", "city", "region", "country")]


def reached() -> list[FormField]:
    """E-mail, phone, and the language of what is written to them."""
    languages = [(language_text(code), code) for code in ("", *LANGUAGES)]
    return [
        text("email"),
        text("phone"),
        ChoiceField("language", field_title("language"), languages, language_text),
    ]


def note() -> NoteField:
    """Words of the owner's own."""
    return NoteField("note", field_title("note"))


def active() -> FlagField:
    """Whether it is still offered."""
    return FlagField("active", tr("Active: offered when orders and purchases are entered"))


def backorders() -> ChoiceField:
    """The policy of R8."""
    choices = [(policy_text(key), key) for key in ("always", "ask", "never")]
    return ChoiceField("backorders", field_title("backorders"), choices, policy_text)
