"""What lists say of order lines' dates and worth, in the database's whole numbers."""

from dataclasses import dataclass, field

from app.actions.context import today
from app.rules.promising import DaysOff, after_handling, estimated
from app.settings import days_off, shop_settings
from db.rows import Reader
from db.terms import NO_SLIP


@dataclass(frozen=True, slots=True)
class Calendar:
    """Today and the shop's handling days, to make dates of lines that have none stored."""

    today: int
    handling: int
    off: DaysOff
    # Lead times repeat down a page.
    _known: dict[tuple[int, int | None], int] = field(default_factory=dict)

    @property
    def ready(self) -> int:
        """The day on which what lies here can be with the customer."""
        return after_handling(self.today, self.handling, self.off)

    def estimate(self, days: int | None, not_before: int | None) -> int | None:
        """The day on which goods ordered today would be there, known parts of the line too."""
        if days is None:
            return None
        known = self._known.get((days, not_before))
        if known is None:
            arrives = estimated(self.today, days, not_before)
            known = self._known[days, not_before] = after_handling(arrives, self.handling, self.off)
        return known


def calendar_of(session: Reader) -> Calendar:
    """As the shop's settings say."""
    settings = shop_settings(session)
    return Calendar(today(session).toordinal(), settings.handling_days, days_off(settings))


def shown_expected(expected: int | None, day: int) -> int | None:
    """A past date is no date (R10)."""
    return None if expected is None or expected < day else expected


def shown_slip(expected: int | None, promised: int | None) -> int | None:
    """Days later than promised; NO_SLIP for 'no date'; None where there is nothing to say."""
    if promised is None:
        return None
    if expected is None:
        return NO_SLIP
    return expected - promised if expected > promised else None


def line_worth(quantity: int, price: int, discount: int) -> int:
    """Hundredths from thousandths, ten-thousandths and thousandths of a percent, rounded half up once."""
    exact = quantity * price * (100_000 - discount)
    if exact < 0:
        return -((-exact + 5_000_000_000) // 10_000_000_000)
    return (exact + 5_000_000_000) // 10_000_000_000
