"""Order status pages as HTML: words are data, everything of the shop's or the customer's is escaped here."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from app.language import language, tr
from app.letters.words import known_letter_day, letter_day
from app.status_pages import words
from app.status_pages.facts import Item, OrderPage
from app.status_pages.style import POLICY, STYLE
from app.status_pages.words import straight

MARK = b"<!-- Written by Backorder Desk -->"
"""Behind the first line of every page of ours: what lacks it is not touched."""
MOST_SHOWN = 20
"""Rows of one kind: a page stays small, however long its order."""
# What no page may hold: controls, halves of characters, noncharacters.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Shop(NamedTuple):
    """Who writes the page, and on which day."""

    name: str
    address: str
    email: str
    phone: str
    today: int


@lru_cache(maxsize=16_384)
def text(typed: str) -> str:
    """Words of ours or theirs as HTML shows them, sign by sign; also within an attribute's quotes."""
    return escape(_REFUSED.sub("\N{REPLACEMENT CHARACTER}", typed))


@lru_cache(maxsize=16_384)
def named(typed: str) -> str:
    """What somebody typed: its direction is its own and turns nothing around it."""
    return f"<bdi>{text(straight(typed))}</bdi>"


def order_page(page: OrderPage, shop: Shop) -> bytes:
    """The whole page in the language being spoken."""
    parts = [_head(page, shop)]
    if page.is_open:
        parts += [
            _items(page, shop.today),
            _offers(page, shop.today),
            _told(page),
            _parcels(page),
            _answer(page, shop),
        ]
    else:
        parts += [_items(page, shop.today), _parcels(page)]
    body = f"{parts[0]}<main>\n{''.join(parts[1:])}</main>\n{_foot(shop)}"
    title = " · ".join(filter(None, (words.heading(page.number), shop.name)))
    return _document(title, body)


def empty_page(shop: Shop) -> bytes:
    """What the folder itself shows: nothing of any order."""
    said = tr("Please use the address in the letter or mail that you got from us.")
    body = f"<header><h1>{named(shop.name)}</h1></header>\n<main><p>{text(said)}</p></main>\n"
    return _document(shop.name or tr("Order status"), body)


