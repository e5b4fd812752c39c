"""Columns of lines that somebody buys: the product, how many, at which price, what it comes to."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar

from app.language import tr
from app.lists.finding import FoundProduct
from app.quantities import quantity_of
from app.rules.sums import Priced
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats

PRICE_EXPONENT = -4


class PricedLine(Protocol):
    """What a row is about: a frozen dataclass with these fields."""

    @property
    def sku(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def quantity(self) -> Decimal: ...
    @property
    def price(self) -> Decimal: ...
    def priced(self) -> Priced: ...


Line = TypeVar("Line", bound=PricedLine)


def price_of(product: FoundProduct) -> tuple[Decimal, Decimal]:
    """A found product's price and tax rate."""
    return Decimal(product.price).scaleb(PRICE_EXPONENT), quantity_of(product.tax_rate)


def _always(row: Row) -> bool:
    return True


class PricedColumns(Generic[Line]):
    """`of` and `row_of` are the way from a row to its line and back; quantity and price are typed in."""

    def __init__(self, formats: Formats, of: Callable[[Row], Line], row_of: Callable[[Line], Row]) -> None:
        self._formats = formats
        self._of = of
        self._row_of = row_of

    def editor(self, kind: str, name: str, offered: Callable[[Row], bool] = _always) -> Editor:
        """For the field of the line with this name."""

        def set_value(row: Row, value: Any) -> Row:
            return self._row_of(replace(self._of(row), **{name: value}))  # type: ignore[type-var]

        return Editor(
            kind,
            lambda row: getattr(self._of(row), name),
            set_value,
            offered,
            decimals=lambda row: self._of(row).decimals,
        )

    def product(self, width: int) -> Column:
        """Its name and SKU."""
        return Column(
            "product", tr("Product"), lambda row: Cell(self._of(row).name, code=self._of(row).sku), width
        )

    def quantity(self, width: int) -> Column:
        """How many."""
        return Column(
            "quantity",
            tr("Quantity"),
            lambda row: self._formats.quantity(self._of(row).quantity, strong=True),
            width,
            right=True,
            editor=self.editor("quantity", "quantity"),
        )

    def price(self, width: int, offered: Callable[[Row], bool] = _always) -> Column:
        """Of one."""
        return Column(
            "price",
            tr("Price"),
            lambda row: self._formats.money(self._of(row).price),
            width,
            right=True,
            editor=self.editor("price", "price", offered),
        )

    def total(self, width: int) -> Column:
        """Of all of them, less the discount."""
        return Column(
            "total",
            tr("Total"),
            lambda row: self._formats.money(self._of(row).priced().value, strong=True),
            width,
            right=True,
        )
