"""The mail settings as they are being entered: tried out, and their password given to the keyring."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from app.errors import InvalidInput
from app.language import tr
from app.mail_transport import TIMEOUT
from app.outbox import keep_mail_password, mail_password, sender_of, try_settings
from app.settings import ShopSettings

PASSWORD = "mail_password"
"""The place of a refusal that is about the password; no setting has it."""
PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""Where servers take mail, by the security of the connection."""

Values = Mapping[str, Any]


def settings_with(values: Values) -> ShopSettings:
    """The shop's settings by key, whether they are stored or not."""
    names = {field.name for field in fields(ShopSettings)}
    return ShopSettings(**{key: each for key, each in values.items() if key in names})


def try_mail(values: Values, password: str, timeout: float = TIMEOUT) -> str:
    """Send the shop a mail and tell its address; `password` '': what the keyring knows."""
    settings = settings_with(values)
    if settings.mail_host and not (settings.mail_from or settings.email):
        raise InvalidInput(
            tr("Nobody knows where the mail is to go."),
            tr("Enter the sender's address: the test goes there."),
            "mail_from",
        )
    sender = sender_of(settings)
    if settings.mail_user and password:
        sender = replace(sender, server=replace(sender.server, password=password))
    if settings.mail_user and not sender.server.password:
        raise InvalidInput(
            tr("The keyring has no password of {user}.", user=settings.mail_user),
            tr("Type it above."),
            PASSWORD,
        )
    try_settings(sender, datetime.now(UTC), timeout=timeout)
    return sender.address


def has_password(values: Values) -> bool:
    """Whether the keyring knows that of the user on the server."""
    return bool(mail_password(settings_with(values)))


def needs_keeping(before: Values, after: Values, password: str) -> bool:
    """Whether saving `after` has something for the keyring."""
    return bool(password) or _moved(before, after)


def keep_password(before: Values, after: Values, password: str) -> None:
    """Give the keyring what was typed; else what it knows for the same user goes along to another port."""
    settings = settings_with(after)
    if not password:
        known = mail_password(settings_with(before))
        if known and _moved(before, after):
            keep_mail_password(settings, known)
        return
    if not (settings.mail_user and settings.mail_host):
        missing = "mail_user" if settings.mail_host else "mail_host"
        raise InvalidInput(
            tr("It is not known whose password this is."),
            tr("Enter the mail server and the user it is for."),
            missing,
        )
    keep_mail_password(settings, password)


def _moved(before: Values, after: Values) -> bool:
    """Never to another server: the password is none of its business."""
    same = all(before[key] == after[key] for key in ("mail_host", "mail_user"))
    return same and bool(after["mail_user"]) and before["mail_port"] != after["mail_port"]
