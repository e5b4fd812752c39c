"""The owner's changes of the shop's settings; what moves dates or reservations settles in the same write."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions import fields
from app.actions.context import touched
from app.actions.documents import PREFIXES, record
from app.actions.reward_rules import checked_rules, store_rules, stored_rules
from app.actions.settling import begin, settle
from app.changes import Area
from app.errors import ChangedMeanwhile, InvalidInput, Refused
from app.language import LANGUAGES, tr
from app.setting_words import AMOUNTS, CHOICES, setting_text, setting_title
from app.settings import change_settings, shop_settings
from app.shop_files import LOGO, checked_logo, store_file, stored_file
from app.status_pages.places import checked_address, checked_folder
from db.rows import Reader, fetch, is_postgresql, run, value
from db.terms import AUTOMATIC, NoticeKind

MOVING = frozenset(
    ("handling_days", "working_days", "closed_days", "reserve_automatically", "complete_orders_hold_stock")
)
"""Settings by which dates and reservations go."""
POOLS_AT_ONCE = 2_000
FIRST_NUMBER = 1001
MOST_DAYS, MOST_PERCENT, MOST_CLOSED, HIGHEST_NUMBER = 365, 1_000, 2_000, 999_999_999
MOST_OFFSET = 300
"""Tenths of a millimetre."""
MOST_VOUCHER_DAYS = 3_650
RULES = "reward_rules"
MOST_MINUTES, MOST_CENTS = 600, 1_000_000
# Kept by the desk itself.
_INNER = ("settled_on", "status_mark")

Values = Mapping[str, Any]
"""Settings by key; '<kind>_prefix' and '<kind>_next' are those of a number series, 'logo' is a picture,
'reward_rules' are rows."""


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """All settings, whether the currency may still change, and how many lines wait for goods or work."""

    values: dict[str, Any]
    is_priced: bool
    waiting: int


def settings_form(session: Reader) -> SettingsForm:
    """What the dialog opens with."""
    waiting = "SELECT count(*) FROM order_lines WHERE backordered > 0"
    return SettingsForm(stored_values(session), is_priced(session), int(value(session, waiting) or 0))


def stored_values(session: Reader) -> dict[str, Any]:
    """Every setting as it is stored now."""
    values = {key: each for key, each in asdict(shop_settings(session)).items() if key not in _INNER}
    rows = fetch(session, "SELECT kind, prefix, next FROM number_series")
    series = {kind: (prefix, number) for kind, prefix, number in rows}
    for kind, prefix in PREFIXES.items():
        values[f"{kind}_prefix"], values[f"{kind}_next"] = series.get(kind, (prefix, FIRST_NUMBER))
    values[LOGO] = stored_file(session, LOGO)
    values[RULES] = stored_rules(session)
    return values


def is_priced(session: Reader) -> bool:
    """Whether any price, order or purchase has amounts in the shop's currency."""
    sql = (
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM products WHERE price <> 0 OR cost <> 0)"
        " OR EXISTS (SELECT 1 FROM supplier_products WHERE cost <> 0)"
        " OR EXISTS (SELECT 1 FROM orders) OR EXISTS (SELECT 1 FROM purchases)"
    )
    return value(session, sql) is not None


def change_shop_settings(session: Session, before: Values, after: Values) -> int:
    """Store what differs from `before`, what the reader saw; returns how many pools were settled.

    ChangedMeanwhile where somebody else gave such a setting a third value.
    """
    wanted = {key: CHECKS[key](key, each) for key, each in after.items() if each != before[key]}
    if not wanted:
        return 0
    if is_postgresql(session):
        run(session, "LOCK TABLE settings, number_series, shop_files, reward_rules IN EXCLUSIVE MODE")
    stored = stored_values(session)
    changes = {key: each for key, each in wanted.items() if stored[key] != each}
    for key, yours in changes.items():
        if stored[key] != before[key]:
            raise _changed_meanwhile(key, stored[key], yours)
    if "currency" in changes and is_priced(session):
        raise Refused(
            tr("There are prices in {currency} already.", currency=stored["currency"]),
            tr("The currency can change only while nothing has a price."),
        )
    _store(session, changes, stored)
    touched(session, Area.SETTINGS)
    return _settle_waiting(session) if MOVING & changes.keys() else 0


def _changed_meanwhile(key: str, theirs: Any, yours: Any) -> ChangedMeanwhile:
    title = tr(
        "{field} was changed meanwhile to {theirs}.",
        field=setting_title(key),
        theirs=setting_text(key, theirs),
    )
    hint = tr("Yours is {yours}. Save again to keep yours.", yours=setting_text(key, yours))
    return ChangedMeanwhile(title, hint, field=key, theirs=theirs, yours=yours)


def _store(session: Session, changes: dict[str, Any], stored: dict[str, Any]) -> None:
    own = {
        key: each
        for key, each in changes.items()
        if key not in (LOGO, RULES) and not key.endswith(("_prefix", "_next"))
    }
    if LOGO in changes:
        store_file(session, LOGO, changes[LOGO])
    if RULES in changes:
        store_rules(session, changes[RULES])
    if own:
        change_settings(session, **own)
    for kind in PREFIXES:
        keys = (f"{kind}_prefix", f"{kind}_next")
        if changes.keys() & set(keys):
            prefix, number = (changes.get(key, stored[key]) for key in keys)
            run(
                session,
                "INSERT INTO number_series (kind, prefix, next) VALUES (?, ?, ?)"
                " ON CONFLICT (kind) DO UPDATE SET prefix = excluded.prefix, next = excluded.next",
                (kind, prefix, number),
            )
    for key, each in changes.items():
        before, after = (len(side) if key in (LOGO, RULES) else side for side in (stored[key], each))
        record(session, "setting_changed", setting=key, before=before, after=after)


