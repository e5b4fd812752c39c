"""Letters to suppliers that ask for the dates of overdue or undated purchase lines."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from app.actions.context import today
from app.actions.sending import free_codes
from app.documents.letterhead import Sender
from app.language import tr
from app.letter_texts import Texts, fill, letter_texts
from app.letters.addressed import addressed
from app.letters.fields import contact_of
from app.letters.people import Recipient, language_for, sender_of, speaking_to, suppliers
from app.letters.plans import Grid, LetterPlan
from app.letters.sections import one_line, section_of
from app.letters.words import item_cell, known_letter_day, letter_day, named, units_text
from app.rules.promising import after_handling
from app.settings import ShopSettings, days_off, shop_settings
from db.rows import Reader, fetch, fetch_for
from db.terms import CHASER

WORKING_DAYS_TO_ANSWER = 3


class Asked(NamedTuple):
    """A purchase line whose date is asked for; ordinals, thousandths."""

    supplier_id: int
    line_id: int
    purchase: str
    ordered_on: int
    item: str
    sku: str
    unit: str
    incoming: int
    eta: int | None
    their_reference: str


def chasers(
    session: Reader,
    *,
    supplier_ids: Collection[int] | None = None,
    purchase_line_ids: Collection[int] | None = None,
) -> list[LetterPlan]:
    """One letter a supplier, by id; lines that are not overdue are asked for only where they are chosen."""
    by_supplier: dict[int, list[Asked]] = defaultdict(list)
    for each in _asked(session, supplier_ids, purchase_line_ids):
        by_supplier[each.supplier_id].append(each)
    people = suppliers(session, by_supplier)
    codes = free_codes(session, len(by_supplier)) if by_supplier else []
    settings, sender, texts = shop_settings(session), sender_of(session), letter_texts(session)
    day = today(session).toordinal()
    plans = []
    for supplier_id, code in zip(sorted(by_supplier), codes, strict=True):
        shared = (sender, texts, day)
        plans.append(chaser_of(people[supplier_id], by_supplier[supplier_id], code, settings, shared))
    return plans


def chaser_of(
    person: Recipient,
    lines: Sequence[Asked],
    code: str,
    settings: ShopSettings,
    shared: tuple[Sender, Texts, int],
) -> LetterPlan:
    """The letter that asks for these lines; `shared` is who writes, the texts, and today."""
    tongue = language_for(person, settings)
    with speaking_to(person, settings):
        return _plan(person, lines, code, settings, shared, tongue)


def _asked(
    session: Reader, supplier_ids: Collection[int] | None, line_ids: Collection[int] | None
) -> list[Asked]:
    sql = (
        "SELECT u.supplier_id, l.id, u.number, u.ordered_on, p.name,"
        " coalesce(nullif(t.their_sku, ''), p.sku), p.unit, l.incoming, l.eta, u.supplier_reference"
        " FROM purchase_lines l JOIN purchases u ON u.id = l.purchase_id AND u.supplier_id IS NOT NULL"
        " JOIN products p ON p.id = l.product_id"
        " LEFT JOIN supplier_products t ON t.product_id = l.product_id AND t.supplier_id = u.supplier_id"
        " WHERE l.incoming > 0"
    )
    order = " ORDER BY u.supplier_id, u.id, l.position, l.id"
    rows: list[Any]
    if line_ids is not None:
        rows = fetch_for(session, f"{sql} AND l.id IN ({{ids}}){order}", line_ids)
    else:
        due = f"{sql} AND (l.eta IS NULL OR l.eta < ?){order}"
        rows = fetch(session, due, (today(session).toordinal(),))
    asked = [Asked(*row) for row in rows]
    return [each for each in asked if supplier_ids is None or each.supplier_id in supplier_ids]


def _plan(
    person: Recipient,
    lines: Sequence[Asked],
    code: str,
    settings: ShopSettings,
    shared: tuple[Sender, Texts, int],
    tongue: str,
) -> LetterPlan:
    sender, texts, day = shared
    by = after_handling(day, WORKING_DAYS_TO_ANSWER, days_off(settings))
    fields = {
        "shop": settings.shop_name,
        "supplier": person.name,
        "purchases": named([each.purchase for each in lines]),
        "contact": contact_of(settings),
        "code": code,
        "today": letter_day(day),
        "reply_by": letter_day(by),
    }
    words = texts[CHASER, tongue]
    references = (
        (tr("Purchase"), fields["purchases"]),
        (tr("Your reference"), named([each.their_reference for each in lines if each.their_reference])),
        (tr("Code"), code),
    )
    return addressed(
        person,
        sender,
        settings,
        day,
        kind=CHASER,
        code=code,
        subject=one_line(fill(words.subject, fields)),
        sections=(section_of(CHASER, words, fields, _grid(lines)),),
        supplier_id=person.id,
        kinds=(CHASER,),
        lines=len(lines),
        references=tuple((name, value) for name, value in references if value),
        reply_by=date.fromordinal(by),
        purchase_line_ids=tuple(each.line_id for each in lines),
    )


def _grid(lines: Sequence[Asked]) -> Grid:
    columns = (
        (tr("Purchase"), 15.0, False),
        (tr("Item"), 35.0, False),
        (tr("Missing"), 12.0, True),
        (tr("Ordered on"), 19.0, True),
        (tr("Date told"), 19.0, True),
    )
    rows = tuple(
        (
            each.purchase,
            item_cell(each.item, each.sku),
            units_text(each.incoming, each.unit),
            letter_day(each.ordered_on),
            known_letter_day(each.eta),
        )
        for each in lines
    )
    return Grid(columns, rows)
