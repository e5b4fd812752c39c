"""How a cost report reads: its rows, its bars, its figures."""

from app.happenings import cause_text
from app.language import tr
from app.lists.costs import By, CostRow
from app.wording import days_text, month_text, percent_text, quantity_text
from db.stored import from_units
from db.terms import EtaCause


def by_text(by: By) -> str:
    """What a report has a row for."""
    return {
        By.MONTH: tr("Month"),
        By.PRODUCT: tr("Product"),
        By.SUPPLIER: tr("Supplier"),
        By.CAUSE: tr("Cause"),
    }[by]


def row_text(by: By, row: CostRow) -> str:
    """What a row is about."""
    if by is By.MONTH:
        return month_text(int(row.key or 1))
    if by is By.CAUSE:
        return cause_text(str(row.key)) if row.key else tr("cause not known")
    if row.name:
        return row.name
    return tr("No product") if by is By.PRODUCT else tr("No supplier")


def cause_choices() -> list[tuple[str, object]]:
    """Words and keys of the causes, unknown first."""
    return [(tr("not known"), ""), *((cause_text(cause), str(cause)) for cause in EtaCause)]


def rate_text(tenths: int | None) -> str:
    """Tenths of a percent; a dash where there is nothing to measure."""
    return "–" if tenths is None else percent_text(from_units(tenths, 3))


def wait_text(tenths: int | None) -> str:
    """Tenths of a day."""
    if tenths is None:
        return "–"
    if tenths % 10 == 0:
        return days_text(tenths // 10)
    return tr("{days} days", days=quantity_text(from_units(tenths, 1)))


def age_text(place: int, ages: tuple[int, ...]) -> str:
    """An age of the queue by its place: 'up to 7 days', '8 to 14 days', 'over 60 days'."""
    if place == 0:
        return tr("up to {last} days", last=ages[0])
    if place == len(ages):
        return tr("over {days} days", days=ages[-1])
    return tr("{first} to {last} days", first=ages[place - 1] + 1, last=ages[place])