def _settle_waiting(session: Session) -> int:
    """Dates of lines that wait for nothing are made when they are shown."""
    rows = fetch(session, "SELECT id FROM stock_levels WHERE backordered > 0 ORDER BY id")
    pools = [row[0] for row in rows]
    for start in range(0, len(pools), POOLS_AT_ONCE):
        settle(session, begin(session, pools[start : start + POOLS_AT_ONCE]))
    return len(pools)


# what each may hold


def _needed_currency(key: str, text: str) -> str:
    code = fields.currency(key, text)
    if not code:
        raise InvalidInput(tr("The currency is missing."), tr("Write three letters such as EUR."), key)
    return code


def _language(key: str, code: str) -> str:
    if code and code not in LANGUAGES:
        raise InvalidInput(tr("This language is not known."), tr("Choose one of the list."), key)
    return code


def _whole(most: int, least: int = 0) -> Callable[[str, Any], int]:
    def check(key: str, number: Decimal | int | None) -> int:
        given = Decimal(number or 0)
        if given != int(given) or not least <= given <= most:
            raise InvalidInput(
                tr("{field}: {least} to {most} fit here.", field=setting_title(key), least=least, most=most),
                tr("Type another number."),
                key,
            )
        return int(given)

    return check


def _flag(key: str, given: Any) -> bool:
    return bool(given)


def _weekdays(key: str, days: Any) -> tuple[int, ...]:
    known = tuple(sorted({int(day) for day in days}))
    if not known or not set(known) <= set(range(7)):
        raise InvalidInput(
            tr("A shop works on one day of the week at least."), tr("Tick the days on which it works."), key
        )
    return known


def _closed(key: str, days: Any) -> tuple[str, ...]:
    known = tuple(sorted({date.fromisoformat(day).isoformat() for day in days}))
    if len(known) > MOST_CLOSED:
        raise InvalidInput(
            tr("More than {count} closed days.", count=MOST_CLOSED), tr("Remove those that are over."), key
        )
    return known


def _choice(key: str, word: str) -> str:
    if word not in CHOICES[key]:
        title = tr("{field} cannot be {word}.", field=setting_title(key), word=word)
        raise InvalidInput(title, tr("Choose one of the list."), key)
    return word


def _host(key: str, text: str) -> str:
    name = fields.one_line(key, text, 253)
    if any(sign in name for sign in " /@"):
        raise InvalidInput(
            tr("“{text}” is no name of a server.", text=name),
            tr("Write it as your provider names it, such as smtp.example.com."),
            key,
        )
    return name


def _automatic(key: str, kinds: Any) -> tuple[NoticeKind, ...]:
    known = tuple(kind for kind in NoticeKind if kind in set(kinds))
    if len(known) < len(set(kinds)) or not set(known) <= AUTOMATIC:
        raise InvalidInput(tr("This is never sent automatically."), tr("Choose one of the list."), key)
    return known


def _prefix(key: str, text: str) -> str:
    return fields.one_line(key, text, 12)


CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "shop_name": fields.one_line,
    "address": fields.many_lines,
    "email": fields.email,
    "phone": fields.one_line,
    "currency": _needed_currency,
    "language": _language,
    "handling_days": _whole(MOST_DAYS),
    "working_days": _weekdays,
    "closed_days": _closed,
    "reserve_automatically": _flag,
    "complete_orders_hold_stock": _flag,
    "over_receipt_percent": _whole(MOST_PERCENT),
    "delay_policy": _choice,
    "own_reply_days": _whole(MOST_DAYS),
    "own_silence": _choice,
    "stated_days": _whole(MOST_DAYS),
    "pick_up_days": _whole(MOST_DAYS),
    "letter_layout": _choice,
    "letter_offset_x": _whole(MOST_OFFSET, -MOST_OFFSET),
    "letter_offset_y": _whole(MOST_OFFSET, -MOST_OFFSET),
    "return_line": fields.one_line,
    "signature": fields.many_lines,
    LOGO: checked_logo,
    RULES: checked_rules,
    "make_good": _flag,
    "voucher_days": _whole(MOST_VOUCHER_DAYS),
    "mail_host": _host,
    "mail_port": _whole(65_535, 1),
    "mail_security": _choice,
    "mail_user": fields.one_line,
    "mail_from": fields.email,
    "mail_name": fields.one_line,
    "mail_tested": fields.one_line,
    "send_automatically": _automatic,
    "status_address": checked_address,
    "status_folder": checked_folder,
    "cost_handling_minutes": _whole(MOST_MINUTES),
    **{key: _whole(MOST_CENTS) for key in AMOUNTS},
    **{f"{kind}_prefix": _prefix for kind in PREFIXES},
    **{f"{kind}_next": _whole(HIGHEST_NUMBER, 1) for kind in PREFIXES},
}
"""By key what makes a typed value one that is stored, or refuses it with the key as its place."""
