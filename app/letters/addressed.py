"""What every letter says of who writes and who reads it, whatever it tells."""

from typing import Any

from app.documents.layouts import layout_for
from app.documents.letterhead import Sender
from app.language import tr
from app.letters.people import Recipient, address_of, language_for, problems_of
from app.letters.plans import LetterPlan
from app.letters.sections import one_line
from app.letters.words import letter_day
from app.settings import ShopSettings


def addressed(person: Recipient, sender: Sender, settings: ShopSettings, day: int, **told: Any) -> LetterPlan:
    """A letter of `day` (an ordinal), worded within `speaking_to`; `told` are its other fields."""
    tongue = language_for(person, settings)
    return LetterPlan(
        language=tongue,
        name=person.name,
        salutation=_salutation_for(person),
        closing=tuple(tr("Kind regards").splitlines()),
        signature=tuple(filter(None, (settings.shop_name, *settings.signature.splitlines()))),
        sender=sender,
        day=letter_day(day),
        number=person.number,
        channel=person.channel,
        address=address_of(person, settings, tongue),
        email=person.email.strip(),
        country=person.country,
        layout=layout_for(person.country, settings.letter_layout, settings.currency).key,
        shift=(settings.letter_offset_x, settings.letter_offset_y),
        problems=problems_of(person),
        **told,
    )


def _salutation_for(person: Recipient) -> str:
    """By name as it is stored; nobody's title is guessed."""
    name = one_line(person.contact or person.name)
    return tr("Dear {customer},", customer=name) if name else tr("Dear customer,")
