"""What backorders cost in a period, by product, supplier, cause or month, in the shop's currency."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from app.actions.costs import causes_of
from app.settings import shop_settings
from db.rows import Reader, fetch, fetch_for
from db.terms import CostKind

LOST_SALE = "lost_sale"
KINDS = (
    CostKind.FREIGHT,
    CostKind.HANDLING,
    CostKind.STORAGE,
    CostKind.VOUCHER,
    CostKind.MARGIN,
    LOST_SALE,
    CostKind.OTHER,
)
"""In the order in which a report shows them."""


class By(StrEnum):
    """What a report has a row for."""

    MONTH = "month"
    PRODUCT = "product"
    SUPPLIER = "supplier"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class CostRow:
    """Hundredths by kind, in the order of KINDS.

    `key` is an id, a cause, or the ordinal of a month's first day; None for what belongs to none. `name` is
    what people call it, '' where the key says it all; `sku` only of products.
    """

    key: int | str | None
    amounts: tuple[int, ...]
    name: str = ""
    sku: str = ""

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.amounts)

    @property
    def given(self) -> int:
        """What vouchers were worth."""
        return self.amounts[KINDS.index(CostKind.VOUCHER)]

    @property
    def lost(self) -> int:
        """What was not earned."""
        return self.amounts[KINDS.index(CostKind.MARGIN)] + self.amounts[KINDS.index(LOST_SALE)]

    @property
    def spent(self) -> int:
        """What was paid or worked for."""
        return self.total - self.given - self.lost


@dataclass(frozen=True, slots=True)
class CostReport:
    """Rows of a period, months in their order, others the dearest first; days are ordinals, both included."""

    by: By
    first: int
    last: int
    currency: str
    rows: tuple[CostRow, ...]

    @property
    def sums(self) -> tuple[int, ...]:
        """All rows together, by kind."""
        return tuple(sum(row.amounts[place] for row in self.rows) for place in range(len(KINDS)))


Sums = dict[Any, dict[str, int]]
Names = dict[Any, tuple[str, ...]]


def cost_report(session: Reader, by: By, first: int, last: int) -> CostReport:
    """Sums by SQL, one pass over what the period cost; a voucher of the owner's own has neither product nor
    cause."""
    currency = shop_settings(session).currency
    add, read_names = _READ[by]
    sums = add(session, first, last, currency)
    names = read_names(session, _ids(sums))
    rows = [
        CostRow(key, tuple(amounts.get(kind, 0) for kind in KINDS), *names.get(key, ()))
        for key, amounts in sums.items()
        if any(amounts.values())
    ]
    if by is By.MONTH:
        rows.sort(key=lambda row: int(row.key or 0))
    else:
        rows.sort(key=lambda row: (-row.total, row.sku, row.name, str(row.key)))
    return CostReport(by, first, last, currency, tuple(rows))


_ENTERED = (
    "SELECT {group}, e.kind, sum(e.amount) FROM cost_entries e{lines} WHERE e.cost_on BETWEEN ? AND ?"
    " GROUP BY 1, 2"
)
_CANCELLED = (
    f"SELECT {{group}}, '{CostKind.MARGIN}', sum(e.margin * (e.quantity - e.undone) / e.quantity)"
    " FROM cancellations e{lines} WHERE e.cancelled_on BETWEEN ? AND ? AND e.margin > 0 GROUP BY 1"
)
_UNSOLD = (
    f"SELECT {{group}}, '{LOST_SALE}', sum(e.margin) FROM unmet_demand e WHERE e.asked_on BETWEEN ? AND ?"
    " AND e.margin > 0 GROUP BY 1"
)
_MADE_GOOD = (
    f"SELECT {{group}}, '{CostKind.VOUCHER}', sum(e.amount) FROM voucher_moves e"
    " JOIN vouchers v ON v.id = e.voucher_id AND v.unit = 'money' AND v.currency IN ('', ?){lines}"
    " WHERE e.moved_on BETWEEN ? AND ? AND e.kind NOT IN ('redeemed', 'given_back') GROUP BY 1"
)
_OF_LINE = " JOIN order_lines l ON l.id = e.order_line_id"
_OF_VOUCHER = " LEFT JOIN order_lines l ON l.id = v.order_line_id"


class _Group(NamedTuple):
    """What each source is gathered by: a column, with what is joined to have it."""

    entered: str
    cancelled: str
    unsold: str
    made_good: str
    of_line: str = ""
    of_voucher: str = ""


_PRODUCT = _Group("l.product_id", "l.product_id", "e.product_id", "l.product_id", _OF_LINE, _OF_VOUCHER)
_CAUSE = _Group("e.cause", "e.cause", "e.cause", "v.order_line_id")
_DAY = _Group("e.cost_on", "e.cancelled_on", "e.asked_on", "e.moved_on")


def _added(session: Reader, group: _Group, first: int, last: int, currency: str) -> Sums:
    period = (first, last)
    read = (
        (_ENTERED.format(group=group.entered, lines=group.of_line), period),
        (_CANCELLED.format(group=group.cancelled, lines=group.of_line), period),
        (_UNSOLD.format(group=group.unsold), period),
        (_MADE_GOOD.format(group=group.made_good, lines=group.of_voucher), (currency, *period)),
    )
    sums: Sums = defaultdict(lambda: defaultdict(int))
    for sql, params in read:
        for key, kind, amount in fetch(session, sql, params):
            sums[key][kind] += int(amount)
    return sums


def _gathered(sums: Sums, key_of: Callable[[Any], int | str | None]) -> Sums:
    found: Sums = defaultdict(lambda: defaultdict(int))
    for key, amounts in sums.items():
        for kind, amount in amounts.items():
            found[key_of(key)][kind] += amount
    return found


def _by_product(session: Reader, *period: Any) -> Sums:
    return _added(session, _PRODUCT, *period)


def _by_supplier(session: Reader, *period: Any) -> Sums:
    products = _by_product(session, *period)
    sql = (
        "SELECT product_id, supplier_id FROM supplier_products WHERE product_id IN ({ids})"
        " ORDER BY preferred, id DESC"
    )
    suppliers = dict(map(tuple, fetch_for(session, sql, _ids(products))))
    return _gathered(products, suppliers.get)


def _by_cause(session: Reader, *period: Any) -> Sums:
    """Vouchers come by the line that earned them, whose cause is looked up."""
    sums = _added(session, _CAUSE, *period)
    causes = causes_of(session, _ids(sums))
    return _gathered(sums, lambda key: key if isinstance(key, str) else causes.get(key, ""))


def _by_month(session: Reader, *period: Any) -> Sums:
    days = _added(session, _DAY, *period)
    return _gathered(days, lambda day: date.fromordinal(day).replace(day=1).toordinal())


def _ids(keys: Iterable[object]) -> list[int]:
    return [key for key in keys if isinstance(key, int)]


def _product_names(session: Reader, ids: Sequence[int]) -> Names:
    sql = "SELECT id, name, sku FROM products WHERE id IN ({ids})"
    return {row[0]: (row[1], row[2]) for row in fetch_for(session, sql, ids)}


def _supplier_names(session: Reader, ids: Sequence[int]) -> Names:
    return {
        row[0]: (row[1],)
        for row in fetch_for(session, "SELECT id, name FROM suppliers WHERE id IN ({ids})", ids)
    }


def _no_names(session: Reader, ids: Sequence[int]) -> Names:
    return {}


_READ: Mapping[By, tuple[Callable[..., Sums], Callable[[Reader, Sequence[int]], Names]]] = {
    By.MONTH: (_by_month, _no_names),
    By.PRODUCT: (_by_product, _product_names),
    By.SUPPLIER: (_by_supplier, _supplier_names),
    By.CAUSE: (_by_cause, _no_names),
}
