"""Which products the rows of a file of orders name, which are created, and which rows are no sale of goods.

Only where products are created (--create-products), and only for codes that the shop does not know:
a row without a description or a price creates nothing and is left out; and where nearly all codes of the
file hold five digits or more, a code with fewer is no goods but postage, a fee or a correction.
"""

from collections import Counter

from app.importing.known import Item
from app.importing.order_rows import Line, OrderRows
from app.importing.source import Source
from app.language import tr
from app.names import key_of

DIGITS = 5
"""What codes of goods hold at least, where nearly all codes of a file do."""

NEARLY_ALL = 0.95
STEPS = (1000, 100, 10, 1)
"""Thousandths that a unit with so many decimals divides into."""


class SkuUse:
    """What the rows of one code say."""

    __slots__ = ("decimals", "item", "names", "price", "priced_on", "sku", "step", "tax_rate")

    def __init__(self, sku: str, item: Item | None) -> None:
        self.sku = sku
        self.item = item
        # Of the quantities; a created product takes what its rows need.
        self.decimals = item.decimals if item else 0
        self.step = STEPS[self.decimals]
        self.names: Counter[str] = Counter()
        # For lines that name none; of a created product the latest.
        self.price = item.price if item else 0
        self.priced_on = 0
        self.tax_rate = item.tax_rate if item else 0

    @property
    def name(self) -> str:
        """The commonest description, of equally common ones the first."""
        return max(self.names, key=self.names.__getitem__, default="") or self.sku


class Goods:
    """Every code of a file with what becomes of it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.uses: dict[str, SkuUse] = {}
        self._creates = source.options.create_products
        self._has_text = source.table.has("text")
        self._has_price = source.table.has("price")
        self._not_goods = frozenset(map(key_of, source.options.not_goods))
        # Codes whose rows are left out alone, and those that break their orders; with the reason.
        self._left_out: dict[str, str] = {}
        self._wrong: dict[str, str] = {}

    @property
    def created(self) -> list[SkuUse]:
        """Products to create, by their first row."""
        refused = self._left_out.keys() | self._wrong.keys()
        uses = (use for use in self.uses.values() if use.item is None and use.names)
        return [use for use in uses if use.sku not in refused]

    def takes(self, line: Line, ordered_on: int) -> bool:
        """Whether the row may be a sale of goods, as far as it alone can tell."""
        use = self.uses.get(line.sku)
        if use is None:
            use = self.uses[line.sku] = SkuUse(line.sku, self.source.known.products.get(line.sku))
        if use.item is None and self._creates:
            reason = self._lacks(line)
            if reason:
                self.source.rejections.add(line.line, reason)
                return False
            if line.quantity > 0:
                use.names[line.text] += 1
                if ordered_on >= use.priced_on:
                    use.price, use.priced_on = line.price or 0, ordered_on
        return True

    def finer_than_unit(self, line: Line) -> str:
        """Why the row's quantities are none that its product can have; a created product takes them all."""
        use, rest = self.uses[line.sku], line.rest
        parts = (line.quantity, rest.cancelled, rest.shipped, rest.returned)
        while any(part % use.step for part in parts):
            if use.item is not None:
                return _too_fine(use)
            use.decimals += 1
            use.step = STEPS[use.decimals]
        return ""

    def judge(self) -> None:
        """What becomes of the codes that the shop does not know."""
        for use in self.uses.values():
            if key_of(use.sku) in self._not_goods:
                self._left_out[use.sku] = tr("{sku} is no goods (--not-goods).", sku=use.sku)
        unknown = [use for use in self.uses.values() if use.item is None and use.sku not in self._left_out]
        for use in unknown:
            like = self.source.known.sku_by_key.get(key_of(use.sku))
            if like is not None:
                self._wrong[use.sku] = _reads_like(use.sku, like)
            elif not self._creates:
                self._wrong[use.sku] = tr(
                    "There is no product {sku} (--create-products makes it).", sku=use.sku
                )
        if self._creates:
            fresh = [use for use in unknown if use.sku not in self._wrong]
            self._leave_out_fees(fresh)
            self._refuse_lookalikes([use for use in fresh if use.sku not in self._left_out])

    def refuse_rows(self, rows: OrderRows) -> None:
        """The rows of the codes that were judged."""
        if not self._left_out and not self._wrong:
            return
        for line in (*rows.lines, *rows.cancels):
            if line.sku in self._left_out:
                rows.rejections.add(line.line, self._left_out[line.sku], "sku", line.sku)
            elif line.sku in self._wrong:
                rows.refuse(line, self._wrong[line.sku], "sku", line.sku)
        rows.cancels = [line for line in rows.cancels if line.line not in rows.rejections]
        rows.lines = [line for line in rows.lines if line.line not in rows.rejections]

    def _lacks(self, line: Line) -> str:
        if self._has_text and not line.text.strip():
            return tr("It has no description: no sale of goods.")
        if self._has_price and not line.price:
            return tr("It has no price: no sale of goods.")
        return ""

    def _leave_out_fees(self, uses: list[SkuUse]) -> None:
        codes = [sku for sku, use in self.uses.items() if use.names or use.item]
        if sum(map(_holds_digits, codes)) < NEARLY_ALL * len(codes):
            return
        fees = [use.sku for use in uses if not _holds_digits(use.sku)]
        for sku in fees:
            self._left_out[sku] = tr(
                "{sku} is no goods: it has fewer than {count} digits; nearly all codes here have more.",
                sku=sku,
                count=DIGITS,
            )
        if fees:
            self.source.notes.append(tr("Taken for no goods: {codes}", codes=", ".join(sorted(fees))))

    def _refuse_lookalikes(self, uses: list[SkuUse]) -> None:
        """Of codes that read alike the commonest stands; the others are not guessed to mean the same."""
        by_key: dict[str, list[SkuUse]] = {}
        for use in uses:
            by_key.setdefault(key_of(use.sku), []).append(use)
        for alike in by_key.values():
            best = max(alike, key=lambda use: use.names.total())
            for use in alike:
                if use is not best:
                    self._wrong[use.sku] = _reads_like(use.sku, best.sku)


def _too_fine(use: SkuUse) -> str:
    if use.decimals == 0:
        return tr("{sku} is not divisible.", sku=use.sku)
    return tr("{sku} has at most {decimals} decimals.", sku=use.sku, decimals=use.decimals)


def _reads_like(sku: str, other: str) -> str:
    return tr("{sku} reads like {other}, but is not spelled the same.", sku=sku, other=other)


def _holds_digits(sku: str) -> bool:
    return sum(map(str.isdigit, sku)) >= DIGITS
