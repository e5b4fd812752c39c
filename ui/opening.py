"""Opens or makes a shop away from the GUI thread; what it needs is imported there, after the first paint."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
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


def _opened(shop: "Shop", where: str) -> Opened:
    from app.settings import shop_settings

    settings = shop.read(shop_settings)
    name = settings.shop_name or Path(where).stem or tr("Shop")
    return Opened(shop, name, where, settings.currency, shop.clock().date())