def _document(title: str, body: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n{MARK.decode()}\n<html lang="{text(language().replace("_", "-"))}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex, nofollow, noarchive">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="format-detection" content="telephone=no">\n'
        f"<title>{text(straight(title))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    ).encode()


def _head(page: OrderPage, shop: Shop) -> str:
    said, tone = words.summary_of(page, shop.today)
    ends = words.until(page)
    return (
        f"<header>\n<p>{named(shop.name)}</p>\n<h1>{text(words.heading(words.apart(page.number)))}</h1>\n"
        f'<p class="quiet">{text(words.ordered_on(page))}</p>\n'
        f'<p class="{f"state {tone}".strip()}">{text(said)}</p>\n'
        f"{f'<p>{text(ends)}</p>' if ends else ''}</header>\n"
    )


def _section(name: str, title: str, inner: str) -> str:
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{text(title)}</h2>\n{inner}</section>\n'


def _table(title: str, columns: Iterable[str], rows: Iterable[str]) -> str:
    return _grouped(title, columns, [f"<tbody>\n{''.join(rows)}</tbody>\n"])


def _grouped(title: str, columns: Iterable[str], bodies: Iterable[str], kind: str = "") -> str:
    heads = "".join(f'<th scope="col">{text(each)}</th>' for each in columns)
    return (
        f"<table{kind}>\n<caption>{text(title)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n{''.join(bodies)}</table>\n"
    )


def _items(page: OrderPage, today: int) -> str:
    said = words.titles()
    replaced = {item.replaces for item in page.items}
    names = {item.id: item.name for item in page.items}
    shown = _first_open(page.items)
    bodies = (_item_rows(item, page, today, replaced, names) for item in shown)
    columns = (said.item, said.ordered, said.shipped, *([said.waiting] if page.is_open else []))
    table = _grouped(said.items, columns, bodies, ' class="items"')
    return _section("items", said.items, table + _rest(page.items, shown))


def _first_open(items: Sequence[Item]) -> Sequence[Item]:
    """As many as a page has room for: what is still to come goes before the rest; the order stays."""
    if len(items) <= MOST_SHOWN:
        return items
    chosen = {each.id for each in sorted(items, key=lambda each: not each.open)[:MOST_SHOWN]}
    return [each for each in items if each.id in chosen]


def _rest(all_of_them: Sequence[object], shown: Sequence[object]) -> str:
    """How many there was no room for."""
    count = len(all_of_them) - len(shown)
    return f'<p class="quiet">{text(words.and_more(count))}</p>\n' if count else ""


def _item_rows(
    item: Item, page: OrderPage, today: int, replaced: set[int | None], names: dict[int, str]
) -> str:
    """Its name and counts, and in a row of its own, as wide as the table, how it stands."""
    counts = (item.ordered, item.shipped, *([item.open] if page.is_open else []))
    cells = "".join(f"<td>{text(words.amount(count, item.unit))}</td>" for count in counts)
    code = f"<small>{named(item.sku)}</small>" if item.sku and item.sku != item.name else ""
    standing, tone = words.standing_of(item, page, today)
    told = [f'<span class="{tone}">{text(standing)}</span>' if tone else text(standing)] if standing else []
    if item.cancelled:
        told.append(text(words.cancelled_text(item, replaced)))
    if item.replaces in names:
        told.append(text(words.in_place_of(names[item.replaces])))
    more = f'<tr><td colspan="{len(counts) + 1}">{"<br>".join(told)}</td></tr>\n' if told else ""
    first = f'<tr><th scope="rowgroup">{named(item.name)}{code}</th>{cells}</tr>\n'
    return f"<tbody>\n{first}{more}</tbody>\n"


def _offers(page: OrderPage, today: int) -> str:
    if not page.offers:
        return ""
    names = {item.id: item.name for item in page.items}
    shown = page.offers[:MOST_SHOWN]
    told = (words.offer_lines(offer, names, page.currency, today) for offer in shown)
    lines = "".join(f"<li>{'<br>'.join(map(text, each))}</li>\n" for each in told)
    return _section("offers", words.titles().offers, f"<ul>\n{lines}</ul>\n{_rest(page.offers, shown)}")


def _told(page: OrderPage) -> str:
    """Of what is still to come, and stands above; the latest where there are many."""
    said = words.titles()
    names = {item.id: item.name for item in _first_open(page.items) if item.open}
    told = [each for each in page.told if each.line_id in names]
    shown = told[-MOST_SHOWN:]
    rows = [
        f"<tr><td>{text(letter_day(each.told_on))}</td><td>{named(names[each.line_id])}</td>"
        f"<td>{text(known_letter_day(each.day))}</td></tr>\n"
        for each in shown
    ]
    if not rows:
        return ""
    table = _table(said.told, (said.told_on, said.item, said.day), rows)
    return _section("told", said.told, table + _rest(told, shown))


def _parcels(page: OrderPage) -> str:
    if not page.parcels:
        return ""
    said, shown = words.titles(), page.parcels[-MOST_SHOWN:]
    rows = (
        f"<tr><td>{text(letter_day(each.shipped_on))}</td><td>{named(each.carrier)}</td>"
        f"<td>{named(each.tracking)}</td></tr>\n"
        for each in shown
    )
    table = _table(said.parcels, (said.shipped_on, said.carrier, said.tracking), rows)
    return _section("parcels", said.parcels, table + _rest(page.parcels, shown))


def _answer(page: OrderPage, shop: Shop) -> str:
    parts = [f"<p>{text(words.answer_text(page))}</p>\n"]
    if page.code:
        parts.append(f"<p>{text(words.titles().code)} <code>{text(page.code)}</code></p>\n")
    acts = []
    if shop.email:
        acts.append(f'<a class="act" href="{text(_mail_to(page, shop))}">{text(words.titles().mail)}</a>')
    number = "".join(sign for sign in shop.phone if sign in "+0123456789")
    if number:
        call = tr("Call {phone}", phone=words.apart(shop.phone))
        acts.append(f'<a class="act" href="tel:{number}">{text(call)}</a>')
    elif shop.phone:
        acts.append(named(shop.phone))
    parts.append(f"<p>{' '.join(acts)}</p>\n" if acts else "")
    return _section("answer", words.titles().answer, "".join(parts))


def _mail_to(page: OrderPage, shop: Shop) -> str:
    subject, begins = words.mail_words(page)
    body = f"&body={_quoted(begins)}%0D%0A" if begins else ""
    return f"mailto:{_quoted(shop.email, '@')}?subject={_quoted(subject)}{body}"


def _quoted(typed: str, safe: str = "") -> str:
    return quote(_REFUSED.sub("", typed), safe=safe)


def _foot(shop: Shop) -> str:
    # An address may begin with the shop's name, too.
    lines = dict.fromkeys([shop.name, *shop.address.splitlines(), shop.phone, shop.email])
    return f"<footer>{'<br>'.join(named(line) for line in lines if line.strip())}</footer>\n"
