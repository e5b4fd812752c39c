"""Passwords of shops on servers: the system's keyring keeps them, no file of ours does."""

import logging
from typing import TYPE_CHECKING

from app.database_refusals import refusal
from app.errors import ShopError
from app.language import tr
from db.place import Place, ServerPlace, place_of
from db.problems import DatabaseProblem

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Backorder Desk"
SAFE = 1
"""The priority from which keyring itself recommends a backend; those that write plain text lie below."""

log = logging.getLogger(__name__)


class PasswordNotKept(ShopError):
    """This system has no safe place for a password, or that place would not take it."""


def parted(where: str) -> tuple[str, str]:
    """The shop's address as it may be stored and shown, and the password that stood in it or ''."""
    place = _place(where)
    if not isinstance(place, ServerPlace):
        return where, ""
    return place.without_password(), place.password


def joined(address: str, password: str) -> str:
    """The address with its password, as a shop is opened by it."""
    place = _place(address)
    return place.with_password(password) if isinstance(place, ServerPlace) and password else address


def kept_for(address: str) -> str:
    """The password that the keyring knows for an address, '' where it knows none or is not to be had."""
    import keyring.errors

    try:
        return _safe_keyring().get_password(SERVICE, address) or ""
    except PasswordNotKept:
        return ""
    except (keyring.errors.KeyringError, RuntimeError, OSError) as error:
        log.warning("The keyring does not answer: %s", type(error).__name__)
        return ""


def keep(address: str, password: str) -> None:
    """Give the password to the keyring; PasswordNotKept where none is safe."""
    import keyring.errors

    try:
        backend = _safe_keyring()
        if backend.get_password(SERVICE, address) != password:
            backend.set_password(SERVICE, address, password)
    except (keyring.errors.KeyringError, RuntimeError, OSError) as error:
        log.warning("The keyring does not take a password: %s", type(error).__name__)
        raise _not_kept() from None


def can_keep() -> bool:
    """Whether this system has a safe place for passwords."""
    try:
        _safe_keyring()
    except PasswordNotKept:
        return False
    return True


def _place(where: str) -> Place:
    try:
        return place_of(where)
    except DatabaseProblem as problem:
        raise refusal(problem) from None


def _safe_keyring() -> "KeyringBackend":
    # Here, for it asks the desktop for its services: only shops on servers need it.
    import keyring

    backend = keyring.get_keyring()
    # A chain writes to the first of its members that takes it.
    for each in getattr(backend, "backends", (backend,)):
        if _priority(each) < SAFE:
            raise _not_kept()
    if _priority(backend) < SAFE:
        raise _not_kept()
    return backend


def _priority(backend: "KeyringBackend") -> float:
    try:
        return float(backend.priority)
    except RuntimeError:  # how a backend says that it cannot work here
        return 0


def _not_kept() -> PasswordNotKept:
    return PasswordNotKept(
        tr("The password was not kept: this system has no safe place for it."),
        tr("It is asked at each start. Install or unlock the system's keyring to have it kept."),
    )
