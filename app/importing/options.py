"""What the owner wants of an import, and what he hears of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from app.file_formats.options import ReadingOptions
from app.file_formats.problems import RowProblem
from app.language import ntr, tr


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`not_goods` are codes that are left out of orders singly: postage, fees."""

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    skip_bad_rows: bool = False
    dry_run: bool = False
    history_before: date | None = None
    create_products: bool = False
    create_customers: bool = False
    not_goods: tuple[str, ...] = ()


class Thing(StrEnum):
    """What imports create, change and cancel."""

    PRODUCTS = "products"
    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"
    LOCATIONS = "locations"
    RESOURCES = "resources"
    COUNTS = "counts"
    ORDERS = "orders"
    ORDER_LINES = "order_lines"
    CANCELLATIONS = "cancellations"
    PURCHASES = "purchases"
    PURCHASE_LINES = "purchase_lines"


@dataclass(frozen=True, slots=True)
class Stored:
    """How many things of each sort were created, and how many changed."""

    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one file did, or in a dry run would do."""

    file: str
    stored: Stored
    notes: tuple[str, ...] = ()
    rejected: int = 0
    problems: tuple[RowProblem, ...] = ()
    rejected_path: Path | None = None
    dry_run: bool = False
    refused: bool = False
    """Whether, without the dry run, nothing would have come in."""

    def sentences(self) -> list[str]:
        """The report in the reader's language, one sentence a line."""
        created, changed = _listed(self.stored.created), _listed(self.stored.changed)
        told = []
        if created:
            would = tr("Would be created: {things}.", things=created)
            told.append(would if self.dry_run else tr("Created: {things}.", things=created))
        if changed:
            would = tr("Would be changed: {things}.", things=changed)
            told.append(would if self.dry_run else tr("Changed: {things}.", things=changed))
        if not told:
            told.append(tr("Nothing in {file} is new.", file=self.file))
        told += [*self.stored.notes, *self.notes]
        if self.rejected:
            told.append(self._about_rejected())
        if self.dry_run:
            told.append(tr("This was a dry run: nothing was changed."))
        return told

    def _about_rejected(self) -> str:
        if self.refused:
            return ntr(
                "{count} row cannot be taken: without --skip-bad-rows nothing would come in.",
                "{count} rows cannot be taken: without --skip-bad-rows nothing would come in.",
                self.rejected,
            )
        if self.rejected_path is None:
            return ntr("{count} row would be set aside.", "{count} rows would be set aside.", self.rejected)
        return ntr(
            "{count} row was set aside in {path}, with the reason.",
            "{count} rows were set aside in {path}, with the reasons.",
            self.rejected,
            path=self.rejected_path,
        )


def _listed(counts: dict[str, int]) -> str:
    """Empty where nothing counts."""
    return ", ".join(_THINGS[Thing(thing)](count) for thing, count in counts.items() if count)


_THINGS: dict[Thing, Callable[[int], str]] = {
    Thing.PRODUCTS: lambda count: ntr("{count} product", "{count} products", count),
    Thing.CUSTOMERS: lambda count: ntr("{count} customer", "{count} customers", count),
    Thing.SUPPLIERS: lambda count: ntr("{count} supplier", "{count} suppliers", count),
    Thing.LOCATIONS: lambda count: ntr("{count} location", "{count} locations", count),
    Thing.RESOURCES: lambda count: ntr("{count} resource", "{count} resources", count),
    Thing.COUNTS: lambda count: ntr("{count} count", "{count} counts", count),
    Thing.ORDERS: lambda count: ntr("{count} order", "{count} orders", count),
    Thing.ORDER_LINES: lambda count: ntr("{count} order line", "{count} order lines", count),
    Thing.CANCELLATIONS: lambda count: ntr("{count} cancellation", "{count} cancellations", count),
    Thing.PURCHASES: lambda count: ntr("{count} purchase", "{count} purchases", count),
    Thing.PURCHASE_LINES: lambda count: ntr("{count} purchase line", "{count} purchase lines", count),
}
