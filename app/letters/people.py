"""Who writes and who reads: the shop as sender, addresses by the habit of their country, languages."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple

from app.documents.layouts import CHINA, UK_DL, US_10, layout_for, territory_for
from app.documents.letterhead import Sender
from app.language import LANGUAGES, closest, language, speaking
from app.letters.plans import Problem
from app.settings import ShopSettings, shop_settings
from app.shop_files import LOGO, stored_file
from db.rows import Reader, fetch_for


class Recipient(NamedTuple):
    """A customer, or a supplier, who has neither number nor channel."""

    id: int
    name: str
    street: str
    postcode: str
    city: str
    region: str
    country: str
    email: str
    email_refused: int
    language: str
    number: str
    channel: str
    contact: str = ""


def customers(session: Reader, ids: Iterable[int]) -> dict[int, Recipient]:
    """By id."""
    sql = (
        "SELECT id, name, street, postcode, city, region, country, email, email_refused, language, number,"
        " notice_channel FROM customers WHERE id IN ({ids})"
    )
    return {row[0]: Recipient(*row) for row in fetch_for(session, sql, ids)}


def suppliers(session: Reader, ids: Iterable[int]) -> dict[int, Recipient]:
    """By id."""
    sql = (
        "SELECT id, name, street, postcode, city, region, country, email, email_refused, language, '',"
        " 'letter', contact FROM suppliers WHERE id IN ({ids})"
    )
    return {row[0]: Recipient(*row) for row in fetch_for(session, sql, ids)}


def sender_of(session: Reader) -> Sender:
    """The shop, by its settings and its logo."""
    settings = shop_settings(session)
    lines = _lines(settings.address)
    return Sender(
        name=settings.shop_name,
        lines=lines,
        contact=tuple(filter(None, (settings.phone, settings.email))),
        logo=stored_file(session, LOGO) or None,
        return_line=settings.return_line or " · ".join(filter(None, (settings.shop_name, *lines))),
    )


def language_for(person: Recipient, settings: ShopSettings) -> str:
    """The recipient's, or the shop's where that is not known or not spoken."""
    return spoken_or_own(person.language, settings)


def speaking_to(person: Recipient, settings: ShopSettings) -> AbstractContextManager[None]:
    """Within the block all is worded as they read it: in their language, with days and sums as there."""
    where = territory_for(person.country, settings.letter_layout, settings.currency)
    return speaking(language_for(person, settings), where)


def spoken_or_own(name: str, settings: ShopSettings) -> str:
    """The catalogue of a customer's language, or of the shop's where there is none."""
    if is_spoken(name):
        return closest(name)
    return closest(settings.language) if settings.language else language()


def is_spoken(name: str) -> bool:
    """Whether there are letters in it."""
    family = name.partition(".")[0].replace("-", "_").partition("_")[0].lower()
    return any(code.partition("_")[0] == family for code in LANGUAGES)


def problems_of(person: Recipient) -> tuple[Problem, ...]:
    """What is missing, whatever way the letter goes."""
    found = []
    if not (person.street.strip() and (person.city.strip() or person.postcode.strip())):
        found.append(Problem.ADDRESS)
    if not person.email.strip():
        found.append(Problem.EMAIL)
    elif person.email_refused:
        found.append(Problem.EMAIL_REFUSED)
    if not is_spoken(person.language):
        found.append(Problem.LANGUAGE)
    return tuple(found)


def address_of(person: Recipient, settings: ShopSettings, tongue: str) -> tuple[str, ...]:
    """As printed, the name first, the country last where it is not the shop's own."""
    street, city = _lines(person.street), " ".join(person.city.split())
    region, postcode = " ".join(person.region.split()), " ".join(person.postcode.split())
    habit = layout_for(person.country, currency=settings.currency).key
    name = _lines(person.name) + _lines(person.contact)
    if habit == CHINA.key:
        place = "".join(part for part in (region if region != city else "", city) if part)
        return _filled(*name, *street, place, postcode, _country(person, settings, tongue))
    if habit == US_10.key:
        town = ", ".join(filter(None, (city, " ".join(filter(None, (region, postcode))))))
        return _filled(*name, *street, town, _country(person, settings, tongue))
    if habit == UK_DL.key:
        return _filled(*name, *street, city, region, postcode, _country(person, settings, tongue))
    town = " ".join(filter(None, (postcode, city)))
    return _filled(*name, *street, town, region, _country(person, settings, tongue))


def _country(person: Recipient, settings: ShopSettings, tongue: str) -> str:
    country = " ".join(person.country.split())
    if not country or country.casefold() in settings.address.casefold():
        return ""
    # The post of the shop's own country must be able to read where it goes.
    home = layout_for("", settings.letter_layout, settings.currency)
    return country_name(country, tongue if home is CHINA else "en").upper()


def country_name(country: str, tongue: str) -> str:
    """'Poland' for 'PL'; names stay as they were written."""
    if len(country) != 2:
        return country
    from babel import Locale

    return str(Locale.parse(tongue).territories.get(country.upper(), country))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
