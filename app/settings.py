"""The shop's own rules, kept in the database by key."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from app.changes import Area
from app.rules.promising import DaysOff
from db.rows import Reader, fetch_wide, run
from db.stored import to_json
from db.terms import NoticeKind


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """Defaults of a new shop; a change is stored by the field's name."""

    shop_name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    currency: str = "EUR"
    language: str = ""
    handling_days: int = 1
    reserve_automatically: bool = True
    complete_orders_hold_stock: bool = True
    over_receipt_percent: int = 0
    # What a delay demands (rules/consent.py): 'own', 'us', 'eu' or 'china'.
    delay_policy: str = "own"
    own_reply_days: int = 14
    # 'consent', 'cancel' or 'ask'.
    own_silence: str = "ask"
    # Days to ship in where no date was told.
    stated_days: int = 30
    # Goods not fetched after so many days are on Today.
    pick_up_days: int = 14
    # Days of the week, 0 for Monday.
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    # ISO dates on which the shop is closed beside them.
    closed_days: tuple[str, ...] = ()
    # A key of documents/layouts.py; '': by the habit of the customer's country.
    letter_layout: str = ""
    # Tenths of a millimetre by which letters are moved right and down.
    letter_offset_x: int = 0
    letter_offset_y: int = 0
    # Above the address in an envelope's window; '': name and address of the shop.
    return_line: str = ""
    # Who signs letters, below the shop's name.
    signature: str = ""
    # The server that takes mail; its password is in the system's keyring.
    mail_host: str = ""
    mail_port: int = 587
    # 'starttls', 'tls' or 'none'.
    mail_security: str = "starttls"
    mail_user: str = ""
    # '': the shop's own e-mail and name.
    mail_from: str = ""
    mail_name: str = ""
    # The account (app/outbox.py) through which a test mail went; another one sends nothing automatically.
    mail_tested: str = ""
    # What goes by mail without a click, to customers who want mail (app/letters/automatic.py).
    send_automatically: tuple[NoticeKind, ...] = ()
    # What late goods cost when they leave: minutes of handling, hundredths for an hour of it, for a day of
    # lying set aside, and for another parcel of the same order.
    cost_handling_minutes: int = 0
    cost_hour: int = 0
    cost_storage_day: int = 0
    cost_extra_parcel: int = 0
    # Where order status pages are on the web, '' for nowhere, and the folder they are written to.
    status_address: str = ""
    status_folder: str = ""
    # What the folder bears as a sign that it is this shop's own.
    status_mark: str = ""
    # Whether late lines earn what the rules for them say, and days until a voucher expires (0: never).
    make_good: bool = False
    voucher_days: int = 365
    settled_on: str = ""


def shop_settings(session: Reader) -> ShopSettings:
    """The settings as this transaction sees them."""
    known = session.info.get("settings")
    if known is None:
        rows = fetch_wide(session, "SELECT key, value FROM settings")
        known = session.info["settings"] = _settings_of(tuple(rows))
    return known


@lru_cache(maxsize=64)
def _settings_of(rows: tuple[tuple[str, str], ...]) -> ShopSettings:
    """Every read asks for them, and the same rows mean the same settings."""
    stored = {key: msgspec.json.decode(value) for key, value in rows}
    names = {field.name for field in dataclasses.fields(ShopSettings)}
    return msgspec.convert({key: stored[key] for key in names & stored.keys()}, ShopSettings)


@lru_cache(maxsize=64)
def days_off(settings: ShopSettings) -> DaysOff:
    """When the shop does not work."""
    weekly = frozenset(range(7)) - frozenset(settings.working_days)
    return DaysOff(weekly, frozenset(date.fromisoformat(text).toordinal() for text in settings.closed_days))


def change_settings(session: Reader, **changes: Any) -> ShopSettings:
    """Store the named settings; TypeError for a name that is none."""
    settings = dataclasses.replace(shop_settings(session), **changes)
    for key in changes:
        run(
            session,
            "INSERT INTO settings (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, to_json(msgspec.to_builtins(getattr(settings, key)))),
        )
    session.info["settings"] = settings
    session.info["changed"].add(Area.SETTINGS)
    return settings


def set_once(session: Reader, **changes: str) -> ShopSettings:
    """Store the named texts where none stands yet; what another till stored meanwhile stays."""
    for key, text in changes.items():
        run(
            session,
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE"
            " SET value = excluded.value WHERE settings.value = ?",
            (key, to_json(text), to_json("")),
        )
    session.info.pop("settings", None)
    session.info["changed"].add(Area.SETTINGS)
    return shop_settings(session)
