"""Which purchase lines get a new date together, and why dates move."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QRadioButton

from app import wording
from app.actions.supplier_debts import Owed, OwedLine
from app.language import ntr, tr
from ui.common import fonts


def causes() -> list[tuple[str, object]]:
    """Why a date moves, in words and as it is stored."""
    return [
        (tr("Shortage at supplier"), "shortage"),
        (tr("Production stopped"), "production_stopped"),
        (tr("Transport"), "transport"),
        (tr("Customs"), "customs"),
        (tr("Capacity"), "capacity"),
        (tr("Other"), "other"),
    ]


class Scope(QRadioButton):
    """Purchase lines that may get the new date together."""

    def __init__(self, title: str, details: str, lines: Sequence[OwedLine]) -> None:
        super().__init__(title)
        self.lines = tuple(lines)
        self.details = details
        self.setFont(fonts.font())
        self.setAccessibleName(f"{title}, {details}")


def scopes_of(form: Owed, line_id: int | None) -> list[Scope]:
    """One line, its purchase, all the supplier owes: as far as they differ."""
    scopes = []
    whole = [line for line in form.lines if line.purchase_id == form.purchase_id]
    one = [line for line in whole if line.line_id == line_id]
    if one:
        details = tr(", ").join((one[0].product, wording.pieces_text(one[0].to_come)))
        scopes.append(Scope(tr("This line"), details, one))
    if whole:
        pieces = sum((line.to_come for line in whole), Decimal(0))
        details = tr(", ").join((_lines_text(whole), wording.pieces_text(pieces)))
        scopes.append(Scope(tr("Whole purchase {number}", number=form.number), details, whole))
    if len(form.lines) > len(whole):
        purchases = len({line.purchase_id for line in form.lines})
        count = ntr("{count} purchase", "{count} purchases", purchases)
        title = tr("All open lines of {supplier}", supplier=form.supplier)
        scopes.append(Scope(title, tr(", ").join((_lines_text(form.lines), count)), form.lines))
    return scopes


def _lines_text(lines: Sequence[OwedLine]) -> str:
    return ntr("{count} line", "{count} lines", len(lines))


def span_text(etas: list[date | None]) -> str:
    """'Fri 18 Dec 2026', or as short from the earliest to the latest: '2 Dec to 18 Dec'."""
    days = sorted(day for day in etas if day is not None)
    if not days:
        return tr("No date known")
    if len(days) == 1 and None not in etas:
        return wording.day_text(days[0], weekday=True, year=True)
    first = wording.day_text(days[0])
    last = tr("no date") if None in etas else wording.day_text(days[-1], today=days[0])
    return tr("{first} to {last}", first=first, last=last)
