"""What backorders cost beside how well customers were served, over one period."""

from dataclasses import dataclass

from app.actions.context import today
from app.lists.costs import By, CostReport, cost_report
from app.lists.promises_kept import PromisesKept, promises_kept
from app.lists.service import Service, service
from db.rows import Reader

PERIODS = {"month": 30, "quarter": 90, "year": 365, "all": 0}
"""Days up to today by key; 0 for all there are."""


@dataclass(frozen=True, slots=True)
class CostsShown:
    """Both sides of the owner's choice, as of one moment."""

    report: CostReport
    service: Service
    kept: PromisesKept


def costs_shown(session: Reader, by: By, period: str) -> CostsShown:
    """The costs of a period of PERIODS, and the service in it."""
    last = today(session).toordinal()
    days = PERIODS[period]
    first = last - days + 1 if days else 1
    [kept] = promises_kept(session, [last - first + 1])
    return CostsShown(cost_report(session, by, first, last), service(session, first, last), kept)
