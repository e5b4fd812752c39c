"""Opens or makes a shop away from the GUI thread; what it needs is imported there, after the first paint."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.language import tr

if TYPE_CHECKING:
    from app.shop import Shop


@dataclass(frozen=True, slots=True)
class Opened:
    """An open shop and what the window shows of it before the first page."""

    shop: "Shop"
    name: str
    where: str
    currency: str
    today: date
    is_new_day: bool = False
    """Whether the calendar has yet to move what it moves alone."""


Opening = Callable[[], Opened]


def opening(where: str) -> Opening:
    """A call that opens the shop at a path or URL."""

    def work() -> Opened:
        from app.shop import open_shop

        return _opened(open_shop(where), where)

    return work


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
    name = settings.shop_name or Path(where).stem or tr("Shop")
    return Opened(shop, name, where, settings.currency, day, settings.settled_on != day.isoformat())


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
