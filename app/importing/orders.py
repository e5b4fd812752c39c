"""Orders from a file: rows of one order fold, also where others stand between them.

A row with a quantity below zero cancels what an earlier line ordered. A row that is no sale of goods
(postage, fees) is left out alone; any other bad row keeps its whole order out, since half an order is not
what the customer ordered.
"""

from collections.abc import Sequence
from typing import Any

from app.file_formats.fields import Field
from app.file_formats.orders import FIELDS, LINE_FIELDS, ORDER_FIELDS
from app.file_formats.text_cells import identifier
from app.importing.order_buyers import name_buyers
from app.importing.order_cancelling import match_cancellations
from app.importing.order_checks import check_line, check_orders
from app.importing.order_goods import Goods
from app.importing.order_rows import Line, OrderRows, Rest
from app.importing.source import Source
from app.importing.stored_fields import stored
from app.importing.storing_orders import OrdersPlan

_HEAD = 2
_LINE = _HEAD + len(ORDER_FIELDS) - 1
_REST = _LINE + 4
_PLAIN_REST = Rest._make(field.default for field in stored(LINE_FIELDS[4:]))


class _Orders:
    fields: Sequence[Field] = stored(FIELDS)
    once = True
    may_lack = frozenset(("sku",))

    def read(self, source: Source) -> OrdersPlan:
        """Fold, then find out what each row names, then look at each order as a whole."""
        rows = OrderRows(source)
        goods = Goods(source)
        _fold(rows, goods)
        goods.judge()
        goods.refuse_rows(rows)
        name_buyers(rows)
        check_orders(rows)
        rows.refuse_broken()
        match_cancellations(rows)
        return OrdersPlan.of(rows, goods)


ORDERS = _Orders()


def _fold(rows: OrderRows, goods: Goods) -> None:
    """Every row once: this loop is what a million lines wait for."""
    rests: dict[tuple[Any, ...], Rest] = {}
    texts: dict[str, str] = {}
    heads, cancels = rows.heads, rows.cancels
    last, order = None, -1
    for row in rows.source.rows():
        facts = row[_HEAD:_LINE]
        if row[1] != last:
            last = row[1]
            order = rows.place_of(last, facts)
        if heads[order] != facts:
            rows.refuse_head(order, facts)
            continue
        sku, text, quantity, price = row[_LINE:_REST]
        rest = rests.get(row[_REST:])
        if rest is None:
            rest = rests[row[_REST:]] = Rest._make(row[_REST:])
        line = Line(row[0], order, sku, texts.setdefault(text, text), quantity, price, rest)
        if goods.takes(line, facts[0]):
            if quantity < 0:
                cancels.append(line)
            else:
                _take(rows, goods, line)
    rows.find_unread(identifier().make(rows.source.options.reading))


def _take(rows: OrderRows, goods: Goods, line: Line) -> None:
    too_fine = goods.finer_than_unit(line)
    wrong = ("quantity", too_fine) if too_fine else None
    if line.quantity == 0 or line.rest != _PLAIN_REST:
        wrong = wrong or check_line(line)
    if wrong:
        rows.refuse_row(line.order, *wrong)
    else:
        rows.lines.append(line)
