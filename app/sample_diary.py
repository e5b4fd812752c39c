"""What happens on one day in the sample shop: each row of its diary by the action that the window calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType, ModuleType
from typing import Any

from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_line, cancel_order, close_rest
from app.actions.ordering import confirm_order
from app.actions.promises import promise
from app.actions.purchasing import cancel_purchase, close_short, set_eta
from app.actions.queueing import hold, keep_off, rank_first, release_order, reserve, unhold
from app.actions.resources import block_resource, set_capacity
from app.actions.returning import take_return
from app.actions.selling import LostSale, record_lost_sale
from app.actions.stocktaking import count, issue
from app.actions.substituting import substitute
from app.actions.working import done, finish
from app.settings import change_settings
from db.terms import Condition


@dataclass(slots=True)
class Names:
    """The ids behind the names that the files use; lines by document number and SKU, codes by customer."""

    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    suppliers: dict[str, int] = field(default_factory=dict)
    resources: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    purchases: dict[str, int] = field(default_factory=dict)
    purchase_lines: dict[tuple[str, str], int] = field(default_factory=dict)
    vouchers: dict[str, str] = field(default_factory=dict)

    def line(self, row: Any) -> int:
        """The order line that a row means."""
        return self.lines[row.order, row.sku]

    def purchase_lines_of(self, row: Any) -> list[int]:
        """The purchase lines that a row means: one, or all where it names no SKU."""
        if row.sku:
            return [self.purchase_lines[row.purchase, row.sku]]
        return [line for (number, _), line in self.purchase_lines.items() if number == row.purchase]


Act = Callable[[Session, Names, Any], object]


def write_diary(session: Session, names: Names, row: Any) -> None:
    """Do what one row says."""
    ACTS[row.what](session, names, row)


def _cancel(session: Session, names: Names, row: Any) -> None:
    if row.sku:
        cancel_line(session, names.line(row), row.quantity, reason=row.reason)
    else:
        cancel_order(session, names.orders[row.order], reason=row.reason)


def _substitute(session: Session, names: Names, row: Any) -> None:
    other = getattr(row, "with")
    new_line = substitute(session, names.line(row), row.quantity, names.products[other])
    names.lines[row.order, other] = new_line


def _take_return(condition: Condition) -> Act:
    def act(session: Session, names: Names, row: Any) -> object:
        return take_return(session, names.line(row), row.quantity, condition=condition, reason=row.reason)

    return act


def _lose_sale(session: Session, names: Names, row: Any) -> None:
    customer = names.customers.get(getattr(row, "with"))
    record_lost_sale(session, LostSale(names.products[row.sku], row.quantity, row.reason, customer))


def _set_eta(session: Session, names: Names, row: Any) -> None:
    set_eta(session, names.purchase_lines_of(row), row.day, cause=row.reason, note=row.note)


def _change_capacity(session: Session, names: Names, row: Any) -> None:
    resource = names.resources[getattr(row, "with")]
    set_capacity(session, resource, monday=row.day, per_week=row.quantity, cause=row.reason, note=row.note)


def _block(session: Session, names: Names, row: Any) -> None:
    resource = names.resources[getattr(row, "with")]
    block_resource(session, resource, first=row.day, last=row.last_day, cause=row.reason, note=row.note)


def _change_silence(session: Session, names: Names, row: Any) -> None:
    change_settings(session, own_reply_days=int(row.quantity), own_silence=row.reason)


def _letters() -> ModuleType:
    from app import sample_letters  # it knows the names above, and what draws letters comes when it is used

    return sample_letters


def _rewards() -> ModuleType:
    from app import sample_rewards  # it knows the names above

    return sample_rewards


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "confirm": lambda s, names, row: confirm_order(s, names.orders[row.order], accept_backorders=True),
        "hold": lambda s, names, row: hold(s, names.orders[row.order], reason=row.reason),
        "unhold": lambda s, names, row: unhold(s, names.orders[row.order]),
        "keep_off": lambda s, names, row: keep_off(s, names.line(row)),
        "rank_first": lambda s, names, row: rank_first(s, names.line(row)),
        "reserve": lambda s, names, row: reserve(s, names.line(row), row.quantity),
        "release": lambda s, names, row: release_order(s, names.orders[row.order]),
        "promise": lambda s, names, row: promise(s, names.line(row), row.day, cause=row.reason),
        "cancel": _cancel,
        "close_rest": lambda s, names, row: close_rest(s, names.orders[row.order], reason=row.reason),
        "substitute": _substitute,
        "return": _take_return(Condition.SALEABLE),
        "return_damaged": _take_return(Condition.DAMAGED),
        "finish": lambda s, names, row: finish(s, names.line(row), row.quantity),
        "done": lambda s, names, row: done(s, names.line(row), row.quantity),
        "count": lambda s, names, row: count(s, names.products[row.sku], row.quantity, note=row.reason),
        "issue": lambda s, names, row: issue(s, names.products[row.sku], row.quantity, reason=row.reason),
        "lost_sale": _lose_sale,
        "eta": _set_eta,
        "close_short": lambda s, names, row: close_short(s, names.purchase_lines_of(row), reason=row.reason),
        "cancel_purchase": lambda s, names, row: cancel_purchase(
            s, names.purchases[row.purchase], reason=row.reason
        ),
        "capacity": _change_capacity,
        "block": _block,
        "tell": lambda s, names, row: _letters().tell(s, names, row),
        "answer": lambda s, names, row: _letters().answer(s, names, row),
        "ask_supplier": lambda s, names, row: _letters().ask_supplier(s, names, row),
        "silence": _change_silence,
        "make_good": lambda s, names, row: _rewards().make_good(s, names, row),
        "give_voucher": lambda s, names, row: _rewards().give(s, names, row),
        "use_voucher": lambda s, names, row: _rewards().use(s, names, row),
        "expire_vouchers": lambda s, names, row: _rewards().expire(s, names, row),
        "offer": lambda s, names, row: _rewards().offer(s, names, row),
    }
)
