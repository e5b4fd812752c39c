"""Purchases from a file: rows of one purchase fold; one bad row keeps its whole purchase out."""

from collections.abc import Sequence
from typing import Any

from app.file_formats.fields import Field
from app.file_formats.purchases import FIELDS, PURCHASE_FIELDS
from app.file_formats.text_cells import identifier
from app.importing.known import Item, Known
from app.importing.numbers import comes_twice, taken_numbers
from app.importing.purchase_rows import PurchaseHead, PurchaseLine, PurchaseRows
from app.importing.source import Source
from app.importing.stored_fields import stored
from app.importing.storing_purchases import PurchasesPlan
from app.language import tr
from app.names import key_of
from db.terms import PurchaseState

_HEAD = 2
_LINE = _HEAD + len(PURCHASE_FIELDS) - 1


class _Purchases:
    fields: Sequence[Field] = stored(FIELDS)
    once = True
    may_lack = frozenset[str]()

    def read(self, source: Source) -> PurchasesPlan:
        """Fold, then look at each purchase as a whole."""
        rows = PurchaseRows(source)
        for row in source.rows():
            _take(rows, row)
        rows.find_unread(identifier().make(source.options.reading))
        _check(rows)
        rows.find_earmarks()
        rows.refuse_broken()
        return PurchasesPlan(rows)


PURCHASES = _Purchases()


def _take(rows: PurchaseRows, row: tuple[Any, ...]) -> None:
    place = rows.index.setdefault(row[1], len(rows.heads))
    if place == len(rows.heads):
        rows.numbers.append(row[1])
        rows.heads.append(PurchaseHead._make(row[_HEAD:_LINE]))
    if rows.heads[place] != row[_HEAD:_LINE]:
        what = tr("An earlier row of the same purchase says something else.")
        facts = zip(PurchaseHead._fields, rows.heads[place], row[_HEAD:_LINE], strict=True)
        rows.refuse_row(place, {key: what for key, ours, its in facts if ours != its})
        return
    line = PurchaseLine._make((row[0], place, *row[_LINE:]))
    wrong = _wrong(rows.source.known, line)
    if wrong:
        rows.refuse_row(place, dict([wrong]))
        return
    rows.lines.append(line)


def _wrong(known: Known, line: PurchaseLine) -> tuple[str, str] | None:
    item = known.products.get(line.sku)
    if item is None:
        like = known.sku_by_key.get(key_of(line.sku))
        if like is not None:
            return "sku", tr(
                "{sku} reads like {other}, but is not spelled the same.", sku=line.sku, other=like
            )
        return "sku", tr("There is no product {sku}.", sku=line.sku)
    if not line.quantity:
        return "quantity", tr("It must be more than 0.")
    if line.closed > max(0, line.quantity - line.received):
        return "closed", tr("More is closed than was left to come.")
    return _too_fine(item, line)


def _too_fine(item: Item, line: PurchaseLine) -> tuple[str, str] | None:
    if not any(part % 10 ** (3 - item.decimals) for part in (line.quantity, line.received, line.closed)):
        return None
    if item.decimals == 0:
        return "quantity", tr("{sku} is not divisible.", sku=item.sku)
    return "quantity", tr("{sku} has at most {decimals} decimals.", sku=item.sku, decimals=item.decimals)


def _check(rows: PurchaseRows) -> None:
    """Numbers that are taken, suppliers that nobody knows, ends that are none."""
    taken = rows.source.shop.read(taken_numbers, "purchases", rows.numbers)
    coming = rows.source.known.files_of("purchases", rows.numbers)
    tells = rows.source.table.has("received") or rows.source.table.has("closed")
    seen: set[tuple[int, int]] = set()
    for line in rows.lines:
        head, number = rows.heads[line.purchase], rows.numbers[line.purchase]
        if number in taken:
            rows.refuse(line, "purchase", number, tr("There is already a purchase {number}.", number=number))
        elif number in coming:
            rows.refuse(line, "purchase", number, comes_twice(number, coming[number]))
        elif head.supplier and key_of(head.supplier) not in rows.source.known.suppliers:
            what = tr("There is no supplier {name}; import suppliers first.", name=head.supplier)
            rows.refuse(line, "supplier", head.supplier, what)
        elif head.state == PurchaseState.DONE and tells and line.received + line.closed < line.quantity:
            rows.refuse(line, "state", "", tr("It is done, but a part of it is neither received nor closed."))
        elif line.position is not None and (line.purchase, line.position) in seen:
            what = tr("Two lines of the purchase have this position.")
            rows.refuse(line, "position", str(line.position), what)
        if line.position is not None:
            seen.add((line.purchase, line.position))
