"""The fields of files with their values as the database stores them: whole numbers of the last place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from app.actions.documents import MOST
from app.actions.fields import CHECKS, LOCATION, PRODUCT, SUPPLIER_PRODUCT, Check, needed, one_line
from app.errors import InvalidInput
from app.file_formats.cell_types import UnreadableCell
from app.file_formats.fields import Field
from app.language import tr
from db.stored import to_units

_QUANTITIES = (
    "quantity cancelled closed substituted shipped returned reserved received on_hand minimum maximum"
    " backorder_limit effort supplier_minimum supplier_pack discount tax_rate resource_per_week"
)
_PRICES = "price cost supplier_cost"
_MONEY = "paid refunded shipping_charge freight"
_DAYS = (
    "ordered_on held_since paid_on cancelled_on shipped_on returned_on promised first_promised"
    " kept_off_since sent_on confirmed_on received_on eta first_eta"
)
_FLAGS = (
    "active notice_per_part supplier_preferred ship_complete on_hold pick_up kept_off supply_cancelled"
    " suggested no_longer_needed date_essential"
)


# What files call other than the window does.
_ELSEWHERE: Mapping[str, Mapping[str, Check]] = {
    PRODUCT: {
        "supplier": lambda field, text: needed("name", text),
        "supplier_sku": CHECKS[SUPPLIER_PRODUCT]["their_sku"],
        "resource": one_line,
    },
    LOCATION: {"location": lambda field, text: needed("name", text)},
}


def stored(fields: Iterable[Field], table: str = "") -> tuple[Field, ...]:
    """The same fields; every value is an int, a str, None or a tuple of such.

    What comes to stand in the table is refused where the window refuses it. Only addresses of mail need not
    be any: what another shop kept there is still worth having.
    """
    checks = {**CHECKS.get(table, {}), **_ELSEWHERE.get(table, {}), "email": one_line}
    return tuple(_stored(field, checks.get(field.key) if table else None) for field in fields)


def _stored(field: Field, check: Check | None) -> Field:
    change = _CHANGES.get(field.key)
    if change is None:
        return (
            field if check is None else replace(field, parser=field.parser.then(_refusing(field.key, check)))
        )
    default = None if field.default is None else change(field.default)
    return replace(field, parser=field.parser.then(change), default=default)


def _refusing(key: str, check: Check) -> Callable[[Any], Any]:
    def value_of(value: Any) -> Any:
        try:
            return check(key, value)
        except InvalidInput as error:
            raise UnreadableCell(error.title) from error

    return value_of


def _quantity(value: Any) -> int:
    if abs(Decimal(value)) > MOST:
        raise UnreadableCell(tr("It is more than {most}.", most=f"{MOST:f}"))
    return to_units(Decimal(value), 3)


def _money(value: Decimal | int) -> int:
    return to_units(Decimal(value), 2)


def _price(value: Decimal | int) -> int:
    return to_units(Decimal(value), 4)


def _moment(value: tuple[date, time | None]) -> tuple[int, int | None]:
    day, at = value
    return day.toordinal(), None if at is None else at.hour * 60 + at.minute


def _payments(parts: Iterable[tuple[str, Decimal, date, str, str]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(
        (str(kind), _money(amount), day.toordinal(), way, note) for kind, amount, day, way, note in parts
    )


_CHANGES: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_QUANTITIES.split(), _quantity),
    **dict.fromkeys(_PRICES.split(), _price),
    **dict.fromkeys(_MONEY.split(), _money),
    **dict.fromkeys(_DAYS.split(), date.toordinal),
    **dict.fromkeys(_FLAGS.split(), int),
    **dict.fromkeys(("state", "kind", "backorders", "notice_channel"), str),
    "wanted": _moment,
    "payments": _payments,
}
