"""Words, icons and tones of what a waiting line's state is; always icon and word, a tint only to make act."""

from collections.abc import Callable
from dataclasses import dataclass

from app.language import tr
from ui.common.cells import Cell


@dataclass(frozen=True, slots=True)
class _Status:
    word: Callable[[], str]
    icon: str
    tone: str
    tinted: bool = False


STATUSES = {
    "ready": _Status(lambda: tr("Ready"), "circle-check", "good"),
    "on_time": _Status(lambda: tr("On time"), "clock", "quiet"),
    "late": _Status(lambda: tr("Late"), "exclamation-circle", "warn", tinted=True),
    "no_date": _Status(lambda: tr("No date"), "help-circle", "bad", tinted=True),
    "supplier_overdue": _Status(lambda: tr("Supplier overdue"), "alert-triangle", "bad", tinted=True),
    "supply_cancelled": _Status(lambda: tr("Supply cancelled"), "ban", "bad", tinted=True),
    "on_hold": _Status(lambda: tr("On hold"), "player-pause", "quiet"),
    "kept_off": _Status(lambda: tr("Kept off"), "hand-stop", "quiet"),
    "collecting": _Status(lambda: tr("Collecting"), "stack-2", "quiet"),
    "part": _Status(lambda: tr("Part"), "progress", "quiet"),
}


def status_cell(key: str) -> Cell:
    """The chip of a status; an empty key is an empty cell."""
    if not key:
        return Cell()
    status = STATUSES[key]
    return Cell(status.word(), tone=status.tone, icon=status.icon, chip=status.tinted)
