"""Orders from a file: rows of one order fold, also where others stand between them.

A row with a quantity below zero cancels what an earlier line ordered. A row that is no sale of goods
(postage, fees) is left out alone; any other bad row keeps its whole order out, since half an order is not
what the customer ordered.
"""

from collections.abc import Sequence
from typing import Any

from app.file_formats.cell_types import UnreadableCell
from app.file_formats.fields import Field
from app.file_formats.headers import match_columns
from app.file_formats.orders import BUYER_FIELDS, FIELDS, LINE_FIELDS, ORDER_FIELDS, READ_FIELDS
from app.file_formats.text_cells import identifier
from app.importing.order_buyers import name_buyers
from app.importing.order_cancelling import match_cancellations
from app.importing.order_checks import check_line, check_orders, is_plain
from app.importing.order_goods import Goods, SkuUse
from app.importing.order_rows import Line, OrderRows, Rest
from app.importing.source import Source
from app.importing.stored_fields import stored
from app.importing.storing_orders import OrdersPlan

_HEAD = 2
_LINE = _HEAD + len(ORDER_FIELDS) - 1 + len(BUYER_FIELDS)
_REST = _LINE + 4
_BARCODE = _LINE + len(LINE_FIELDS)


class _Orders:
    fields: Sequence[Field] = stored(READ_FIELDS)
    once = True
    may_lack = frozenset(("sku",))

    def read(self, source: Source) -> OrdersPlan:
        """Fold, then find out what each row names, then look at each order as a whole."""
        if not source.table.has("sku") and not source.table.has("barcode"):
            # Refuses: there the SKU is required.
            match_columns(source.file, source.table.records.header, FIELDS, {})
        rows = OrderRows(source)
        goods = Goods(source)
        _fold(rows, goods)
        goods.judge()
        goods.refuse_rows(rows)
        name_buyers(rows)
        check_orders(rows)
        rows.refuse_broken()
        match_cancellations(rows, goods)
        return OrdersPlan.of(rows, goods)


ORDERS = _Orders()


def _fold(rows: OrderRows, goods: Goods) -> None:
    """Every row once: this loop is what a million lines wait for."""
    heads, rests, uses = rows.heads, rows.rests, goods.uses
    # Places of rests with which any quantity goes.
    plain: set[int] = set()
    last, order = None, -1
    head: tuple[Any, ...] = ()
    for row in rows.source.rows():
        facts = row[_HEAD:_LINE]
        if row[1] != last:
            last, known = row[1], len(heads)
            order = rows.place_of(last, facts)
            head = facts if order == known else heads[order]
        if head != facts:
            rows.refuse_head(order, facts)
            continue
        sku, text, quantity, price = row[_LINE:_REST]
        try:
            use = uses.get(sku) or goods.use_of(sku, row[_BARCODE])
        except UnreadableCell as error:
            rows.refuse_row(order, "barcode" if row[_BARCODE] else "sku", str(error))
            continue
        if use.item is None:
            lacking = goods.lacks(use, text, price)
            if lacking:
                rows.rejections.add(row[0], lacking)
                continue
            if quantity > 0:
                use.hears(text, price, facts[0])
        rest = rests.place_of(row[_REST:_BARCODE])
        if quantity < 0:
            rows.cancels.append(Line(row[0], order, use.place, text, quantity, price, rests[rest]))
        elif (rest not in plain or not quantity or quantity % use.step) and (
            wrong := _wrong(goods, use, quantity, rests[rest], plain, rest)
        ):
            rows.refuse_row(order, *wrong)
        else:
            rows.add(row[0], order, use.place, text, rest, (quantity, price))
    rows.find_unread(identifier().make(rows.source.options.reading))


def _wrong(
    goods: Goods, use: SkuUse, quantity: int, rest: Rest, plain: set[int], place: int
) -> tuple[str, str] | None:
    """(field, what is wrong) of a line; where its rest does not matter that is remembered."""
    too_fine = goods.finer_than_unit(use, (quantity, rest.cancelled, rest.shipped, rest.returned))
    wrong = ("quantity", too_fine) if too_fine else check_line(quantity, rest)
    if wrong is None and is_plain(rest):
        plain.add(place)
    return wrong
