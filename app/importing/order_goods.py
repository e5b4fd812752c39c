"""Which products the rows of a file of orders name, which are created, and which rows are no sale of goods.

Only where products are created (--create-products), and only for codes that the shop does not know:
a row without a description or a price creates nothing and is left out; and where nearly all codes of the
file hold five digits or more, a code with fewer is no goods but postage, a fee or a correction.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from app.file_formats.cell_types import UnreadableCell
from app.flags import flag
from app.importing.known import Item
from app.importing.order_rows import OrderRows
from app.importing.source import Source
from app.language import tr
from app.names import key_of

DIGITS = 5
"""What codes of goods hold at least, where nearly all codes of a file do."""

NEARLY_ALL = 0.95
NAMES = 100
"""How many descriptions of one code are counted; further ones are unlikely to be the commonest."""

STEPS = (1000, 100, 10, 1)
"""Thousandths that a unit with so many decimals divides into."""


class SkuUse:
    """What the rows of one code say; `place` is its place among the codes of the file."""

    __slots__ = (
        "barcode",
        "decimals",
        "item",
        "names",
        "place",
        "price",
        "priced_on",
        "sku",
        "sold",
        "step",
        "tax_rate",
    )

    def __init__(self, sku: str, item: Item | None, place: int, barcode: str = "") -> None:
        self.sku = sku
        self.item = item
        self.place = place
        self.barcode = barcode
        # Of the quantities; a created product takes what its rows need.
        self.decimals = item.decimals if item else 0
        self.step = STEPS[self.decimals]
        self.names: Counter[str] = Counter()
        self.sold = 0
        # For lines that name none; of a created product the latest.
        self.price = item.price if item else 0
        self.priced_on = 0
        self.tax_rate = item.tax_rate if item else 0

    @property
    def name(self) -> str:
        """The commonest description, of equally common ones the first."""
        return max(self.names, key=self.names.__getitem__, default="") or self.sku

    def hears(self, text: str, price: int | None, ordered_on: int) -> None:
        """One more row that sells it."""
        self.sold += 1
        if text in self.names or len(self.names) < NAMES:
            self.names[text] += 1
        if ordered_on >= self.priced_on:
            self.price, self.priced_on = price or 0, ordered_on


class Goods:
    """Every code of a file with what becomes of it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.uses: dict[str, SkuUse] = {}
        self.by_place: list[SkuUse] = []
        self._by_barcode: dict[str, SkuUse] = {}
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
        uses = (use for use in self.by_place if use.item is None and use.sold)
        return [use for use in uses if use.sku not in refused]

    def use_of(self, sku: str, barcode: str) -> SkuUse:
        """The product that the row names: by its SKU, else by its barcode; UnreadableCell says why none."""
        if sku:
            return self.uses.get(sku) or self._added(sku, barcode)
        if not barcode:
            raise UnreadableCell(tr("The cell is blank."))
        use = self._by_barcode.get(barcode)
        if use is None:
            use = self._by_barcode[barcode] = self._of_barcode(barcode)
        return use

    def _of_barcode(self, barcode: str) -> SkuUse:
        skus = self.source.known.skus_by_barcode.get(barcode, ())
        if len(skus) > 1:
            raise UnreadableCell(
                tr(
                    "{count} products have the barcode {barcode}; give the SKU.",
                    count=len(skus),
                    barcode=barcode,
                )
            )
        if not skus and not self._creates:
            raise UnreadableCell(
                tr(
                    "There is no product with the barcode {barcode}{flag}.",
                    flag=flag("--create-products"),
                    barcode=barcode,
                )
            )
        sku = skus[0] if skus else barcode
        return self.uses.get(sku) or self._added(sku, barcode)

    def _added(self, sku: str, barcode: str) -> SkuUse:
        item = self.source.known.products.get(sku)
        use = self.uses[sku] = SkuUse(sku, item, len(self.by_place), barcode)
        self.by_place.append(use)
        return use

    def lacks(self, use: SkuUse, text: str, price: int | None) -> str:
        """Why the row is no sale of goods, as far as it alone can tell; '' where it may be one."""
        if use.item is not None or not self._creates:
            return ""
        if self._has_text and not text.strip():
            return tr("It has no description: no sale of goods.")
        if self._has_price and not price:
            return tr("It has no price: no sale of goods.")
        return ""

    def finer_than_unit(self, use: SkuUse, parts: Sequence[int]) -> str:
        """Why the row's quantities are none that its product can have; a created product takes them all."""
        while any(part % use.step for part in parts):
            if use.item is not None:
                return _too_fine(use)
            use.decimals += 1
            use.step = STEPS[use.decimals]
        return ""

    def judge(self) -> None:
        """What becomes of the codes that the shop does not know."""
        for use in self.by_place:
            if key_of(use.sku) in self._not_goods:
                self._left_out[use.sku] = tr(
                    "{sku} is no goods{flag}.", sku=use.sku, flag=flag("--not-goods")
                )
        unknown = [use for use in self.by_place if use.item is None and use.sku not in self._left_out]
        for use in unknown:
            like = self.source.known.sku_by_key.get(key_of(use.sku))
            if like is not None:
                self._wrong[use.sku] = _reads_like(use.sku, like)
            elif not self._creates:
                self._wrong[use.sku] = tr(
                    "There is no product {sku}{flag}.", sku=use.sku, flag=flag("--create-products")
                )
        if self._creates:
            fresh = [use for use in unknown if use.sku not in self._wrong]
            self._leave_out_fees(fresh)
            self._refuse_lookalikes([use for use in fresh if use.sku not in self._left_out])

    def refuse_rows(self, rows: OrderRows) -> None:
        """The rows of the codes that were judged."""
        if not self._left_out and not self._wrong:
            return
        lines, stage = rows.lines, tr("Checking {file}", file=rows.source.file)
        watched = rows.source.progress.over(lines.line, stage, len(lines))
        for line, order, use in chain(
            zip(watched, lines.order, lines.use, strict=True),
            ((cancel.line, cancel.order, cancel.use) for cancel in rows.cancels),
        ):
            sku = self.by_place[use].sku
            if sku in self._left_out:
                rows.rejections.add(line, self._left_out[sku], "sku", sku)
            elif sku in self._wrong:
                rows.refuse(line, order, self._wrong[sku], "sku", sku)
        rows.drop_refused()

    def _leave_out_fees(self, uses: list[SkuUse]) -> None:
        codes = [sku for sku, use in self.uses.items() if use.sold or use.item]
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
            best = max(alike, key=lambda use: use.sold)
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
