"""Opens or makes a shop away from the GUI thread; what it needs is imported there, after the first paint."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.errors import PasswordRefused, ShopError
from app.language import tr

if TYPE_CHECKING:
    from app.shop import Shop


@dataclass(frozen=True, slots=True)
class Opened:
    """An open shop and what the window shows of it before the first page."""

    shop: "Shop"
    name: str
    where: str
    """Its path, or its address without a password: this is stored and shown."""
    currency: str
    today: date
    is_new_day: bool = False
    """Whether the calendar has yet to move what it moves alone."""
    beside: ShopError | None = None
    """What did not go as wished, although the shop is open."""


class PasswordNeeded(ShopError):
    """The server wants a password: for `address`, which holds none; `was_wrong` where one was given."""

    def __init__(self, error: ShopError, address: str, *, was_wrong: bool, can_keep: bool) -> None:
        super().__init__(error.title, error.hint)
        self.address = address
        self.was_wrong = was_wrong
        self.can_keep = can_keep


Opening = Callable[[], Opened]


def opening(where: str, *, keeps_password: bool = True) -> Opening:
    """A call that opens the shop at a path or URL; a password goes to the keyring, not to `Opened`."""

    def work() -> Opened:
        from app import passwords
        from app.shop import open_shop

        if not is_address(where):
            return _opened(open_shop(where), where)
        address, given = passwords.parted(where)
        password = given or passwords.kept_for(address)
        try:
            shop = open_shop(where if given else passwords.joined(address, password))
        except PasswordRefused as error:
            can_keep = passwords.can_keep()
            raise PasswordNeeded(error, address, was_wrong=bool(password), can_keep=can_keep) from None
        opened = _opened(shop, address)
        return _kept(opened, given) if given and keeps_password else opened

    return work


def with_password(address: str, password: str, *, keeps: bool) -> Opening:
    """A call that opens the shop at an address that names no password."""

    def work() -> Opened:
        from app import passwords

        return opening(passwords.joined(address, password), keeps_password=keeps)()

    return work


def is_address(where: str) -> bool:
    """Whether it may be a server's; a path needs nothing of what addresses need."""
    return "://" in where


def _kept(opened: Opened, password: str) -> Opened:
    from app import passwords

    try:
        passwords.keep(opened.where, password)
    except passwords.PasswordNotKept as error:
        return replace(opened, beside=error)
    return opened


def making(where: str) -> Opening:
    """A call that makes an empty shop."""

    def work() -> Opened:
        from app.shop import create_shop

        return _opened(create_shop(where), where)

    return work


def sampling(folder: Path) -> Opening:
    """A call that opens today's sample shop in a folder, and makes it where it is not there yet."""

    def work() -> Opened:
        from app.sample import fill_with_sample
        from app.shop import create_shop, open_shop, wall_clock

        file = folder / f"sample-{wall_clock().date()}.shop"
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=folder) as apart:
                unfinished = Path(apart) / file.name
                with create_shop(unfinished) as shop:
                    shop.write(fill_with_sample)
                unfinished.replace(file)
        return _opened(open_shop(file), str(file))

    return work


def _opened(shop: "Shop", where: str) -> Opened:
    from app.settings import shop_settings

    settings, day = shop.read(shop_settings), shop.clock().date()
    name = settings.shop_name or _named(shop, where) or tr("Shop")
    return Opened(shop, name, where, settings.currency, day, settings.settled_on != day.isoformat())


def _named(shop: "Shop", where: str) -> str:
    """After its file or its database."""
    return str(getattr(shop.place, "database", "")) or Path(where).stem


def renewed(opened: Opened) -> Opened:
    """With the shop's name and currency as they are now."""
    fresh = _opened(opened.shop, opened.where)
    return replace(opened, name=fresh.name, currency=fresh.currency)


def get_ready(opened: Opened) -> None:
    """What may wait until the first rows are shown: import what writes need, and begin the day."""
    from app.actions.daily import begin_day
    from app.actions.outlooks import outlook  # noqa: F401 - so that the first act need not wait for it
    from ui.ahead import import_ahead

    if opened.is_new_day:
        opened.shop.write(begin_day)
    import_ahead()
