"""From raw values to cells, at the edge: called for cells in sight only, in the language in use."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from app import wording
from app.language import tr
from ui.common import fonts
from ui.common.cells import Cell
from ui.common.delegate import PADDING
from ui.common.status import status_cell

UNKNOWN = "–"
ABOUT = "≈"
NO_DATE = 1_000_000
"""A slip of so many days, as lists give it, stands for 'no date'."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Formats:
    """How one shop's values read: its currency, and the day from which far dates are told with their year."""

    currency: str = "EUR"
    today: date | None = None

    def quantity(self, value: object, *, tone: str = "", strong: bool = False, signed: bool = False) -> Cell:
        """Stored thousandths or a Decimal; None is empty."""
        text = self.quantity_text(value)
        return Cell(f"+{text}" if signed and text and not text.startswith("-") else text, tone, strong)

    def quantity_text(self, value: object) -> str:
        """The same as text alone."""
        if isinstance(value, Decimal):
            return wording.quantity_text(value)
        return wording.thousandths_text(value) if isinstance(value, int) else ""

    def in_currency(self, currency: str) -> "Formats":
        """The same for money of a document in its own currency; '' is the shop's."""
        return replace(self, currency=currency) if currency and currency != self.currency else self

    def by_kind(self, kind: str) -> Callable[[object], Cell]:
        """How values of a list's kind of column read."""
        readers: dict[str, Callable[[object], Cell]] = {
            "quantity": self.quantity,
            "money": self.money,
            "price": self.price,
            "percent": self.percent,
            "day": self.day,
            "moment": self.moment,
            "count": self.count,
            "flag": self.flag,
            "slip": self.slip,
            "status": self.status,
        }
        return readers.get(kind, self.text)

    def percent(self, value: object) -> Cell:
        """Stored thousandths of a percent; none is empty."""
        if not isinstance(value, int) or not value:
            return Cell()
        return Cell(wording.percent_text(Decimal(value).scaleb(-5)))

    def moment(self, value: object) -> Cell:
        """Stored microseconds of UTC, as day and time here."""
        if not isinstance(value, int):
            return Cell()
        instant = (_EPOCH + timedelta(microseconds=value)).astimezone()
        return Cell(f"{self._day_text(instant.date())} {wording.time_text(instant)}", "quiet")

    def moment_day(self, value: int) -> Cell:
        """The day here of stored microseconds of UTC."""
        return Cell(self._day_text((_EPOCH + timedelta(microseconds=value)).astimezone().date()), "quiet")

    def flag(self, value: object) -> Cell:
        """0 or 1: 'yes', or nothing."""
        return Cell(tr("yes")) if value else Cell("", said=tr("no"))

    def count(self, value: object, *, tone: str = "") -> Cell:
        """A plain number, such as a rank."""
        return Cell("" if value is None else str(value), tone)

    def money(self, value: object, *, tone: str = "", strong: bool = False) -> Cell:
        """Stored hundredths or a Decimal; None is empty."""
        if isinstance(value, Decimal):
            return Cell(wording.money_text(value, self.currency), tone, strong)
        text = wording.hundredths_text(value, self.currency) if isinstance(value, int) else ""
        return Cell(text, tone, strong)

    def price(self, value: object, *, tone: str = "", strong: bool = False) -> Cell:
        """Stored ten-thousandths or a Decimal; None is empty."""
        if isinstance(value, int):
            return Cell(wording.ten_thousandths_text(value, self.currency), tone, strong)
        return self.money(value, tone=tone, strong=strong)

    def day(
        self,
        value: object,
        *,
        tone: str = "",
        strong: bool = False,
        estimate: bool = False,
        unknown: bool = False,
        before: object = None,
    ) -> Cell:
        """A date or its ordinal; without one the cell is empty, or '–' where it ought to be known."""
        if not isinstance(value, int | date):
            return Cell(UNKNOWN, "quiet", said=tr("not known")) if unknown else Cell()
        text, old = self._day_text(value), ""
        if isinstance(before, int | date) and before != value:
            old = self._day_text(before)
        if estimate:
            return Cell(f"{ABOUT} {text}", tone or "quiet", strong, old, said=tr("about {date}", date=text))
        return Cell(text, tone, strong, old)

    def _day_text(self, value: int | date) -> str:
        return wording.day_text(value, today=self.today)

    def slip(self, days: object, *, before: str = "") -> Cell:
        """Days later than promised; 'no date' where none is known; empty where there is nothing to say."""
        if not isinstance(days, int) or days <= 0:
            return Cell("", said=tr("no slip"))
        if days >= NO_DATE:
            return Cell(tr("no date"), "quiet", before=before)
        return Cell(wording.days_text(days), "warn", strong=True, before=before)

    def status(self, key: object) -> Cell:
        """The chip of a line's status."""
        return status_cell(str(key or ""))

    def text(self, value: object, *, tone: str = "", strong: bool = False) -> Cell:
        """Words as they are, with themselves as tooltip, since a column may be too narrow."""
        text = "" if value is None else str(value)
        return Cell(text, tone, strong, tip=text)

    def day_width(self, *, estimates: bool = True) -> int:
        """The width of a column of days in this language, whatever the month."""
        days = (date(2026, month, 28) for month in range(1, 13))
        about = f"{ABOUT} " if estimates else ""
        texts = (f"{about}{wording.day_text(day)}" for day in days)
        return max(fonts.metrics().horizontalAdvance(text) for text in texts) + 2 * PADDING
