"""The letters that are due: one a customer, whatever it has to tell (R22)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby

from app.actions.context import today
from app.actions.delays import ToTell, fingerprint_of, notices_to_tell, reply_day
from app.actions.rewards import promised_with
from app.actions.sending import free_codes
from app.language import tr
from app.letter_texts import fill, letter_texts
from app.letters import sentences, tables
from app.letters.addressed import addressed
from app.letters.facts import read_facts_of
from app.letters.fields import Desk, fields_of
from app.letters.people import Recipient, customers, language_for, sender_of, speaking_to
from app.letters.plans import LetterPlan, PageLink, Reply
from app.letters.sections import one_line, said_once, section_of
from app.letters.words import named
from app.settings import shop_settings
from app.status_pages.tokens import address_of_page, tokens_of
from db.rows import Reader, fetch, value
from db.terms import NoticeKind

WEIGHTS = (
    NoticeKind.DATE_GONE,
    NoticeKind.RENEWED_DELAY,
    NoticeKind.DELAY,
    NoticeKind.CANCELLATION,
    NoticeKind.SUBSTITUTE_OFFER,
    NoticeKind.ARRIVED,
    NoticeKind.REFUND,
    NoticeKind.PART_SHIPMENT,
    NoticeKind.SHIPPED,
    NoticeKind.CONFIRMATION,
    NoticeKind.VOUCHER,
)
"""From the weightiest: the first that a letter has decides its subject, and sections stand in this order."""
AT_ONCE = 1_000


def due_letters(
    session: Reader,
    *,
    kinds: Collection[str] = (),
    customer_ids: Collection[int] | None = None,
    notice_ids: Collection[int] | None = None,
    after: int = 0,
    limit: int = AT_ONCE,
) -> list[LetterPlan]:
    """At most `limit` letters, by customer id from behind `after`; each tells all that is due of `kinds`.

    `notice_ids` narrows what is told to those that were chosen.
    """
    ids = _due(session, kinds, customer_ids, notice_ids, after, limit)
    notices = notices_to_tell(session, ids)
    by_customer: dict[int, list[ToTell]] = defaultdict(list)
    for each in notices:
        by_customer[each.customer_id or 0].append(each)
    people = customers(session, by_customer)
    codes = free_codes(session, len(by_customer)) if by_customer else []
    settings, facts = shop_settings(session), read_facts_of(session, notices)
    desk = Desk(
        settings,
        sender_of(session),
        letter_texts(session),
        facts,
        today(session).toordinal(),
        tokens_of(session, facts.orders) if settings.status_address else {},
        {each.notice_id: each for each in promised_with(session, notices)},
    )
    return [
        plan_of(people[customer_id], by_customer[customer_id], code, desk)
        for customer_id, code in zip(sorted(by_customer), codes, strict=True)
    ]


def count_due(session: Reader, kinds: Collection[str] = ()) -> int:
    """How many letters `due_letters` would find in all."""
    condition = _condition(kinds, None, None)
    return int(value(session, f"SELECT count(DISTINCT customer_id) FROM notices WHERE {condition}") or 0)


def _due(
    session: Reader,
    kinds: Collection[str],
    customer_ids: Collection[int] | None,
    notice_ids: Collection[int] | None,
    after: int,
    limit: int,
) -> list[int]:
    """The notices of the first customers behind `after`."""
    condition = f"{_condition(kinds, customer_ids, notice_ids)} AND customer_id > ?"
    sql = (
        f"SELECT id FROM notices WHERE {condition} AND customer_id IN (SELECT DISTINCT customer_id"
        f" FROM notices WHERE {condition} ORDER BY customer_id LIMIT ?)"
    )
    return [row[0] for row in fetch(session, sql, (after, after, limit))]


def _condition(
    kinds: Collection[str], customer_ids: Collection[int] | None, notice_ids: Collection[int] | None
) -> str:
    condition = "state = 'due' AND customer_id IS NOT NULL"
    if kinds:
        condition += f" AND kind IN ({', '.join(repr(str(NoticeKind(kind))) for kind in kinds)})"
    for column, ids in (("customer_id", customer_ids), ("id", notice_ids)):
        if ids is not None:
            condition += f" AND {column} IN ({', '.join(map(str, map(int, ids))) or 'NULL'})"
    return condition


def plan_of(person: Recipient, notices: Sequence[ToTell], code: str, desk: Desk) -> LetterPlan:
    """The letter that tells these notices, in the language of who reads it."""
    tongue = language_for(person, desk.settings)
    with speaking_to(person, desk.settings):
        return _spoken(person, notices, code, desk, tongue)


def _spoken(person: Recipient, notices: Sequence[ToTell], code: str, desk: Desk, tongue: str) -> LetterPlan:
    ordered = sorted(notices, key=lambda each: (WEIGHTS.index(NoticeKind(each.kind)), each.id))
    by_kind = {kind: list(those) for kind, those in groupby(ordered, key=lambda each: each.kind)}
    main = next(iter(by_kind))
    facts = {kind: fields_of(kind, by_kind[kind], notices, person, code, desk) for kind in by_kind}
    made = [
        section_of(kind, desk.texts[kind, tongue], facts[kind], tables.grid_of(kind, those, desk.facts))
        for kind, those in by_kind.items()
    ]
    by = reply_day(notices, desk.day)
    return addressed(
        person,
        desk.sender,
        desk.settings,
        desk.day,
        kind=main,
        code=code,
        subject=one_line(fill(desk.texts[main, tongue].subject, facts[main])),
        sections=said_once(made),
        customer_id=person.id,
        notice_ids=tuple(sorted(each.id for each in notices)),
        fingerprint=fingerprint_of(notices),
        kinds=tuple(by_kind),
        lines=sum(each.line_id is not None for each in notices),
        references=_references(person, notices, code, desk),
        reply=_form(notices, code, desk),
        reply_by=None if by is None else date.fromordinal(by),
        pages=_pages(ordered, desk),
        promised=tuple(desk.promised[each.id] for each in ordered if each.id in desk.promised),
    )


def _pages(notices: Sequence[ToTell], desk: Desk) -> tuple[PageLink, ...]:
    base, tokens, orders = desk.settings.status_address, desk.tokens, desk.facts.orders
    return tuple(
        PageLink(order_id, orders[order_id].number, tokens[order_id], address_of_page(base, tokens[order_id]))
        for order_id in dict.fromkeys(each.order_id for each in notices)
        if order_id in tokens
    )


def _references(
    person: Recipient, notices: Sequence[ToTell], code: str, desk: Desk
) -> tuple[tuple[str, str], ...]:
    orders = [desk.facts.orders[each.order_id] for each in notices]
    # Beside a voucher's code another 'code' would be taken for it.
    called = tr("Letter") if any(each.kind == NoticeKind.VOUCHER for each in notices) else tr("Code")
    known = (
        (tr("Order"), named([each.number for each in orders])),
        (tr("Your reference"), named([each.reference for each in orders if each.reference])),
        (tr("Customer"), person.number),
        (called, code),
    )
    return tuple((name, value) for name, value in known if value)


def _form(notices: Sequence[ToTell], code: str, desk: Desk) -> Reply | None:
    delays = [each for each in notices if each.is_delay]
    offers = [each for each in notices if each.kind == NoticeKind.SUBSTITUTE_OFFER]
    if not delays and not offers:
        return None
    shop = tr(", ").join(filter(None, (desk.sender.name, *desk.sender.lines))) or tr("us")
    return Reply(
        title=tr("Your answer"),
        options=sentences.form_options(delays, offers, desk.facts, desk.day),
        note=tr("Tick what you want and send this part back to {shop}.", shop=shop),
        hands=(tr("Date"), tr("Signature")),
    )
