"""What all papers begin with: who writes, when, on which paper, and to whom."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from app.actions.context import today
from app.documents.layouts import Layout, layout_for
from app.documents.letter import Letter, write_letters
from app.documents.letterhead import Sender
from app.errors import Refused
from app.language import closest, language, tr
from app.letters.people import Recipient, address_of, language_for, sender_of, speaking_to
from app.letters.words import letter_day
from app.settings import ShopSettings, shop_settings
from db.rows import Reader

NOBODY = Recipient(0, "", "", "", "", "", "", "", 0, "", "", "")
"""To fill in with `_replace`; speaks the shop's language."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The shop as it writes; `day` is an ordinal."""

    settings: ShopSettings
    sender: Sender
    day: int

    def language(self) -> str:
        """Of papers for the shop itself."""
        return closest(self.settings.language) if self.settings.language else language()

    def address(self, person: Recipient) -> tuple[str, ...]:
        """As printed in the language of whoever reads it."""
        return address_of(person, self.settings, self.tongue(person))

    def speaking(self, person: Recipient = NOBODY) -> AbstractContextManager[None]:
        """Within the block all is worded for whoever reads it; the shop itself, if nobody else."""
        return speaking_to(person, self.settings)

    def tongue(self, person: Recipient) -> str:
        """What is written to them in."""
        return language_for(person, self.settings)

    def date_for(self, person: Recipient) -> str:
        """Today, as their language writes it."""
        with self.speaking(person):
            return letter_day(self.day)

    def layout(self, country: str = "") -> Layout:
        """The paper as the shop chose it, else by the habit of the country; moved as its printer needs it."""
        settings = self.settings
        layout = layout_for(country, settings.letter_layout, settings.currency)
        return layout.shifted(settings.letter_offset_x, settings.letter_offset_y)

    def not_past(self, day: int | None) -> date | None:
        """A past date is never told to anybody."""
        return None if day is None or day < self.day else date.fromordinal(day)


def desk_of(session: Reader) -> Desk:
    """As the shop's settings say."""
    return Desk(shop_settings(session), sender_of(session), today(session).toordinal())


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter and what it is printed on."""

    letter: Letter
    layout: Layout


def pdf_of(papers: Sequence[Paper]) -> bytes:
    """All in one file, each from a page of its own."""
    if not papers:
        raise nothing_to_print()
    layouts = {id(paper.letter): paper.layout for paper in papers}
    file = BytesIO()
    write_letters([paper.letter for paper in papers], lambda letter: layouts[id(letter)], file)
    return file.getvalue()


def nothing_to_print() -> Refused:
    """Of what was chosen there is no paper."""
    return Refused(tr("There is nothing to print."), tr("Choose orders to which goods are reserved."))
